/** When a meeting is, as forms ask it: a day and two wall times of a zone, which have to happen, one after the other. */
import * as z from 'zod'
import { clockTime, type Day, type Hour, isDay, isHour, isZone, longDate, skipped } from '../../domain/keep/time.ts'

export const givenDate = z.string().trim().refine(isDay, 'Enter a date that exists, such as 2027-03-31.')
export const givenStart = z.string().trim().refine(isHour, 'Enter when it starts, such as 07:30.')

/** Where and when on the clock, for any day. */
export const hours = {
  start: givenStart,
  end: z.string().trim().refine(isHour, 'Enter when it ends, such as 09:00.'),
  zone: z.string().trim().refine(isZone, 'Choose the time zone.'),
}

export const when = { date: givenDate, ...hours }

interface When {
  date?: Day
  start: Hour
  end: Hour
  zone: string
}

/** What is wrong with hours that read well each for itself, by field: an end before the start, an hour that clocks skip. */
export function clockErrors({ date, start, end, zone }: When): { start?: string; end?: string } {
  if (start >= end) return { end: 'The end must come after the start.' }
  if (date === undefined) return {}
  const starts = skippedHour(date, start, zone)
  const ends = skippedHour(date, end, zone)
  return starts ? { start: starts } : ends ? { end: ends } : {}
}

/** Why a wall time cannot be; undefined: it can. */
export const skippedHour = (date: Day, hour: Hour, zone: string): string | undefined =>
  skipped(date, hour, zone) === undefined
    ? undefined
    : `There is no ${clockTime(hour)} on ${longDate(date)}: daylight saving time begins, and clocks skip it. Choose another time.`

/** `clockErrors` as a refinement of a form that has these fields; fields that do not read complain for themselves. */
export function refuseImpossible(typed: When, context: z.RefinementCtx): void {
  const { date, start, end, zone } = typed
  if (!isHour(start) || !isHour(end)) return
  const known = date !== undefined && isDay(date) && isZone(zone)
  for (const [field, message] of Object.entries(clockErrors(known ? typed : { start, end, zone })))
    context.addIssue({ code: 'custom', path: [field], message })
}
