/** Instants, wall times and the calendar arithmetic between them. Pure: the present is always handed in. */
import { Temporal } from 'temporal-polyfill'
import { federalHoliday } from './holidays.ts'

/** A moment in UTC, always written `YYYY-MM-DDTHH:mm:ss.sssZ`, so that instants compare as text. */
export type Instant = string
/** A calendar date, `YYYY-MM-DD`. */
export type Day = string
/** A wall clock time, `HH:mm`. */
export type Hour = string

/** The hour at which a working morning starts, and the hour at which a working day ends. */
export const MORNING: Hour = '09:00'
export const EVENING: Hour = '17:00'

/** The canonical text of a number of milliseconds since 1970. */
export const fromMillis = (millis: number): Instant => new Date(millis).toISOString()
/** Milliseconds since 1970 of an instant. Throws when the text is none. */
export function toMillis(at: Instant): number {
  const millis = Date.parse(at)
  if (Number.isNaN(millis)) throw new RangeError('not an instant')
  return millis
}
/** For libraries that ask for a Date; nothing but this file makes one. */
export const dateOf = (at: Instant): Date => new Date(toMillis(at))
/** `at` moved by a number of milliseconds, which may be negative. */
export const shift = (at: Instant, millis: number): Instant => fromMillis(toMillis(at) + millis)

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Any ISO 8601 instant in canonical form, or undefined when the text is none. */
export function parseInstant(text: string): Instant | undefined {
  try {
    return fromMillis(Temporal.Instant.from(text.trim()).epochMilliseconds)
  } catch {
    return undefined
  }
}

/** Whether the text is a date that exists: 30 February does not. */
export function isDay(text: string): text is Day {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text) && Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}

/** Whether the text is a wall clock time `HH:mm`. */
export const isHour = (text: string): text is Hour => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)

/** `08:50` and 45 minutes is `09:35`; never past midnight. */
export function laterHour(hour: Hour, minutes: number): Hour {
  const [h = 0, m = 0] = hour.split(':').map(Number)
  const total = Math.min(23 * 60 + 59, h * 60 + m + minutes)
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`
}

/** Whether the text names an IANA time zone that this runtime knows. */
export function isZone(text: string): boolean {
  try {
    return /^[A-Za-z]/.test(text) && Temporal.PlainDate.from('2000-01-01').toZonedDateTime(text) !== undefined
  } catch {
    return false
  }
}

/**
 * The instant of a wall time in a zone. A wall time that daylight saving skips becomes the same distance after the
 * gap, one that happens twice the first of the two (RFC 5545 section 3.3.5).
 */
export function instantOf(day: Day, hour: Hour, zone: string): Instant {
  return INSTANTS(`${day}T${hour} ${zone}`, () => {
    const wall = Temporal.PlainDateTime.from(`${day}T${hour}`)
    return fromMillis(wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds)
  })
}

/** Whether a wall time in a zone has come. */
export function hasCome(day: Day, hour: Hour, zone: string, now: Instant): boolean {
  const ahead = toMillis(`${day}T${hour}:00.000Z`) - toMillis(now)
  // No clock is a day away from UTC. Rules of zones are slow to read, and decide only what is closer than that.
  return Math.abs(ahead) > DAY ? ahead < 0 : instantOf(day, hour, zone) <= now
}

/** Plans ask for the same few times again and again, and rules of zones are slow to read: the last thousand are remembered. */
function remembering<T>(): (key: string, find: () => T) => T {
  const known = new Map<string, T>()
  return (key, find) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const found = find()
    if (known.size >= REMEMBERED) known.clear()
    known.set(key, found)
    return found
  }
}
const REMEMBERED = 1000
const INSTANTS = remembering<Instant>()
const NAMES = remembering<string>()
const WALLS = remembering<Readonly<{ day: Day; hour: Hour }>>()

/**
 * Whether a wall time happens in a zone at all: where clocks go forward an hour of that day does not. Answers what the
 * clocks show instead, `HH:mm`; undefined: it happens.
 */
export function skipped(day: Day, hour: Hour, zone: string): Hour | undefined {
  const shown = wallOf(instantOf(day, hour, zone), zone).hour
  return shown === hour ? undefined : shown
}

/** The wall time of an instant in a zone. */
export function wallOf(at: Instant, zone: string): Readonly<{ day: Day; hour: Hour }> {
  // Since 1972 clocks of zones are whole minutes apart, and change at one.
  return WALLS(`${at.length === 24 ? at.slice(0, 16) : at} ${zone}`, () => {
    const wall = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime()
    return { day: wall.toPlainDate().toString(), hour: wall.toPlainTime().toString({ smallestUnit: 'minute' }) }
  })
}

/** `day` moved by calendar days. */
export const addDays = (day: Day, days: number): Day => fromMillis(noonOf(day) + days * DAY).slice(0, 10)

/** A date in UTC, where every day has 24 hours. */
const noonOf = (day: Day): number => toMillis(`${day}T12:00:00.000Z`)

/** `day` moved by calendar months; 31 March less one month is the last day of February. */
export const addMonths = (day: Day, months: number): Day => Temporal.PlainDate.from(day).add({ months }).toString()

/** Whole calendar days from one date to another. */
export const daysBetween = (from: Day, to: Day): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days

/** Monday is 1, Sunday 7 (ISO 8601). */
export const weekdayOf = (day: Day): number => new Date(noonOf(day)).getUTCDay() || 7

/** Monday to Friday, no federal holiday, and not one of the days that a convener lists as well. */
export const isWorkingDay = (day: Day, holidays: readonly Day[] = []): boolean =>
  weekdayOf(day) < 6 && !holidays.includes(day) && federalHoliday(day) === undefined

/** The working day on or before `day`: never forward, so that a month ahead means at least a month. */
export function workingDayOnOrBefore(day: Day, holidays: readonly Day[] = []): Day {
  let found = day
  for (let back = 0; back < 60 && !isWorkingDay(found, holidays); back++) found = addDays(found, -1)
  return found
}

/** The day `count` working days before `day`, which itself is not counted. */
export function workingDaysBefore(day: Day, count: number, holidays: readonly Day[] = []): Day {
  let found = day
  for (let left = count; left > 0; left--) found = workingDayOnOrBefore(addDays(found, -1), holidays)
  return found
}

/** `at` itself when it falls into working hours of the zone, else the start of the next working morning. */
export function nextWorkingMoment(at: Instant, zone: string, holidays: readonly Day[] = []): Instant {
  const wall = wallOf(at, zone)
  let day = wall.day
  if (isWorkingDay(day, holidays)) {
    if (wall.hour < MORNING) return instantOf(day, MORNING, zone)
    if (wall.hour < EVENING) return at
  }
  do day = addDays(day, 1)
  while (!isWorkingDay(day, holidays))
  return instantOf(day, MORNING, zone)
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
]

/**
 * What dates are written with. By ourselves: the first formatter that a process makes takes as long as half of Node's own
 * start, and a guest who opens a page in a fresh process waits for it.
 */
function written(day: Day): { weekday: string; month: string; date: number; year: number } {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return { weekday: WEEKDAYS[weekdayOf(day) - 1] ?? '', month: MONTHS[month - 1] ?? '', date, year }
}

/** "Tuesday, March 31, 2026": the way a letter writes a date. */
export function longDate(day: Day): string {
  const { weekday, month, date, year } = written(day)
  return `${weekday}, ${month} ${date}, ${year}`
}

/** Why a day is a poor one for a meeting, in a sentence; undefined: it is a working day. */
export function dayNote(day: Day, holidays: readonly Day[] = []): string | undefined {
  const [weekday = '', ...date] = longDate(day).split(', ')
  const holiday = federalHoliday(day)
  const weekend = weekdayOf(day) > 5
  if (holiday) return `${longDate(day)} is ${holiday}${weekend ? `, and a ${weekday}` : ''}.`
  if (weekend) return `${date.join(', ')} is a ${weekday}.`
  return holidays.includes(day) ? `${longDate(day)} is one of your days off.` : undefined
}

/** "Tue, Mar 31": the way a board writes a date. */
export function shortDate(day: Day): string {
  const { weekday, month, date } = written(day)
  return `${weekday.slice(0, 3)}, ${month.slice(0, 3)} ${date}`
}

/** "8:00 AM": the way a letter writes a time. */
export function clockTime(hour: Hour): string {
  const [h = 0, m = 0] = hour.split(':').map(Number)
  return `${h % 12 || 12}:${String(m).padStart(2, '0')} ${h < 12 ? 'AM' : 'PM'}`
}

/** "8:00 AM to 9:30 AM, Mountain Time": a span with the zone's generic name. */
export const timeSpan = (start: Hour, end: Hour, zone: string, day: Day): string =>
  `${clockTime(start)} to ${clockTime(end)}, ${zoneName(zone, day)}`

/** Where most meetings are, as a formatter has them. */
export const EVERYDAY: Readonly<Record<string, string>> = {
  'America/New_York': 'Eastern Time',
  'America/Chicago': 'Central Time',
  'America/Denver': 'Mountain Time',
  'America/Los_Angeles': 'Pacific Time',
}

/** To make one is far slower than to use it. */
const ZONES = new Map<string, Intl.DateTimeFormat>()

/** The zone's everyday name on that day, such as "Mountain Time". */
function zoneName(zone: string, day: Day): string {
  const everyday = EVERYDAY[zone]
  if (everyday !== undefined) return everyday
  return NAMES(`${day} ${zone}`, () => {
    const format = ZONES.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longGeneric' })
    ZONES.set(zone, format)
    const parts = format.formatToParts(toMillis(instantOf(day, '12:00', zone)))
    return parts.find(part => part.type === 'timeZoneName')?.value ?? zone
  })
}

/** "Mar 31, 2026, 9:00 AM": an instant as people of a zone read it. */
export function readable(at: Instant, zone: string): string {
  const { day, hour } = wallOf(at, zone)
  const { month, date, year } = written(day)
  return `${month.slice(0, 3)} ${date}, ${year}, ${clockTime(hour)}`
}
