/** What passes on with a role, and how calls, debriefs and reports come about, on meetings whose letters have not left. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { type CampaignId, campaignIdFrom, championIdFrom, commitmentIdFrom } from '../../../domain/keep/ids.ts'
import { leadOf, presentOf } from '../../../domain/teams/team.ts'
import {
  campaignOfRef,
  campaignRef,
  change,
  create,
  invitationsOf,
  read,
  refOf,
} from '../../../functions/keep/documents.ts'
import { DOCUMENTS } from '../../../functions/keep/registry.ts'
import { createCampaign } from '../../../functions/keep/reply-to.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { planDebrief, planTeamCall } from '../../../functions/table/plan-meetings.ts'
import { figuresOf, letterOfReport, releaseReport, reportOf, writeReport } from '../../../functions/table/report.ts'
import { draftReport } from '../../../functions/table/report-draft.ts'
import { replaceChampion, replaceConvener, successionsOf } from '../../../functions/table/succession.ts'
import { closeTeam, foundTeams, joinTeam, makeLead } from '../../../functions/teams/action-team.ts'
import { commitmentRef, commitmentsOf } from '../../../functions/teams/commitments.ts'
import { teamsOf } from '../../../functions/teams/teams.ts'
import { campaign as blank, launch } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, invitee } from '../campaign/launch.ts'
import { launchIn } from '../campaign/written.ts'

const NOW = '2027-07-11T14:00:00.000Z'
const TABLE = campaignIdFrom('q'.repeat(16))
const DAN = { name: 'Dan', email: 'dan@edc.example', role: 'co-convener' as const, organization: 'EDC' }
const NEW = { name: 'Nia', title: 'COO', company: 'Nia Works', email: 'nia@works.example' }
const WORDS = { subject: 'Where we are', body: 'Dear {{first_name}}', missed: '' }
const meeting = launch({ kind: 'quarterly', uid: 'q@example.org', date: '2027-08-10', start: '08:00', end: '09:30' })

let t: TestWorld
const { context, join } = launchIn(() => t.world)
const plan = async (id: CampaignId, over: Partial<Campaign> = {}) => {
  const uid = `${id}@example.org`
  await createCampaign(t.world.store, blank({ id, status: 'running', meeting: { ...meeting, uid }, ...over }))
  await create(t.world.store, campaignOfRef(IDS.partnership, id), { id })
}
const onList = async (id: CampaignId) => {
  const found: string[] = []
  for await (const { value } of invitationsOf(t.world.store, id))
    if (value.removedAt === undefined) found.push(value.invitee.email)
  return found.sort()
}
const ann = async () => {
  const found = (await context()).partnership.champions.find(({ id }) => id === IDS.ann)
  if (!found) throw new Error('no champion')
  return { ...found, publicPartner: false }
}

beforeEach(async () => {
  t = makeWorld({ start: NOW })
  const over = { status: 'finished', scheduledAt: '2027-01-04T16:00:00.000Z' } as const
  await draftCampaign(t.world, { invitees: 2, meeting: { date: '2027-03-02' }, campaign: over })
  await join(DAN)
  await plan(TABLE)
})
afterEach(() => t.close())

const promised = async (n: number, email: string, state: 'open' | 'kept') => {
  const id = commitmentIdFrom(`promise-${n}`)
  const made = { id, campaign: IDS.campaign, what: `No. ${n}`, due: '2027-09-01', madeAt: NOW, note: '', moved: [] }
  const owner = { name: 'Ann', email, company: 'Lee Forge' }
  await create(t.world.store, commitmentRef(IDS.partnership, id), { ...made, owner, state })
}

describe('a champion who hands over', () => {
  const named = ['Led', 'Joined', 'Closed', 'Of others']
  const people = async (name: string) => {
    const team = (await teamsOf(t.world.store, IDS.partnership)).find(each => each.name === name)
    return team && [leadOf(team)?.email, ...presentOf(team).map(({ email, publicPartner }) => [email, publicPartner])]
  }
  beforeEach(async () => {
    const campaign = (await context()).campaign
    const topics = named.map(name => ({ name }))
    const ids = await foundTeams(t.world, { id: IDS.campaign, partnership: IDS.partnership }, topics, 'x')
    const [led, joined, closed, others] = ids.map(team => ({ partnership: IDS.partnership, team, by: 'x' }))
    if (!led || !joined || !closed || !others) throw new Error('no teams')
    const { partnership } = await context()
    await makeLead(t.world, partnership, campaign, led, await ann())
    await makeLead(t.world, partnership, campaign, joined, invitee(0))
    for (const at of [joined, closed]) await joinTeam(t.world, at, await ann())
    await joinTeam(t.world, others, invitee(1))
    await closeTeam(t.world, closed, true)
    for (const [n, email, state] of [
      [1, 'ann@lee.example', 'open'],
      [2, 'ANN@lee.example', 'kept'],
      [3, 'bob@ruiz.example', 'open'],
    ] as const)
      await promised(n, email, state)
    const off = campaignIdFrom('o'.repeat(16))
    const call = campaignIdFrom('k'.repeat(16))
    await plan(off, { status: 'canceled' })
    await plan(call, { meeting: { ...meeting, kind: 'action-team', uid: 'k@example.org' } })
    for (const id of [TABLE, off, call]) await addInvitees(t.world, id, [await ann()].map(asked), CONVENER, 'now')
  })
  const asked = ({ name, title, company, email }: Awaited<ReturnType<typeof ann>>) => ({
    ...{ name, title, company, email, phone: '', publicPartner: false },
  })
  const hand = (stays: boolean) => replaceChampion(t.world, IDS.campaign, IDS.ann, NEW, stays, 'Cora')

  test('and leaves passes on open teams, open promises and meetings to come that are not off', async () => {
    expect(await hand(false)).toBe('done')
    expect(await people('Led')).toEqual([NEW.email, [NEW.email, false]])
    expect(await people('Joined')).toEqual([invitee(0).email, [invitee(0).email, false], [NEW.email, false]])
    expect(await people('Closed')).toEqual([undefined, ['ann@lee.example', false]])
    expect(await people('Of others')).toEqual([undefined, [invitee(1).email, false]])
    const owners = (await commitmentsOf(t.world.store, IDS.partnership)).map(({ what, owner }) => [what, owner.email])
    expect(owners.sort()).toEqual([
      ['No. 1', NEW.email],
      ['No. 2', 'ANN@lee.example'],
      ['No. 3', 'bob@ruiz.example'],
    ])
    expect(await onList(TABLE)).toEqual([NEW.email])
    for (const letter of ['o', 'k']) expect(await onList(campaignIdFrom(letter.repeat(16)))).not.toContain(NEW.email)
    expect(await onList(IDS.campaign)).not.toContain('ann@lee.example')
    const [made] = await successionsOf(t.world, IDS.partnership)
    expect(made).toMatchObject({ role: 'champion', by: 'Cora', at: NOW, from: { email: 'ann@lee.example' }, to: NEW })
    expect(made?.passed).toEqual(['one meeting to come', 'the lead of the action team Led', 'the commitment “No. 1”'])
    expect((await context()).partnership.champions.map(({ email }) => email)).toEqual([NEW.email, 'bob@ruiz.example'])
  })

  test('and stays is a member from now on, and keeps what they joined', async () => {
    const second = campaignIdFrom('r'.repeat(16))
    await plan(second)
    await addInvitees(t.world, second, [asked(await ann())], CONVENER, 'now')
    expect(await hand(true)).toBe('done')
    expect(await people('Led')).toEqual([NEW.email, ['ann@lee.example', false], [NEW.email, false]])
    expect(await people('Joined')).toEqual([invitee(0).email, [invitee(0).email, false], ['ann@lee.example', false]])
    expect(await onList(TABLE)).toEqual(['ann@lee.example', NEW.email])
    expect(await onList(IDS.campaign)).toContain('ann@lee.example')
    expect((await successionsOf(t.world, IDS.partnership))[0]?.passed[0]).toBe('2 meetings to come')
  })

  test('is one of the champions, and the successor none yet', async () => {
    const strange = championIdFrom('x'.repeat(16))
    expect(await replaceChampion(t.world, IDS.campaign, strange, NEW, true, 'x')).toBe('not there')
    expect(await replaceChampion(t.world, TABLE.replace('q', 'z') as CampaignId, IDS.ann, NEW, true, 'x')).toBe(
      'not there',
    )
    const bob = { ...NEW, email: 'BOB@ruiz.example' }
    expect(await replaceChampion(t.world, IDS.campaign, IDS.ann, bob, true, 'x')).toBe('has it already')
    expect(await successionsOf(t.world, IDS.partnership)).toEqual([])
  })

  test('is listed with those before, the latest first', async () => {
    await hand(true)
    await t.clock.moveTo('2027-07-12T14:00:00.000Z')
    const next = { ...NEW, name: 'Zoe', email: 'zoe@works.example' }
    await replaceChampion(t.world, IDS.campaign, IDS.bob, next, true, 'x')
    expect((await successionsOf(t.world, IDS.partnership)).map(({ to }) => to.name)).toEqual(['Zoe', 'Nia'])
  })
})

describe('a convener who hands over', () => {
  const to = { name: 'Nia', email: NEW.email, organization: 'Works' }
  const team = async () => (await context()).partnership.team.map(({ email, role }) => [email, role])

  test.each([
    [undefined, []],
    ['support team' as const, [[CONVENER, 'support team']]],
  ])('and is %s from then on', async (then, left) => {
    await promised(1, 'ann@lee.example', 'open')
    expect(await replaceConvener(t.world, IDS.campaign, CONVENER, to, then, 'x')).toBe('done')
    expect(await team()).toEqual([[NEW.email, 'convener'], [DAN.email, 'co-convener'], ...left])
    expect((await successionsOf(t.world, IDS.partnership))[0]?.passed).toEqual([
      'one meeting to come',
      'one open commitment',
    ])
  })

  test('passes on how many meetings are to come and promises open, each once said', async () => {
    for (const n of [1, 2]) await promised(n, 'ann@lee.example', 'open')
    await promised(3, 'ann@lee.example', 'kept')
    await plan(campaignIdFrom('r'.repeat(16)))
    await plan(campaignIdFrom('o'.repeat(16)), { status: 'canceled' })
    await replaceConvener(t.world, IDS.campaign, CONVENER, { ...to, email: DAN.email }, undefined, 'x')
    expect(await team()).toEqual([[DAN.email, 'convener']])
    expect((await successionsOf(t.world, IDS.partnership))[0]?.passed).toEqual([
      '2 meetings to come',
      '2 open commitments',
    ])
  })

  test('is the convener, and hands over to somebody else', async () => {
    expect(await replaceConvener(t.world, IDS.campaign, DAN.email, to, undefined, 'x')).toBe('not there')
    const self = { ...to, email: CONVENER.toUpperCase() }
    expect(await replaceConvener(t.world, IDS.campaign, CONVENER, self, undefined, 'x')).toBe('has it already')
    expect(await team()).toHaveLength(2)
  })
})

describe('a call', () => {
  const venue = { host: 'Lee Forge', address: '', parking: '', access: '' }
  const wish = { start: '08:00', end: '09:00', zone: 'America/Denver', venue, date: '2027-08-03', name: 'Housing' }
  const call = async (lead?: string, members: string[] = []) => {
    const others = [{ name: 'Eli', email: 'eli@shop.example' }]
    return planTeamCall(t.world, (await context()).partnership, { ...wish, lead }, { members, others }, CONVENER)
  }

  test('that the convener plans has whom they ask and its lead on its list, and makes a team of them', async () => {
    const planned = await call(invitee(1).email, [invitee(0).email])
    if (!('campaign' in planned)) throw new Error('refused')
    expect(await onList(planned.campaign)).toEqual(['eli@shop.example', invitee(0).email, invitee(1).email])
    const [team] = await teamsOf(t.world.store, IDS.partnership)
    expect(team).toMatchObject({ name: 'Housing', launch: IDS.campaign, lead: invitee(1).email })
    expect(team?.calls.map(({ campaign, slot }) => [campaign, slot])).toEqual([
      [planned.campaign, { date: '2027-08-03', start: '08:00', end: '09:00' }],
    ])
    expect((await context(planned.campaign)).campaign).toMatchObject({
      status: 'draft',
      meeting: { kind: 'action-team' },
    })
  })

  test('has no lead where none of its partnership was named', async () => {
    await call('stranger@knows.example')
    expect((await teamsOf(t.world.store, IDS.partnership))[0]?.lead).toBeUndefined()
  })

  test('on the day itself is past', async () => {
    const { partnership } = await context()
    const asked = { members: [invitee(0).email], others: [] }
    const on = (date: string) => planTeamCall(t.world, partnership, { ...wish, date }, asked, CONVENER)
    expect(await on('2027-07-11')).toEqual({ refused: ['past'] })
    expect(await on('2027-07-12')).toHaveProperty('campaign')
  })
})

test.each([
  [0, '09:45'],
  [15, '09:15'],
  [14, '09:15'],
  [240, '13:00'],
  [241, '13:00'],
])('a debrief of %i minutes ends at %s, also when it is planned from the page of a table', async (minutes, end) => {
  const planned = await planDebrief(t.world, await context(TABLE), minutes, CONVENER)
  if (planned === 'no launch') throw new Error(planned)
  expect((await context(planned.campaign)).campaign.meeting).toMatchObject({ kind: 'debrief', date: '2027-03-02', end })
})

describe('a report', () => {
  const release = () => releaseReport(t.world, TABLE, CONVENER)
  const edit = (over: Partial<Campaign>) => change(t.world.store, campaignRef(TABLE), each => ({ ...each, ...over }))

  test('leaves once its table is over, was sent out and something is written; at the next working moment', async () => {
    expect(await release()).toBe('not over')
    expect(await releaseReport(t.world, IDS.campaign, CONVENER)).toBe('not over')
    await t.clock.moveTo('2027-08-10T15:29:59.999Z')
    expect(await release()).toBe('not over')
    await t.clock.moveTo('2027-08-10T15:30:00.000Z')
    await edit({ scheduledAt: undefined })
    expect(await release()).toBe('never sent')
    await edit({ scheduledAt: NOW, status: 'canceled' })
    expect(await release()).toBe('not over')
    await edit({ status: 'running' })
    expect(await release()).toBe('nothing written')
    await writeReport(t.world, (await context(TABLE)).campaign, WORDS, CONVENER)
    await t.clock.moveTo('2027-08-14T15:30:00.000Z')
    expect([await release(), await release()]).toEqual(['released', 'released'])
    const { campaign } = await context(TABLE)
    expect(campaign.summary).toMatchObject({ ...WORDS, at: '2027-08-16T15:00:00.000Z', champions: [] })
    expect((await reportOf(t.world, TABLE))?.released).toMatchObject({ at: '2027-08-14T15:30:00.000Z', by: CONVENER })
    expect(campaign.history.filter(({ event }) => event === 'report released')).toHaveLength(1)
  })

  test('tells in figures who promised what, what is late and what came due since the table before', async () => {
    const before = campaignIdFrom('a'.repeat(16))
    await plan(before, { meeting: { ...meeting, uid: 'a@example.org', date: '2027-05-11' } })
    const owner = { name: 'Ann', email: 'ann@lee.example', company: 'Lee Forge' }
    const made = { campaign: IDS.campaign, owner, madeAt: '2027-03-02T15:00:00.000Z', note: '', moved: [] }
    const states = [
      { due: '2027-06-01', state: 'kept' as const, settledAt: '2027-06-01T00:00:00.000Z' },
      { due: '2027-05-01', state: 'kept' as const, settledAt: '2027-05-01T00:00:00.000Z' },
      { due: '2027-08-09', state: 'open' as const },
      { due: '2027-08-10', state: 'open' as const },
    ]
    for (const [n, over] of states.entries()) {
      const id = commitmentIdFrom(`promise-${n}`)
      await create(t.world.store, commitmentRef(IDS.partnership, id), { ...made, id, what: `No. ${n}`, ...over })
    }
    await t.clock.moveTo('2027-08-10T15:30:00.000Z')
    const figures = await figuresOf(t.world, (await context(TABLE)).campaign)
    expect(figures.kept).toEqual([{ what: 'No. 0', name: 'Ann', company: 'Lee Forge' }])
    expect(figures.overdue).toEqual([{ what: 'No. 2', name: 'Ann', company: 'Lee Forge', due: '2027-08-09' }])
    expect(figures.companies).toBe(0)
    const letter = letterOfReport(WORDS, figures, NOW)
    expect(letter.charts?.every(({ rows }) => rows.length > 0)).toBe(true)
    const agenda = { items: [{ text: 'Rents *now*' } as never] }
    const { body } = draftReport((await context(TABLE)).campaign, figures, agenda, undefined)
    expect(body).toContain('**What we talked about**')
    expect(body).not.toContain('Rents *now*')
    expect(await read(t.world.store, refOf(DOCUMENTS.report, TABLE))).toBeUndefined()
  })
})
