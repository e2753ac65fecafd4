import { describe, expect, test } from 'vitest'
import type { Guest } from '../../../domain/day/attendance.ts'
import { campaignIdFrom, commitmentIdFrom, teamIdFrom } from '../../../domain/keep/ids.ts'
import { gatheringOf, gatheringsUntil } from '../../../domain/table/gathering.ts'
import {
  barsOf,
  type CommitmentCounts,
  cameTo,
  companiesAt,
  dueBetween,
  everCameWords,
  type Gathering,
  keptSince,
  labelOf,
  type Report,
  type ReportFigures,
  reportShape,
  saidYesTo,
  standWords,
  type TeamLine,
  teamLine,
  totalOf,
} from '../../../domain/table/report.ts'
import type { Commitment } from '../../../domain/teams/commitment.ts'
import type { ActionTeam } from '../../../domain/teams/team.ts'
import { campaign, launch } from '../keep/campaigns.ts'

const NOW = '2027-07-01T16:00:00.000Z'
const NONE: CommitmentCounts = { open: 0, moved: 0, overdue: 0, kept: 0, broken: 0 }
const gathering = (over: Partial<Gathering> = {}): Gathering => ({
  campaign: campaignIdFrom('launch'),
  title: 'Launch',
  date: '2027-03-02',
  companies: 12,
  byDelegates: 1,
  people: 20,
  publicPartners: 3,
  goal: 15,
  counted: 'came',
  ...over,
})
const guest = (company: string, over: Partial<Guest> = {}): Guest => ({
  invitation: company,
  seat: company,
  name: company,
  email: '',
  title: '',
  company: { key: company, name: company },
  publicPartner: false,
  said: 'silent',
  needs: '',
  walkIn: false,
  host: false,
  ...over,
})
const came = { at: NOW, by: 'Sue' }
const commitment = (over: Partial<Commitment> = {}): Commitment => ({
  id: commitmentIdFrom('c'),
  campaign: campaignIdFrom('launch'),
  what: 'Call the mayor',
  owner: { name: 'Ann', email: 'ann@lee.example', company: 'Lee Forge' },
  due: '2027-06-01',
  madeAt: '2027-03-02T16:00:00.000Z',
  state: 'open',
  note: '',
  moved: [],
  ...over,
})
const figures = (over: Partial<ReportFigures> = {}): ReportFigures => ({
  gatherings: [gathering()],
  teams: [],
  stand: NONE,
  kept: [],
  overdue: [],
  companies: 12,
  at: NOW,
  ...over,
})

describe('a meeting in a report', () => {
  test('counts who was checked in, companies once, those by delegates and public partners apart', () => {
    const guests = [
      guest('Hale', { came }),
      guest('Hale', { came }),
      guest('Cho', { came, inPlaceOf: 'Jane' }),
      guest('College', { came, publicPartner: true }),
      guest('Ruiz', { said: 'yes' }),
    ]
    expect(gatheringOf(campaign({ goal: 15 }), guests)).toEqual({
      campaign: campaign().id,
      title: 'Launch',
      date: '2027-03-31',
      companies: 2,
      byDelegates: 1,
      people: 4,
      publicPartners: 1,
      goal: 15,
      counted: 'came',
    })
  })

  test('counts who said yes where nobody was checked in, and says so', () => {
    const said = [guest('Ruiz', { said: 'yes' }), guest('Cho', { said: 'maybe' }), guest('Hale')]
    expect(gatheringOf(campaign(), said)).toMatchObject({ companies: 1, people: 1, counted: 'said yes' })
    expect(gatheringOf(campaign(), [guest('Hale')])).toMatchObject({ companies: 0, counted: 'unknown' })
    // Who sends somebody and says yes after all has one seat with them.
    const seat = [
      guest('Ruiz', { said: 'yes', invitation: 'a', seat: 'a' }),
      guest('Ruiz', { said: 'yes', invitation: 'b', seat: 'a' }),
    ]
    expect(gatheringOf(campaign(), seat)).toMatchObject({ companies: 1, people: 1 })
    // Public partners alone are no company that said yes.
    const partner = [guest('College', { said: 'yes', publicPartner: true })]
    expect(gatheringOf(campaign(), partner)?.counted).toBe('unknown')
  })

  test('bears the name of its session, and is none without a time', () => {
    const session = { group: 'g', name: 'Longmont' }
    expect(gatheringOf(campaign({ session }), [])?.title).toBe('Launch, Longmont')
    const { meeting: _, ...untimed } = campaign()
    expect(gatheringOf(untimed as ReturnType<typeof campaign>, [])).toBeUndefined()
  })

  test('is known by who came, or by who said yes, or not at all', () => {
    const counted = (how: Gathering['counted'], companies = 2) => {
      const each = gathering({ counted: how, companies })
      return [cameTo(each), saidYesTo(each), companiesAt(each)]
    }
    expect(counted('came')).toEqual([2, 'unknown', '2 companies'])
    expect(counted('came', 1)).toEqual([1, 'unknown', '1 company'])
    expect(counted('came', 0)).toEqual([0, 'unknown', 'no companies'])
    expect(counted('said yes')).toEqual(['unknown', 2, '2 companies said yes'])
    expect(counted('said yes', 1)).toEqual(['unknown', 1, '1 company said yes'])
    expect(counted('unknown')).toEqual(['unknown', 'unknown', 'not recorded'])
  })

  test('tells how many have ever come only where that was written down every time, of more than one meeting', () => {
    const words = (companies: number, ...counted: Gathering['counted'][]) =>
      everCameWords({ companies, gatherings: counted.map(each => gathering({ counted: each })) })
    expect(words(9, 'came', 'came')).toBe('9 companies have been at the table at least once.')
    expect(words(1, 'came', 'came')).toBe('One company has been at the table at least once.')
    expect(words(0, 'came', 'came')).toBe('')
    expect(words(9, 'came')).toBe('')
    expect(words(9, 'came', 'said yes')).toBe('')
    expect(words(9)).toBe('')
  })
})

describe('the meetings of a report', () => {
  const at = (id: string, date: string, over: Parameters<typeof campaign>[0] = {}) =>
    campaign({ id: campaignIdFrom(id), meeting: launch({ kind: 'quarterly', date }), status: 'finished', ...over })
  const last = at('last', '2027-06-30')

  test('are those of everybody up to its own that took place', () => {
    const { meeting: _, ...untimed } = at('untimed', '2027-06-01')
    const campaigns = [
      at('launch', '2027-03-31', { meeting: launch() }),
      at('canceled', '2027-04-30', { status: 'canceled' }),
      at('draft', '2027-05-01', { status: 'draft' }),
      at('debrief', '2027-04-02', { meeting: launch({ kind: 'debrief', date: '2027-04-02' }) }),
      untimed as ReturnType<typeof campaign>,
      last,
      at('same day', '2027-06-30'),
      at('next', '2027-09-30'),
    ]
    const ids = (now: string) => gatheringsUntil(campaigns, last, now).map(({ id }) => id)
    expect(ids(NOW)).toEqual(['launch', 'last', 'same day'])
    // Written before the meeting is over, its own is in it; what is later is not, even when it is over too.
    expect(ids('2027-06-30T15:00:00.000Z')).toEqual(['launch', 'last', 'same day'])
    expect(ids('2027-06-30T14:59:59.999Z')).toEqual(['launch', 'last'])
    expect(ids('2028-01-01T00:00:00.000Z')).toEqual(['launch', 'last', 'same day'])
  })

  test('are all that are over where its own has no time any more', () => {
    const { meeting: _, ...untimed } = last
    const campaigns = [at('a', '2027-06-30')]
    expect(gatheringsUntil(campaigns, untimed as ReturnType<typeof campaign>, NOW)).toHaveLength(1)
  })
})

describe('the line of a team', () => {
  const [first, second, off, coming] = ['1', '2', 'off', 'coming'].map(campaignIdFrom)
  const member = (name: string, company: string, publicPartner = false) => ({
    name,
    title: '',
    company,
    email: `${name.toLowerCase()}@x.example`,
    publicPartner,
    joinedAt: NOW,
  })
  const call = (id: typeof first) => ({
    slot: { date: '2027-03-16', start: '08:00', end: '08:45' },
    by: 'Ann',
    at: NOW,
    where: '',
    agenda: '',
    campaign: id,
  })
  const team = {
    id: teamIdFrom('housing'),
    launch: campaignIdFrom('launch'),
    name: 'Housing',
    members: [member('Ann', 'Lee Forge'), member('Bo', 'Hale'), member('Cy', 'College', true)],
    lead: 'ann@x.example',
    outcome: '40 homes',
    strategy: '',
    asks: [],
    offers: [],
    where: '',
    calls: [call(first), call(second), call(off), call(coming)],
    foundedAt: NOW,
    history: [],
  } as unknown as ActionTeam
  const held = (id: typeof first, over: Parameters<typeof campaign>[0] = {}) =>
    campaign({ id: id ?? campaignIdFrom('x'), meeting: launch({ kind: 'action-team', date: '2027-06-01' }), ...over })
  const campaigns = [
    held(first),
    held(second),
    held(off, { status: 'canceled' }),
    held(coming, { meeting: launch({ date: '2027-08-01' }) }),
    held(campaignIdFrom('another team')),
  ]

  test('says who leads it, who is in it, how often it met, and how its commitments are', () => {
    const own = commitment({ team: team.id, state: 'kept' })
    const line = teamLine(
      team,
      campaigns,
      [own, commitment(), commitment({ team: teamIdFrom('x') })],
      '2027-07-01',
      NOW,
    )
    expect(line).toEqual({
      id: 'housing',
      name: 'Housing',
      lead: { name: 'Ann', company: 'Lee Forge' },
      businesses: 2,
      publicPartners: 1,
      calls: 2,
      outcome: '40 homes',
      closed: false,
      stand: { ...NONE, kept: 1 },
    })
    const { lead: _, ...leaderless } = team
    expect(teamLine({ ...leaderless, closedAt: NOW }, [], [], '2027-07-01', NOW)).toMatchObject({
      lead: undefined,
      closed: true,
      calls: 0,
    })
  })

  test('counts a call from the moment it is over', () => {
    const calls = (now: string) => teamLine(team, [held(first)], [], '2027-06-01', now).calls
    expect([calls('2027-06-01T14:59:59.999Z'), calls('2027-06-01T15:00:00.000Z')]).toEqual([0, 1])
  })
})

describe('commitments of a report', () => {
  test('were kept after the meeting before, not at it', () => {
    const kept = (settledAt: string) => commitment({ state: 'kept', settledAt })
    const all = [
      kept(NOW),
      kept('2027-07-02T16:00:00.000Z'),
      commitment({ state: 'broken', settledAt: '2027-07-03T16:00:00.000Z' }),
      commitment(),
      commitment({ state: 'kept' }),
    ]
    expect(keptSince(all, NOW).map(({ settledAt }) => settledAt)).toEqual(['2027-07-02T16:00:00.000Z'])
  })

  test('fell due after one day and before another', () => {
    const due = ['2027-05-31', '2027-06-01', '2027-06-30', '2027-07-01'].map(each => commitment({ due: each }))
    expect(dueBetween(due, '2027-05-31', '2027-07-01')).toBe(2)
  })

  test('are all counted, each state in words where there is any', () => {
    const all = { kept: 5, open: 4, moved: 3, overdue: 2, broken: 1 }
    expect(totalOf(all)).toBe(15)
    expect(standWords(all)).toBe('5 kept, 4 open, 3 open with a new date, 2 past their date, 1 not kept')
    expect(standWords({ ...NONE, overdue: 1 })).toBe('1 past its date')
    expect(standWords(NONE)).toBe('')
  })
})

describe('the bars of a report', () => {
  const line = (name: string, stand: Partial<CommitmentCounts>): TeamLine => ({
    id: name,
    name,
    businesses: 3,
    publicPartners: 0,
    calls: 1,
    outcome: '',
    closed: false,
    stand: { ...NONE, ...stand },
  })

  test('show companies against the best meeting, the last six of them', () => {
    const gatherings = Array.from({ length: 7 }, (_, n) => gathering({ companies: n, date: `2027-03-0${n + 1}` }))
    const [companies] = barsOf(figures({ gatherings }))
    expect(companies?.rows.map(({ label }) => label)).toHaveLength(6)
    expect(companies?.rows[0]).toEqual({ label: 'Launch, Mar 2', share: 1 / 6, words: '1 company' })
    expect(companies?.rows.at(-1)?.share).toBe(1)
    expect(labelOf(gathering())).toBe('Launch, Mar 2')
    // Nobody came, and nothing is divided by nothing.
    expect(barsOf(figures({ gatherings: [gathering({ companies: 0 })] }))[0]?.rows[0]?.share).toBe(0)
  })

  test('show what each team kept of what it promised, and none for a team that promised nothing', () => {
    const teams = [line('Housing', { kept: 3, open: 1 }), line('Freight', {})]
    expect(barsOf(figures({ teams }))[1]?.rows).toEqual([{ label: 'Housing', share: 0.75, words: '3 of 4 kept' }])
  })

  test('show all commitments by how they are, and nothing where there are none', () => {
    const stand = { kept: 4, open: 1, moved: 2, overdue: 3, broken: 0 }
    expect(barsOf(figures({ stand }))[2]?.rows).toEqual([
      { label: 'Kept', share: 0.4, words: '4 of 10' },
      { label: 'Open', share: 0.1, words: '1 of 10' },
      { label: 'Open, with a new date', share: 0.2, words: '2 of 10' },
      { label: 'Overdue', share: 0.3, words: '3 of 10' },
    ])
    expect(barsOf(figures({ stand: { ...NONE, broken: 2 } }))[2]?.rows).toEqual([
      { label: 'Not kept', share: 1, words: '2 of 2' },
    ])
    expect(barsOf(figures())[2]?.rows).toEqual([])
    expect(barsOf(figures()).map(({ title }) => title)).toEqual([
      'Companies at the table',
      'Commitments kept, by action team',
      'All commitments',
    ])
  })
})

test('a report is kept whole with the figures as they were told', () => {
  const spread: NonNullable<ReportFigures['pulse']>['value'] = {
    counts: [0, 1, 2, 3, 4],
    mean: 4,
    agree: 0.7,
  }
  const told: ReportFigures = figures({
    teams: [
      {
        id: 'a',
        name: 'Housing',
        lead: { name: 'Ann', company: 'Lee Forge' },
        businesses: 3,
        publicPartners: 1,
        calls: 2,
        outcome: '40 homes',
        closed: false,
        stand: { ...NONE, kept: 1 },
      },
    ],
    kept: [{ what: 'Call', name: 'Ann', company: 'Lee Forge' }],
    overdue: [{ what: 'Write', name: 'Bo', company: 'Hale', due: '2027-06-01' }],
    fellDue: 3,
    pulse: {
      date: '2027-06-01',
      answers: 10,
      companies: 8,
      asked: 20,
      value: spread,
      led: spread,
      home: spread,
      priorities: [{ id: 'a', name: 'Housing', right: 3, reached: 2, drop: 1 }],
    },
  })
  const report: Report = {
    subject: 's',
    body: 'b',
    missed: 'm',
    by: 'Sue',
    released: { at: NOW, by: 'Sue', figures: told },
  }
  expect(reportShape().parse(report)).toEqual(report)
})
