/** What several sessions, and people of several companies, come to. */
import { describe, expect, test } from 'vitest'
import { filter, tally } from '../../../domain/answer/board.ts'
import { follows } from '../../../domain/answer/folding.ts'
import { together } from '../../../domain/answer/together.ts'
import { campaignIdFrom, invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation, Invitee, Rsvp } from '../../../domain/keep/invitation.ts'
import { answered, campaign, invitation } from '../keep/campaigns.ts'

const person = (
  name: string,
  company: string,
  said?: Rsvp,
  rest: Partial<Invitation> = {},
  over: Partial<Invitee> = {},
) =>
  invitation({
    id: invitationIdFrom(name),
    invitee: { ...invitation().invitee, name, company, email: `${name}@x.example`, ...over },
    answers: said ? [answered({ id: `${name}-said`, answer: said })] : [],
    ...rest,
  })

describe('sessions of one launch', () => {
  const [FIRST, OFF] = [campaignIdFrom('f'.repeat(16)), campaignIdFrom('o'.repeat(16))]
  const [hale, cho, moss] = [
    person('Amy', 'Hale', 'accepted', { campaign: FIRST }),
    person('Bo', 'Cho', 'accepted', { campaign: OFF }),
    person('Cy', 'Moss', 'accepted', { campaign: campaignIdFrom('e'.repeat(16)) }),
  ]
  const { people } = tally(campaign(), [hale, cho, moss])

  test('are counted but for those that are off, and for who is on no list of theirs', () => {
    const rooms = [campaign({ id: FIRST, goal: 20 }), campaign({ id: OFF, status: 'canceled', goal: 40 })]
    expect(together(rooms, people)).toMatchObject({ mass: { principals: 1, goal: 20 }, counts: { invited: 1 } })
    const all = rooms.map(each => ({ ...each, status: 'running' as const }))
    expect(together(all, people)).toMatchObject({ mass: { principals: 2, goal: 40 }, counts: { invited: 2 } })
  })

  test('aim at a critical mass, however few each of them asks for', () => {
    const goal = (...goals: number[]) =>
      together(
        goals.map(each => campaign({ goal: each })),
        [],
      ).mass.goal
    expect([goal(5, 5), goal(5, 16), goal()]).toEqual([15, 16, 15])
  })
})

describe('a board', () => {
  test('counts businesses, and among them each that has somebody beside its public partners', () => {
    const list = [
      person('Amy', 'Hale'),
      person('Bo', 'HALE, Inc.'),
      person('Cy', 'Both'),
      person('Di', 'Both', undefined, {}, { publicPartner: true }),
      person('Pia', 'College', undefined, {}, { publicPartner: true }),
    ]
    expect(tally(campaign(), list).businesses).toBe(2)
    const gone = list.slice(2, 3)
    const next = list.filter(each => !gone.includes(each))
    follows(next, list, gone, [])
    expect(tally(campaign(), next).businesses).toBe(1)
    expect(tally(campaign(), list.slice(4)).businesses).toBe(0)
  })

  test('counts a company no more whose delegate, of another company, cannot come; and again once they can', () => {
    const sender = person('Amy', 'Hale', 'delegated')
    const standIn = (said?: Rsvp) =>
      person('Bo', 'A Sister of Hale', said, { standsInFor: { invitation: sender.id, name: 'Amy' } })
    const delegates = (list: readonly Invitation[]) => tally(campaign(), list).mass.delegates
    let list: readonly Invitation[] = [sender, standIn()]
    expect(delegates(list)).toBe(1)
    for (const [said, many] of [
      ['declined', 0],
      ['accepted', 1],
      ['declined', 0],
    ] as const) {
      const next = [sender, standIn(said)]
      follows(next, list, list.slice(1), next.slice(1))
      list = next
      expect(delegates(list)).toBe(many)
    }
    // Who was taken off the list leaves the seat as nobody had been sent.
    const off = [sender, { ...standIn('declined'), removedAt: '2027-03-05T16:00:00.000Z' }]
    follows(off, list, list.slice(1), off.slice(1))
    expect(delegates(off)).toBe(1)
  })

  test('that is searched for nothing is all of it, as it is', () => {
    const { people } = tally(campaign(), [person('Amy', 'Hale'), person('Bo', 'Cho')])
    expect(filter(people, {})).toBe(people)
    expect(filter(people, { text: ' , ' })).toBe(people)
  })
})
