/** The exact words that champions signed, kept for good: what left under a name can be shown whatever was edited since. */
import * as z from 'zod'
import { championId } from '../keep/ids.ts'
import { instant, personal, type Shaped, shape } from '../keep/shape.ts'

export const signedWordsShape = shape(() =>
  z.object({
    /** The id of the text: `letter`, `follow-up-1`, … */
    text: z.string(),
    title: z.string(),
    /** The ids of the rows of the meeting's kind whose waves carry it. */
    waves: z.array(z.string()),
    /** SHA-256 of `canonical` in hexadecimal: anybody can check it. */
    check: z.string(),
    canonical: personal.words(),
    /** The words as the text part of the message has them, with `{{first_name}}` and such open. */
    body: personal.words(),
    /** Who had to sign it before it left. */
    required: z.array(z.object({ id: championId(), name: personal.name() })),
    signatures: z.array(z.object({ id: championId(), name: personal.name(), at: instant() })),
    /** When the first of it left: nothing here changes from then on. */
    leftAt: instant().optional(),
  }),
)
export type SignedWords = Shaped<typeof signedWordsShape>
