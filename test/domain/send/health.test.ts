import { describe, expect, it, test } from 'vitest'
import type { Health } from '../../../domain/keep/harm.ts'
import type { Send } from '../../../domain/keep/invitation.ts'
import { alarmOf, healthOf, healthSince, isWorthALook } from '../../../domain/send/health.ts'
import { sent } from '../keep/campaigns.ts'

const AT = '2027-03-01T16:00:00.000Z'
const health = (over: Partial<Health>): Health => ({ handed: 0, bounced: 0, complained: 0, failed: 0, ...over })

describe('how a wave fares', () => {
  it('counts what a carrier took, what came back, was marked as spam, or could not be sent', () => {
    const statuses: Send['status'][] = [
      'due',
      'claimed',
      'sent',
      'delivered',
      'delivered',
      'bounced',
      'complained',
      'failed',
      'in doubt',
      'skipped',
    ]
    expect(healthOf([undefined, ...statuses.map(status => sent(AT, { status }))])).toEqual({
      handed: 5,
      bounced: 1,
      complained: 1,
      failed: 2,
    })
  })

  it('counts apart what came back because of us', () => {
    const back = (bounce: Send['bounce']) => sent(AT, { status: 'bounced', bounce })
    const all = [back('reputation'), back('relaying'), back('no such address'), back('mailbox full')]
    expect(healthOf(all)).toEqual(health({ handed: 4, bounced: 4, ours: 2 }))
  })

  it('since an alarm is what came on top of it', () => {
    const then = health({ handed: 50, bounced: 3, complained: 1, failed: 2, ours: 1 })
    const now = health({ handed: 80, bounced: 5, complained: 1, failed: 9, ours: 4 })
    expect(healthSince(now, then)).toEqual({ handed: 30, bounced: 2, complained: 0, failed: 7, ours: 3 })
    expect(healthSince(health({ handed: 9 }), health({ handed: 4 }))).toMatchObject({ handed: 5, ours: 0 })
    expect(healthSince(now, undefined)).toBe(now)
  })
})

describe('a wave stops', () => {
  test('where more than one in a thousand mark it as spam', () => {
    expect(alarmOf(health({ handed: 1000, complained: 1 }))).toBeUndefined()
    expect(alarmOf(health({ handed: 999, complained: 1 }))).toBe('spam')
    expect(alarmOf(health({ handed: 40, complained: 1 }))).toBe('spam')
  })

  test('where three come back and they are more than one in twenty', () => {
    expect(alarmOf(health({ handed: 4, bounced: 2 }))).toBeUndefined()
    expect(alarmOf(health({ handed: 60, bounced: 3 }))).toBeUndefined()
    expect(alarmOf(health({ handed: 59, bounced: 3 }))).toBe('bounces')
    expect(alarmOf(health({ handed: 3, bounced: 3 }))).toBe('bounces')
  })

  test('where three come back because of us, before anything is said of those who did not get it', () => {
    expect(alarmOf(health({ handed: 59, bounced: 3, ours: 3 }))).toBe('refused as ours')
    expect(alarmOf(health({ handed: 59, bounced: 3, ours: 2 }))).toBe('bounces')
    expect(alarmOf(health({ handed: 60, bounced: 3, ours: 3 }))).toBeUndefined()
  })

  test('where ten could not be sent, and fewer were', () => {
    expect(alarmOf(health({ handed: 8, failed: 9 }))).toBeUndefined()
    expect(alarmOf(health({ handed: 9, failed: 10 }))).toBe('failures')
    expect(alarmOf(health({ handed: 10, failed: 10 }))).toBeUndefined()
  })
})

describe('letters that could not be sent are worth a look at everybody', () => {
  it('at the first, and again when they are twice as many as at the last look', () => {
    expect(isWorthALook({ sent: 100, unsent: 0 }, 0)).toBe(false)
    expect(isWorthALook({ sent: 100, unsent: 1 }, 0)).toBe(true)
    expect(isWorthALook({ sent: 200, unsent: 3 }, 2)).toBe(false)
    expect(isWorthALook({ sent: 200, unsent: 4 }, 2)).toBe(true)
  })

  it('always where they may be an alarm, whatever was seen before', () => {
    // One more than five in a hundred of 60.
    expect(isWorthALook({ sent: 60, unsent: 3 }, 2)).toBe(false)
    expect(isWorthALook({ sent: 60, unsent: 4 }, 3)).toBe(true)
    expect(isWorthALook({ sent: 0, unsent: 11 }, 10)).toBe(true)
  })
})
