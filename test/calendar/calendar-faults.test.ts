import { describe, expect, test } from 'vitest'
import { calendarFaults } from './calendar-faults.ts'

const RIGHT = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Somebody//Something//EN',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'UID:one@example.org',
  'DTSTAMP:20270101T120000Z',
  'DTSTART:20270309T143000Z',
  'DTEND:20270309T160000Z',
  'SEQUENCE:2',
  'STATUS:CONFIRMED',
  'SUMMARY:A meeting\\, here\\; and a back\\\\slash\\nand a line',
  'ORGANIZER;CN="Front Range: Manufacturing":mailto:us@example.org',
  'ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN="Ng, A":mailto:ada@example.com',
  'END:VEVENT',
  'END:VCALENDAR',
]
const octets = (lines: readonly string[], end = '\r\n') => Buffer.from(lines.join(end) + end)
const faultsOf = (edit: (lines: string[]) => string[]) => calendarFaults(octets(edit([...RIGHT]))).join('; ')
const swap = (from: string, to: string) => faultsOf(lines => lines.map(line => (line.startsWith(from) ? to : line)))
const without = (from: string) => faultsOf(lines => lines.filter(line => !line.startsWith(from)))
const besides = (from: string, more: string) =>
  faultsOf(lines => lines.flatMap(line => (line.startsWith(from) ? [line, more] : [line])))

describe('the checker of calendars', () => {
  test('finds nothing in one that is right, whatever of its lines is folded and wherever', () => {
    expect(calendarFaults(octets(RIGHT))).toEqual([])
    const folded = RIGHT.map(line => line.replace(/^(SUMMARY.{10}|ORGANIZER.{20}|ATTENDEE.{9})/, '$1\r\n '))
    expect(calendarFaults(octets(folded))).toEqual([])
  })

  test('finds how it is written wrongly', () => {
    expect(calendarFaults(octets(RIGHT, '\n')).join()).toContain('LF or CR alone')
    expect(calendarFaults(octets(RIGHT).subarray(0, -2)).join()).toContain('does not end')
    expect(calendarFaults(Buffer.concat([Buffer.from('\uFEFF'), octets(RIGHT)])).join()).toContain('byte order mark')
    expect(calendarFaults(Buffer.from([0x42, 0xff, 0x0d, 0x0a]))).toEqual(['it is not UTF-8'])
    expect(swap('SUMMARY', `SUMMARY:${'ö'.repeat(40)}`)).toMatch(/line \d+ has 88 octets/)
    expect(swap('SUMMARY', 'SUMMARY:a bell \u0007')).toContain('control character')
    expect(swap('SUMMARY', '')).toContain('is empty')
    expect(swap('SUMMARY', 'SUMMARY no colon')).toContain('does not begin where it must')
    expect(swap('ORGANIZER', 'ORGANIZER;CN=Front Range: Manufacturing:mailto:us@example.org')).toContain('ORGANIZER is')
    expect(swap('ORGANIZER', 'ORGANIZER;CN="A";CN="B":mailto:us@example.org')).toContain('CN twice')
    expect(swap('END:VEVENT', 'END:VTODO')).toContain('ends nothing')
    expect(without('END:VEVENT')).toContain('ends nothing')
    expect(faultsOf(lines => [...lines, 'X-MORE:1'])).toContain('outside the calendar')
  })

  test.each(['UID', 'DTSTAMP', 'DTSTART', 'SUMMARY', 'ORGANIZER'])('misses %s in a request', name =>
    expect(without(name)).toContain(`REQUEST without ${name}`),
  )

  test('finds what a method does not allow', () => {
    expect(without('ATTENDEE')).toContain('REQUEST has 0 ATTENDEEs')
    expect(besides('ATTENDEE', 'ATTENDEE:mailto:ADA@example.com')).toContain('stands twice')
    expect(besides('UID', 'REQUEST-STATUS:2.0')).toContain('REQUEST with REQUEST-STATUS')
    expect(swap('METHOD', 'METHOD:PUBLISH')).toContain('PUBLISH with ATTENDEE')
    expect(swap('METHOD', 'METHOD:CANCEL')).toContain('CANCEL says CONFIRMED')
    expect(swap('STATUS', 'STATUS:CANCELLED')).toContain('REQUEST says CANCELLED')
    expect(swap('METHOD', 'METHOD:COUNTER')).toContain('none that leaves')
    expect(besides('METHOD', 'METHOD:REQUEST')).toContain('METHOD stands twice')
    expect(swap('END:VCALENDAR', 'BEGIN:VEVENT\r\nUID:two@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR')).toContain(
      '2 events',
    )
  })

  test('finds values that are none', () => {
    expect(swap('DTSTART', 'DTSTART:2027-03-09T14:30:00Z')).toContain('DTSTART is')
    expect(swap('DTSTART', 'DTSTART:20270309T143000')).toContain('of no zone')
    expect(swap('DTSTART', 'DTSTART;TZID=America/Denver:20270309T073000')).toContain('described 0 times')
    expect(swap('DTSTART', 'DTSTART;TZID=America/Denver:20270309T143000Z')).toContain('has a zone and is in UTC')
    expect(swap('DTEND', 'DTEND:20270309T143000Z')).toContain('ends before it begins')
    expect(swap('DTEND', 'DTEND:20270310')).toContain('of two kinds')
    expect(besides('DTEND', 'DURATION:PT1H')).toContain('DTEND and DURATION')
    expect(swap('DTSTAMP', 'DTSTAMP:20270101T120000')).toContain('DTSTAMP is')
    expect(swap('SEQUENCE', 'SEQUENCE:-1')).toContain('SEQUENCE is')
    expect(besides('SEQUENCE', 'SEQUENCE:3')).toContain('SEQUENCE stands 2 times')
    expect(swap('STATUS', 'STATUS:CANCELED')).toContain('STATUS is')
    expect(swap('SUMMARY', 'SUMMARY:One, two')).toContain('has to be escaped')
    expect(swap('SUMMARY', 'SUMMARY:One\\two')).toContain('has to be escaped')
    expect(swap('ATTENDEE', 'ATTENDEE;PARTSTAT=MAYBE:mailto:ada@example.com')).toContain('PARTSTAT=MAYBE')
    expect(swap('ATTENDEE', 'ATTENDEE:ada@example.com')).toContain('ATTENDEE is')
    expect(swap('VERSION', 'VERSION:1.0')).toContain('VERSION is not 2.0')
    expect(without('PRODID')).toContain('0 PRODID')
    expect(besides('STATUS', 'BEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM')).toContain('without ACTION or TRIGGER')
  })
})
