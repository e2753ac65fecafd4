/** A letter to one person of a partnership outside any list: a run sheet, a call sheet, a reminder of a commitment. */
import * as z from 'zod'
import { instant, type Shaped, shape } from '../keep/shape.ts'
import type { Instant } from '../keep/time.ts'

/** Words of somebody, which stand in a sentence and are nothing but words; or data as Markdown that is ours. */
export type OwnField = string | { data: string }

export interface Errand {
  /** Names the occasion, in ids, days and numbers: for one address it leaves once, for ever. */
  key: string
  /** What it is, as the outbox lists it: `run-sheet`, `digest`. */
  kind: string
  to: { name: string; email: string; organization?: string | undefined }
  /** When it is due. */
  at: Instant
  /** From then on nobody wants it any more. */
  until: Instant
  /** The id of its text; what it says is the convener's where they wrote it, and else what Convoke proposes. */
  text: string
  /** What stands in the fields that its text alone has. */
  fields: Readonly<Record<string, OwnField>>
  /** Where its button leads. */
  link?: string | undefined
}

/** What became of one. */
export const errandSentShape = shape(() =>
  z.object({
    kind: z.string(),
    status: z.enum(['due', 'claimed', 'sent', 'in doubt', 'failed']),
    at: instant(),
    attempt: z.string(),
  }),
)
export type ErrandSent = Shaped<typeof errandSentShape>
