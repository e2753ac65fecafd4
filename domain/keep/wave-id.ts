/**
 * Which letter of a campaign is meant. In documents, schedules and links a letter goes by its key: `invite`,
 * `reminder.2`, `update-3`, `thanks:ANSWER`. This is the one place that writes keys and reads them.
 */
import { KINDS } from './kinds.ts'
import type { WaveKind } from './wave-kinds.ts'

/** A letter; all but the last three go round to a list. */
export type WaveId =
  /** One that the meeting's kind plans. `round` counts how often it leaves: from 1, and once more after each move. */
  | { of: 'row'; row: string; round: number }
  /** The news that the meeting has changed, to this SEQUENCE. */
  | { of: 'update'; sequence: number }
  | { of: 'cancellation' }
  | { of: 'summary' }
  | { of: 'pulse' }
  | { of: 'pulse, once more' }
  /** Takes the meeting off the calendar of somebody who was taken off the list. */
  | { of: 'withdrawal' }
  /** Brings the calendar entry once more to somebody whose calendar asked for it (REFRESH, RFC 5546 section 3.2.6). */
  | { of: 'entry' }
  /** Confirms an answer, by its id. */
  | { of: 'thanks'; answer: string }

/** Keys of the letters of which a campaign, or an invitation, has one at most. */
const ONLY = {
  cancellation: 'cancellation',
  summary: 'summary',
  pulse: 'pulse',
  'pulse, once more': 'pulse-again',
  withdrawal: 'withdrawn',
  entry: 'entry',
} as const satisfies Partial<Record<WaveId['of'], string>>

const UPDATE = 'update-'
const THANKS = 'thanks:'
/** A number as we write it. */
const COUNT = /^(?:0|[1-9]\d{0,9})$/

const rowOf = (id: string) =>
  Object.values(KINDS)
    .flatMap(({ waves }) => waves)
    .find(row => row.id === id)

/** The key of a letter. */
export function waveKey(id: WaveId): string {
  switch (id.of) {
    case 'row':
      return id.round === 1 ? id.row : `${id.row}.${id.round}`
    case 'update':
      return UPDATE + id.sequence
    case 'thanks':
      return THANKS + id.answer
    default:
      return ONLY[id.of]
  }
}

/** The letter of a key; undefined for one that we do not write. */
export function readWaveKey(key: string): WaveId | undefined {
  for (const of of Object.keys(ONLY) as (keyof typeof ONLY)[]) if (ONLY[of] === key) return { of }
  if (key.startsWith(THANKS))
    return key.length > THANKS.length ? { of: 'thanks', answer: key.slice(THANKS.length) } : undefined
  if (key.startsWith(UPDATE) && COUNT.test(key.slice(UPDATE.length)))
    return { of: 'update', sequence: Number(key.slice(UPDATE.length)) }
  if (rowOf(key)) return { of: 'row', row: key, round: 1 }
  const dot = key.lastIndexOf('.')
  const [row, round] = [key.slice(0, Math.max(0, dot)), key.slice(dot + 1)]
  return COUNT.test(round) && Number(round) > 1 && rowOf(row) ? { of: 'row', row, round: Number(round) } : undefined
}

/** The key of a letter that the meeting's kind plans, as it leaves for the first time. */
export const rowKey = (row: string): string => waveKey({ of: 'row', row, round: 1 })

export const SUMMARY_KEY = waveKey({ of: 'summary' })
export const PULSE_KEY = waveKey({ of: 'pulse' })
export const PULSE_AGAIN_KEY = waveKey({ of: 'pulse, once more' })
export const WITHDRAWN = waveKey({ of: 'withdrawal' })
export const ENTRY_AGAIN = waveKey({ of: 'entry' })
export const thanksFor = (answer: string): string => waveKey({ of: 'thanks', answer })

/** Whether it is the letter that confirms an answer. Asked of every send of every list, so the key is not read for it. */
export const isThanks = (key: string): boolean => key.startsWith(THANKS)

/** Whether it goes to one person on an occasion of their own; all others go round to the list. */
export const isForOne = (key: string): boolean => isThanks(key) || key === WITHDRAWN || key === ENTRY_AGAIN

const TITLES: Record<Exclude<WaveId['of'], 'row'>, string> = {
  update: 'Update',
  cancellation: 'Cancellation',
  summary: 'Summary',
  pulse: 'Pulse survey',
  'pulse, once more': 'Pulse survey, once more',
  withdrawal: 'Withdrawal',
  entry: 'Calendar entry, sent again',
  thanks: 'Thank-you for an answer',
}

/** A letter's everyday name. */
export const nameOfWave = (id: WaveId): string => (id.of === 'row' ? (rowOf(id.row)?.title ?? id.row) : TITLES[id.of])

/** The kind of the letter of a key, or of which occasion it is for one person; undefined for what goes to no list. */
export function waveKindOf(key: string): WaveKind | 'thanks' | 'withdrawal' | 'entry' | undefined {
  const id = readWaveKey(key)
  if (!id) return undefined
  return id.of === 'row' ? rowOf(id.row)?.kind : id.of === 'pulse, once more' ? 'pulse' : id.of
}

/** The everyday name of the letter of a key. What we never wrote goes by its key. */
export function titleOf(key: string): string {
  const id = readWaveKey(key)
  return id ? nameOfWave(id) : key
}
