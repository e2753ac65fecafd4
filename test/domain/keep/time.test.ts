import { describe, expect, test } from 'vitest'
import { cleanLine, cleanNote } from '../../../domain/keep/clean-text.ts'
import { federalHoliday } from '../../../domain/keep/holidays.ts'
import { differences, endOf, factsOf, startOf } from '../../../domain/keep/meeting.ts'
import {
  addDays,
  addMonths,
  clockTime,
  dateOf,
  dayNote,
  daysBetween,
  fromMillis,
  hasCome,
  instantOf,
  isDay,
  isHour,
  isWorkingDay,
  isZone,
  laterHour,
  longDate,
  nextWorkingMoment,
  parseInstant,
  readable,
  shift,
  shortDate,
  skipped,
  timeSpan,
  toMillis,
  wallOf,
  weekdayOf,
  workingDayOnOrBefore,
  workingDaysBefore,
} from '../../../domain/keep/time.ts'
import { launch } from '../keep/campaigns.ts'

const DENVER = 'America/Denver'

describe('an instant', () => {
  test('is written in one way, and counted in milliseconds', () => {
    const at = '2027-03-31T13:30:00.000Z'
    expect(fromMillis(toMillis(at))).toBe(at)
    expect([shift(at, 1), shift(at, -1)]).toEqual(['2027-03-31T13:30:00.001Z', '2027-03-31T13:29:59.999Z'])
    expect(dateOf(at).toISOString()).toBe(at)
    expect(() => toMillis('soon')).toThrow('not an instant')
    expect(parseInstant(' 2027-03-31T07:30:00-06:00 ')).toBe(at)
    expect([parseInstant('2027-03-31'), parseInstant('soon')]).toEqual([undefined, undefined])
  })

  test('is a wall time in a zone and back, over both changes of the clocks', () => {
    expect(instantOf('2027-03-31', '07:30', DENVER)).toBe('2027-03-31T13:30:00.000Z')
    expect(wallOf('2027-03-31T13:30:00.000Z', DENVER)).toEqual({ day: '2027-03-31', hour: '07:30' })
    // What was reckoned is remembered by the minute, and for its zone.
    expect(wallOf('2027-03-31T13:30:59.999Z', DENVER)).toEqual({ day: '2027-03-31', hour: '07:30' })
    expect(wallOf('2027-03-31T13:31:00.000Z', DENVER)).toEqual({ day: '2027-03-31', hour: '07:31' })
    expect(wallOf('2027-03-31T13:30:00.000Z', 'Asia/Kolkata')).toEqual({ day: '2027-03-31', hour: '19:00' })
    // 14 March: two o’clock does not happen. 7 November: one o’clock happens twice, and the first is meant.
    expect([skipped('2027-03-14', '02:30', DENVER), skipped('2027-03-14', '03:30', DENVER)]).toEqual([
      '03:30',
      undefined,
    ])
    expect(instantOf('2027-11-07', '01:30', DENVER)).toBe('2027-11-07T07:30:00.000Z')
    expect([isZone(DENVER), isZone('Nowhere/Town'), isZone('+05:00'), isZone('')]).toEqual([true, false, false, false])
  })
})

describe('a day', () => {
  test('is one that exists, as it is written', () => {
    const days = [
      '2027-02-28',
      '2027-02-29',
      '2028-02-29',
      '2027-2-28',
      ' 2027-02-28',
      '2027-02-28T00:00',
      '2027-13-01',
      '',
    ]
    expect(days.filter(isDay)).toEqual(['2027-02-28', '2028-02-29'])
    const hours = ['00:00', '23:59', '24:00', '7:30', '07:60', '07:30:00', ' 07:30']
    expect(hours.filter(isHour)).toEqual(['00:00', '23:59'])
  })

  test('moves by days and months', () => {
    expect([addDays('2027-02-28', 1), addDays('2027-01-01', -1), addDays('2027-03-14', 1)]).toEqual([
      '2027-03-01',
      '2026-12-31',
      '2027-03-15',
    ])
    expect([addMonths('2027-03-31', -1), addMonths('2027-01-31', 1), addMonths('2027-11-30', 3)]).toEqual([
      '2027-02-28',
      '2027-02-28',
      '2028-02-29',
    ])
    expect([daysBetween('2027-02-28', '2027-03-01'), daysBetween('2027-03-01', '2027-02-28')]).toEqual([1, -1])
    expect([weekdayOf('2027-03-29'), weekdayOf('2027-04-04')]).toEqual([1, 7])
  })

  test('is a working day from Monday to Friday, without holidays and days off; backward, never forward', () => {
    expect(isWorkingDay('2027-04-02')).toBe(true)
    expect(isWorkingDay('2027-04-03')).toBe(false)
    expect(isWorkingDay('2027-04-02', ['2027-04-02'])).toBe(false)
    expect(isWorkingDay('2027-05-31')).toBe(false)
    expect(workingDayOnOrBefore('2027-04-04')).toBe('2027-04-02')
    expect(workingDayOnOrBefore('2027-04-02')).toBe('2027-04-02')
    expect(workingDayOnOrBefore('2027-06-01', ['2027-06-01'])).toBe('2027-05-28')
    expect(workingDaysBefore('2027-04-05', 2)).toBe('2027-04-01')
    expect(workingDaysBefore('2027-04-05', 0)).toBe('2027-04-05')
    expect(workingDaysBefore('2027-04-05', 1, ['2027-04-02'])).toBe('2027-04-01')
  })

  test('is a poor one for a meeting on a weekend, a holiday or a day off, and says why', () => {
    expect(dayNote('2027-04-02')).toBeUndefined()
    expect(dayNote('2027-04-02', ['2027-04-02'])).toBe('Friday, April 2, 2027 is one of your days off.')
    expect(dayNote('2027-04-04')).toBe('April 4, 2027 is a Sunday.')
    expect(dayNote('2027-07-04')).toBe('Sunday, July 4, 2027 is Independence Day, and a Sunday.')
    expect(dayNote('2027-07-05')).toBe('Monday, July 5, 2027 is Independence Day (observed).')
  })
})

test('a working moment is now within working hours, else the next working morning', () => {
  const next = (day: string, hour: string, holidays: string[] = []) =>
    wallOf(nextWorkingMoment(instantOf(day, hour, DENVER), DENVER, holidays), DENVER)
  expect(next('2027-04-01', '08:59')).toEqual({ day: '2027-04-01', hour: '09:00' })
  expect(next('2027-04-01', '09:01')).toEqual({ day: '2027-04-01', hour: '09:01' })
  expect(next('2027-04-01', '16:59')).toEqual({ day: '2027-04-01', hour: '16:59' })
  expect(next('2027-04-01', '17:00')).toEqual({ day: '2027-04-02', hour: '09:00' })
  expect(next('2027-04-02', '17:00')).toEqual({ day: '2027-04-05', hour: '09:00' })
  expect(next('2027-04-03', '08:00')).toEqual({ day: '2027-04-05', hour: '09:00' })
  expect(next('2027-04-01', '10:00', ['2027-04-01', '2027-04-02'])).toEqual({ day: '2027-04-05', hour: '09:00' })
})

test('dates and times are written as people read them', () => {
  expect(longDate('2027-03-31')).toBe('Wednesday, March 31, 2027')
  expect(shortDate('2027-03-31')).toBe('Wed, Mar 31')
  expect(['00:05', '09:00', '11:59', '12:00', '13:30', '23:00'].map(clockTime)).toEqual([
    '12:05 AM',
    '9:00 AM',
    '11:59 AM',
    '12:00 PM',
    '1:30 PM',
    '11:00 PM',
  ])
  expect(timeSpan('07:30', '09:00', DENVER, '2027-03-31')).toBe('7:30 AM to 9:00 AM, Mountain Time')
  expect(timeSpan('07:30', '09:00', 'America/New_York', '2027-03-31')).toContain('Eastern Time')
  // Names are remembered: on one day each zone has its own.
  const named = (zone: string, day: string) => timeSpan('07:30', '09:00', zone, day).split(', ')[1]
  expect(named('Asia/Kolkata', '2027-03-31')).toBe('India Standard Time')
  expect(named('Pacific/Auckland', '2027-03-31')).toBe('New Zealand Time')
  expect(named('Asia/Kolkata', '2027-03-31')).toBe('India Standard Time')
  expect(readable('2027-03-31T13:30:00.000Z', DENVER)).toBe('Mar 31, 2027, 7:30 AM')
  expect([laterHour('08:50', 45), laterHour('23:30', 45), laterHour('08:00', 5)]).toEqual(['09:35', '23:59', '08:05'])
})

describe('a meeting', () => {
  test('begins and ends at its wall times, and tells its facts', () => {
    expect([startOf(launch()), endOf(launch())]).toEqual(['2027-03-31T13:30:00.000Z', '2027-03-31T15:00:00.000Z'])
    const { venue } = launch()
    expect(factsOf(launch()).place).toBe('Ridgeline Machining, 100 Mill St, Longmont, CO')
    expect(factsOf(launch({ venue: { ...venue, address: '' } })).place).toBe('Ridgeline Machining')
  })

  test('differs in what a guest sees, each with what it was', () => {
    const { venue } = launch()
    expect(differences(launch(), launch({ sequence: 3, uid: 'x' }))).toEqual([])
    const all = differences(
      launch(),
      launch({
        date: '2027-04-01',
        start: '08:00',
        venue: { host: 'Hale', address: '', parking: 'Lot C', access: 'Ramp' },
      }),
    )
    expect(all.map(({ what }) => what)).toEqual(['Date', 'Time', 'Place', 'Parking', 'Access'])
    expect(all[3]).toEqual({ what: 'Parking', from: 'Lot B', to: 'Lot C' })
    expect(differences(launch(), launch({ venue: { ...venue, access: 'Ramp' } }))).toHaveLength(1)
  })
})

test('what people paste without seeing it is left out, and what joins letters stays in notes', () => {
  expect(cleanLine(undefined)).toBe('')
  expect(cleanLine('  Jane\u00a0 \u200bOrtiz\u202e\n')).toBe('Jane Ortiz')
  expect(cleanLine('a\u0000b\u2028c')).toBe('ab c')
  expect(cleanLine('Jane  Ortiz ')).toBe('Jane Ortiz')
  expect(cleanNote('One\n  Two\t3\u202e\u200b\u0007')).toBe('One\n  Two\t3')
  expect(cleanNote('👩\u200d🔧 ❤\ufe0f')).toBe('👩\u200d🔧 ❤\ufe0f')
  expect(cleanLine('\ud800x').isWellFormed()).toBe(true)
})

describe('at the edges', () => {
  test('a wall time has come from that very moment on, near and far', () => {
    const come = (now: string) => hasCome('2027-03-31', '07:30', 'America/Denver', now)
    expect([come('2027-03-31T13:29:59.999Z'), come('2027-03-31T13:30:00.000Z')]).toEqual([false, true])
    expect([come('2027-03-01T00:00:00.000Z'), come('2027-05-01T00:00:00.000Z')]).toEqual([false, true])
    // Exactly a day from the same time in UTC the zone decides.
    expect([come('2027-03-30T07:30:00.000Z'), come('2027-04-01T07:30:00.000Z')]).toEqual([false, true])
  })

  test('a text is a date and nothing around it', () => {
    for (const none of ['x2027-03-31', '2027-03-31x', '2027-02-30', '2027-13-01', '2027-3-1', ''])
      expect([none, isDay(none)]).toEqual([none, false])
    for (const day of ['2027-03-31', '2028-02-29']) expect(isDay(day)).toBe(true)
  })

  test('what is remembered is the same when it is asked again, also after a thousand others', () => {
    const first = instantOf('2027-03-31', '07:30', 'America/Denver')
    const wall = wallOf(first, 'America/Denver')
    for (let n = 0; n < 1100; n++) {
      const day = addDays('2027-01-01', n)
      expect(wallOf(instantOf(day, '12:00', 'Europe/Berlin'), 'Europe/Berlin')).toEqual({ day, hour: '12:00' })
    }
    expect([instantOf('2027-03-31', '07:30', 'America/Denver'), wallOf(first, 'America/Denver')]).toEqual([first, wall])
    expect(wallOf('2027-03-31T13:30:59.999Z', 'America/Denver').hour).toBe('07:30')
    expect(wallOf('2027-03-31T13:30Z', 'America/Denver')).toEqual(wall)
  })

  test('a zone that is not an everyday one goes by the name it has on that day', () => {
    const named = (zone: string, day = '2027-01-05') => timeSpan('07:30', '09:00', zone, day).split(', ')[1]
    expect(named('Europe/Berlin')).toBe('Central European Time')
    expect(named('America/Phoenix')).toBe('Mountain Standard Time')
    expect(named('Europe/Berlin', '2027-07-05')).toBe('Central European Time')
  })

  test('the last weekday of a month is its fourth where there is no fifth', () => {
    // Memorial Day: the last Monday of May.
    expect([federalHoliday('2027-05-31'), federalHoliday('2026-05-25'), federalHoliday('2026-05-18')]).toEqual([
      'Memorial Day',
      'Memorial Day',
      undefined,
    ])
    expect([federalHoliday('2027-07-05'), federalHoliday('2027-07-04'), federalHoliday('2028-07-04')]).toEqual([
      'Independence Day (observed)',
      'Independence Day',
      'Independence Day',
    ])
    expect([
      federalHoliday('2027-12-31'),
      federalHoliday('2026-12-31'),
      federalHoliday('2027-11-25'),
      federalHoliday('2027-11-18'),
    ]).toEqual(['New Year’s Day (observed)', undefined, 'Thanksgiving', undefined])
  })
})
