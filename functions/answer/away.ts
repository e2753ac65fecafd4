/** Somebody is out of office: their follow-ups wait until the working morning of their return. */
import type { Actor, InvitationEvent } from '../../domain/keep/history.ts'
import type { CampaignId, InvitationId } from '../../domain/keep/ids.ts'
import { type Day, instantOf, MORNING } from '../../domain/keep/time.ts'
import { readContext } from '../keep/context.ts'
import { change, invitationRef } from '../keep/documents.ts'
import type { Keeps, Timed } from '../keep/ports.ts'

/** `back` is the day of the return, in the meeting's zone; undefined says that they are here. */
export async function setAway(
  world: Keeps & Timed,
  campaignId: CampaignId,
  id: InvitationId,
  back: Day | undefined,
  by: Actor,
): Promise<void> {
  const context = await readContext(world.store, campaignId)
  const zone = context?.campaign.meeting?.zone
  if (!zone) return
  const awayUntil = back && instantOf(back, MORNING, zone)
  await change(world.store, invitationRef(campaignId, id), stands => {
    if (stands.awayUntil === awayUntil) return undefined
    const at = world.clock.now()
    const event: InvitationEvent = back ? { at, by, event: 'away', back } : { at, by, event: 'back' }
    return { ...stands, awayUntil, history: [...stands.history, event] }
  })
}
