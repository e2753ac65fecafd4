/** What a message that came in turns out to be, before anybody asks whose it is. Values only. */
import type { BounceReason } from '../../domain/keep/bounce.ts'
import type { Suggestion, Unread } from '../../domain/keep/matter.ts'
import type { Instant } from '../../domain/keep/time.ts'
import type { NamedDay } from './reply/named-days.ts'

/** Somebody named in a header or a text. The address is trimmed and otherwise as written. */
export interface Named {
  name: string
  email: string
}

/** What a calendar said (RFC 5546 sections 3.2.3 and 3.2.7). What the sender left out is undefined, never guessed. */
export interface CalendarReply {
  method: 'REPLY' | 'COUNTER'
  uid: string
  /** Missing is 0 in RFC 5545; here undefined, because many clients leave it out of an answer to a later revision. */
  sequence: number | undefined
  /** DTSTAMP in UTC: when the answer was given. */
  stamp: Instant | undefined
  /** Address of the one ATTENDEE the answer speaks for. */
  attendee: string | undefined
  partstat: 'ACCEPTED' | 'DECLINED' | 'TENTATIVE' | 'DELEGATED' | 'NEEDS-ACTION' | undefined
  /** DELEGATED-TO, or the second ATTENDEE of a delegating reply. */
  delegate: Named | undefined
  comment: string
  /** It says that it proposes another time: a COUNTER, or a REPLY in which iOS does. */
  proposes: boolean
  /**
   * The time it names: where it proposes one, that; in another REPLY the one that was answered, unless the program puts a
   * proposal there all the same.
   */
  time: { start: Instant; end: Instant | undefined } | undefined
  /** Taken from an attached *.ics without a calendar type: its word counts less. */
  weak: boolean
}

/** What a written text says. `because` names the rule in the table that decided. */
export interface WrittenReply {
  says: 'accepted' | 'declined' | 'tentative' | 'delegated' | 'opt-out' | 'question' | 'unclear'
  because: string
  /** For `delegated`: who comes, as far as the text names them; empty strings where it does not. */
  delegate?: { name: string; title: string; email: string } | undefined
  /** Of whom it speaks, where the writer does not speak of themselves: "Mr. Ortiz will attend". */
  about?: string | undefined
  /** Days and hours that the answer names; the meeting's, or it is an answer to something else. */
  days?: readonly NamedDay[] | undefined
  /** Where it says nothing clear: the likely answer, for a person to confirm. */
  suggestion?: Suggestion | undefined
  /** Beside its answer it asks something, where to park. */
  asks?: boolean | undefined
  /** The text without quotes and signature: what a person would call the answer. */
  text: string
}

/** A letter of ours came back, or is late (RFC 3464). */
export interface BounceRead {
  kind: 'bounce'
  because: BounceReason
  /** The address itself is at fault: nothing more is to be sent to it. */
  permanent: boolean
  /** It is still being tried. */
  delayed: boolean
  /** Whom it did not reach, as far as the report says; where it is only text, every address that it names. */
  addresses: readonly string[]
  /** The server's own words. */
  detail: string
}

/** A message in the order of reading: calendar, then bounce, then automatic, then written. */
export type Content =
  | { kind: 'calendar'; reply: CalendarReply }
  /** A calendar asks for the entry of this UID once more (RFC 5546 section 3.2.6). */
  | { kind: 'refresh'; uid: string }
  | BounceRead
  /** Out of office and its like. `contact` is somebody it names to turn to; `back` the day of return, if one is given. */
  | { kind: 'automatic'; contact: Named | undefined; back: string | undefined }
  /** Words of somebody's own, for `readWrittenReply`: what they say depends on whose answer it would be. */
  | { kind: 'written'; text: string }
  /**
   * Nothing that could be an answer, and why. `look`: a person should (too large, winmail.dat, an answer
   * that cannot be read); otherwise it just changes nothing (a receipt, a request or cancellation from outside).
   */
  | { kind: 'other'; why: Unread; look: boolean }

export interface Reading {
  from: Named | undefined
  subject: string
  /** RFC 5322 Message-ID, empty where missing. */
  messageId: string
  /** The Date header as an instant, where it can be read. */
  date: Instant | undefined
  /** Whether a machine wrote it (RFC 3834 and its older kin): never confirmed by mail, whatever it says. */
  automatic: boolean
  /** The text a person may want to read, at most 8 KB; for what went over a limit, the headers. */
  text: string
  content: Content
}
