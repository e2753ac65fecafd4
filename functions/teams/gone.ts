/** Who was taken off every list: nothing more is asked of them, and what they promised the convener alone settles. */
import { type CanonicalAddress, canonicalAddress, ownPartOf, type Partnership } from '../../domain/keep/partnership.ts'
import { memberOf } from '../../domain/teams/team.ts'
import { campaignIdsOf, invitationsOf } from '../keep/documents.ts'
import type { Reads } from '../keep/ports.ts'
import { teamsOf } from './teams.ts'

/**
 * Of these addresses those that were on a list of the partnership and are on none any more, and have no other part in it:
 * no role, no seat in an action team.
 */
export async function goneOf(
  world: Reads,
  partnership: Partnership,
  emails: readonly string[],
): Promise<ReadonlySet<CanonicalAddress>> {
  const teams = emails.length === 0 ? [] : await teamsOf(world.store, partnership.id)
  const without = emails.filter(each => !ownPartOf(partnership, each) && !teams.some(team => memberOf(team, each)))
  const asked = new Set(without.map(canonicalAddress))
  const gone = new Set<CanonicalAddress>()
  for (const campaign of asked.size === 0 ? [] : await campaignIdsOf(world.store, partnership.id))
    for await (const { value } of invitationsOf(world.store, campaign)) {
      const address = canonicalAddress(value.invitee.email)
      if (!asked.has(address)) continue
      if (value.removedAt === undefined && value.forgottenAt === undefined) {
        asked.delete(address)
        gone.delete(address)
      } else gone.add(address)
    }
  return gone
}
