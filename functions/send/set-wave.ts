/** A wave as its pages need it: planned, allowed to leave, its letters composed; and how many they would be. */
import { type Campaign, isBehind } from '../../domain/keep/campaign.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import type { Invitation } from '../../domain/keep/invitation.ts'
import { WAVES } from '../../domain/keep/wave-kinds.ts'
import { decideFor } from '../../domain/send/decide.ts'
import { keyOf, plan, type Wave } from '../../domain/send/plan.ts'
import { type Context, readVersioned } from '../keep/context.ts'
import { everyOne, UnreadableRow } from '../keep/documents.ts'
import type { Reads, Sends, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { lazyWaveComposer } from './composers.ts'
import type { Composer } from './letters.ts'
import { suppressedOf } from './suppress.ts'
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

/**
 * How many people a wave of the plan would go to if it were released now, by the same decision that sends; with `people`, of them and nobody else. Nobody
 * while its words wait for signatures.
 */
export async function countLetters(
  world: Reads & Timed,
  context: Context,
  key: string,
  people?: readonly Invitation[],
): Promise<number> {
  const wave = plannedWave(context, key)
  if (!wave || !mayLeave(context, wave)) return 0
  const now = world.clock.now()
  const suppressed = await suppressedOf(world, context.partnership.id)
  const released: Wave = { ...wave, at: now }
  const goes = (invitation: Invitation) =>
    decideFor(context, released, invitation, suppressed(invitation), now).do === 'send'
  if (people) return people.filter(goes).length
  let count = 0
  for await (const row of everyOne(world.store, DOCUMENTS.invitation, context.campaign.id))
    if (!(row instanceof UnreadableRow) && goes(row.value)) count++
  return count
}

/** How many people would be told if the meeting were canceled now. */
export const countCancellations = (world: Reads & Timed, { campaign, partnership }: Context): Promise<number> => {
  const canceled: Campaign = { ...campaign, status: 'canceled', canceledAt: world.clock.now() }
  const [wave] = isBehind(campaign, world.clock.now()) ? [] : plan(canceled)
  return wave ? countLetters(world, { campaign: canceled, partnership }, keyOf(wave)) : Promise.resolve(0)
}

/** How many people would get the update that tells how the meeting changed, once the campaign is as it would be and no longer paused. */
export const countUpdates = (world: Reads & Timed, { campaign, partnership }: Context): Promise<number> => {
  const running: Campaign = { ...campaign, status: campaign.status === 'paused' ? 'running' : campaign.status }
  const wave = plan(running).findLast(({ kind }) => WAVES[kind].tellsChange)
  return wave ? countLetters(world, { campaign: running, partnership }, keyOf(wave)) : Promise.resolve(0)
}
