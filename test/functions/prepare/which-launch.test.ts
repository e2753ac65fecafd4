/** Which launch a partnership works toward, and from when until when people can be asked to call. */
import { expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import { callsClosed } from '../../../functions/prepare/call-sheet.ts'
import { launchAmong } from '../../../functions/prepare/readiness.ts'
import { campaign, launch } from '../../domain/keep/campaigns.ts'

/** In the morning of the launch of the tests, as it begins: half past seven in Denver. */
const BEGINS = '2027-03-31T13:30:00.000Z'
const BEFORE = '2027-03-31T13:29:59.999Z'
const on = (date: string, over: Partial<Campaign> = {}): Campaign =>
  campaign({ id: campaignIdFrom(date), meeting: launch({ date }), ...over })
const untimed = { ...campaign(), meeting: undefined } as unknown as Campaign

test('calls follow the letter, which leaves once it is signed, and end when the meeting begins', () => {
  const closed = (over: Partial<Campaign>, at = BEFORE) => callsClosed(campaign(over), at)
  expect([closed({}), closed({ status: 'running' }), closed({ status: 'paused' })]).toEqual(Array(3).fill(undefined))
  expect(closed({}, BEGINS)).toBe('begun')
  for (const status of ['draft', 'awaiting signatures'] as const) expect(closed({ status })).toBe('no letter yet')
  expect(callsClosed(untimed, BEFORE)).toBe('no letter yet')
  expect(closed({ status: 'canceled' }, BEGINS)).toBe('canceled')
})

test('the launch that is worked toward is the next, else the last that was, and none that is off', () => {
  const [past, next, later] = [on('2027-03-01'), on('2027-03-31'), on('2027-05-01')]
  const among = (of: Campaign[], at = BEFORE) => launchAmong(of, at)
  expect(among([past, next, later])).toBe(next)
  expect(among([past, next, later], BEGINS)).toBe(later)
  expect(among([past, next], BEGINS)).toBe(next)
  expect(among([past, { ...next, status: 'canceled' }, later])).toBe(later)
  expect(among([on('2027-04-01', { meeting: launch({ kind: 'action-team', date: '2027-04-01' }) }), later])).toBe(later)
  expect(among([past, untimed])).toBe(untimed)
  expect(among([])).toBeUndefined()
})
