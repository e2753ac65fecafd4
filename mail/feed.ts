/** The meetings of one person as a calendar to subscribe to (RFC 5545 with METHOD:PUBLISH, RFC 7986 for its name). */
import { calendarPieces, type Entry, fold } from './calendar.ts'
import { oneLine } from './merge.ts'

export interface FeedEntry extends Omit<Entry, 'method'> {
  cancelled: boolean
}

/** Escapes of TEXT (RFC 5545 section 3.3.11). */
const asText = (value: string): string => oneLine(value).replace(/[\\;,]/g, '\\$&')

/** The whole calendar. Nobody is named in it but the meetings themselves. */
export function composeFeed(name: string, entries: readonly FeedEntry[]): string {
  const head = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Convoke//Sector partnerships//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${asText(name)}`,
    `X-WR-CALNAME:${asText(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    'X-PUBLISHED-TTL:PT6H',
  ].map(fold)
  return `${[...head, ...entries.map(eventOf), 'END:VCALENDAR'].join('\r\n')}\r\n`
}

/** The event of an entry, without the lines that name people. */
function eventOf({ cancelled, ...entry }: FeedEntry): string {
  const pieces = calendarPieces({ ...entry, method: cancelled ? 'CANCEL' : 'REQUEST' })
  const text = pieces.filter(piece => typeof piece === 'string').join('')
  const [event = ''] = /BEGIN:VEVENT[\s\S]*END:VEVENT/.exec(text) ?? []
  return event.replace(/(?:\r\n){2,}/g, '\r\n')
}
