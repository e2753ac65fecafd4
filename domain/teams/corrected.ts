/**
 * The address of somebody of a partnership was corrected: wherever they are known by the old one they are known by the new
 * one from then on. One address may be of two people, so it is theirs only beside their name.
 */
import type { Actor } from '../keep/history.ts'
import { canonicalAddress, sameAddress } from '../keep/partnership.ts'
import type { Instant } from '../keep/time.ts'
import type { Commitment } from './commitment.ts'
import { type ActionTeam, changedAt, noted, type Teammate } from './team.ts'

/** What somebody is known by. */
export interface Known {
  name: string
  email: string
}

/** Somebody as they were known, and as they are now. */
export interface Correction {
  was: Known
  is: Known
}

/** Father and son may share a mailbox, so that "Jr." counts. */
const asWritten = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase()

/** By the name of then or of now; of whom no name is known nobody can tell. */
const isCalled = ({ was, is }: Correction, name: string): boolean =>
  asWritten(name) !== '' && [was.name, is.name].some(each => asWritten(each) === asWritten(name))

/** Whether it is they who are known so, under the old address. */
export const isThey = (correction: Correction, { name, email }: Known): boolean =>
  sameAddress(email, correction.was.email) && isCalled(correction, name)

/**
 * A team with somebody at their right address; undefined: nothing of it is theirs under the old one. Who joined a second time
 * under the new one has one seat, which is as it was last changed. `link`: by what links to lead name the old address.
 */
export function corrected(
  team: ActionTeam,
  correction: Correction,
  { link, at, by }: { link: string; at: Instant; by: Actor },
): ActionTeam | undefined {
  const { is } = correction
  const offers = team.offers.map(each => (isThey(correction, each) ? { ...each, ...is } : each))
  const before = team.members.find(each => isThey(correction, each))
  if (!before) return offers.some((each, n) => each !== team.offers[n]) ? { ...team, offers } : undefined
  const second = team.members.find(each => each !== before && sameAddress(each.email, is.email))
  // The right address is of somebody else as well, and a team knows its people by theirs.
  if (second && !isCalled(correction, second.name)) return undefined
  const stands = second && changedAt(second) > changedAt(before) ? second : before
  const leadLinks = [...new Set([...(before.leadLinks ?? []), ...(second?.leadLinks ?? []), link])]
  // The list of a call has followed the first of the two, or does.
  const joins = [...(before.joins ?? []), ...(second?.joins ?? [])].sort()
  const one: Teammate = { ...stands, name: is.name, email: is.email, leadLinks, ...(second ? { joins } : {}) }
  const led = [before, ...(second ? [second] : [])].some(({ email }) => team.lead && sameAddress(team.lead, email))
  const lead = led ? (one.leftAt === undefined ? canonicalAddress(is.email) : undefined) : team.lead
  const members = team.members.filter(each => each !== second).map(each => (each === before ? one : each))
  return noted({ ...team, members, offers, lead }, at, by, { event: 'readdressed', name: is.name })
}

/** What they promised is theirs; undefined: it is not, or of the new address already. */
export const correctedOwner = (commitment: Commitment, correction: Correction): Commitment | undefined =>
  isThey(correction, commitment.owner) ? { ...commitment, owner: { ...commitment.owner, ...correction.is } } : undefined
