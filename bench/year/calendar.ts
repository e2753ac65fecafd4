/**
 * When partnerships meet: launches cluster in spring and in autumn, on Tuesdays to Thursdays, at breakfast, in four zones; the whole
 * table meets each quarter, mostly by the second Tuesday of a month. Drawn by number, the same in each run: assumptions, not observations.
 */
import { daysOf } from '../../domain/campaign/series.ts'
import { addDays, type Day, isWorkingDay, weekdayOf } from '../../domain/keep/time.ts'
import { sized } from '../size.ts'

export interface Calendar {
  /** Which partnership: its ids and its people's luck follow from it. */
  n: number
  zone: string
  launch: Day
  quarterly: readonly Day[]
}

/** Of those who convene: roughly where people live. */
const ZONES: readonly [zone: string, share: number][] = [
  ['America/New_York', 0.47],
  ['America/Chicago', 0.29],
  ['America/Denver', 0.07],
  ['America/Los_Angeles', 0.17],
]
const SEASONS: readonly { from: Day; days: number; share: number }[] = [
  { from: '2027-03-01', days: 80, share: 0.45 },
  { from: '2027-09-07', days: 70, share: 0.45 },
  { from: '2027-01-11', days: 330, share: 0.1 },
]
/** The share of tables that meet on the second Tuesday of the middle months, as the form proposes. */
const AS_PROPOSED = 0.4
const MEETINGS = sized(4, 1)
/** A series begins so long after its launch. */
const FIRST_AFTER = 60

/** From 0 to 1, the same for the same numbers (splitmix). */
export function luck(...of: readonly number[]): number {
  let state = 0x9e3779b9
  for (const each of of) {
    state = Math.imul(state ^ (each + 0x7f4a7c15), 0x85ebca6b)
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35)
    state ^= state >>> 16
  }
  return (state >>> 0) / 2 ** 32
}

function drawn<T>(from: readonly { share: number; what: T }[], at: number): T {
  let left = at
  for (const { share, what } of from) {
    left -= share
    if (left < 0) return what
  }
  const last = from.at(-1)
  if (!last) throw new Error('there is nothing to draw from')
  return last.what
}

export function calendarOf(n: number): Calendar {
  const zone = drawn(
    ZONES.map(([what, share]) => ({ share, what })),
    luck(n, 1),
  )
  const season = drawn(
    SEASONS.map(what => ({ share: what.share, what })),
    luck(n, 2),
  )
  let launch = addDays(season.from, Math.floor(season.days * luck(n, 3)))
  while (!isMeetingDay(launch)) launch = addDays(launch, 1)
  return { n, zone, launch, quarterly: tablesAfter(n, launch) }
}

/** Tuesday to Thursday, and no holiday. */
const isMeetingDay = (day: Day): boolean => isWorkingDay(day) && weekdayOf(day) > 1 && weekdayOf(day) < 5

function tablesAfter(n: number, launch: Day): Day[] {
  const proposed = luck(n, 4) < AS_PROPOSED
  const first = Math.floor(3 * luck(n, 5)) + 1
  const rule = proposed
    ? ({ ordinal: 2, weekday: 2, months: [2, 5, 8, 11] } as const)
    : ({
        ordinal: (1 + Math.floor(4 * luck(n, 6))) as 1 | 2 | 3 | 4,
        weekday: (2 + Math.floor(3 * luck(n, 7))) as 2 | 3 | 4,
        months: [first, first + 3, first + 6, first + 9],
      } as const)
  return daysOf(rule, addDays(launch, FIRST_AFTER), MEETINGS)
}
