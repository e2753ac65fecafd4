/** A meeting: wall time, zone and place; one UID for life and a SEQUENCE that only rises (RFC 5545 section 3.8.7.4). */
import type { MeetingKind } from './kinds.ts'
import { type Day, type Hour, type Instant, instantOf, longDate, timeSpan } from './time.ts'

export interface Venue {
  /** The business that hosts, "Ridgeline Machining". */
  host: string
  address: string
  parking: string
  access: string
}

export interface Meeting {
  kind: MeetingKind
  uid: string
  sequence: number
  date: Day
  start: Hour
  end: Hour
  /** IANA name of the zone the wall times are in. */
  zone: string
  venue: Venue
}

/** One fact of a meeting that changed, in words for a letter. */
export interface Difference {
  what: 'Date' | 'Time' | 'Place' | 'Parking' | 'Access'
  from: string
  to: string
}

export const startOf = (meeting: Meeting): Instant => instantOf(meeting.date, meeting.start, meeting.zone)
export const endOf = (meeting: Meeting): Instant => instantOf(meeting.date, meeting.end, meeting.zone)

/** The facts a letter puts in its box, in the order a reader wants them. */
export function factsOf(meeting: Meeting): {
  date: string
  time: string
  place: string
  parking: string
  access: string
} {
  const { venue } = meeting
  return {
    date: longDate(meeting.date),
    time: timeSpan(meeting.start, meeting.end, meeting.zone, meeting.date),
    place: [venue.host, venue.address].filter(Boolean).join(', '),
    parking: venue.parking,
    access: venue.access,
  }
}

/** What a guest must be told when a meeting goes from one form to another; empty when nothing they see changed. */
export function differences(from: Meeting, to: Meeting): Difference[] {
  const was = factsOf(from)
  const is = factsOf(to)
  const pairs: [Difference['what'], keyof typeof was][] = [
    ['Date', 'date'],
    ['Time', 'time'],
    ['Place', 'place'],
    ['Parking', 'parking'],
    ['Access', 'access'],
  ]
  return pairs.flatMap(([what, key]) => (was[key] === is[key] ? [] : [{ what, from: was[key], to: is[key] }]))
}
