import { describe, expect, test } from 'vitest'
import { daysOf, MOST_MEETINGS, type Ordinal, pickedDays, type Weekday } from '../../../domain/campaign/series.ts'
import { startOf } from '../../../domain/keep/meeting.ts'
import { wallOf } from '../../../domain/keep/time.ts'
import { launch } from '../keep/campaigns.ts'

const QUARTERS = [2, 5, 8, 11]
const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

describe('a series', () => {
  test('names the second Tuesday of February, May, August and November', () => {
    expect(daysOf({ ordinal: 2, weekday: 2, months: QUARTERS }, '2027-01-04', 5)).toEqual([
      '2027-02-09',
      '2027-05-11',
      '2027-08-10',
      '2027-11-09',
      '2028-02-08',
    ])
  })

  test.each([
    ['America/Denver', ['2027-02-09T15:00', '2027-05-11T14:00', '2027-08-10T14:00', '2027-11-09T15:00']],
    // Summer time there ends in April and begins in September.
    ['Pacific/Auckland', ['2027-02-08T19:00', '2027-05-10T20:00', '2027-08-09T20:00', '2027-11-08T19:00']],
    // Stays on UTC−7 for good since November 2026.
    ['America/Vancouver', ['2027-02-09T15:00', '2027-05-11T15:00', '2027-08-10T15:00', '2027-11-09T15:00']],
  ])('keeps its wall time over both changes of the clocks: %s', (zone, instants) => {
    const days = daysOf({ ordinal: 2, weekday: 2, months: QUARTERS }, '2027-01-04', 4)
    const starts = days.map(date => startOf(launch({ kind: 'quarterly', date, zone, start: '08:00', end: '09:30' })))
    expect(starts.map(at => at.slice(0, 16))).toEqual(instants)
    expect(starts.map(at => wallOf(at, zone))).toEqual(days.map(day => ({ day, hour: '08:00' })))
  })

  test('knows the last weekday of a month, the fifth where there are five and the fourth where not', () => {
    expect(daysOf({ ordinal: 'last', weekday: 5, months: [4, 7] }, '2027-01-01', 2)).toEqual([
      '2027-04-30',
      '2027-07-30',
    ])
    expect(daysOf({ ordinal: 'last', weekday: 5, months: [1, 2] }, '2026-12-31', 2)).toEqual([
      '2027-01-29',
      '2027-02-26',
    ])
    expect(daysOf({ ordinal: 4, weekday: 5, months: [1] }, '2026-12-31', 1)).toEqual(['2027-01-22'])
    expect(daysOf({ ordinal: 'last', weekday: 2, months: [2] }, '2028-01-01', 1)).toEqual(['2028-02-29'])
    expect(daysOf({ ordinal: 1, weekday: 1, months: [2, 3] }, '2027-01-31', 2)).toEqual(['2027-02-01', '2027-03-01'])
  })

  test.each<Ordinal>([1, 2, 3, 4, 'last'])('is what a calendar says for every weekday and month: %s', ordinal => {
    for (const weekday of [1, 2, 3, 4, 5, 6, 7] as Weekday[])
      for (const day of daysOf({ ordinal, weekday, months: MONTHS }, '2027-12-31', 12)) {
        const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
        const fitting = Array.from({ length: 31 }, (_, n) => new Date(Date.UTC(year, month - 1, n + 1)))
          .filter(each => each.getUTCMonth() === month - 1 && (each.getUTCDay() || 7) === weekday)
          .map(each => each.getUTCDate())
        expect([day, date]).toEqual([day, ordinal === 'last' ? fitting.at(-1) : fitting[ordinal - 1]])
      }
  })

  test('begins after the day it is asked on, and ends where its count does', () => {
    const rule = { ordinal: 2, weekday: 2, months: QUARTERS } as const
    expect(daysOf(rule, '2027-02-08', 1)).toEqual(['2027-02-09'])
    expect(daysOf(rule, '2027-02-09', 1)).toEqual(['2027-05-11'])
    expect(daysOf(rule, '2027-12-31', 1)).toEqual(['2028-02-08'])
    expect(daysOf(rule, '2027-02-09', 0)).toEqual([])
    expect(daysOf({ ...rule, months: [] }, '2027-02-09', 4)).toEqual([])
    expect(daysOf({ ...rule, months: [1] }, '2027-02-09', 999)).toHaveLength(MOST_MEETINGS)
  })

  test('takes picked dates once each and in order, and names those that do not exist', () => {
    expect(pickedDays('2027-05-11\n2027-02-09, 2027-05-11; 2027-02-30 soon')).toEqual({
      days: ['2027-02-09', '2027-05-11'],
      wrong: ['2027-02-30', 'soon'],
    })
    expect(pickedDays('  ')).toEqual({ days: [], wrong: [] })
  })
})
