/**
 * Ids, each of a type of its own (nominal types, "branded"), so that the compiler tells a campaign’s from an invitation’s; an
 * address by which somebody is found is one too (`CanonicalAddress` in partnership.ts). A text becomes
 * one where it comes in (a route, a token, a document) or where it is made, and nowhere else.
 */
import * as z from 'zod'
import { type Shaped, shape } from './shape.ts'

export const partnershipId = shape(() => z.string().brand<'PartnershipId'>())
export type PartnershipId = Shaped<typeof partnershipId>
export const partnershipIdFrom = (text: string): PartnershipId => partnershipId().parse(text)

export const championId = shape(() => z.string().brand<'ChampionId'>())
export type ChampionId = Shaped<typeof championId>
export const championIdFrom = (text: string): ChampionId => championId().parse(text)

export const campaignId = shape(() => z.string().brand<'CampaignId'>())
export type CampaignId = Shaped<typeof campaignId>
export const campaignIdFrom = (text: string): CampaignId => campaignId().parse(text)

export const invitationId = shape(() => z.string().brand<'InvitationId'>())
export type InvitationId = Shaped<typeof invitationId>
export const invitationIdFrom = (text: string): InvitationId => invitationId().parse(text)

export const teamId = shape(() => z.string().brand<'TeamId'>())
export type TeamId = Shaped<typeof teamId>
export const teamIdFrom = (text: string): TeamId => teamId().parse(text)

export const commitmentId = shape(() => z.string().brand<'CommitmentId'>())
export type CommitmentId = Shaped<typeof commitmentId>
export const commitmentIdFrom = (text: string): CommitmentId => commitmentId().parse(text)
