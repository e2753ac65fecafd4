/**
 * The truth of a season, kept apart from everything the handlers write: what people did and when they were told that it
 * was done, and what the carrier took. The rules are held against this.
 */
import type { MeetingFacts, Wish } from './wall.ts'

export interface Deed {
  invokedAt: number
  /** When whoever did it was told that it is done; undefined: not yet, or never. */
  ackedAt?: number
  /** Given up without ever being told whether it was done. */
  unclear?: boolean
}

export interface AnswerDeed extends Deed {
  answer: 'accepted' | 'declined' | 'tentative' | 'delegated'
  id: string
  /** How it came, where it was not the button behind the link. */
  by?: 'mail' | 'calendar' | 'convener'
  /** Written before any letter told them of the last move: it may be an answer to what was. */
  beforeNews?: boolean
}

/** Words that only a person can settle. */
interface Written extends Deed {
  text: string
  /** The convener's word on them. */
  settled?: Deed
}

export interface Person {
  id: string
  name: string
  /** The number of their company. */
  company: number
  added: Deed & { heldBack: boolean }
  /** The id of whom they come in place of, as the convener approved. */
  standsFor?: string
  /** Of a college or an agency: welcome, and never counted. */
  publicPartner?: true
  /** Came in at the door without standing on the list. */
  walkedIn?: boolean
  /** Nobody knows their address. */
  nowhere?: boolean
  /** Seen at the door. */
  came?: Deed
  /** Addresses as they were edited; the first is from the beginning. */
  emails: (Deed & { email: string })[]
  removed?: Deed
  optedOut?: Deed
  /** When it was noted that the address is dead, or, for good, that they complained. */
  barred?: Deed & { forGood: boolean }
  /** The convener brought their address on a list of those not to be written to. */
  listed?: Deed
  /** Was once barred or listed, under an address they have no more: what that kept from them is the convener's to send. */
  freed?: boolean
  /** Their row could not be read for a while: what they did meanwhile is nowhere, and their letters are told of nowhere. */
  spoiled?: boolean
  /** The carrier has refused a letter because of the address. */
  refused?: boolean
  away?: Deed & { until: number }
  answers: AnswerDeed[]
  /** How many answers of theirs are gone with a time of which there was no copy. */
  forgotten?: number
  wrote: Written[]
  /** Whether mail to them comes back. */
  dead: boolean
}

/** How the campaign stands after an act of the convener; each act makes the next. */
export interface Stage extends Deed {
  what: string
  meeting: MeetingFacts & { venue: string }
  sequence: number
  /** Marks the subject of the letter. */
  letter: number
  paused: boolean
  canceled: boolean
  wishes: Record<string, Wish>
}

export interface Claim {
  invitation: string
  wave: string
  attempt: string
  at: number
  /** When the run that claimed had last looked at the campaign, and at who is not to be written to. */
  lookedAt: number
  listedAt: number
  /** The clock of the process that claimed. */
  clock: number
}

export interface Taken {
  attempt: string
  campaign: string
  invitation: string | undefined
  wave: string
  to: readonly string[]
  at: number
  text: string
  sequence: number | undefined
  method: string | undefined
  /** Something was heard of it: an event was noted. */
  heardAt?: number
  /** Every event of it was lost. */
  unheard?: boolean
  /** It came back. */
  bounced?: boolean
}

export interface Ledger {
  people: Map<string, Person>
  /** Champions who host the meeting: on no list, and told what came of it like everybody. */
  hosts: Map<string, Person>
  stages: Stage[]
  /** Champions who were seen signing a check value, with when. */
  signatures: Map<string, Map<string, number>>
  /** Number of the letter in the subject, by check value, as champions read it. */
  read: Map<string, number>
  champions: string[]
  claims: Map<string, Claim>
  /** What the carrier took, by invitation and wave. */
  taken: Map<string, Taken[]>
  byPerson: Map<string, Taken[]>
  byAttempt: Map<string, Taken>
  /** How often the convener said "send again" to a letter. */
  again: Map<string, number>
  /** When the convener let a wave leave that asked, by wave. */
  released: Map<string, number>
  /** What was written down between these is gone: a backup was put back. */
  lost?: { from: number; until: number }
  /** Letters that the convener took as sent. */
  left: Set<string>
  /** Letters that the convener wanted sent once more when the meeting had begun: nobody is asked to it any more. */
  late: Set<string>
  dropped: Set<string>
  /** When somebody was first seen at the door. */
  doorOpened: Deed | undefined
  /** Taps that are on their way. */
  tapping: number
  /** Waves whose first claim was lawful. */
  begun: Set<string>
  lastSignedAt: number
  lastResumedAt: number
  duplicates: number
  /** Letters that left twice although nothing of the first was ever heard, and those of which nothing could be. */
  doubledUnheard: number
  unheard: number
  letters: number
  broken: string[]
}

export const createLedger = (champions: string[]): Ledger => ({
  people: new Map(),
  hosts: new Map(),
  stages: [],
  signatures: new Map(),
  read: new Map(),
  champions,
  claims: new Map(),
  taken: new Map(),
  byPerson: new Map(),
  byAttempt: new Map(),
  again: new Map(),
  released: new Map(),
  left: new Set(),
  late: new Set(),
  dropped: new Set(),
  doorOpened: undefined,
  tapping: 0,
  begun: new Set(),
  lastSignedAt: 0,
  lastResumedAt: 0,
  duplicates: 0,
  doubledUnheard: 0,
  unheard: 0,
  letters: 0,
  broken: [],
})

/** Whoever an invitation is of. */
export const personOf = ({ people, hosts }: Ledger, invitation: string): Person | undefined =>
  people.get(invitation) ?? hosts.get(invitation)

export const keyOf = (invitation: string, wave: string): string => `${invitation} ${wave}`

/** Whether nothing is written down of a letter, although it left: it was claimed in a time of which there is no copy. */
export const isForgotten = ({ lost, claims }: Ledger, { attempt }: Taken): boolean => {
  const at = claims.get(attempt)?.at ?? 0
  return lost !== undefined && at > lost.from && at <= lost.until
}

/** Whether a deed was done and told of before an instant. */
export const doneBefore = (deed: Deed | undefined, at: number): boolean =>
  deed?.ackedAt !== undefined && deed.ackedAt < at

/** How the campaign may have stood for somebody who looked at `looked` and acts at `now`. */
export function stagesSeen({ stages }: Ledger, looked: number, now: number): Stage[] {
  let first = 0
  for (let n = 0; n < stages.length; n++) if (doneBefore(stages[n], looked)) first = n
  return stages.slice(first).filter(({ invokedAt }) => invokedAt <= now)
}

export const lastStage = ({ stages }: Ledger): Stage => stages.at(-1) as Stage

/** The addresses a letter may go to when it is claimed at an instant. */
export function addressesAt({ emails }: Person, at: number): string[] {
  let first = 0
  for (let n = 0; n < emails.length; n++) if (doneBefore(emails[n], at)) first = n
  return emails
    .slice(first)
    .filter(({ invokedAt }) => invokedAt <= at)
    .map(({ email }) => email)
}

/** The answers that may stand at an instant: the last that was confirmed, and those on their way. */
export function answersAt({ answers }: Person, at: number): { sure: AnswerDeed | undefined; maybe: AnswerDeed[] } {
  const sure = answers.filter(deed => doneBefore(deed, at)).at(-1)
  const maybe = answers.filter(deed => !doneBefore(deed, at) && deed.invokedAt <= at)
  return { sure, maybe }
}
