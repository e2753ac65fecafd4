import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignIdFrom, teamIdFrom } from '../../../domain/keep/ids.ts'
import { presentOf } from '../../../domain/teams/team.ts'
import { membersOf } from '../../../functions/campaign/start-meeting.ts'
import { campaignRef, invitationRef, partnershipRef, read } from '../../../functions/keep/documents.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { foundTeams, makeLead } from '../../../functions/teams/action-team.ts'
import { addCommitment, commitmentsOf } from '../../../functions/teams/commitments.ts'
import { teamOf } from '../../../functions/teams/teams.ts'
import { CONVENER, IDS } from '../campaign/launch.ts'
import { visitor } from '../visitor.ts'
import { ANN, quarterlyTables, type Tables } from './quarterly.ts'

let at: Tables
beforeEach(async () => {
  at = await quarterlyTables(['2027-08-10', '2027-11-09'])
  await at.t.timers.runUntil('2027-07-15T16:00:00.000Z')
})
afterEach(() => at.t.close())

const PATH = `/campaigns/${IDS.campaign}/hand-over`
const DANA = 'dana@lee.example'
const champion = (over: Record<string, string> = {}) => ({
  do: 'champion',
  champion: IDS.ann,
  name: 'Dana Cole',
  title: 'CEO',
  company: 'Lee Forge',
  email: DANA,
  stays: 'yes',
  ...over,
})
const partnership = async () => (await read(at.t.world.store, partnershipRef(IDS.partnership)))?.value
const onList = async (campaign: string, email: string) => {
  const ref = invitationRef(campaignIdFrom(campaign), invitationIdOf(campaignIdFrom(campaign), email))
  const found = (await read(at.t.world.store, ref))?.value
  return found !== undefined && found.removedAt === undefined
}

describe('a champion who hands over', () => {
  test('passes on meetings to come, the lead of teams and open commitments; what has been stays as it was', async () => {
    const { world } = at.t
    const launch = { id: IDS.campaign, partnership: IDS.partnership }
    const [team = ''] = await foundTeams(world, launch, [{ name: 'Housing' }], CONVENER)
    const ann = { name: 'Ann Lee', title: 'CEO', company: 'Lee Forge', email: ANN, publicPartner: false }
    const before = await partnership()
    const campaign = (await read(world.store, campaignRef(IDS.campaign)))?.value
    if (before) await makeLead(world, before, campaign, { ...launch, team: teamIdFrom(team), by: CONVENER }, ann)
    await addCommitment(world, IDS.partnership, { campaign: IDS.campaign, what: 'Plan', owner: ann, due: '2027-12-01' })
    const asked = at.t.outbox.list().filter(({ wave }) => wave === 'signature-request').length
    expect((await at.convener.post(PATH, champion())).status).toBe(303)
    expect((await partnership())?.champions.map(({ name }) => name)).toEqual(['Dana Cole', 'Bob Ruiz'])
    expect(await onList((await at.table(0)).id, DANA)).toBe(true)
    expect(await onList((await at.table(0)).id, ANN)).toBe(true)
    expect((await teamOf(world.store, IDS.partnership, teamIdFrom(team)))?.lead).toBe(DANA)
    expect((await commitmentsOf(world.store, IDS.partnership))[0]?.owner).toMatchObject({ email: DANA })
    // The launch was signed by those who signed it, and nobody is asked to sign it again.
    await at.t.timers.runUntil('2027-07-16T20:00:00.000Z')
    expect((await read(world.store, campaignRef(IDS.campaign)))?.value.signatures).toHaveLength(8)
    expect(at.t.outbox.list().filter(({ wave }) => wave === 'signature-request')).toHaveLength(asked)
    // Who stays is a member of what is planned from now on.
    const after = await partnership()
    const members = after ? await membersOf(world, after) : []
    expect(members.map(({ invitee }) => invitee.email)).toEqual(expect.arrayContaining([ANN, DANA]))
    const [welcome, ...more] = await at.letters(DANA, 'hand-over')
    expect(more).toEqual([])
    expect(welcome?.text).toContain('the lead of the action team Housing')
    expect(welcome?.text).toContain('August 10, 2027')
    expect(await at.letters(ANN, 'hand-over')).toHaveLength(1)
  })

  test('the day after the launch asks nobody to sign the letter of it again', async () => {
    const fresh = await quarterlyTables(['2027-08-10'])
    await fresh.t.timers.runUntil('2027-03-31T20:00:00.000Z')
    await fresh.convener.post(PATH, champion())
    await fresh.t.timers.runUntil('2027-04-01T20:00:00.000Z')
    const launch = (await read(fresh.t.world.store, campaignRef(IDS.campaign)))?.value
    fresh.t.close()
    expect(launch?.status).not.toBe('awaiting signatures')
    expect(launch?.requests && Object.keys(launch.requests)).toHaveLength(2)
  })

  test('and leaves is taken off the meetings to come and the teams', async () => {
    const { world } = at.t
    const launch = { id: IDS.campaign, partnership: IDS.partnership }
    const [team = ''] = await foundTeams(world, launch, [{ name: 'Housing' }], CONVENER)
    const ann = { name: 'Ann Lee', title: 'CEO', company: 'Lee Forge', email: ANN, publicPartner: false }
    const before = await partnership()
    if (before) await makeLead(world, before, undefined, { ...launch, team: teamIdFrom(team), by: CONVENER }, ann)
    await at.convener.post(PATH, champion({ stays: 'no' }))
    for (const n of [0, 1]) {
      expect(await onList((await at.table(n)).id, ANN)).toBe(false)
      expect(await onList((await at.table(n)).id, DANA)).toBe(true)
    }
    const there = await teamOf(world.store, IDS.partnership, teamIdFrom(team))
    expect(there && presentOf(there).map(({ email }) => email)).toEqual([DANA])
  })

  test('twice is once; somebody who is a champion already cannot take over, and what was typed is kept', async () => {
    await at.convener.post(PATH, champion())
    expect((await at.convener.post(PATH, champion())).status).toBe(422)
    const refused = await at.convener.post(PATH, champion({ champion: IDS.bob, name: 'Typed Name' }))
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Typed Name')
    expect((await partnership())?.champions).toHaveLength(2)
  })
})

describe('a convener who hands over', () => {
  const convener = (over: Record<string, string> = {}) => ({
    do: 'convener',
    from: CONVENER,
    name: 'Nia Ford',
    email: 'nia@region.example',
    organization: 'Region',
    becomes: 'support team',
    ...over,
  })

  test('gives the successor everything, and keeps to read what they no longer change', async () => {
    expect((await at.convener.post(PATH, convener())).status).toBe(303)
    await at.somebody.post('/sign-in', { email: 'nia@region.example' })
    await expect.poll(() => at.letters('nia@region.example', 'sign-in')).toHaveLength(1)
    const nia = await visitor(at.t.world, 'nia@region.example')
    expect((await nia.get(`/campaigns/${IDS.campaign}/letter`)).status).toBe(200)
    expect((await nia.text('/')).includes('Front Range')).toBe(true)
    expect((await nia.post(`/campaigns/${(await at.table(0)).id}/agenda`, { do: 'add', text: 'Hello' })).status).toBe(
      303,
    )
    expect((await at.convener.get(PATH)).status).toBe(200)
    expect((await at.convener.post(PATH, convener())).status).toBe(403)
    await at.t.timers.runUntil('2027-07-16T20:00:00.000Z')
    const [told] = await at.letters('nia@region.example', 'hand-over')
    expect(told?.text).toContain(`/campaigns/${(await at.table(0)).id}`)
    expect(await at.letters(CONVENER, 'hand-over')).toHaveLength(1)
  })

  test('and leaves sees the partnership no more; the letters on their way leave all the same', async () => {
    const gone = await at.convener.post(PATH, convener({ becomes: 'leaves' }))
    expect(gone.headers.get('location')).toBe('/')
    expect((await at.convener.get(PATH)).status).toBe(404)
    await at.t.timers.runUntil('2027-07-28T00:00:00.000Z')
    expect((await at.letters(ANN, 'invite')).length).toBeGreaterThan(0)
  })
})
