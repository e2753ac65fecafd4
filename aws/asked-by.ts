/** Who asks for a page, as far as its address tells: so much code is loaded for it. */
const GUESTS = /^\/(rsvp|opt-out|assets)\/[^/]+$/

/** `guests`: somebody who follows a link from a letter; their pages stand by themselves in `functions/guests.ts`. */
export const askedBy = (path: string): 'guests' | 'all' => (GUESTS.test(path) ? 'guests' : 'all')
