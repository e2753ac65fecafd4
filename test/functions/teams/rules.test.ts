/** What acts of action teams refuse by themselves, whichever door they are called through. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignIdFrom, commitmentIdFrom, type TeamId, teamIdFrom } from '../../../domain/keep/ids.ts'
import { presentOf } from '../../../domain/teams/team.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { campaignRef, change, partnershipRef, read } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { closeTeam, foundTeams, makeLead } from '../../../functions/teams/action-team.ts'
import { addCommitment, commitmentsOf, tellCommitment } from '../../../functions/teams/commitments.ts'
import {
  type CallTime,
  moveNextCall,
  openLead,
  promiseOfTeam,
  setCall,
  setNextAgenda,
} from '../../../functions/teams/lead-team.ts'
import {
  addTeammate,
  appointLead,
  foundChosen,
  promiseOfPartnership,
  proposeCallTimes,
} from '../../../functions/teams/run-team.ts'
import { type TeamChoice, takePart } from '../../../functions/teams/take-part.ts'
import type { Visiting } from '../../../functions/teams/team-links.ts'
import { readTeamOverview } from '../../../functions/teams/team-view.ts'
import { teamOf } from '../../../functions/teams/teams.ts'
import type { TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee } from '../campaign/launch.ts'
import { launching } from './written.ts'

const FAY = { name: 'Fay Cole', email: 'fay@college.example', role: 'support team' as const, organization: 'College' }
const ANN = { name: 'Ann Lee', title: 'CEO', company: 'Lee Forge', email: 'ann@lee.example', publicPartner: false }

let t: TestWorld
let team: TeamId
const at = () => ({ partnership: IDS.partnership, team, by: 'Somebody' })
const launch = { id: IDS.campaign, partnership: IDS.partnership }
const context = async () => {
  const found = await readContext(t.world.store, IDS.campaign)
  if (!found) throw new Error('no campaign')
  return found
}
const stands = async () => {
  const found = await teamOf(t.world.store, IDS.partnership, team)
  if (!found) throw new Error('no team')
  return found
}

beforeEach(async () => {
  t = await launching(3)
  await change(t.world.store, partnershipRef(IDS.partnership), each => ({ ...each, team: [...each.team, FAY] }))
  await t.clock.moveTo('2027-03-03T17:00:00.000Z')
  ;[team = teamIdFrom('')] = await foundTeams(t.world, launch, [{ name: 'Housing' }], CONVENER)
})
afterEach(() => t.close())

describe('a lead', () => {
  const leading = async () => {
    const link = LINKS.times.to(t.world.settings, IDS.partnership, team, ANN.email)
    const found = await openLead(t.world, link.split('/').at(-1) ?? '')
    if (!found) throw new Error('nobody leads')
    return found
  }
  const time = (over: Partial<CallTime> = {}) => ({
    date: '2027-03-17',
    start: '08:00',
    minutes: 30,
    where: '',
    agenda: '',
    ...over,
  })
  beforeEach(async () => {
    const { campaign, partnership } = await context()
    await makeLead(t.world, partnership, campaign, at(), ANN)
  })

  test('sets a call that is still to come, within a year, and ends on its day', async () => {
    const lead = await leading()
    expect(await setCall(t.world, lead, time({ date: '2027-03-03' }))).toBe('past')
    expect(await setCall(t.world, lead, time({ date: '2029-03-01' }))).toBe('too far')
    expect(await setCall(t.world, lead, time({ start: '23:59' }))).toBe('over midnight')
    expect((await stands()).calls).toEqual([])
  })

  test('sets one call, also when two times are chosen at the same moment', async () => {
    const lead = await leading()
    const both = await Promise.all(['08:00', '09:00'].map(start => setCall(t.world, lead, time({ start }))))
    expect(both.sort()).toEqual(['set', 'set already'])
    expect((await stands()).calls).toHaveLength(1)
    expect(await setCall(t.world, await leading(), time({ date: '2027-03-18' }))).toBe('set already')
  })

  test('moves a call that is set, five times a day and no more', async () => {
    expect(await moveNextCall(t.world, await leading(), time())).toBe('none set')
    expect(await setNextAgenda(t.world, await leading(), 'Rents')).toBe('none set')
    await setCall(t.world, await leading(), time())
    await t.timers.runUntil('2027-03-04T23:30:00.000Z')
    expect(await moveNextCall(t.world, await leading(), time({ date: '2027-03-01' }))).toBe('past')
    const moves = []
    for (const hour of ['09', '10', '11', '12', '13', '14'])
      moves.push(await moveNextCall(t.world, await leading(), time({ start: `${hour}:00` })))
    expect(moves).toEqual(['moved', 'moved', 'moved', 'moved', 'moved', 'often'])
    const campaign = (await stands()).calls[0]?.campaign ?? ''
    expect((await read(t.world.store, campaignRef(campaignIdFrom(campaign))))?.value.meeting?.start).toBe('13:00')
  })

  test('notes promises of people on the team for days to come, a hundred of one team', async () => {
    const promise = async (owner: string, due = '2027-04-01', what = 'Call the mayor') =>
      promiseOfTeam(t.world, await leading(), { what, owner, due })
    expect(await promise(invitee(0).email)).toBe('nobody')
    expect(await promise(ANN.email, '2027-03-03')).toBe('past')
    const owner = { name: ANN.name, email: ANN.email, company: ANN.company }
    for (let n = 0; n < 99; n++)
      await addCommitment(t.world, IDS.partnership, {
        campaign: IDS.campaign,
        team: team,
        what: `No. ${n}`,
        owner,
        due: '2027-05-01',
      })
    expect(await promise(ANN.email)).toBe('noted')
    expect(await promise(ANN.email, '2027-04-01', 'One too many')).toBe('too many')
    expect(await commitmentsOf(t.world.store, IDS.partnership)).toHaveLength(100)
  })
})

describe('a promise on a team', () => {
  test('is one of its latest call that has been, and of the launch before there was one', async () => {
    const { campaign, partnership } = await context()
    await makeLead(t.world, partnership, campaign, at(), ANN)
    const leading = async () => {
      const link = LINKS.times.to(t.world.settings, IDS.partnership, team, ANN.email)
      const found = await openLead(t.world, link.split('/').at(-1) ?? '')
      if (!found) throw new Error('nobody leads')
      return found
    }
    const promise = async (what: string) => {
      await promiseOfTeam(t.world, await leading(), { what, owner: ANN.email, due: '2027-05-01' })
      return (await commitmentsOf(t.world.store, IDS.partnership)).find(each => each.what === what)?.campaign
    }
    await setCall(t.world, await leading(), { date: '2027-03-17', start: '08:00', minutes: 30, where: '', agenda: '' })
    const [call] = (await stands()).calls
    expect(await promise('Before')).toBe(IDS.campaign)
    await t.clock.moveTo('2027-03-17T15:00:00.000Z')
    expect(await promise('After')).toBe(call?.campaign)
  })
})

describe('by the link of the summary', () => {
  const visiting = async (over: Partial<Visiting>): Promise<Visiting> => ({
    ...(await context()),
    person: { ...invitee(0), publicPartner: false },
    champion: false,
    ...over,
  })
  const take = async (what: TeamChoice['do'], over: Partial<Visiting> = {}, text = '', id = team) =>
    takePart(t.world, await visiting(over), { team: id, do: what, text })
  const partner = { person: { ...invitee(1), publicPartner: true } }

  test('businesses join and do not offer, partners offer and do not join', async () => {
    expect(await take('offer', {}, 'Machines')).toBe('not theirs')
    for (const what of ['join', 'volunteer', 'lead'] as const) expect(await take(what, partner)).toBe('not theirs')
    expect(await take('offer', partner, '  ')).toBe('no words')
    expect(await take('offer', partner, 'A curriculum')).toBe('done')
    expect(await take('join', {}, '', teamIdFrom('no-such-team'))).toBe('no team')
    expect((await stands()).members).toEqual([])
  })

  test('nobody is told that they are on a team which takes them no more', async () => {
    for (let n = 0; n < 5; n++) {
      expect(await take('join')).toBe('done')
      expect(await take('leave')).toBe('done')
    }
    expect(await take('join')).toBe('meanwhile')
    expect(presentOf(await stands())).toEqual([])
    await closeTeam(t.world, at(), true)
    expect(await take('offer', partner, 'A curriculum')).toBe('meanwhile')
  })

  test('champions take a team that nobody leads, others none', async () => {
    expect(await take('lead')).toBe('not theirs')
    expect(await take('lead', { champion: true, person: ANN })).toBe('done')
    expect(await take('lead', { champion: true, person: { ...ANN, email: 'bob@ruiz.example' } })).toBe('led already')
    expect((await stands()).lead).toBe(ANN.email)
  })
})

describe('the convener', () => {
  const opened = async () => {
    const overview = await readTeamOverview(t.world, IDS.partnership, IDS.campaign)
    if (!overview) throw new Error('no partnership')
    return { partnership: overview.partnership, overview, team: await stands(), by: CONVENER }
  }

  test('founds teams of what was chosen, and none where nothing was or there was no launch', async () => {
    const chosen = { topics: ['no such topic'], name: '  ' }
    expect(await foundChosen(t.world, await context(), chosen, CONVENER)).toBe('nothing chosen')
    await change(t.world.store, campaignRef(IDS.campaign), each => ({ ...each, meeting: undefined }))
    const own = { topics: [], name: 'Freight' }
    expect(await foundChosen(t.world, await context(), own, CONVENER)).toBe('no launch')
  })

  test('gives a team a lead of a business, never a partner or a stranger', async () => {
    for (const email of [FAY.email, 'nobody@knows.example'])
      expect(await appointLead(t.world, await opened(), email)).toBe('not of a business')
    expect((await stands()).lead).toBeUndefined()
    expect(await appointLead(t.world, await opened(), invitee(0).email)).toBe('leads')
  })

  test('proposes three different times that are still to come', async () => {
    const days = (...dates: string[]) => dates.map(date => ({ date, start: '08:00' }))
    const propose = async (wanted: ReturnType<typeof days>) => proposeCallTimes(t.world, await opened(), wanted)
    expect(await propose(days('2027-03-17', '2027-03-02', '2027-03-18'))).toEqual({ past: 1 })
    expect(await propose(days('2027-03-17', '2027-03-18', '2027-03-17'))).toBe('not apart')
    expect((await stands()).proposal).toBeUndefined()
  })

  test('brings a partner in for something, and a business without', async () => {
    const who = { name: FAY.name, title: '', company: 'College', email: FAY.email, brings: '' }
    expect(await addTeammate(t.world, await opened(), who)).toBe('brings nothing')
    expect(presentOf(await stands())).toEqual([])
    expect(await addTeammate(t.world, await opened(), { ...who, brings: 'Classrooms' })).toBe('added')
    expect(await addTeammate(t.world, await opened(), { ...who, email: 'new@shop.example' })).toBe('added')
    expect(presentOf(await stands()).map(({ publicPartner }) => publicPartner)).toEqual([true, false])
  })

  test('notes promises of people of the partnership, for days to come', async () => {
    const promise = async (owner: string, due: string) =>
      promiseOfPartnership(t.world, await context(), { what: 'Lend a van', owner, due })
    expect(await promise('nobody@knows.example', '2027-04-01')).toBe('nobody')
    expect(await promise(FAY.email, '2027-03-03')).toBe('past')
    expect(await promise(FAY.email, '2027-03-04')).toBe('noted')
  })
})

describe('a commitment', () => {
  test('moves to days to come within three years, twenty times, also when two move it at the same moment', async () => {
    const { name, email, company } = ANN
    const owner = { name, email, company }
    const made = { campaign: IDS.campaign, what: 'Plan', owner, due: '2027-04-01' }
    const { id } = await addCommitment(t.world, IDS.partnership, made)
    const move = (to: string) => tellCommitment(t.world, IDS.partnership, id, { do: 'move', to, why: '' }, 'Ann')
    expect(await move('2027-03-03')).toBe('past')
    expect(await move('2031-01-01')).toBe('too far')
    expect(
      await tellCommitment(t.world, IDS.partnership, commitmentIdFrom('other'), { do: 'kept', note: '' }, 'Ann'),
    ).toBe('not there')
    for (let n = 0; n < 19; n++) expect(await move(`2027-05-${10 + n}`)).toBe('noted')
    expect((await Promise.all(['2027-06-01', '2027-06-02'].map(move))).sort()).toEqual(['moved often', 'noted'])
    expect((await commitmentsOf(t.world.store, IDS.partnership))[0]?.moved).toHaveLength(20)
  })
})
