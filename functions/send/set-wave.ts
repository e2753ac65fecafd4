/** A wave as its pages need it: planned, allowed to leave, its letters composed. */
import type { CampaignId } from '../../domain/keep/ids.ts'
import { keyOf, plan, type Wave } from '../../domain/send/plan.ts'
import { type Context, readVersioned } from '../keep/context.ts'
import type { Sends } from '../keep/ports.ts'
import { lazyWaveComposer } from './composers.ts'
import type { Composer } from './letters.ts'
import { mayLeave, signedByWave } from './texts/signed-set.ts'
import { keepLeaving } from './texts/signed-words.ts'

/** A wave of the plan by its key; undefined where none of it leaves. */
export const plannedWave = (context: Context, key: string): Wave | undefined =>
  plan(context.campaign).find(wave => keyOf(wave) === key && !wave.off)

/** A wave that may leave, with its letters set in type: once, for as long as nobody changes its campaign or partnership. */
export interface SetWave {
  version: string
  context: Context
  wave: Wave
  sequence: number
  compose: Composer
}

/** The same as `before` where nothing has changed; undefined where the wave may leave no more. */
export async function setWave(
  world: Sends,
  id: CampaignId,
  waveId: string,
  before: SetWave | undefined,
): Promise<SetWave | undefined> {
  const found = await readVersioned(world.store, id)
  if (!found || found.version === before?.version) return found && before
  const { context, version } = found
  const wave = plannedWave(context, waveId)
  const { meeting } = context.campaign
  if (!wave || !meeting || !mayLeave(context, wave)) return undefined
  const signed = signedByWave(context, wave)
  if (signed) await keepLeaving(world, context, signed, world.clock.now())
  return { version, context, wave, sequence: meeting.sequence, compose: lazyWaveComposer(world, context, wave) }
}
