/**
 * What happened to an invitation, a campaign or a team: events, each a value with its facts. What follows from an event
 * stands in a field of its own; a history is only told, and the words for it are made where it is shown.
 */
import * as z from 'zod'
import { isMeetingKind, type MeetingKind } from './kinds.ts'
import { instant, personal, type Shaped, shape } from './shape.ts'

/**
 * Who did something: a person by name or address; a person through whom somebody else came to be heard; or nobody of whom
 * a name is known, by role.
 */
export const actorShape = shape(() =>
  z.union([
    personal.name(),
    z.object({ role: z.enum(['convoke', 'automatic reply', 'champion']) }),
    z.object({
      /** Who said it, as far as is known. */
      person: personal.name(),
      /** What `by` did for them: noted what they said, read it out of their message, or took up whom they proposed. */
      was: z.enum(['noted', 'read', 'proposed']),
      by: personal.name(),
    }),
  ]),
)
export type Actor = Shaped<typeof actorShape>

/** When no person did it. */
export const CONVOKE = { role: 'convoke' } as const satisfies Actor

const happened = <E extends string, F extends z.ZodRawShape>(event: E, facts: F) =>
  z.object({ at: instant(), by: actorShape(), event: z.literal(event), ...facts })

const nothingMore = <const E extends string>(events: readonly E[]) =>
  z.object({ at: instant(), by: actorShape(), event: z.enum(events) })

/** What was written down as a sentence before there were events, and means none of them for certain. */
const told = () => happened('told', { words: personal.words() })
const wave = () => ({ wave: z.string() })

export const invitationEventShape = shape(() =>
  z.discriminatedUnion('event', [
    nothingMore([
      'added',
      'invited again',
      'taken off',
      'may be written to again',
      'asked for no more letters',
      'made a new feed',
      'back',
      'came from another session',
      'was there',
      'was not there',
      'walked in',
    ]),
    happened('stands in', { for: personal.name() }),
    happened('corrected', {
      fields: z.array(
        z.enum([
          'name',
          'greeting',
          'title',
          'company',
          'email',
          'phone',
          'assistant',
          'facts',
          'publicPartner',
          'knownBy',
        ]),
      ),
    }),
    /** `back`: the `Day` of their return. */
    happened('away', { back: z.string() }),
    happened('goes to a session', { session: z.string() }),
    happened('answered', {
      answer: z.enum(['accepted', 'declined', 'tentative', 'delegated']),
      channel: z.enum(['link', 'calendar', 'written', 'convener']),
    }),
    /** The convener's word on a letter. */
    happened('sent once more', wave()),
    happened('left as it is', wave()),
    happened('reminded', wave()),
    /** News of a letter that fared badly, with the words of its carrier. */
    happened('fared badly', {
      ...wave(),
      how: z.enum(['bounced', 'complained', 'failed']),
      detail: personal.words(),
    }),
    /** Nothing was heard of a letter. */
    happened('sent again unheard', wave()),
    told(),
  ]),
)
export type InvitationEvent = Shaped<typeof invitationEventShape>

/** The parts of a campaign's set-up, in the order of the form. */
export const SETUP_PARTS = ['partnership', 'meeting', 'champions', 'team', 'letter', 'timing'] as const

export const campaignEventShape = shape(() =>
  z.discriminatedUnion('event', [
    nothingMore([
      'started',
      'sample loaded',
      'signatures asked for',
      'request to sign came back',
      'signed',
      'champion taken off',
      'letters let leave',
      'paused',
      'resumed',
      'canceled',
      'summary approved',
      'report released',
      'agenda written',
      'call moved',
    ]),
    happened('planned', { kind: z.custom<MeetingKind>(isMeetingKind, 'no kind of meeting') }),
    happened('session added', { session: z.string() }),
    happened('set up', { part: z.enum(SETUP_PARTS) }),
    /** An email of it was written anew: the id of its text. */
    happened('text written', { text: z.string() }),
    happened('signature asked for', { champion: personal.name() }),
    happened('reminded to sign', { champion: personal.name() }),
    happened('change asked for', { comment: personal.words() }),
    happened('role taken over', {
      role: z.enum(['champion', 'convener']),
      to: personal.name(),
      from: personal.name(),
    }),
    happened('wave released', wave()),
    happened('wave dropped', wave()),
    happened('pulse planned', { wanted: z.boolean() }),
    told(),
  ]),
)
export type CampaignEvent = Shaped<typeof campaignEventShape>

export const teamEventShape = shape(() =>
  z.discriminatedUnion('event', [
    nothingMore(['founded', 'offered to lead', 'aim written', 'closed', 'opened again']),
    happened('joined', { name: personal.name() }),
    happened('left', { name: personal.name() }),
    happened('leads', { name: personal.name() }),
    /** Their address. */
    happened('readdressed', { name: personal.name() }),
    /** A `Day` and an `Hour` of it. */
    happened('call set', { date: z.string(), start: z.string() }),
    happened('partners asked', { text: personal.words() }),
    told(),
  ]),
)
export type TeamEvent = Shaped<typeof teamEventShape>

/** Anything that a history tells. */
export type Happening = InvitationEvent | CampaignEvent | TeamEvent

/** An event without when it happened and who did it. */
export type Deed<E extends Happening> = E extends Happening ? Omit<E, 'at' | 'by'> : never

/** So many events are kept, the latest: whoever holds a link can add to a history by the thousand. */
export const remembered = <E>(history: readonly E[]): E[] => history.slice(-300)
