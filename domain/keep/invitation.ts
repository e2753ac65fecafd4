/** An invitation: campaign × invitee. It is the unit of consistency: everything sent to and heard from one person. */
import type { Entry } from './campaign.ts'
import { type Matter, openMatters, summaryOf } from './matter.ts'
import type { Instant } from './time.ts'
import { isThanks } from './wave-id.ts'

interface Assistant {
  name: string
  email: string
}

export interface Invitee {
  name: string
  title: string
  company: string
  email: string
  phone: string
  /** What letters say behind "Dear", where it is not what the name tells. */
  greeting?: string | undefined
  assistant?: Assistant | undefined
  /** What is known of the company: county, city, size, NAICS, sector, LinkedIn. */
  facts?: Record<string, string> | undefined
  /** Public partners are welcome guests and do not count towards critical mass. */
  publicPartner: boolean
}

export type Rsvp = 'accepted' | 'declined' | 'tentative' | 'delegated'
export type Channel = 'link' | 'calendar' | 'written' | 'convener'

/** Somebody who comes in an invitee's place. */
export interface Delegate {
  name: string
  title: string
  email: string
}

/** What an invitee said. `id` derives from what came in, so the same message twice is one answer. */
export interface Answer {
  id: string
  answer: Rsvp
  channel: Channel
  /** When it was given, as far as that is known. */
  at: Instant
  /** When it came in, where that is not when it was given: decides between two answers of one moment. */
  receivedAt?: Instant | undefined
  /** SEQUENCE of the meeting that was answered. */
  sequence: number
  /** Who gave the answer, where it was not the invitee. */
  by?: string | undefined
  delegate?: Delegate | undefined
  note: string
  /** Accessibility or dietary needs. */
  needs: string
}

export type SendStatus =
  | 'due'
  | 'claimed'
  | 'sent'
  | 'delivered'
  | 'bounced'
  | 'complained'
  | 'skipped'
  | 'in doubt'
  | 'failed'

/** One wave to one invitee. */
export interface Send {
  status: SendStatus
  at: Instant
  /** Names this attempt to whoever carries the message; a new attempt gets a new one. */
  attempt: string
  attempts: number
  reason?: string | undefined
  /** SEQUENCE of the meeting the message told of. */
  sequence: number
  /** Whether it carried the calendar entry. */
  entry?: boolean | undefined
  /** It is tried again, or was no longer wanted, and an attempt before this one may have arrived. */
  doubt?: true | undefined
}

/** Why a letter to somebody added late waits: the convener said so. */
export const HELD_BACK = 'held back by the convener'

export type SuppressionReason = 'opted out' | 'bounced' | 'complained'

export interface Suppression {
  email: string
  reason: SuppressionReason
  at: Instant
}

/** Somebody goes to another session of the same launch, and is on its list instead of this one. */
export interface Move {
  id: string
  /** The session they go to. */
  to: string
  at: Instant
  /** What they said with it, where they chose it themselves: a yes to that session. */
  chosen?: { by?: string | undefined; note: string; needs: string } | undefined
  /** The other list has them. */
  arrived?: true | undefined
}

export interface Invitation {
  id: string
  campaign: string
  invitee: Invitee
  addedAt: Instant
  removedAt?: Instant | undefined
  /** By the letter's key. */
  sends: Record<string, Send>
  answers: Answer[]
  suppressed?: Suppression | undefined
  /** Out of office: follow-ups wait until then. */
  awayUntil?: Instant | undefined
  /** What came in and only a person can settle, settled matters among them. */
  matters: readonly Matter[]
  /** This person comes in somebody's place: the convener has approved the delegate of another invitation. */
  standsInFor?: { invitation: string; name: string } | undefined
  /** Was there, as `by` saw. */
  came?: { at: Instant; by: string } | undefined
  /** Has answered the pulse survey of this meeting. */
  surveyed?: true | undefined
  /** Was not on the list and came. */
  walkIn?: true | undefined
  /** A champion, who hosts the meeting: no letter asks them to it. */
  host?: true | undefined
  /** Why they are off this list, where they went to another session. */
  movedTo?: Move | undefined
  /** Ids of the moves that brought them here, so that each brings them once. */
  moves?: string[] | undefined
  history: Entry[]
}

/** Whether a send may have reached its reader: it was handed over, or nobody can tell that it was not. */
export const mayHaveArrived = (send: Send | undefined): boolean =>
  send !== undefined && ['claimed', 'sent', 'delivered', 'complained', 'in doubt'].includes(send.status)

/** Whether a send is over and nothing more will be tried for it. */
export const isSettled = (send: Send | undefined): boolean =>
  send !== undefined && send.status !== 'due' && send.status !== 'claimed'

/** Whether the meeting stands in this invitee's calendar, as far as anybody can tell. */
export const holdsEntry = (invitation: Invitation): boolean =>
  Object.values(invitation.sends).some(send => send.entry === true && (send.doubt === true || mayHaveArrived(send)))

/** Whether any letter about the meeting may have reached them, were it one that is tried again. */
export const mayKnow = (invitation: Invitation): boolean =>
  toldOf(invitation) !== undefined || Object.values(invitation.sends).some(({ doubt }) => doubt === true)

/** Why a person has to look, if one has to: the oldest open matter, in a sentence. */
export function needsYouOf({ matters }: Pick<Invitation, 'matters'>): string | undefined {
  const [first] = openMatters(matters)
  return first && summaryOf(first)
}

/**
 * The SEQUENCE of the meeting as this invitee was last told of it (until `by`, where that is given), or undefined when
 * no letter had left.
 */
export function toldOf(invitation: Invitation, by?: Instant): number | undefined {
  const told = Object.entries(invitation.sends)
    .filter(([wave, send]) => !isThanks(wave) && mayHaveArrived(send))
    .filter(([, { at }]) => by === undefined || at <= by)
    .map(([, send]) => send.sequence)
  return told.length === 0 ? undefined : Math.max(...told)
}

/**
 * The SEQUENCE up to which nothing has to be told any more: where the meeting stands in their calendar, that of the entry,
 * for a letter without one leaves the old time standing there.
 */
export function knownOf(invitation: Invitation): number | undefined {
  const entries = Object.values(invitation.sends).filter(send => send.entry === true && mayHaveArrived(send))
  return entries.length === 0 ? toldOf(invitation) : Math.max(...entries.map(({ sequence }) => sequence))
}
