/** Brings the timetable in line with what the campaign's plan says. Safe to repeat at any time. */

import type { CampaignId } from '../../domain/keep/ids.ts'
import { type Instant, shift } from '../../domain/keep/time.ts'
import { keyOf, plan } from '../../domain/send/plan.ts'
import { reconcile } from '../../domain/send/reconcile.ts'
import type { WaveState } from '../../domain/send/wave-state.ts'
import type { Context } from '../keep/context.ts'
import { readContext } from '../keep/context.ts'
import { change, create, everyOne, UnreadableRow, waveRef } from '../keep/documents.ts'
import type { Keeps, Plans, Reads, Timed, World } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { waveName, waveSchedule } from '../keep/schedule.ts'
import { awaken } from './awake.ts'
import { CLAIM_GRACE } from './deliver.ts'

/** When a wave is due: as planned, or when somebody released it, for the first time or again. */
export const dueAt = (planned: Instant, state: WaveState | undefined): Instant => state?.releasedAt ?? planned

/** Whether a wave is over, or waits for the convener, so that nothing needs to fire for it. */
export function isOver(state: WaveState | undefined): boolean {
  if (!state || state.state === 'running') return false
  if (state.state !== 'finished') return true
  return !(state.releasedAt !== undefined && state.finishedAt !== undefined && state.releasedAt > state.finishedAt)
}

/**
 * Whether another run is at it. One that has died is replaced when its claims are old as well; a process that is alone
 * knows that there is none.
 */
export const isWorkedAt = (world: Timed & Pick<World, 'run'>, state: WaveState | undefined): boolean =>
  !world.run.alone && state?.workedAt !== undefined && world.clock.now() < shift(state.workedAt, CLAIM_GRACE)

/** Changes what is known of a wave; what no pass has come to yet is made first. */
export async function changeWave(
  world: Keeps,
  campaign: CampaignId,
  id: string,
  edit: (state: WaveState) => WaveState,
): Promise<void> {
  const ref = waveRef(campaign, id)
  await create(world.store, ref, { id, campaign, state: 'running', counts: {} })
  await change(world.store, ref, edit)
}

/** What is known of a wave; of one whose row cannot be read, that it waits for a person: it may have been dropped. */
export type KnownWave = WaveState & { unreadable?: true }

/** The states of the waves in a campaign's plan, by their keys. */
export async function waveStates(world: Reads, { campaign }: Context): Promise<Map<string, KnownWave>> {
  const planned = new Set(plan(campaign).map(keyOf))
  const states = new Map<string, KnownWave>()
  for await (const found of everyOne(world.store, DOCUMENTS.wave, campaign.id)) {
    const unreadable = found instanceof UnreadableRow
    const id = unreadable ? found.place.key.slice(DOCUMENTS.wave.key.length) : found.value.id
    if (planned.has(id))
      states.set(id, unreadable ? { id, campaign: campaign.id, state: 'asks', counts: {}, unreadable } : found.value)
  }
  return states
}

/** Re-plans a campaign: creates, moves and deletes schedules. What a run is at goes on by itself. */
export async function schedule(world: Plans, campaignId: CampaignId): Promise<void> {
  const context = await readContext(world.store, campaignId)
  if (!context) return
  if (plan(context.campaign).length > 0) await awaken(world.store, campaignId)
  await reschedule(world, context, await waveStates(world, context))
}

/** The same for a campaign that the sweep looks after already, with what is known of it. */
export async function reschedule(
  world: Plans,
  { campaign }: Context,
  states: ReadonlyMap<string, KnownWave>,
): Promise<void> {
  const campaignId = campaign.id
  const planned = plan(campaign).map(wave => ({ ...wave, at: dueAt(wave.at, states.get(keyOf(wave))) }))
  const over = new Set([...states.values()].filter(isOver).map(({ id }) => id))
  const existing = await world.timetable.list(campaignId)
  const { set, remove } = reconcile(planned, existing, over)
  for (const { wave, at } of set.filter(each => !isWorkedAt(world, states.get(each.wave))))
    await world.timetable.set(waveSchedule(campaignId, wave, at))
  for (const wave of remove) await world.timetable.remove(waveName(campaignId, wave))
}
