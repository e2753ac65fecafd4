/** Who may come in at a door as its list changes, with those who host the meeting, on the list or not. */
import { describe, expect, test } from 'vitest'
import { follows } from '../../../domain/answer/folding.ts'
import { comersOf, comerTurns, comingOf, expectedOf, guestsOf } from '../../../domain/day/attendance.ts'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Answer, Invitation, Invitee } from '../../../domain/keep/invitation.ts'
import { answered, campaign, invitation, launch, sent } from '../keep/campaigns.ts'

const CAME = { at: '2027-03-31T13:20:00.000Z', by: 'Sue Park' }
/** Somebody by one name. */
const person = (name: string, said?: Answer['answer'], over: Partial<Invitee> = {}, rest: Partial<Invitation> = {}) =>
  invitation({
    id: invitationIdFrom(name),
    invitee: { ...invitation().invitee, name, email: `${name}@x.example`, company: `${name} Co`, ...over },
    sends: { invite: sent('2027-03-01T16:00:00.000Z') },
    answers: said ? [answered({ id: `${name}-said`, answer: said })] : [],
    ...rest,
  })
const inPlaceOf = (of: string) => ({ standsInFor: { invitation: invitationIdFrom(of), name: of } })
const names = (guests: readonly { name: string }[]) => guests.map(({ name }) => name)
const comers = (list: readonly Invitation[], hosts: readonly Invitation[] = []) => comersOf(campaign(), list, hosts)

describe('at the door', () => {
  test('whoever said yes or came is expected, and nobody else of those who may come', () => {
    const list = [
      person('Amy', 'accepted'),
      person('Bo', 'tentative'),
      person('Cy', 'declined'),
      person('Di'),
      person('Ed', 'declined', {}, { came: CAME }),
      person('Fay', 'accepted', {}, { came: CAME }),
      person('Gus', 'delegated'),
    ]
    expect(names(comers(list).expected)).toEqual(['Amy', 'Ed', 'Fay', 'Gus'])
    expect(names(comers(list).guests())).toEqual(['Amy', 'Bo', 'Cy', 'Di', 'Ed', 'Fay', 'Gus'])
  })

  test('whoever has a letter that no typewriter has, in whatever is printed of them, is found', () => {
    const needs = (words: string) => [answered({ id: 'needs', needs: words })]
    const list = [
      person('Amy'),
      person('Bo', undefined, { title: 'Geschäftsführer' }),
      person('Cy', undefined, { company: 'Łódź Tool' }),
      person('Di', undefined, {}, { answers: needs('素食') }),
      person('Ed', undefined, {}, { answers: needs('Vegetarian') }),
      person('Зоя'),
    ]
    expect(names(comers(list).unusual)).toEqual(['Bo', 'Cy', 'Di', 'Зоя'])
  })

  test('leaders and public partners are counted apart, those who host among them, each seat once', () => {
    const list = [
      person('Amy', 'delegated'),
      person('Bo', 'accepted', {}, inPlaceOf('Amy')),
      person('Cy'),
      person('Pia', 'accepted', { publicPartner: true }),
      person('Quy', undefined, { publicPartner: true }),
    ]
    const hosts = [
      person('Hal', undefined, { publicPartner: true }, { host: true }),
      person('Ida', undefined, {}, { host: true }),
    ]
    const { leaders, publicPartners } = comers(list, hosts)
    expect([leaders, publicPartners]).toEqual([3, 3])
  })

  test('whoever hosts has one seat, and their own again once they are off the list', () => {
    const hosts = [person('Ann', undefined, {}, { host: true }), person('Bob', undefined, {}, { host: true })]
    const ann = person('Ann', 'declined')
    const cy = person('Cy', 'accepted')
    const said = (list: readonly Invitation[]) =>
      comers(list, hosts)
        .guests()
        .map(each => `${each.name} ${each.said}`)
    const first = [ann, cy]
    expect(said(first)).toEqual(['Ann no', 'Bob yes', 'Cy yes'])
    const next = [cy]
    follows(next, first, [ann], [])
    expect(said(next)).toEqual(['Ann yes', 'Bob yes', 'Cy yes'])
    const last: Invitation[] = []
    follows(last, next, [cy], [])
    expect(said(last)).toEqual(['Ann yes', 'Bob yes'])
  })

  test('whoever is off the list, or has changed, stands in no part of it any more', () => {
    const zoe = person('Zoë', 'accepted', { publicPartner: true })
    const first = [person('Amy', 'accepted'), zoe]
    comers(first)
    const next = first.slice(0, 1)
    follows(next, first, [zoe], [])
    const { expected, unusual, leaders, publicPartners } = comers(next)
    expect([names(expected), unusual, leaders, publicPartners]).toEqual([['Amy'], [], 1, 0])
    const last = [person('Amy', 'declined')]
    follows(last, next, next, last)
    expect([names(comers(last).expected), names(comers(last).guests()), comers(last).leaders]).toEqual([[], ['Amy'], 1])
  })

  test('a long list is made in turns, whether its meeting has a time, has moved, or has none yet', () => {
    const long = Array.from({ length: 1501 }, (_, n) => person(`N${String(n).padStart(4, '0')}`, 'accepted'))
    const hosts: Invitation[] = [person('Hal', undefined, {}, { host: true })]
    const untimed = { ...campaign(), meeting: undefined } as unknown as Campaign
    for (const of of [campaign(), campaign({ meeting: launch({ sequence: 1 }) }), untimed]) {
      const list = [...long]
      for (const turn of comerTurns(of, list, hosts)) turn()
      expect(comerTurns(of, list, hosts)).toEqual([])
      // Only what `comersOf` asks for has been made.
      expect(comersOf(of, list, hosts).guests()).toEqual(comersOf(of, [...long], hosts).guests())
    }
  })

  test('a list is read by the last word that is a name, whatever words like a degree are part of names', () => {
    const list = ['Zed Hawaii', 'Zoe Jrgens', 'Abe B. Young', 'Cy Kidd', 'Di Mdina'].map(each => person(each))
    expect(names(guestsOf(campaign(), list))).toEqual([
      'Zed Hawaii',
      'Zoe Jrgens',
      'Cy Kidd',
      'Di Mdina',
      'Abe B. Young',
    ])
  })
})

describe('of those who said yes', () => {
  const LIST = [
    person('Amy', 'accepted', { company: 'Hale' }),
    person('Bo', 'accepted', { company: 'HALE, Inc.' }),
    person('Cy', 'tentative', { company: 'Cho' }),
    person('Di', 'delegated', { company: 'Moss' }),
    person('Ed', 'tentative', { company: 'Moss' }, inPlaceOf('Di')),
    person('Fay', 'delegated', { company: 'Kline' }),
    person('Gus', undefined, { company: 'Kline' }, inPlaceOf('Fay')),
    person('Pia', 'accepted', { company: 'College', publicPartner: true }),
    person('Quy', 'declined', { company: 'Board', publicPartner: true }),
  ]

  test('people, businesses, public partners, and those in the place of somebody are counted, and of nobody else', () => {
    expect(comingOf(guestsOf(campaign(), LIST))).toEqual({
      people: 4,
      businesses: new Set(['hale', 'kline']),
      publicPartners: 1,
      delegates: 1,
    })
  })

  test('one has the seat, who said it for themselves before who was sent, in whatever order they stand', () => {
    const both = guestsOf(campaign(), [
      person('Zed', 'accepted'),
      person('Ann', 'accepted', {}, inPlaceOf('Zed')),
      person('Bea', 'accepted', {}, inPlaceOf('Zed')),
    ])
    expect(names(both)).toEqual(['Ann', 'Bea', 'Zed'])
    expect(names(expectedOf(both))).toEqual(['Zed'])
    expect(names(expectedOf(both.toReversed()))).toEqual(['Zed'])
    expect(names(expectedOf(both.slice(0, 2)))).toEqual(['Ann'])
  })
})
