/** What is made of a list that changes is what would be made of it if nobody had known it before. */
import { expect, test } from 'vitest'
import { type CompanyRow, tally, tallyTurns } from '../../../domain/answer/board.ts'
import { follows } from '../../../domain/answer/folding.ts'
import { listing } from '../../../domain/answer/folds.ts'
import { answersOverTime } from '../../../domain/answer/over-time.ts'
import { turnoutOf } from '../../../domain/answer/turnout.ts'
import { type Comers, comersOf } from '../../../domain/day/attendance.ts'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation, Rsvp } from '../../../domain/keep/invitation.ts'
import { countList } from '../../../domain/prepare/ready-item.ts'
import { answered, campaign, invitation, matter, sent } from '../keep/campaigns.ts'

const CAMPAIGN = campaign({
  meeting: { ...campaign().meeting, sequence: 1 } as never,
  left: { invite: '2027-02-26T16:00:00.000Z' },
  goal: 3,
})
const NOW = '2027-03-20T16:00:00.000Z'
const SAID: Rsvp[] = ['accepted', 'declined', 'tentative', 'delegated']

/** A chance that is the same in every run. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Somebody of a few companies, with whatever can be so of somebody on a list. */
function somebody(n: number, pick: (below: number) => number): Invitation {
  const some = <T>(one: T, of = 6): T | undefined => (pick(of) === 0 ? one : undefined)
  const day = (of: number) => `2027-03-0${1 + pick(of)}T1${pick(9)}:00:00.000Z`
  const said = Array.from({ length: pick(3) }, (_, k) =>
    answered({ id: `${n}-${k}`, answer: SAID[pick(4)] ?? 'accepted', at: day(9), sequence: pick(2) }),
  )
  const stands = {
    removedAt: some(NOW, 8),
    standsInFor: some({ invitation: idOf(pick(60)), name: 'Somebody' }, 4),
    came: some({ at: NOW, by: 'Sue' }),
    walkIn: some(true),
    host: some(true, 12) as true | undefined,
    suppressed: some({ email: 'x', reason: 'opted out' as const, at: NOW }),
  }
  return invitation({
    id: idOf(n),
    invitee: {
      ...invitation().invitee,
      name: `${['Ann', 'ann', 'Bo Lee', 'Zoë Park Jr.'][pick(4)]}`,
      title: ['CEO', 'Clerk', ''][pick(3)] ?? '',
      company: ['Hale', 'HALE, Inc.', 'Cho', 'Kline', ''][pick(5)] ?? '',
      email: `g${n}@x${pick(3)}.example`,
      publicPartner: pick(5) === 0,
    },
    sends: pick(3) === 0 ? {} : { invite: sent(NOW) },
    answers: said,
    matters: pick(5) === 0 ? [matter(`matter ${n}`)] : [],
    addedAt: day(3),
    ...Object.fromEntries(Object.entries(stands).filter(([, value]) => value !== undefined)),
  })
}

const idOf = (n: number) => invitationIdFrom(`guest ${String(n).padStart(3, '0')}`)
const inIds = (people: readonly Invitation[]) => people.toSorted((a, b) => (a.id < b.id ? -1 : 1))

const HOSTS = [0, 1, 2].map(n => ({ ...somebody(n, chance(n)), removedAt: undefined, host: true as const }))

/** Of the companies on a board, which are a list that changes themselves. */
const ofRows = listing(
  (row: CompanyRow) => [row],
  (a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
)

const allOf = (people: readonly Invitation[]) => ({
  board: tally(CAMPAIGN, people),
  rows: ofRows(tally(CAMPAIGN, people).companies),
  days: answersOverTime(CAMPAIGN, people, NOW),
  turnout: turnoutOf(CAMPAIGN, people),
  comers: ((comers: Comers) => ({ ...comers, guests: comers.guests() }))(comersOf(CAMPAIGN, people, HOSTS)),
  list: withAll(countList(people, 1)),
})
/** When people were added is said in no order. */
const withAll = (list: ReturnType<typeof countList>) => ({ ...list, addedAt: list.addedAt.toSorted() })

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'answers, additions, removals, renames, opt-outs and stand-ins: each count is as if all were counted anew (%i)',
  seed => {
    const pick = chance(seed)
    let people: readonly Invitation[] = inIds(Array.from({ length: 50 }, (_, n) => somebody(n, pick)))
    for (let step = 0; step < 60; step++) {
      const before = people
      const changed = new Set(Array.from({ length: pick(4) }, () => pick(60)).map(idOf))
      const gone = before.filter(({ id }) => changed.has(id))
      const come = [...changed].flatMap(id => (pick(4) === 0 ? [] : [somebody(Number(id.slice(-3)), pick)]))
      people = inIds([...before.filter(each => !gone.includes(each)), ...come])
      follows(people, before, gone, come)
      // Not everything is asked for at every moment.
      if (pick(3) > 0) continue
      expect(allOf(people)).toEqual(allOf([...people]))
      // Somebody may still hold what the list was.
      if (pick(3) === 0) expect(allOf(before)).toEqual(allOf([...before]))
    }
  },
)

test('what was handed out goes on saying what it said, whatever changes afterwards', () => {
  const pick = chance(11)
  const people = inIds(Array.from({ length: 40 }, (_, n) => somebody(n, pick)))
  const said = structuredClone(allOf(people))
  const handed = allOf(people)
  const next = people.slice(20)
  follows(next, people, people.slice(0, 20), [])
  expect(allOf(next)).not.toEqual(said)
  expect(handed).toEqual(said)
})

test('a long list is made in turns, and is then as if it had been made at once; a short one takes none', () => {
  const pick = chance(12)
  const people = inIds(Array.from({ length: 4000 }, (_, n) => somebody(n, pick)))
  const turns = tallyTurns(CAMPAIGN, people)
  expect(turns.length).toBeGreaterThan(2)
  for (const turn of turns) turn()
  expect(tallyTurns(CAMPAIGN, people)).toEqual([])
  expect(tally(CAMPAIGN, people)).toEqual(tally(CAMPAIGN, [...people]))
  expect(tallyTurns(CAMPAIGN, people.slice(0, 100))).toEqual([])
})

test('a list of which more has become than is followed is looked at anew', () => {
  const pick = chance(13)
  let people: readonly Invitation[] = inIds(Array.from({ length: 300 }, (_, n) => somebody(n, pick)))
  const first = people
  expect(tally(CAMPAIGN, people)).toEqual(tally(CAMPAIGN, [...people]))
  for (let step = 0; step < 15; step++) {
    const before = people
    people = inIds(before.map(({ id }) => somebody(Number(id.slice(-3)), pick)))
    follows(people, before, before, people)
  }
  expect(tally(CAMPAIGN, people)).toEqual(tally(CAMPAIGN, [...people]))
  expect(tally(CAMPAIGN, first)).toEqual(tally(CAMPAIGN, [...first]))
})

test('of two things that became of one list each is what it is', () => {
  const pick = chance(14)
  const people = inIds(Array.from({ length: 30 }, (_, n) => somebody(n, pick)))
  const [one, other] = [people.slice(1), people.slice(0, -1)]
  expect(tally(CAMPAIGN, people).people.length).toBeGreaterThan(0)
  follows(one, people, people.slice(0, 1), [])
  follows(other, people, people.slice(-1), [])
  for (const each of [one, other]) expect(tally(CAMPAIGN, each)).toEqual(tally(CAMPAIGN, [...each]))
})
