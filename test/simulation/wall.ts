/**
 * When a wave may leave at the earliest, reckoned from the rules in words and with nothing of ours: a month before, two
 * weeks, one week, two working days; back to a working day, in the morning of the meeting's zone.
 */

const DAY = 86_400_000

export interface MeetingFacts {
  date: string
  start: string
  zone: string
}

export interface Wish {
  off?: boolean | undefined
  date?: string | undefined
  hour?: string | undefined
}

const formats = new Map<string, Intl.DateTimeFormat>()
const known = new Map<string, number>()

/** What a zone's clocks show, as if it were UTC. */
function shown(at: number, zone: string): number {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    formats.set(zone, format)
  }
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value)
  return Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day ?? 1, part.hour ?? 0, part.minute ?? 0)
}

/** The instant at which clocks of a zone show a wall time: the first of two, and past the gap where there is none. */
export function wallInstant(date: string, hour: string, zone: string): number {
  const key = `${date} ${hour} ${zone}`
  const found = known.get(key)
  if (found !== undefined) return found
  const wanted = Date.parse(`${date}T${hour}:00Z`)
  const early = wanted - (shown(wanted - DAY, zone) - (wanted - DAY))
  const late = wanted - (shown(wanted + DAY, zone) - (wanted + DAY))
  const fits = [early, late].filter(at => shown(at, zone) === wanted)
  const at = fits.length > 0 ? Math.min(...fits) : early
  known.set(key, at)
  return at
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
const noon = (date: string): number => Date.parse(`${date}T12:00:00Z`)
const plus = (date: string, days: number): string => dayOf(noon(date) + days * DAY)

export const works = (date: string, holidays: readonly string[]): boolean =>
  ![0, 6].includes(new Date(noon(date)).getUTCDay()) && !holidays.includes(date) && !isFederal(date)

const FIXED = ['01-01', '06-19', '07-04', '11-11', '12-25']

/** Federal holidays, told from the date alone: which Monday of its month it is, or which fixed day it stands for. */
function isFederal(date: string): boolean {
  const weekday = new Date(noon(date)).getUTCDay()
  const [, month = 0, day = 0] = date.split('-').map(Number)
  const which = Math.ceil(day / 7)
  if (FIXED.includes(date.slice(5))) return true
  if (weekday === 5 && FIXED.includes(plus(date, 1).slice(5))) return true
  if (weekday === 4) return month === 11 && which === 4
  if (weekday !== 1) return false
  if (FIXED.includes(plus(date, -1).slice(5))) return true
  return month === 5 ? day > 24 : ({ 1: 3, 2: 3, 9: 1, 10: 2 } as Record<number, number>)[month] === which
}

function back(date: string, holidays: readonly string[]): string {
  let day = date
  while (!works(day, holidays)) day = plus(day, -1)
  return day
}

function monthBefore(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1, 0)).getUTCDate()
  return dayOf(Date.UTC(year, month - 2, Math.min(day, last), 12))
}

/** The earliest instant of `invite`, `follow-up-1`, `follow-up-2` or `reminder`. */
export function earliest(
  wave: string,
  { date, zone }: MeetingFacts,
  wish: Wish | undefined,
  holidays: readonly string[],
): number {
  const day = () => {
    if (wave === 'invite') return back(monthBefore(date), holidays)
    if (wave === 'follow-up-1') return back(plus(date, -14), holidays)
    if (wave === 'follow-up-2') return back(plus(date, -7), holidays)
    return back(plus(back(plus(date, -1), holidays), -1), holidays)
  }
  return wallInstant(wish?.date ?? day(), wish?.hour ?? '09:00', zone)
}

/** The morning of so many days before a meeting, or of the working day before that. */
export const daysAhead = (
  { date, zone }: MeetingFacts,
  days: number,
  hour = '09:00',
  holidays: readonly string[] = [],
): number => wallInstant(back(plus(date, -days), holidays), hour, zone)

/** The morning of so many working days before a meeting. */
export function workingDaysAhead({ date, zone }: MeetingFacts, count: number): number {
  let day = date
  for (let left = count; left > 0; left--) day = back(plus(day, -1), [])
  return wallInstant(day, '09:00', zone)
}

/** The working morning after a meeting. */
export function morningAfter({ date, zone }: MeetingFacts): number {
  let day = plus(date, 1)
  while (!works(day, [])) day = plus(day, 1)
  return wallInstant(day, '09:00', zone)
}

/** An instant itself where it falls into working hours, else the next working morning. */
export function working(at: number, zone: string, holidays: readonly string[]): number {
  let day = dayOf(shown(at, zone))
  const isOpen = works(day, holidays) && at < wallInstant(day, '17:00', zone)
  if (!isOpen) {
    do day = plus(day, 1)
    while (!works(day, holidays))
  }
  return Math.max(at, wallInstant(day, '09:00', zone))
}

/** Every meeting here ends at nine. */
export const endOf = ({ date, zone }: MeetingFacts): number => wallInstant(date, '09:00', zone)

export const startOf = ({ date, start, zone }: MeetingFacts): number => wallInstant(date, start, zone)
