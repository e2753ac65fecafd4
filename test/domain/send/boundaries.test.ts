/** What changes at an exact moment or number, from both sides of it: a rule that is off by one is seen here. */
import { describe, expect, test } from 'vitest'
import { tally } from '../../../domain/answer/board.ts'
import { retentionStep, WARNING } from '../../../domain/campaign/retention.ts'
import { takesPeople } from '../../../domain/campaign/session.ts'
import { approvalState, awaitsSummary, countdown, dueBy, givenUpAt } from '../../../domain/day/summary.ts'
import { championIdFrom } from '../../../domain/keep/ids.ts'
import { DAY, type Instant, instantOf, MINUTE, shift } from '../../../domain/keep/time.ts'
import { CALLS_OF_A_CHAMPION, callGroup, proposeCallers } from '../../../domain/prepare/call-sheet.ts'
import { outnumbered } from '../../../domain/prepare/outnumbered.ts'
import { isWorthSaying, toldOn } from '../../../domain/rounds/digest.ts'
import { decide } from '../../../domain/send/decide.ts'
import { alarmOf } from '../../../domain/send/health.ts'
import { forecast, keyOf, plan, warnings } from '../../../domain/send/plan.ts'
import { isNewDomain } from '../../../domain/send/spread.ts'
import { MOST_ITEMS, MOST_ITEMS_OF_ONE, NO_AGENDA, refusal } from '../../../domain/table/agenda.ts'
import { adviceOn, isTold } from '../../../domain/table/pulse.ts'
import { isOverdue } from '../../../domain/teams/commitment.ts'
import { type ActionTeam, doubtsOf, join } from '../../../domain/teams/team.ts'
import { proposedTimes } from '../../../domain/teams/team-times.ts'
import { partnership } from '../../functions/campaign/launch.ts'
import { campaign, invitation, launch, sent } from '../keep/campaigns.ts'

/** The launch is from 7:30 to 9:00 in Denver. */
const STARTS = '2027-03-31T13:30:00.000Z'
const ENDS = '2027-03-31T15:00:00.000Z'
const EARLY = '2027-01-04T16:00:00.000Z'
/** A millisecond before, at, and a millisecond after an instant. */
const around = <T>(at: Instant, look: (at: Instant) => T): T[] => [shift(at, -1), at, shift(at, 1)].map(look)

describe('a letter', () => {
  const timed = (row: string, date: string, hour: string) =>
    campaign({ timing: { waves: { [row]: { date, hour } }, holidays: [] } })
  const offAt = (row: string, date: string, hour: string) =>
    forecast(timed(row, date, hour), launch(), EARLY, []).find(each => keyOf(each) === row)?.off

  test('that comes before the meeting is off from the minute at which it begins', () => {
    expect(['07:29', '07:30'].map(hour => offAt('reminder', '2027-03-31', hour))).toEqual([
      undefined,
      'not before the meeting',
    ])
  })
  test('that follows the meeting leaves from the minute at which it is over', () => {
    expect(['08:59', '09:00'].map(hour => offAt('after-meeting', '2027-03-31', hour))).toEqual([
      'before the end of the meeting',
      undefined,
    ])
  })
  test('that is due at the very moment of the last signature leaves, and one of a moment before is over', () => {
    const at = instantOf('2027-03-24', '09:00', 'America/Denver')
    const off = (since: Instant) => forecast(campaign(), launch(), since, []).find(each => keyOf(each) === 'reminder')
    const left = campaign({ left: { invite: EARLY } })
    const second = (since: Instant) => forecast(left, launch(), since, []).find(each => keyOf(each) === 'follow-up-2')
    expect(around(at, since => second(since)?.off)).toEqual([undefined, undefined, 'its time has passed'])
    expect(off(at)?.off).toBeUndefined()
  })
  test('about a change leaves until the meeting begins', () => {
    const changed = (at: Instant) => {
      const meeting = launch({ sequence: 1 })
      const of = campaign({ meeting, changes: [{ sequence: 1, at, was: launch() }] })
      return plan(of).find(each => keyOf(each) === 'update-1')?.off
    }
    expect(around(STARTS, changed)).toEqual([undefined, 'not before the meeting', 'not before the meeting'])
  })
  test('that calls the meeting off leaves until it is over', () => {
    const waves = (canceledAt: Instant) => plan(campaign({ status: 'canceled', canceledAt })).length
    expect(around(ENDS, waves)).toEqual([1, 0, 0])
  })
  test('leaves at its instant, and to somebody who is away at that of their return', () => {
    const followUp = plan(campaign({ status: 'running' })).find(each => keyOf(each) === 'follow-up-1')
    if (!followUp) throw new Error('no follow-up')
    const to = (awayUntil?: Instant) => invitation({ sends: { invite: sent(EARLY) }, awayUntil })
    const does = (who: ReturnType<typeof to>) => (now: Instant) =>
      decide(campaign({ status: 'running' }), followUp, who, undefined, now).do
    expect(around(followUp.at, does(to()))).toEqual(['wait', 'send', 'send'])
    const back = shift(followUp.at, DAY)
    expect(around(back, does(to(back)))).toEqual(['wait', 'send', 'send'])
  })
  test('is said to leave outside working hours before 7:00 and from 18:00 on', () => {
    const said = (hour: string) => {
      const of = timed('follow-up-1', '2027-03-17', hour)
      return warnings(of, launch(), forecast(of, launch(), EARLY, []), EARLY).some(({ message }) =>
        message.includes('outside working hours'),
      )
    }
    expect(['06:59', '07:00', '17:59', '18:00'].map(said)).toEqual([true, false, false, true])
  })
  test('that should have left is warned about from the minute after', () => {
    const late = (now: Instant) =>
      warnings(campaign(), launch(), forecast(campaign(), launch(), now, []), now).some(({ message }) =>
        message.startsWith('Less than a month is left'),
      )
    expect(around(instantOf('2027-02-26', '09:00', 'America/Denver'), late)).toEqual([false, false, true])
  })
  test('about how the partnership does leaves a week after the meeting at 9:00, and once more two weeks later', () => {
    const asked = campaign({ pulse: ENDS, meeting: launch({ kind: 'quarterly' }) })
    const at = (key: string) => plan(asked).find(each => keyOf(each) === key)?.at
    expect(at('pulse')).toBe(instantOf('2027-04-07', '09:00', 'America/Denver'))
    expect(at('pulse-again')).toBe(instantOf('2027-04-21', '09:00', 'America/Denver'))
  })
})

describe('an alarm', () => {
  const none = { handed: 0, bounced: 0, complained: 0, failed: 0 }
  test('rings above one in twenty that came back, and never for two', () => {
    const of = (bounced: number, handed: number) => alarmOf({ ...none, bounced, handed })
    expect([of(3, 59), of(3, 60), of(4, 80), of(4, 79), of(2, 2)]).toEqual([
      'bounces',
      undefined,
      undefined,
      'bounces',
      undefined,
    ])
    const ours = (count: number, handed: number) => alarmOf({ ...none, bounced: count, ours: count, handed })
    expect([ours(3, 59), ours(3, 60), ours(2, 2)]).toEqual(['refused as ours', undefined, undefined])
  })
  test('rings above one complaint in a thousand', () => {
    expect([999, 1000].map(handed => alarmOf({ ...none, complained: 1, handed }))).toEqual(['spam', undefined])
  })
  test('rings at ten that failed, where fewer arrived', () => {
    const of = (failed: number, handed: number) => alarmOf({ ...none, failed, handed })
    expect([of(9, 0), of(10, 9), of(10, 10)]).toEqual([undefined, 'failures', undefined])
  })
  test('a domain is new for two weeks', () => {
    expect(around(shift(EARLY, 14 * DAY), now => isNewDomain(EARLY, now))).toEqual([true, false, false])
  })
})

describe('enough', () => {
  test('is two champions for a summary, and one who says no is too many', () => {
    const [ann, bob] = partnership().champions
    if (!ann || !bob) throw new Error('no champions')
    const yes = (of: { id: string }, at = EARLY) => ({ champion: championIdFrom(of.id), at, check: 'x' })
    const enough = (approvals: ReturnType<typeof yes>[], against: ReturnType<typeof yes>[] = []) =>
      approvalState({ approvals, objections: against.map(each => ({ ...each, comment: 'No' })) }, [ann, bob], 'x')
        .enough
    expect([enough([yes(ann)]), enough([yes(ann), yes(bob)]), enough([yes(ann), yes(ann)])]).toEqual([
      false,
      true,
      false,
    ])
    expect(enough([yes(ann), yes(bob)], [yes(bob, shift(EARLY, 1))])).toBe(false)
    expect(enough([yes(ann), yes(bob, shift(EARLY, 1))], [yes(bob)])).toBe(true)
  })
  test('is three answers to a survey, and a tie keeps a priority', () => {
    expect([2, 3].map(answers => isTold({ answers }))).toEqual([false, true])
    expect(adviceOn({ right: 1, reached: 1, drop: 1 })).toBe('right')
    expect(adviceOn({ right: 0, reached: 1, drop: 1 })).toBe('reached')
    expect(adviceOn({ right: 0, reached: 1, drop: 2 })).toBe('drop')
  })
  test('of one person are five items, and of an agenda twenty', () => {
    const items = (count: number, email: string) =>
      Array.from({ length: count }, (_, n) => ({ id: `${n}`, text: 'x', name: '', company: '', email, at: EARLY }))
    const of = (count: number, email = 'other') => refusal({ ...NO_AGENDA, items: items(count, email) }, 'me@x.example')
    expect([of(MOST_ITEMS - 1), of(MOST_ITEMS)]).toEqual([undefined, 'full'])
    const mine = [MOST_ITEMS_OF_ONE - 1, MOST_ITEMS_OF_ONE].map(count => of(count, 'Me@x.example'))
    expect(mine).toEqual([undefined, 'enough of one'])
  })
  test('of a champion are eight calls', () => {
    const callers = [
      { id: 'a', name: 'Ann', email: 'a@x.example', organization: '', champion: true },
      { id: 't', name: 'Tom', email: 't@x.example', organization: '', champion: false },
    ]
    const list = Array.from({ length: CALLS_OF_A_CHAMPION + 1 }, (_, n) =>
      invitation({ id: `i${n}` as never, invitee: { ...invitation().invitee, company: `Company ${n}` } }),
    )
    const groups = tally(campaign(), list).companies.map(({ people }) => callGroup(people))
    const called = [...proposeCallers(groups, callers).values()].map(({ id }) => id)
    expect(called.filter(id => id === 'a')).toHaveLength(8)
    expect(called.filter(id => id === 't')).toHaveLength(1)
  })
  test('as many public partners as leaders are not too many', () => {
    const of = (publicPartners: number) =>
      outnumbered({ leaders: 2, publicPartners }, { leaders: 9, publicPartners: 0 })
    expect([of(2), of(3) !== undefined]).toEqual([undefined, true])
  })
})

describe('a time that ends', () => {
  test('a summary is late a millisecond after two days, and given up after thirty', () => {
    const over = campaign({ status: 'finished' })
    expect(around(dueBy(launch()), now => countdown(launch(), now).late)).toEqual([false, false, true])
    expect(dueBy(launch())).toBe(shift(ENDS, 2 * DAY))
    expect(around(givenUpAt(launch()), now => awaitsSummary(over, now))).toEqual([true, true, false])
    expect(givenUpAt(launch())).toBe(shift(ENDS, 30 * DAY))
  })
  test('a session takes people until it begins', () => {
    expect(around(STARTS, now => takesPeople(campaign(), now, 'themselves'))).toEqual([true, false, false])
  })
  test('old records are warned of a month ahead, and end a month after that was said', () => {
    const kept = partnership({ keepMonths: 12 })
    const step = (endsWarnedAt?: Instant) => (now: Instant) =>
      retentionStep({ ...kept, ...(endsWarnedAt ? { endsWarnedAt } : {}) }, [campaign()], now)
    // 365 days after the end of the meeting, at the same hour in Denver.
    const end = instantOf('2028-03-30', '09:00', 'America/Denver')
    expect(around(shift(end, -WARNING), step())).toEqual(['nothing', 'warn', 'warn'])
    expect(around(end, step(shift(end, -WARNING)))).toEqual(['nothing', 'end', 'end'])
    const late = shift(end, -WARNING + MINUTE)
    expect(around(shift(late, WARNING), step(late))).toEqual(['nothing', 'end', 'end'])
  })
  test('a promise is overdue on the day after', () => {
    const on = (today: string) => isOverdue({ state: 'open', due: '2027-05-11' } as never, today)
    expect(['2027-05-10', '2027-05-11', '2027-05-12'].map(on)).toEqual([false, false, true])
  })
  test('a digest tells what came after the last one, and up to its own moment', () => {
    const [last, at] = ['2027-03-01T14:30:00.000Z', '2027-03-02T14:30:00.000Z']
    const morning = { day: '2027-03-02', at, until: shift(at, DAY), opensWeek: false }
    const told = (kind: 'answer' | 'leaves' | 'late') => (since: Instant) =>
      toldOn(morning, last, [{ kind, since }]).length === 1
    expect(around(last, told('answer'))).toEqual([false, false, true])
    expect(around(at, told('answer'))).toEqual([true, true, false])
    expect(around(at, told('leaves'))).toEqual([false, true, true])
    expect(around(shift(at, DAY), told('leaves'))).toEqual([true, false, false])
    expect(around(at, told('late'))).toEqual([true, true, false])
    expect(around(last, since => isWorthSaying(morning, last, [{ kind: 'late', since }]))).toEqual([false, false, true])
  })
})

describe('an action team', () => {
  const mate = (name: string, publicPartner = false) => ({
    name,
    title: '',
    company: name,
    email: `${name}@x.example`,
    publicPartner,
    brings: '',
    joinedAt: EARLY,
  })
  const team = (businesses: number, partners = 0): ActionTeam =>
    ({
      members: [
        ...Array.from({ length: businesses }, (_, n) => mate(`b${n}`)),
        ...Array.from({ length: partners }, (_, n) => mate(`p${n}`, true)),
      ],
      lead: 'b0@x.example',
      outcome: '',
      calls: [],
      history: [],
    }) as never
  const doubts = (of: ActionTeam, more: Partial<Parameters<typeof doubtsOf>[1]> = {}) =>
    doubtsOf(of, { launch: '2027-03-31', today: '2027-04-10', firstCall: '2027-04-20', ...more }).map(({ id }) => id)

  test('is three businesses, and more of them than partners', () => {
    expect([doubts(team(2)), doubts(team(3))]).toEqual([['few businesses'], []])
    expect([doubts(team(3, 2)), doubts(team(3, 3))]).toEqual([[], ['partners outnumber']])
  })
  test('is called two to four weeks after the launch', () => {
    const late = (firstCall: string) => doubts(team(3), { firstCall })
    expect([late('2027-04-28'), late('2027-04-29')]).toEqual([[], ['late call']])
    const times = proposedTimes({ launch: '2027-03-31', today: '2027-03-31', taken: [] }).map(({ date }) => date)
    expect(times).toHaveLength(3)
    for (const date of times) expect(date >= '2027-04-14' && date <= '2027-04-28').toBe(true)
  })
  test('is asked what it wants to reach the day after its first call', () => {
    const on = (today: string) => doubts(team(3), { today })
    expect([on('2027-04-20'), on('2027-04-21')]).toEqual([[], ['no outcome']])
  })
  test('may be joined five times in a day by one person', () => {
    const joined = (joins: Instant[]) =>
      join({ ...team(0), members: [{ ...mate('b0'), leftAt: EARLY, joins }] } as never, mate('b0'), EARLY, 'b0')
    const at = (count: number, ago: number) => Array.from({ length: count }, () => shift(EARLY, -ago))
    expect(joined(at(4, 1))).toBeDefined()
    expect(joined(at(5, 1))).toBeUndefined()
    expect(joined(at(5, DAY))).toBeDefined()
  })
})
