/** A meeting that is over is not called off, whatever its campaign still waits for. */
import { afterEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import { campaignRef, change, read } from '../../../functions/keep/documents.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { cancel, pause, resume } from '../../../functions/send/steer-campaign.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, signedCampaign } from '../campaign/launch.ts'

let t: TestWorld
afterEach(() => t.close())

/** Letters are out, and the meeting was moved to the 7th of April. */
async function moved(): Promise<void> {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z', release: releaseWaves, sweep })
  await signedCampaign(t.world, { invitees: 41 })
  await t.timers.runUntil('2027-03-02T00:00:00.000Z')
  await editCampaign(t.world, IDS.campaign, CONVENER, { event: 'set up', part: 'meeting' }, campaign =>
    campaign.meeting ? { ...campaign, meeting: { ...campaign.meeting, date: '2027-04-07' } } : campaign,
  )
}

const status = async () => (await read(t.world.store, campaignRef(IDS.campaign)))?.value.status
const cancellations = () => t.outbox.list().filter(({ wave }) => wave === 'cancellation').length

describe('A meeting whose move nobody signed again', () => {
  test('is finished a day after it, and is not canceled by 41 emails', async () => {
    await moved()
    expect(await status()).toBe('awaiting signatures')
    await t.timers.runUntil('2027-04-12T00:00:00.000Z')
    expect(await status()).toBe('finished')
    await cancel(t.world, IDS.campaign, CONVENER)
    await t.timers.runUntil('2027-04-14T00:00:00.000Z')
    expect(await status()).toBe('finished')
    expect(cancellations()).toBe(0)
  })

  test('is not canceled either where an older version left it waiting, or canceled it then', async () => {
    await moved()
    await t.timers.runUntil('2027-04-12T00:00:00.000Z')
    const waiting = (more: Partial<Campaign>) =>
      change(t.world.store, campaignRef(IDS.campaign), stands => ({ ...stands, ...more }))
    await waiting({ status: 'awaiting signatures' })
    await cancel(t.world, IDS.campaign, CONVENER)
    expect(await status()).toBe('awaiting signatures')
    await waiting({ status: 'canceled', canceledAt: t.clock.now() })
    await sweep(t.world)
    await t.timers.runUntil('2027-04-14T00:00:00.000Z')
    expect(cancellations()).toBe(0)
  })

  test('is canceled as ever while it is still to come', async () => {
    await moved()
    await t.timers.runUntil('2027-04-06T00:00:00.000Z')
    await cancel(t.world, IDS.campaign, CONVENER)
    await t.timers.runUntil('2027-04-06T12:00:00.000Z')
    expect(cancellations()).toBe(41)
  })
})

test('A campaign that was paused before its meeting is finished after it', async () => {
  await moved()
  await pause(t.world, IDS.campaign, CONVENER)
  await t.timers.runUntil('2027-04-12T00:00:00.000Z')
  expect(await status()).toBe('finished')
})

test('A campaign that is paused when its summary is approved waits for the convener, and tells what was decided once it goes on', async () => {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z', release: releaseWaves, sweep })
  await signedCampaign(t.world, { invitees: 3 })
  await t.timers.runUntil('2027-04-01T00:00:00.000Z')
  await pause(t.world, IDS.campaign, CONVENER)
  const summary = {
    subject: 'What we decided',
    body: 'This.',
    missed: '',
    at: '2027-04-02T15:00:00.000Z',
    champions: [],
  }
  await change(t.world.store, campaignRef(IDS.campaign), stands => ({ ...stands, summary }))
  const told = () => t.outbox.list().filter(({ wave }) => wave === 'summary').length
  await t.timers.runUntil('2027-04-02T14:00:00.000Z')
  expect([await status(), told()]).toEqual(['paused', 0])
  await resume(t.world, IDS.campaign, CONVENER)
  await t.timers.runUntil('2027-04-05T18:00:00.000Z')
  expect([await status(), told()]).toEqual(['finished', 3])
})
