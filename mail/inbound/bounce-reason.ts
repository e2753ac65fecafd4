/**
 * Why a message was not taken, from the words of whoever refused it and its codes: the reply code (RFC 5321 section 4.2)
 * and the enhanced status (RFC 3463). One classifier for reports by mail, for a relay's replies and for SES's events.
 */
import { type BounceReason, isDead } from '../../domain/keep/bounce.ts'
import type { CarrierWait } from '../../domain/send/wave-state.ts'
import { BOUNCE_WORDS, WEAK_WORDS } from './bounce-words.ts'

/** Codes whose meaning is narrow enough to be believed where the words say nothing. Of both classes, without the class. */
const CODES: Readonly<Record<string, BounceReason>> = {
  '1.1': 'no such address',
  '1.2': 'no such address',
  '1.3': 'no such address',
  '1.6': 'no such address',
  '1.10': 'no such address',
  '1.350': 'no such address',
  '1.351': 'no such address',
  '4.4': 'no such address',
  '4.310': 'no such address',
  '1.7': 'reputation',
  '1.8': 'reputation',
  '2.1': 'mailbox closed',
  '2.2': 'mailbox full',
  '2.3': 'too big',
  '3.4': 'too big',
  '4.7': 'gave up',
  '4.300': 'gave up',
  '4.316': 'gave up',
  '7.12': 'their filter',
  '7.20': 'not authenticated',
  '7.21': 'not authenticated',
  '7.22': 'not authenticated',
  '7.23': 'not authenticated',
  '7.24': 'not authenticated',
  '7.25': 'reputation',
  '7.26': 'not authenticated',
  '7.27': 'reputation',
  '7.509': 'not authenticated',
  '7.515': 'not authenticated',
}
/** What is left of a code by its subject (RFC 3463 section 2). */
const SUBJECTS: Readonly<Record<string, BounceReason>> = {
  '3': 'their server',
  '4': 'their server',
  '6': 'their filter',
  '7': 'their filter',
}
const REPLIES: Readonly<Record<string, BounceReason>> = { '552': 'mailbox full', '556': 'no such address' }

const STATUS = /(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)/g
const REPLY = /(?<![\d.-])([45]\d\d)(?=[ -]|$)/g

/** What somebody said who did not take a message. */
export interface NotTaken {
  /** `Status` of a report, where there is one: it belongs to the diagnosis. */
  status?: string
  /** What the server said that did not take it; empty where that is not known. */
  diagnosis: string
  /** What is told of it to people, the most trusted first: the next is asked where one says nothing. */
  told?: readonly string[]
}

/** Why it was not taken. What is only put off never speaks of the address, however it is said. */
export function reasonOf({ status = '', diagnosis, told = [] }: NotTaken): BounceReason {
  const said = plain(diagnosis)
  const others = told.map(plain).filter(Boolean)
  const passing = isPassing(status, said || (others[0] ?? ''))
  const reason =
    byWords(said) ??
    byCode(said) ??
    byWeakWords(said) ??
    (said === '' ? undefined : byCode(status)) ??
    others.map(each => byWords(each) ?? byCode(each) ?? byWeakWords(each)).find(Boolean) ??
    byCode(status) ??
    byReply([said, ...others].join(' ')) ??
    bySubject([said, ...others, status].join(' '))
  // Once its time is up nobody can tell whether the address would have been good.
  if (passing && isDead(reason)) {
    const coded = byCode(status)
    return coded && !isDead(coded) ? coded : 'gave up'
  }
  if (passing && reason === undefined) return 'their server'
  return reason ?? 'unclear'
}

/**
 * What a carrier of ours says it waits for, in the words of Amazon SES (by its API or through its relay), Gmail and Exchange
 * Online; undefined where it refuses for good.
 */
export function carrierWait(words: string): CarrierWait | undefined {
  if (/daily\b.{0,30}\bsending (?:limit|quota)|daily limit for message recipients/i.test(words)) return 'daily limit'
  if (/not verified|identities failed the check/i.test(words))
    return /mail[ -]?from domain/i.test(words) ? 'return domain' : 'verification'
  return /\bsending (?:is |has been )?(?:paused|suspended|disabled)|account\b.{0,40}(?:paused|suspended|under review|shutdown)/i.test(
    words,
  )
    ? 'pause'
    : undefined
}

/** A code of class 4 and none of class 5. */
function isPassing(status: string, said: string): boolean {
  if (/^4/.test(status.trim())) return true
  const classes = [...said.matchAll(STATUS), ...said.matchAll(REPLY)].map(([, first = '']) => first.charAt(0))
  return !status.startsWith('5') && classes.includes('4') && !classes.includes('5')
}

const byWeakWords = (said: string): BounceReason | undefined => WEAK_WORDS.find(([, words]) => words.test(said))?.[0]

const byWords = (said: string): BounceReason | undefined => BOUNCE_WORDS.find(([, words]) => words.test(said))?.[0]

const byCode = (said: string): BounceReason | undefined =>
  [...said.matchAll(STATUS)].map(([, , subject, detail]) => CODES[`${subject}.${detail}`]).find(Boolean)

const byReply = (said: string): BounceReason | undefined =>
  [...said.matchAll(REPLY)].map(([, code = '']) => REPLIES[code]).find(Boolean)

const bySubject = (said: string): BounceReason | undefined =>
  [...said.matchAll(STATUS)].map(([, , subject = '']) => SUBJECTS[subject]).find(Boolean)

/** So much of what a server says is read. */
const MOST = 4000

/**
 * Words without what only looks like them: addresses and links (whose names say "unknown" and "blocked"), marks over
 * letters, and the sentence that one maker puts before every refusal.
 */
function plain(words: string): string {
  return (
    words
      .slice(0, MOST)
      .toLowerCase()
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .normalize('NFC')
      .replace(/[’‘`´]/g, "'")
      .replace(/https?:\/\/\S{0,500}/g, ' ')
      .replace(/[^\s<>()"',;:]{1,64}@[a-z0-9.-]{1,255}/g, ' <a> ')
      .replace(/5\.1\.0 - unknown address error/g, ' ')
      // A reply of several lines repeats its code in each.
      .replace(/\s+/g, ' ')
      .trim()
  )
}
