import { describe, expect, it } from 'vitest'
import { tally } from '../../../domain/answer/board.ts'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Answer, Invitation, Invitee } from '../../../domain/keep/invitation.ts'
import {
  blankSheet,
  CALLS_OF_A_CHAMPION,
  type Caller,
  proposeShares,
  shareOut,
  toCall,
} from '../../../domain/prepare/call-sheet.ts'
import { answered, campaign, invitation, sent } from '../keep/campaigns.ts'

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
const called = (...invitations: Invitation[]) => toCall(tally(campaign(), invitations))
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
    const shares = proposeShares(people, [ann, bob, team])
    expect(shares).toEqual({ a: 'ann', b: 'bob', c: 'ann', d: 'bob', p: 'team', q: 'team' })
  })

  it('gives a company one caller, and whoever belongs to it first', () => {
    const people = called(
      person('x', { company: 'Lee Forge' }),
      person('y', { company: 'Lee Forge, Inc.' }),
      person('z', { email: 'z@own-bob.example' }),
    )
    const shares = proposeShares(people, [ann, bob, caller('lee', false, { organization: 'Lee Forge' })])
    expect(shares).toEqual({ x: 'lee', y: 'lee', z: 'bob' })
  })

  it('keeps to whoever said that they know somebody there', () => {
    const people = called(person('x', { company: 'Hale' }), person('y', { company: 'Hale' }))
    expect(proposeShares(people, [ann, bob, team], { y: 'team' })).toEqual({ x: 'team', y: 'team' })
  })

  it('asks no more of a champion than is fair while others can call', () => {
    const people = called(...Array.from({ length: 30 }, (_, n) => person(`n${n}`, {})))
    const shares = Object.values(proposeShares(people, [ann, bob, team]))
    expect(shares.filter(id => id === 'ann')).toHaveLength(CALLS_OF_A_CHAMPION)
    expect(shares.filter(id => id === 'team')).toHaveLength(30 - 2 * CALLS_OF_A_CHAMPION)
    expect(proposeShares(people, [])).toEqual({})
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
