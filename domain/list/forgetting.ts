/** What is kept of somebody who was forgotten: that it was done, and what was not. Never who it was. */
import * as z from 'zod'
import { instant, personal, type Shaped, shape } from '../keep/shape.ts'

/** Why something of theirs is still somewhere, for the receipt. */
const REMAINS = [
  /** A hash of the address, so that nobody writes to them again. */
  'hash',
  /** Somebody else of the partnership has that name: texts of others were searched for the address alone. */
  'name of another',
  /** One word is no name that a text can be searched for. */
  'one name',
] as const

export const forgettingShape = shape(() =>
  z.object({
    /** SHA-256 of the address. */
    hash: z.string(),
    at: instant(),
    by: personal.name(),
    /** Undefined while it is being done. */
    doneAt: instant().optional(),
    /** How many documents were changed or taken away, by kind, and messages. */
    documents: z.record(z.string(), z.number().int()),
    messages: z.number().int(),
    remains: z.array(z.enum(REMAINS)),
  }),
)
export type Forgetting = Shaped<typeof forgettingShape>
