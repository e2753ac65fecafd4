import { afterEach, beforeEach, expect, test } from 'vitest'
import { setAway } from '../../functions/away.ts'
import { invitationsOf } from '../../functions/documents.ts'
import { releaseWave } from '../../functions/release-wave.ts'
import { sweep } from '../../functions/sweep.ts'
import { makeWorld, type TestWorld } from '../world.ts'
import { CONVENER, IDS, invitee, signedCampaign } from './launch.ts'

let t: TestWorld
beforeEach(() => {
  t = makeWorld({
    start: '2027-01-04T16:00:00.000Z',
    release: async (world, schedule) => void (await releaseWave(world, schedule)),
    sweep,
  })
})
afterEach(() => t.close())

test('the follow-up of somebody who is away waits for the morning of their return, and asks nobody', async () => {
  await signedCampaign(t.world)
  await t.timers.runUntil('2027-03-01T00:00:00.000Z')
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign))
    if (value.invitee.email === invitee(1).email) await setAway(t.world, IDS.campaign, value.id, '2027-03-22', CONVENER)
  const followUps = () => t.outbox.list().filter(({ wave }) => wave === 'follow-up-1')
  await t.timers.runUntil('2027-03-22T14:59:00.000Z')
  expect(followUps()).toHaveLength(2)
  await t.timers.runUntil('2027-03-22T15:00:00.000Z')
  expect(followUps()).toHaveLength(3)
  expect(followUps().at(-1)?.to).toEqual([invitee(1).email])
})
