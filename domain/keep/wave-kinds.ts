/**
 * The kinds of letters that go round to a list. A kind is a row: what it asks and does, and what its readers must meet.
 * Code asks the row, never the name.
 */

/** How a letter is written; some are written both ways. */
export type Tone = 'warm' | 'brief'

/**
 * Who a wave is for. `holders` have had a letter of this campaign; `not declined` is everybody but those who said no,
 * for meetings of people who have joined already; `businesses` are all of a list but the public partners. Where nobody
 * noted who came, `who came` are those who said yes.
 */
export type Audience =
  | 'everyone'
  | 'the silent'
  | 'coming'
  | 'coming or undecided'
  | 'not declined'
  | 'businesses'
  | 'holders'
  | 'who came'

/** Something a reader must meet, or a letter does not go to them; `domain/send/decide.ts` says when one does. */
export type Condition =
  | 'has not answered'
  | 'is silent about this time'
  | 'has answered'
  | 'has not declined'
  | 'has said yes to this time'
  | 'was there, or may have been'
  | 'gets no summary that day'
  | 'comes in person'
  | 'is of a business'
  | 'was asked'
  | 'was told'
  | 'was told or has answered'
  | 'may know'
  | 'has not heard of the change'
  | 'has not said how it goes'
  | 'had the letter before'
  | 'was left in peace'
  | 'is not away'
  | 'has nothing to be read'
  | 'has not had these words'

/** A row: what is true of every letter of a kind. What is not said is not so. */
export interface WaveTraits {
  /** What stands at its mark on the line of a campaign. */
  label: string
  /** It asks whether its reader comes: to a time that is only held, or to one that is certain. */
  asks?: 'to hold' | 'to come'
  /** It asks once more what another letter has asked, so days lie between it and whatever went before. */
  asksAgain?: true
  /** It reminds of the meeting, and brings along what its readers should know by then. */
  reminds?: true
  /** It leaves only while the campaign runs: where champions sign, it bears their names and needs their signatures. */
  needsSignatures?: true
  /** It may leave when the meeting has begun, or is over. */
  outlastsStart?: true
  /** Where it had left before the meeting moved, it leaves anew for the new date. */
  anewAfterMove?: true
  /** Whoever holds a letter has to hear of it, however late they came to theirs. */
  news?: true
  /** It says what changed since its reader was last told. */
  tellsChange?: true
  /** Those who were not there are told so first. */
  tellsAbsent?: true
  /** Its words depend on where its reader stands. */
  wordsByStand?: true
  /** Its words depend on whether its reader was seen there. */
  wordsByPresence?: true
  /** It is written in every `Tone`, for the convener to choose. */
  bothTones?: true
  /** It begins a thread of its own. All others answer in that of the first letter their reader got. */
  apart?: true
  /** What it does to the calendars of its readers, and of which: METHOD of RFC 5546. */
  entry?: { method: 'REQUEST' | 'CANCEL'; of: 'everyone' | 'everyone, or once they accept' | 'holders' }
  /** What a reader must meet besides being of the audience, in the order in which it is asked. */
  conditions: readonly Condition[]
}

const ROWS = {
  hold: {
    label: 'Hold',
    asks: 'to hold',
    needsSignatures: true,
    entry: { method: 'REQUEST', of: 'everyone' },
    conditions: [],
  },
  invite: {
    label: 'Letter',
    asks: 'to come',
    needsSignatures: true,
    entry: { method: 'REQUEST', of: 'everyone, or once they accept' },
    conditions: [],
  },
  'follow-up': {
    label: 'Follow-up',
    asksAgain: true,
    needsSignatures: true,
    anewAfterMove: true,
    wordsByStand: true,
    bothTones: true,
    conditions: ['was asked', 'was left in peace', 'has not had these words', 'has nothing to be read', 'is not away'],
  },
  // It reminds: whoever was never asked has nothing to be reminded of, and whoever sends somebody is not expected.
  reminder: {
    label: 'Reminder',
    reminds: true,
    needsSignatures: true,
    anewAfterMove: true,
    conditions: ['comes in person', 'was told or has answered'],
  },
  update: {
    label: 'Update',
    news: true,
    tellsChange: true,
    wordsByStand: true,
    entry: { method: 'REQUEST', of: 'holders' },
    conditions: ['has not heard of the change'],
  },
  cancellation: {
    label: 'Cancellation',
    news: true,
    outlastsStart: true,
    entry: { method: 'CANCEL', of: 'holders' },
    conditions: [],
  },
  // Who was not asked to come is not asked what to talk about.
  agenda: { label: 'Agenda items', conditions: ['was told', 'has not declined'] },
  // A summary of the same day thanks them as well, and two letters a day are one too many.
  'after-meeting': {
    label: 'Thank-you',
    outlastsStart: true,
    wordsByPresence: true,
    conditions: ['comes in person', 'gets no summary that day'],
  },
  summary: { label: 'Summary', apart: true, outlastsStart: true, tellsAbsent: true, conditions: [] },
  pulse: {
    label: 'Pulse survey',
    apart: true,
    outlastsStart: true,
    bothTones: true,
    conditions: ['has not said how it goes'],
  },
} satisfies Record<string, WaveTraits>

export type WaveKind = keyof typeof ROWS

export const WAVES: Readonly<Record<WaveKind, WaveTraits>> = ROWS
