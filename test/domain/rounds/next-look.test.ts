import { describe, expect, it } from 'vitest'
import { campaignIdFrom, partnershipIdFrom } from '../../../domain/keep/ids.ts'
import { HOUR, MINUTE, shift, toMillis } from '../../../domain/keep/time.ts'
import { nextLook, nextPlan } from '../../../domain/rounds/next-look.ts'

const NOW = '2027-01-04T16:00:00.000Z'
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
const ids = Array.from({ length: 1000 }, (_, n) => `${BASE32[n >> 5]}${BASE32[n & 31]}`.repeat(8))
const minutes = (at: string | undefined): number => (toMillis(at ?? '') - toMillis(NOW)) / MINUTE

describe('A campaign in which nothing is open', () => {
  it('is looked at again between half an hour and an hour later, of a thousand no tenth in the same five minutes by much', () => {
    const looks = ids.map(id => minutes(nextLook(campaignIdFrom(id), NOW, [shift(NOW, 3 * HOUR)])))
    expect(Math.min(...looks)).toBeGreaterThanOrEqual(30)
    expect(Math.max(...looks)).toBeLessThanOrEqual(60)
    for (let from = 30; from < 60; from += 5)
      expect(looks.filter(at => at >= from && at < from + 5).length).toBeLessThan(250)
  })

  it('is looked at when its next email is due, where that is sooner', () => {
    const soon = shift(NOW, 12 * MINUTE)
    expect(nextLook(campaignIdFrom(ids[0] ?? ''), NOW, [shift(NOW, 3 * HOUR), soon])).toBe(soon)
  })

  it('is not at rest while an email of it is due', () => {
    expect(nextLook(campaignIdFrom(ids[0] ?? ''), NOW, [NOW])).toBeUndefined()
  })
})

describe('The plan of a partnership that nobody touched', () => {
  it('is made anew between one hour and two later', () => {
    const plans = ids.map(id => minutes(nextPlan(partnershipIdFrom(id), NOW)))
    expect(Math.min(...plans)).toBeGreaterThanOrEqual(60)
    expect(Math.max(...plans)).toBeLessThanOrEqual(120)
  })
})
