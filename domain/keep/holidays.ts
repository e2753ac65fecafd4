/** The federal holidays of the United States, on the weekday on which offices close (5 U.S.C. 6103). */
import { Temporal } from 'temporal-polyfill'

/** Each in the year it is named for; New Year's Day may be kept on the last day of the year before. */
const RULES: readonly { name: string; month: number; on: { date: number } | { weekday: number; which: number } }[] = [
  { name: 'New Year’s Day', month: 1, on: { date: 1 } },
  { name: 'Martin Luther King Jr. Day', month: 1, on: { weekday: 1, which: 3 } },
  { name: 'Presidents’ Day', month: 2, on: { weekday: 1, which: 3 } },
  { name: 'Memorial Day', month: 5, on: { weekday: 1, which: -1 } },
  { name: 'Juneteenth', month: 6, on: { date: 19 } },
  { name: 'Independence Day', month: 7, on: { date: 4 } },
  { name: 'Labor Day', month: 9, on: { weekday: 1, which: 1 } },
  { name: 'Columbus Day', month: 10, on: { weekday: 1, which: 2 } },
  { name: 'Veterans Day', month: 11, on: { date: 11 } },
  { name: 'Thanksgiving', month: 11, on: { weekday: 4, which: 4 } },
  { name: 'Christmas', month: 12, on: { date: 25 } },
]

/** The `which`th weekday (Monday is 1) of a month; -1 for the last. */
function nth(year: number, month: number, weekday: number, which: number): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  const found = first.add({ days: (weekday - first.dayOfWeek + 7) % 7 })
  if (which > 0) return found.add({ weeks: which - 1 })
  const fifth = found.add({ weeks: 4 })
  return fifth.month === month ? fifth : found.add({ weeks: 3 })
}

/** A fixed date is kept on the Friday before a Saturday and on the Monday after a Sunday. */
function observed(year: number, month: number, day: number): Temporal.PlainDate {
  const date = Temporal.PlainDate.from({ year, month, day })
  return date.add({ days: date.dayOfWeek === 6 ? -1 : date.dayOfWeek === 7 ? 1 : 0 })
}

/** The days of one year's holidays, and their names. */
function holidaysOf(year: number): Map<string, string> {
  const days = new Map<string, string>()
  for (const { name, month, on } of RULES) {
    if ('weekday' in on) days.set(nth(year, month, on.weekday, on.which).toString(), name)
    else {
      const kept = observed(year, month, on.date)
      const moved = kept.day !== on.date
      days.set(kept.toString(), moved ? `${name} (observed)` : name)
      if (moved) days.set(Temporal.PlainDate.from({ year, month, day: on.date }).toString(), name)
    }
  }
  return days
}

/** Years that were asked for: planners ask for the same few again and again. */
const YEARS = new Map<number, Map<string, string>>()
const REMEMBERED = 200

function yearOf(year: number): Map<string, string> {
  const known = YEARS.get(year)
  if (known) return known
  if (YEARS.size >= REMEMBERED) YEARS.clear()
  const found = holidaysOf(year)
  YEARS.set(year, found)
  return found
}

/**
 * The federal holiday on a date (`YYYY-MM-DD`), of any year, by its name; "Independence Day (observed)" on a Monday whose
 * Sunday was the Fourth, and plain "Independence Day" on that Sunday too. Undefined: it is none.
 */
export function federalHoliday(day: string): string | undefined {
  const year = Number(day.slice(0, 4))
  return yearOf(year).get(day) ?? (day.slice(5) === '12-31' ? yearOf(year + 1).get(day) : undefined)
}
