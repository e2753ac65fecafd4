/** Invitations of a domain that mail services do not know yet leave over an hour. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PATHS } from '../../../domain/keep/paths.ts'
import { DAY, HOUR, MINUTE, shift, toMillis } from '../../../domain/keep/time.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, signedCampaign } from '../campaign/launch.ts'
import { visitor } from '../visitor.ts'

const LEFT = '2027-02-26T16:00:00.000Z'
let t: TestWorld

beforeEach(() => {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z', release: releaseWaves, sweep, settings: { spreads: true } })
})
afterEach(() => t.close())

const sent = (wave = 'invite') => t.outbox.list().filter(each => each.wave === wave)

describe('The first invitations of a new domain', () => {
  test('leave little by little within an hour, each once', async () => {
    await signedCampaign(t.world, { invitees: 60 })
    await t.timers.runUntil(shift(LEFT, MINUTE))
    const first = sent().length
    expect(first).toBeGreaterThan(0)
    expect(first).toBeLessThan(20)
    await t.timers.runUntil(shift(LEFT, 30 * MINUTE))
    expect(sent().length).toBeGreaterThan(20)
    expect(sent().length).toBeLessThan(50)
    await t.timers.runUntil(shift(LEFT, HOUR))
    expect(sent()).toHaveLength(60)
    expect(new Set(sent().map(({ to }) => to)).size).toBe(60)
    const fullest = Map.groupBy(sent(), ({ at }) => Math.floor(toMillis(at) / (5 * MINUTE)))
    expect(Math.max(...[...fullest.values()].map(({ length }) => length))).toBeLessThan(16)
  })

  test('leave at once when the convener says so, and the board offers it', async () => {
    await signedCampaign(t.world, { invitees: 60 })
    await t.timers.runUntil(shift(LEFT, MINUTE))
    const convener = await visitor(t.world, CONVENER)
    expect(await convener.text(PATHS.board(IDS.campaign))).toContain('so these leave over an hour')
    await convener.post(PATHS.releaseWave(IDS.campaign, 'invite'))
    await t.timers.runUntil(shift(LEFT, 2 * MINUTE))
    expect(sent()).toHaveLength(60)
    expect(await convener.text(PATHS.board(IDS.campaign))).not.toContain('over an hour')
  })

  test('are all that is spread: follow-ups and letters of a known domain leave at once', async () => {
    await signedCampaign(t.world, { invitees: 30 })
    await t.timers.runUntil(shift(LEFT, 20 * DAY))
    const followedUp = sent('follow-up-1')
    expect(followedUp).toHaveLength(30)
    expect(new Set(followedUp.map(({ at }) => at.slice(0, 16))).size).toBe(1)
  })
})
