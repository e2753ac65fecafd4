/** A letter to one person of a partnership outside any list: a run sheet, a call sheet, a reminder of a commitment. */
import type { Instant } from '../keep/time.ts'

export interface Errand {
  /** Names the occasion, in ids, days and numbers: for one address it leaves once, for ever. */
  key: string
  /** What it is, as the outbox lists it: `run-sheet`, `digest`. */
  kind: string
  to: { name: string; email: string; organisation?: string | undefined }
  /** When it is due. */
  at: Instant
  /** From then on nobody wants it any more. */
  until: Instant
  subject: string
  /** Markdown, with merge fields; what people typed stands in it as words. */
  body: string
  action?: { label: string; link: string } | undefined
}
