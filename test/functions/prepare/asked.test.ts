/** What the team says of their roles, of the list and whom to put on it, and what a digest tells of it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import type { TeamMember } from '../../../domain/keep/partnership.ts'
import { MOST_OF_ONE } from '../../../domain/prepare/proposal.ts'
import { campaignOfRef, create } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { createCampaign } from '../../../functions/keep/reply-to.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { proposalsOf, proposeInvitee, settleProposal } from '../../../functions/prepare/proposals.ts'
import { launchAmong, readReadiness, untilLaunch, whoIsOfTeam } from '../../../functions/prepare/readiness.ts'
import { aboutReadiness } from '../../../functions/prepare/readiness-news.ts'
import {
  addFigure,
  agreeToList,
  answerFootprint,
  answerRole,
  askList,
  askRoles,
  dropFigure,
  readinessRecordOf,
  setDayRoles,
  setSectors,
} from '../../../functions/prepare/readiness-record.ts'
import { campaign as blank, launch } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee } from '../campaign/launch.ts'
import { launchIn, sentLaunch } from '../campaign/written.ts'

/** Wednesday; the launch is on Wednesday, March 31, 2027, 7:30 in Denver, which is 13:30. */
const NOW = '2027-03-03T16:00:00.000Z'
const STARTS = '2027-03-31T13:30:00.000Z'
const person = (name: string, role: TeamMember['role']): TeamMember => ({
  name,
  email: `${name.toLowerCase()}@edc.example`,
  role,
  organization: 'EDC',
})
const [DAN, SUE, FAY] = [person('Dan', 'co-convener'), person('Sue', 'support team'), person('Fay', 'facilitator')]

let t: TestWorld
const { context, overview, edit, idOf, guest, join } = launchIn(() => t.world)
beforeEach(async () => {
  t = makeWorld({ start: NOW })
  await sentLaunch(t.world, 3)
  await join(DAN, SUE, FAY)
})
afterEach(() => t.close())

describe('a digest', () => {
  test('tells what the team says, and whom they propose, letter by letter', async () => {
    const said = async () => (await aboutReadiness(t.world, await overview())).map(each => [each.kind, each.words])
    const { partnership } = await context()
    await answerRole(t.world, IDS.partnership, SUE, { said: 'agreed', note: '' })
    await answerRole(t.world, IDS.partnership, DAN, { said: 'not like this', note: 'Too *much*' })
    await answerFootprint(t.world, partnership, SUE, { said: 'right', note: '' })
    await proposeInvitee(
      t.world,
      partnership,
      { invitee: invitee(7, { name: 'Gus *x*', company: '*Co*' }), why: '' },
      SUE,
    )
    expect(await said()).toEqual([
      ['needs you', '**Sue** proposes **Gus \\*x\\***, \\*Co\\*, for the list'],
      ['needs you', '**Dan** would change something about their role: “Too \\*much\\*”'],
      ['answer', '**Sue** agrees to their role'],
      ['answer', '**Sue** says the industry and region are the right size'],
    ])
    await t.clock.moveTo(STARTS)
    expect(await said()).toEqual([])
  })
})

describe('a name for the list', () => {
  const propose = async (n: number, by = SUE, over: Partial<Invitation['invitee']> = {}) =>
    proposeInvitee(t.world, (await context()).partnership, { invitee: invitee(n, over), why: 'x' }, by)

  test('is proposed by who decides about the list, with a company, once, and not where it stands there already', async () => {
    expect(await propose(9, FAY)).toBe('not asked')
    expect(await propose(9, SUE, { company: ' ' })).toBe('no company')
    expect(await propose(0)).toBe('on the list already')
    expect([await propose(9), await propose(9), await propose(9, DAN)]).toEqual([
      'proposed',
      'proposed',
      'proposed already',
    ])
    await guest(0, { removedAt: NOW })
    expect(await propose(0)).toBe('proposed')
    expect((await proposalsOf(t.world.store, IDS.partnership)).map(({ by }) => by.name)).toEqual(['Sue', 'Sue'])
  })

  test('is one of thirty of one person', async () => {
    for (let n = 0; n < MOST_OF_ONE; n++) expect(await propose(100 + n)).toBe('proposed')
    expect(await propose(999)).toBe('too many')
    expect(await propose(999, DAN)).toBe('proposed')
  })

  test('is taken up or not, once; after "not now" it may be proposed again', async () => {
    const at = { id: IDS.campaign, partnership: IDS.partnership }
    const settle = async (how: 'on the list' | 'not now') => {
      const [first] = await proposalsOf(t.world.store, IDS.partnership)
      return settleProposal(t.world, at, first?.id ?? '', how, 'now', 'Cora')
    }
    await propose(9)
    expect(await settle('not now')).not.toHaveProperty('added')
    expect(await settle('on the list')).toBeUndefined()
    expect(await propose(9, DAN)).toBe('proposed')
    const [again] = await proposalsOf(t.world.store, IDS.partnership)
    expect([again?.settled, again?.by.name]).toEqual([undefined, 'Dan'])
    expect(await settle('on the list')).toHaveProperty('added')
    expect(await propose(9)).toBe('on the list already')
    expect(await settleProposal(t.world, at, 'none', 'not now', 'now', 'x')).toBeUndefined()
  })
})

describe('what is said of readiness', () => {
  const record = () => readinessRecordOf(t.world.store, IDS.partnership)

  test('is asked of the team once, and of the list once a round', async () => {
    await askRoles(t.world, IDS.partnership)
    await askList(t.world, IDS.partnership, 1)
    await askList(t.world, IDS.partnership, 0)
    await t.clock.moveTo('2027-03-04T16:00:00.000Z')
    await askRoles(t.world, IDS.partnership)
    await askList(t.world, IDS.partnership, 0)
    expect((await record()).asked).toMatchObject({ roles: NOW, list: { round: 1, at: NOW } })
    await askList(t.world, IDS.partnership, 1)
    expect((await record()).asked.list).toMatchObject({ round: 2, at: '2027-03-04T16:00:00.000Z' })
  })

  test('holds figures once each, which can be taken off, and whom members stand for', async () => {
    const figure = (n: number, note = '') =>
      addFigure(t.world, IDS.partnership, { figure: `No. ${n}`, link: '', note }, 'Cora')
    expect([await figure(1), await figure(2), await figure(1, 'again')]).toEqual([true, true, true])
    const figures = async () => (await record()).figures.map(({ figure, note, by }) => [figure, note, by])
    expect(await figures()).toEqual([
      ['No. 2', '', 'Cora'],
      ['No. 1', 'again', 'Cora'],
    ])
    const [second] = (await record()).figures
    await dropFigure(t.world, IDS.partnership, second?.id ?? '')
    expect(await figures()).toEqual([['No. 1', 'again', 'Cora']])
    await setSectors(t.world, IDS.partnership, { [SUE.email.toUpperCase()]: 'education' })
    await setSectors(t.world, IDS.partnership, { [DAN.email]: 'workforce' })
    expect((await record()).sectors).toEqual({ [SUE.email]: 'education', [DAN.email]: 'workforce' })
  })

  test('is a member’s last word, dated when it changed; neutral members decide nothing', async () => {
    const say = (note: string) =>
      answerRole(t.world, IDS.partnership, SUE, { said: 'agreed', note, sector: 'education' })
    await say('')
    await t.clock.moveTo('2027-03-04T16:00:00.000Z')
    await say('')
    expect((await record()).roles[SUE.email]).toMatchObject({ role: 'support team', said: 'agreed', at: NOW })
    await say('Gladly')
    expect((await record()).roles[SUE.email]).toMatchObject({ note: 'Gladly', at: '2027-03-04T16:00:00.000Z' })
    expect((await record()).sectors[SUE.email]).toBe('education')
    const { partnership } = await context()
    expect(await agreeToList(t.world, partnership, FAY)).toBe('not asked')
    expect(await agreeToList(t.world, partnership, SUE)).toBe('noted')
    expect(await answerFootprint(t.world, partnership, FAY, { said: 'right', note: '' })).toBe('not asked')
    expect(Object.keys((await record()).lists)).toEqual([SUE.email])
    await setDayRoles(t.world, partnership, { welcomes: [IDS.ann], facilitates: [FAY.email], listens: [SUE.email] })
    expect((await record()).day).toMatchObject({ welcomes: [IDS.ann] })
  })

  test('is read by the link of who is of the team', async () => {
    const who = async (email: string) =>
      (await whoIsOfTeam(t.world, LINKS.team.to(t.world.settings, IDS.partnership, email).split('/').at(-1) ?? ''))
        ?.member.name
    expect(await who(SUE.email)).toBe('Sue')
    expect(await who('stranger@knows.example')).toBeUndefined()
    expect(await whoIsOfTeam(t.world, 'no token')).toBeUndefined()
  })

  test('is about the launch that is next, or the last; with the lists of its sessions', async () => {
    const of = (letter: string, over: Partial<Campaign>) => blank({ id: campaignIdFrom(letter.repeat(16)), ...over })
    const past = of('a', { meeting: launch({ date: '2027-01-01' }) })
    const off = of('b', { meeting: launch({ date: '2027-03-10' }), status: 'canceled' })
    const next = of('d', { meeting: launch({ date: '2027-03-20' }) })
    const table = of('e', { meeting: launch({ date: '2027-03-05', kind: 'quarterly' }) })
    expect(launchAmong([past, off, table, next], NOW)?.id).toBe(next.id)
    expect(launchAmong([past, off, table], NOW)?.id).toBe(past.id)
    expect(launchAmong([table, off], NOW)).toBeUndefined()
    const group = { group: 'g', name: 'Here' }
    await edit({ session: group })
    for (const [letter, session] of [
      ['r', { group: 'g', name: 'There' }],
      ['s', { group: 'h', name: 'Elsewhere' }],
    ] as const) {
      const id = campaignIdFrom(letter.repeat(16))
      await createCampaign(t.world.store, blank({ id, session }))
      await create(t.world.store, campaignOfRef(IDS.partnership, id), { id })
      await addInvitees(t.world, id, [invitee(letter === 'r' ? 20 : 21)], CONVENER, 'now')
    }
    await guest(1, { removedAt: NOW })
    await guest(2, { standsInFor: { invitation: idOf(0), name: 'Guest 0' } })
    const read = await readReadiness(t.world, await context())
    expect(read.lists).toEqual([IDS.campaign, 'r'.repeat(16)])
    expect(
      read
        .invitations()
        .map(each => each.invitee.name)
        .sort(),
    ).toEqual(['Guest 0', 'Guest 20'])
    await edit({ session: undefined })
    expect((await readReadiness(t.world, await context())).lists).toEqual([IDS.campaign])
  })

  test.each([
    ['2027-03-29T16:00:00.000Z', '2 days to the launch'],
    ['2027-03-30T16:00:00.000Z', 'One day to the launch'],
    ['2027-03-31T07:00:00.000Z', 'The launch is today'],
    [STARTS, 'The launch has been'],
  ])('counts the days: at %s %s', async (now, words) => {
    const { campaign } = await context()
    expect(untilLaunch({ campaign }, now)).toBe(words)
    expect(untilLaunch({ campaign: { ...campaign, meeting: undefined } }, now)).toBe('')
  })
})
