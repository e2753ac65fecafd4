/** Which calls there are, in which order, whose each is, and who has no part in them. */
import { describe, expect, test } from 'vitest'
import { tally } from '../../../domain/answer/board.ts'
import { follows } from '../../../domain/answer/folding.ts'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation, Invitee, Rsvp } from '../../../domain/keep/invitation.ts'
import type { Partnership } from '../../../domain/keep/partnership.ts'
import { blankSheet, type CallSheet } from '../../../domain/prepare/call-sheet.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { callable, callersOf, type Introduction, phoneCalls } from '../../../functions/prepare/phone-calls.ts'
import { answered, campaign, invitation, sent } from '../../domain/keep/campaigns.ts'
import { CONVENER, partnership } from '../campaign/launch.ts'

const LEFT = '2027-03-01T16:00:00.000Z'
const [ANN, BOB, CORA] = ['ann@lee.example', 'bob@ruiz.example', CONVENER].map(email => LINKS.call.idOf(email))
const person = (
  name: string,
  company: string,
  over: Partial<Invitee> = {},
  said?: Rsvp,
  rest: Partial<Invitation> = {},
) =>
  invitation({
    id: invitationIdFrom(name),
    invitee: { ...invitation().invitee, name, company, title: 'Clerk', email: `${name}@x.example`, ...over },
    sends: { invite: sent(LEFT) },
    answers: said ? [answered({ id: `${name}-said`, answer: said })] : [],
    ...rest,
  })

interface Around {
  sheet?: Partial<CallSheet>
  of?: Partial<Partnership>
  introductions?: readonly Introduction[]
}
/** The same, so that the callers are. */
const OURS = partnership()
const callsOf = async (list: readonly Invitation[], { sheet = {}, of, introductions = [] }: Around = {}) => {
  const ours = of ? partnership(of) : OURS
  const everybody = callable(tally(campaign(), list).companies, callersOf(ours))
  const { calls } = await phoneCalls(everybody, { ...blankSheet, ...sheet }, ours, introductions, undefined)
  return calls
}
const said = async (...of: Parameters<typeof callsOf>) =>
  Object.fromEntries((await callsOf(...of)).map(({ person, caller }) => [person.invitation.invitee.name, caller]))
const inOrder = async (...of: Parameters<typeof callsOf>) =>
  (await callsOf(...of)).map(({ person }) => person.invitation.invitee.name)

describe('callers', () => {
  const member = (email: string, role: 'facilitator' | 'support team') => ({
    name: email,
    email,
    role,
    organization: '',
  })

  test('are the champions, then the team without who facilitates; whoever is both calls once, as a champion', () => {
    const team = [
      member('fay@x.example', 'facilitator'),
      member('ANN@lee.example', 'support team'),
      member('sue@x.example', 'support team'),
    ]
    expect(callersOf(partnership({ team })).map(({ email, champion }) => [email, champion])).toEqual([
      ['ann@lee.example', true],
      ['bob@ruiz.example', true],
      ['sue@x.example', false],
    ])
  })

  test('are called by nobody, and nobody is proposed for them; the others of their company are', async () => {
    const list = [person('Own', 'Lee Forge', { email: 'ANN@lee.example' }), person('Bea', 'Lee Forge')]
    expect(await said(list)).toEqual({ Bea: ANN })
    // Not by what was shared out before they became one either.
    expect(await said(list, { sheet: { shares: { [list[0]?.id ?? '']: BOB ?? '' } } })).toEqual({ Bea: ANN })
  })
})

describe('calls', () => {
  test('stand by company, of each its head first, then by their ids, as people come and go', async () => {
    const list = [
      person('c', 'Hale'),
      person('a', 'Hale'),
      person('boss', 'Hale', { title: 'CEO' }),
      person('z', 'cho'),
      person('e', 'Ébert'),
    ]
    expect(await inOrder(list)).toEqual(['z', 'e', 'boss', 'a', 'c'])
    const b = person('b', 'Hale')
    const next = [...list.slice(1), b]
    follows(next, list, list.slice(0, 1), [b])
    expect(await inOrder(next)).toEqual(['z', 'e', 'boss', 'a', 'b'])
    // Somebody of a company comes: nobody of it is to be called any more.
    const comes = person('a', 'Hale', {}, 'accepted')
    const last = next.map(each => (each.id === comes.id ? comes : each))
    follows(
      last,
      next,
      next.filter(({ id }) => id === comes.id),
      [comes],
    )
    expect(await inOrder(last)).toEqual(['z', 'e'])
  })

  test('to one company stay where another goes that is called by the same name', async () => {
    // Whoever has no company is of where they have their mail.
    const [ann, bo] = [person('ann', ''), person('bo', 'x.example')]
    const list = [bo, ann]
    expect(await inOrder(list)).toEqual(['ann', 'bo'])
    const comes = person('bo', 'x.example', {}, 'accepted')
    const next = [comes, ann]
    follows(next, list, [bo], [comes])
    expect(await inOrder(next)).toEqual(['ann'])
  })

  test('that were shared out stay in sight once they can bring nothing more, and those that were not do not', async () => {
    const list = [person('a', 'Hale', {}, 'declined'), person('b', 'Cho', {}, 'declined'), person('c', 'Moss')]
    const calls = await callsOf(list, { sheet: { shares: { a: BOB ?? '' } } })
    expect(calls.map(({ person, caller, shared, open }) => [person.invitation.id, caller, shared, open])).toEqual([
      ['a', BOB, true, false],
      ['c', ANN, false, true],
    ])
  })

  test('are whose the convener says, nobody’s where they say so, and shared out anew once a caller has left', async () => {
    const list = [person('a', 'Hale'), person('b', 'Cho'), person('c', 'Moss')]
    const shares = { a: BOB ?? '', b: '' }
    const calls = await callsOf(list, { sheet: { shares } })
    expect(calls.map(({ person, caller, shared }) => [person.invitation.id, caller, shared])).toEqual([
      ['b', '', true],
      ['a', BOB, true],
      ['c', ANN, false],
    ])
    const of = { champions: partnership().champions.slice(0, 1) }
    const left = await callsOf(list, { sheet: { shares }, of })
    expect(left.map(({ person, caller, shared }) => [person.invitation.id, caller, shared])).toEqual([
      ['b', '', true],
      ['a', ANN, false],
      ['c', ANN, false],
    ])
  })

  test('go to whoever proposed somebody, however their address is written, unless the convener says who knows them', async () => {
    const cora = { name: 'Cora Day', email: CONVENER }
    const list = [person('a', 'Hale', { email: 'A@x.example' }), person('b', 'Cho')]
    const introductions = [{ to: 'a@x.example', by: cora }]
    const knowers = async (people: Invitation[]) =>
      (await callsOf(people, { introductions })).map(({ caller, knownBy }) => [caller, knownBy])
    expect(await knowers(list)).toEqual([
      [ANN, undefined],
      [CORA, 'Cora Day'],
    ])
    const knownBy = { name: 'Bob Ruiz', email: 'BOB@ruiz.example' }
    expect(await knowers([{ ...person('a', 'Hale', { email: 'A@x.example' }), knownBy }])).toEqual([[BOB, 'Bob Ruiz']])
  })

  test('of a company go to whom one of them was given, before who knows one', async () => {
    const knownBy = { name: 'Bob Ruiz', email: 'bob@ruiz.example' }
    const list = [person('a', 'Hale', {}, undefined, { knownBy }), person('b', 'Hale')]
    expect(await said(list)).toEqual({ a: BOB, b: BOB })
    expect(await said(list, { sheet: { shares: { a: CORA ?? '' } } })).toEqual({ a: CORA, b: CORA })
  })

  test('come with what was tried of each', async () => {
    const tried = [{ at: LEFT, by: 'Ann', how: 'no answer' as const, note: '' }]
    const list = [person('a', 'Cho'), person('b', 'Hale')]
    expect((await callsOf(list, { sheet: { tries: { b: tried } } })).map(({ tries }) => tries)).toEqual([[], tried])
    expect((await callsOf(list)).map(({ tries }) => tries)).toEqual([[], []])
  })
})
