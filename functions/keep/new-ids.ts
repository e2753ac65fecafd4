/** Ids as they are made: by chance, or from what they name, so that making a thing twice is making it once. */
import {
  type CampaignId,
  type ChampionId,
  campaignIdFrom,
  championIdFrom,
  type InvitationId,
  invitationIdFrom,
  type PartnershipId,
  partnershipIdFrom,
} from '../../domain/keep/ids.ts'
import { canonicalAddress } from '../../domain/keep/partnership.ts'
import { shortId } from '../../mail/token.ts'
import type { Chance } from './ports.ts'

export const newPartnershipId = (chance: Chance): PartnershipId => partnershipIdFrom(chance.id(10))
export const newCampaignId = (chance: Chance): CampaignId => campaignIdFrom(chance.id(10))
export const newChampionId = (chance: Chance): ChampionId => championIdFrom(chance.id(10))

/** The invitation of an address to a meeting, whichever list made it. */
export const invitationIdOf = (campaign: CampaignId, email: string): InvitationId =>
  invitationIdFrom(shortId(`${campaign}:${canonicalAddress(email)}`))

/** A champion by their address: named again they are the same. */
export const championIdOf = (partnership: PartnershipId, email: string): ChampionId =>
  championIdFrom(shortId(`${partnership}:champion:${canonicalAddress(email)}`))
