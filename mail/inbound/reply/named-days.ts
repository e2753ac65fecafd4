/** The days and hours an answer names, so that a yes to another day than the meeting's is not taken for one to it. */
import { weekdayOf } from '../../../domain/keep/time.ts'
import { MONTH, WEEKDAY } from './words.ts'

/** What of a day is said: any of these. `month` counts from 1, `weekday` from 0 for Sunday; `minute` of the day. */
export interface NamedDay {
  month?: number
  day?: number
  weekday?: number
  minute?: number
}

const MONTHS = ['jan|ene', 'feb', 'mar', 'apr|abr', 'may', 'jun', 'jul', 'aug|ago', 'sep', 'oct', 'nov', 'dec|dic']
const WEEKDAYS = ['sun|dom', 'mon|lun', 'tue|mar', 'wed|mie', 'thu|jue', 'fri|vie', 'sat|sab']
const numberOf = (names: readonly string[], word: string): number =>
  names.findIndex(each => each.split('|').some(start => word.startsWith(start)))

const DATES = new RegExp(
  `\\b(?:(?<month>${MONTH}) (?<day>\\d{1,2})(?:st|nd|rd|th)?|(?<day2>\\d{1,2})(?:st|nd|rd|th)?(?: of| de)? (?<month2>${MONTH})|(?:the|el|dia) (?<day3>\\d{1,2})(?:st|nd|rd|th)?|(?<day4>\\d{1,2})(?:st|nd|rd|th)|(?<weekday>${WEEKDAY})|(?:at|a las) (?<hour>\\d{1,2})(?::(?<minutes>\\d\\d))?(?: ?[ap]m)?)(?![\\w:])`,
  'g',
)
/** From here on a clause says why, and days in it are those of something else. */
const WHY = / (?:because|since|as|due|owing|given|porque|ya que|pues|debido|por|dado) /

/** The days in a clause that is an answer; `words` are plain, as the rules read them. */
export function daysIn(words: string): NamedDay[] {
  const days: NamedDay[] = []
  for (const { groups = {} } of (words.split(WHY)[0] ?? '').matchAll(DATES)) {
    const { month = groups.month2, weekday, hour } = groups
    const day = groups.day ?? groups.day2 ?? groups.day3 ?? groups.day4
    if (weekday !== undefined) days.push({ weekday: numberOf(WEEKDAYS, weekday) })
    else if (hour !== undefined) days.push({ minute: Number(hour) * 60 + Number(groups.minutes ?? 0) })
    else if (day !== undefined)
      days.push({ day: Number(day), ...(month === undefined ? {} : { month: numberOf(MONTHS, month) + 1 }) })
  }
  return days.slice(0, 8)
}

/**
 * Whether a meeting on `date` (`YYYY-MM-DD`) at `start` (`HH:mm`) can be meant. An hour may be earlier than the start, and
 * twelve hours do not tell morning from evening.
 */
export function canMean(days: readonly NamedDay[], { date, start }: { date: string; start: string }): boolean {
  const [, month, day] = date.split('-').map(Number)
  const weekday = weekdayOf(date) % 7
  const [hours = 0, minutes = 0] = start.split(':').map(Number)
  const begins = (hours % 12) * 60 + minutes
  return days.every(
    named =>
      (named.month === undefined || named.month === month) &&
      (named.day === undefined || named.day === day) &&
      (named.weekday === undefined || named.weekday === weekday) &&
      (named.minute === undefined || named.minute % 720 <= begins),
  )
}
