import { describe, expect, it, test } from 'vitest'
import { type Person, tally } from '../../../domain/answer/board.ts'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Answer, Invitation, Invitee } from '../../../domain/keep/invitation.ts'
import {
  blankSheet,
  CALLS_OF_A_CHAMPION,
  type Caller,
  callGroup,
  mayBeCalled,
  pointsOf,
  proposeCallers,
  shareOut,
  withTry,
} from '../../../domain/prepare/call-sheet.ts'
import { type Proposal, waiting } from '../../../domain/prepare/proposal.ts'
import { answered, campaign, invitation, launch, matter, sent } from '../keep/campaigns.ts'

const LEFT = '2027-03-01T16:00:00.000Z'
const person = (id: string, over: Partial<Invitee>, said?: Partial<Answer>, rest: Partial<Invitation> = {}) =>
  invitation({
    id: invitationIdFrom(id),
    invitee: { ...invitation().invitee, company: `Company ${id}`, email: `${id}@${id}.example`, ...over },
    sends: { invite: sent(LEFT) },
    answers: said ? [answered({ id: `${id}-said`, ...said })] : [],
    ...rest,
  })
const caller = (id: string, champion: boolean, over: Partial<Caller> = {}): Caller => ({
  id,
  name: id,
  email: `${id}@own-${id}.example`,
  organization: `Own ${id}`,
  champion,
  ...over,
})
const groupsOf = (people: readonly Person[]) =>
  [...Map.groupBy(people, ({ company }) => company.key).values()].map(callGroup)
/** By invitation: the caller who is proposed, where some are known to somebody. */
const proposed = (people: readonly Person[], callers: readonly Caller[], known: Record<string, string> = {}) =>
  Object.fromEntries(
    [...proposeCallers(groupsOf(people), callers, new Map(Object.entries(known)))].flatMap(([{ people }, { id }]) =>
      people.map(({ invitation }) => [invitation.id, id]),
    ),
  )
const toCall = (invitations: readonly Invitation[], of = campaign()) =>
  tally(of, invitations).companies.flatMap(row => row.people.filter(each => mayBeCalled(row, each)))
const called = (...invitations: Invitation[]) => toCall(invitations)
const ids = (people: ReturnType<typeof called>) => people.map(({ invitation: { id } }) => id).sort()

describe('those to call', () => {
  it('are silent, or unreachable by letter, or said yes to another time', () => {
    const bounced = { email: 'x@x.example', reason: 'bounced', at: LEFT } as const
    const people = called(
      person('silent', {}),
      person('bounced', {}, undefined, { suppressed: bounced }),
      person('opted', {}, undefined, { suppressed: { ...bounced, reason: 'opted out' } }),
      person('no', {}, { answer: 'declined' }),
      person('maybe', {}, { answer: 'tentative' }),
      person('new', {}, undefined, { sends: {} }),
    )
    expect(ids(people)).toEqual(['bounced', 'silent'])
  })

  it('are left in peace when a colleague comes', () => {
    const people = called(
      person('quiet', { company: 'Hale Tool' }),
      person('comes', { company: 'HALE TOOL, Inc.' }, { answer: 'accepted' }),
      person('other', {}),
    )
    expect(ids(people)).toEqual(['other'])
  })
})

describe('a proposal who calls whom', () => {
  const ann = caller('ann', true)
  const bob = caller('bob', true)
  const team = caller('team', false)

  it('gives business leaders to champions, evenly, and public partners to the team', () => {
    const people = called(
      ...['a', 'b', 'c', 'd'].map(id => person(id, {})),
      person('p', { publicPartner: true }),
      person('q', { publicPartner: true }),
    )
    const shares = proposed(people, [ann, bob, team])
    expect(shares).toEqual({ a: 'ann', b: 'bob', c: 'ann', d: 'bob', p: 'team', q: 'team' })
  })

  it('gives a company one caller, and whoever belongs to it first', () => {
    const people = called(
      person('x', { company: 'Lee Forge' }),
      person('y', { company: 'Lee Forge, Inc.' }),
      person('z', { email: 'z@own-bob.example' }),
    )
    const shares = proposed(people, [ann, bob, caller('lee', false, { organization: 'Lee Forge' })])
    expect(shares).toEqual({ x: 'lee', y: 'lee', z: 'bob' })
  })

  it('keeps to whoever said that they know somebody there', () => {
    const people = called(person('x', { company: 'Hale' }), person('y', { company: 'Hale' }))
    expect(proposed(people, [ann, bob, team], { y: 'team' })).toEqual({ x: 'team', y: 'team' })
  })

  it('asks no more of a champion than is fair while others can call', () => {
    const people = called(...Array.from({ length: 30 }, (_, n) => person(`n${n}`, {})))
    const shares = Object.values(proposed(people, [ann, bob, team]))
    expect(shares.filter(id => id === 'ann')).toHaveLength(CALLS_OF_A_CHAMPION)
    expect(shares.filter(id => id === 'team')).toHaveLength(30 - 2 * CALLS_OF_A_CHAMPION)
    expect(proposed(people, [])).toEqual({})
  })
})

describe('sharing out', () => {
  it('counts a round for those alone who got somebody they did not have', () => {
    const first = shareOut(
      blankSheet,
      { a: 'ann', b: 'bob', c: '' },
      'Say hello',
      'convener',
      '2027-03-21T15:00:00.000Z',
    )
    const again = shareOut(first, { a: 'ann', b: 'ann', c: '' }, 'Say hello', 'convener', '2027-03-22T15:00:00.000Z')
    expect(first.rounds).toEqual({
      ann: { count: 1, at: '2027-03-21T15:00:00.000Z' },
      bob: { count: 1, at: '2027-03-21T15:00:00.000Z' },
    })
    expect(again.rounds.ann).toEqual({ count: 2, at: '2027-03-22T15:00:00.000Z' })
    expect(again.rounds.bob).toEqual(first.rounds.bob)
    expect(again.sharedAt).toBe(first.sharedAt)
  })
})

describe('a call', () => {
  const tried = (n: number) => ({ at: LEFT, by: 'Sue', how: 'no answer' as const, note: `${n}` })

  it('that brought no answer is kept beside those before, of each the last twenty', () => {
    const once = withTry(blankSheet, 'a', tried(0))
    expect(withTry(once, 'b', tried(1)).tries).toEqual({ a: [tried(0)], b: [tried(1)] })
    const many = Array.from({ length: 21 }, (_, n) => n).reduce((sheet, n) => withTry(sheet, 'a', tried(n)), blankSheet)
    expect(many.tries.a?.map(({ note }) => note)).toEqual(Array.from({ length: 20 }, (_, n) => `${n + 1}`))
  })

  it('says what the convener wrote, a line a point, else what is proposed of this meeting', () => {
    const { meeting } = campaign()
    if (!meeting) throw new Error('no meeting')
    expect(pointsOf({ ...blankSheet, points: ' One \n\n  Two' }, meeting)).toEqual(['One', 'Two'])
    const proposed = pointsOf({ ...blankSheet, points: ' \n ' }, meeting)
    expect(proposed).toHaveLength(5)
    expect(proposed[1]).toBe(
      'It is on Wednesday, March 31, 2027, 7:30 AM to 9:00 AM, and Ridgeline Machining hosts it.',
    )
  })

  it('is for nobody who stands in for somebody, has written, or asked for no email', () => {
    const suppressed = (reason: 'opted out' | 'bounced' | 'complained') => ({
      suppressed: { email: 'x', reason, at: LEFT },
    })
    const people = called(
      person('stands in', {}, undefined, { standsInFor: { invitation: invitationIdFrom('x'), name: 'X' } }),
      person('wrote', {}, undefined, { matters: [matter('Call me')] }),
      person('opted out', {}, undefined, suppressed('opted out')),
      person('complained', {}, undefined, suppressed('complained')),
      person('bounced', {}, undefined, suppressed('bounced')),
      person('said no', {}, { answer: 'declined' }),
      person('said no, and bounced since', {}, { answer: 'declined' }, suppressed('bounced')),
      person('may come, and bounced since', {}, { answer: 'tentative' }, suppressed('bounced')),
      person('not told', {}, undefined, { sends: {} }),
    )
    expect(ids(people)).toEqual(['bounced'])
    const moved = campaign({ meeting: launch({ sequence: 1 }) })
    expect(ids(toCall([person('old time', {}, { answer: 'accepted' })], moved))).toEqual(['old time'])
  })

  it('goes to whoever is of the company or its domain, where that is no mailbox for everybody', () => {
    const mine = [caller('c', true), caller('own', true, { email: 'me@gmail.com', organization: '' })]
    const shares = (over: Partial<Invitee>, callers = mine) => proposed(called(person('a', over)), callers)
    expect(shares({ email: 'you@gmail.com' })).toEqual({ a: 'c' })
    expect(shares({ email: 'you@own-own.example' }, [caller('c', true), caller('own', true)])).toEqual({ a: 'own' })
    expect(shares({ company: 'OWN own, Inc.' }, [caller('c', true), caller('own', false)])).toEqual({ a: 'own' })
    expect(shares({ company: '' }, [caller('c', true), caller('own', false, { organization: '' })])).toEqual({ a: 'c' })
    expect(proposed(called(person('a', {})), [])).toEqual({})
    // One of several is enough, and one who knows somebody there comes before.
    const two = called(person('a', { company: 'Hale' }), person('b', { company: 'Hale', email: 'b@own-own.example' }))
    expect(proposed(two, [caller('c', true), caller('own', false)])).toEqual({ a: 'own', b: 'own' })
    expect(proposed(two, [caller('c', true), caller('own', false)], { b: 'c' })).toEqual({ a: 'c', b: 'c' })
    // A company of both sides is called by a peer.
    const both = called(person('a', { company: 'Hale' }), person('b', { company: 'Hale', publicPartner: true }))
    expect(proposed(both, [caller('team', false), caller('c', true)])).toEqual({ a: 'c', b: 'c' })
  })

  it('goes to the first of several who know somebody there, or are of it, as the callers stand', () => {
    const all = ['one', 'two', 'three'].map(id => caller(id, false, { organization: 'Hale' }))
    const two = called(person('a', { company: 'Hale' }), person('b', { company: 'Hale' }))
    const whose = (known: Record<string, string>) => proposed(two, all, known).a
    expect([whose({ a: 'three', b: 'two' }), whose({ a: 'two', b: 'three' }), whose({})]).toEqual(['two', 'two', 'one'])
    const [, second, third] = all
    // By name the third, by where they have their mail the second.
    const mail = { ...second, id: 'mail', organization: 'Else', email: 'x@a.example' } as Caller
    expect(proposed(called(person('a', { company: 'Hale' })), [caller('one', false), mail, third as Caller])).toEqual({
      a: 'mail',
    })
    expect(callGroup([])).toMatchObject({ people: [], company: '', domains: [] })
  })

  it('stays with whom it had, unless the convener says otherwise, and the first time of sharing out is kept', () => {
    const once = shareOut(blankSheet, { a: 'x', b: 'y', c: '' }, 'Say this', 'Sue', LEFT)
    expect(once).toMatchObject({ points: 'Say this', sharedAt: LEFT, sharedBy: 'Sue' })
    expect(once.rounds).toEqual({ x: { count: 1, at: LEFT }, y: { count: 1, at: LEFT } })
    const later = '2027-03-05T16:00:00.000Z'
    const again = shareOut(once, { a: 'x', c: 'y' }, '', 'Bo', later)
    expect(again.shares).toEqual({ a: 'x', b: 'y', c: 'y' })
    expect(again.rounds).toEqual({ x: { count: 1, at: LEFT }, y: { count: 2, at: later } })
    expect([again.sharedAt, again.sharedBy]).toEqual([LEFT, 'Bo'])
  })
})

test('names wait until the convener answers them', () => {
  const proposal = (id: string, settled?: Proposal['settled']): Proposal => ({
    id,
    invitee: invitation().invitee,
    why: '',
    by: { name: 'Sue', email: 'sue@x.example' },
    at: LEFT,
    ...(settled ? { settled } : {}),
  })
  const answered = proposal('b', { at: LEFT, by: 'Ann', how: 'not now' })
  expect(waiting([proposal('a'), answered]).map(({ id }) => id)).toEqual(['a'])
})
