import { describe, expect, it } from 'vitest'
import { turnoutOf } from '../../../domain/answer/turnout.ts'
import { attendanceOf, guestsOf } from '../../../domain/day/attendance.ts'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Answer, Invitation, Invitee } from '../../../domain/keep/invitation.ts'
import { gatheringOf } from '../../../domain/table/gathering.ts'
import { answered, campaign, invitation, launch, sent } from '../keep/campaigns.ts'

const CAME = { at: '2027-03-31T13:20:00.000Z', by: 'Sue Park' }
const person = (
  id: string,
  over: Partial<Invitee>,
  said?: Partial<Answer>,
  rest: Partial<Invitation> = {},
): Invitation =>
  invitation({
    id: invitationIdFrom(id),
    invitee: { ...invitation().invitee, email: `${id}@x.example`, ...over },
    sends: { invite: sent('2027-03-01T16:00:00.000Z') },
    answers: said ? [answered({ id: `${id}-said`, ...said })] : [],
    ...rest,
  })

describe('who may come in at the door', () => {
  it('stands in order of family names, with what each said and needs', () => {
    const guests = guestsOf(campaign(), [
      person('one', { name: 'Vinh Tran' }, { answer: 'accepted', needs: 'Vegetarian' }),
      person('two', { name: 'Dr. Ana Álvarez, PhD' }, { answer: 'tentative' }),
      person('three', { name: 'Bo Diaz Jr.' }, { answer: 'declined' }),
      person('four', { name: 'Cy Ebert' }),
      person('five', { name: 'Gone' }, { answer: 'accepted' }, { removedAt: '2027-03-02T16:00:00.000Z' }),
    ])
    expect(guests.map(({ name, said, needs }) => [name, said, needs])).toEqual([
      ['Dr. Ana Álvarez, PhD', 'maybe', ''],
      ['Bo Diaz Jr.', 'no', ''],
      ['Cy Ebert', 'silent', ''],
      ['Vinh Tran', 'yes', 'Vegetarian'],
    ])
  })

  it('is whoever somebody sends, and not who sends them', () => {
    const delegate = { name: 'Dana Cole', title: 'COO', email: 'dana@x.example' }
    const sends = person('boss', { name: 'Amy Jacobs', title: 'CEO' }, { answer: 'delegated', delegate })
    const [named, ...more] = guestsOf(campaign(), [sends])
    expect(more).toEqual([])
    expect(named).toMatchObject({
      invitation: 'boss',
      name: 'Dana Cole',
      title: 'COO',
      inPlaceOf: 'Amy Jacobs',
      said: 'yes',
    })
    const standsIn = person('dana', { name: 'Dana Cole' }, undefined, {
      standsInFor: { invitation: invitationIdFrom('boss'), name: 'Amy Jacobs' },
    })
    const approved = guestsOf(campaign(), [sends, standsIn])
    expect(approved.map(each => [each.invitation, each.said, each.inPlaceOf])).toEqual([['dana', 'yes', 'Amy Jacobs']])
  })

  it('is whom somebody names, at their own address where they gave one, whatever their title', () => {
    const named = (email: string) =>
      guestsOf(campaign(), [
        person(
          'boss',
          { name: 'Amy', title: 'CEO' },
          { answer: 'delegated', delegate: { name: 'Dana', title: '', email } },
        ),
      ])[0]
    expect(named('dana@x.example')).toMatchObject({ name: 'Dana', title: '', email: 'dana@x.example' })
    expect(named('')).toMatchObject({ name: 'Dana', email: 'boss@x.example' })
  })

  it('is the invitee where they send somebody without a name, or came all the same', () => {
    const [nameless] = guestsOf(campaign(), [person('boss', { name: 'Amy' }, { answer: 'delegated' })])
    expect(nameless).toMatchObject({ name: 'Amy', said: 'yes', inPlaceOf: undefined, email: 'boss@x.example' })
    const boss = person('boss', { name: 'Amy' }, { answer: 'delegated' }, { came: CAME })
    const dana = person('dana', { name: 'Dana' }, undefined, {
      standsInFor: { invitation: invitationIdFrom('boss'), name: 'Amy' },
    })
    expect(guestsOf(campaign(), [boss, dana])).toHaveLength(2)
    // Somebody who once named a delegate and says now that they come is no longer represented.
    const both = person('boss', { name: 'Amy' }, { answer: 'accepted', delegate: { name: 'D', title: '', email: '' } })
    expect(guestsOf(campaign(), [both, dana]).map(({ name }) => name)).toEqual(['Amy', 'Dana'])
  })

  it('is expected as a champion or a stand-in unless they say otherwise', () => {
    const standsInFor = { invitation: invitationIdFrom('x'), name: 'X' }
    const said = (answer: Answer['answer'] | undefined, rest: Partial<Invitation>) =>
      guestsOf(campaign(), [person('a', {}, answer && { answer }, rest)])[0]
    expect(said(undefined, { host: true })).toMatchObject({ said: 'yes', host: true, walkIn: false })
    expect(said('declined', { host: true })?.said).toBe('no')
    expect(said(undefined, { standsInFor })).toMatchObject({ said: 'yes', host: false })
    expect(said('tentative', { standsInFor })?.said).toBe('maybe')
    expect(said(undefined, { walkIn: true })).toMatchObject({ said: 'silent', walkIn: true })
  })

  it('stands by the family name, without degrees and what follows a comma, then by the whole name', () => {
    const names = [
      'Zoe Adams, MBA, Smith',
      'Yan Brown PhD',
      'Xu Cole III',
      'Will Dunn iv',
      'Vi Eads Sr.',
      'Una Jrsy',
      'Ted Ziiix',
      'Abe Zulu',
      'Bea Zulu',
      'Zimmer',
      'Jr.',
    ]
    const sorted = (of: string[]) =>
      guestsOf(
        campaign(),
        of.map((name, n) => person(`${n}`, { name })),
      ).map(({ name }) => name)
    expect(sorted(names.toReversed())).toEqual([
      'Zoe Adams, MBA, Smith',
      'Yan Brown PhD',
      'Xu Cole III',
      'Will Dunn iv',
      'Vi Eads Sr.',
      'Jr.',
      'Una Jrsy',
      'Ted Ziiix',
      'Zimmer',
      'Abe Zulu',
      'Bea Zulu',
    ])
    const twins = guestsOf(campaign(), [person('b', {}), person('a', {}), person('c', {})])
    expect(twins.map(({ invitation: id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('is known before the meeting has a time', () => {
    expect(guestsOf({}, [person('one', {}, { answer: 'accepted' })])[0]?.said).toBe('yes')
  })

  it('counts a yes to a time that has changed as no answer', () => {
    const moved = campaign({ meeting: launch({ sequence: 1 }) })
    expect(guestsOf(moved, [person('one', {}, { answer: 'accepted', sequence: 0 })])[0]?.said).toBe('silent')
  })
})

describe('who was there', () => {
  it('counts businesses once, those by delegates apart, and public partners not at all', () => {
    const delegate = { name: 'Dana Cole', title: '', email: '' }
    const attendance = attendanceOf(
      guestsOf(campaign(), [
        person('a', { company: 'Ortiz Tool' }, { answer: 'accepted' }, { came: CAME }),
        person('b', { company: 'ORTIZ TOOL, Inc.' }, undefined, { came: CAME }),
        person('c', { company: 'Hale' }, { answer: 'delegated', delegate }, { came: CAME }),
        person('d', { company: 'College', publicPartner: true }, { answer: 'accepted' }, { came: CAME }),
        person('e', { company: 'New Co' }, undefined, { came: CAME, walkIn: true }),
        person('f', { company: 'Cho' }, { answer: 'accepted' }),
        person('h', { company: 'Host' }, undefined, { host: true }),
        person('g', { company: 'Never' }, { answer: 'declined' }),
      ]),
    )
    expect(attendance.companies).toEqual(['Hale', 'New Co', 'Ortiz Tool'])
    expect(attendance.byDelegates).toBe(1)
    expect(attendance.people).toHaveLength(5)
    expect(attendance.publicPartners.map(({ company }) => company.name)).toEqual(['College'])
    expect(attendance.walkIns.map(({ company }) => company.name)).toEqual(['New Co'])
    expect(attendance.missing.map(({ company }) => company.name)).toEqual(['Cho'])
  })

  it('counts a business as there by delegates where nobody else of it was', () => {
    const delegate = { name: 'Dana Cole', title: '', email: '' }
    const { byDelegates, companies } = attendanceOf(
      guestsOf(campaign(), [
        person('a', { company: 'Hale' }, { answer: 'delegated', delegate }, { came: CAME }),
        person('b', { company: 'Hale' }, { answer: 'accepted' }, { came: CAME }),
      ]),
    )
    expect([byDelegates, companies]).toEqual([0, ['Hale']])
  })
})

describe('a stand-in and whom they stand for', () => {
  const boss = (said?: Partial<Answer>, rest: Partial<Invitation> = {}) =>
    person('boss', { name: 'Amy Jacobs', company: 'Hale' }, said, rest)
  const standIn = (id: string, said?: Partial<Answer>, rest: Partial<Invitation> = {}) =>
    person(id, { name: `Dana ${id}`, company: 'Hale' }, said, {
      standsInFor: { invitation: invitationIdFrom('boss'), name: 'Amy Jacobs' },
      ...rest,
    })
  const expected = (...of: Invitation[]) => turnoutOf(campaign(), of).people.expected
  const missing = (...of: Invitation[]) => attendanceOf(guestsOf(campaign(), of)).missing.map(({ name }) => name)
  const people = (...of: Invitation[]) => gatheringOf(campaign(), guestsOf(campaign(), of))?.people
  const delegate = { name: 'Dana one', title: '', email: 'one@x.example' }

  it('are one seat that is expected, whichever of them comes in the end', () => {
    expect(expected(boss({ answer: 'delegated', delegate }), standIn('one'))).toBe(1)
    expect(expected(boss({ answer: 'accepted' }), standIn('one'))).toBe(1)
    expect(expected(boss({ answer: 'accepted' }), standIn('one', { answer: 'accepted' }))).toBe(1)
    expect(expected(boss({ answer: 'accepted' }), standIn('one', { answer: 'declined' }))).toBe(1)
    expect(expected(boss({ answer: 'delegated', delegate }), standIn('one', { answer: 'declined' }))).toBe(0)
    expect(expected(boss({ answer: 'delegated', delegate }), standIn('one'), standIn('two'))).toBe(1)
  })

  it('are missed once, and not at all where one of them came', () => {
    expect(missing(boss({ answer: 'accepted' }), standIn('one'))).toEqual(['Amy Jacobs'])
    expect(missing(boss({ answer: 'delegated', delegate }, { came: CAME }), standIn('one'))).toEqual([])
    expect(missing(boss({ answer: 'accepted' }), standIn('one', undefined, { came: CAME }))).toEqual([])
  })

  it('are one of the people who said yes in a report, where nobody was checked in', () => {
    expect(people(boss({ answer: 'accepted' }), standIn('one'))).toBe(1)
    expect(people(boss({ answer: 'delegated', delegate }), standIn('one'), standIn('two'))).toBe(1)
  })
})
