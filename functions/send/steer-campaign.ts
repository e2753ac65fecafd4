/** The convener's hand on a campaign that runs: pause, resume, cancel, and what to do with a wave that asks. */

import { type Campaign, isBehind } from '../../domain/keep/campaign.ts'
import type { PauseReason } from '../../domain/keep/harm.ts'
import type { Actor, CampaignEvent, Deed } from '../../domain/keep/history.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import { keyOf, plan } from '../../domain/send/plan.ts'
import type { WaveState } from '../../domain/send/wave-state.ts'
import { campaignRef, change, create, waveRef } from '../keep/documents.ts'
import type { Plans } from '../keep/ports.ts'
import { changeWave, schedule } from './schedules.ts'

async function steer(
  world: Plans,
  id: CampaignId,
  by: Actor,
  deed: Deed<CampaignEvent>,
  edit: (campaign: Campaign, now: string) => Campaign | undefined,
): Promise<void> {
  await change(world.store, campaignRef(id), campaign => {
    const now = world.clock.now()
    const next = edit(campaign, now)
    return next && { ...next, history: [...next.history, { at: now, by, ...deed }] }
  })
  await schedule(world, id)
}

/** Nothing more leaves until `resume`. */
export const pause = (world: Plans, id: CampaignId, by: Actor, why?: PauseReason): Promise<void> =>
  steer(world, id, by, { event: 'paused' }, (campaign, now) =>
    ['awaiting signatures', 'scheduled', 'running'].includes(campaign.status)
      ? { ...campaign, status: 'paused', pausedFrom: campaign.status, pausedAt: now, pausedWhy: why }
      : undefined,
  )

/** Goes on where the pause began; waves that fell into the pause by more than a day ask first. */
export const resume = (world: Plans, id: CampaignId, by: Actor): Promise<void> =>
  steer(world, id, by, { event: 'resumed' }, campaign =>
    campaign.status === 'paused'
      ? {
          ...campaign,
          status: campaign.pausedFrom ?? 'awaiting signatures',
          pausedFrom: undefined,
          pausedAt: undefined,
          pausedWhy: undefined,
        }
      : undefined,
  )

/**
 * Stops everything for good; whoever holds a letter is told that the meeting does not take place, and why. A meeting that
 * is over is not canceled any more, whatever its campaign still waits for.
 */
export const cancel = (world: Plans, id: CampaignId, by: Actor, reason = ''): Promise<void> =>
  steer(world, id, by, { event: 'canceled' }, (campaign, now) =>
    campaign.status === 'canceled' || campaign.status === 'finished' || isBehind(campaign, now)
      ? undefined
      : { ...campaign, status: 'canceled', canceledAt: now, ...(reason ? { canceledFor: reason } : {}) },
  )

/**
 * Lets a wave leave now that has letters still to go. One that asks stays as it is, for a letter that is due to one person is
 * no word on all the others.
 */
export async function releaseNow(world: Plans, id: CampaignId, wave: string, by: Actor): Promise<void> {
  await changeWave(world, id, wave, state =>
    state.state === 'asks'
      ? state
      : {
          ...state,
          state: 'running',
          releasedAt: world.clock.now(),
          handedOver: undefined,
          stuckSince: undefined,
        },
  )
  await steer(world, id, by, { event: 'wave released', wave }, campaign => campaign)
}

/** The convener's word on a wave of the plan: it leaves now, or never. */
export async function decideWave(
  world: Plans,
  campaign: Campaign,
  wave: string,
  word: 'release' | 'drop',
  by: string,
): Promise<'decided' | 'not planned'> {
  if (!plan(campaign).some(each => keyOf(each) === wave)) return 'not planned'
  if (word === 'release') {
    // Whoever sends it now does not want it little by little.
    await changeWave(world, campaign.id, wave, state => ({ ...state, state: 'running', spreadFrom: undefined }))
    await releaseNow(world, campaign.id, wave, by)
  } else await dropWave(world, campaign.id, wave, by)
  return 'decided'
}

/** A wave that asks never leaves. */
export async function dropWave(world: Plans, id: CampaignId, wave: string, by: Actor): Promise<void> {
  await create(world.store, waveRef(id, wave), { id: wave, campaign: id, state: 'dropped', counts: {} })
  await change(world.store, waveRef(id, wave), (state): WaveState => ({ ...state, state: 'dropped' }))
  await steer(world, id, by, { event: 'wave dropped', wave }, campaign => campaign)
}
