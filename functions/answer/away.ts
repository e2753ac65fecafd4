/** Somebody is out of office: their follow-ups wait until the working morning of their return. */
import type { CampaignId, InvitationId } from '../../domain/keep/ids.ts'
import { type Day, instantOf, MORNING } from '../../domain/keep/time.ts'
import { readContext } from '../keep/context.ts'
import { change, invitationRef } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'

/** `back` is the day of the return, in the meeting's zone; undefined says that they are here. */
export async function setAway(
  world: World,
  campaignId: CampaignId,
  id: InvitationId,
  back: Day | undefined,
  by: string,
): Promise<void> {
  const context = await readContext(world.store, campaignId)
  const zone = context?.campaign.meeting?.zone
  if (!zone) return
  const awayUntil = back && instantOf(back, MORNING, zone)
  await change(world.store, invitationRef(campaignId, id), stands => {
    if (stands.awayUntil === awayUntil) return undefined
    const what = back ? `is away, back on ${back}` : 'is back'
    return { ...stands, awayUntil, history: [...stands.history, { at: world.clock.now(), by, what }] }
  })
}
