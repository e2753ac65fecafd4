import { describe, expect, it } from 'vitest'
import { turnoutOf } from '../../../domain/answer/turnout.ts'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Answer, Invitation, Invitee } from '../../../domain/keep/invitation.ts'
import { answered, campaign, invitation, launch } from '../keep/campaigns.ts'

const AT = '2027-03-31T14:00:00.000Z'
const came = { at: AT, mode: 'in person' } as unknown as NonNullable<Invitation['came']>
let count = 0
const person = (over: Partial<Invitee>, said?: Answer['answer'], rest: Partial<Invitation> = {}): Invitation => {
  const id = invitationIdFrom(`person-${++count}`)
  const answers = said ? [answered({ id: `${id}-said`, answer: said })] : []
  return invitation({ id, invitee: { ...invitation().invitee, ...over }, answers, ...rest })
}
const inPlaceOf = (other: Invitation): Partial<Invitation> => ({
  standsInFor: { invitation: other.id, name: other.invitee.name } as NonNullable<Invitation['standsInFor']>,
})

describe('who came, of those who were expected', () => {
  it('is not known before somebody was checked in', () => {
    expect(turnoutOf(campaign(), [person({}, 'accepted')])).toEqual({
      isNoted: false,
      companies: { came: 0, expected: 1 },
      people: { came: 0, expected: 1 },
      publicPartners: 0,
      walkIns: 0,
    })
  })

  it('counts people each, and businesses once, public partners not among them', () => {
    const turnout = turnoutOf(campaign(), [
      person({ company: 'Ortiz Tool' }, 'accepted', { came }),
      person({ company: 'ORTIZ TOOL, Inc.' }, 'accepted', { came }),
      person({ company: 'Hale' }, 'accepted'),
      person({ company: 'College', publicPartner: true }, 'accepted', { came }),
      person({ company: 'Workforce Board', publicPartner: true }, 'accepted'),
      person({ company: 'Cho' }, undefined, { came, walkIn: true }),
    ])
    expect(turnout).toEqual({
      isNoted: true,
      companies: { came: 2, expected: 2 },
      people: { came: 4, expected: 5 },
      publicPartners: 1,
      walkIns: 1,
    })
  })

  it('expects nobody who said no or maybe, said nothing, or said yes to another time', () => {
    const moved = campaign({ meeting: launch({ sequence: 1 }) })
    const people = [person({}, 'declined'), person({}, 'tentative'), person({}), person({}, 'accepted')]
    expect(turnoutOf(moved, people).people.expected).toBe(0)
    expect(turnoutOf(campaign(), people).people.expected).toBe(1)
  })

  it('expects one for a seat, also where who sent somebody says yes after all', () => {
    const sender = person({}, 'accepted')
    const sent = person({}, 'accepted', inPlaceOf(sender))
    expect(turnoutOf(campaign(), [sender, sent]).people.expected).toBe(1)
  })

  it('is the same before the meeting has a time', () => {
    expect(turnoutOf({ meeting: undefined }, [person({}, 'accepted', { came })]).people).toEqual({
      came: 1,
      expected: 1,
    })
  })

  it('gives a stand-in and whom they stand for one seat', () => {
    const leader = person({ company: 'Hale' }, 'delegated')
    const standIn = person({ company: 'Hale' }, undefined, { ...inPlaceOf(leader), came })
    expect(turnoutOf(campaign(), [leader, standIn])).toMatchObject({
      people: { came: 1, expected: 1 },
      companies: { came: 1, expected: 1 },
    })
  })

  it('expects whoever sends somebody, until that person is invited', () => {
    expect(turnoutOf(campaign(), [person({}, 'delegated')]).people.expected).toBe(1)
  })

  it('does not expect a stand-in who cannot come, nor a champion who cannot', () => {
    const leader = person({}, 'delegated')
    const people = [leader, person({}, 'declined', inPlaceOf(leader)), person({}, 'declined', { host: true })]
    expect(turnoutOf(campaign(), people).people.expected).toBe(0)
  })

  it('expects champions, who host, without asking them', () => {
    expect(turnoutOf(campaign(), [person({}, undefined, { host: true })]).people.expected).toBe(1)
  })

  it('leaves out who was taken off the list, and gives back the seat of whom they stood for', () => {
    const leader = person({}, 'accepted')
    const standIn = person({}, undefined, { ...inPlaceOf(leader), removedAt: AT, came })
    expect(turnoutOf(campaign(), [leader, standIn])).toMatchObject({ isNoted: false, people: { came: 0, expected: 1 } })
  })
})
