/** Something that came in and that only a person can settle: the convener's "needs you" list. */
import * as z from 'zod'
import { bounceReason } from './bounce.ts'
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
 * What a person may say of a matter: an answer to set; no more letters: `opt out`; `approve` a delegate; `invite` whom an
 * automatic reply names; or nothing more: `dismiss`.
 */
export const SETTLED_BY_HAND = [
  'accepted',
  'declined',
  'tentative',
  'delegated',
  'opt out',
  'approve',
  'invite',
  'dismiss',
] as const
/** How it was settled: by such a word, or overtaken by a newer answer. */
const settlement = shape(() => z.enum([...SETTLED_BY_HAND, 'answered anew']))
export type Settlement = Shaped<typeof settlement>

/** Why a message could not be taken for an answer. */
export const unread = shape(() =>
  z.enum([
    'too large',
    'too many lines',
    'too many parts',
    'nested too deep',
    'head too large',
    'built wrongly',
    'reader at a loss',
    'empty',
    'only quotes',
    'winmail.dat',
    'calendar too large',
    'calendar says nothing',
    'calendar of an organizer',
    'receipt',
    'delivered',
    'marked as spam',
  ]),
)
export type Unread = Shaped<typeof unread>

/** Somebody, by name and address. */
export const addresseeShape = shape(() => z.object({ name: personal.name(), email: personal.address() }))

/** Somebody who comes in an invitee's place. */
export const delegateShape = shape(() =>
  z.object({ name: personal.name(), title: personal.work(), email: personal.address() }),
)

/** What is to be said of a matter besides its sender's words. */
const remark = shape(() =>
  z.discriminatedUnion('is', [
    /** Of a calendar's answer: to another meeting, without saying whose, or of a sender nobody vouches for. */
    z.object({ is: z.enum(['for another meeting', 'nobody’s', 'not vouched for']) }),
    z.object({ is: z.literal('for somebody else'), attendee: personal.address() }),
    z.object({ is: z.literal('given by another'), email: personal.address() }),
    /** Another time, as `proposed` has it; `zone` is that of the meeting. */
    z.object({ is: z.literal('suggests'), zone: z.string() }),
    z.object({ is: z.literal('answered'), answer: z.enum(['accepted', 'declined', 'tentative', 'delegated']) }),
    /** Of a letter that came back: the copy for the assistant, from where it was passed on, or for now. */
    z.object({ is: z.enum(['copy came back', 'came back from elsewhere']), address: personal.address() }),
    z.object({ is: z.literal('did not get through'), because: bounceReason().optional() }),
    /** It is still on its way, and late. */
    z.object({ is: z.literal('late'), because: bounceReason().optional() }),
    z.object({ is: z.literal('unread'), why: unread() }),
  ]),
)
export type Remark = Shaped<typeof remark>

/** What a reply is likely to say, for a person to confirm, and the sentence that says it. */
const suggestion = shape(() =>
  z.object({
    answer: z.enum(['accepted', 'declined', 'tentative', 'delegated', 'opt out']),
    because: personal.words(),
  }),
)
export type Suggestion = Shaped<typeof suggestion>

export const matterShape = shape(() =>
  z.object({
    /** Derives from what came in: the same message twice is one matter. */
    id: z.string(),
    kind: matterKind(),
    at: instant(),
    /** Who it came from, as far as the message says. */
    from: addresseeShape(),
    subject: personal.words(),
    /** What we say of it; in the first version that stood before their words. */
    remark: remark().optional(),
    /** Their words, or those of whoever sent the letter back. */
    text: personal.words(),
    /** The raw message in the mailbox, while it is kept. */
    mail: z.string().optional(),
    /** For a suggestion: the time they would rather meet. */
    proposed: z.object({ start: instant(), end: instant().optional() }).optional(),
    /** For a delegate: who would come. For somebody away: whom their automatic reply names. */
    person: delegateShape().optional(),
    /** Of a written reply that was not understood: the likely answer. */
    suggestion: suggestion().optional(),
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

/** Why a person has to look, if one has to: the oldest open matter. */
export const needsYouOf = ({ matters }: { matters: readonly Matter[] }): Matter | undefined => openMatters(matters)[0]

/** The oldest open matter with a likely answer, which one click confirms. */
export const suggestedMatter = (matters: readonly Matter[]): SuggestedMatter | undefined =>
  openMatters(matters).find((each): each is SuggestedMatter => each.suggestion !== undefined)

export type SuggestedMatter = Matter & { suggestion: Suggestion }

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
