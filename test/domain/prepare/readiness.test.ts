import { describe, expect, test } from 'vitest'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { TeamMember } from '../../../domain/keep/partnership.ts'
import { countReady, readinessOf } from '../../../domain/prepare/readiness.ts'
import {
  chosenDay,
  dayRolesOf,
  emptyReadinessRecord,
  type ReadinessRecord,
  roleAnswerOf,
  scopeOf,
  sectorIn,
  sectorOf,
  stakeOf,
} from '../../../domain/prepare/readiness-record.ts'
import { countList, namesOf } from '../../../domain/prepare/ready-item.ts'
import { partnership } from '../../functions/campaign/launch.ts'
import { campaign, launch } from '../keep/campaigns.ts'
import { facts, invited, items, LIST, member, NOW, one, people, SAID, TEAM, words } from './ready.ts'

describe('a launch', () => {
  test('is ready when everything stands, and nothing is named as missing', () => {
    expect(items().filter(({ state }) => state !== 'ready')).toEqual([])
    expect(countReady(readinessOf(facts()))).toEqual({ ready: 12, of: 12 })
  })

  test('of which nothing is known misses all of it, each with a step that mends it', () => {
    const bare = facts({
      partnership: partnership({ team: [], champions: [], sector: '', region: '' }),
      campaign: campaign({ status: 'draft', scheduledAt: undefined, meeting: undefined, letter: undefined }),
      readinessRecord: emptyReadinessRecord,
      listed: countList([]),
      signed: [],
    })
    const all = readinessOf(bare).flatMap(stage => stage.items)
    expect(all.filter(({ state }) => state === 'ready').map(({ id }) => id)).toEqual([])
    expect(all.filter(({ missing }) => missing.length === 0)).toEqual([])
    const steps = new Set(all.flatMap(({ missing }) => missing.map(({ step }) => step.split('#')[0])))
    expect([...steps].sort()).toEqual(
      ['champions', 'invitees', 'letter', 'meeting', 'partnership', 'readiness', 'team', 'timing'].sort(),
    )
  })

  test('needs partners of education, workforce and economic development: read from organizations, or said', () => {
    const without = { ...people, team: TEAM.filter(({ name }) => name !== 'Sue') }
    expect(one('partners', { partnership: without })?.state).toBe('partly')
    expect(words('partners', { partnership: without })?.[0]).toContain('represents education')
    const said = { ...SAID, sectors: { 'ed@team.example': 'other' } as const }
    expect(words('partners', { readinessRecord: said })?.[0]).toContain('represents economic development')
    expect(
      ['Northern Colorado Workforce Board', 'St. Vrain Valley Schools', 'K-12', 'Chamber of Commerce', 'Acme'].map(
        sectorIn,
      ),
    ).toEqual(['workforce', 'education', 'education', 'economic development', undefined])
    expect(sectorOf(said, member('Fay', 'facilitator', 'Community college'))).toBeUndefined()
  })

  test('needs a convener and a facilitator without a stake', () => {
    const champion = { ...member('Ann', 'convener', ''), email: 'ANN@lee.example' }
    const led = { ...people, team: [champion, ...TEAM.slice(1)] }
    expect(words('convener', { partnership: led })).toEqual([
      'Ann is a champion. The convener has to be neutral: name someone else.',
    ])
    const business = {
      ...people,
      team: TEAM.map(each => (each.name === 'Fay' ? { ...each, organization: 'Company 3, Inc.' } : each)),
    }
    expect(words('day', { partnership: business })?.[0]).toContain('Company 3, Inc. is a business at the table')
    expect(stakeOf(member('Fay', 'facilitator', ''), people.champions, new Set(['']))).toBeUndefined()
  })

  test('counts a role as agreed only while it is theirs, and says who is not content', () => {
    const other = {
      ...SAID,
      roles: { ...SAID.roles, 'sue@team.example': { role: 'facilitator', said: 'agreed', note: '', at: NOW } },
    } as const
    expect(roleAnswerOf(other, TEAM[2] as TeamMember)).toBeUndefined()
    expect(one('roles', { readinessRecord: other })).toMatchObject({ state: 'partly', is: '3 of 4' })
    const doubt = {
      ...SAID,
      roles: {
        ...SAID.roles,
        'sue@team.example': { role: 'support team', said: 'not like this', note: 'Less calling', at: NOW },
      },
    } as const
    expect(words('roles', { readinessRecord: doubt })).toEqual(['Sue does not take the role like this: “Less calling”'])
  })

  test('asks anew whether the size is right when industry or region is another', () => {
    expect(one('footprint')?.is).toBe('3 of 3 say so')
    const moved = { ...people, region: 'Weld County' }
    expect(one('footprint', { partnership: moved })).toMatchObject({ state: 'missing', is: '0 of 3 say so' })
    const big = {
      ...SAID,
      footprints: {
        ...SAID.footprints,
        'ed@team.example': { of: scopeOf(people), said: 'too big', note: '', at: NOW },
      },
    } as const
    expect(words('footprint', { readinessRecord: big })).toEqual(['Ed finds it too big. Talk it over.'])
  })

  test('meets at a business, on a working day to come, in under two hours', () => {
    const at = (over: Parameters<typeof launch>[0]) => words('place', { campaign: campaign({ meeting: launch(over) }) })
    const { venue } = launch()
    expect(at({ venue: { ...venue, host: 'FRONT RANGE WORKFORCE' } })?.[0]).toContain('of the support team')
    expect(at({ date: '2027-04-03' })).toEqual(['April 3, 2027 is a Saturday.'])
    const past = launch({ date: '2027-01-29' })
    expect(words('place', { campaign: campaign({ status: 'draft', meeting: past }) })).toEqual(['The day has passed.'])
    expect(words('place', { campaign: campaign({ status: 'running', meeting: past }) })).toEqual([])
    expect(at({ start: '07:30', end: '09:31' })).toEqual(['Keep it under two hours.'])
    expect(at({ start: '07:30', end: '09:30' })).toEqual([])
  })

  test('has a list of enough companies, of people who decide, with no name waiting', () => {
    expect(words('list', { listed: countList(LIST.slice(0, 14)) })).toEqual([
      '15 companies make a critical mass; the list has 14.',
    ])
    const managers = LIST.map((each, n) => (n < 6 ? invited(n, { title: 'Sales Manager' }) : each))
    expect(words('list', { listed: countList(managers) })).toEqual(['6 titles do not sound like a decision-maker’s.'])
    expect(words('list', { listed: countList(managers.slice(1)) })).toHaveLength(1)
    expect(words('list', { listed: countList(managers.slice(2)) })).toEqual([])
    expect(one('list', { waiting: 1 })?.state).toBe('partly')
    const partners = LIST.map((each, n) => (n > 9 ? invited(n, { publicPartner: true }) : each))
    expect(countList(partners)).toMatchObject({ leaders: 10, publicPartners: 10 })
    const gone = [
      { ...invited(1), removedAt: NOW },
      { ...invited(2), standsInFor: { invitation: invitationIdFrom('3'), name: 'G' } },
    ]
    expect(countList(gone).leaders).toBe(0)
  })

  test('says how many have come to the list since somebody called it right', () => {
    const late = [...LIST, { ...invited(30), addedAt: '2027-02-02T16:00:00.000Z' }]
    expect(one('agreed', { listed: countList(late) })).toMatchObject({ state: 'ready', is: '3 of 3; 1 added since' })
    expect(words('agreed', { readinessRecord: { ...SAID, lists: {} } })).toEqual([
      'Ask the team to review the list and add names.',
    ])
  })

  test('sends its letter a month ahead and follows up; less is named before and after it has left', () => {
    expect(one('letter')?.is).toBe('goes out on Fri, Feb 26')
    const tight = '2027-03-05T16:00:00.000Z'
    const late = campaign({ ...facts().campaign, scheduledAt: tight })
    expect(one('letter', { campaign: late, now: tight })?.missing[0]).toMatchObject({ step: 'meeting' })
    const left = campaign({ ...late, left: { invite: tight } })
    expect(one('letter', { campaign: left, now: tight })?.missing[0]).toMatchObject({ step: 'calls', waits: true })
    const off = campaign({
      ...facts().campaign,
      timing: { waves: { 'follow-up-1': { off: true }, 'follow-up-2': { off: true } }, holidays: [] },
    })
    expect(one('follow-ups')).toMatchObject({ state: 'ready', is: 'Wed, Mar 17; Wed, Mar 24' })
    expect(one('follow-ups', { campaign: off })?.missing[0]?.step).toBe('timing')
  })

  test('knows what waits for others from what the convener can do next', () => {
    const open = { ...SAID, roles: {}, lists: {} }
    const waits = (readinessRecord: ReadinessRecord) =>
      ['roles', 'agreed'].map(id => one(id, { readinessRecord })?.missing[0]?.waits ?? false)
    expect(waits(open)).toEqual([false, false])
    expect(waits({ ...open, asked: { roles: NOW, list: { round: 1, at: NOW } } })).toEqual([true, true])
    const [ann, bob] = people.champions
    const unsigned = { signed: ann ? [ann] : [], unsigned: bob ? [bob] : [] }
    expect(one('signatures', unsigned)).toMatchObject({ state: 'partly', is: '1 of 2' })
  })
})

test('who does what on the day follows roles until it is chosen, and what roles say anyway is not kept', () => {
  const usual = dayRolesOf(people, emptyReadinessRecord)
  expect(usual.facilitates.map(({ name }) => name)).toEqual(['Fay'])
  expect(usual.listens.map(({ name }) => name)).toEqual(['Sue', 'Ed'])
  const [first, second] = people.champions.map(({ id }) => id)
  const chosen = chosenDay(people, {
    welcomes: [first ?? ''],
    facilitates: ['FAY@team.example'],
    listens: ['ed@team.example', 'sue@team.example'],
  })
  expect(chosen).toEqual({ welcomes: [first], facilitates: undefined, listens: undefined })
  expect(dayRolesOf(people, { day: chosen }).welcomes.map(({ id }) => id)).not.toContain(second)
  // Whoever is neither champion nor of the team has no part in it.
  const strangers = {
    welcomes: ['z'.repeat(16)],
    facilitates: ['mallory@other.example'],
    listens: ['mallory@other.example'],
  }
  expect(chosenDay(people, strangers)).toEqual({ welcomes: [], facilitates: [], listens: [] })
})

test('names are told as people tell them', () => {
  expect(
    [[], ['Ann'], ['Ann', 'Bob'], ['Ann', 'Bob', 'Cy'], ['Ann', 'Bob', 'Cy', 'Di']].map(each => namesOf(each)),
  ).toEqual(['', 'Ann', 'Ann and Bob', 'Ann, Bob and Cy', 'Ann, Bob and 2 others'])
})
