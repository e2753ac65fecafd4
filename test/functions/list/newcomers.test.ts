/** How many emails leave at once where people are added to a list whose letter has left: what a convener is told before. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readContext } from '../../../functions/keep/context.ts'
import { forgetEverywhere } from '../../../functions/list/forget.ts'
import { addInvitees, countNewcomer, countNewcomers, removeInvitee } from '../../../functions/list/invite.ts'
import { addSession } from '../../../functions/list/sessions.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { launch } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../campaign/launch.ts'
import { launchIn } from '../campaign/written.ts'

let t: TestWorld
const { context, edit, guest, idOf, invitationOf } = launchIn(() => t.world)
beforeEach(async () => {
  t = makeWorld({
    start: '2027-02-01T16:00:00.000Z',
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
  })
  await signedCampaign(t.world, { invitees: 3 })
  await t.timers.runUntil('2027-03-01T18:00:00.000Z')
})
afterEach(() => t.close())

const count = async (...ns: number[]) =>
  countNewcomers(
    t.world,
    await context(),
    ns.map(n => invitee(n)),
  )

test('it is one for each who is new, and none for whoever is on the list', async () => {
  expect([await count(7, 8), await count(0, 7), await count(0, 1), await count()]).toEqual([2, 1, 0, 0])
})

test('it is one for whoever was off the list when the letter left or was told that they are off, and none for whoever has had it', async () => {
  const passed = { status: 'skipped', at: '', attempt: '', attempts: 0, sequence: 0, why: 'no longer invited' } as const
  await guest(0, { removedAt: '2027-02-01T16:00:00.000Z', sends: { invite: passed } })
  await removeInvitee(t.world, IDS.campaign, idOf(1), CONVENER)
  await guest(2, { removedAt: '2027-03-01T17:00:00.000Z' })
  expect([await count(0), await count(1), await count(2), await count(0, 1, 2, 7)]).toEqual([1, 1, 0, 3])
})

test('it is none for whoever asked to be forgotten', async () => {
  const gone = await invitationOf(0)
  if (!gone) throw new Error('nobody')
  await forgetEverywhere(t.world, await context(), gone, CONVENER)
  expect(await count(0, 7)).toBe(1)
})

test('it is none for whoever is on the list of another session', async () => {
  const wish = { first: 'Longmont', name: 'Boulder', goal: 8, meeting: launch({ date: '2027-04-07' }) }
  const added = await addSession(t.world, await context(), wish, CONVENER)
  if (typeof added === 'string') throw new Error(added)
  const other = await readContext(t.world.store, added.campaign)
  await addInvitees(t.world, added.campaign, [invitee(7)], CONVENER, 'with the wave')
  expect(other?.campaign.session?.name).toBe('Boulder')
  expect([await count(7), await count(7, 8)]).toEqual([0, 1])
})

test('it is none before the letter has left, or once the meeting has begun', async () => {
  expect(await countNewcomer(t.world, await context(), invitee(7))).toBe(1)
  await t.clock.moveTo('2027-03-31T13:29:59.999Z')
  expect(await count(7)).toBe(1)
  await t.clock.moveTo('2027-03-31T13:30:00.000Z')
  expect(await count(7)).toBe(0)
  await edit({ left: {} })
  expect(await countNewcomer(t.world, await context(), invitee(7))).toBe(0)
})
