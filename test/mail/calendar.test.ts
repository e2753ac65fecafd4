import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import {
  attendeeLine,
  calendarParts,
  calendarPieces,
  type Entry,
  fold,
  organizerLine,
  stampLine,
} from '../../mail/calendar.ts'
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

  test('is one to take away from one calendar, where the meeting goes on without its reader', () => {
    const { calendar, event } = parsed(text(entry({ method: 'CANCEL', withoutReader: true })))
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL')
    expect(event.getFirstPropertyValue('status')).toBeNull()
  })

  test.each<[string, Partial<Entry>, string, string]>([
    ['is certain and blocks the time', {}, 'CONFIRMED', 'OPAQUE'],
    ['may be uncertain', { tentative: true }, 'TENTATIVE', 'OPAQUE'],
    ['may block no time', { free: true }, 'CONFIRMED', 'TRANSPARENT'],
    ['without a reader is still a meeting, unless it is taken away', { withoutReader: true }, 'CONFIRMED', 'OPAQUE'],
  ])('%s', (_, over, status, transp) => {
    const { event } = parsed(text(entry(over)))
    expect([event.getFirstPropertyValue('status'), event.getFirstPropertyValue('transp')]).toEqual([status, transp])
  })

  test('is these lines, in this order', () => {
    const venue = { host: 'Hall; 2, "B"', address: 'a\\b\n1 Main St', parking: '', access: '' }
    const meeting = launch({ venue })
    const of = entry({ meeting, title: 'Launch; a, b\\c', description: ' One, two;\r\nthree\\\u0007.\rFour. ' })
    expect(text(of).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'CALSCALE:GREGORIAN',
      'PRODID:-//Convoke//Sector partnerships//EN',
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'UID:uid-1@example.org',
      'SUMMARY:Launch\\; a\\, b\\\\c',
      'DTSTAMP:20270104T160000Z',
      'DTSTART:20270331T133000Z',
      'DTEND:20270331T150000Z',
      'SEQUENCE:0',
      'DESCRIPTION:One\\, two\\;\\nthree\\\\ .\\nFour.',
      'LOCATION:Hall\\; 2\\, "B"\\, a\\\\b 1 Main St',
      'STATUS:CONFIRMED',
      'TRANSP:OPAQUE',
      'ORGANIZER;CN="Front Range":mailto:rsvp+x@reply.example',
      'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=',
      ' TRUE;CN="Ann Lee":mailto:ann@lee.example',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ])
  })

  test('stands among the alternatives and is attached, with the same lines', () => {
    const parts = calendarParts(entry({ method: 'CANCEL' }))
    expect(parts.map(({ contentType, filename }) => [contentType, filename])).toEqual([
      ['text/calendar; method=CANCEL', undefined],
      ['application/ics', 'invite.ics'],
    ])
    expect(parts[0]?.pieces).toEqual(parts[1]?.pieces)
    expect(parts.map(({ asWritten }) => asWritten('x'.repeat(76)))).toEqual(Array(2).fill(`${'x'.repeat(75)}\r\n x`))
  })

  test.each<[string, string]>([
    ['x'.repeat(75), 'x'.repeat(75)],
    ['x'.repeat(76), `${'x'.repeat(75)}\r\n x`],
    ['x'.repeat(150), `${'x'.repeat(75)}\r\n ${'x'.repeat(74)}\r\n x`],
    [`${'x'.repeat(74)}é`, `${'x'.repeat(74)}\r\n é`],
    [`${'x'.repeat(73)}é`, `${'x'.repeat(73)}é`],
    ['', ''],
  ])('folds %j by its octets', (line, folded) => expect(fold(line)).toBe(folded))

  test.each([
    ['Ann "A" Lee', "Ann ^'A^' Lee"],
    ['a^b', 'a^^b'],
    ['Ann\r\nLee', 'Ann Lee'],
    ['Lee, Ann; x:y', 'Lee, Ann; x:y'],
  ])('writes the name %j as RFC 6868 says', (name, written) => {
    expect(attendeeLine({ name, email: 'a@b.example' }, 'ACCEPTED')).toBe(
      `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE;CN="${written}":mailto:a@b.example`,
    )
    expect(organizerLine({ name, email: 'a@b.example' })).toBe(`ORGANIZER;CN="${written}":mailto:a@b.example`)
  })

  test('is stamped to the second', () => {
    expect(stampLine('2027-01-04T16:00:09.123Z')).toBe('DTSTAMP:20270104T160009Z')
    expect(stampLine('2027-01-04T16:00:09Z')).toBe('DTSTAMP:20270104T160009Z')
  })

  test('cannot be made of a meeting at no time', () => {
    expect(() => calendarPieces(entry({ meeting: launch({ date: '2027-13-41' }) }))).toThrow()
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
      { numRuns: 100 },
    )
  })
})
