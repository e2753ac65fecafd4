/** A campaign with the partnership it belongs to: what most handlers read first. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import type { Partnership } from '../../domain/keep/partnership.ts'
import { campaignRef, partnershipRef, type Read, read } from './documents.ts'
import type { ReadOnlyStore } from './ports.ts'

export interface Context {
  campaign: Campaign
  partnership: Partnership
}

/** Ids of ours have 16 base32 characters; what an address brings can be anything, and as long as an address may be. */
const ID = /^[a-z2-7]{16}$/

/** With what tells whether either document has changed since. */
export async function readVersioned(
  store: ReadOnlyStore,
  campaignId: CampaignId,
): Promise<{ context: Context; version: string } | undefined> {
  if (!ID.test(campaignId)) return undefined
  const campaign: Read<Campaign> | undefined = await read(store, campaignRef(campaignId))
  const partnership = campaign && (await read(store, partnershipRef(campaign.value.partnership)))
  if (!campaign || !partnership) return undefined
  return {
    context: { campaign: campaign.value, partnership: partnership.value },
    version: `${campaign.version}/${partnership.version}`,
  }
}

export const readContext = async (store: ReadOnlyStore, campaignId: CampaignId): Promise<Context | undefined> =>
  (await readVersioned(store, campaignId))?.context
