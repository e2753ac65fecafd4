/** The federal holidays of the United States, on the weekday on which offices close (5 U.S.C. 6103). */
import { Temporal } from 'temporal-polyfill'
import type { Day } from './time.ts'

/** The `nth` weekday (Monday is 1) of a month; -1 for the last. */
function nth(year: number, month: number, weekday: number, which: number): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  const day = 1 + ((weekday - first.dayOfWeek + 7) % 7)
  const found = first.with({ day })
  if (which > 0) return found.add({ weeks: which - 1 })
  const fifth = found.add({ weeks: 4 })
  return fifth.month === month ? fifth : found.add({ weeks: 3 })
}

/** A fixed date is kept on the Friday before a Saturday and on the Monday after a Sunday. */
function observed(year: number, month: number, day: number): Temporal.PlainDate {
  const date = Temporal.PlainDate.from({ year, month, day })
  return date.add({ days: date.dayOfWeek === 6 ? -1 : date.dayOfWeek === 7 ? 1 : 0 })
}

/** The holidays of the year of `from` and of the next, from `from` on. */
export function federalHolidays(from: Day): Day[] {
  const { year } = Temporal.PlainDate.from(from)
  return [year, year + 1]
    .flatMap(y => [
      observed(y, 1, 1),
      nth(y, 1, 1, 3),
      nth(y, 2, 1, 3),
      nth(y, 5, 1, -1),
      observed(y, 6, 19),
      observed(y, 7, 4),
      nth(y, 9, 1, 1),
      nth(y, 10, 1, 2),
      observed(y, 11, 11),
      nth(y, 11, 4, 4),
      observed(y, 12, 25),
    ])
    .map(date => date.toString())
    .filter(date => date >= from)
}
