import { describe, expect, test } from 'vitest'
import { campaignIdFrom, commitmentIdFrom, teamIdFrom } from '../../../domain/keep/ids.ts'
import { daysBetween, isWorkingDay } from '../../../domain/keep/time.ts'
import {
  type Commitment,
  countCommitments,
  isOverdue,
  move,
  settleCommitment,
} from '../../../domain/teams/commitment.ts'
import {
  type ActionTeam,
  answerOffer,
  choose,
  doubtsOf,
  giveLead,
  join,
  leadOf,
  leave,
  memberOf,
  offerToLead,
  presentOf,
  sidesOf,
} from '../../../domain/teams/team.ts'
import { proposedTimes } from '../../../domain/teams/team-times.ts'

const NOW = '2027-03-03T16:00:00.000Z'
const team = (over: Partial<ActionTeam> = {}): ActionTeam => ({
  id: teamIdFrom('team'),
  launch: campaignIdFrom('launch'),
  name: 'Apprenticeships',
  members: [],
  outcome: '',
  strategy: '',
  asks: [],
  offers: [],
  where: '',
  calls: [],
  foundedAt: NOW,
  history: [],
  ...over,
})
const person = (n: number, publicPartner = false) => ({
  name: `Person ${n}`,
  title: '',
  company: `Company ${n}`,
  email: `person${n}@company${n}.example`,
  publicPartner,
})
/** A team of so many businesses and partners. */
const of = (businesses: number, partners = 0): ActionTeam => {
  let stands = team()
  for (let n = 0; n < businesses + partners; n++) stands = join(stands, person(n, n >= businesses), NOW, 'x') ?? stands
  return stands
}
const doubts = (stands: ActionTeam, firstCall?: string, today = '2027-03-05') =>
  doubtsOf(stands, { launch: '2027-03-02', today, firstCall }).map(({ id }) => id)

describe('an action team', () => {
  test('has nobody twice, whatever case their address is typed in', () => {
    const one = join(team(), person(1), NOW, 'x')
    expect(one && join(one, { ...person(1), email: 'PERSON1@company1.example' }, NOW, 'x')).toBeUndefined()
    expect(one && presentOf(one)).toHaveLength(1)
  })

  test('forgets a lead who leaves, and takes them back as a member', () => {
    const led = giveLead(of(2), person(0).email, [], NOW, 'x')
    const left = led && leave(led, person(0).email, NOW, 'x')
    expect(left && [left.lead, presentOf(left).map(({ name }) => name)]).toEqual([undefined, ['Person 1']])
    const back = left && join(left, person(0), NOW, 'x')
    expect(back && [leadOf(back), presentOf(back).length]).toEqual([undefined, 2])
  })

  test('is led by a business, never by a partner', () => {
    expect(giveLead(of(1, 1), person(1).email, [], NOW, 'x')).toBeUndefined()
    expect(offerToLead(of(1, 1), person(1).email, NOW)).toBeUndefined()
    const offered = offerToLead(of(1, 1), person(0).email, NOW)
    expect(offered && memberOf(offered, person(0).email)?.wouldLead).toBe(NOW)
  })

  test('counts businesses by company, and partners by person', () => {
    const twice = join(of(2, 2), { ...person(9), company: 'COMPANY 0, Inc.' }, NOW, 'x')
    expect(twice && sidesOf(twice).businesses).toHaveLength(2)
    expect(twice && sidesOf(twice).partners).toHaveLength(2)
  })

  test('tells what somebody did last, whatever the clocks of those show who write it down', () => {
    const gone = leave(of(1), person(0).email, '2027-03-03T16:02:00.000Z', 'x')
    const back = gone && join(gone, person(0), '2027-03-03T16:01:00.000Z', 'x')
    const again = back && leave(back, person(0).email, '2027-03-03T16:00:00.000Z', 'x')
    expect([gone?.members[0]?.leftAt, back?.members[0]?.joinedAt, again?.members[0]?.leftAt]).toEqual([
      '2027-03-03T16:02:00.000Z',
      '2027-03-03T16:02:00.001Z',
      '2027-03-03T16:02:00.002Z',
    ])
  })

  test('lets nobody join and leave more often than a calendar can bear in a day', () => {
    let stands = team()
    for (let n = 0; n < 20; n++) {
      stands = join(stands, person(1), NOW, 'x') ?? stands
      stands = leave(stands, person(1).email, NOW, 'x') ?? stands
    }
    expect(stands.history.filter(({ event }) => event === 'joined')).toHaveLength(5)
    expect(join(stands, person(1), '2027-03-04T17:00:00.000Z', 'x')).toBeDefined()
  })

  test('has one call at one time, however often that is chosen', () => {
    const slot = { date: '2027-03-16', start: '08:00', end: '08:45' }
    const call = { slot, by: 'Person 0', at: NOW, where: '', agenda: '' }
    const once = choose(of(3), call)
    expect(once?.calls).toHaveLength(1)
    expect(once && choose(once, call)).toBeUndefined()
  })

  test('takes in a partner for what they offered, once', () => {
    const offer = {
      id: 'o',
      name: 'Cy',
      title: '',
      organization: 'College',
      email: 'cy@college.example',
      text: 'Seats',
      at: NOW,
    }
    const taken = answerOffer(team({ offers: [offer] }), 'o', 'welcome', NOW, 'x')
    expect(taken && presentOf(taken)).toMatchObject([{ publicPartner: true, brings: 'Seats', company: 'College' }])
    expect(taken && answerOffer(taken, 'o', 'welcome', NOW, 'x')).toBeUndefined()
    const not = answerOffer(team({ offers: [offer] }), 'o', 'not now', NOW, 'x')
    expect(not && presentOf(not)).toEqual([])
  })
})

describe('what happens in a team', () => {
  const LATER = '2027-03-04T16:00:00.000Z'
  const events = (stands: ActionTeam | undefined) => stands?.history.slice(-1)

  test('stands in its history: who joined, left, offered to lead, leads, and when a call is', () => {
    const two = of(2)
    expect(events(two)).toEqual([{ at: NOW, by: 'x', event: 'joined', name: 'Person 1' }])
    expect(events(leave(two, person(1).email, LATER, 'Bo'))).toEqual([
      { at: LATER, by: 'Bo', event: 'left', name: 'Person 1' },
    ])
    expect(events(offerToLead(two, person(1).email, LATER))).toEqual([
      { at: LATER, by: 'Person 1', event: 'offered to lead' },
    ])
    expect(events(giveLead(two, person(1).email, [], LATER, 'Bo'))).toEqual([
      { at: LATER, by: 'Bo', event: 'leads', name: 'Person 1' },
    ])
    const slot = { date: '2027-03-16', start: '08:00', end: '08:45' }
    const set = choose(two, { slot, by: 'Ann', at: LATER, where: 'Zoom', agenda: '' })
    expect(events(set)).toEqual([{ at: LATER, by: 'Ann', event: 'call set', date: slot.date, start: slot.start }])
    expect(set?.where).toBe('Zoom')
  })

  test('is about one member, and leaves the others as they are', () => {
    const three = of(3)
    const offered = offerToLead(three, person(1).email, NOW)
    expect(offered?.members.map(({ wouldLead }) => wouldLead)).toEqual([undefined, NOW, undefined])
    expect(offered && offerToLead(offered, person(1).email, LATER)).toBeUndefined()
    const both = offered && offerToLead(offered, person(2).email, LATER)
    const led = both && giveLead(both, ' PERSON1@company1.example', [], NOW, 'x')
    expect(led?.members.map(({ wouldLead }) => wouldLead)).toEqual([undefined, undefined, LATER])
    expect(led && [leadOf(led)?.name, led.lead]).toEqual(['Person 1', 'person1@company1.example'])
    expect(led && giveLead(led, person(1).email, [], NOW, 'x')).toBeUndefined()
    expect(led && offerToLead(led, person(1).email, NOW)).toBeUndefined()
    const without = led && leave(led, person(0).email, LATER, 'x')
    expect(without?.lead).toBe('person1@company1.example')
    expect(without?.members.map(({ leftAt }) => leftAt)).toEqual([LATER, undefined, undefined])
    expect(leave(three, 'nobody@x.example', NOW, 'x')).toBeUndefined()
  })

  test('ends where it is closed: nobody joins, leads or sets a call', () => {
    const closed = { ...of(2), closedAt: NOW }
    const slot = { date: '2027-03-16', start: '08:00', end: '08:45' }
    expect(join(closed, person(5), NOW, 'x')).toBeUndefined()
    expect(giveLead(closed, person(0).email, [], NOW, 'x')).toBeUndefined()
    expect(choose(closed, { slot, by: 'x', at: NOW, where: '', agenda: '' })).toBeUndefined()
  })

  test('puts times before a new lead, round by round, unless a call is set', () => {
    const slots = [{ date: '2027-03-16', start: '08:00', end: '08:45' }]
    const led = giveLead(of(3), person(0).email, slots, NOW, 'x')
    expect(led?.proposal).toEqual({ round: 1, slots, at: NOW })
    const other = led && giveLead(led, person(1).email, [], LATER, 'x')
    expect(other?.proposal).toEqual({ round: 2, slots: [], at: LATER })
    const [slot] = slots
    const set = slot && choose(of(3), { slot, by: 'x', at: NOW, where: '', agenda: '' })
    expect(set && giveLead(set, person(0).email, slots, NOW, 'x')?.proposal).toBeUndefined()
    // Another day, or another hour of that day, is another call.
    for (const other of [{ date: '2027-03-17' }, { start: '12:00' }])
      expect(
        set && slot && choose(set, { slot: { ...slot, ...other }, by: 'x', at: NOW, where: '', agenda: '' })?.calls,
      ).toHaveLength(2)
  })

  test('answers the offer that was meant, and no other', () => {
    const offer = (id: string) => ({
      id,
      name: id,
      title: '',
      organization: 'College',
      email: `${id}@x.example`,
      text: 'Seats',
      at: NOW,
    })
    const two = team({ offers: [offer('a'), offer('b')] })
    const not = answerOffer(two, 'b', 'not now', NOW, 'x')
    expect(not?.offers.map(({ answer }) => answer)).toEqual([undefined, 'not now'])
    expect(not?.offers[1]).toMatchObject(offer('b'))
    expect(not && answerOffer(not, 'b', 'welcome', NOW, 'x')?.members.map(({ name }) => name)).toEqual(['b'])
    expect(answerOffer(two, 'c', 'welcome', NOW, 'x')).toBeUndefined()
  })

  test('counts joins of the last day, to the moment', () => {
    let stands = team()
    for (let n = 0; n < 5; n++)
      stands = leave(join(stands, person(1), NOW, 'x') ?? stands, person(1).email, NOW, 'x') ?? stands
    expect(join(stands, person(1), LATER, 'x')).toBeDefined()
    expect(join(stands, person(1), '2027-03-04T15:59:59.999Z', 'x')).toBeUndefined()
    expect(join(stands, person(2), NOW, 'x')).toBeDefined()
    expect(join(team(), person(1), NOW, 'x')?.members[0]?.brings).toBe('')
  })
})

describe('what is to be doubted of a team', () => {
  const led = (stands: ActionTeam) => giveLead(stands, person(0).email, [], NOW, 'x') ?? stands

  test('is nothing where three businesses are led and talk in time', () => {
    expect(doubts(led(of(3, 2)), '2027-03-20')).toEqual([])
  })

  test('is that nobody has joined, or too few', () => {
    expect(doubts(team())).toEqual(['nobody', 'no lead'])
    expect(doubts(led(of(2)), '2027-03-20')).toEqual(['few businesses'])
  })

  test('is that partners are as many as businesses', () => {
    expect(doubts(led(of(3, 3)), '2027-03-20')).toEqual(['partners outnumber'])
    expect(doubts(led(of(3, 2)), '2027-03-20')).toEqual([])
  })

  test('is told in words that count', () => {
    const said = (stands: ActionTeam) =>
      doubtsOf(stands, { launch: undefined, today: '2027-03-05', firstCall: '2027-03-20' }).map(({ words }) => words)
    expect(said(led(of(1)))).toEqual(['Only 1 business so far: three make a team.'])
    expect(said(led(of(2)))).toEqual(['Only 2 businesses so far: three make a team.'])
    expect(said(led(of(1, 1)))).toEqual(['1 partner beside 1 business: businesses have to be the majority.'])
    expect(said(led(of(2, 3)))).toEqual(['3 partners beside 2 businesses: businesses have to be the majority.'])
  })

  test('is no late call while the launch has no day, and no aim that is missing on the day itself', () => {
    expect(
      doubtsOf(led(of(3)), { launch: undefined, today: '2028-01-01', firstCall: undefined }).map(({ id }) => id),
    ).toEqual(['no call'])
    expect(doubts(led(of(3)), '2027-03-16', '2027-03-16')).toEqual([])
    expect(doubts({ ...led(of(3)), outcome: ' ' }, '2027-03-16', '2027-03-17')).toEqual(['no outcome'])
    expect(doubts({ ...led(of(3)), outcome: '40 homes' }, '2027-03-16', '2027-03-17')).toEqual([])
  })

  test('is a first call that is not set, or later than four weeks', () => {
    expect(doubts(led(of(3)))).toEqual(['no call'])
    expect(doubts(led(of(3)), '2027-03-30')).toEqual([])
    expect(doubts(led(of(3)), '2027-03-31')).toEqual(['late call'])
    expect(doubts(led(of(3)), undefined, '2027-03-31')).toEqual(['no call', 'late call'])
  })

  test('is a call whose letters have not left', () => {
    const around = { launch: '2027-03-02', today: '2027-03-05', firstCall: '2027-03-20', unsent: true }
    expect(doubtsOf(led(of(3)), around).map(({ id }) => id)).toEqual(['not sent'])
  })

  test('is an aim that nobody wrote down once the team has talked; a closed team leaves none', () => {
    expect(doubts(led(of(3)), '2027-03-16', '2027-03-17')).toEqual(['no outcome'])
    expect(doubts({ ...of(0), closedAt: NOW })).toEqual([])
  })
})

describe('the times proposed for a first call', () => {
  const asked = { launch: '2027-03-02', today: '2027-03-03', holidays: [], taken: [] }

  test('are three, on three days, two to four weeks after the launch, at three hours of working days', () => {
    for (const today of ['2027-03-03', '2027-03-09', '2027-03-15']) {
      const times = proposedTimes({ ...asked, today })
      expect(times).toHaveLength(3)
      expect(new Set(times.map(({ date }) => date)).size).toBe(3)
      expect(new Set(times.map(({ start }) => start)).size).toBe(3)
      for (const { date } of times) {
        expect(daysBetween('2027-03-02', date)).toBeGreaterThanOrEqual(14)
        expect(daysBetween('2027-03-02', date)).toBeLessThanOrEqual(28)
        expect(daysBetween(today, date)).toBeGreaterThanOrEqual(5)
        expect(isWorkingDay(date, [])).toBe(true)
      }
    }
  })

  test('stay in the future when the weeks after the launch are over', () => {
    const times = proposedTimes({ ...asked, today: '2027-06-01' })
    expect(times).toHaveLength(3)
    for (const { date } of times) {
      expect(date > '2027-06-05').toBe(true)
      expect(date <= '2027-06-20').toBe(true)
    }
  })

  test('keep off holidays and off the calls of other teams', () => {
    const first = proposedTimes(asked)
    const second = proposedTimes({ ...asked, taken: first })
    expect(second).toHaveLength(3)
    for (const { date, start } of second)
      expect(first.some(other => other.date === date && other.start === start)).toBe(false)
    const [one] = first
    const without = proposedTimes({ ...asked, holidays: [one?.date ?? ''] })
    expect(without.map(({ date }) => date)).not.toContain(one?.date)
  })
})

describe('a commitment', () => {
  const made: Commitment = {
    id: commitmentIdFrom('c'),
    campaign: campaignIdFrom('launch'),
    what: 'Call the mayor',
    owner: { name: 'Ann', email: 'ann@lee.example', company: 'Lee Forge' },
    due: '2027-04-01',
    madeAt: NOW,
    state: 'open',
    note: '',
    moved: [],
  }

  test('is overdue from the day after its date, until somebody says how it went', () => {
    expect([isOverdue(made, '2027-04-01'), isOverdue(made, '2027-04-02')]).toEqual([false, true])
    const kept = settleCommitment(made, 'kept', 'Done', NOW, 'Ann')
    expect(kept && isOverdue(kept, '2027-04-02')).toBe(false)
  })

  test('keeps in sight what it was before it moved, and moving it twice to one day is once', () => {
    const moved = move(made, '2027-05-01', 'The mayor is away', NOW, 'Ann')
    expect(moved).toMatchObject({ due: '2027-05-01', moved: [{ from: '2027-04-01', to: '2027-05-01', by: 'Ann' }] })
    expect(moved && move(moved, '2027-05-01', 'Again', NOW, 'Ann')).toBeUndefined()
  })

  test('is settled once in the same words, and again in others', () => {
    const kept = settleCommitment(made, 'kept', 'Done', NOW, 'Ann')
    expect(kept).toMatchObject({ state: 'kept', note: 'Done', settledAt: NOW, settledBy: 'Ann' })
    expect(kept && settleCommitment(kept, 'kept', 'Done', NOW, 'Ann')).toBeUndefined()
    expect(kept && settleCommitment(kept, 'kept', 'All done', NOW, 'Ann')?.note).toBe('All done')
    expect(kept && settleCommitment(kept, 'broken', 'Done', NOW, 'Ann')?.state).toBe('broken')
  })

  test('that was kept opens again for its own date, and has not moved', () => {
    const kept = settleCommitment(made, 'kept', 'Done', NOW, 'Ann')
    const open = kept && move(kept, made.due, '', NOW, 'Ann')
    expect(open).toMatchObject({ state: 'open', due: made.due, moved: [], settledBy: undefined })
    expect(countCommitments([made], '2027-03-05')).toMatchObject({ open: 1, moved: 0 })
    const moved = move(made, '2027-05-01', '', NOW, 'Ann') ?? made
    expect(countCommitments([moved], '2027-03-05')).toMatchObject({ open: 0, moved: 1 })
  })

  test('that was given up opens again with a new date', () => {
    const broken = settleCommitment(made, 'broken', 'No', NOW, 'Ann')
    expect(broken && move(broken, '2027-05-01', '', NOW, 'Ann')).toMatchObject({ state: 'open', settledAt: undefined })
  })

  test('is counted once, where it stands', () => {
    const moved = move(made, '2027-05-01', '', NOW, 'Ann') ?? made
    const kept = settleCommitment(made, 'kept', '', NOW, 'Ann') ?? made
    const broken = settleCommitment(moved, 'broken', '', NOW, 'Ann') ?? made
    expect(countCommitments([made, moved, kept, broken, { ...made, due: '2027-06-01' }], '2027-04-15')).toEqual({
      open: 1,
      moved: 1,
      overdue: 1,
      kept: 1,
      broken: 1,
    })
  })
})
