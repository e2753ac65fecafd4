import { describe, expect, test } from 'vitest'
import {
  type Approval,
  approvalState,
  awaitsSummary,
  countdown,
  dueBy,
  type ExecutiveSummary,
  executiveSummaryShape,
  givenUpAt,
  tellsSummary,
} from '../../../domain/day/summary.ts'
import { championIdFrom } from '../../../domain/keep/ids.ts'
import { shift } from '../../../domain/keep/time.ts'
import { campaign, launch } from '../keep/campaigns.ts'

type Objection = ExecutiveSummary['objections'][number]

const champions = ['a', 'b', 'c'].map(id => ({
  id: championIdFrom(id),
  name: id,
  title: 'CEO',
  company: id,
  email: `${id}@company.example`,
}))
const yes = (champion: string, check = 'now', at = '2027-04-01T10:00:00.000Z'): Approval => ({
  champion: championIdFrom(champion),
  check,
  at,
})
const no = (champion: string, check = 'now', at = '2027-04-01T10:00:00.000Z'): Objection => ({
  champion: championIdFrom(champion),
  check,
  at,
  comment: 'Freight first.',
})
const LATER = '2027-04-01T11:00:00.000Z'
const stateOf = (approvals: Approval[], objections: Objection[] = []) =>
  approvalState({ approvals, objections }, champions, 'now')

describe('the approval of champions', () => {
  test('is enough with two of them, whatever the third says nothing about', () => {
    expect(stateOf([yes('a')]).enough).toBe(false)
    expect(stateOf([yes('a'), yes('b')])).toMatchObject({ enough: true, waiting: [{ id: 'c' }] })
  })

  test('is one yes, however often the same champion says it', () => {
    expect(stateOf([yes('a'), yes('a', 'now', LATER)]).enough).toBe(false)
  })

  test('of other words counts for nothing', () => {
    expect(stateOf([yes('a', 'before'), yes('b')])).toMatchObject({ enough: false, yes: [{ id: 'b' }] })
  })

  test('of somebody who is no champion any more counts for nothing', () => {
    expect(stateOf([yes('a'), yes('gone')]).enough).toBe(false)
  })

  test('is not enough while one of them asks for a change', () => {
    expect(stateOf([yes('a'), yes('b')], [no('c')])).toMatchObject({
      enough: false,
      no: [{ id: 'c', comment: 'Freight first.' }],
    })
    expect(stateOf([yes('a'), yes('b')], [no('c', 'before')]).enough).toBe(true)
  })

  test('is each champion’s last word, and a yes of the same moment', () => {
    expect(stateOf([yes('a'), yes('b')], [no('b')]).enough).toBe(true)
    expect(stateOf([yes('a'), yes('b')], [no('b', 'now', LATER)]).enough).toBe(false)
    expect(stateOf([yes('a'), yes('b', 'now', LATER)], [no('b')]).enough).toBe(true)
  })
})

describe('a summary', () => {
  const over = campaign({ status: 'finished' })
  const NOW = '2027-04-01T10:00:00.000Z'
  const { meeting: _, ...untimed } = over

  test('tells of a launch, and of no other meeting', () => {
    expect(tellsSummary(over)).toBe(true)
    expect(tellsSummary(campaign({ meeting: launch({ kind: 'quarterly' }) }))).toBe(false)
    expect(tellsSummary(untimed as typeof over)).toBe(false)
  })

  test('is awaited for thirty days after a launch to which letters went', () => {
    const end = givenUpAt(launch())
    expect(end).toBe('2027-04-30T15:00:00.000Z')
    expect(awaitsSummary(over, NOW)).toBe(true)
    expect(awaitsSummary(over, end)).toBe(true)
    expect(awaitsSummary(over, shift(end, 1))).toBe(false)
    expect(awaitsSummary({ ...over, status: 'canceled' }, NOW)).toBe(false)
    const { scheduledAt: _, ...never } = over
    expect(awaitsSummary(never, NOW)).toBe(false)
    const summary = { subject: '', body: '', missed: '', at: NOW, champions: [] }
    expect(awaitsSummary({ ...over, summary }, NOW)).toBe(false)
    expect(awaitsSummary(campaign({ meeting: launch({ kind: 'debrief' }) }), NOW)).toBe(false)
  })

  test('is kept whole', () => {
    const summary: ExecutiveSummary = {
      subject: 'What came of it',
      body: '# Priorities',
      missed: 'Here is what you missed.',
      by: 'Sue Park',
      asked: { at: NOW, check: 'now' },
      approvals: [yes('a')],
      objections: [no('b')],
      released: { at: NOW, champions: [championIdFrom('a')] },
    }
    expect(executiveSummaryShape().parse(summary)).toEqual(summary)
  })
})

describe('the two days of a summary', () => {
  /** Until 9:00 in Denver, which is 15:00. */
  const meeting = launch({ date: '2027-03-31', start: '07:30', end: '09:00', zone: 'America/Denver' })

  test('begin when the launch is over', () => {
    expect(dueBy(meeting)).toBe('2027-04-02T15:00:00.000Z')
  })

  test('are counted down in hours, and then up', () => {
    expect(countdown(meeting, '2027-03-31T15:00:00.000Z')).toEqual({ hours: 48, late: false })
    expect(countdown(meeting, '2027-04-02T15:00:00.000Z')).toEqual({ hours: 1, late: false })
    expect(countdown(meeting, '2027-04-02T20:00:00.000Z')).toEqual({ hours: 5, late: true })
  })
})
