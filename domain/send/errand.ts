/** A letter to one person of a partnership outside any list: a run sheet, a call sheet, a reminder of a commitment. */
import * as z from 'zod'
import { instant, type Shaped, shape } from '../keep/shape.ts'
import type { Instant } from '../keep/time.ts'

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
  subject: string
  /** Markdown, with merge fields; what people typed stands in it as words. */
  body: string
  action?: { label: string; link: string } | undefined
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
