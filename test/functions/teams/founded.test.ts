/** What is written down of action teams: what they are called, want, ask for and are offered, and what is promised. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  campaignIdFrom,
  commitmentIdFrom,
  partnershipIdFrom,
  type TeamId,
  teamIdFrom,
} from '../../../domain/keep/ids.ts'
import type { Commitment } from '../../../domain/teams/commitment.ts'
import { MOST_PRIORITIES } from '../../../domain/teams/record.ts'
import { presentOf } from '../../../domain/teams/team.ts'
import { create } from '../../../functions/keep/documents.ts'
import {
  adoptCall,
  askPartners,
  closeTeam,
  foundFirstTeams,
  foundTeams,
  joinTeam,
  offerHelp,
  setAim,
  withdrawAsk,
} from '../../../functions/teams/action-team.ts'
import { commitmentRef, commitmentsOf, promise } from '../../../functions/teams/commitments.ts'
import { namedAt, namePriority, prioritiesOf, rewordPriority, vote } from '../../../functions/teams/record.ts'
import { addTeammate, promiseOfPartnership, whoCouldLead } from '../../../functions/teams/run-team.ts'
import { readTeamOverview } from '../../../functions/teams/team-view.ts'
import { teamsOf } from '../../../functions/teams/teams.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, invitee } from '../campaign/launch.ts'
import { launchIn } from '../campaign/written.ts'
import { teamIn } from './written.ts'

const NOW = '2027-03-03T17:00:00.000Z'
const OTHER = campaignIdFrom('o'.repeat(16))
const LAUNCH = { id: IDS.campaign, partnership: IDS.partnership }
const ANN = { name: 'Ann Lee', email: 'ann@lee.example', company: 'Lee Forge' }

let t: TestWorld
let team: TeamId
const { context } = launchIn(() => t.world)
const { at, stands, found } = teamIn(
  () => t.world,
  () => team,
)
const names = async () => (await teamsOf(t.world.store, IDS.partnership)).map(({ name }) => name).sort()
const events = async () => (await stands()).history.map(({ event }) => event)
/** A launch that is over, without a letter having left. */
beforeEach(async () => {
  t = makeWorld({ start: NOW })
  const over = { status: 'running', scheduledAt: '2027-01-04T16:00:00.000Z' } as const
  await draftCampaign(t.world, { invitees: 3, meeting: { date: '2027-03-02' }, campaign: over })
  ;[team = teamIdFrom('')] = await found('Housing')
})
afterEach(() => t.close())

describe('a name', () => {
  test.each([
    ['  Housing \n &   transit ', 'Housing & transit'],
    ['x'.repeat(80), 'x'.repeat(80)],
    ['word '.repeat(20), `${'word '.repeat(15).trim()}…`],
    ['x'.repeat(100), `${'x'.repeat(40)}…`],
    [`${'x'.repeat(39)} ${'y'.repeat(60)}`, `${'x'.repeat(39)}…`],
  ])('%j fits a calendar as %j', async (long, short) => {
    await found(long)
    expect(await names()).toContain(short)
  })
})

describe('a topic', () => {
  test('has its team once, by its priority or by its words; another has its own', async () => {
    await found('Transit', ' HOUSING ')
    expect(await names()).toEqual(['Housing', 'Transit'])
    for (const name of ['Apprentices', 'Apprentices that stay'])
      await foundTeams(t.world, LAUNCH, [{ priority: 'p', name }], CONVENER)
    expect(await names()).toEqual(['Apprentices', 'Housing', 'Transit'])
  })

  test('of the launch is founded unasked where there were votes for it, and where none voted all are, four at most', async () => {
    const ids: string[] = []
    for (const text of ['Freight', 'Rail', 'Welders', 'Energy', 'Signs']) {
      const named = await namePriority(t.world, OTHER, text)
      if (named !== 'too many') ids.push(named.id)
    }
    const other = { ...LAUNCH, id: OTHER }
    const unasked = async () =>
      (await teamsOf(t.world.store, IDS.partnership)).flatMap(each => (each.unasked ? each.name : [])).sort()
    await vote(t.world, OTHER, { key: 'a', name: 'A' }, ids.slice(1, 3), 'x')
    await foundFirstTeams(t.world, other)
    expect(await unasked()).toEqual(['Rail', 'Welders'])
    // A crash may have left some unfounded: what was founded unasked is no choice of the convener's.
    await vote(t.world, OTHER, { key: 'b', name: 'B' }, ids.slice(0, 1), 'x')
    await foundFirstTeams(t.world, other)
    expect(await unasked()).toEqual(['Freight', 'Rail', 'Welders'])
    for (const text of ['One', 'Two', 'Three', 'Four', 'Five']) await namePriority(t.world, IDS.campaign, text)
    await foundFirstTeams(t.world, LAUNCH)
    expect(await unasked()).toHaveLength(3)
    const third = campaignIdFrom('t'.repeat(16))
    for (const text of ['One', 'Two', 'Three', 'Four', 'Five']) await namePriority(t.world, third, text)
    await foundFirstTeams(t.world, { ...LAUNCH, id: third })
    expect(await unasked()).toEqual(['Four', 'Freight', 'One', 'Rail', 'Three', 'Two', 'Welders'])
  })
})

describe('a team', () => {
  test('has an aim, written down as often as it changes', async () => {
    await setAim(t.world, at(), 'Twenty flats', 'Talk to the bank')
    await setAim(t.world, at(), 'Twenty flats', 'Talk to the bank')
    expect(await stands()).toMatchObject({ outcome: 'Twenty flats', strategy: 'Talk to the bank', name: 'Housing' })
    await setAim(t.world, at(), 'Thirty flats', 'Talk to the bank')
    await setAim(t.world, at(), 'Thirty flats', 'Talk to the mayor')
    expect(await events()).toEqual(['founded', 'aim written', 'aim written', 'aim written'])
    expect(await stands()).toMatchObject({ outcome: 'Thirty flats', strategy: 'Talk to the mayor' })
  })

  test('asks partners for twelve things, each once, and takes one back', async () => {
    for (const text of ['Data', ' data ', ...Array.from({ length: 13 }, (_, n) => `No. ${n}`)])
      await askPartners(t.world, at(), text)
    const { asks } = await stands()
    expect(asks.map(({ text }) => text)).toEqual(['Data', ...Array.from({ length: 11 }, (_, n) => `No. ${n}`)])
    await withdrawAsk(t.world, at(), 'no such thing')
    await withdrawAsk(t.world, at(), asks[1]?.id ?? '')
    expect((await stands()).asks).toEqual(asks.toSpliced(1, 1))
    expect(await stands()).toMatchObject({ name: 'Housing' })
  })

  test('is offered help once by each partner, in their last words, while it is open and they are not on it', async () => {
    const sue = { name: 'Sue', title: '', organization: 'College', email: 'sue@college.example' }
    const wes = { ...sue, name: 'Wes', email: 'wes@workforce.example' }
    await offerHelp(t.world, at(), wes, 'Data')
    await offerHelp(t.world, at(), sue, 'Classrooms')
    await t.clock.moveTo('2027-03-04T17:00:00.000Z')
    await offerHelp(t.world, at(), sue, 'Classrooms')
    const told = async () => (await stands()).offers.map(each => [each.name, each.text, each.at])
    expect(await told()).toEqual([
      ['Wes', 'Data', NOW],
      ['Sue', 'Classrooms', NOW],
    ])
    await offerHelp(t.world, at(), { ...sue, email: 'SUE@college.example' }, 'A curriculum')
    expect(await told()).toEqual([
      ['Wes', 'Data', NOW],
      ['Sue', 'A curriculum', '2027-03-04T17:00:00.000Z'],
    ])
    await joinTeam(t.world, at(), { ...invitee(1), email: wes.email })
    await offerHelp(t.world, at(), wes, 'More data')
    await closeTeam(t.world, at(), true)
    await offerHelp(t.world, at(), sue, 'Nothing')
    expect((await told()).map(([, text]) => text)).toEqual(['Data', 'A curriculum'])
  })

  test('is closed and opened again, each noted once', async () => {
    for (const closed of [false, true, true]) await closeTeam(t.world, at(), closed)
    expect((await stands()).closedAt).toBe(NOW)
    for (const closed of [false, false]) await closeTeam(t.world, at(), closed)
    expect((await stands()).closedAt).toBeUndefined()
    expect(await events()).toEqual(['founded', 'closed', 'opened again'])
  })

  test('takes up a call that the convener planned, with its people and its lead, once', async () => {
    const slot = { date: '2027-04-01', start: '08:00', end: '09:00' }
    const members = [0, 1].map(n => invitee(n))
    const call = { campaign: OTHER, slot, name: 'Housing', lead: invitee(1).email, members }
    for (let n = 0; n < 2; n++) await adoptCall(t.world, LAUNCH, call, CONVENER)
    const { calls, lead, ...rest } = await stands()
    expect(calls.map(({ campaign, slot }) => [campaign, slot])).toEqual([[OTHER, slot]])
    expect([lead, presentOf({ calls, ...rest }).map(({ email }) => email)]).toEqual([
      invitee(1).email,
      members.map(({ email }) => email),
    ])
  })

  test('may be led by who is on it, champions and members of businesses; each is named once', async () => {
    await joinTeam(t.world, at(), { ...invitee(1), name: 'On the team' })
    const { partnership } = await context()
    const could = await whoCouldLead(t.world, partnership, await stands())
    expect(could.map(({ name, champion }) => [name, champion])).toEqual(
      expect.arrayContaining([
        ['On the team', false],
        ['Ann Lee', true],
        ['Guest 0', false],
      ]),
    )
    expect(could[0]?.name).toBe('On the team')
    expect(new Set(could.map(({ email }) => email)).size).toBe(could.length)
  })

  test('takes a stranger for a partner where they bring something, and for a business where they do not', async () => {
    const overview = await readTeamOverview(t.world, IDS.partnership, IDS.campaign)
    if (!overview) throw new Error('no partnership')
    const opened = { partnership: overview.partnership, overview, team: await stands(), by: CONVENER }
    const who = { name: 'Eli', title: '', company: 'Shop', email: 'eli@shop.example', brings: 'A van' }
    expect(await addTeammate(t.world, opened, who)).toBe('added')
    // A guest of a business brings nothing, whatever a form says.
    expect(await addTeammate(t.world, opened, { ...invitee(0), brings: 'A van' })).toBe('added')
    expect(presentOf(await stands()).map(each => [each.name, each.publicPartner, each.brings])).toEqual([
      ['Eli', true, 'A van'],
      ['Guest 0', false, ''],
    ])
  })
})

describe('a list of priorities', () => {
  const name = (text: string) => namePriority(t.world, IDS.campaign, text)
  const listed = async () => (await namedAt(t.world.store, IDS.campaign)).map(({ text }) => text)
  const idOf = async (text: string) =>
    (await namedAt(t.world.store, IDS.campaign)).find(each => each.text === text)?.id ?? ''

  test('holds each once, whatever its case, thirty in all, and says which is one too many', async () => {
    for (let n = 0; n < MOST_PRIORITIES; n++) expect(await name(` No. ${n} `)).toMatchObject({ text: `No. ${n}` })
    expect(await name('NO. 3')).toMatchObject({ text: 'No. 3' })
    expect(await name('One too many')).toBe('too many')
    expect(await listed()).toHaveLength(MOST_PRIORITIES)
  })

  test('has other words for one, which keeps its votes, and takes off what has no words', async () => {
    for (const text of ['Freight', 'Housing', 'Energy']) await name(text)
    await vote(t.world, IDS.campaign, { key: 'a', name: 'A' }, [await idOf('Freight')], 'x')
    await rewordPriority(t.world, IDS.campaign, await idOf('Freight'), ' Rail ')
    await rewordPriority(t.world, IDS.campaign, await idOf('Housing'), '  ')
    expect(await listed()).toEqual(['Rail', 'Energy'])
    // What is named now in the words that another had has none of its votes.
    await name('Freight')
    expect((await prioritiesOf(t.world.store, IDS.campaign)).map(({ text, votes }) => [text, votes])).toEqual([
      ['Rail', 1],
      ['Energy', 0],
      ['Freight', 0],
    ])
  })
})

describe('a promise', () => {
  const made = (n: number, over: Partial<Commitment> = {}): Commitment => ({
    id: commitmentIdFrom(`promise-${n}`),
    campaign: IDS.campaign,
    what: `No. ${n}`,
    owner: ANN,
    due: '2027-05-01',
    madeAt: NOW,
    state: 'open',
    note: '',
    moved: [],
    ...over,
  })
  const keep = (n: number, over: Partial<Commitment> = {}) =>
    create(t.world.store, commitmentRef(IDS.partnership, commitmentIdFrom(`promise-${n}`)), made(n, over))

  test('is one of two hundred of a meeting, whatever was promised at others', async () => {
    for (let n = 0; n < 199; n++) await keep(n)
    for (let n = 200; n < 205; n++) await keep(n, { campaign: OTHER })
    const say = (what: string) =>
      promise(
        t.world,
        IDS.partnership,
        { campaign: IDS.campaign, what, owner: ANN.email, due: '2027-04-01' },
        { people: [ANN], after: '2027-03-03' },
      )
    expect(await say('The last')).toBe('noted')
    expect(await say('One too many')).toBe('too many')
  })

  test('is listed by its date', async () => {
    for (const [n, due] of ['2027-05-03', '2027-05-01', '2027-05-02', '2027-05-01'].entries()) await keep(n, { due })
    expect((await commitmentsOf(t.world.store, IDS.partnership)).map(({ due }) => due)).toEqual([
      '2027-05-01',
      '2027-05-01',
      '2027-05-02',
      '2027-05-03',
    ])
  })

  test('belongs to a team of its own partnership, and to none where the form names one of another', async () => {
    const theirs = { ...LAUNCH, partnership: partnershipIdFrom('x'.repeat(16)) }
    const [strange = teamIdFrom('')] = await foundTeams(t.world, theirs, [{ name: 'Of another' }], CONVENER)
    const say = async (what: string, named: TeamId) => {
      const said = { what, owner: ANN.email, due: '2027-04-01', team: named }
      return promiseOfPartnership(t.world, await context(), said)
    }
    expect([await say('A', strange), await say('B', team)]).toEqual(['noted', 'noted'])
    const teams = (await commitmentsOf(t.world.store, IDS.partnership)).map(each => [each.what, each.team])
    expect(teams.sort()).toEqual([
      ['A', undefined],
      ['B', team],
    ])
  })

  test('is nobody’s in a partnership that is not there', async () => {
    const { campaign, partnership } = await context()
    const lost = { campaign, partnership: { ...partnership, id: partnershipIdFrom('none') } }
    expect(await promiseOfPartnership(t.world, lost, { what: 'A', owner: ANN.email, due: '2027-04-01' })).toBe('nobody')
  })
})
