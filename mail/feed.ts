/**
 * The meetings of one person as a calendar to subscribe to: METHOD:PUBLISH (RFC 5546 section 3.2.1), with a name and a
 * pace at which to look again (RFC 7986).
 */

import type { Instant } from '../domain/keep/time.ts'
import { calendarPieces, type Entry, fold, organizerLine, stampLine } from './calendar.ts'
import { oneLine, type Values } from './merge.ts'

export interface FeedEntry extends Omit<Entry, 'method'> {
  stamp: Instant
  canceled: boolean
}

export interface Publisher {
  name: string
  email: string
}

/** Escapes of TEXT (RFC 5545 section 3.3.11). */
const asText = (value: string): string => oneLine(value).replace(/[\\;,]/g, '\\$&')

/** The whole calendar. It names its publisher and nobody who is asked: whoever finds the link learns no more. */
export function composeFeed(publisher: Publisher, entries: readonly FeedEntry[]): string {
  const head = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Convoke//Sector partnerships//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${asText(publisher.name)}`,
    `X-WR-CALNAME:${asText(publisher.name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    'X-PUBLISHED-TTL:PT6H',
  ].map(fold)
  return `${[...head, ...entries.map(entry => eventOf(publisher, entry)), 'END:VCALENDAR'].join('\r\n')}\r\n`
}

/** The event of an entry, with its organizer and nobody else; `stamp` is when it was last revised. */
function eventOf(publisher: Publisher, { canceled, stamp, ...entry }: FeedEntry): string {
  const lines: Values = { organizer: fold(organizerLine(publisher)), stamp: stampLine(stamp) }
  const text = calendarPieces({ ...entry, method: canceled ? 'CANCEL' : 'REQUEST' })
    .map(piece => (typeof piece === 'string' ? piece : (lines[piece.slot] ?? '')))
    .join('')
  const [event = ''] = /BEGIN:VEVENT[\s\S]*END:VEVENT/.exec(text) ?? []
  // What a calendar asks again for it wants to tell from what it has (RFC 5545 section 3.8.7.3).
  return event.replace(/(?:\r\n){2,}/g, '\r\n').replace(/^DTSTAMP:(.*)$/m, 'DTSTAMP:$1\r\nLAST-MODIFIED:$1')
}
