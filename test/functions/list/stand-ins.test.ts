/** Whom the convener approves to come in the place of somebody. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tally } from '../../../domain/answer/board.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { invitationsOf } from '../../../functions/keep/documents.ts'
import { forgetEverywhere } from '../../../functions/list/forget.ts'
import { addInvitees, inviteStandIn, removeInvitee } from '../../../functions/list/invite.ts'
import { answered } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee } from '../campaign/launch.ts'
import { launchIn, sentLaunch } from '../campaign/written.ts'

const NOW = '2027-03-03T16:00:00.000Z'

let t: TestWorld
const { campaign, context, edit, guest, idOf, invitationOf } = launchIn(() => t.world)
beforeEach(async () => {
  t = makeWorld({ start: NOW })
  await sentLaunch(t.world, 3)
})
afterEach(() => t.close())

const stands = async (n: number): Promise<Invitation> => {
  const found = await invitationOf(n)
  if (!found) throw new Error('nobody')
  return found
}
const approve = async (n: number, of = 0) => inviteStandIn(t.world, await stands(of), invitee(n), CONVENER)
const board = async () => {
  const all: Invitation[] = []
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) all.push(value)
  return tally(await campaign(), all)
}

test('somebody who was taken off the list comes back in that place, and is no company of their own', async () => {
  await guest(0, { answers: [answered({ answer: 'delegated' })] })
  await removeInvitee(t.world, IDS.campaign, idOf(1), CONVENER)
  await approve(1)
  const back = await stands(1)
  expect(back).toMatchObject({ standsInFor: { invitation: idOf(0), name: 'Guest 0' }, invitedAgainAt: NOW })
  expect([back.removedAt, back.history.at(-1)]).toEqual([
    undefined,
    { at: NOW, by: CONVENER, event: 'stands in', for: 'Guest 0' },
  ])
  await guest(1, { answers: [answered()] })
  const { counts, mass } = await board()
  expect([counts.invited, mass.principals, mass.delegates]).toEqual([2, 0, 1])
  // In another place, once they were off it again.
  await removeInvitee(t.world, IDS.campaign, idOf(1), CONVENER)
  await approve(1, 2)
  expect((await stands(1)).standsInFor).toEqual({ invitation: idOf(2), name: 'Guest 2' })
})

test('somebody who is brought up to date stays in the place in which they come, and whoever has a seat keeps it', async () => {
  await approve(7)
  await addInvitees(t.world, IDS.campaign, [{ ...invitee(7), title: 'COO' }], CONVENER, 'now')
  expect(await stands(7)).toMatchObject({ invitee: { title: 'COO' }, standsInFor: { invitation: idOf(0) } })
  await approve(1)
  expect((await stands(1)).standsInFor).toBeUndefined()
})

test('nobody is invited who asked to be forgotten, in whosever place', async () => {
  await forgetEverywhere(t.world, await context(), await stands(1), CONVENER)
  const before = await invitationOf(1)
  await approve(1)
  expect(await invitationOf(1)).toEqual(before)
})

test('who stands in has the letter at once where it has left, and waits for it with the others where not', async () => {
  await approve(7)
  expect((await stands(7)).sends.invite?.status).toBe('due')
  await edit({ left: {} })
  await approve(8)
  expect((await stands(8)).sends).toEqual({})
})
