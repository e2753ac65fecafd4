/** The words of a letter alone, as the text part of a message has them. */
import type { Letter } from '../domain/keep/campaign.ts'
import type { Meeting } from '../domain/keep/meeting.ts'
import type { Partnership } from '../domain/keep/partnership.ts'
import { sharedValues } from './canonical.ts'
import { setMarkdown } from './markdown.ts'

/** Shared fields are filled, and personal ones stay as `{{first_name}}`. */
export const bodyAsText = (partnership: Partnership, meeting: Meeting, { body }: Letter): string =>
  setMarkdown(body, sharedValues(partnership, meeting))
    .text.map(piece => (typeof piece === 'string' ? piece : `{{${piece.slot}}}`))
    .join('')
    .trim()
