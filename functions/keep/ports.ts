/** What the handlers need of the world. Every word that crosses a port is ours; aws/ and local/ translate. */
import type { BounceReason } from '../../domain/keep/bounce.ts'
import type { CampaignId, PartnershipId } from '../../domain/keep/ids.ts'
import type { Instant } from '../../domain/keep/time.ts'
import type { ListWork } from '../../domain/list/list-import.ts'
import type { ReaderPart } from '../../domain/send/messages.ts'
import type { CarrierWait } from '../../domain/send/wave-state.ts'
import type { OnMachine } from './machine/machine-facts.ts'
import type { Proves } from './proof/passkeys.ts'

/** A document as it was read: its value, and the version a later write has to name. */
export interface Stored {
  key: string
  value: unknown
  version: number
  /** When the store may forget it, where it may. */
  expiresAt?: Instant | undefined
}

/** Documents, none of them in one transaction with another. A write names the version it saw; `conflict`: read and decide again. */
export interface Store {
  get(partition: string, key: string): Promise<Stored | undefined>
  /**
   * Writes when the stored version is `seen` (`undefined`: when there is no document), and answers the new version.
   * `expiresAt` lets the store forget the document some time after that instant; readers still check.
   */
  put(
    partition: string,
    key: string,
    value: unknown,
    seen: number | undefined,
    expiresAt?: Instant,
  ): Promise<number | 'conflict'>
  remove(partition: string, key: string, seen: number): Promise<'removed' | 'conflict'>
  /** Up to `limit` documents in key order (by code point), after `after`, that start with `prefix`; `passing`: nobody asks for them soon again. */
  list(
    partition: string,
    options: { prefix?: string; after?: string; limit: number; passing?: boolean },
  ): Promise<{ found: Stored[]; after: string | undefined }>
  /** What was written or went since a moment, and what moment is now; without one that alone. Undefined: nobody knows any more. */
  written?: (partition: string, since?: object) => Promise<Written | undefined>
}
type Written = { now: object; news: ReadonlyMap<string, Stored | undefined> }

/** Documents as whoever only looks may have them. */
export type ReadOnlyStore = Pick<Store, 'get' | 'list' | 'written'>

/** A message ready to leave: bytes, an envelope, and an attempt id by which its carrier can be asked about it. */
export interface Outgoing {
  attempt: string
  from: string
  to: readonly string[]
  bytes: Uint8Array
  /** For whoever lists what left: never personal data. */
  wave: string
  campaign: string
  /** Whose letter it is, where it belongs to an invitation: what became of it is told by this. */
  invitation?: string | undefined
  /** To what part of the partnership it speaks. */
  part?: ReaderPart | undefined
}

/**
 * `sent`: the carrier took it. `refused`: it never will be (for `address`, because the recipient is none; `bounce` where
 * the recipient's server said why). `later`: it was not taken, try again. `in doubt`: nobody knows; never send again blindly.
 */
export type PostOutcome =
  /** `messageId`, `<id@domain>`: the one that readers see, where the carrier replaces ours. */
  | { outcome: 'sent'; messageId?: string }
  | { outcome: 'refused'; because: 'address' | 'other'; bounce?: BounceReason; detail: string }
  /** `overrun`: too many came at once; others wait too, `after` seconds if it says so. `waitsFor`: what comes first. */
  | { outcome: 'later'; detail: string; overrun?: boolean; after?: number; waitsFor?: CarrierWait }
  | { outcome: 'in doubt'; detail: string }

export interface Post {
  /** Tells by events of every letter it took, so that one of which nothing is heard for long was not taken. */
  reports?: boolean
  /** One attempt, never repeated inside. Does not throw for what a network does. */
  send(message: Outgoing): Promise<PostOutcome>
  /** What became of an attempt whose outcome was lost, as far as the carrier can say. `later`: it cannot be asked now. */
  fateOf(attempt: string): Promise<'sent' | 'not sent' | 'unknown' | 'later'>
  /** Messages a second that may be submitted; Infinity where nothing limits them. */
  rate(): Promise<number>
}

/** Mail that came in, as it came, for 30 days. Ids are of the carrier's making: letters, digits, `-`, `_` and `/`. */
export interface MessageStore {
  /** Keeping the same id twice keeps one. */
  keep(id: string, bytes: Uint8Array): Promise<void>
  read(id: string): Promise<Uint8Array | undefined>
  /**
   * Takes away every message that `speaks` of somebody, and answers how many. Where messages that left lie beside it, they
   * count too; and where the medium is ours to clean, nothing of what was taken away or overwritten is left on it.
   */
  forget(speaks: (bytes: Uint8Array) => boolean): Promise<number>
}

/** A wave that is to be released at an instant. A schedule is a hint: the documents are the truth. */
export interface WaveSchedule {
  of: 'wave'
  /** Follows from what it is for, so that setting it again moves it. */
  name: string
  campaign: CampaignId
  wave: string
  at: Instant
}

/** What the people of a partnership are due outside any list is to be looked after at an instant. */
export interface ErrandsSchedule {
  of: 'errands'
  name: string
  partnership: PartnershipId
  at: Instant
}

/** A list of people is to be taken in, or gone on with where a run died. */
export interface ListSchedule {
  of: 'list'
  name: string
  campaign: CampaignId
  list: string
  at: Instant
}

export type Schedule = WaveSchedule | ErrandsSchedule | ListSchedule

export interface Timetable {
  /** Creates the schedule or moves the one of that name. */
  set(schedule: Schedule): Promise<void>
  /** Removing what is not there is no error. */
  remove(name: string): Promise<void>
  /** Those of the waves of one campaign. */
  list(campaign: string): Promise<WaveSchedule[]>
}

export interface Clock {
  now(): Instant
  /** Comes back after that many milliseconds of real time. */
  rest(millis: number): Promise<void>
}

export interface Chance {
  /** `bytes` random bytes as lower-case base32 (RFC 4648 without padding). */
  id(bytes: number): string
}

/** Goes on with work once a click has been answered. The process does not end before the work has. */
export type Afterwards = (work: () => Promise<void>) => void

/** Facts for the operator: event names, counts and ids. Never names, addresses, letters or tokens. */
export interface Log {
  info(event: string, facts?: Record<string, string | number | boolean>): void
  error(event: string, facts?: Record<string, string | number | boolean>): void
}

/** What the domain name system says; `unknown` where it could not be asked; an empty list for a name without records. */
export interface Names {
  txt(name: string): Promise<string[] | 'unknown'>
  /** Hosts, the first to be tried first. */
  mx(name: string): Promise<string[] | 'unknown'>
  /** Its IPv4 and IPv6 addresses. */
  addresses(name: string): Promise<string[] | 'unknown'>
}

export interface Settings {
  /** Where people reach this Convoke, without a slash at the end. */
  url: string
  /** The address letters come from, `invitations@example.org`. */
  from: string
  /** The domain of `rsvp+TOKEN@…`. */
  replyDomain: string
  /** DKIM selectors the sending service signs with, as far as they are known. */
  dkim?: readonly string[] | undefined
  /** The domain of the envelope, where the sending service uses one of its own for letters that come back. */
  mailFrom?: string | undefined
  /** Where letters that cannot be delivered come back: to the token's address, or, to one ordinary mailbox, the sender's. */
  bounces: 'by token' | 'to the sender'
  /** Keys every link and reply address. At least 32 bytes. */
  secret: string
  /** Addresses or `@domains` that may sign in. */
  conveners: readonly string[]
  /** Addresses of who runs this Convoke, where they were set. */
  operators?: readonly string[] | undefined
  /** Whether the first visitor with the printed link may become the convener of this machine. */
  claimable: boolean
  /** When the documents were brought back from a backup: of what was due before, its convener is asked whether it left. */
  restoredAt: Instant | undefined
  /** Nothing ran here meanwhile, but a copy of this whole machine may have: what fell due then asks as well. */
  stoodStill?: { from: Instant; to: Instant }
  /** Letters of a domain that mail services do not know yet leave over an hour. */
  spreads?: boolean | undefined
  /** Nothing leaves and the clock may be moved ahead by months, which must not sign anybody out. */
  rehearsal?: boolean
  /** The browser of this machine can open the workbench, where it has the key. */
  workbench?: boolean
}

/** This process or invocation. Attempts begin with its id; where it is `alone`, a claim of another id is of one that died. */
interface Run {
  id: string
  alone: boolean
  /** It was told to stop: no letter more begins, and a wave under way is due at once. */
  isEnding?: () => boolean
}

/** The sample partnership, as the files of examples/ hold it. */
export interface SampleFiles {
  /** JSON. */
  partnership: string
  /** CSV. */
  invitees: string
}

export interface World extends Proves, OnMachine {
  /** Where it is there, a convener may load it. */
  sample?: SampleFiles | undefined
  run: Run
  store: Store
  post: Post
  mailbox: MessageStore
  names: Names
  timetable: Timetable
  lists: ListWork
  clock: Clock
  chance: Chance
  log: Log
  settings: Settings
  /** Undefined where a process stands still once it has answered. */
  afterwards?: Afterwards | undefined
}

// Ports by need. Whoever acts names what of the world it uses, by the words below, so that the compiler proves that each
// door has what is asked of it: `world: Keeps & Timed & Knows<'url'>`.

/** Reads documents. */
export interface Reads {
  store: ReadOnlyStore
}

/** Reads and changes documents. */
export interface Keeps {
  store: Store
}

/** Asks what time it is. */
export interface Timed {
  clock: Pick<Clock, 'now'>
}

/** Draws ids by chance. */
export interface Draws {
  chance: Chance
}

/** Asks the domain name system, and waits a while for it. */
export interface AsksNames {
  names: Names
  clock: Clock
}

/** Reads and judges lists. */
export interface ReadsLists {
  lists: ListWork
}

/** Looks through lists that were read. */
export interface LooksAtLists {
  lists: Pick<ListWork, 'look'>
}

/** Writes to the log. */
export interface Logs {
  log: Log
}

/** Knows these of the settings. */
export interface Knows<S extends keyof Settings> {
  settings: Pick<Settings, S>
}

/** Plans when waves leave. */
export interface Plans extends Keeps, Timed {
  run: Run
  timetable: Timetable
}

/** Claims, submits and records a message that somebody has composed. */
export interface Delivers extends Keeps, Timed, Draws, Logs {
  run: Run
  post: Post
}

/** Composes messages and sends them in their turn. */
export interface Sends extends Delivers, Knows<'url' | 'secret' | 'from' | 'replyDomain' | 'bounces' | 'restoredAt'> {
  clock: Clock
  afterwards?: Afterwards | undefined
}

/** What whoever only looks may ask: nothing of it changes a document, sends a letter or sets a schedule. */
export interface ReadOnlyWorld extends Reads, Timed, Knows<'url' | 'secret'> {}
