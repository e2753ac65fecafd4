/** What is mailed around action teams and promises, to whom and when. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { campaignIdFrom, commitmentIdFrom, type TeamId, teamIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import type { Commitment } from '../../../domain/teams/commitment.ts'
import type { Joining, TeamCall } from '../../../domain/teams/team.ts'
import { campaignOfRef, change, create, invitationRef, partnershipRef } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { createCampaign } from '../../../functions/keep/reply-to.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { askPartners, closeTeam, joinTeam } from '../../../functions/teams/action-team.ts'
import { commitmentErrands } from '../../../functions/teams/commitment-errands.ts'
import { commitmentRef } from '../../../functions/teams/commitments.ts'
import { goneOf } from '../../../functions/teams/gone.ts'
import { teamErrands } from '../../../functions/teams/team-errands.ts'
import { campaign as blank, launch } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, invitee } from '../campaign/launch.ts'
import { launchIn } from '../campaign/written.ts'
import { teamIn } from './written.ts'

/** A Wednesday, ten in the morning in Denver. */
const NOW = '2027-03-03T17:00:00.000Z'
const CALL = campaignIdFrom('k'.repeat(16))
const FAY = { name: 'Fay', email: 'fay@college.example', role: 'support team' as const, organization: 'College' }
const ANN: Joining = {
  name: 'Ann *Lee*',
  title: '',
  company: 'Lee Forge',
  email: 'ann@lee.example',
  publicPartner: false,
}
const BOB = 'bob@ruiz.example'

let t: TestWorld
let team: TeamId
const { overview, join } = launchIn(() => t.world)
const { at, stands, found, write, lead } = teamIn(
  () => t.world,
  () => team,
)
const planned = async (text: string) =>
  (await teamErrands(t.world, await overview())).filter(each => each.text === text)
const told = async (text: string) => (await planned(text)).map(each => [each.to.email, each.at, each.until]).sort()

beforeEach(async () => {
  t = makeWorld({ start: NOW })
  const over = { status: 'running', scheduledAt: '2027-01-04T16:00:00.000Z' } as const
  await draftCampaign(t.world, { invitees: 4, meeting: { date: '2027-03-02' }, campaign: over })
  await join(FAY)
  ;[team = teamIdFrom('')] = await found('Housing')
})
afterEach(() => t.close())

describe('a lead is looked for', () => {
  test('among the champions, a working day after teams were founded, for three weeks; not for one that is led or closed', async () => {
    const at = '2027-03-04T17:00:00.000Z'
    const wanted = [ANN.email, BOB].map(email => [email, at, '2027-03-25T17:00:00.000Z'])
    expect(await told('lead-wanted')).toEqual(wanted)
    expect((await planned('lead-wanted'))[0]?.fields).toMatchObject({ teams: 'One action team', have: 'has' })
    const [transit = teamIdFrom('')] = await found('Transit *now*')
    const [errand] = await planned('lead-wanted')
    expect(errand?.fields).toMatchObject({ teams: '2 action teams', have: 'have' })
    expect(JSON.stringify(errand?.fields)).toContain('Transit \\\\*now\\\\*')
    await closeTeam(t.world, { partnership: IDS.partnership, by: 'Somebody', team: transit }, true)
    expect((await planned('lead-wanted'))[0]?.fields).toMatchObject({ teams: 'One action team' })
    await lead(ANN)
    expect(await told('lead-wanted')).toEqual([])
  })
})

describe('a lead', () => {
  test('is asked for a time at once and after three days, until the last of them; told how many are on the team', async () => {
    await lead(ANN)
    const last = (await stands()).proposal?.slots.at(-1)
    for (const text of ['times', 'times-again']) {
      const [errand, ...others] = await planned(text)
      expect(others).toEqual([])
      expect(errand).toMatchObject({
        to: { email: ANN.email },
        at: text === 'times' ? NOW : '2027-03-08T16:00:00.000Z',
        link: LINKS.times.to(t.world.settings, IDS.partnership, team, ANN.email),
      })
      expect(errand?.until.slice(0, 10)).toBe(last?.date)
    }
    const size = async () => (await planned('times'))[0]?.fields.size
    expect(await size()).toBe('1 business')
    await joinTeam(t.world, at(), invitee(1))
    await joinTeam(t.world, at(), invitee(2, { publicPartner: true }))
    expect(await size()).toBe('2 businesses and 1 partner')
    await joinTeam(t.world, at(), invitee(3, { publicPartner: true }))
    expect(await size()).toBe('2 businesses and 2 partners')
  })

  test('is asked for an agenda four working days before a call, and the morning after what came of it', async () => {
    await lead(ANN)
    const slot = { date: '2027-04-07', start: '08:00', end: '08:30' }
    const call: TeamCall = { slot, by: 'Ann', at: NOW, where: '', agenda: '', campaign: CALL }
    await write({ calls: [call] })
    const meeting = launch({ kind: 'action-team', uid: 'k@example.org', ...slot })
    const keep = (over: Partial<Campaign>) =>
      createCampaign(t.world.store, blank({ id: CALL, meeting, status: 'running', ...over }))
    await keep({})
    await create(t.world.store, campaignOfRef(IDS.partnership, CALL), { id: CALL })
    // Its time is chosen.
    expect(await told('times')).toEqual([])
    const edit = async (over: Partial<Campaign>) => {
      const { campaigns, ...rest } = await overview()
      const edited = campaigns.map(each => (each.id === CALL ? { ...each, ...over } : each))
      return (await teamErrands(t.world, { ...rest, campaigns: edited })).map(each => [each.text, each.at, each.until])
    }
    const agenda = ['team-agenda', '2027-04-01T15:00:00.000Z', '2027-04-07T14:00:00.000Z']
    const after = ['after-call', '2027-04-08T15:00:00.000Z', '2027-04-15T15:00:00.000Z']
    expect(await edit({})).toEqual([agenda, after])
    expect(await edit({ agenda: ' ' })).toEqual([agenda, after])
    expect(await edit({ agenda: 'Rents' })).toEqual([after])
    expect(await edit({ status: 'canceled' })).toEqual([])
    expect(await edit({ meeting: undefined })).toEqual([])
    const also = async () => (await planned('after-call'))[0]?.fields.also
    expect(await also()).toContain('No one has written that down yet.')
    await write({ outcome: 'Twenty flats' })
    expect(await also()).toContain('set the next call')
  })
})

describe('what a team asks for', () => {
  const list = async (n: number, over: Partial<Invitation> = {}) => {
    const who = invitee(n, { publicPartner: true, name: `Partner ${n}` })
    await addInvitees(t.world, IDS.campaign, [who], CONVENER, 'now')
    const id = invitationIdOf(IDS.campaign, who.email)
    await change(t.world.store, invitationRef(IDS.campaign, id), each => ({ ...each, ...over }))
  }

  test('goes on the Monday after to partners on the list and to the support team, and to nobody who is off it', async () => {
    await list(10)
    await list(11, { removedAt: NOW })
    await list(12, { suppressed: { email: 'x', reason: 'opted out', at: NOW } })
    await askPartners(t.world, at(), 'Data *now*')
    const monday = ['2027-03-08T16:00:00.000Z', '2027-03-15T16:00:00.000Z']
    const readers = [CONVENER, FAY.email, invitee(10).email].map(email => [email, ...monday]).sort()
    expect(await told('asks')).toEqual(readers)
    expect(JSON.stringify((await planned('asks'))[0]?.fields)).toContain('**Housing**: Data \\\\*now\\\\*')
    // Who is a champion as well works on it with the others, and who is on the team knows.
    const champion = { ...FAY, email: ANN.email }
    await change(t.world.store, partnershipRef(IDS.partnership), each => ({ ...each, team: [...each.team, champion] }))
    await joinTeam(t.world, at(), invitee(10, { publicPartner: true }))
    expect((await told('asks')).map(([email]) => email)).toEqual([CONVENER, FAY.email])
    await t.clock.moveTo('2027-03-15T15:59:59.000Z')
    expect(await told('asks')).toHaveLength(2)
    await t.clock.moveTo('2027-03-15T16:00:00.000Z')
    expect(await told('asks')).toEqual([])
  })

  test('goes in one letter a week, what was asked on a Monday a week later', async () => {
    const [transit = teamIdFrom('')] = await found('Transit')
    await askPartners(t.world, at(), 'Data')
    await askPartners(t.world, at(transit), 'A map')
    await t.clock.moveTo('2027-03-08T17:00:00.000Z')
    await askPartners(t.world, at(), 'A room')
    const letters = (await planned('asks')).filter(({ to }) => to.email === FAY.email)
    expect(letters.map(({ at }) => at)).toEqual(['2027-03-08T16:00:00.000Z', '2027-03-15T15:00:00.000Z'])
    expect(JSON.stringify(letters[0]?.fields)).toMatch(/(?=.*Housing\*\*: Data)(?=.*Transit\*\*: A map)/)
    expect(JSON.stringify(letters[1]?.fields)).not.toMatch(/Transit|Data/)
    expect(await told('asks')).toHaveLength(4)
  })
})

describe('a promise', () => {
  const keep = (over: Partial<Commitment> = {}) => {
    const id = commitmentIdFrom('d'.repeat(16))
    const owner = { name: 'Guest 0', email: invitee(0).email, company: 'Company 0' }
    const made = { id, campaign: IDS.campaign, what: 'Lend a *van*', owner, due: '2027-03-17', madeAt: NOW }
    const fresh: Commitment = { ...made, state: 'open', note: '', moved: [], ...over }
    return create(t.world.store, commitmentRef(IDS.partnership, id), fresh)
  }
  const reminders = async () =>
    (await commitmentErrands(t.world, await overview())).map(each => [each.text.slice(11), each.at, each.until])

  test('is asked about a week and a day ahead and the day after, for two weeks', async () => {
    await keep()
    expect(await reminders()).toEqual([
      ['week', '2027-03-10T16:00:00.000Z', '2027-03-16T15:00:00.000Z'],
      ['day', '2027-03-16T15:00:00.000Z', '2027-03-18T15:00:00.000Z'],
      ['after', '2027-03-18T15:00:00.000Z', '2027-04-01T15:00:00.000Z'],
    ])
    const [errand] = await commitmentErrands(t.world, await overview())
    expect(JSON.stringify(errand?.fields)).toContain('**Lend a \\\\*van\\\\***')
  })

  test('is asked about on working days: before a weekend, and after it', async () => {
    await keep({ due: '2027-03-13' })
    expect((await reminders()).map(([which, at]) => [which, at?.slice(0, 10)])).toEqual([
      ['week', '2027-03-05'],
      ['day', '2027-03-12'],
      ['after', '2027-03-15'],
    ])
  })

  test('for the days after is not asked about on the day on which it was made', async () => {
    await keep({ due: '2027-03-04', madeAt: '2027-03-03T15:00:00.000Z' })
    expect((await reminders()).map(([which]) => which)).toEqual(['after'])
  })

  test.each([
    ['that is kept', { state: 'kept' as const }],
    ['that is broken', { state: 'broken' as const }],
    ['of somebody without an address', { owner: { name: 'Eli', email: 'eli', company: '' } }],
  ])('%s is asked about no more', async (_, over) => {
    await keep(over)
    expect(await reminders()).toEqual([])
  })

  test('of somebody who is off every list is asked about no more, unless they have another part in it', async () => {
    const taken = (n: number, over: Partial<Invitation>) => {
      const id = invitationIdOf(IDS.campaign, invitee(n).email)
      return change(t.world.store, invitationRef(IDS.campaign, id), each => ({ ...each, ...over }))
    }
    await keep()
    await taken(0, { removedAt: NOW })
    await taken(1, { removedAt: NOW })
    await taken(2, { forgottenAt: NOW })
    expect(await reminders()).toEqual([])
    await joinTeam(t.world, at(), invitee(1))
    const { partnership } = await overview()
    const emails = [...[0, 1, 2, 3].map(n => invitee(n).email), 'stranger@knows.example', FAY.email]
    expect([...(await goneOf(t.world, partnership, emails))].sort()).toEqual([0, 2].map(n => invitee(n).email))
    // Somebody who was asked again, at another meeting, is not gone.
    await createCampaign(t.world.store, blank({ id: CALL }))
    await create(t.world.store, campaignOfRef(IDS.partnership, CALL), { id: CALL })
    await addInvitees(t.world, CALL, [invitee(0)], CONVENER, 'now')
    expect([...(await goneOf(t.world, partnership, emails))]).toEqual([invitee(2).email])
    expect(await reminders()).toHaveLength(3)
    expect((await goneOf(t.world, partnership, [])).size).toBe(0)
  })
})
