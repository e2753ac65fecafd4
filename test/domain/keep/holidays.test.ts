import { describe, expect, it } from 'vitest'
import { federalHoliday } from '../../../domain/keep/holidays.ts'
import { addDays, dayNote, isWorkingDay, workingDayOnOrBefore } from '../../../domain/keep/time.ts'

/** All days of a year on which offices close for a holiday. */
function closedIn(year: number): string[] {
  const days: string[] = []
  for (let day = `${year}-01-01`; day < `${year + 1}-01-01`; day = addDays(day, 1))
    if (federalHoliday(day) !== undefined && new Date(`${day}T12:00Z`).getUTCDay() % 6 !== 0) days.push(day)
  return days
}

describe('Federal holidays', () => {
  // As the Office of Personnel Management lists them.
  it.each([
    [2026, '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25'],
    [2027, '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31'],
    [2028, '01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25'],
    [2030, '01-01 01-21 02-18 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25'],
  ])('fall in %i on the weekday on which offices close', (year, days) => {
    expect(closedIn(year)).toEqual(days.split(' ').map(day => `${year}-${day}`))
  })

  it('are known for every year, not only the next', () => {
    for (let year = 2025; year < 2125; year++) {
      expect(federalHoliday(`${year}-12-25`)).toBe('Christmas')
      expect(closedIn(year).length).toBeGreaterThanOrEqual(10)
    }
  })

  it('are no working days, whatever else a convener lists', () => {
    expect(isWorkingDay('2031-07-04', [])).toBe(false)
    expect(isWorkingDay('2031-07-03', [])).toBe(true)
    expect(isWorkingDay('2031-07-03', ['2031-07-03'])).toBe(false)
    expect(workingDayOnOrBefore('2032-12-26', [])).toBe('2032-12-23')
  })

  it('are said by name, like a weekend', () => {
    expect(dayNote('2027-07-05')).toBe('Monday, July 5, 2027 is Independence Day (observed).')
    expect(dayNote('2027-07-04')).toBe('Sunday, July 4, 2027 is Independence Day, and a Sunday.')
    expect(dayNote('2027-03-06')).toBe('March 6, 2027 is a Saturday.')
    expect(dayNote('2027-03-05')).toBeUndefined()
    expect(dayNote('2027-03-05', ['2027-03-05'])).toBe('Friday, March 5, 2027 is one of your days off.')
  })
})
