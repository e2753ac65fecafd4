/**
 * A series of quarterly meetings as people say it: "second Tuesday of February, May, August and November, 8:00 to 9:30".
 * It only names days; each meeting is one of its own, because a rule that repeats in UTC slips an hour with daylight
 * saving.
 */
import type { Campaign } from '../keep/campaign.ts'
import { kindOf } from '../keep/kinds.ts'
import { addDays, addMonths, type Day, isDay, weekdayOf } from '../keep/time.ts'

/** First to fourth, or the last; months have four or five of each weekday. */
export type Ordinal = 1 | 2 | 3 | 4 | 'last'
/** Monday is 1, Sunday 7 (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

export interface Recurrence {
  ordinal: Ordinal
  weekday: Weekday
  /** Months of the year, January is 1. */
  months: readonly number[]
}

/** More meetings than this at once are a mistake. */
export const MOST_MEETINGS = 20

/** The next `count` days that fit, after `after`; none where no month is named. */
export function daysOf({ ordinal, weekday, months }: Recurrence, after: Day, count: number): Day[] {
  const found: Day[] = []
  if (months.length === 0) return found
  let first: Day = `${after.slice(0, 7)}-01`
  while (found.length < Math.min(count, MOST_MEETINGS)) {
    const day = months.includes(Number(first.slice(5, 7))) ? dayIn(first, ordinal, weekday) : undefined
    if (day !== undefined && day > after) found.push(day)
    first = addMonths(first, 1)
  }
  return found
}

function dayIn(first: Day, ordinal: Ordinal, weekday: Weekday): Day {
  if (ordinal === 'last') {
    const last = addDays(addMonths(first, 1), -1)
    return addDays(last, -((weekdayOf(last) - weekday + 7) % 7))
  }
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (ordinal - 1))
}

/** Days that somebody picked, each once and in order; `wrong` are those that do not exist. */
export function pickedDays(text: string): { days: Day[]; wrong: string[] } {
  const words = text.split(/[\s,;]+/).filter(Boolean)
  const days = [...new Set(words.filter(isDay))].sort()
  return { days, wrong: words.filter(word => !isDay(word)) }
}

/** The first meeting of a series after a day, of `campaigns` by date. */
export const nextInSeries = (campaigns: readonly Campaign[], after: Day): Campaign | undefined =>
  campaigns.find(
    ({ meeting, status }) =>
      meeting !== undefined && kindOf({ meeting }).inSeries && status !== 'canceled' && meeting.date > after,
  )
