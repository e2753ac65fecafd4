/** A wave of which nobody can tell whether it is still wanted does not leave: its convener is asked. */
import type { CampaignId } from '../../domain/keep/ids.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { titleOf } from '../../domain/keep/wave-id.ts'
import type { Sends, Settings } from '../keep/ports.ts'
import { changeWave } from './schedules.ts'
import { tellConvener } from './tell-convener.ts'

const WHY = {
  late: 'should have been sent more than a day ago and was not: Convoke was not running then, or the campaign was paused',
  stuck: 'could not be sent: for a day the mail service has taken none of its emails. Ask whoever runs this Convoke',
  restored:
    'was due before this Convoke was restored from a backup, so no one can tell whether it was sent. Whoever has it already would get it twice',
  'stood still':
    'was due while Convoke was not running on this computer. If a copy of it ran elsewhere, people may have it already, and would get it twice',
}

/** Why nobody can tell whether a wave that was due then has left, or undefined where all that left is on record. */
export function whyUnsure(
  { restoredAt = '', stoodStill }: Pick<Settings, 'restoredAt' | 'stoodStill'>,
  due: Instant,
): keyof typeof WHY | undefined {
  if (due < restoredAt) return 'restored'
  return stoodStill !== undefined && stoodStill.from <= due && due < stoodStill.to ? 'stood still' : undefined
}

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
