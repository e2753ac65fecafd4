import { describe, expect, test } from 'vitest'
import { isBehind, isLive, reasonGiven, requestKey, signatureState, wasHeld } from '../../../domain/keep/campaign.ts'
import { remembered } from '../../../domain/keep/history.ts'
import { championIdFrom, partnershipIdFrom } from '../../../domain/keep/ids.ts'
import {
  blankPartnership,
  mayEdit,
  nameOf,
  ownPartOf,
  proposedName,
  roleOf,
  sameAddress,
} from '../../../domain/keep/partnership.ts'
import { stepsDone, stepsUnfinished } from '../../../domain/keep/setup.ts'
import { tell } from '../../../domain/keep/tell.ts'
import { campaign, launch } from '../keep/campaigns.ts'

const NOW = '2027-04-01T16:00:00.000Z'
const END = '2027-03-31T15:00:00.000Z'
const people = (name: string) => ({
  id: championIdFrom(name),
  name,
  title: '',
  company: '',
  email: `${name}@x.example`,
})
const blank = blankPartnership(partnershipIdFrom('p'), NOW)
const { meeting: _, ...untimed } = campaign()
const without = untimed as ReturnType<typeof campaign>

describe('a meeting', () => {
  test('was held once it is over, where people were asked and nobody called it off', () => {
    expect(wasHeld(campaign(), END)).toBe(true)
    expect(wasHeld(campaign(), '2027-03-31T14:59:59.999Z')).toBe(false)
    expect(wasHeld(campaign({ status: 'canceled' }), NOW)).toBe(false)
    expect(wasHeld({ ...campaign(), scheduledAt: undefined }, NOW)).toBe(false)
    expect(wasHeld(without, NOW)).toBe(false)
    expect(isBehind(campaign({ left: { invite: NOW } }), NOW)).toBe(true)
    expect(isBehind(campaign(), NOW)).toBe(false)
    expect(isBehind(campaign({ left: { invite: NOW } }), '2027-03-01T00:00:00.000Z')).toBe(false)
  })

  test('has a reason where the convener gave one: why it is off, or why it last changed', () => {
    const change = (reason?: string) => ({ sequence: 1, at: NOW, was: launch(), ...(reason ? { reason } : {}) })
    expect(reasonGiven(campaign())).toBe('')
    expect(reasonGiven(campaign({ changes: [change('Flood'), change('Snow')] }))).toBe('Snow')
    expect(reasonGiven(campaign({ changes: [change('Flood'), change()] }))).toBe('')
    const off = { status: 'canceled', canceledFor: 'Strike' } as const
    expect(reasonGiven(campaign({ ...off, changes: [change('Flood')] }))).toBe('Strike')
    expect(reasonGiven(campaign({ canceledFor: 'Strike' }))).toBe('')
  })

  test('sends only while it is scheduled or runs', () => {
    const live = ['draft', 'awaiting signatures', 'scheduled', 'running', 'paused', 'finished', 'canceled'] as const
    expect(live.filter(status => isLive(campaign({ status })))).toEqual(['scheduled', 'running'])
  })
})

describe('signatures', () => {
  const signed = (champion: string, check: string) => ({
    champion: championIdFrom(champion),
    name: champion,
    at: NOW,
    check,
  })
  const state = (champions: string[], checks: string[], ...signatures: ReturnType<typeof signed>[]) => {
    const found = signatureState(campaign({ signatures }), champions.map(people), checks)
    return [found.signed.map(({ name }) => name), found.missing.map(({ name }) => name), found.complete]
  }

  test('are complete with every champion under every text, two at least', () => {
    expect(state(['a', 'b'], ['x'], signed('a', 'x'), signed('b', 'x'))).toEqual([['a', 'b'], [], true])
    expect(state(['a', 'b'], ['x'], signed('a', 'x'), signed('b', 'old'))).toEqual([['a'], ['b'], false])
    expect(state(['a', 'b'], ['x', 'y'], signed('a', 'x'), signed('a', 'y'), signed('b', 'x'))).toEqual([
      ['a'],
      ['b'],
      false,
    ])
    expect(state(['a'], ['x'], signed('a', 'x'))).toEqual([['a'], [], false])
    expect(state(['a', 'b'], ['x'], signed('a', 'x'), signed('c', 'x'))[2]).toBe(false)
  })

  test('are asked for by champion, text and address, once for each occasion', () => {
    const tom = { id: championIdFrom('tom'), email: ' Tom@X.example' }
    expect(requestKey(tom, 'c')).toBe('tom:c:tom@x.example')
    expect(requestKey(tom, 'c', 'reminded')).toBe('tom:c:tom@x.example reminded')
    expect(requestKey(tom, 'c', { again: 2 })).toBe('tom:c:tom@x.example again.2')
  })
})

describe('a partnership', () => {
  test('goes by its own name, or the one that region and sector propose', () => {
    const named = (sector: string, region: string, name?: string) =>
      nameOf({ sector, region, ...(name ? { name } : {}) })
    expect(named('Manufacturing', ' Front  Range ')).toBe('Front Range Manufacturing Partnership')
    expect(named('', 'Front Range')).toBe('Front Range Partnership')
    expect(named('', '')).toBe('New Partnership')
    expect(named('Manufacturing', '', 'Makers')).toBe('Makers')
    expect(proposedName({ sector: 'Manufacturing', region: '' })).toBe('Manufacturing Partnership')
  })

  test('knows its own by address, however it is written', () => {
    const team = [{ name: 'Sue', email: 'sue@x.example', role: 'co-convener' as const, organization: '' }]
    const own = { ...blank, team, champions: [people('tom'), people('')] }
    expect(roleOf(own, ' SUE@x.example ')).toBe('co-convener')
    expect(roleOf(own, 'tom@x.example')).toBeUndefined()
    expect([ownPartOf(own, 'TOM@x.example'), ownPartOf(own, 'sue@x.example'), ownPartOf(own, 'who@x.example')]).toEqual(
      ['champion', 'support team', undefined],
    )
    expect(ownPartOf({ team: [], champions: [{ ...people('x'), email: ' ' }] }, '')).toBeUndefined()
    expect(sameAddress('a@x', 'b@x')).toBe(false)
    expect((['convener', 'co-convener', 'facilitator', 'support team', undefined] as const).map(mayEdit)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})

describe('the set-up', () => {
  const by = 'Sue'
  const saved = (...parts: ('partnership' | 'meeting' | 'champions' | 'team' | 'letter' | 'timing')[]) =>
    parts.map(part => ({ at: NOW, by, event: 'set up' as const, part }))
  const full = {
    ...blank,
    sector: 'Manufacturing',
    organization: { name: 'Board', address: '', phone: '' },
    champions: [people('a'), people('b')],
    team: [{ name: 'Sue', email: '', role: 'convener' as const, organization: '' }],
  }
  const draft = campaign({ status: 'draft', scheduledAt: undefined })
  const ALL = ['partnership', 'meeting', 'champions', 'team', 'invitees', 'letter', 'timing']

  test('is done in each step that somebody saved and that is whole', () => {
    const history = saved('partnership', 'meeting', 'champions', 'team', 'letter', 'timing')
    expect(stepsDone({ ...draft, history }, full, true)).toEqual(ALL)
    expect(stepsDone(draft, full, false)).toEqual([])
    expect(stepsDone({ ...draft, history: saved('letter') }, full, false)).toEqual(['letter'])
    expect(
      stepsDone({ ...without, status: 'draft', scheduledAt: undefined, letter: undefined, history }, blank, false),
    ).toEqual(['team'])
    const lone = {
      ...full,
      sector: '',
      champions: [people('a')],
      team: [{ name: '', email: '', role: 'convener' as const, organization: '' }],
    }
    expect(stepsDone({ ...draft, history }, lone, true)).toEqual(['meeting', 'invitees', 'letter', 'timing'])
    expect(
      stepsDone({ ...draft, history }, { ...full, organization: { name: '', address: '', phone: '' } }, true),
    ).not.toContain('partnership')
  })

  test('was seen where it was filled in beforehand, or its letters were asked for', () => {
    for (const event of ['sample loaded', 'session added', 'planned'] as const)
      expect(stepsDone({ ...draft, history: [{ at: NOW, by, event } as never] }, full, true)).toEqual(ALL)
    expect(stepsDone({ ...draft, history: [{ at: NOW, by, event: 'started' }] }, full, true)).toEqual(['invitees'])
    expect(stepsDone(campaign({ status: 'scheduled' }), full, true)).toEqual([...ALL, 'review'])
  })

  test('names the steps in which something does not read yet', () => {
    const unfinished = { meeting: { date: 'soon' } }
    expect(stepsUnfinished({ ...draft, unfinished }, { ...blank, unfinished: { champions: {} } })).toEqual([
      'champions',
      'meeting',
    ])
  })
})

test('a history keeps its last three hundred events', () => {
  const events = Array.from({ length: 301 }, (_, n) => n)
  expect(remembered(events)).toEqual(events.slice(1))
})

test('a sentence about a number is true of none, of one, of many, and where nobody knows', () => {
  const cases = { unknown: '?', zero: 'none', one: 'one', many: (n: number) => `${n}` }
  expect((['unknown', 0, 1, 2] as const).map(each => tell(each, cases))).toEqual(['?', 'none', 'one', '2'])
})
