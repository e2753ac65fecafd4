/** Whose address is corrected on one list is known by the right one wherever their partnership keeps them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CampaignId, campaignIdFrom, type TeamId, teamIdFrom } from '../../../domain/keep/ids.ts'
import { presentOf } from '../../../domain/teams/team.ts'
import { all, invitationRef, invitationsOf, read, suppressionRef } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { DOCUMENTS } from '../../../functions/keep/registry.ts'
import { editInvitee } from '../../../functions/list/correct.ts'
import { addInvitees, removeInvitee } from '../../../functions/list/invite.ts'
import { optOut } from '../../../functions/list/opt-out.ts'
import { joinTeam, leaveTeam } from '../../../functions/teams/action-team.ts'
import { addCommitment, commitmentsOf } from '../../../functions/teams/commitments.ts'
import { followCorrections } from '../../../functions/teams/follow-corrections.ts'
import { openLead, setCall } from '../../../functions/teams/lead-team.ts'
import { takePart } from '../../../functions/teams/take-part.ts'
import { whoJoins } from '../../../functions/teams/team-links.ts'
import type { TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee } from '../campaign/launch.ts'
import { launching, teamIn } from './written.ts'

const RIGHT = 'right@address.example'
const MORNING = '2027-03-04T17:00:00.000Z'

let t: TestWorld
let team: TeamId
const { at, stands, found, lead } = teamIn(
  () => t.world,
  () => team,
)
const idOf = (n: number, campaign: CampaignId = IDS.campaign) => invitationIdOf(campaign, invitee(n).email)
const joins = (n: number) => joinTeam(t.world, at(), invitee(n))
const corrects = (n: number, email = RIGHT, campaign: CampaignId = IDS.campaign) =>
  editInvitee(t.world, campaign, idOf(n, campaign), { ...invitee(n), email }, CONVENER)
const emails = async () => presentOf(await stands()).map(({ email }) => email)
const call = async (): Promise<CampaignId> => campaignIdFrom((await stands()).calls[0]?.campaign ?? '')
const onCall = async () => {
  const found: string[] = []
  for await (const { value } of invitationsOf(t.world.store, await call()))
    if (value.removedAt === undefined) found.push(value.invitee.email)
  return found
}
const leading = async (email: string) => {
  const link = LINKS.times.to(t.world.settings, IDS.partnership, team, email)
  return openLead(t.world, link.split('/').at(-1) ?? '')
}
const sets = async () => {
  const found = await leading(invitee(1).email)
  if (!found) throw new Error('nobody leads')
  return setCall(t.world, found, { date: '2027-03-17', start: '08:00', minutes: 30, where: '', agenda: '' })
}
const got = (wave: string, email: string) =>
  t.outbox.list().filter(each => each.wave === wave && each.to.includes(email)).length
/** Who presses a button behind their own link of the launch's summary. */
const presses = async (n: number, what: 'join' | 'leave') => {
  const visiting = await whoJoins(t.world, LINKS.join.token(t.world.settings, IDS.campaign, idOf(n)))
  if (!visiting) throw new Error('a dead link')
  return takePart(t.world, visiting, { team, do: what, text: '' })
}
const marks = async () => {
  const found: unknown[] = []
  for await (const { value } of all(t.world.store, DOCUMENTS.correction)) found.push(value)
  return found
}

beforeEach(async () => {
  t = await launching(4)
  await t.timers.runUntil('2027-03-03T17:00:00.000Z')
  ;[team = teamIdFrom('')] = await found('Housing')
  await lead(invitee(1))
  await joins(0)
})
afterEach(() => t.close())

describe('somebody on a team whose address is corrected on the list of the launch', () => {
  test('is on the team under the right one, which its history says who corrected', async () => {
    await corrects(0)
    await followCorrections(t.world)
    expect(await emails()).toEqual([invitee(1).email, RIGHT])
    expect((await stands()).history.at(-1)).toMatchObject({ by: CONVENER, event: 'readdressed', name: invitee(0).name })
    await t.timers.runUntil('2027-03-03T18:00:00.000Z')
    expect(await marks()).toEqual([])
  })

  test('has one seat when they press the button of their own link, before anything has followed', async () => {
    await corrects(0)
    expect(await presses(0, 'join')).toBe('done')
    expect(await emails()).toEqual([invitee(1).email, RIGHT])
    expect(await presses(0, 'leave')).toBe('done')
    expect(await emails()).toEqual([invitee(1).email])
  })

  test('is asked to a call that is set afterwards where they are, and nowhere else', async () => {
    await corrects(0)
    await sets()
    await t.timers.runUntil(MORNING)
    expect([got('hold', RIGHT), got('hold', invitee(0).email)]).toEqual([1, 0])
  })

  test('is on the list of a call that was set before, once, and hears of it at the right address', async () => {
    await sets()
    await t.timers.runUntil(MORNING)
    await corrects(0)
    await t.timers.runUntil('2027-03-04T17:30:00.000Z')
    await joins(2)
    expect((await onCall()).sort()).toEqual([invitee(1).email, invitee(2).email, RIGHT].sort())
    expect([got('hold', RIGHT), got('withdrawn', invitee(0).email)]).toEqual([1, 0])
  })

  test('leaves and comes back as the same', async () => {
    await sets()
    await t.timers.runUntil(MORNING)
    await corrects(0)
    await presses(0, 'leave')
    expect(await onCall()).toEqual([invitee(1).email])
    await presses(0, 'join')
    await t.timers.runUntil('2027-03-05T17:00:00.000Z')
    expect((await onCall()).sort()).toEqual([invitee(1).email, RIGHT].sort())
    expect(await emails()).toEqual([invitee(1).email, RIGHT])
  })

  test('leads on, by the link they have and by one of the right address', async () => {
    await corrects(1)
    await followCorrections(t.world)
    expect((await leading(invitee(1).email))?.lead).toBe(RIGHT)
    expect((await leading(RIGHT))?.lead).toBe(RIGHT)
    expect(await leading(invitee(0).email)).toBeUndefined()
  })

  test('gets nothing there when they wanted no letters under the old one', async () => {
    await optOut(t.world, IDS.campaign, idOf(0))
    await corrects(0)
    await sets()
    await t.timers.runUntil(MORNING)
    expect([got('hold', RIGHT), got('hold', invitee(0).email)]).toEqual([0, 0])
    expect((await read(t.world.store, suppressionRef(IDS.partnership, RIGHT)))?.value.reason).toBe('opted out')
  })

  test('owns at the right one what they promised', async () => {
    const { name, company, email } = invitee(0)
    const said = { campaign: IDS.campaign, team, what: 'train two people', due: '2027-04-20' }
    await addCommitment(t.world, IDS.partnership, { ...said, owner: { name, company, email } })
    await corrects(0)
    await t.timers.runUntil('2027-03-03T17:30:00.000Z')
    expect((await commitmentsOf(t.world.store, IDS.partnership)).map(({ owner }) => owner.email)).toEqual([RIGHT])
  })
})

describe('a correction', () => {
  test('leaves a team alone on which somebody else has that address', async () => {
    const others = { ...invitee(3), name: 'Pat Other', email: invitee(2).email }
    await joinTeam(t.world, at(), others)
    await corrects(2)
    await followCorrections(t.world)
    expect(await emails()).toContain(invitee(2).email)
    expect(await presses(2, 'join')).toBe('done')
    expect((await emails()).filter(each => [invitee(2).email, RIGHT].includes(each))).toHaveLength(2)
  })

  test('takes no seat from somebody else who has the right address as well', async () => {
    await joinTeam(t.world, at(), { ...invitee(3), name: 'Pat Other', email: RIGHT })
    await corrects(0)
    await followCorrections(t.world)
    expect(await emails()).toEqual([invitee(1).email, invitee(0).email, RIGHT])
  })

  test('makes one seat of two, as the later of them stands', async () => {
    await sets()
    await joinTeam(t.world, at(), { ...invitee(0), email: RIGHT })
    await corrects(0)
    await followCorrections(t.world)
    expect(await emails()).toEqual([invitee(1).email, RIGHT])
    expect((await onCall()).sort()).toEqual([invitee(1).email, RIGHT].sort())
  })

  test('finds whoever joins by a page that was read before it', async () => {
    await corrects(2)
    await followCorrections(t.world)
    await joins(2)
    await t.timers.runUntil('2027-03-03T17:30:00.000Z')
    expect(await emails()).toEqual([invitee(1).email, invitee(0).email, RIGHT])
  })

  test('on the list of a call is one of the team and of the launch', async () => {
    await sets()
    await corrects(0, RIGHT, await call())
    await followCorrections(t.world)
    expect(await emails()).toEqual([invitee(1).email, RIGHT])
    expect((await read(t.world.store, invitationRef(IDS.campaign, idOf(0))))?.value.invitee.email).toBe(RIGHT)
  })

  test('puts nobody back whom the convener took off the list of a call', async () => {
    await sets()
    await removeInvitee(t.world, await call(), idOf(0, await call()), CONVENER)
    await corrects(0)
    await joins(2)
    expect((await onCall()).sort()).toEqual([invitee(1).email, invitee(2).email].sort())
  })

  test('that was cut off is finished by the sweep, and one that never came about changes nothing', async () => {
    const put = t.world.store.put.bind(t.world.store)
    const cutOff = (isAfter: boolean) => {
      t.world.store.put = async (...what) => {
        if (what[1] !== `invitation#${idOf(0)}`) return put(...what)
        if (isAfter) await put(...what)
        throw new Error('power cut')
      }
    }
    cutOff(false)
    await expect(corrects(0)).rejects.toThrow('power cut')
    t.world.store.put = put
    await followCorrections(t.world)
    expect(await emails()).toEqual([invitee(1).email, invitee(0).email])
    expect(await marks()).toHaveLength(1)
    cutOff(true)
    await expect(corrects(0)).rejects.toThrow('power cut')
    t.world.store.put = put
    await t.timers.runUntil('2027-03-03T17:30:00.000Z')
    expect(await emails()).toEqual([invitee(1).email, RIGHT])
    expect(await marks()).toEqual([])
  })

  test('is followed to the last of several, and back again', async () => {
    await corrects(0, 'first@address.example')
    await corrects(0)
    await followCorrections(t.world)
    expect(await emails()).toEqual([invitee(1).email, RIGHT])
    await corrects(0, invitee(0).email)
    await followCorrections(t.world)
    await followCorrections(t.world)
    expect(await emails()).toEqual([invitee(1).email, invitee(0).email])
    await leaveTeam(t.world, at(), invitee(0).email)
    expect(await emails()).toEqual([invitee(1).email])
  })

  test('changes nobody who stands beside them on the list', async () => {
    await addInvitees(
      t.world,
      IDS.campaign,
      [{ ...invitee(3), name: 'Pat Other', email: 'pat@other.example' }],
      CONVENER,
      'with the wave',
    )
    await joins(3)
    await corrects(0)
    await followCorrections(t.world)
    expect(await emails()).toEqual([invitee(1).email, RIGHT, invitee(3).email])
  })
})
