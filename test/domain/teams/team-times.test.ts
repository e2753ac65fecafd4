import { describe, expect, test } from 'vitest'
import { proposedTimes } from '../../../domain/teams/team-times.ts'

/** The launch is on a Tuesday. */
const asked = { launch: '2027-03-02', today: '2027-03-03', holidays: [], taken: [] }
const times = (over: Partial<Parameters<typeof proposedTimes>[0]> = {}) =>
  proposedTimes({ ...asked, ...over }).map(({ date, start, end }) => `${date} ${start}–${end}`)

describe('the times proposed for a first call', () => {
  test('are early, at noon and late, in each third of the weeks, from Tuesday to Thursday', () => {
    expect(times()).toEqual(['2027-03-16 08:00–08:45', '2027-03-18 12:00–12:45', '2027-03-24 16:00–16:45'])
  })

  test('leave five days to choose', () => {
    expect(times({ today: '2027-03-15' })[0]).toBe('2027-03-23 08:00–08:45')
    expect(times({ today: '2027-03-18' })[0]).toBe('2027-03-23 08:00–08:45')
    // A week is enough; where less of the four weeks is left, they are in the two weeks from now.
    expect(times({ today: '2027-03-18' }).at(-1)).toBe('2027-03-25 16:00–16:45')
    expect(times({ today: '2027-03-19' }).at(-1)).toBe('2027-04-01 16:00–16:45')
  })

  test('are on a Monday or a Friday only where the middle of the weeks has too few days', () => {
    const middle = ['16', '17', '18', '23', '24', '25', '30'].map(day => `2027-03-${day}`)
    expect(times({ holidays: middle.slice(2) })).toEqual([
      '2027-03-16 08:00–08:45',
      '2027-03-19 12:00–12:45',
      '2027-03-26 16:00–16:45',
    ])
    expect(times({ holidays: middle }).map(each => each.slice(0, 10))).toEqual([
      '2027-03-19',
      '2027-03-22',
      '2027-03-26',
    ])
  })

  test('go to another day where a call of another team overlaps, and stay where it only touches', () => {
    const taken = (start: string, end: string) => times({ taken: [{ date: '2027-03-16', start, end }] })[0]
    expect(taken('07:30', '08:15')).toBe('2027-03-17 08:00–08:45')
    expect(taken('08:30', '09:15')).toBe('2027-03-17 08:00–08:45')
    expect(taken('07:15', '08:00')).toBe('2027-03-16 08:00–08:45')
    expect(taken('08:45', '09:30')).toBe('2027-03-16 08:00–08:45')
  })
})
