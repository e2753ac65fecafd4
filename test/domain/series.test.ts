import { describe, expect, test } from 'vitest'
import { daysOf, pickedDays } from '../../domain/series.ts'
import { instantOf } from '../../domain/time.ts'

const QUARTERS = [2, 5, 8, 11]

describe('a series', () => {
  test('names the second Tuesday of February, May, August and November, and keeps its wall time over daylight saving', () => {
    const days = daysOf({ ordinal: 2, weekday: 2, months: QUARTERS }, '2027-01-04', 5)
    expect(days).toEqual(['2027-02-09', '2027-05-11', '2027-08-10', '2027-11-09', '2028-02-08'])
    expect(days.map(day => instantOf(day, '08:00', 'America/Denver').slice(11, 16))).toEqual([
      '15:00',
      '14:00',
      '14:00',
      '15:00',
      '15:00',
    ])
    expect(days.map(day => instantOf(day, '08:00', 'Pacific/Auckland').slice(11, 16))).toEqual([
      '19:00',
      '20:00',
      '20:00',
      '19:00',
      '19:00',
    ])
  })

  test('knows the last weekday of a month, also where there are five', () => {
    expect(daysOf({ ordinal: 'last', weekday: 5, months: [4, 7] }, '2027-01-01', 2)).toEqual([
      '2027-04-30',
      '2027-07-30',
    ])
    expect(daysOf({ ordinal: 1, weekday: 1, months: [2, 3] }, '2027-01-31', 2)).toEqual(['2027-02-01', '2027-03-01'])
  })

  test('begins after today, and has no end it was not given', () => {
    expect(daysOf({ ordinal: 2, weekday: 2, months: QUARTERS }, '2027-02-09', 1)).toEqual(['2027-05-11'])
    expect(daysOf({ ordinal: 2, weekday: 2, months: [] }, '2027-02-09', 4)).toEqual([])
    expect(daysOf({ ordinal: 2, weekday: 2, months: [1] }, '2027-02-09', 999)).toHaveLength(20)
  })

  test('takes picked dates once each and in order, and names those that do not exist', () => {
    expect(pickedDays('2027-05-11\n2027-02-09, 2027-05-11; 2027-02-30 soon')).toEqual({
      days: ['2027-02-09', '2027-05-11'],
      wrong: ['2027-02-30', 'soon'],
    })
  })
})
