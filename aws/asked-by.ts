/** Who asks for a page, as far as its address tells: so much code is loaded for it. */
import { isAt, PATHS, PERSONAL } from '../domain/keep/paths.ts'

/** Fonts lie where scripts and styles lie. */
const GUESTS = [PERSONAL.rsvp, PERSONAL.rsvpEntry, PERSONAL.optOut, PATHS.font]

/** `guests`: somebody who follows a link from a letter; their pages stand by themselves in `functions/guests.ts`. */
export const askedBy = (path: string): 'guests' | 'all' => (GUESTS.some(page => isAt(page, path)) ? 'guests' : 'all')
