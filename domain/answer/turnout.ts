/** Who came, of those who were expected: what a board leads with once its meeting is over. */
import type { Campaign } from '../keep/campaign.ts'
import { seatOf } from '../keep/invitation.ts'
import type { Listed } from '../keep/listed.ts'
import type { Person } from './board.ts'
import { type Fold, folding } from './folding.ts'
import { many } from './many.ts'
import { seated } from './seated.ts'

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
export const turnoutOf = ({ meeting }: Pick<Campaign, 'meeting'>, invitations: readonly Listed[]): Turnout =>
  turnout(invitations, meeting?.sequence ?? 0)

/** The same of a long list in works of a turn each: whoever has done them finds it made. */
export const turnoutTurns = ({ meeting }: Pick<Campaign, 'meeting'>, invitations: readonly Listed[]): (() => void)[] =>
  turnout.turns(invitations, meeting?.sequence ?? 0)

const turnout = folding((sequence: number): Fold<Listed, Turnout> => {
  const companies = { came: many(), expected: many() }
  const people = { came: many(), expected: many() }
  const publicPartners = many()
  const walkIns = many()

  function count(person: Person, hasSent: boolean, by: 1 | -1): void {
    const { invitation, company } = person
    const isPublic = invitation.invitee.publicPartner
    if (invitation.came !== undefined) {
      people.came.count(invitation.id, by)
      if (isPublic) publicPartners.count(invitation.id, by)
      else companies.came.count(company.key, by)
      if (invitation.walkIn) walkIns.count(invitation.id, by)
    }
    // Whoever sends somebody that was invited is not expected as well.
    if (isExpected(person) && !hasSent) {
      people.expected.count(seatOf(invitation), by)
      if (!isPublic) companies.expected.count(company.key, by)
    }
  }

  return seated(sequence, count, () => ({
    isNoted: people.came.different() > 0,
    companies: { came: companies.came.different(), expected: companies.expected.different() },
    people: { came: people.came.different(), expected: people.expected.different() },
    publicPartners: publicPartners.different(),
    walkIns: walkIns.different(),
  }))
})

/** The convener approved who stands in for somebody, and champions host: both are expected unless they say otherwise. */
const isExpected = ({ invitation: { standsInFor, host }, state, rsvp }: Person): boolean =>
  state === 'accepted' || state === 'delegated' || (rsvp === undefined && (standsInFor !== undefined || host === true))
