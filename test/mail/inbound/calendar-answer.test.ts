/** What a calendar answers (RFC 5546), line by line, and what is made of one that breaks the standard. */
import { describe, expect, test } from 'vitest'
import { parseCalendar } from '../../../mail/inbound/calendar-lines.ts'
import { readCalendar } from '../../../mail/inbound/calendar-reply.ts'
import { instantOfDate } from '../../../mail/inbound/calendar-time.ts'
import { offsetIn } from '../../../mail/inbound/calendar-zone.ts'

const lines = (...all: string[]) => `${all.join('\r\n')}\r\n`
const calendar = (method: string, ...event: string[]) =>
  lines('BEGIN:VCALENDAR', 'VERSION:2.0', `METHOD:${method}`, 'BEGIN:VEVENT', ...event, 'END:VEVENT', 'END:VCALENDAR')
const part = (text: string, over: object = {}) => ({ text, method: undefined, weak: false, from: undefined, ...over })
const read = (text: string, over: object = {}) => readCalendar(part(text, over))
const answer = (...event: string[]) => {
  const found = read(calendar('REPLY', 'UID:u1', ...event))
  if (!found || !('uid' in found)) throw new Error('no answer')
  return found
}
const YES = 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:ann@lee.example'

describe('an answer', () => {
  test('says whose it is, to what, when and what', () => {
    expect(
      read(calendar('reply', 'UID: u1', 'SEQUENCE:2', 'DTSTAMP:20270104T160000Z', 'COMMENT:Late', YES), { weak: true }),
    ).toEqual({
      method: 'REPLY',
      uid: 'u1',
      sequence: 2,
      stamp: '2027-01-04T16:00:00.000Z',
      attendee: 'ann@lee.example',
      partstat: 'ACCEPTED',
      delegate: undefined,
      comment: 'Late',
      proposes: false,
      time: undefined,
      weak: true,
    })
    expect(answer()).toEqual({
      method: 'REPLY',
      uid: 'u1',
      sequence: undefined,
      stamp: undefined,
      attendee: undefined,
      partstat: undefined,
      delegate: undefined,
      comment: '',
      proposes: false,
      time: undefined,
      weak: false,
    })
  })

  test.each([
    ['0', 0],
    [' 12 ', 12],
    ['123456789', 123456789],
    ['1234567890', undefined],
    ['-1', undefined],
    ['1x', undefined],
    ['', undefined],
  ])('of SEQUENCE %j is to %s', (written, sequence) => {
    // Where the library gives up, lines are read as they stand.
    const text = calendar('REPLY', 'UID:u1', `SEQUENCE:${written}`, YES).replace('VERSION:2.0', 'broken')
    expect(read(text)).toMatchObject({ sequence })
  })

  test.each([
    ['accepted', 'ACCEPTED'],
    ['DECLINED', 'DECLINED'],
    ['Tentative', 'TENTATIVE'],
    ['NEEDS-ACTION', 'NEEDS-ACTION'],
    ['DELEGATED', 'DELEGATED'],
    ['COMPLETED', undefined],
  ])('with PARTSTAT=%s says %s', (written, partstat) => {
    expect(answer(`ATTENDEE;PARTSTAT=${written}:mailto:ann@lee.example`).partstat).toBe(partstat)
  })

  test.each([
    ['MAILTO:Ann@Lee.example', 'Ann@Lee.example'],
    ['mailto: ann@lee.example', 'ann@lee.example'],
    ['ann@lee.example', 'ann@lee.example'],
    ['mailto:ann%2Bx@lee.example', 'ann+x@lee.example'],
    ['mailto:ann%@lee.example', 'ann%@lee.example'],
    ['mailto:ann', undefined],
    ['urn:uuid:1', undefined],
    [`mailto:${'a'.repeat(65)}@lee.example`, undefined],
    ['mailto:ann@lee.example x', undefined],
    ['mailto:a<b@lee.example', undefined],
  ])('of %s is that of %s', (value, attendee) =>
    expect(answer(`ATTENDEE;PARTSTAT=ACCEPTED:${value}`).attendee).toBe(attendee),
  )

  test('of several is that of who wrote, then of who answered', () => {
    const all = [
      'ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:a@x.example',
      'ATTENDEE:mailto:b@x.example',
      'ATTENDEE;PARTSTAT=DECLINED:mailto:c@x.example',
      YES,
    ]
    expect(answer(...all).attendee).toBe('c@x.example')
    const from = (email: string) => read(calendar('REPLY', 'UID:u1', ...all), { from: email })
    expect(from('ANN@lee.example')).toMatchObject({ attendee: 'ann@lee.example', partstat: 'ACCEPTED' })
    expect(from('a@x.example')).toMatchObject({ attendee: 'c@x.example' })
    expect(answer(...all.slice(0, 2)).attendee).toBe('a@x.example')
  })

  test.each<[string, string[], object | undefined]>([
    [
      'by its parameter',
      ['ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:bo@ek.example":mailto:ann@lee.example'],
      { name: '', email: 'bo@ek.example' },
    ],
    [
      'with the name of their own line',
      [
        'ATTENDEE;DELEGATED-TO="mailto:bo@ek.example":mailto:ann@lee.example',
        'ATTENDEE;CN=Bo  Ek:mailto:bo@ek.example',
      ],
      { name: 'Bo Ek', email: 'bo@ek.example' },
    ],
    [
      'by a line of their own alone',
      [
        'ATTENDEE;PARTSTAT=DELEGATED:mailto:ann@lee.example',
        'ATTENDEE;CN=Bo;DELEGATED-FROM="mailto:ann@lee.example":mailto:bo@ek.example',
      ],
      { name: 'Bo', email: 'bo@ek.example' },
    ],
    [
      'as nobody, where nobody is named',
      ['ATTENDEE;PARTSTAT=DELEGATED:mailto:ann@lee.example', 'ATTENDEE:mailto:bo@ek.example'],
      undefined,
    ],
  ])('that delegates names who comes, %s', (_, event, delegate) => {
    expect(answer(...event)).toMatchObject({ attendee: 'ann@lee.example' })
    expect(answer(...event).delegate).toEqual(delegate)
  })

  test('has its comments, each once, wherever a program puts them', () => {
    expect(
      answer(
        'COMMENT: One',
        'X-COMMENT:One',
        'X-CALENDARSERVER-ATTENDEE-COMMENT:Two\\, three',
        'X-OTHER:x',
        'ATTENDEE;PARTSTAT=ACCEPTED;X-RESPONSE-COMMENT="Four":mailto:a@x.example',
      ).comment,
    ).toBe('One\nTwo, three\nFour')
    expect(answer(`COMMENT:${'x'.repeat(5000)}`, YES).comment).toHaveLength(4000)
  })
})

describe('the time of an answer', () => {
  const START = 'DTSTART:20270331T133000Z'
  test.each<[string, string[], string | undefined]>([
    ['by its end', [START, 'DTEND:20270331T150000Z'], '2027-03-31T15:00:00.000Z'],
    ['by how long it lasts', [START, 'DURATION:PT1H30M'], '2027-03-31T15:00:00.000Z'],
    ['by days and seconds', [START, 'DURATION:P1DT1H0M5S'], '2027-04-01T14:30:00.000Z'],
    ['not by what is no length', [START, 'DURATION:xPT1H'], undefined],
    ['not by nothing', [START, 'DURATION:PT0M'], undefined],
    ['not where it is open', [START], undefined],
  ])('is known %s', (_, event, end) => {
    const text = calendar('REPLY', 'UID:u1', ...event, YES).replace('VERSION:2.0', 'broken')
    expect(read(text)).toMatchObject({ time: { start: '2027-03-31T13:30:00.000Z', end } })
  })

  test('that proposes another is that one, and one that cannot be read is said', () => {
    const counter = (...event: string[]) => read(calendar('COUNTER', 'UID:u1', YES, ...event))
    expect(counter(START)).toMatchObject({ proposes: true, comment: '', time: { start: '2027-03-31T13:30:00.000Z' } })
    expect(counter('DTSTART;TZID=Plant Time:20270331T083000', 'COMMENT:Later?')).toMatchObject({
      proposes: true,
      time: undefined,
      comment: 'Later?\n(The time it proposes could not be read: 2027-03-31 08:30:00, Plant Time.)',
    })
    expect(counter()).toMatchObject({ proposes: true, comment: '' })
    expect(answer('DTSTART;TZID=Plant Time:20270331T083000')).toMatchObject({ proposes: false, comment: '' })
  })

  test.each([
    ['X-MS-PROPOSED-NEW-TIME="DTSTART:20270401T133000Z;DTEND:20270401T150000Z"', '2027-04-01T15:00:00.000Z'],
    ['TO-ALL-PROPOSED-NEW-TIME="DTSTART;TZID=America/Denver:20270401T073000"', undefined],
  ])('is that which %s proposes', (said, end) => {
    const found = answer(START, `ATTENDEE;PARTSTAT=TENTATIVE;${said}:mailto:ann@lee.example`)
    expect(found).toMatchObject({ proposes: true, time: { start: '2027-04-01T13:30:00.000Z', end } })
    expect(answer(START, 'ATTENDEE;PROPOSED-NEW-TIMES="DTSTART:20270401T133000Z":mailto:a@x.example').proposes).toBe(
      false,
    )
    expect(answer(START, 'ATTENDEE;PROPOSED-NEW-TIME="soon":mailto:a@x.example').proposes).toBe(false)
  })
})

describe('a calendar that is no answer', () => {
  test.each<[string, string, object, object | undefined]>([
    ['asks something', calendar('REQUEST', 'UID:u1'), {}, { method: 'REQUEST', asked: 'u1' }],
    [
      'says so in its type alone',
      calendar('', 'UID:u1').replace('METHOD:\r\n', ''),
      { method: 'refresh' },
      { method: 'REFRESH', asked: 'u1' },
    ],
    [
      'says it itself, whatever its type says',
      calendar('CANCEL', 'UID:u1'),
      { method: 'REPLY' },
      { method: 'CANCEL', asked: 'u1' },
    ],
    ['holds no event', lines('BEGIN:VCALENDAR', 'METHOD:REPLY', 'END:VCALENDAR'), {}, { method: 'REPLY', asked: '' }],
    ['is none', 'Hello', { method: 'REPLY' }, { method: 'REPLY', asked: '' }],
    ['is nothing at all', 'Hello', {}, undefined],
    ['has a task', calendar('REPLY', 'UID:u1', YES).replaceAll('VEVENT', 'VTODO'), {}, { method: 'REPLY', asked: '' }],
  ])('%s', (_, text, over, expected) => expect(read(text, over)).toEqual(expected))
})

describe('a calendar that breaks the standard', () => {
  const broken = (...all: string[]) => parseCalendar(lines('BEGIN:VCALENDAR', 'no line at all', ...all))
  const named = (text: ReturnType<typeof broken>, name: string) => text?.lines.filter(line => line.name === name)

  test('is read as far as it goes', () => {
    expect(parseCalendar('Hello')).toBeUndefined()
    const cut = parseCalendar(
      `Hello ${calendar('REPLY', 'UID:u1', YES)}`.replace('END:VEVENT\r\nEND:VCALENDAR\r\n', ''),
    )
    expect([cut?.method, named(cut, 'UID')?.[0]?.value]).toEqual(['REPLY', 'u1'])
    const lost = broken('METHOD: REPLY ', 'UID:u1', 'END:VEVENT')
    expect([lost?.method, named(lost, 'UID')?.[0]?.value]).toEqual(['REPLY', 'u1'])
    expect(broken('METHOD:REPLY', 'SUMMARY:x')?.lines).toEqual([])
    expect(broken('BEGIN:VEVENT', 'UID:1', 'END:VEVENT', 'UID:2')?.lines.map(({ value }) => value)).toEqual(['1'])
  })

  test('has lines that are folded, with parameters in quotes and values that are escaped', () => {
    const found = broken(
      'BEGIN:vevent',
      'ATTENDEE;cn="Lee; Ann: x";PARTSTAT=ACCE',
      ' PTED:mailto:',
      '\tann@lee.example',
      'COMMENT:a\\nb\\, c\\; d\\\\e\\N\\x',
      'NO VALUE',
      ':x',
      'A B:x',
    )
    expect(found?.lines).toEqual([
      { name: 'ATTENDEE', params: { CN: 'Lee; Ann: x', PARTSTAT: 'ACCEPTED' }, value: 'mailto:ann@lee.example' },
      { name: 'COMMENT', params: {}, value: 'a\nb, c; d\\e\n\\x' },
    ])
  })

  test('has no more lines than are read', () => {
    expect(broken('BEGIN:VEVENT', ...Array(5000).fill('X:1'))?.all).toHaveLength(3999)
    expect(broken('BEGIN:VEVENT', `X:${'y'.repeat(5000)}`)?.lines[0]?.value).toHaveLength(3998)
  })

  test('may hold several calendars and events: the one that says which it is counts', () => {
    const two = lines(
      'BEGIN:VCALENDAR',
      'METHOD:REPLY',
      'BEGIN:VEVENT',
      'SUMMARY:x',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:u2',
      'END:VEVENT',
      'END:VCALENDAR',
    )
    expect(named(parseCalendar(two), 'UID')?.[0]?.value).toBe('u2')
    const empty = lines('BEGIN:VCALENDAR', 'METHOD:PUBLISH', 'END:VCALENDAR')
    expect(parseCalendar(empty + two)?.method).toBe('REPLY')
    expect(named(parseCalendar(empty + two), 'UID')?.[0]?.value).toBe('u2')
  })
})

describe('a zone that only the calendar describes', () => {
  const zone = (tzid: string, ...observances: string[][]) => [
    'BEGIN:VTIMEZONE',
    `TZID:${tzid}`,
    ...observances.flatMap(each => ['BEGIN:STANDARD', ...each, 'END:STANDARD']),
    'END:VTIMEZONE',
  ]
  const offset = (wall: string, ...all: string[]) =>
    offsetIn(parseCalendar(lines('BEGIN:VCALENDAR', ...all, 'END:VCALENDAR'))?.all ?? [], 'Theirs', wall)
  const from = (start: string, to: string, rule = '') => [
    `DTSTART:${start}`,
    `TZOFFSETTO:${to}`,
    ...(rule ? [`RRULE:${rule}`] : []),
  ]
  const FIRST = from('20200101T000000', '+0100')
  const rule = (text: string) =>
    offset('2027-06-01T00:00:00', ...zone('Theirs', from('20200301T020000', '+0300', text)))

  test('is found by its name among others', () => {
    const all = [...zone('Other', from('20200101T000000', '+0900')), ...zone('Theirs', FIRST)]
    expect(offset('2027-03-31T08:30:00', ...all)).toBe(3600)
    expect(offset('2027-03-31T08:30:00', ...zone('Other', FIRST))).toBeUndefined()
    expect(offset('2027-03-31T08:30:00', ...zone('Theirs'))).toBeUndefined()
  })

  test.each([
    ['+0530', 19800],
    ['-0500', -18000],
    ['+05:30', 19800],
    ['+053015', 19800],
    ['0530', undefined],
    ['+5', undefined],
  ])('of %s is %s seconds east', (written, seconds) => {
    expect(offset('2027-03-31T08:30:00', ...zone('Theirs', from('20200101T000000', written)))).toBe(seconds)
  })

  test('goes by what began last, to the second', () => {
    const all = zone('Theirs', from('20270401T020000', '+0200'), FIRST)
    expect(offset('2027-04-01T01:59:59', ...all)).toBe(3600)
    expect(offset('2027-04-01T02:00:00', ...all)).toBe(7200)
  })

  test.each([
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=2SU', 10800],
    ['freq=yearly;bymonth=3;byday=2su', 10800],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=-1FR;WKST=SU;INTERVAL=1', 10800],
    ['FREQ=YEARLY;BYMONTH=12;BYDAY=+1MO', 10800],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;UNTIL=20270101T000000Z', 10800],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;UNTIL=20250101T000000Z', undefined],
    ['FREQ=MONTHLY;BYMONTH=3;BYDAY=2SU', undefined],
    ['FREQ=YEARLY;BYMONTH=0;BYDAY=2SU', undefined],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=SU', undefined],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=6SU', undefined],
    ['FREQ=YEARLY;BYMONTH=3', undefined],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;BYSETPOS=1', undefined],
  ])('by the rule %s has %s', (text, seconds) => expect(rule(text)).toBe(seconds))

  test('is left alone where one part of it cannot be told', () => {
    expect(offset('2027-06-01T00:00:00', ...zone('Theirs', FIRST, ['DTSTART:20200101T000000']))).toBeUndefined()
    expect(offset('2027-06-01T00:00:00', ...zone('Theirs', FIRST, ['TZOFFSETTO:+0200']))).toBeUndefined()
    expect(offset('2027-06-01T00:00:00', ...zone('Theirs', [...FIRST, 'RDATE:20200101T000000']))).toBeUndefined()
    expect(offset('2027-06-01T00:00:00', ...zone('Theirs', ...Array(40).fill(FIRST)))).toBe(3600)
    expect(offset('2027-06-01T00:00:00', ...zone('Theirs', ...Array(41).fill(FIRST)))).toBeUndefined()
  })
})

test.each<[string, string | undefined, number | undefined, string | undefined]>([
  ['20270331T083005', 'America/Denver', undefined, '2027-03-31T14:30:05.000Z'],
  ['20270331T083005', 'Theirs', 3600, '2027-03-31T07:30:05.000Z'],
  ['20270331T083005', 'Theirs', -64_800, '2027-04-01T02:30:05.000Z'],
  ['20270331T083005', 'Theirs', 64_801, undefined],
  ['20270331T083005', 'Theirs', undefined, undefined],
  ['20270331T083005', '', 3600, undefined],
  ['20270331T083059z', 'Theirs', 3600, '2027-03-31T08:30:59.000Z'],
  ['20270331T083060Z', undefined, undefined, undefined],
  ['20270331T083000+0530', undefined, undefined, '2027-03-31T03:00:00.000Z'],
  ['20270331T083000-05:00', undefined, undefined, '2027-03-31T13:30:00.000Z'],
  [' 20270331T083000Z ', undefined, undefined, '2027-03-31T08:30:00.000Z'],
  ['20270331T083000Zx', undefined, undefined, undefined],
  ['x20270331T083000Z', undefined, undefined, undefined],
])('the time %s in %s, described as %s, is %s', (value, tzid, seconds, instant) => {
  expect(instantOfDate(value, tzid, () => seconds)).toBe(instant)
})
