import { describe, expect, test } from 'vitest'
import { addDays, instantOf } from '../../../domain/keep/time.ts'
import { parseCalendar } from '../../../mail/inbound/calendar-lines.ts'
import { instantOfDate, zoneOf } from '../../../mail/inbound/calendar-time.ts'
import { offsetIn } from '../../../mail/inbound/calendar-zone.ts'

const nothing = () => undefined
const part = (kind: string, from: string, to: string, start: string, rule: string) =>
  [
    `BEGIN:${kind}`,
    `DTSTART:${start}`,
    `TZOFFSETFROM:${from}`,
    `TZOFFSETTO:${to}`,
    ...(rule ? [`RRULE:${rule}`] : []),
    `END:${kind}`,
  ].join('\r\n')
const zoneLines = (...parts: string[]) =>
  parseCalendar(
    `BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:Theirs\r\n${parts.join('\r\n')}\r\nEND:VTIMEZONE\r\nEND:VCALENDAR`,
  )?.all ?? []

describe('a time in a zone that only the calendar describes', () => {
  test.each([
    [
      'America/Chicago',
      [
        part('STANDARD', '-0500', '-0600', '16010101T020000', 'FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11'),
        part('DAYLIGHT', '-0600', '-0500', '16010101T020000', 'FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3'),
      ],
    ],
    [
      'Europe/Berlin',
      [
        part('DAYLIGHT', '+0100', '+0200', '19810329T020000', 'FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU'),
        part('STANDARD', '+0200', '+0100', '19961027T030000', 'FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU'),
      ],
    ],
    [
      'Australia/Sydney',
      [
        part('STANDARD', '+1100', '+1000', '20080406T030000', 'FREQ=YEARLY;BYMONTH=4;BYDAY=1SU'),
        part('DAYLIGHT', '+1000', '+1100', '20081005T020000', 'FREQ=YEARLY;BYMONTH=10;BYDAY=1SU'),
        part(
          'DAYLIGHT',
          '+1000',
          '+1100',
          '20011028T020000',
          'FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20071027T160000Z',
        ),
      ],
    ],
    ['Asia/Kolkata', [part('STANDARD', '+0530', '+0530', '19700101T000000', '')]],
  ])('is that of %s on every day of two years', (zone, parts) => {
    const lines = zoneLines(...parts)
    for (let day = '2027-01-01'; day < '2029-01-01'; day = addDays(day, 1)) {
      const wall = `${day.replaceAll('-', '')}T083000`
      const read = instantOfDate(wall, 'Theirs', (tzid, at) => offsetIn(lines, tzid, at))
      expect(read, day).toBe(instantOf(day, '08:30', zone))
    }
  })

  test.each([
    ['a rule for every second', 'FREQ=SECONDLY;BYMONTH=3;BYDAY=2SU'],
    ['a rule every other year', 'FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYDAY=2SU'],
    ['a rule that counts', 'FREQ=YEARLY;COUNT=2;BYMONTH=3;BYDAY=2SU'],
    ['a month that is none', 'FREQ=YEARLY;BYMONTH=13;BYDAY=2SU'],
  ])('is left alone for %s', (_, rule) => {
    const lines = zoneLines(part('STANDARD', '+0000', '+0100', '20010101T000000', rule))
    expect(offsetIn(lines, 'Theirs', '2027-03-31T08:30:00')).toBeUndefined()
    expect(offsetIn(lines, 'Another', '2027-03-31T08:30:00')).toBeUndefined()
  })

  test('is left alone before its first rule begins', () => {
    const lines = zoneLines(part('STANDARD', '+0000', '+0100', '20300101T000000', ''))
    expect(offsetIn(lines, 'Theirs', '2027-03-31T08:30:00')).toBeUndefined()
  })
})

describe('a time by the name of its zone', () => {
  test.each([
    ['America/Chicago', 'America/Chicago'],
    ['"America/Chicago"', 'America/Chicago'],
    ['Central Standard Time', 'America/Chicago'],
    ['(UTC-06:00) Central Time (US & Canada)', 'America/Chicago'],
    ['Central Standard Time (Mexico)', 'America/Mexico_City'],
    ['/freeassociation.sourceforge.net/America/Denver', 'America/Denver'],
    ['/vendor.example/20260101_1/America/Indiana/Indianapolis', 'America/Indiana/Indianapolis'],
    ['tzone://Microsoft/Utc', 'UTC'],
    ['GMT', 'UTC'],
  ])('%s is %s', (tzid, zone) => expect(zoneOf(tzid)).toBe(zone))

  test.each(['Plant Time', '', '/', 'America/Nowhere', 'EST5', '../../etc/passwd', 'tzone://Microsoft/Custom'])(
    '%j is none that is known',
    tzid => expect(zoneOf(tzid)).toBeUndefined(),
  )

  test('UTC and an offset need no zone; what has neither is not guessed', () => {
    expect(instantOfDate('20280331T133000Z', undefined, nothing)).toBe('2028-03-31T13:30:00.000Z')
    expect(instantOfDate('2028-03-31T08:30:15-05:00', undefined, nothing)).toBe('2028-03-31T13:30:15.000Z')
    expect(instantOfDate('20280331T083000', undefined, nothing)).toBeUndefined()
    expect(instantOfDate('20280331', 'America/Chicago', nothing)).toBeUndefined()
    expect(instantOfDate('20280230T083000Z', undefined, nothing)).toBeUndefined()
    expect(instantOfDate('20280331T253000Z', undefined, nothing)).toBeUndefined()
  })
})
