/**
 * What a calendar part says (RFC 5545, RFC 5546). ical.js reads it; behind it stands a reader of lines that takes what is
 * cut off or broken, because most real answers break the standard somewhere and their meaning is clear all the same.
 */
import ICAL from 'ical.js'
import type { Instant } from '../../domain/time.ts'
import type { CalendarReply, Named } from './reading.ts'

/** A longer calendar is not read. Bytes. */
export const CALENDAR_LIMIT = 256 * 1024

/** One content line: name and parameters in upper case, values as they stand, already unescaped. */
interface Line {
  name: string
  params: Record<string, string>
  value: string
}

interface Parsed {
  method: string
  lines: Line[]
  /** The instant of a date property, where its zone can be told. */
  instant(line: Line): Instant | undefined
}

export interface CalendarPart {
  text: string
  /** The `method` parameter of its content type. */
  method: string | undefined
  weak: boolean
}

/** What a part says, or the METHOD of one that is not an answer; undefined where nothing can be made of it. */
export function readCalendar(part: CalendarPart): CalendarReply | { method: string } | undefined {
  const parsed = parse(part.text)
  const method = (parsed?.method || part.method || '').toUpperCase()
  if (!parsed || parsed.lines.length === 0) return method ? { method } : undefined
  if (method !== 'REPLY' && method !== 'COUNTER') return { method }
  const one = (name: string): Line | undefined => parsed.lines.find(line => line.name === name)
  const uid = one('UID')?.value.trim() ?? ''
  const attendees = parsed.lines.filter(({ name }) => name === 'ATTENDEE')
  const speaks =
    attendees.find(({ params }) => params['DELEGATED-TO'] !== undefined || params.PARTSTAT === 'DELEGATED') ??
    attendees.find(({ params }) => params.PARTSTAT !== undefined && params.PARTSTAT !== 'NEEDS-ACTION') ??
    attendees[0]
  const start = one('DTSTART')
  const end = one('DTEND')
  const startsAt = start && parsed.instant(start)
  const sequence = one('SEQUENCE')?.value.trim() ?? ''
  const stamp = one('DTSTAMP')
  return {
    method,
    uid,
    sequence: /^\d{1,9}$/.test(sequence) ? Number(sequence) : undefined,
    stamp: stamp && parsed.instant(stamp),
    attendee: speaks && addressOf(speaks.value),
    partstat: partstatOf(speaks?.params.PARTSTAT),
    delegate: speaks && delegateOf(speaks, attendees),
    comment: commentOf(parsed.lines),
    time: startsAt === undefined ? undefined : { start: startsAt, end: end && parsed.instant(end) },
    weak: part.weak,
  }
}

const PARTSTATS = ['ACCEPTED', 'DECLINED', 'TENTATIVE', 'DELEGATED', 'NEEDS-ACTION'] as const
const partstatOf = (text: string | undefined): CalendarReply['partstat'] =>
  PARTSTATS.find(each => each === text?.trim().toUpperCase())

/** The address of a calendar user: `mailto:` in any case, or bare. */
function addressOf(value: string): string | undefined {
  const address = value.trim().replace(/^mailto:\s*/i, '')
  if (!/^[^\s@<>]{1,64}@[^\s@<>]{1,255}$/.test(address)) return undefined
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}

/** Somebody who comes instead: named by DELEGATED-TO, or by an ATTENDEE of their own with DELEGATED-FROM. */
function delegateOf(speaks: Line, attendees: readonly Line[]): Named | undefined {
  const named = addressOf((speaks.params['DELEGATED-TO'] ?? '').replace(/^"|"$/g, ''))
  const own = attendees.find(line =>
    named ? addressOf(line.value) === named && line !== speaks : line.params['DELEGATED-FROM'] !== undefined,
  )
  const email = named ?? (own && addressOf(own.value))
  return email === undefined ? undefined : { name: own?.params.CN ?? '', email }
}

const COMMENTS = ['COMMENT', 'X-COMMENT']
const commentOf = (lines: readonly Line[]): string =>
  lines
    .filter(({ name }) => COMMENTS.includes(name))
    .map(({ value }) => value.trim())
    .filter(Boolean)
    .join('\n')
    .slice(0, 4000)

function parse(text: string): Parsed | undefined {
  const from = text.search(/BEGIN:VCALENDAR/i)
  if (from < 0) return undefined
  const calendar = text.slice(from)
  return byLibrary(calendar) ?? byLine(calendar)
}

const upper = (params: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name.toUpperCase(),
      name.toUpperCase() === 'PARTSTAT'
        ? String(value).toUpperCase()
        : Array.isArray(value)
          ? String(value[0])
          : String(value),
    ]),
  )

function byLibrary(text: string): Parsed | undefined {
  try {
    const [first] = [ICAL.parse(text)].flat(text.split(/BEGIN:VCALENDAR/i).length > 2 ? 1 : 0)
    const calendar = new ICAL.Component(first as unknown[])
    const event = calendar.getFirstSubcomponent('vevent')
    if (!event) return undefined
    const properties = event.getAllProperties()
    const known = new Map<Line, ICAL.Property>()
    const lines = properties.map((property): Line => {
      const [name = '', params = {}, , ...values] = property.toJSON() as [
        string,
        Record<string, unknown>,
        string,
        ...unknown[],
      ]
      const line = { name: name.toUpperCase(), params: upper(params), value: values.map(String).join(',') }
      known.set(line, property)
      return line
    })
    return {
      method: String(calendar.getFirstPropertyValue('method') ?? ''),
      lines,
      instant: line => {
        const property = known.get(line)
        return property && zonedInstant(property, calendar)
      },
    }
  } catch {
    return undefined
  }
}

/** A date property as an instant: UTC, or local time of a zone that the calendar describes or IANA knows. */
function zonedInstant(property: ICAL.Property, calendar: ICAL.Component): Instant | undefined {
  try {
    const time = property.getFirstValue()
    if (!(time instanceof ICAL.Time) || time.isDate) return undefined
    const tzid = property.getFirstParameter('tzid')
    if (time.zone === ICAL.Timezone.utcTimezone) return new Date(time.toUnixTime() * 1000).toISOString()
    const described = calendar
      .getAllSubcomponents('vtimezone')
      .find(zone => zone.getFirstPropertyValue('tzid') === tzid)
    if (!described) return undefined
    time.zone = new ICAL.Timezone({ component: described, tzid })
    return new Date(time.toUnixTime() * 1000).toISOString()
  } catch {
    return undefined
  }
}

const LINE = /^([A-Za-z0-9-]{1,60})((?:;[^;:"]{0,500}(?:"[^"]{0,500}"[^;:"]{0,200})*)*):(.*)$/s

/** Line by line, as far as it goes: lines that are none are skipped, a missing end is no matter. */
function byLine(text: string): Parsed {
  const unfolded = text
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .slice(0, 2000)
  const all = unfolded.flatMap((source): Line[] => {
    const [, name = '', params = '', value = ''] = LINE.exec(source.slice(0, 4000)) ?? []
    if (!name) return []
    const pairs = [...params.matchAll(/;([A-Za-z0-9-]+)=("[^"]*"|[^;]*)/g)].map(([, key = '', held = '']) => [
      key,
      held.replace(/^"|"$/g, ''),
    ])
    return [{ name: name.toUpperCase(), params: upper(Object.fromEntries(pairs)), value: unescaped(value) }]
  })
  const begin = all.findIndex(({ name, value }) => name === 'BEGIN' && /^VEVENT$/i.test(value.trim()))
  const end = all.findIndex(({ name, value }, at) => at > begin && name === 'END' && /^VEVENT$/i.test(value.trim()))
  return {
    method: all.find(({ name }) => name === 'METHOD')?.value.trim() ?? '',
    // Where the beginning of the event is lost, what stands before it is all there is.
    lines: all.slice(begin + 1, end < 0 ? undefined : end),
    instant: ({ value }) => utcInstant(value.trim()),
  }
}

const unescaped = (value: string): string =>
  value.replace(/\\([nN,;\\])/g, (_, held: string) => (held === 'n' || held === 'N' ? '\n' : held))

/** `20270331T133000Z`, which has to be a time that exists. */
function utcInstant(text: string): Instant | undefined {
  const [whole, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? []
  if (whole === undefined) return undefined
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}
