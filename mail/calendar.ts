/**
 * The calendar entry of a meeting (RFC 5545, sent as RFC 5546 and RFC 6047 want it). `ics` builds the event, once per
 * wave; this module cleans what goes in and mends what comes out: `ics` folds by character where the standard counts
 * octets, and writes people in a way that lets a name break out of its line, so the two lines with people in them are
 * ours and stand open as slots, beside the time at which a copy is made.
 */
import { createEvent, type EventAttributes } from 'ics'
import type { Meeting } from '../domain/keep/meeting.ts'
import { endOf, factsOf, startOf } from '../domain/keep/meeting.ts'
import type { Instant } from '../domain/keep/time.ts'
import { oneLine, type Piece } from './merge.ts'
import { cutAt } from './octets.ts'
import type { TextPart } from './press.ts'

export type Method = 'REQUEST' | 'CANCEL'
export type Partstat = 'NEEDS-ACTION' | 'ACCEPTED' | 'DECLINED' | 'TENTATIVE'

export interface Entry {
  method: Method
  /** A hold: the time is kept, and not yet certain (RFC 5545 section 3.8.1.11). */
  tentative?: boolean | undefined
  /** It shows in a calendar and blocks no time (RFC 5545 section 3.8.2.7). */
  free?: boolean | undefined
  meeting: Meeting
  /** A CANCEL that takes the meeting off one calendar: it goes on without this reader (RFC 5546 section 3.2.5). */
  withoutReader?: boolean | undefined
  /** At least the meeting's own; a cancellation stands above it. */
  sequence: number
  /** What the calendar shows: "Launch meeting: Front Range Manufacturing Partnership". */
  title: string
  description: string
}

/** Octets of one content line, without its line break (RFC 5545 section 3.1). */
const LONGEST = 75

/** A content line folded by octets, no character torn apart; a line that goes on begins with a space. */
export const fold = (line: string): string => cutAt(line, LONGEST - 1, LONGEST).join('\r\n ')

/** A parameter value in quotes; what may not stand there is written as RFC 6868 says. */
const quoted = (value: string): string => `"${oneLine(value).replaceAll('^', '^^').replaceAll('"', "^'")}"`

/** The line that says who is asked. One recipient, one message, one ATTENDEE. */
export const attendeeLine = (person: { name: string; email: string }, partstat: Partstat): string =>
  `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=${partstat};RSVP=TRUE;CN=${quoted(oneLine(person.name) || person.email)}:mailto:${person.email}`

/** The line that says whom a calendar answers. It never changes for a UID and an invitee. */
export const organizerLine = (organizer: { name: string; email: string }): string =>
  `ORGANIZER;CN=${quoted(organizer.name)}:mailto:${organizer.email}`

/** An instant as `ics` takes it; it must be told that this is UTC. */
function utc(at: Instant): [number, number, number, number, number] {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = at.split(/[^\d]/).map(Number)
  return [year, month, day, hour, minute]
}

/** The line that says when a copy was made: of two with one SEQUENCE the later holds (RFC 5546 section 2.1.5). */
export const stampLine = (at: Instant): string => `DTSTAMP:${at.replace(/[-:]/g, '').replace(/\.\d+/, '')}`

/** No control character but the line break, which `ics` writes as `\n`. */
const clean = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .trim()

/** STATUS:CANCELLED says that nobody meets, so it must not stand in what uninvites one. */
const statusOf = ({ method, tentative, withoutReader }: Entry): Pick<EventAttributes, 'status'> =>
  method === 'CANCEL'
    ? withoutReader
      ? {}
      : { status: 'CANCELLED' }
    : { status: tentative ? 'TENTATIVE' : 'CONFIRMED' }

/** The entry as a text whose open places are the lines of its stamp, of the organizer and of the one attendee. */
export function calendarPieces(entry: Entry): Piece[] {
  const { method, free, meeting, sequence, title, description } = entry
  const facts = factsOf(meeting)
  const event: EventAttributes = {
    uid: meeting.uid,
    sequence,
    method,
    ...statusOf(entry),
    transp: free ? 'TRANSPARENT' : 'OPAQUE',
    title: oneLine(title) || 'Meeting',
    description: clean(description),
    location: oneLine(facts.place),
    start: utc(startOf(meeting)),
    startInputType: 'utc',
    startOutputType: 'utc',
    end: utc(endOf(meeting)),
    endInputType: 'utc',
    endOutputType: 'utc',
    productId: '-//Convoke//Sector partnerships//EN',
  }
  const { error, value } = createEvent(event)
  if (error || !value) throw new Error(`no calendar entry: ${error?.message}`)
  const lines = value
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .filter(line => line !== '' && !line.startsWith('X-PUBLISHED-TTL'))
    .map(fold)
  const stamp = lines.findIndex(line => line.startsWith('DTSTAMP'))
  const end = lines.indexOf('END:VEVENT')
  return [
    `${lines.slice(0, stamp).join('\r\n')}\r\n`,
    { slot: 'stamp' },
    `\r\n${lines.slice(stamp + 1, end).join('\r\n')}\r\n`,
    { slot: 'organizer' },
    '\r\n',
    { slot: 'attendee' },
    `\r\n${lines.slice(end).join('\r\n')}\r\n`,
  ]
}

/**
 * The entry as the parts of a message: among the alternatives, where mail programs look for it and show buttons, and
 * attached, with the same bytes, for those that do not.
 */
export function calendarParts(entry: Entry): TextPart[] {
  const pieces = calendarPieces(entry)
  return [
    { contentType: `text/calendar; method=${entry.method}`, pieces, asWritten: fold },
    { contentType: 'application/ics', pieces, asWritten: fold, filename: 'invite.ics' },
  ]
}
