/** A letter that is sent again. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { holdsEntry, type Invitation } from '../../../domain/keep/invitation.ts'
import { editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import { change, invitationRef, invitationsOf, read, waveRef } from '../../../functions/keep/documents.ts'
import { resolveSend } from '../../../functions/list/send-again.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, signAll, signedCampaign } from '../campaign/launch.ts'

let t: TestWorld
beforeEach(async () => {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
  await signedCampaign(t.world, { invitees: 1 })
  await t.clock.moveTo('2027-02-26T16:00:00.000Z')
  await releaseWave(t.world, { campaign: IDS.campaign, wave: 'invite' })
})
afterEach(() => t.close())

const guest = async (): Promise<Invitation> => {
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) return value
  throw new Error('nobody is invited')
}

test('may have put the meeting into a calendar the first time, where nobody knows: news of a move has to go there', async () => {
  const { id } = await guest()
  const ref = invitationRef(IDS.campaign, id)
  await change(t.world.store, ref, stands => ({
    ...stands,
    sends: { invite: { ...(stands.sends.invite as Invitation['sends'][string]), status: 'in doubt' as const } },
  }))
  expect(holdsEntry(await guest())).toBe(true)
  await resolveSend(t.world, IDS.campaign, id, 'invite', 'send again', CONVENER)
  const again = (await read(t.world.store, ref))?.value
  expect(again?.sends.invite).toMatchObject({ status: 'due', doubt: true, entry: true })
  expect(holdsEntry(await guest())).toBe(true)
})

test('is let go where its wave has left and says something else by now: champions are not asked to sign that once more', async () => {
  const { id } = await guest()
  const ref = invitationRef(IDS.campaign, id)
  await t.clock.moveTo('2027-03-17T18:00:00.000Z')
  expect(await releaseWave(t.world, { campaign: IDS.campaign, wave: 'follow-up-1' })).toBe('finished')
  await change(t.world.store, ref, ({ sends, ...rest }) => ({
    ...rest,
    sends: {
      ...sends,
      'follow-up-1': { ...(sends['follow-up-1'] as Invitation['sends'][string]), status: 'failed' as const },
    },
  }))
  const move = (campaign: Campaign): Campaign =>
    campaign.meeting ? { ...campaign, meeting: { ...campaign.meeting, start: '10:00', end: '11:30' } } : campaign
  await editCampaign(t.world, IDS.campaign, CONVENER, { event: 'set up', part: 'meeting' }, move)
  await signAll(t.world)
  await resolveSend(t.world, IDS.campaign, id, 'follow-up-1', 'send again', CONVENER)
  expect(await releaseWave(t.world, { campaign: IDS.campaign, wave: 'follow-up-1' })).toMatch(/unsigned|not planned/)
  await sweep(t.world)
  expect((await guest()).sends['follow-up-1']?.status).toBe('skipped')
  expect((await t.world.timetable.list(IDS.campaign)).filter(({ name }) => name.endsWith('follow-up-1'))).toEqual([])
})

test('is not let go with a wave that was cut short: that one waits, for others have not got theirs', async () => {
  await t.clock.moveTo('2027-03-17T18:00:00.000Z')
  await releaseWave(t.world, { campaign: IDS.campaign, wave: 'follow-up-1' })
  const wave = waveRef(IDS.campaign, 'follow-up-1')
  await change(t.world.store, wave, ({ finishedAt: _, ...stands }) => ({ ...stands, state: 'running' as const }))
  await editCampaign(t.world, IDS.campaign, CONVENER, { event: 'set up', part: 'meeting' }, campaign =>
    campaign.meeting ? { ...campaign, meeting: { ...campaign.meeting, start: '10:00', end: '11:30' } } : campaign,
  )
  await signAll(t.world)
  expect(await releaseWave(t.world, { campaign: IDS.campaign, wave: 'follow-up-1' })).toBe('unsigned')
  expect((await read(t.world.store, wave))?.value.state).toBe('running')
})
