/** A campaign: one meeting, its letter, its audience and its waves. */
import type { Meeting } from './meeting.ts'
import { type Champion, canonicalAddress, type Typed } from './partnership.ts'
import type { Day, Hour, Instant } from './time.ts'
import type { Tone } from './wave-kinds.ts'

export type CampaignStatus =
  | 'draft'
  | 'awaiting signatures'
  | 'scheduled'
  | 'running'
  | 'paused'
  | 'finished'
  | 'cancelled'

/** A letter's subject and its body in Markdown, both with merge fields such as `{{first_name}}`. */
export interface Letter {
  subject: string
  body: string
}

/** The convener's wishes for one wave; what is not given comes from the kind's defaults. */
export interface WaveTiming {
  off?: boolean | undefined
  date?: Day | undefined
  hour?: Hour | undefined
  tone?: Tone | undefined
}

interface Timing {
  /** By the id of the row among those of the meeting's kind: they hold for each of its rounds. */
  waves: Record<string, WaveTiming>
  holidays: Day[]
}

/** One request to sign: of whom, for which letter, and where it went: a corrected address is asked anew. */
export const requestKey = (champion: Pick<Champion, 'id' | 'email'>, check: string): string =>
  `${champion.id}:${check}:${canonicalAddress(champion.email)}`

/** A champion's name under one exact letter. `check` is the SHA-256 of what they read, in hexadecimal. */
export interface Signature {
  champion: string
  /** The name as the champion typed it. */
  name: string
  at: Instant
  check: string
}

/** A champion asked for a change instead of signing. */
export interface Concern {
  champion: string
  comment: string
  at: Instant
  check: string
}

/** A change of the meeting after letters had left; guests are told of it by an update. */
interface Change {
  sequence: number
  at: Instant
  was: Meeting
}

/** Somebody did something; kept with the thing it was done to. */
export interface Entry {
  at: Instant
  /** Name or address of who did it; "Convoke" when no person did. */
  by: string
  what: string
}

/** Figures drawn as bars beneath the words of a letter: `share` of the longest, from 0 to 1, and the figure in words. */
export interface Bars {
  title: string
  rows: { label: string; share: number; words: string }[]
}

/** The executive summary of a launch, or the report of a quarterly meeting, as a letter. */
export interface Summary extends Letter {
  /** A paragraph of Markdown for those who were not there. */
  missed: string
  charts?: Bars[] | undefined
  at: Instant
  /** Ids of the champions in whose names it leaves. */
  champions: string[]
}

export interface Campaign {
  id: string
  partnership: string
  status: CampaignStatus
  /** The status to go back to when a pause ends. */
  pausedFrom?: CampaignStatus | undefined
  pausedWhy?: string | undefined
  /** What an action team works on; other kinds need no name. */
  name?: string | undefined
  /** Who of its members leads an action team. */
  lead?: string | undefined
  /** What the invitation after a hold brings along, as Markdown. */
  agenda?: string | undefined
  /** The agenda as the items of its members last made it; one that reads differently was written by hand. */
  listed?: string | undefined
  meeting?: Meeting | undefined
  letter?: Letter | undefined
  timing: Timing
  /** What is told of the meeting when it is over, once that may leave: from `at` on. */
  summary?: Summary | undefined
  /** Since when it is wanted that members are asked afterwards how the partnership does: once a year. */
  pulse?: Instant | undefined
  /** A launch in several rooms is one campaign for each; those of one `group` belong together. */
  session?: { group: string; name: string } | undefined
  /** When guests get the calendar entry; with the letter unless the convener wants otherwise. */
  calendar?: 'with the letter' | 'once they accept' | undefined
  /** Guests see which companies are coming. */
  showsCompanies?: boolean | undefined
  /** How many companies make a critical mass. */
  goal: number
  signatures: Signature[]
  concerns: Concern[]
  /** Letters to champions that ask for a signature, by `requestKey`. */
  requests: Record<string, { attempt: string; at: Instant; status: 'claimed' | 'sent' | 'in doubt' | 'bounced' }>
  /** When the campaign first had all its signatures; waves are planned from here on. */
  scheduledAt?: Instant | undefined
  cancelledAt?: Instant | undefined
  /** When each wave first began to leave; by its key. */
  left: Record<string, Instant>
  /** How often a wave has to leave anew because the meeting moved after it had left; by the id of its row. */
  rounds: Record<string, number>
  changes: Change[]
  unfinished: Record<string, Typed>
  history: Entry[]
  createdAt: Instant
}

export const SIGNATURES_NEEDED = 2

/** Whether letters of this campaign may leave at all. */
export const isLive = (campaign: Campaign): boolean => campaign.status === 'scheduled' || campaign.status === 'running'

/**
 * Who has signed the letter that stands, and who has not. A signature counts only for the exact text and facts it was
 * given for, so an edit voids it without anybody having to remember to.
 */
export function signatureState(
  campaign: Campaign,
  champions: readonly Champion[],
  check: string,
): { signed: Champion[]; missing: Champion[]; complete: boolean } {
  const has = (champion: Champion) => campaign.signatures.some(s => s.champion === champion.id && s.check === check)
  const signed = champions.filter(has)
  const missing = champions.filter(champion => !has(champion))
  return { signed, missing, complete: missing.length === 0 && signed.length >= SIGNATURES_NEEDED }
}
