/** A meeting: wall time, zone and place; one UID for life and a SEQUENCE that only rises (RFC 5545 section 3.8.7.4). */
import * as z from 'zod'
import { isMeetingKind, type MeetingKind } from './kinds.ts'
import { personal, type Shaped, shape } from './shape.ts'
import { hasCome, type Instant, instantOf, longDate, timeSpan } from './time.ts'

const venue = shape(() =>
  z.object({
    /** The business that hosts, "Ridgeline Machining". */
    host: z.string(),
    address: personal.address(),
    parking: personal.words(),
    access: personal.words(),
  }),
)
export type Venue = Shaped<typeof venue>

export const meetingShape = shape(() =>
  z.object({
    kind: z.custom<MeetingKind>(isMeetingKind, 'no kind of meeting'),
    uid: z.string(),
    sequence: z.number().int(),
    /** A `Day`; its start and end are each an `Hour` of it. */
    date: z.string(),
    start: z.string(),
    end: z.string(),
    /** IANA name of the zone the wall times are in. */
    zone: z.string(),
    venue: venue(),
  }),
)
export type Meeting = Shaped<typeof meetingShape>

/** One fact of a meeting that changed, in words for a letter. */
export interface Difference {
  what: 'Date' | 'Time' | 'Place' | 'Parking' | 'Access'
  from: string
  to: string
}

export const startOf = (meeting: Meeting): Instant => instantOf(meeting.date, meeting.start, meeting.zone)
export const hasBegun = ({ date, start, zone }: Meeting, now: Instant): boolean => hasCome(date, start, zone, now)
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
