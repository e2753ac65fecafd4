import { describe, expect, test } from 'vitest'
import { shift } from '../../../domain/keep/time.ts'
import { isWorthSaying, mornings, type Told, toldOn } from '../../../domain/rounds/digest.ts'

const DENVER = 'America/Denver'
/** A Wednesday. */
const TODAY = '2027-03-10'
const of = (today = TODAY, holidays: string[] = [], ahead: string[] = []) => mornings(today, DENVER, holidays, ahead)
const days = (...args: Parameters<typeof of>) => of(...args).mornings.map(({ day }) => day)

describe('the mornings of a digest', () => {
  test('are the working days of the next ten days, from half past seven to six by the wall', () => {
    expect(days()).toEqual([
      '2027-03-10',
      '2027-03-11',
      '2027-03-12',
      '2027-03-15',
      '2027-03-16',
      '2027-03-17',
      '2027-03-18',
      '2027-03-19',
    ])
    const [first] = of().mornings
    expect(first).toEqual({
      day: TODAY,
      at: '2027-03-10T14:30:00.000Z',
      until: '2027-03-11T01:00:00.000Z',
      opensWeek: false,
    })
    // Daylight saving begins on the Sunday between.
    expect(of().mornings[3]?.at).toBe('2027-03-15T13:30:00.000Z')
  })

  test('come after the working morning before today', () => {
    expect(of().before).toBe('2027-03-09T14:30:00.000Z')
    expect(of('2027-03-15').before).toBe('2027-03-12T14:30:00.000Z')
    expect(of('2027-03-15', ['2027-03-12']).before).toBe('2027-03-11T14:30:00.000Z')
  })

  test('reach further where something is known to happen: its working day, and the one after', () => {
    expect(days(TODAY, [], ['2027-04-07T16:00:00.000Z']).slice(8)).toEqual(['2027-04-07', '2027-04-08'])
    // A Saturday, and a day off after it.
    expect(days(TODAY, ['2027-04-12'], ['2027-04-10T16:00:00.000Z']).slice(8)).toEqual(['2027-04-13'])
    // By the wall of the zone it is still the day before.
    expect(days(TODAY, [], ['2027-04-08T05:00:00.000Z']).slice(8)).toEqual(['2027-04-07', '2027-04-08'])
    expect(days(TODAY, [], ['2027-03-09T16:00:00.000Z'])).toHaveLength(8)
    expect(days(TODAY, [], ['2027-03-10T16:00:00.000Z'])).toHaveLength(8)
  })

  test('open a week on its first working day', () => {
    const opening = (holidays: string[]) =>
      of(TODAY, holidays)
        .mornings.filter(({ opensWeek }) => opensWeek)
        .map(({ day }) => day)
    expect(opening([])).toEqual(['2027-03-15'])
    expect(opening(['2027-03-15'])).toEqual(['2027-03-16'])
    expect(opening(['2027-03-08', '2027-03-09'])).toEqual(['2027-03-10', '2027-03-15'])
  })
})

describe('what a morning tells', () => {
  const [morning] = of().mornings
  if (!morning) throw new Error('no morning')
  const last = shift(morning.at, -86_400_000)
  const told = (kind: Told['kind'], since: string): Told => ({ kind, since })
  const tells = (...all: Told[]) => toldOn(morning, last, all).length

  test('is answers since the last digest, each once', () => {
    expect(tells(told('answer', last))).toBe(0)
    expect(tells(told('answer', shift(last, 1)))).toBe(1)
    expect(tells(told('answer', morning.at))).toBe(1)
    expect(tells(told('answer', shift(morning.at, 1)))).toBe(0)
  })

  test('is emails of the day, and not those of the evening', () => {
    expect(tells(told('leaves', shift(morning.at, -1)))).toBe(0)
    expect(tells(told('leaves', morning.at))).toBe(1)
    expect(tells(told('leaves', shift(morning.until, -1)))).toBe(1)
    expect(tells(told('leaves', morning.until))).toBe(0)
  })

  test('is all that waits or is late by then, however long', () => {
    for (const kind of ['needs you', 'late'] as const) {
      expect(tells(told(kind, '2026-01-01T00:00:00.000Z'))).toBe(1)
      expect(tells(told(kind, morning.at))).toBe(1)
      expect(tells(told(kind, shift(morning.at, 1)))).toBe(0)
    }
  })

  test('is worth saying where something is new or goes out, and once a week where something still waits', () => {
    const worth = (opensWeek: boolean, ...all: Told[]) => isWorthSaying({ ...morning, opensWeek }, last, all)
    expect(worth(true)).toBe(false)
    expect(worth(false, told('needs you', last))).toBe(false)
    expect(worth(true, told('needs you', last))).toBe(true)
    expect(worth(false, told('late', shift(last, 1)))).toBe(true)
    expect(worth(false, told('leaves', last))).toBe(true)
    expect(worth(false, told('late', last), told('answer', shift(last, 1)))).toBe(true)
  })
})
