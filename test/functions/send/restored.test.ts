/** A backup was brought back: of what was due before, nobody can tell whether it left, and a person says what becomes of it. */

import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Invitation, Send } from '../../../domain/keep/invitation.ts'
import { DAY, HOUR, type Instant, shift } from '../../../domain/keep/time.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import { requestSignatures } from '../../../functions/campaign/request-signatures.ts'
import { campaignRef, change, invitationRef, invitationsOf, read, waveRef } from '../../../functions/keep/documents.ts'
import type { World } from '../../../functions/keep/ports.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { resolveSend } from '../../../functions/list/send-again.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { decideWave } from '../../../functions/send/steer-campaign.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, invitee, signAll, signedCampaign } from '../campaign/launch.ts'

const INVITE = { campaign: IDS.campaign, wave: 'invite' }
/** The letter of the launch on 2027-03-30 leaves at this instant. */
const LEAVES = '2027-02-26T16:00:00.000Z'

let t: TestWorld
beforeEach(() => {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
})
afterEach(() => t.close())

const restoredAt = (at: Instant, over: Partial<World> = {}): World => ({
  ...t.world,
  ...over,
  settings: { ...t.world.settings, restoredAt: at },
})
const wave = async (id: string) => (await read(t.world.store, waveRef(IDS.campaign, id)))?.value.state
const campaign = async () => {
  const found = await read(t.world.store, campaignRef(IDS.campaign))
  if (!found) throw new Error('there is no campaign')
  return found.value
}
const first = async (): Promise<Invitation> => {
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) return value
  throw new Error('nobody is invited')
}
const have = async (key: string, status: Send['status']) => {
  const send: Send = { status, at: t.clock.now(), attempt: 'a', attempts: 1, sequence: 0 }
  await change(t.world.store, invitationRef(IDS.campaign, (await first()).id), stands => ({
    ...stands,
    sends: { ...stands.sends, [key]: send },
  }))
}
const letters = () =>
  t.outbox
    .list()
    .filter(({ wave }) => wave === 'invite')
    .map(({ to }) => to[0])

test('a letter whose champions have signed again since asks: they may have signed before, and it may have left', async () => {
  await draftCampaign(t.world, { invitees: 2 })
  await requestSignatures(t.world, IDS.campaign, CONVENER)
  await t.clock.moveTo(shift(LEAVES, DAY))
  const world = restoredAt(t.clock.now())
  await t.clock.moveTo(shift(LEAVES, 2 * DAY))
  await signAll(world)
  await t.clock.moveTo(shift(LEAVES, 4 * DAY))
  expect(await releaseWave(world, INVITE)).toBe('asks')
  expect(await decideWave(world, await campaign(), 'invite', 'release', CONVENER)).toBe('decided')
  expect(await releaseWave(world, INVITE)).toBe('finished')
  expect(letters()).toHaveLength(2)
})

test('one that was set up afterwards leaves as soon as it is signed, however late its month began', async () => {
  await t.clock.moveTo(shift(LEAVES, DAY))
  const world = restoredAt(t.clock.now())
  await t.clock.moveTo(shift(LEAVES, 2 * DAY))
  await signedCampaign(world, { invitees: 2, campaign: { createdAt: t.clock.now() } })
  await t.clock.moveTo(shift(LEAVES, 3 * DAY))
  expect(await releaseWave(world, INVITE)).toBe('finished')
})

test('a wave that was due asks before an edit gives it another time', async () => {
  await signedCampaign(t.world, { invitees: 2 })
  await t.clock.moveTo(shift(LEAVES, HOUR))
  const world = restoredAt(t.clock.now())
  await editCampaign(world, IDS.campaign, CONVENER, { event: 'set up', part: 'timing' }, stands => ({
    ...stands,
    timing: { ...stands.timing, waves: { invite: { hour: '15:00' } } },
  }))
  expect(await wave('invite')).toBe('asks')
  expect(await wave('follow-up-1')).toBeUndefined()
})

test('who is added while it asks is no word on all the others', async () => {
  await signedCampaign(t.world, { invitees: 2, campaign: { left: { invite: LEAVES } } })
  await t.clock.moveTo(shift(LEAVES, HOUR))
  const world = restoredAt(t.clock.now())
  expect(await releaseWave(world, INVITE)).toBe('asks')
  await addInvitees(world, IDS.campaign, [invitee(7)], CONVENER, 'now')
  expect([await wave('invite'), await releaseWave(world, INVITE)]).toEqual(['asks', 'asks'])
  expect(letters()).toEqual([])
})

test('a meeting that changes afterwards raises its SEQUENCE, though no letter of it is on record', async () => {
  await signedCampaign(t.world, { invitees: 1 })
  const moveTo = (world: World, start: string) =>
    editCampaign(world, IDS.campaign, CONVENER, { event: 'set up', part: 'meeting' }, stands =>
      stands.meeting ? { ...stands, meeting: { ...stands.meeting, start } } : stands,
    )
  expect((await moveTo(t.world, '07:00'))?.meeting?.sequence).toBe(0)
  await t.clock.moveTo(shift(LEAVES, HOUR))
  expect((await moveTo(restoredAt(t.clock.now()), '07:15'))?.meeting?.sequence).toBe(1)
})

test('that nothing was heard of a letter says nothing where what was heard may be gone', async () => {
  await signedCampaign(t.world, { invitees: 1 })
  await t.clock.moveTo(LEAVES)
  let left = 0
  const post: World['post'] = {
    ...t.world.post,
    reports: true,
    fateOf: async () => 'unknown',
    send: async ({ invitation }) => {
      if (invitation !== undefined) left++
      return { outcome: 'in doubt', detail: 'no answer came' }
    },
  }
  await releaseWave({ ...t.world, post }, INVITE)
  await t.clock.moveTo(shift(LEAVES, 3 * DAY))
  const world = restoredAt(shift(LEAVES, HOUR), { post })
  for (let round = 0; round < 3; round++) {
    await sweep(world)
    await releaseWave(world, INVITE)
  }
  expect([(await first()).sends.invite?.status, left]).toEqual(['in doubt', 1])
  // Where nothing is gone, silence for so long says that it did not leave.
  await t.clock.moveTo(shift(LEAVES, 4 * DAY))
  await sweep({ ...t.world, post })
  await releaseWave({ ...t.world, post }, INVITE)
  expect(left).toBe(2)
})

test('a letter of one person that was due is in doubt, and goes once more when the convener says so', async () => {
  await signedCampaign(t.world, { invitees: 1 })
  await t.clock.moveTo(LEAVES)
  await releaseWave(t.world, INVITE)
  const { id } = await first()
  const said = { channel: 'link', note: '', needs: '', id: 'a' } as const
  await takeAnswer(
    { ...t.world, post: { ...t.world.post, send: async () => ({ outcome: 'later', detail: '' }) } },
    {
      campaign: IDS.campaign,
      invitation: id,
      answer: 'accepted',
      ...said,
    },
  )
  await t.clock.moveTo(shift(LEAVES, DAY))
  const world = restoredAt(shift(LEAVES, HOUR))
  const thanks = Object.keys((await first()).sends).find(key => key.startsWith('thanks:')) ?? ''
  await sweep(world)
  expect((await first()).sends[thanks]?.status).toBe('in doubt')
  await resolveSend(world, IDS.campaign, id, thanks, 'send again', CONVENER)
  await sweep(world)
  expect((await first()).sends[thanks]?.status).toBe('sent')
})

test('a wave that is over asks where somebody’s letter of it was due', async () => {
  await signedCampaign(t.world, { invitees: 1 })
  await t.clock.moveTo(LEAVES)
  expect(await releaseWave(t.world, INVITE)).toBe('finished')
  await have('invite', 'due')
  await t.clock.moveTo(shift(LEAVES, DAY))
  await sweep(restoredAt(shift(LEAVES, HOUR)))
  expect(await wave('invite')).toBe('asks')
  expect(letters()).toHaveLength(1)
})
