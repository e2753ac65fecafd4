import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  EVERYDAY,
  fromMillis,
  HOUR,
  hasCome,
  instantOf,
  longDate,
  readable,
  shortDate,
  timeSpan,
} from '../../../domain/keep/time.ts'

/** What the platform's formatters say of the same. */
const formatted = (day: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', ...options }).format(Date.parse(`${day}T12:00:00Z`))

const days = fc.integer({ min: 0, max: 20_000 }).map(n => addDays('2000-01-01', n))

describe('A date is written as the platform writes it', () => {
  it('long, short, and with an hour', () => {
    fc.assert(
      fc.property(days, day => {
        expect(longDate(day)).toBe(formatted(day, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }))
        expect(shortDate(day)).toBe(formatted(day, { weekday: 'short', month: 'short', day: 'numeric' }))
        const date = formatted(day, { year: 'numeric', month: 'short', day: 'numeric' })
        expect(readable(`${day}T09:00:00.000Z`, 'UTC')).toBe(`${date}, 9:00 AM`)
      }),
    )
  })

  it.each(Object.keys(EVERYDAY))('with the everyday name of %s, in every month', zone => {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longGeneric' })
    for (let month = 0; month < 120; month++) {
      const day = addDays('2026-01-15', month * 30)
      const parts = format.formatToParts(Date.parse(instantOf(day, '12:00', zone)))
      const name = parts.find(({ type }) => type === 'timeZoneName')?.value
      expect(timeSpan('08:00', '09:30', zone, day)).toBe(`8:00 AM to 9:30 AM, ${name}`)
    }
  })
})

describe('Whether a wall time has come', () => {
  it.each(['Etc/GMT+12', 'Pacific/Kiritimati', 'America/Denver', 'Asia/Kolkata', 'Australia/Lord_Howe'])(
    'is asked of the rules of %s wherever they decide',
    zone => {
      fc.assert(
        fc.property(days, fc.integer({ min: -50 * 60, max: 50 * 60 }), (day, minutes) => {
          const now = fromMillis(Date.parse(`${day}T10:30:00Z`) + (minutes * HOUR) / 60)
          expect(hasCome(day, '10:30', zone, now)).toBe(instantOf(day, '10:30', zone) <= now)
        }),
        { numRuns: 300 },
      )
    },
  )
})
