/** The list of a team's call follows who is on the team, whatever comes in between. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CampaignId, campaignIdFrom, type TeamId, teamIdFrom } from '../../../domain/keep/ids.ts'
import type { ActionTeam } from '../../../domain/teams/team.ts'
import { campaignRef, change, invitationRef, read } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { removeInvitee } from '../../../functions/list/invite.ts'
import { optOut } from '../../../functions/list/opt-out.ts'
import { seatInvitee } from '../../../functions/list/seat.ts'
import { joinTeam, leaveTeam } from '../../../functions/teams/action-team.ts'
import { openLead, setCall } from '../../../functions/teams/lead-team.ts'
import { moveCall } from '../../../functions/teams/team-calls.ts'
import { teamOf } from '../../../functions/teams/teams.ts'
import type { TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee } from '../campaign/launch.ts'
import { launching, teamIn } from './written.ts'

const ANN = { name: 'Ann Lee', title: 'CEO', company: 'Lee Forge', email: 'ann@lee.example', publicPartner: false }

let t: TestWorld
let team: TeamId
const { at, found, lead } = teamIn(
  () => t.world,
  () => team,
)
const joins = (n: number) => joinTeam(t.world, at(), invitee(n))
const leaves = (n: number) => leaveTeam(t.world, at(), invitee(n).email)
const call = async (): Promise<CampaignId> =>
  campaignIdFrom((await teamOf(t.world.store, IDS.partnership, team))?.calls[0]?.campaign ?? '')
const listed = async (n: number) => {
  const id = await call()
  return (await read(t.world.store, invitationRef(id, invitationIdOf(id, invitee(n).email))))?.value
}
const isOnList = async (n: number) => {
  const found = await listed(n)
  return found !== undefined && found.removedAt === undefined
}
const got = (wave: string, n: number) =>
  t.outbox.list().filter(each => each.wave === wave && each.to.includes(invitee(n).email)).length
const sets = async (over: { date?: string; start?: string; where?: string } = {}) => {
  const link = LINKS.times.to(t.world.settings, IDS.partnership, team, ANN.email)
  const leading = await openLead(t.world, link.split('/').at(-1) ?? '')
  if (!leading) throw new Error('nobody leads')
  return setCall(t.world, leading, { date: '2027-03-17', start: '08:00', minutes: 30, where: '', agenda: '', ...over })
}

/** What somebody else does the moment the team has been read, once. */
function meanwhile(isIts: (stands: ActionTeam) => boolean, act: () => Promise<unknown>): void {
  const get = t.world.store.get.bind(t.world.store)
  let armed = true
  t.world.store.get = async (partition, key) => {
    const found = await get(partition, key)
    if (armed && key === `team#${team}` && found && isIts(found.value as ActionTeam)) {
      armed = false
      await act()
    }
    return found
  }
}
/** The process ends when the call is planned and its letters may leave, before the team knows of it. */
function cutOff(): () => void {
  const put = t.world.store.put.bind(t.world.store)
  t.world.store.put = async (partition, key, value, ...rest) => {
    if (key === `team#${team}` && (value as ActionTeam).calls.some(({ campaign }) => campaign))
      throw new Error('power cut')
    return put(partition, key, value, ...rest)
  }
  return () => {
    t.world.store.put = put
  }
}
const isOn = (stands: ActionTeam, n: number) =>
  stands.members.some(({ email, leftAt }) => email === invitee(n).email && leftAt === undefined)

beforeEach(async () => {
  t = await launching(3)
  await t.timers.runUntil('2027-03-03T17:00:00.000Z')
  ;[team = teamIdFrom('')] = await found('Housing')
  await lead(ANN)
})
afterEach(() => t.close())

describe('a call whose setting up was cut off when its letters had left', () => {
  beforeEach(async () => {
    await joins(0)
    const goesOn = cutOff()
    await expect(sets()).rejects.toThrow('power cut')
    await t.timers.runUntil('2027-03-03T17:05:00.000Z')
    expect(got('hold', 0)).toBe(1)
    goesOn()
  })

  test('asks whoever joins then like the others, and nobody twice', async () => {
    await joins(1)
    await t.timers.runUntil('2027-03-04T17:00:00.000Z')
    expect([0, 1, 2].map(n => got('hold', n))).toEqual([1, 1, 0])
  })

  test('is taken off the calendar of whoever leaves then', async () => {
    await leaves(0)
    await t.timers.runUntil('2027-03-04T17:00:00.000Z')
    expect(await isOnList(0)).toBe(false)
    expect(got('withdrawn', 0)).toBe(1)
  })
})

describe('the list of a call that is set', () => {
  test('has nobody who left while somebody else was joining', async () => {
    await joins(0)
    await sets()
    await leaves(0)
    await t.timers.runUntil('2027-03-04T17:00:00.000Z')
    // The one who joins comes to the list with a team that was read a moment before.
    await joins(0)
    meanwhile(
      stands => isOn(stands, 1),
      () => leaves(0),
    )
    await joins(1)
    expect([await isOnList(0), await isOnList(1)]).toEqual([false, true])
  })

  test('has whoever came back while somebody else was joining', async () => {
    await joins(0)
    await leaves(0)
    await sets()
    meanwhile(
      stands => isOn(stands, 1),
      () => joins(0),
    )
    await joins(1)
    expect([await isOnList(0), await isOnList(1)]).toEqual([true, true])
    await t.timers.runUntil('2027-03-04T17:00:00.000Z')
    expect([got('hold', 0), got('withdrawn', 0)]).toEqual([1, 0])
  })

  test('follows the last change of a seat, in whatever order it hears of them', async () => {
    await joins(0)
    await sets()
    const id = await call()
    const own = (await listed(0))?.id
    if (!own) throw new Error('not on the list')
    const [sooner, later] = ['2027-03-04T17:00:00.000Z', '2027-03-04T18:00:00.000Z']
    await removeInvitee(t.world, id, own, 'Somebody', later)
    await seatInvitee(t.world, id, invitee(0), sooner, 'Somebody')
    expect(await isOnList(0)).toBe(false)
    await seatInvitee(t.world, id, invitee(0), '2027-03-04T19:00:00.000Z', 'Somebody')
    await removeInvitee(t.world, id, own, 'Somebody', later)
    expect(await isOnList(0)).toBe(true)
  })

  test('stays without whoever the convener took off, until they join anew', async () => {
    await joins(0)
    await sets()
    const own = (await listed(0))?.id
    if (!own) throw new Error('not on the list')
    await removeInvitee(t.world, await call(), own, CONVENER)
    await joins(1)
    expect(await isOnList(0)).toBe(false)
    await leaves(0)
    await joins(0)
    expect(await isOnList(0)).toBe(true)
  })

  test('tells nobody that they are off it who wants no letters of the partnership', async () => {
    await joins(0)
    await sets()
    await t.timers.runUntil('2027-03-04T17:00:00.000Z')
    expect(got('hold', 0)).toBe(1)
    await optOut(t.world, IDS.campaign, invitationIdOf(IDS.campaign, invitee(0).email))
    await leaves(0)
    await t.timers.runUntil('2027-03-05T17:00:00.000Z')
    expect([await isOnList(0), got('withdrawn', 0)]).toEqual([false, 0])
  })

  test('never had whoever left before it was set', async () => {
    await joins(0)
    await leaves(0)
    await joins(1)
    await sets()
    expect([await listed(0), await isOnList(1)]).toEqual([undefined, true])
  })

  test('stays as it is once the call has begun, or is off', async () => {
    await sets()
    // Eight in Denver, which has its summer time by then.
    await t.clock.moveTo('2027-03-17T13:59:59.999Z')
    await joins(0)
    await t.clock.moveTo('2027-03-17T14:00:00.000Z')
    await joins(1)
    expect([await isOnList(0), await isOnList(1)]).toEqual([true, false])
    await t.clock.moveTo('2027-03-17T15:00:00.000Z')
    expect(await sets({ date: '2027-03-24' })).toBe('set')
    const second = (await teamOf(t.world.store, IDS.partnership, team))?.calls[1]?.campaign ?? ''
    await change(t.world.store, campaignRef(campaignIdFrom(second)), each => ({ ...each, status: 'canceled' as const }))
    await joins(2)
    const on = async (n: number) => {
      const id = campaignIdFrom(second)
      return read(t.world.store, invitationRef(id, invitationIdOf(id, invitee(n).email)))
    }
    expect([(await on(1))?.value.invitee.email, await on(2)]).toEqual([invitee(1).email, undefined])
  })

  test('is one for each of two calls of a day', async () => {
    await sets()
    const first = await call()
    await t.clock.moveTo('2027-03-17T15:00:00.000Z')
    expect(await sets({ start: '16:00' })).toBe('set')
    const calls = (await teamOf(t.world.store, IDS.partnership, team))?.calls.map(({ campaign }) => campaign) ?? []
    expect([calls[0], calls.length, new Set(calls).size]).toEqual([first, 2, 2])
  })

  test('keeps what the convener wrote of its place, unless the lead moves it to another', async () => {
    await sets({ where: 'Lee Forge' })
    const ref = campaignRef(await call())
    const venue = async () => (await read(t.world.store, ref))?.value.meeting?.venue
    await change(t.world.store, ref, each =>
      each.meeting
        ? { ...each, meeting: { ...each.meeting, venue: { ...each.meeting.venue, parking: 'Lot B' } } }
        : each,
    )
    const slot = { date: '2027-03-18', start: '09:00', end: '09:30' }
    await moveCall(t.world, await call(), slot, 'Lee Forge', 'Ann')
    expect(await venue()).toEqual({ host: 'Lee Forge', address: '', parking: 'Lot B', access: '' })
    await moveCall(t.world, await call(), slot, 'https://meet.example/1', 'Ann')
    expect(await venue()).toEqual({ host: 'Online', address: 'https://meet.example/1', parking: '', access: '' })
    expect((await read(t.world.store, ref))?.value.meeting).toMatchObject(slot)
    await moveCall(t.world, await call(), slot, 'Ruiz Castings', 'Ann')
    expect(await venue()).toMatchObject({ host: 'Ruiz Castings', address: '' })
    await moveCall(t.world, await call(), slot, '', 'Ann')
    expect(await venue()).toMatchObject({ host: 'Online', address: '' })
  })

  test('hears of it at once where the next working morning would be too late', async () => {
    await joins(0)
    // A Friday evening, and the call is on Monday before nine.
    await t.timers.runUntil('2027-03-13T01:00:00.000Z')
    expect(await sets({ date: '2027-03-15' })).toBe('set')
    await t.timers.runUntil('2027-03-13T02:00:00.000Z')
    expect(got('hold', 0)).toBe(1)
  })
})
