/** What is mailed around a quarterly table, to whom and when; whose its links are; and when its survey is open. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { type CampaignId, campaignIdFrom, invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import type { Instant } from '../../../domain/keep/time.ts'
import type { AgendaItem, TableAgenda } from '../../../domain/table/agenda.ts'
import type { PulseAnswer } from '../../../domain/table/pulse.ts'
import {
  campaignOfRef,
  campaignRef,
  change,
  create,
  invitationRef,
  partnershipRef,
  read,
  refOf,
} from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { type Planner, readOverview } from '../../../functions/keep/overview.ts'
import { DOCUMENTS } from '../../../functions/keep/registry.ts'
import { createCampaign } from '../../../functions/keep/reply-to.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { agendaOf, changeAgenda, followAgenda, isNear, whoIsAtTable } from '../../../functions/table/agenda.ts'
import { agendaErrands } from '../../../functions/table/agenda-errands.ts'
import { pulseResult, pulseStage, pulsesOf, pulseTime, takePulse, weighedIn } from '../../../functions/table/pulse.ts'
import { nextTable } from '../../../functions/table/renew.ts'
import { releaseReport, writeReport } from '../../../functions/table/report.ts'
import { pulseErrands, reportErrands } from '../../../functions/table/report-errands.ts'
import { successionErrands } from '../../../functions/table/succession-errands.ts'
import { foundTeams } from '../../../functions/teams/action-team.ts'
import { teamRef, teamsOf } from '../../../functions/teams/teams.ts'
import { campaign as blank, launch, sent } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, invitee } from '../campaign/launch.ts'

/** The table is on Tuesday, August 10, 2027, 8:00 to 9:30 in Denver, which is 14:00 to 15:30; its invitation leaves on July 27. */
const TABLE = campaignIdFrom('q'.repeat(16))
const STARTS = '2027-08-10T14:00:00.000Z'
const ENDS = '2027-08-10T15:30:00.000Z'
const DAN = { name: 'Dan', email: 'dan@edc.example', role: 'co-convener' as const, organization: 'EDC' }
const SUE = { name: 'Sue', email: 'sue@college.example', role: 'support team' as const, organization: 'College' }
const CONVENERS = [CONVENER, DAN.email]
const CHAMPIONS = ['ann@lee.example', 'bob@ruiz.example']
const WORDS = { subject: 'Where we are', body: 'Dear {{first_name}}', missed: '' }

let t: TestWorld
const meeting = launch({ kind: 'quarterly', uid: 'q@example.org', date: '2027-08-10', start: '08:00', end: '09:30' })
const table = async (): Promise<Campaign> => {
  const found = (await read(t.world.store, campaignRef(TABLE)))?.value
  if (!found) throw new Error('no table')
  return found
}
const edit = (over: Partial<Campaign>) =>
  change(t.world.store, campaignRef(TABLE), each => ({ ...each, ...over }) as Campaign)
const plan = async (id: CampaignId, over: Partial<Campaign> = {}) => {
  const uid = `${id}@example.org`
  await createCampaign(t.world.store, blank({ id, status: 'running', meeting: { ...meeting, uid }, ...over }))
  await create(t.world.store, campaignOfRef(IDS.partnership, id), { id })
}
const errands = async (planner: Planner, at?: Instant) => {
  if (at !== undefined) await t.clock.moveTo(at)
  const overview = await readOverview(t.world, IDS.partnership)
  return overview ? planner(t.world, overview) : []
}
const told = async (planner: Planner, at?: Instant) =>
  (await errands(planner, at)).map(each => [each.text, each.to.email, each.at, each.until])
const idOf = (n: number) => invitationIdOf(TABLE, invitee(n).email)

beforeEach(async () => {
  t = makeWorld({ start: '2027-07-11T14:00:00.000Z' })
  const over = { status: 'finished', scheduledAt: '2027-01-04T16:00:00.000Z' } as const
  await draftCampaign(t.world, { invitees: 2, meeting: { date: '2027-03-02' }, campaign: over })
  await change(t.world.store, partnershipRef(IDS.partnership), each => ({ ...each, team: [...each.team, DAN, SUE] }))
  await plan(TABLE)
  await addInvitees(
    t.world,
    TABLE,
    [0, 1, 2].map(n => invitee(n)),
    CONVENER,
    'with the wave',
  )
})
afterEach(() => t.close())

const item = (id: string, over: Partial<AgendaItem> = {}): AgendaItem => ({
  id,
  text: `About ${id}`,
  name: 'Eli',
  company: 'Shop',
  email: 'eli@shop.example',
  at: '2027-07-11T14:00:00.000Z',
  ...over,
})
const write = (over: Partial<TableAgenda>) => changeAgenda(t.world, TABLE, agenda => ({ ...agenda, ...over }))

describe('the agenda', () => {
  const AT = '2027-07-23T15:00:00.000Z'
  const UNTIL = '2027-07-27T15:00:00.000Z'
  const LATER = { at: '2027-07-12T14:00:00.000Z', by: 'Ann' }

  test('is asked for of who runs the partnership, two working days before the invitation, while it is empty', async () => {
    expect(await told(agendaErrands)).toEqual(CONVENERS.map(each => ['agenda-empty', each, AT, UNTIL]))
    expect(await told(agendaErrands, '2027-07-27T14:59:59.000Z')).toHaveLength(2)
    expect(await told(agendaErrands, UNTIL)).toEqual([])
  })

  test('is put in order by the champions, each by their link, and again once something came in after', async () => {
    const orders = CHAMPIONS.map(each => ['agenda-order', each, AT, UNTIL])
    await write({ items: [item('Rents *now*', { company: 'A *b*' }), item('Roads', { company: '' })] })
    expect(await told(agendaErrands)).toEqual(orders)
    const [errand] = await errands(agendaErrands)
    expect(errand?.link).toBe(LINKS.agenda.to(t.world.settings, TABLE, IDS.ann))
    expect(errand?.fields.agenda_items).toEqual({
      data: '- About Rents \\*now\\* (A \\*b\\*)\n- About Roads',
    })
    await write({ ordered: LATER })
    expect(await told(agendaErrands)).toEqual([])
    await write({ items: [item('New', { at: '2027-07-12T14:00:00.001Z' })] })
    expect(await told(agendaErrands)).toEqual(orders)
  })

  test.each([
    ['a table that is off', { status: 'canceled' as const }],
    ['a table whose letters do not leave', { scheduledAt: undefined }],
    ['a debrief', { meeting: { ...meeting, kind: 'debrief' as const } }],
  ])('is asked for of nobody before %s', async (_, over) => {
    await edit(over)
    expect(await told(agendaErrands)).toEqual([])
  })

  test('is near from exactly thirty days ahead until the table begins', async () => {
    const near = async (at: Instant) => isNear(await table(), at)
    expect(await near('2027-07-11T13:59:59.999Z')).toBe(false)
    expect(await near('2027-07-11T14:00:00.000Z')).toBe(true)
    expect(await near('2027-08-10T13:59:59.999Z')).toBe(true)
    expect(await near(STARTS)).toBe(false)
  })

  test('stands in the invitation letter by letter, with who put it there', async () => {
    await write({
      items: [
        item('Rents *now*', { name: 'Eli _E_', company: '[Shop]' }),
        item('Roads', { name: ' ', company: 'Shop' }),
        item('Rail', { name: '', company: '' }),
      ],
    })
    const words = '1. About Rents \\*now\\* (Eli \\_E\\_, \\[Shop\\])\n2. About Roads (Shop)\n3. About Rail'
    expect(await table()).toMatchObject({ agenda: words, listed: words })
    await write({ items: [] })
    expect((await table()).agenda).toBeUndefined()
  })

  test('of the convener’s own words is overwritten by no list, unless they say so', async () => {
    await edit({ agenda: 'Our own' })
    await write({ items: [item('Rents')] })
    expect((await table()).agenda).toBe('Our own')
    await followAgenda(t.world, TABLE, true)
    expect((await table()).agenda).toBe('1. About Rents (Eli, Shop)')
    // What was listed and not touched follows again.
    await write({ items: [] })
    expect((await table()).agenda).toBeUndefined()
    await t.clock.moveTo(STARTS)
    await write({ items: [item('Late')] })
    expect((await table()).agenda).toBeUndefined()
  })

  test('takes over what an earlier table put off, and all of one that was called off; nothing of one to come', async () => {
    const earlier = async (letter: string, date: string, over: Partial<Campaign>, agenda: Partial<TableAgenda>) => {
      const id = campaignIdFrom(letter.repeat(16))
      await plan(id, { meeting: { ...meeting, uid: `${letter}@example.org`, date }, ...over })
      await create(t.world.store, refOf(DOCUMENTS.tableAgenda, id), { items: [], later: [], gone: [], ...agenda })
    }
    const names = async () => (await agendaOf(t.world, await table())).items.map(({ id }) => id)
    await earlier('a', '2027-05-11', {}, { items: [item('talked about')], later: [item('put off'), item('settled')] })
    await earlier('b', '2027-06-08', {}, { items: [item('settled')], later: [item('again')], gone: ['gone'] })
    await earlier('d', '2027-07-06', { status: 'canceled' }, { items: [item('called off')], later: [item('gone')] })
    await earlier('e', '2027-07-20', {}, { later: [item('to come')] })
    await earlier('f', '2027-08-10', { status: 'canceled' }, { items: [item('same day')] })
    expect(await names()).toEqual(['put off', 'again', 'called off', 'gone'])
    await write({ gone: ['gone'], items: [item('own'), item('again')] })
    expect(await names()).toEqual(['put off', 'called off', 'own', 'again'])
  })
})

describe('after a table', () => {
  const NEXT = '2027-08-11T15:00:00.000Z'
  const UNTIL = '2027-08-24T15:30:00.000Z'
  const reports = CONVENERS.map(each => ['report-due', each, NEXT, UNTIL])

  test('its report is asked for of who runs the partnership, the morning after, for two weeks', async () => {
    expect(await told(reportErrands, '2027-08-08T15:29:59.999Z')).toEqual([])
    expect(await told(reportErrands, '2027-08-08T15:30:00.000Z')).toEqual(reports)
    expect(await told(reportErrands, '2027-08-24T15:29:59.999Z')).toEqual(reports)
    expect(await told(reportErrands, UNTIL)).toEqual([])
  })

  test.each([
    ['that was called off', { status: 'canceled' as const }],
    ['whose letters never left', { scheduledAt: undefined }],
    ['without a date', { meeting: undefined }],
    ['of another kind', { meeting: { ...meeting, kind: 'debrief' as const } }],
  ])('no report is asked for of a meeting %s', async (_, over) => {
    await edit(over)
    expect(await told(reportErrands, ENDS)).toEqual([])
  })

  test('its report is asked for no more once it was released', async () => {
    await t.clock.moveTo(ENDS)
    await writeReport(t.world, await table(), WORDS, CONVENER)
    expect(await told(reportErrands)).toEqual(reports)
    await releaseReport(t.world, TABLE, CONVENER)
    expect(await told(reportErrands)).toEqual([])
  })

  test('the next one is the next that is to come', async () => {
    const [past, soon, far] = ['a', 'b', 'd'].map(letter => campaignIdFrom(letter.repeat(16)))
    for (const [id, date] of [
      [past, '2027-05-11'],
      [soon, '2027-11-09'],
      [far, '2028-02-08'],
    ] as const)
      if (id) await plan(id, { meeting: { ...meeting, uid: `${id}@example.org`, date } })
    const launched = (await read(t.world.store, campaignRef(IDS.campaign)))?.value
    if (!launched) throw new Error('no launch')
    expect((await nextTable(t.world, launched))?.id).toBe(TABLE)
    expect((await nextTable(t.world, await table()))?.id).toBe(soon)
    await t.clock.moveTo(STARTS)
    expect((await nextTable(t.world, launched))?.id).toBe(soon)
  })
})

describe('the survey', () => {
  /** A week after the table, for three weeks. */
  const LETTER = '2027-08-17T15:00:00.000Z'
  const OVER = '2027-09-07T15:00:00.000Z'
  const said = (n: string): PulseAnswer => ({
    ...{ value: 5, led: 4, home: 3, priorities: {}, missing: '', words: '' },
    invitation: invitationIdFrom(n.repeat(16)),
    company: n,
    at: LETTER,
  })
  const answer = (n: string) =>
    create(t.world.store, refOf(DOCUMENTS.pulseAnswer, TABLE, invitationIdFrom(n.repeat(16))), said(n))
  beforeEach(() => edit({ pulse: '2027-07-01T00:00:00.000Z' }))

  test('is open from the end of the table until exactly three weeks after its letter', async () => {
    const campaign = await table()
    expect(pulseTime(campaign)).toEqual({ from: ENDS, at: LETTER, until: OVER })
    const stages: [Instant, string][] = [
      ['2027-08-10T15:29:59.999Z', 'before'],
      [ENDS, 'open'],
      ['2027-09-07T14:59:59.999Z', 'open'],
      [OVER, 'over'],
    ]
    for (const [at, stage] of stages) expect([at, pulseStage(campaign, at)]).toEqual([at, stage])
    for (const none of [{ pulse: undefined }, { status: 'canceled' as const }, { meeting: undefined }])
      expect(pulseStage({ ...campaign, ...none }, ENDS)).toBe('none')
  })

  test('is answered by members of businesses while it is open; the last answer counts', async () => {
    const token = LINKS.pulse.to(t.world.settings, TABLE, idOf(0)).split('/').at(-1) ?? ''
    const member = await whoIsAtTable(t.world, 'pulse', token)
    if (!member) throw new Error('nobody')
    const { invitation: _invitation, company: _company, at: _at, ...words } = said('a')
    expect(await takePulse(t.world, member, words)).toBe('not now')
    await t.clock.moveTo(ENDS)
    const partner = { ...member, person: { ...member.person, publicPartner: true } }
    for (const nobody of [partner, { ...member, invitation: undefined }])
      expect(await takePulse(t.world, nobody, words)).toBe('not now')
    expect(await takePulse(t.world, member, words)).toBe('taken')
    expect(await takePulse(t.world, member, { ...words, value: 1 })).toBe('taken')
    expect((await read(t.world.store, invitationRef(TABLE, idOf(0))))?.value.surveyed).toBe(true)
    expect(await pulseResult(t.world, await table())).toMatchObject({ answers: 1, value: { mean: 1 } })
    await t.clock.moveTo(OVER)
    expect(await takePulse(t.world, member, words)).toBe('not now')
  })

  test('counts whom its letter, or the one that asks again, has reached', async () => {
    const sends: Invitation['sends'][] = [{ pulse: sent(LETTER) }, { 'pulse-again': sent(LETTER) }, {}]
    for (const [n, each] of sends.entries())
      await change(t.world.store, invitationRef(TABLE, idOf(n)), stands => ({ ...stands, sends: each }))
    expect((await pulseResult(t.world, await table())).asked).toBe(2)
  })

  test('weighs the priorities whose team was open when the table ended', async () => {
    await foundTeams(
      t.world,
      { id: IDS.campaign, partnership: IDS.partnership },
      ['A', 'B', 'C', 'D'].map(name => ({ name })),
      'x',
    )
    const own = [{ foundedAt: ENDS }, { foundedAt: '2027-08-10T15:30:00.001Z' }, { closedAt: ENDS }, { closedAt: OVER }]
    const teams = await teamsOf(t.world.store, IDS.partnership)
    for (const [n, name] of ['A', 'B', 'C', 'D'].entries()) {
      const id = teams.find(each => each.name === name)?.id
      if (id) await change(t.world.store, teamRef(IDS.partnership, id), each => ({ ...each, ...own[n] }))
    }
    expect((await weighedIn(t.world, await table())).map(({ name }) => name).sort()).toEqual(['A', 'D'])
  })

  test('is told to who runs the partnership and the champions, where three have answered, when it is over', async () => {
    for (const n of ['a', 'b']) await answer(n)
    expect(await told(pulseErrands, OVER)).toEqual([])
    await answer('d')
    const readers = [...CONVENERS, ...CHAMPIONS].map(each => ['pulse-results', each, OVER, '2027-09-21T15:00:00.000Z'])
    expect(await told(pulseErrands)).toEqual(readers)
    const found = await errands(pulseErrands)
    expect(found.at(-1)?.link).toBe(LINKS.pulse.to(t.world.settings, TABLE, IDS.bob))
    expect(found[0]?.link).not.toContain('/pulse/')
    expect(found[0]?.fields).toMatchObject({
      numbers: { data: '**3 of 3 members answered.**' },
      also_asked: 'whether it has the right home',
    })
    await foundTeams(t.world, { id: IDS.campaign, partnership: IDS.partnership }, [{ name: 'A' }], 'x')
    const [team] = await teamsOf(t.world.store, IDS.partnership)
    if (team) await change(t.world.store, teamRef(IDS.partnership, team.id), each => ({ ...each, foundedAt: ENDS }))
    expect((await errands(pulseErrands))[0]?.fields.also_asked).toBe('which priorities they would keep')
    expect(await told(pulseErrands, '2027-09-21T15:00:00.000Z')).toEqual([])
  })

  test('is listed once it has begun', async () => {
    const listed = async () => (await pulsesOf(t.world, [await table()])).map(({ stage }) => stage)
    expect(await listed()).toEqual([])
    await t.clock.moveTo(ENDS)
    expect(await listed()).toEqual(['open'])
    await t.clock.moveTo(OVER)
    expect(await listed()).toEqual(['over'])
  })
})

describe('a link about a table', () => {
  const opens = async (id: string, purpose: 'agenda' | 'pulse' | 'report' = 'agenda') => {
    const link = LINKS[purpose].to(t.world.settings, TABLE, invitationIdFrom(id))
    const found = await whoIsAtTable(t.world, purpose, link.split('/').at(-1) ?? '')
    return found && [found.person.name, found.champion, found.invitation]
  }

  test('is a champion’s or a guest’s; a guest who is a champion is one', async () => {
    await addInvitees(t.world, TABLE, [invitee(9, { name: 'Ann', email: 'ANN@lee.example' })], CONVENER, 'now')
    const ann = invitationIdOf(TABLE, 'ann@lee.example')
    expect(await opens(IDS.ann)).toEqual(['Ann Lee', true, undefined])
    expect(await opens(ann)).toEqual(['Ann', true, ann])
    expect(await opens(idOf(0))).toEqual(['Guest 0', false, idOf(0)])
    expect(await opens('x'.repeat(16))).toBeUndefined()
    expect(await whoIsAtTable(t.world, 'agenda', 'no token')).toBeUndefined()
    const pulse = LINKS.pulse.to(t.world.settings, TABLE, idOf(0)).split('/').at(-1) ?? ''
    expect(await whoIsAtTable(t.world, 'agenda', pulse)).toBeUndefined()
  })

  test.each([
    ['was taken off the list', { removedAt: ENDS }],
    ['asked to be forgotten', { forgottenAt: ENDS }],
  ])('is dead once its reader %s', async (_, gone) => {
    for (const purpose of ['agenda', 'pulse', 'report'] as const) expect(await opens(idOf(0), purpose)).toBeDefined()
    await change(t.world.store, invitationRef(TABLE, idOf(0)), each => ({ ...each, ...gone }))
    for (const purpose of ['agenda', 'pulse', 'report'] as const) expect(await opens(idOf(0), purpose)).toBeUndefined()
  })
})

test('whoever takes over a role, and whoever handed it over, hear of it for a week, letter by letter', async () => {
  const from = { name: 'Old *x*', email: 'old@x.example', organization: 'X' }
  const to = { name: 'New *y*', email: 'new@y.example', organization: 'Y' }
  const hand = async (id: string, role: 'convener' | 'champion', passed: string[]) => {
    const at = t.clock.now()
    const made = { id, role, from, to, at, by: 'x', passed }
    await create(t.world.store, refOf(DOCUMENTS.succession, IDS.partnership, id), made)
  }
  await hand('a', 'convener', ['the lead of *Housing*'])
  const week = ['2027-07-11T14:00:00.000Z', '2027-07-18T14:00:00.000Z']
  expect(await told(successionErrands)).toEqual([
    ['hand-over-to', to.email, ...week],
    ['hand-over-from', from.email, ...week],
  ])
  const [first, second] = await errands(successionErrands)
  expect(first?.link).toContain('/campaigns/')
  expect(second?.link).toBeUndefined()
  expect(first?.fields).toMatchObject({
    predecessor: from.name,
    yours: { data: 'This is now yours:\n\n- the lead of \\*Housing\\*' },
    coming_up: { data: 'Coming up:\n\n- Tuesday, August 10, 2027: Quarterly table' },
  })
  expect(second?.fields).toMatchObject({
    successor: to.name,
    theirs: { data: 'This is now theirs:\n\n- the lead of \\*Housing\\*' },
  })
  await edit({ status: 'draft' })
  await hand('b', 'champion', [])
  const champion = (await errands(successionErrands)).find(({ key }) => key === 'hand-over:b:to')
  expect(champion?.link).toBeUndefined()
  expect(champion?.fields).toMatchObject({ yours: { data: '' }, coming_up: { data: '' } })
  expect(await told(successionErrands, '2027-07-18T13:59:59.999Z')).toHaveLength(4)
  expect(await told(successionErrands, '2027-07-18T14:00:00.000Z')).toEqual([])
})
