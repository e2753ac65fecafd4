/** A campaign with the partnership it belongs to: what most handlers read first. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import { signatureState } from '../../domain/keep/campaign.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import type { Champion, Partnership } from '../../domain/keep/partnership.ts'
import { canonicalLetter, checkOf } from '../../mail/canonical.ts'
import { campaignRef, partnershipRef, type Read, read } from './documents.ts'
import type { ReadOnlyStore } from './ports.ts'

export interface Context {
  campaign: Campaign
  partnership: Partnership
}

/** Ids of ours have 16 base32 characters; what an address brings can be anything, and as long as an address may be. */
const ID = /^[a-z2-7]{16}$/

export async function readContext(store: ReadOnlyStore, campaignId: CampaignId): Promise<Context | undefined> {
  if (!ID.test(campaignId)) return undefined
  const campaign: Read<Campaign> | undefined = await read(store, campaignRef(campaignId))
  const partnership = campaign && (await read(store, partnershipRef(campaign.value.partnership)))
  return campaign && partnership ? { campaign: campaign.value, partnership: partnership.value } : undefined
}

/** The check value of the letter and facts as they stand, or undefined while there is no letter or no meeting. */
export function checkOfContext({ campaign, partnership }: Context): string | undefined {
  const { meeting, letter } = campaign
  return meeting && letter && checkOf(canonicalLetter(partnership, meeting, letter))
}

/** Who has signed the letter that stands. Without a letter nobody has; letters of some meetings need no signature. */
export function signatures(context: Context): { signed: Champion[]; missing: Champion[]; complete: boolean } {
  if (!kindOf(context.campaign).signed) return { signed: [], missing: [], complete: true }
  const check = checkOfContext(context)
  const { champions } = context.partnership
  return check
    ? signatureState(context.campaign, champions, check)
    : { signed: [], missing: champions, complete: false }
}
