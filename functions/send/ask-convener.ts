/** A wave of which nobody can tell whether it is still wanted does not leave: its convener is asked. */
import type { Campaign } from '../../domain/keep/campaign.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { titleOf } from '../../domain/keep/wave-id.ts'
import { forecast, keyOf, plan, type Wave } from '../../domain/send/plan.ts'
import type { WaveState } from '../../domain/send/wave-state.ts'
import type { Context } from '../keep/context.ts'
import { read, waveRef } from '../keep/documents.ts'
import type { Sends, Settings } from '../keep/ports.ts'
import { changeWave, dueAt, isOver, waveStates } from './schedules.ts'
import { tellConvener } from './tell-convener.ts'

const WHY = {
  late: 'should have been sent more than a day ago and was not: Convoke was not running then, or the campaign was paused',
  stuck: 'could not be sent: for a day the mail service has taken none of its emails. Ask whoever runs this Convoke',
  restored:
    'was due before this Convoke was restored from a backup, so no one can tell whether it was sent. Whoever has it already would get it twice',
  'stood still':
    'was due while Convoke was not running on this computer. If a copy of it ran elsewhere, people may have it already, and would get it twice',
}

/**
 * Why nobody can tell whether a wave has left, or undefined where all that left is on record. Champions may have signed
 * before the backup was brought back, and sign again since: what waits for them is due now and was `wanted` before.
 */
export function whyUnsure(
  { restoredAt = '', stoodStill }: Pick<Settings, 'restoredAt' | 'stoodStill'>,
  { createdAt }: Pick<Campaign, 'createdAt'>,
  { at, wanted = at }: Pick<Wave, 'at' | 'wanted'>,
  state: WaveState | undefined,
): keyof typeof WHY | undefined {
  const due = dueAt(at, state)
  const since = state?.releasedAt ?? wanted
  // What was planned afterwards cannot have left before.
  if (due < restoredAt || (since < restoredAt && createdAt < restoredAt)) return 'restored'
  return stoodStill !== undefined && stoodStill.from <= due && due < stoodStill.to ? 'stood still' : undefined
}

/** Whatever was due before a backup was brought back asks, before an edit gives it another time. */
export async function askWhatWasDue(world: Sends, context: Context): Promise<void> {
  const { campaign } = context
  const { restoredAt } = world.settings
  if (restoredAt === undefined || campaign.createdAt >= restoredAt) return
  const states = await waveStates(world, context)
  for (const wave of wavesOf(campaign, restoredAt).filter(({ off }) => !off)) {
    const state = states.get(keyOf(wave)) ?? (await read(world.store, waveRef(campaign.id, keyOf(wave))))?.value
    const why = isOver(state) ? undefined : whyUnsure({ restoredAt }, campaign, wave, state)
    if (why !== undefined) await askConvener(world, campaign.id, keyOf(wave), why)
  }
}

/** The plan; of letters that wait for signatures, which may have been given already, as it would be had they been. */
const wavesOf = (campaign: Campaign, restoredAt: Instant): readonly Wave[] =>
  campaign.status === 'awaiting signatures' && campaign.meeting
    ? forecast(campaign, campaign.meeting, campaign.scheduledAt ?? restoredAt, campaign.timing.holidays)
    : plan(campaign)

export async function askConvener(
  world: Sends,
  campaign: CampaignId,
  wave: string,
  why: keyof typeof WHY,
): Promise<'asks'> {
  const now = world.clock.now()
  await changeWave(world, campaign, wave, state => ({ ...state, state: 'asks', startedAt: state.startedAt ?? now }))
  world.log.info('wave asks the convener', { campaign, wave, why })
  await tellConvener(world, campaign, {
    key: `asks-${wave}`,
    text: 'notice-asks',
    fields: { email: titleOf(wave), why: WHY[why] },
  })
  return 'asks'
}
