/** An invitation: campaign × invitee. It is the unit of consistency: everything sent to and heard from one person. */

import * as z from 'zod'
import { bounceReason } from './bounce.ts'
import { actorShape, invitationEventShape } from './history.ts'
import { campaignId, type InvitationId, invitationId } from './ids.ts'
import { addresseeShape, delegateShape, matterShape } from './matter.ts'
import { instant, listOf, personal, type Shaped, shape } from './shape.ts'
import type { Instant } from './time.ts'
import { isForOne, isThanks, WITHDRAWN } from './wave-id.ts'

export const inviteeShape = shape(() =>
  z.object({
    name: personal.name(),
    title: personal.work(),
    company: personal.work(),
    email: personal.address(),
    phone: personal.phone(),
    /** What letters say behind "Dear", where it is not what the name tells. */
    greeting: personal.name().optional(),
    assistant: addresseeShape().optional(),
    /** What is known of the company: county, city, size, NAICS, sector, LinkedIn. */
    facts: z.record(z.string(), personal.words()).optional(),
    /** Public partners are welcome guests and do not count toward critical mass. */
    publicPartner: z.boolean(),
  }),
)
export type Invitee = Shaped<typeof inviteeShape>

const rsvp = shape(() => z.enum(['accepted', 'declined', 'tentative', 'delegated']))
export type Rsvp = Shaped<typeof rsvp>
const channel = shape(() => z.enum(['link', 'calendar', 'written', 'convener']))
export type Channel = Shaped<typeof channel>

export type Delegate = Shaped<typeof delegateShape>

/** What an invitee said. `id` derives from what came in, so the same message twice is one answer. */
const answerGiven = shape(() =>
  z.object({
    id: z.string(),
    answer: rsvp(),
    channel: channel(),
    /** When it was given, as far as that is known. */
    at: instant(),
    /** When it came in, where that is not when it was given: decides between two answers of one moment. */
    receivedAt: instant().optional(),
    /** SEQUENCE of the meeting that was answered. */
    sequence: z.number().int(),
    /** Who gave the answer, where it was not the invitee. */
    by: actorShape().optional(),
    delegate: delegateShape().optional(),
    note: personal.words(),
    /** Accessibility or dietary needs. */
    needs: personal.words(),
  }),
)
export type Answer = Shaped<typeof answerGiven>

const sendStatus = shape(() =>
  z.enum(['due', 'claimed', 'sent', 'delivered', 'bounced', 'complained', 'skipped', 'in doubt', 'failed']),
)
export type SendStatus = Shaped<typeof sendStatus>

/** Why a letter to somebody added late waits: the convener said so. */
export const HELD_BACK = 'held back by the convener'

/** Why a message does not go to somebody. */
export const SKIPS = [
  'campaign is not running',
  'no longer invited',
  'opted out',
  'bounced',
  'complained',
  'already sent',
  'answered',
  'declined',
  'sends somebody',
  'not answered',
  'never invited',
  'written to a short while ago',
  'knows already',
  'not of a business',
  'was not seen there',
  'hears it with the summary',
  'the meeting has begun',
  HELD_BACK,
  'a later answer came',
  'invited again',
  'the meeting is canceled',
  'its wave does not leave any more',
  'no longer asked',
  'no longer of the team',
  'not wanted any more',
] as const
export type SkipReason = (typeof SKIPS)[number]

/** One wave to one invitee. */
const send = shape(() =>
  z.object({
    status: sendStatus(),
    at: instant(),
    /** Names this attempt to whoever carries the message; a new attempt gets a new one. */
    attempt: z.string(),
    attempts: z.number().int(),
    /** Why it stands so, where that is ours to say; otherwise its carrier's words say it. */
    why: z.enum([...SKIPS, 'taken as sent', 'cut off', 'delayed']).optional(),
    detail: personal.words().optional(),
    /** Its Message-ID, `<id@domain>`, where the carrier gave it another than we did. */
    messageId: z.string().optional(),
    /** Why it came back; undefined where it did not, or where that is not known. */
    bounce: bounceReason().optional(),
    /** SEQUENCE of the meeting the message told of. */
    sequence: z.number().int(),
    /** Whether it carried the calendar entry. */
    entry: z.boolean().optional(),
    /** It is tried again, or was no longer wanted, and an attempt before this one may have arrived. */
    doubt: z.literal(true).optional(),
    /** It was sent again because nothing was heard of the first: once for each letter. */
    again: z.literal(true).optional(),
    /** The convener reminded this one person: it is due now, before its wave goes to the others. */
    early: z.literal(true).optional(),
  }),
)
export type Send = Shaped<typeof send>

export const suppressionShape = shape(() =>
  z.object({ email: personal.address(), reason: z.enum(['opted out', 'bounced', 'complained']), at: instant() }),
)
export type Suppression = Shaped<typeof suppressionShape>
export type SuppressionReason = Suppression['reason']

/** Somebody goes to another session of the same launch, and is on its list instead of this one. */
const moveAway = shape(() =>
  z.object({
    id: z.string(),
    /** The session they go to. */
    to: campaignId(),
    at: instant(),
    /** What they said with it, where they chose it themselves: a yes to that session. */
    chosen: z.object({ by: personal.name().optional(), note: personal.words(), needs: personal.words() }).optional(),
    /** The other list has them. */
    arrived: z.literal(true).optional(),
  }),
)
export type Move = Shaped<typeof moveAway>

/** A list that added or updated somebody: what stood before, so that the import can be taken back. */
const listMark = shape(() =>
  z.object({
    /** Id of the import. */
    list: z.string(),
    at: instant(),
    /** Who they were before; undefined: not on the list. */
    before: z
      .object({
        invitee: inviteeShape(),
        removedAt: instant().optional(),
        invitedAgainAt: instant().optional(),
        sends: z.record(z.string(), send()),
        /** Events of their history until then. */
        events: z.number().int(),
      })
      .optional(),
    /** How much had happened to them when the list was in: whatever is more came since. */
    events: z.number().int(),
    attempts: z.number().int(),
    matters: z.number().int(),
  }),
)
export type ListMark = Shaped<typeof listMark>

export const invitationShape = shape(() =>
  z.object({
    id: invitationId(),
    campaign: campaignId(),
    invitee: inviteeShape(),
    addedAt: instant(),
    removedAt: instant().optional(),
    /** When the person was forgotten: it counts on as somebody's, and its links are dead. */
    forgottenAt: instant().optional(),
    /** How far the SEQUENCE of their entry stands above the others': by two for each time off the list, for the CANCEL and what follows. */
    raised: z.number().int().optional(),
    /** When they were last put back on the list, after they had been taken off. */
    invitedAgainAt: instant().optional(),
    /** The instant at which they took or left their seat on an action team, as far as the list of its call has followed it. */
    seat: instant().optional(),
    /** By the letter's key. */
    sends: z.record(z.string(), send()),
    answers: z.array(answerGiven()),
    suppressed: suppressionShape().optional(),
    /** Out of office: follow-ups wait until then. */
    awayUntil: instant().optional(),
    /** What came in and only a person can settle, settled matters among them. */
    matters: listOf(matterShape()),
    /** This person comes in somebody's place: the convener has approved the delegate of another invitation. */
    standsInFor: z.object({ invitation: invitationId(), name: personal.name() }).optional(),
    /** Was there, as `by` saw. */
    came: z.object({ at: instant(), by: personal.name() }).optional(),
    /** Has answered the pulse survey of this meeting. */
    surveyed: z.literal(true).optional(),
    /** Was not on the list and came. */
    walkIn: z.literal(true).optional(),
    /** A champion, who hosts the meeting: no letter asks them to it. */
    host: z.literal(true).optional(),
    /** Why they are off this list, where they went to another session. */
    movedTo: moveAway().optional(),
    /** Ids of the moves that brought them here, so that each brings them once. */
    moves: z.array(z.string()).optional(),
    /** Lists that added or updated them, the latest last. */
    lists: z.array(listMark()).optional(),
    /** Who of the partnership's own people knows them, and is proposed to call. */
    knownBy: addresseeShape().optional(),
    history: z.array(invitationEventShape()),
  }),
)
export type Invitation = Shaped<typeof invitationShape>

/** What a send may say besides; the next one in its place says it anew or not at all. */
const SAID_BESIDES: Partial<Send> = {
  why: undefined,
  detail: undefined,
  messageId: undefined,
  bounce: undefined,
  entry: undefined,
  doubt: undefined,
  again: undefined,
  early: undefined,
}

/** A send in the place of the one before: what that said is over, and what only a later version knows of it stays. */
export const inPlaceOf = (before: Send | undefined, now: Send): Send => ({ ...before, ...SAID_BESIDES, ...now })

/** A letter that is due once more, with what stays true of the send before. */
export const anew = (due: Send, before: Send | undefined): Send =>
  inPlaceOf(before, { ...due, attempts: before?.attempts ?? 0, ...(before?.again ? { again: true } : {}) })

/** Somebody as they are known now; of who they were stays what only a later version knows. */
export const correctedAs = (before: Invitee, now: Invitee): Invitee => ({ ...before, assistant: undefined, ...now })

/** Whether a send may have reached its reader: it was submitted, or nobody can tell that it was not. */
export const mayHaveArrived = (send: Pick<Send, 'status'> | undefined): boolean =>
  send !== undefined && ['claimed', 'sent', 'delivered', 'complained', 'in doubt'].includes(send.status)

/** The same, of a send that is tried again: the first try may have arrived, and its reader knows nothing of our doubt. */
export const mayEverHaveArrived = (send: Pick<Send, 'status' | 'doubt'>): boolean =>
  send.doubt === true || mayHaveArrived(send)

/** Whether a send is over and nothing more will be tried for it. */
export const isSettled = (send: Pick<Send, 'status'> | undefined): boolean =>
  send !== undefined && send.status !== 'due' && send.status !== 'claimed'

/** What becomes of somebody who is taken off the list while the meeting may stand in their calendar: a CANCEL is due. */
export function withdrawn(invitation: Invitation, at: Instant): Pick<Invitation, 'sends' | 'raised'> {
  const { sends, raised = 0 } = invitation
  if (!holdsEntry(invitation)) return { sends, raised: invitation.raised }
  const due: Send = { status: 'due', at, attempt: '', attempts: 0, sequence: 0 }
  return { sends: { ...sends, [WITHDRAWN]: due }, raised: raised + 2 }
}

/** Whether the meeting stands in this invitee's calendar, as far as anybody can tell. */
export const holdsEntry = (invitation: Told): boolean =>
  Object.values(invitation.sends).some(send => send.entry === true && mayEverHaveArrived(send))

/** The first letter that may have reached them, which later ones answer; of those that go round, and not the one of this key. */
export function firstLetter({ sends }: Pick<Invitation, 'sends'>, but: string): Send | undefined {
  const before = Object.entries(sends).filter(([key, send]) => key !== but && !isForOne(key) && mayHaveArrived(send))
  return before.map(([, send]) => send).reduce<Send | undefined>((a, b) => (a && a.at <= b.at ? a : b), undefined)
}

/** Whether any letter about the meeting may have reached them, were it one that is tried again. */
export const mayKnow = (invitation: Told): boolean =>
  toldOf(invitation) !== undefined || Object.values(invitation.sends).some(({ doubt }) => doubt === true)

/** Whose seat somebody takes: whoever stands in for another takes theirs, so that the two count as one. */
export const seatOf = ({ id, standsInFor }: Pick<Invitation, 'id' | 'standsInFor'>): InvitationId =>
  standsInFor?.invitation ?? id

type Told = { sends: Readonly<Record<string, Pick<Send, 'status' | 'at' | 'sequence' | 'doubt' | 'entry'>>> }

/**
 * The SEQUENCE of the meeting as this invitee was last told of it (until `by`, where that is given), or undefined when
 * no letter had left.
 */
export function toldOf({ sends }: Told, by?: Instant): number | undefined {
  const told = Object.entries(sends)
    .filter(([wave, send]) => !isThanks(wave) && mayHaveArrived(send))
    .filter(([, { at }]) => by === undefined || at <= by)
    .map(([, send]) => send.sequence)
  return told.length === 0 ? undefined : Math.max(...told)
}

/**
 * The SEQUENCE up to which nothing has to be told any more: where the meeting stands in their calendar, that of the entry,
 * for a letter without one leaves the old time standing there.
 */
export function knownOf(invitation: Told): number | undefined {
  const entries = Object.values(invitation.sends).filter(send => send.entry === true && mayHaveArrived(send))
  return entries.length === 0 ? toldOf(invitation) : Math.max(...entries.map(({ sequence }) => sequence))
}
