/** Whoever takes a seat on a team is on the list of its call, and whoever leaves it is off: by the last change of each seat. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { forgetEverywhere } from '../../../functions/list/forget.ts'
import { removeInvitee } from '../../../functions/list/invite.ts'
import { hasFollowed, seatInvitee } from '../../../functions/list/seat.ts'
import { invitation } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee } from '../campaign/launch.ts'
import { launchIn, sentLaunch } from '../campaign/written.ts'

const NOW = '2027-03-03T16:00:00.000Z'
const [SOONER, THEN, LATER] = ['2027-03-01T16:00:00.000Z', '2027-03-02T16:00:00.000Z', '2027-03-03T15:00:00.000Z']

let t: TestWorld
let before = 0
const { campaign, context, edit, guest, idOf, invitationOf } = launchIn(() => t.world)
beforeEach(async () => {
  t = makeWorld({ start: NOW })
  await sentLaunch(t.world, 2)
  before = 0
  before = await releases()
})
afterEach(() => t.close())

const takes = (n: number, at = THEN) => seatInvitee(t.world, IDS.campaign, invitee(n), at, 'Sue')
const stands = async (n: number): Promise<Invitation> => {
  const found = await invitationOf(n)
  if (!found) throw new Error('nobody')
  return found
}
/** How often the letter was released since the test began. */
const releases = async () => (await campaign()).history.filter(({ event }) => event === 'wave released').length - before

test('a change of a seat is followed once: that one and any before; where none was noted, before somebody was invited again', () => {
  const followed = (over: Partial<Invitation>) =>
    [SOONER, THEN, LATER].map(changed => hasFollowed(invitation(over), changed))
  expect(followed({ seat: THEN })).toEqual([true, true, false])
  expect(followed({ invitedAgainAt: THEN })).toEqual([true, false, false])
  expect(followed({ seat: SOONER, invitedAgainAt: LATER })).toEqual([true, false, false])
  expect(followed({})).toEqual([false, false, false])
})

describe('whoever takes a seat', () => {
  test('is on the list with the letter that asks, at once', async () => {
    await takes(7)
    expect(await stands(7)).toMatchObject({
      id: idOf(7),
      invitee: invitee(7),
      seat: THEN,
      addedAt: NOW,
      sends: { invite: { status: 'due', at: NOW } },
      history: [{ at: NOW, by: 'Sue', event: 'added' }],
    })
    expect(await releases()).toBe(1)
    await takes(7)
    expect([(await stands(7)).history.length, await releases()]).toEqual([1, 1])
  })

  test('waits for the letter with everybody, where it has not left', async () => {
    await edit({ left: {} })
    await takes(7)
    expect([(await stands(7)).sends, await releases()]).toEqual([{}, 0])
  })

  test('and is on the list by then stays as they are, and is asked nothing twice', async () => {
    const there = await stands(0)
    await takes(0)
    expect(await stands(0)).toEqual({ ...there, seat: THEN })
    expect(await releases()).toBe(0)
  })

  test('is back where they had left one before, and not by what was followed already', async () => {
    await guest(0, { seat: THEN, removedAt: LATER })
    await takes(0, SOONER)
    await takes(0, THEN)
    expect([(await stands(0)).removedAt, (await stands(0)).seat]).toEqual([LATER, THEN])
    await takes(0, LATER)
    const { removedAt, seat, history } = await stands(0)
    expect([removedAt, seat, history.at(-1)]).toEqual([
      undefined,
      LATER,
      { at: NOW, by: 'Sue', event: 'invited again' },
    ])
    expect(await releases()).toBe(1)
  })

  test('stays off where the convener took them off since, and no seat had been noted', async () => {
    await guest(0, { removedAt: LATER })
    await takes(0, THEN)
    expect(await stands(0)).toMatchObject({ removedAt: LATER, seat: THEN })
    await guest(1, { removedAt: SOONER })
    await takes(1, THEN)
    expect((await stands(1)).removedAt).toBeUndefined()
    await guest(1, { removedAt: THEN, seat: undefined })
    await takes(1, THEN)
    expect([(await stands(1)).removedAt, await releases()]).toEqual([THEN, 1])
  })

  test('is on no list of a meeting that is not there, nor once they asked to be forgotten', async () => {
    await seatInvitee(t.world, campaignIdFrom('e'.repeat(16)), invitee(7), THEN, 'Sue')
    expect(await invitationOf(7, campaignIdFrom('e'.repeat(16)))).toBeUndefined()
    await forgetEverywhere(t.world, await context(), await stands(0), CONVENER)
    const gone = await invitationOf(0)
    await takes(0, LATER)
    expect(await invitationOf(0)).toEqual(gone)
  })
})

describe('whoever leaves a seat', () => {
  const leaves = async (n: number, at: string) => removeInvitee(t.world, IDS.campaign, idOf(n), 'Sue', at)

  test('is off the list, once, and not where they have taken one since', async () => {
    await takes(7, THEN)
    await leaves(7, SOONER)
    expect((await stands(7)).removedAt).toBeUndefined()
    await leaves(7, LATER)
    expect(await stands(7)).toMatchObject({ removedAt: NOW, seat: LATER })
    const { history } = await stands(7)
    await leaves(7, LATER)
    expect((await stands(7)).history).toEqual(history)
  })

  test('and was off it already is so once, with the seat noted, so that no change before brings them back', async () => {
    await removeInvitee(t.world, IDS.campaign, idOf(0), CONVENER)
    const { history } = await stands(0)
    await leaves(0, LATER)
    expect(await stands(0)).toMatchObject({ seat: LATER, history })
    await takes(0, THEN)
    expect((await stands(0)).removedAt).toBe(NOW)
  })
})
