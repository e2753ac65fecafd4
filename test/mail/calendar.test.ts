import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { attendeeLine, calendarPieces, type Entry, fold, organizerLine, stampLine } from '../../mail/calendar.ts'
import { launch } from '../domain/keep/campaigns.ts'

const STAMP = '2027-01-04T16:00:00.000Z'
const entry = (over: Partial<Entry> = {}): Entry => ({
  method: 'REQUEST',
  meeting: launch(),
  sequence: 0,
  title: 'Front Range Manufacturing Partnership',
  description: 'Parking: Lot B',
  ...over,
})

/** The entry as one guest gets it. */
const text = (of: Entry, name = 'Ann Lee', email = 'ann@lee.example', organizer = 'Front Range') =>
  calendarPieces(of)
    .map(piece => {
      if (typeof piece === 'string') return piece
      if (piece.slot === 'stamp') return stampLine(STAMP)
      return fold(
        piece.slot === 'attendee'
          ? attendeeLine({ name, email }, 'NEEDS-ACTION')
          : organizerLine({ name: organizer, email: 'rsvp+x@reply.example' }),
      )
    })
    .join('')

function parsed(source: string) {
  const calendar = new ICAL.Component(ICAL.parse(source))
  const event = calendar.getFirstSubcomponent('vevent')
  if (!event) throw new Error('no event')
  return { calendar, event, all: (name: string) => event.getAllProperties(name) }
}

const nasty = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
  fc.constantFrom(
    'O’Brien, "Bob"; x:y\\z',
    'Line\r\nATTENDEE:mailto:evil@evil.example',
    '日本語'.repeat(60),
    '😀'.repeat(80),
    'Ünïcödé ^n ^^ ^\' "',
  ),
)
/** A text as a calendar can hold it: control characters are blanks, runs of white space are one. */
const held = (value: string) =>
  value
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()

describe('the calendar entry', () => {
  test('is a request to one person, in UTC, with the meeting’s UID and SEQUENCE', () => {
    const { calendar, event, all } = parsed(text(entry({ meeting: launch({ sequence: 3 }), sequence: 3 })))
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST')
    expect(event.getFirstPropertyValue('uid')).toBe('uid-1@example.org')
    expect(event.getFirstPropertyValue('sequence')).toBe(3)
    expect(String(event.getFirstPropertyValue('dtstart'))).toBe('2027-03-31T13:30:00Z')
    expect(String(event.getFirstPropertyValue('dtend'))).toBe('2027-03-31T15:00:00Z')
    expect(String(event.getFirstPropertyValue('dtstamp'))).toBe('2027-01-04T16:00:00Z')
    expect(all('attendee')).toHaveLength(1)
    expect(all('attendee')[0]?.getParameter('rsvp')).toBe('TRUE')
    expect(all('attendee')[0]?.getParameter('partstat')).toBe('NEEDS-ACTION')
    expect(all('organizer')[0]?.getFirstValue()).toBe('mailto:rsvp+x@reply.example')
  })

  test('has the right wall time on both sides of daylight saving', () => {
    const start = (date: string) =>
      String(parsed(text(entry({ meeting: launch({ date }) }))).event.getFirstPropertyValue('dtstart'))
    expect(start('2027-03-12')).toBe('2027-03-12T14:30:00Z')
    expect(start('2027-03-15')).toBe('2027-03-15T13:30:00Z')
  })

  test('cancels by METHOD and STATUS', () => {
    const { calendar, event } = parsed(text(entry({ method: 'CANCEL', sequence: 4 })))
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL')
    expect(event.getFirstPropertyValue('status')).toBe('CANCELLED')
    expect(event.getFirstPropertyValue('sequence')).toBe(4)
  })

  test.each(['', ' ', '\u00a0\u2028\t'])('names by their address whoever has no name but blanks (%j)', name => {
    const { all } = parsed(text(entry({ meeting: launch() }), name))
    expect(all('attendee')[0]?.getParameter('cn')).toBe('ann@lee.example')
  })

  test('holds any name, title and place: folded at 75 octets, read back as it was, nothing added', () => {
    fc.assert(
      fc.property(nasty, nasty, nasty, nasty, (name, title, place, notes) => {
        const meeting = launch({ venue: { host: place, address: '', parking: '', access: '' } })
        const source = text(entry({ meeting, title, description: notes }), name, "o'hara+x@lee.example", title)
        for (const line of source.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
        expect(source.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
        const { event, all } = parsed(source)
        expect(all('attendee')).toHaveLength(1)
        expect(all('attendee')[0]?.getFirstValue()).toBe("mailto:o'hara+x@lee.example")
        expect(all('attendee')[0]?.getParameter('cn')).toBe(held(name) || "o'hara+x@lee.example")
        expect(event.getFirstPropertyValue('summary')).toBe(held(title) || 'Meeting')
        expect(event.getFirstPropertyValue('location') ?? '').toBe(held(place))
      }),
      { numRuns: 300 },
    )
  })
})
