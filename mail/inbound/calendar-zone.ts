/**
 * The offset that a VTIMEZONE describes (RFC 5545 section 3.6.5), for the rules that programs write: once, or every
 * year on such a day of such a month. Any other rule is left alone: a rule for each second since 1601 is a trap.
 */
import { addDays, addMonths, type Day, weekdayOf } from '../../domain/keep/time.ts'
import type { ContentLine } from './calendar-lines.ts'

const OBSERVANCES = 40
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

interface Observance {
  /** Seconds east of UTC. */
  offset: number
  /** Wall times at which it begins, in the year of a wall time and the one before. */
  begins(year: number): string[]
}

/** Seconds from UTC that the calendar's own description gives a wall time `2027-03-31T08:30:00`. */
export function offsetIn(lines: readonly ContentLine[], tzid: string, wall: string): number | undefined {
  const described = observancesOf(lines, tzid)
  if (described === undefined || described.length === 0) return undefined
  const year = Number(wall.slice(0, 4))
  const begun = described
    .flatMap(({ offset, begins }) => [...begins(year - 1), ...begins(year)].map(from => ({ from, offset })))
    .filter(({ from }) => from <= wall)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
  return begun.at(-1)?.offset
}

/** The STANDARD and DAYLIGHT parts of the zone; undefined where one of them cannot be told. */
function observancesOf(lines: readonly ContentLine[], tzid: string): Observance[] | undefined {
  const zones = zoneBlocks(lines).find(block => block.some(({ name, value }) => name === 'TZID' && value === tzid))
  if (!zones) return undefined
  const found: Observance[] = []
  let part: ContentLine[] | undefined
  for (const line of zones) {
    const kind = /^(?:STANDARD|DAYLIGHT)$/i.test(line.value.trim())
    if (line.name === 'BEGIN' && kind) part = []
    else if (line.name === 'END' && kind && part) {
      const one = observanceOf(part)
      if (!one || found.length >= OBSERVANCES) return undefined
      found.push(one)
      part = undefined
    } else part?.push(line)
  }
  return found
}

function zoneBlocks(lines: readonly ContentLine[]): ContentLine[][] {
  const blocks: ContentLine[][] = []
  let open: ContentLine[] | undefined
  for (const line of lines) {
    const zone = /^VTIMEZONE$/i.test(line.value.trim())
    if (line.name === 'BEGIN' && zone) open = []
    else if (line.name === 'END' && zone && open) {
      blocks.push(open)
      open = undefined
    } else open?.push(line)
  }
  return blocks
}

function observanceOf(part: readonly ContentLine[]): Observance | undefined {
  const value = (name: string) => part.find(line => line.name === name)?.value.trim() ?? ''
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)/.exec(value('TZOFFSETTO')) ?? []
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)/.exec(value('DTSTART')) ?? []
  if (hours === undefined || year === undefined || part.some(({ name }) => name === 'RDATE')) return undefined
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60)
  const time = `T${hour}:${minute}:${second}`
  const rule = value('RRULE')
  if (rule === '') return { offset, begins: () => [`${year}-${month}-${day}${time}`] }
  const parts = new Map(rule.split(';').map(each => each.toUpperCase().split('=') as [string, string]))
  const [, nth, weekday = ''] = /^([+-]?[1-5])(SU|MO|TU|WE|TH|FR|SA)$/.exec(parts.get('BYDAY') ?? '') ?? []
  const known = [...parts.keys()].every(key => ['FREQ', 'INTERVAL', 'BYMONTH', 'BYDAY', 'UNTIL', 'WKST'].includes(key))
  const inMonth = Number(parts.get('BYMONTH'))
  const every = parts.get('FREQ') === 'YEARLY' && (parts.get('INTERVAL') ?? '1') === '1'
  if (!known || !every || nth === undefined || !(inMonth >= 1 && inMonth <= 12)) return undefined
  const until = Number((parts.get('UNTIL') ?? '9999').slice(0, 4))
  return {
    offset,
    begins: of =>
      of < Number(year) || of > until
        ? []
        : [`${nthWeekday(of, inMonth, Number(nth), DAYS.indexOf(weekday) + 1)}${time}`],
  }
}

/** The second Sunday of a month, or with a negative number the last. */
function nthWeekday(year: number, month: number, nth: number, weekday: number): Day {
  const first = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`
  const from = nth > 0 ? first : addMonths(first, 1)
  const ahead = (weekday - weekdayOf(from) + 7) % 7
  return addDays(from, ahead + 7 * (nth > 0 ? nth - 1 : nth))
}
