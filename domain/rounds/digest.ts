/** The digest of a morning: what is new, what waits for a person, what leaves today. It leaves only when there is something. */
import {
  addDays,
  type Day,
  type Hour,
  type Instant,
  instantOf,
  isWorkingDay,
  wallOf,
  weekdayOf,
  workingDayOnOrBefore,
} from '../keep/time.ts'

/** When the convener's day begins, and when a digest that could not leave is of no use any more. */
export const DIGEST_HOUR: Hour = '07:30'
const GONE: Hour = '18:00'

/** One thing a digest tells. What waits and what is late is told until it is settled; answers and letters once. */
export interface Told {
  kind: 'needs you' | 'late' | 'leaves' | 'answer'
  /** Since when it is so. */
  since: Instant
}

export interface Morning {
  day: Day
  at: Instant
  until: Instant
  /** The first working day of its week. */
  opensWeek: boolean
}

/** Every morning of so many days is looked at, and beyond them those on which something is known to happen. */
const NEAR = 10

/**
 * The working mornings from `today` on that may have something to tell, given what will happen when (`ahead`); and the one
 * before them, on which none of it was told.
 */
export function mornings(
  today: Day,
  zone: string,
  holidays: readonly Day[],
  ahead: readonly Instant[],
): { before: Instant; mornings: Morning[] } {
  const near = Array.from({ length: NEAR }, (_, n) => addDays(today, n))
  const far = ahead.flatMap(at => {
    const { day } = wallOf(at, zone)
    return day < today ? [] : [workingDayFrom(day, holidays), workingDayFrom(addDays(day, 1), holidays)]
  })
  const days = [...new Set([...near, ...far])].filter(day => isWorkingDay(day, holidays)).sort()
  const before = workingDayOnOrBefore(addDays(today, -1), holidays)
  return {
    before: instantOf(before, DIGEST_HOUR, zone),
    mornings: days.map(day => ({
      day,
      at: instantOf(day, DIGEST_HOUR, zone),
      until: instantOf(day, GONE, zone),
      opensWeek: opensWeek(day, holidays),
    })),
  }
}

function workingDayFrom(day: Day, holidays: readonly Day[]): Day {
  let found = day
  for (let on = 0; on < 60 && !isWorkingDay(found, holidays); on++) found = addDays(found, 1)
  return found
}

function opensWeek(day: Day, holidays: readonly Day[]): boolean {
  for (let earlier = addDays(day, -1); weekdayOf(earlier) < weekdayOf(day); earlier = addDays(earlier, -1))
    if (isWorkingDay(earlier, holidays)) return false
  return true
}

/**
 * What a digest of this morning says, when the last one left at `last`: answers since then, letters of the day, and all
 * that waits or is late.
 */
export function toldOn<T extends Told>(morning: Morning, last: Instant, told: readonly T[]): T[] {
  return told.filter(({ kind, since }) => {
    if (kind === 'answer') return since > last && since <= morning.at
    if (kind === 'leaves') return since >= morning.at && since < morning.until
    return since <= morning.at
  })
}

/** Whether there is something: nobody is told every morning what they know; what still waits is told again once a week. */
export const isWorthSaying = (morning: Morning, last: Instant, told: readonly Told[]): boolean =>
  told.some(({ kind, since }) => kind === 'leaves' || since > last || morning.opensWeek)
