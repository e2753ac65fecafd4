/** Corrects somebody who stands on a list: their name, their company, their address. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import type { Actor } from '../../domain/keep/history.ts'
import type { CampaignId, InvitationId } from '../../domain/keep/ids.ts'
import { correctedAs, type Invitation, type Invitee, type Send } from '../../domain/keep/invitation.ts'
import { hasBegun } from '../../domain/keep/meeting.ts'
import { canonicalAddress, sameAddress } from '../../domain/keep/partnership.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { markedBy } from '../../domain/list/take-back.ts'
import { askingLetter } from '../../domain/send/plan.ts'
import { campaignRef, change, invitationRef, read } from '../keep/documents.ts'
import type { Plans } from '../keep/ports.ts'
import { releaseNow } from '../send/steer-campaign.ts'
import { wantsNone } from '../send/suppress.ts'
import { noteCorrection } from './known/corrected.ts'
import { noteGone, noteKnown } from './known/known-at.ts'

/** The letter that has left and asks whoever comes late: until the meeting begins, for then nobody is asked to it any more. */
export const stillAsks = (
  campaign: Pick<Campaign, 'meeting' | 'left'> | undefined,
  now: Instant,
): string | undefined => (campaign?.meeting && !hasBegun(campaign.meeting, now) ? askingLetter(campaign) : undefined)

/**
 * Corrects somebody, and answers who stands there now; undefined, or somebody who was taken off: nothing was changed. An
 * address that is corrected is so in all of the partnership.
 */
export async function editInvitee(
  world: Plans,
  campaignId: CampaignId,
  id: InvitationId,
  invitee: Invitee,
  by: Actor,
  list?: string,
): Promise<Invitation | undefined> {
  const partnership = (await read(world.store, campaignRef(campaignId)))?.value.partnership
  const before = (await read(world.store, invitationRef(campaignId, id)))?.value
  if (partnership && before && before.removedAt === undefined && !sameAddress(before.invitee.email, invitee.email))
    await noteCorrection(world, partnership, before, by)
  return correctHere(world, campaignId, id, { email: invitee.email, as: () => invitee }, by, list)
}

/** The same on this list alone. `as`: what becomes of them at that address; undefined: nothing, for they are others by now. */
export async function correctHere(
  world: Plans,
  campaignId: CampaignId,
  id: InvitationId,
  { email, as }: { email: string; as: (stands: Invitee) => Invitee | undefined },
  by: Actor,
  list?: string,
): Promise<Invitation | undefined> {
  const campaign = (await read(world.store, campaignRef(campaignId)))?.value
  const letter = stillAsks(campaign, world.clock.now())
  let due: Send | undefined
  let moved: string | undefined
  if (campaign) await noteKnown(world.store, campaign.partnership, email, { campaign: campaignId, id })
  const before = (await read(world.store, invitationRef(campaignId, id)))?.value
  if (campaign && before && before.removedAt === undefined && !sameAddress(before.invitee.email, email))
    await wantsNone(world, campaign.partnership, before, email)
  const edited = await change(world.store, invitationRef(campaignId, id), (stands): Invitation | undefined => {
    due = undefined
    moved = undefined
    if (stands.removedAt !== undefined) return undefined
    const invitee = as(stands.invitee)
    if (!invitee) return undefined
    const known = correctedAs(stands.invitee, invitee)
    const changed = (Object.keys(known) as (keyof Invitee)[]).filter(
      field => JSON.stringify(stands.invitee[field]) !== JSON.stringify(known[field]),
    )
    if (changed.length === 0) return undefined
    const elsewhere = canonicalAddress(stands.invitee.email) !== canonicalAddress(email)
    const bounced = stands.suppressed?.reason === 'bounced' && elsewhere
    moved = elsewhere ? stands.invitee.email : undefined
    due = elsewhere ? readdressed(stands, letter) : undefined
    const at = world.clock.now()
    const next: Invitation = {
      ...stands,
      invitee: known,
      ...(due && letter ? { sends: { ...stands.sends, [letter]: due } } : {}),
      ...(bounced ? { suppressed: undefined } : {}),
      history: [...stands.history, { at, by, event: 'corrected', fields: changed }],
    }
    return list === undefined ? next : markedBy(list, at, stands, next)
  })
  if (campaign && !(edited && sameAddress(edited.invitee.email, email)))
    await noteGone(world.store, campaign.partnership, email, campaignId)
  if (campaign && moved !== undefined) await noteGone(world.store, campaign.partnership, moved, campaignId)
  // They may have asked for it while their address was corrected.
  if (campaign && edited) await wantsNone(world, campaign.partnership, edited, edited.invitee.email)
  if (due && letter) await releaseNow(world, campaignId, letter, by)
  return edited
}

/**
 * The letter as it is due to the right address, where it left for another one and nobody has answered it; undefined
 * where nothing has to leave.
 */
function readdressed({ answers, removedAt, sends }: Invitation, letter: string | undefined): Send | undefined {
  const sent = letter === undefined ? undefined : sends[letter]
  if (!sent || removedAt !== undefined || answers.length > 0) return undefined
  if (sent.status === 'bounced') return { ...sent, status: 'due' }
  return ['sent', 'delivered', 'in doubt'].includes(sent.status) ? { ...sent, status: 'due', doubt: true } : undefined
}
