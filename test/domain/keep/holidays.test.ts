import { expect, test } from 'vitest'
import { federalHolidays } from '../../../domain/keep/holidays.ts'

test('federal holidays fall on the weekday on which offices close', () => {
  const days = federalHolidays('2026-11-23')
  expect(days.slice(0, 3)).toEqual(['2026-11-26', '2026-12-25', '2027-01-01'])
  expect(days).toContain('2027-01-18')
  expect(days).toContain('2027-05-31')
  expect(days).toContain('2027-06-18')
  expect(days).toContain('2027-07-05')
  expect(days.at(-1)).toBe('2027-12-24')
})
