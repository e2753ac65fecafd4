/** Whoever comes in another's place and whom they stand for are one seat, and people of one company are one company, in every count. */
import { describe, expect, test } from 'vitest'
import { tally } from '../../../domain/answer/board.ts'
import { answersOverTime } from '../../../domain/answer/over-time.ts'
import { together } from '../../../domain/answer/together.ts'
import { turnoutOf } from '../../../domain/answer/turnout.ts'
import { attendanceOf, guestsOf } from '../../../domain/day/attendance.ts'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation, Invitee, Rsvp } from '../../../domain/keep/invitation.ts'
import { mayBeCalled } from '../../../domain/prepare/call-sheet.ts'
import { gatheringOf } from '../../../domain/table/gathering.ts'
import { answered, campaign, invitation, sent } from '../keep/campaigns.ts'

const LEFT = '2027-03-01T16:00:00.000Z'
const CAME = { at: '2027-03-31T13:20:00.000Z', by: 'Sue Park' }

const person = (id: string, over: Partial<Invitee>, said?: Rsvp, rest: Partial<Invitation> = {}): Invitation =>
  invitation({
    id: invitationIdFrom(id),
    invitee: { ...invitation().invitee, name: id, email: `${id}@x.example`, ...over },
    sends: { invite: sent(LEFT) },
    answers: said ? [answered({ id: `${id}-said`, answer: said })] : [],
    ...rest,
  })
const inPlaceOf = (of: string) => ({ standsInFor: { invitation: invitationIdFrom(of), name: of } })

/** Five companies that come, one that may, and those that do not; two seats of the public side. */
const LIST: Invitation[] = [
  // Two of one company, written in two ways.
  person('Ana', { company: 'Ortiz Tool' }, 'accepted'),
  person('Abe', { company: 'ORTIZ TOOL, Inc.' }, 'accepted'),
  // One who sends somebody, who has said yes; of the same company.
  person('Bea', { company: 'Hale' }, 'delegated'),
  person('Bob', { company: 'Hale' }, 'accepted', inPlaceOf('Bea')),
  // One who sends somebody, who has said nothing yet; of another company, which is not invited.
  person('Cal', { company: 'Cho' }, 'delegated'),
  person('Cam', { company: 'A Sister of Cho' }, undefined, inPlaceOf('Cal')),
  // One who sends somebody, who only may come.
  person('Dee', { company: 'Kline' }, 'delegated'),
  person('Dan', { company: 'Kline' }, 'tentative', inPlaceOf('Dee')),
  // One who sends somebody whom nobody has invited.
  person('Eve', { company: 'Moss' }, 'delegated'),
  // One whose stand-in cannot come: nobody does.
  person('Flo', { company: 'Brill' }, 'delegated'),
  person('Fay', { company: 'Brill' }, 'declined', inPlaceOf('Flo')),
  // One company of which one may come and one may not.
  person('Gil', { company: 'Park' }, 'tentative'),
  person('Gus', { company: 'Park' }, 'declined'),
  person('Hal', { company: 'Silent Steel' }),
  person('Pia', { company: 'College', publicPartner: true }, 'delegated'),
  person('Pam', { company: 'College', publicPartner: true }, 'accepted', inPlaceOf('Pia')),
  person('Quy', { company: 'Board', publicPartner: true }, 'accepted'),
]
/** Who was there: of Ortiz both, of Hale the one who was sent, of Cho who was sent; a walk-in; of the college who was sent. */
const HELD = [
  ...LIST.map(each =>
    ['Ana', 'Abe', 'Bob', 'Cam', 'Pam'].includes(each.invitee.name) ? { ...each, came: CAME } : each,
  ),
  person('Wes', { company: 'New Co' }, undefined, { came: CAME, walkIn: true }),
]

describe('one seat, and one company', () => {
  const { counts, mass, companies } = tally(campaign(), LIST)

  test('on the board: who stands in for somebody is counted with them', () => {
    // Seventeen stand on the list, five of them in another's place.
    expect(counts).toMatchObject({
      invited: 12,
      accepted: 3,
      delegated: 6,
      tentative: 1,
      declined: 1,
      silent: 1,
    })
  })

  test('on the gauge: each company once, for who was invited there', () => {
    expect(mass).toMatchObject({ principals: 1, delegates: 4, undecided: 1, publicPartners: 2 })
    expect(companies.filter(({ comes }) => comes).map(({ name }) => name)).toEqual([
      'Cho',
      'Hale',
      'Kline',
      'Moss',
      'ORTIZ TOOL, Inc.',
    ])
  })

  test('is enough exactly when so many companies come', () => {
    expect([5, 6].map(goal => tally(campaign({ goal }), LIST).mass.reached)).toEqual([true, false])
  })

  test('of all sessions together: who sits in two rooms is one company', () => {
    const rooms = [campaign({ goal: 5 }), campaign({ id: 'd'.repeat(16) as never, goal: 5 })]
    const people = [
      ...LIST,
      person('Ira', { company: 'Ortiz Tool' }, 'accepted', { campaign: 'd'.repeat(16) as never }),
    ]
    const there = people.map(each => tally(campaign(), [each]).people[0]).filter(each => each !== undefined)
    expect(together(rooms, there).mass).toMatchObject({ principals: 1, delegates: 4, goal: 15 })
  })

  test('over time', () => {
    const days = answersOverTime(campaign({ left: { invite: LEFT } }), LIST, '2027-03-10T20:00:00.000Z')
    expect(days.at(-1)).toMatchObject({ coming: 9, maybe: 1, no: 1 })
  })

  test('at the door: who sends somebody that was invited has no seat of their own', () => {
    const guests = guestsOf(campaign(), LIST)
    expect(guests.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['Bea']))
    for (const gone of ['Bea', 'Cal', 'Dee', 'Flo', 'Pia']) expect(guests.map(({ name }) => name)).not.toContain(gone)
    expect(guests.filter(({ said }) => said === 'yes').map(({ name }) => name)).toEqual([
      'Abe',
      'Ana',
      'Bob',
      'Cam',
      'Eve',
      'Pam',
      'Quy',
    ])
  })

  test('who was there, and who was missed', () => {
    const there = attendanceOf(guestsOf(campaign(), HELD))
    expect(there.people.map(({ name }) => name)).toEqual(['Abe', 'Ana', 'Bob', 'Cam', 'Pam', 'Wes'])
    expect(there.companies).toEqual(['A Sister of Cho', 'Hale', 'New Co', 'ORTIZ TOOL, Inc.'])
    expect(there.byDelegates).toBe(2)
    expect(there.publicPartners.map(({ name }) => name)).toEqual(['Pam'])
    expect(there.walkIns.map(({ name }) => name)).toEqual(['Wes'])
    expect(there.missing.map(({ name }) => name)).toEqual(['Eve', 'Quy'])
  })

  test('a company is there by somebody sent only where nobody else of it is', () => {
    const besides = [...HELD, person('Bud', { company: 'Hale' }, 'accepted', { came: CAME })]
    expect(attendanceOf(guestsOf(campaign(), besides)).byDelegates).toBe(1)
  })

  test('what the board leads with once it is over', () => {
    expect(turnoutOf(campaign(), HELD)).toEqual({
      isNoted: true,
      companies: { came: 4, expected: 4 },
      people: { came: 6, expected: 7 },
      publicPartners: 1,
      walkIns: 1,
    })
  })

  test('what a report tells', () => {
    expect(gatheringOf(campaign(), guestsOf(campaign(), HELD))).toMatchObject({
      companies: 4,
      byDelegates: 2,
      people: 6,
      publicPartners: 1,
      counted: 'came',
    })
    expect(gatheringOf(campaign(), guestsOf(campaign(), LIST))).toMatchObject({
      companies: 4,
      people: 7,
      publicPartners: 2,
      counted: 'said yes',
    })
  })

  test('nobody is called who stands in for somebody, nor anybody of a company that comes', () => {
    const silent = [
      ...LIST,
      person('Bud', { company: 'Hale' }),
      person('Ash', { company: 'Brill' }),
      person('Sam', { company: 'Silent Steel' }, undefined, inPlaceOf('Hal')),
    ]
    const toCall = tally(campaign(), silent).companies.flatMap(row => row.people.filter(each => mayBeCalled(row, each)))
    expect(toCall.map(({ invitation }) => invitation.invitee.name)).toEqual(['Ash', 'Hal'])
  })
})
