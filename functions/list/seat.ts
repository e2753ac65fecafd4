/**
 * The list of a team's call follows the seats of its team: each change of a seat once, and none that is older than the last
 * that was followed, in whatever order those who are at it come to write. What the convener does in between stays done.
 */
import type { Actor } from '../../domain/keep/history.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import type { Invitation, Invitee } from '../../domain/keep/invitation.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { campaignRef, invitationRef, read, upsert } from '../keep/documents.ts'
import type { Plans } from '../keep/ports.ts'
import { awaken } from '../send/awake.ts'
import { releaseNow } from '../send/steer-campaign.ts'
import { added, addedAgain, type HowAdded } from './added.ts'
import { stillAsks } from './correct.ts'
import { forgottenIn } from './forgotten.ts'
import { knownOn, noteKnown } from './known/known-at.ts'

/** Whether a list has followed the change of a seat at an instant, or a later one. Before lists noted it, whoever was invited again since stayed. */
export const hasFollowed = ({ seat, invitedAgainAt = '' }: Invitation, changed: Instant): boolean =>
  seat === undefined ? invitedAgainAt > changed : seat >= changed

/** Whoever took a seat is on the list, unless the convener took them off since; the letter that asks goes to them at once. */
export async function seatInvitee(
  world: Plans,
  campaignId: CampaignId,
  invitee: Invitee,
  taken: Instant,
  by: Actor,
): Promise<void> {
  const campaign = (await read(world.store, campaignRef(campaignId)))?.value
  if (!campaign || (await forgottenIn(world, campaign.partnership))(invitee.email)) return
  const letter = stillAsks(campaign, world.clock.now())
  const adding: HowAdded = { at: world.clock.now(), by, late: letter ? { letter, when: 'now' } : undefined }
  const id = await knownOn(world.store, campaign.partnership, campaignId, invitee.email)
  const fresh: Invitation = { ...added(campaignId, invitee, adding), id, seat: taken }
  await noteKnown(world.store, campaign.partnership, invitee.email, fresh)
  // Should this run end here, the sweep finds the letter that is due to them.
  if (letter) await awaken(world.store, campaignId)
  let isNew = false
  await upsert(world.store, invitationRef(campaignId, id), stands => {
    isNew = stands === undefined
    if (!stands) return fresh
    if (stands.seat !== undefined && hasFollowed(stands, taken)) return undefined
    // Where no seat was noted, whoever was taken off since they took theirs was so by the convener.
    const isOff = stands.removedAt !== undefined && (stands.seat !== undefined || stands.removedAt < taken)
    isNew = isOff
    return { ...(isOff ? addedAgain(stands, invitee, adding) : stands), seat: taken }
  })
  if (letter && isNew) await releaseNow(world, campaignId, letter, by)
}
