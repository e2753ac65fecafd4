/**
 * A calendar as its content lines (RFC 5545 section 3.1). ical.js reads it; behind it stands a reader of lines that
 * takes what is cut off or broken, because most real answers break the standard somewhere and their meaning is clear.
 */
import ICAL from 'ical.js'

/** One content line: name and names of parameters in upper case, values as they stand, already unescaped. */
export interface ContentLine {
  name: string
  params: Record<string, string>
  value: string
}

export interface Parsed {
  method: string
  /** The lines of the event that is answered. */
  lines: ContentLine[]
  /** Every line of the calendar. */
  all: ContentLine[]
}

/** So many lines are read where ical.js cannot; so many characters of one. */
const LINES = 4000
const LINE_LENGTH = 4000

/** The event of a calendar; undefined where the text holds no calendar. */
export function parseCalendar(text: string): Parsed | undefined {
  const from = text.search(/BEGIN:VCALENDAR/i)
  if (from < 0) return undefined
  const calendar = text.slice(from)
  const all = contentLines(calendar)
  const read = eventByLibrary(calendar) ?? eventByLine(all)
  return {
    method: read.method || (all.find(({ name }) => name === 'METHOD')?.value.trim() ?? ''),
    lines: read.lines,
    all,
  }
}

type Event = Pick<Parsed, 'method' | 'lines'>

function eventByLibrary(text: string): Event | undefined {
  try {
    const calendars = [ICAL.parse(text)].flat(text.split(/BEGIN:VCALENDAR/i).length > 2 ? 1 : 0)
    for (const each of calendars) {
      const calendar = new ICAL.Component(each as unknown[])
      const events = calendar.getAllSubcomponents('vevent')
      // Of a series each date may be answered apart (RECURRENCE-ID); ours have one.
      const event = events.find(one => one.hasProperty('uid')) ?? events[0]
      if (event)
        return {
          method: String(calendar.getFirstPropertyValue('method') ?? ''),
          lines: event.getAllProperties().map(lineOf),
        }
    }
  } catch {
    // What is cut off or broken is read line by line.
  }
  return undefined
}

function lineOf(property: ICAL.Property): ContentLine {
  const [name, params, type, ...values] = property.toJSON() as [string, Record<string, unknown>, string, ...unknown[]]
  const value = values.map(String).join(',')
  // What it knows no type of, it leaves as it stands.
  return { name: name.toUpperCase(), params: upper(params), value: type === 'unknown' ? unescaped(value) : value }
}

const upper = (params: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name.toUpperCase(),
      String(Array.isArray(value) ? value[0] : value),
    ]),
  )

const LINE = /^([A-Za-z0-9-]{1,60})((?:;[^;:"]{0,500}(?:"[^"]{0,500}"[^;:"]{0,200})*)*):(.*)$/s

/** Line by line, as far as it goes: lines that are none are skipped. */
const contentLines = (text: string): ContentLine[] =>
  text
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r\n|\n|\r/)
    .slice(0, LINES)
    .flatMap((source): ContentLine[] => {
      const [, name = '', params = '', value = ''] = LINE.exec(source.slice(0, LINE_LENGTH)) ?? []
      if (!name) return []
      const pairs = [...params.matchAll(/;([A-Za-z0-9-]+)=("[^"]*"|[^;]*)/g)].map(([, key = '', held = '']) => [
        key,
        held.replace(/^"|"$/g, ''),
      ])
      return [{ name: name.toUpperCase(), params: upper(Object.fromEntries(pairs)), value: unescaped(value) }]
    })

/** What else a calendar may hold (RFC 5545 section 3.6): an answer to that is none to a meeting. */
const OTHERS = /^(?:VTODO|VJOURNAL|VFREEBUSY)$/i

const OF_EVENTS = ['UID', 'ATTENDEE', 'DTSTAMP', 'COMMENT']

/** A missing end is no matter. */
function eventByLine(all: readonly ContentLine[]): Event {
  const marks = (mark: string, at: number) =>
    all.findIndex(({ name, value }, n) => n > at && name === mark && /^VEVENT$/i.test(value.trim()))
  const begin = marks('BEGIN', -1)
  const end = marks('END', begin)
  // Where the beginning of the event is lost, what is left may still say whose answer it is.
  if (begin < 0 && all.some(({ name, value }) => name === 'BEGIN' && OTHERS.test(value.trim())))
    return { method: '', lines: [] }
  if (begin < 0 && !all.some(({ name }) => OF_EVENTS.includes(name))) return { method: '', lines: [] }
  return { method: '', lines: all.slice(begin + 1, end < 0 ? undefined : end) }
}

const unescaped = (value: string): string =>
  value.replace(/\\([nN,;\\])/g, (_, held: string) => (held === 'n' || held === 'N' ? '\n' : held))
