/** A partnership with all its meetings: what those who plan its errands read first. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import type { PartnershipId } from '../../domain/keep/ids.ts'
import type { Partnership } from '../../domain/keep/partnership.ts'
import type { Instant } from '../../domain/keep/time.ts'
import type { Errand } from '../../domain/send/errand.ts'
import { campaignIdsOf, campaignRef, partnershipRef, read, readIfLegible } from './documents.ts'
import type { Plans, ReadOnlyWorld, Reads, Sends, Timed } from './ports.ts'

export interface Overview {
  partnership: Partnership
  /** By date; those without one first. */
  campaigns: Campaign[]
  now: Instant
}

/**
 * Answers the errands it foresees, due or still to come; `functions/rounds/planners.ts` lists all of them. It is given
 * nothing by which it could change anything: what has to be done before is done by an act (`FollowUp`).
 */
export type Planner = (world: ReadOnlyWorld, overview: Overview) => Promise<Errand[]>

/** Finishes what was decided and not done, where something came in between. Answers whether it did anything. */
export type FollowUp = (world: Sends & Plans, overview: Overview) => Promise<boolean>

export async function readOverview(world: Reads & Timed, partnershipId: PartnershipId): Promise<Overview | undefined> {
  const partnership = (await read(world.store, partnershipRef(partnershipId)))?.value
  if (!partnership) return undefined
  return { partnership, campaigns: await campaignsOf(world, partnershipId), now: world.clock.now() }
}

/** The campaigns of a partnership by the date of their meetings: those that can be read, for whoever shows or plans. */
export const campaignsOf = (world: Reads, partnershipId: PartnershipId): Promise<Campaign[]> =>
  campaignsBy(world, partnershipId, readIfLegible)

/** The same for whoever changes something in each of them: throws where one cannot be read. */
export const everyCampaignOf = (world: Reads, partnershipId: PartnershipId): Promise<Campaign[]> =>
  campaignsBy(world, partnershipId, read)

async function campaignsBy(world: Reads, partnershipId: PartnershipId, reading: typeof read): Promise<Campaign[]> {
  const campaigns: Campaign[] = []
  for (const id of await campaignIdsOf(world.store, partnershipId)) {
    const found = await reading(world.store, campaignRef(id))
    if (found) campaigns.push(found.value)
  }
  return campaigns.sort((a, b) => ((a.meeting?.date ?? '') < (b.meeting?.date ?? '') ? -1 : 1))
}
