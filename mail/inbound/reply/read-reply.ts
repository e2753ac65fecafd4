/**
 * What a written reply says. It has to be right when it answers. It is read sentence by sentence: each clause says that
 * they come, do not, may, that somebody else does, or to stop; or it is about that and undecided; or about something
 * else, which silences nothing. Two that disagree, and whatever is open, go to a person, with a suggestion where one
 * answer is likely.
 */
import type { WrittenReply } from '../reading.ts'
import { judgeAll } from './clause.ts'
import { addressesIn, delegateIn } from './delegate-named.ts'
import { GUEST, withGuest } from './guest.ts'
import { ownWords } from './own-words.ts'
import { sentencesIn } from './sentences.ts'
import { asMeant } from './slips.ts'
import { suggestionOf } from './suggest.ts'
import { verdict } from './verdict.ts'

/** What is known of the letter a reply answers. */
interface About {
  /** The invitee's name; empty where it is not known. */
  invitee: string
  /** The reply's subject. One of their own is read as its first sentence. */
  subject: string
}

/** A character that could not be decoded, or a piece of a message's head: the words are not whole, and may be a program's. */
const BROKEN =
  /[\ufffdÿŸ]|content-t|mime-version|message-id|return-path|(?:final|original)-recipient|reporting-mta|auto-submitted|dtstart|diagnostic-code/i
/** Subjects that say anything have letters. */
const A_WORD = /\p{L}{2}|\d/u
/** Subjects that only call back ours. */
const OURS = /^\s*(?:re|rv|fw|fwd|aw|res|sv|enc)\s*:|:/i

/** Reads a text of any kind and length; bounded in time, never throws. */
export function readWrittenReply(source: string, about: Partial<About> = {}): WrittenReply {
  const { invitee = '', subject = '' } = about
  const text = ownWords(source)
  const said = asMeant(text)
  const titled = OURS.test(subject) || subject.length > 80 || !A_WORD.test(subject) ? said : `${subject}\n\n${said}`
  const judged = judgeAll(sentencesIn(withGuest(titled, invitee)), invitee !== '')
  const whole = verdict(judged)
  const {
    says,
    because,
    about: subjectOf,
    days,
    asks,
  } = BROKEN.test(titled) && whole.says !== 'opt-out'
    ? { ...whole, says: 'unclear' as const, because: 'words that are not whole' }
    : whole
  const delegated = says === 'delegated'
  const open = says === 'unclear' || says === 'question'
  const suggestion = open ? suggestionOf(judged, text) : undefined
  const delegate =
    delegated || suggestion?.answer === 'delegated' ? delegateIn(text, addressesIn(text), invitee) : undefined
  return {
    says,
    because,
    text,
    ...(subjectOf === undefined || subjectOf === GUEST ? {} : { about: subjectOf }),
    ...(days && days.length > 0 ? { days } : {}),
    ...(delegate ? { delegate } : {}),
    ...(suggestion ? { suggestion } : {}),
    ...(asks ? { asks } : {}),
  }
}
