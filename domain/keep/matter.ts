/** Something that came in and that only a person can settle: the convener's "needs you" list. */
import * as z from 'zod'
import { cleanLine, cleanNote } from './clean-text.ts'
import { type Actor, actorShape } from './history.ts'
import { instant, personal, type Shaped, shape } from './shape.ts'
import type { Instant } from './time.ts'

const matterKind = shape(() =>
  z.enum([
    'question',
    'unclear',
    'suggestion',
    'delegate',
    'comes after all',
    'away',
    'came back',
    'not sure who',
    'unreadable',
    'too late',
  ]),
)
export type MatterKind = Shaped<typeof matterKind>

/**
 * How a matter was settled: read as an answer; the delegate approved; whom it names invited; dealt with in another way;
 * or overtaken by a newer answer.
 */
const settlement = shape(() =>
  z.enum(['accepted', 'declined', 'tentative', 'delegated', 'approve', 'invite', 'dismiss', 'answered anew']),
)
export type Settlement = Shaped<typeof settlement>

/** Somebody, by name and address. */
export const addresseeShape = shape(() => z.object({ name: personal.name(), email: personal.address() }))

/** Somebody who comes in an invitee's place. */
export const delegateShape = shape(() =>
  z.object({ name: personal.name(), title: personal.work(), email: personal.address() }),
)

export const matterShape = shape(() =>
  z.object({
    /** Derives from what came in: the same message twice is one matter. */
    id: z.string(),
    kind: matterKind(),
    at: instant(),
    /** Who it came from, as far as the message says. */
    from: addresseeShape(),
    subject: personal.words(),
    /** Their words, or ours on what is the matter. */
    text: personal.words(),
    /** The raw message in the mailbox, while it is kept. */
    mail: z.string().optional(),
    /** For a suggestion: the time they would rather meet. */
    proposed: z.object({ start: instant(), end: instant().optional() }).optional(),
    /** For a delegate: who would come. For somebody away: whom their automatic reply names. */
    person: delegateShape().optional(),
    settled: z.object({ at: instant(), by: actorShape(), how: settlement() }).optional(),
  }),
)
export type Matter = Shaped<typeof matterShape>

/** So many matters of one invitation are kept; the oldest settled ones go first. */
const KEPT = 40

/** The matters with `incoming` among them; what is there already stays as it is. */
export function raise(matters: readonly Matter[], incoming: Matter): readonly Matter[] {
  if (matters.some(({ id }) => id === incoming.id)) return matters
  const { from, subject, text } = incoming
  const seen = {
    ...incoming,
    from: { name: cleanLine(from.name), email: cleanLine(from.email) },
    subject: cleanLine(subject),
    text: cleanNote(text),
  }
  const all = [...matters, seen]
  if (all.length <= KEPT) return all
  const first = Math.max(
    0,
    all.findIndex(({ settled }) => settled !== undefined),
  )
  return all.toSpliced(first, 1)
}

export const openMatters = (matters: readonly Matter[]): Matter[] =>
  matters.filter(({ settled }) => settled === undefined)

/**
 * A newer answer takes the place of the one that named a delegate. Where the convener has invited that person already,
 * they decide whether both come.
 */
export function supersede(matters: readonly Matter[], answer: { id: string; at: Instant; by: Actor }, keep?: string) {
  const old = matters.filter(({ id, kind }) => kind === 'delegate' && id !== keep)
  const settled = { at: answer.at, by: answer.by, how: 'answered anew' as const }
  const closed = matters.map(each => (old.includes(each) && !each.settled ? { ...each, settled } : each))
  const invited = old.findLast(each => each.settled?.how === 'approve')
  if (!invited || keep !== undefined) return closed
  const { from, subject, person } = invited
  const id = `${invited.id}:comes`
  return raise(closed, { id, kind: 'comes after all', at: answer.at, from, subject, text: '', person })
}

/** What came without a person's words: an automatic reply, and our own letter on its way back. */
const UNWRITTEN: readonly MatterKind[] = ['away', 'came back']

/** Whether somebody has written what nobody has settled yet: they are not silent, whatever it says. */
export const hasWritten = (matters: readonly Matter[]): boolean =>
  openMatters(matters).some(({ kind }) => !UNWRITTEN.includes(kind))

const HEADLINES: Record<MatterKind, string> = {
  question: 'Asks a question.',
  unclear: 'Wrote something that only a person can read.',
  suggestion: 'Suggests another time.',
  delegate: 'Would like to send someone in their place.',
  'comes after all': 'Has answered anew, although somebody was invited in their place.',
  away: 'Is away. The automatic reply names somebody to turn to.',
  'came back': 'A letter came back.',
  'not sure who': 'An answer came that may not be theirs.',
  unreadable: 'Sent something Convoke cannot read.',
  'too late': 'Wrote after the meeting had begun.',
}

/** One plain sentence on what it is about. */
export const headlineOf = ({ kind }: Pick<Matter, 'kind'>): string => HEADLINES[kind]

/** The sentence for a list: what it is about, and the beginning of their words. */
export function summaryOf(matter: Matter): string {
  const words = matter.text.replace(/\s+/g, ' ').trim()
  return `${headlineOf(matter)}${words ? ` “${words.length > 140 ? `${words.slice(0, 139).trimEnd()}…` : words}”` : ''}`
}
