import { describe, expect, it } from 'vitest'
import { endOfKeeping, KEEP_MONTHS, retentionStep, WARNING } from '../../../domain/campaign/retention.ts'
import { campaignIdFrom, partnershipIdFrom } from '../../../domain/keep/ids.ts'
import { blankPartnership } from '../../../domain/keep/partnership.ts'
import { DAY, shift } from '../../../domain/keep/time.ts'
import { campaign, launch } from '../keep/campaigns.ts'

const kept = { ...blankPartnership(partnershipIdFrom('p'.repeat(16)), '2026-01-01T00:00:00.000Z'), keepMonths: 12 }
const on = (date: string, over: Parameters<typeof campaign>[0] = {}) =>
  campaign({ id: campaignIdFrom(date), meeting: launch({ date }), ...over })
// Half past seven to nine in Denver, a year of 365 days later.
const END = '2028-03-30T15:00:00.000Z'

describe('a partnership that is to end', () => {
  it('ends so many months after its last meeting, by its wall time, whatever the order of its campaigns', () => {
    expect(KEEP_MONTHS).toContain(kept.keepMonths)
    expect(endOfKeeping(kept, [on('2027-03-31')])).toBe(END)
    expect(endOfKeeping(kept, [on('2027-01-20'), on('2027-03-31'), on('2026-12-01')])).toBe(END)
    expect(endOfKeeping({ ...kept, keepMonths: 6 }, [on('2027-03-31')])?.slice(0, 10)).toBe('2027-09-30')
  })

  it('does not count meetings that were canceled, nor campaigns without one', () => {
    const { meeting: _, ...untimed } = on('2029-01-01')
    const canceled = on('2028-12-01', { status: 'canceled' })
    expect(endOfKeeping(kept, [on('2027-03-31'), canceled, untimed as ReturnType<typeof on>])).toBe(END)
    expect(endOfKeeping(kept, [canceled])).toBeUndefined()
  })

  it('never ends unless its convener wants it', () => {
    const { keepMonths: _, ...forever } = kept
    expect(endOfKeeping(forever, [on('2027-03-31')])).toBeUndefined()
    expect(retentionStep(forever, [on('2027-03-31')], '2099-01-01T00:00:00.000Z')).toBe('nothing')
  })
})

describe('its end', () => {
  const step = (now: string, endsWarnedAt?: string) =>
    retentionStep({ ...kept, ...(endsWarnedAt ? { endsWarnedAt } : {}) }, [on('2027-03-31')], now)

  it('is warned of thirty days before, and not a moment earlier', () => {
    expect(WARNING).toBe(30 * DAY)
    expect(step(shift(END, -WARNING - 1))).toBe('nothing')
    expect(step(shift(END, -WARNING))).toBe('warn')
  })

  it('comes a whole warning after it was said, however late that was', () => {
    const warned = shift(END, -WARNING)
    expect(step(shift(END, -1), warned)).toBe('nothing')
    expect(step(END, warned)).toBe('end')
    // A warning of before the last meeting moved does not bring the end forward.
    expect(step(shift(END, -1), shift(END, -WARNING - 5 * DAY))).toBe('nothing')
    const late = shift(END, 10 * DAY)
    expect(step(shift(late, WARNING - 1), late)).toBe('nothing')
    expect(step(shift(late, WARNING), late)).toBe('end')
  })

  it('is taken back where a meeting was added since', () => {
    expect(step(shift(END, -WARNING - 1), shift(END, -WARNING - 5))).toBe('take back')
  })
})
