/** Who came, of those who were expected: what a board leads with once its meeting is over. */
import type { Campaign } from '../keep/campaign.ts'
import { seatOf } from '../keep/invitation.ts'
import type { Listed } from '../keep/listed.ts'
import { type Person, personOf } from './board.ts'

/** How many came, and how many had said that they would. */
interface Turned {
  came: number
  expected: number
}

export interface Turnout {
  /** Somebody was checked in; otherwise nobody knows who came. */
  isNoted: boolean
  /** Businesses, each once. */
  companies: Turned
  /** Everybody, public partners and champions among them; of those who had said that they would, each seat once. */
  people: Turned
  publicPartners: number
  walkIns: number
}

/** Of everybody on the list, and of the champions who host the meeting. */
export function turnoutOf({ meeting }: Pick<Campaign, 'meeting'>, invitations: readonly Listed[]): Turnout {
  const there = invitations.filter(({ removedAt }) => removedAt === undefined)
  const standIns = new Set(there.flatMap(({ standsInFor }) => standsInFor?.invitation ?? []))
  const people = there.map(each => personOf(each, meeting?.sequence ?? 0))
  const came = people.filter(({ invitation }) => invitation.came !== undefined)
  // Whoever sends somebody that was invited is not expected as well.
  const expected = people.filter(
    person => isExpected(person) && !(person.state === 'delegated' && standIns.has(person.invitation.id)),
  )
  return {
    isNoted: came.length > 0,
    companies: { came: companiesOf(came), expected: companiesOf(expected) },
    people: { came: came.length, expected: new Set(expected.map(({ invitation }) => seatOf(invitation))).size },
    publicPartners: came.filter(({ invitation }) => invitation.invitee.publicPartner).length,
    walkIns: came.filter(({ invitation }) => invitation.walkIn).length,
  }
}

/** The convener approved who stands in for somebody, and champions host: both are expected unless they say otherwise. */
const isExpected = ({ invitation: { standsInFor, host }, state, rsvp }: Person): boolean =>
  state === 'accepted' || state === 'delegated' || (rsvp === undefined && (standsInFor !== undefined || host === true))

const companiesOf = (people: readonly Person[]): number =>
  new Set(people.filter(({ invitation }) => !invitation.invitee.publicPartner).map(({ company }) => company.key)).size
