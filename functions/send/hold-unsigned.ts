/** What becomes of a wave whose words not every champion has signed as they stand. */
import { voidSignatures } from '../../domain/campaign/edit.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { hasBegun } from '../../domain/keep/meeting.ts'
import { WAVES } from '../../domain/keep/wave-kinds.ts'
import { keyOf, type Wave } from '../../domain/send/plan.ts'
import type { WaveState } from '../../domain/send/wave-state.ts'
import type { Context } from '../keep/context.ts'
import { campaignRef, change } from '../keep/documents.ts'
import type { Keeps, Timed } from '../keep/ports.ts'
import { changeWave } from './schedules.ts'
import { hasLeftForGood, mayLeave } from './texts/signed-set.ts'

/**
 * Holds a wave that may not leave as it stands, and answers whether it does. One that had left to its end is let go. One
 * that was cut short when its words changed has them signed anew, for those who have not had it; once the meeting has begun
 * nobody is to have it any more, and its letters are passed over.
 */
export async function holdUnsigned(
  world: Keeps & Timed,
  context: Context,
  wave: Wave,
  state: WaveState | undefined,
): Promise<boolean> {
  if (mayLeave(context, wave)) return false
  const { id, meeting } = context.campaign
  const key = keyOf(wave)
  const now = world.clock.now()
  if (hasLeftForGood(context, wave, state))
    await changeWave(world, id, key, stands => ({ ...stands, state: 'finished', finishedAt: now }))
  else if (WAVES[wave.kind].asks !== undefined) await change(world.store, campaignRef(id), voidSignatures)
  else if (state?.startedAt !== undefined) {
    if (meeting && hasBegun(meeting, now)) return false
    await change(world.store, campaignRef(id), campaign => cutShort(campaign, key))
  }
  return true
}

const cutShort = (campaign: Campaign, key: string): Campaign | undefined =>
  campaign.cutShort?.includes(key) ? undefined : { ...campaign, cutShort: [...(campaign.cutShort ?? []), key] }

/** What was cut short has left now: its words matter no more, and nobody is asked to sign them. */
export async function noteWhole(world: Keeps, { campaign }: Context, key: string): Promise<void> {
  if (!campaign.cutShort?.includes(key)) return
  await change(world.store, campaignRef(campaign.id), stands => ({
    ...stands,
    cutShort: stands.cutShort?.filter(each => each !== key),
  }))
}
