/**
 * What came in and bothers nobody: automatic replies, receipts, spam, and mail to Convoke itself. It is listed for thirty
 * days, so that whatever a person wrote is found although it was taken for something else.
 */
import * as z from 'zod'
import { cleanLine, cleanNote } from '../keep/clean-text.ts'
import { addresseeShape, unread } from '../keep/matter.ts'
import { instant, listOf, personal, type Shaped, shape } from '../keep/shape.ts'
import { DAY, type Instant, shift } from '../keep/time.ts'

/** Why nobody was asked to look at a message. */
const reason = shape(() =>
  z.union([
    z.enum([
      'automatic',
      'spam',
      'virus',
      /** A calendar's message that answers nothing. */
      'calendar',
      /** News of a letter that never left. */
      'bounce',
      /** It was written to the sender's own address, or to whoever keeps the domain. */
      'to the desk',
    ]),
    unread(),
  ]),
)
export type AsideReason = Shaped<typeof reason>

const message = shape(() =>
  z.object({
    /** Derives from what came in: the same message twice is one. */
    id: z.string(),
    at: instant(),
    from: addresseeShape(),
    subject: personal.words(),
    text: personal.words(),
    why: reason(),
    /** The raw message in the mailbox, while it is kept. */
    mail: z.string().optional(),
  }),
)
export type AsideMessage = Shaped<typeof message>

/** One list of them: of an invitation, or of the desk. */
export const asideShape = shape(() =>
  z.object({
    /** Whose it is; undefined at the desk. */
    invitation: z.string().optional(),
    messages: listOf(message()),
    /** So many of the oldest gave way to newer ones. */
    dropped: z.number().int().optional(),
  }),
)
export type Aside = Shaped<typeof asideShape>

/** So long they are listed, as long as the messages themselves are kept. */
export const ASIDE_FOR = 30 * DAY

/** So many are kept of one invitation, and at the desk. Each is cut to some two thousand characters. */
export const MOST_ASIDE = { invitation: 40, desk: 100 } as const
const SUBJECT = 300
const WORDS = 2000

/** Those that are listed still at `now`, the newest first. */
export const listedAside = ({ messages }: Pick<Aside, 'messages'>, now: Instant): AsideMessage[] =>
  messages.filter(({ at }) => at > shift(now, -ASIDE_FOR)).sort((a, b) => (a.at > b.at ? -1 : 1))

/** The list with one more; undefined where it holds that already. */
export function withAside(stands: Aside, incoming: AsideMessage, most: number, now: Instant): Aside | undefined {
  if (stands.messages.some(({ id }) => id === incoming.id)) return undefined
  const { from, subject, text } = incoming
  const seen: AsideMessage = {
    ...incoming,
    from: { name: cleanLine(from.name).slice(0, 200), email: cleanLine(from.email).slice(0, 320) },
    subject: cleanLine(subject).slice(0, SUBJECT),
    text: cleanNote(text).slice(0, WORDS),
  }
  const all = [seen, ...listedAside(stands, now)]
  const dropped = (stands.dropped ?? 0) + Math.max(0, all.length - most)
  return { ...stands, messages: all.slice(0, most), ...(dropped > 0 ? { dropped } : {}) }
}
