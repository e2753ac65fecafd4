/** Pauses a campaign whose letters come back, are marked as spam or cannot be submitted, and says why. */

import { isOurs } from '../../domain/keep/bounce.ts'
import { isLive } from '../../domain/keep/campaign.ts'
import { CONVOKE } from '../../domain/keep/history.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import type { Send } from '../../domain/keep/invitation.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { titleOf } from '../../domain/keep/wave-id.ts'
import { alarmOf, healthOf, healthSince } from '../../domain/send/health.ts'
import { bounceWords } from '../../pages/web/bounce-words.ts'
import { harmWords } from '../../pages/web/harm-words.ts'
import { all, campaignRef, invitationsOf, read, remove, waveRef } from '../keep/documents.ts'
import type { Plans, Sends } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { alone } from '../keep/unreadable.ts'
import { markRef } from './mark-wave.ts'
import { changeWave } from './schedules.ts'
import { pause } from './steer-campaign.ts'
import { tellConvener } from './tell-convener.ts'

/** Looks at one wave after bad news of it. */
export async function watchWave(
  world: Sends & Plans,
  campaignId: CampaignId,
  wave: string,
): Promise<'well' | 'paused'> {
  const campaign = (await read(world.store, campaignRef(campaignId)))?.value
  if (!campaign || !isLive(campaign)) return 'well'
  const sends: (Send | undefined)[] = []
  for await (const { value } of invitationsOf(world.store, campaignId)) sends.push(value.sends[wave])
  await tellOfOurs(world, campaignId, wave, sends)
  const health = healthOf(sends)
  const known = (await read(world.store, waveRef(campaignId, wave)))?.value.alarmed
  const harm = alarmOf(health)
  if (harm === undefined || alarmOf(healthSince(health, known)) === undefined) return 'well'
  await pause(world, campaignId, CONVOKE, { wave, harm, health })
  await changeWave(world, campaignId, wave, state => ({ ...state, alarmed: health }))
  world.log.info('campaign paused', { campaign: campaignId, wave, ...health, ours: health.ours ?? 0 })
  await tellConvener(world, campaignId, {
    key: `alarm-${wave}-${health.bounced}-${health.complained}-${health.failed}`,
    text: 'notice-paused',
    fields: { email: titleOf(wave), what_is_wrong: harmWords(harm, health) },
    page: 'review',
  })
  return 'paused'
}

/** One letter that was refused because of us says that all may be: its convener is told once, and whoever runs Convoke. */
async function tellOfOurs(
  world: Sends,
  campaign: CampaignId,
  wave: string,
  sends: readonly (Send | undefined)[],
): Promise<void> {
  const reasons = new Set(sends.flatMap(send => (send?.status === 'bounced' && send.bounce ? [send.bounce] : [])))
  for (const bounce of [...reasons].filter(isOurs)) {
    world.log.error('letters are refused because of us', { campaign, wave, why: bounce })
    await tellConvener(world, campaign, {
      key: `ours-${bounce.replaceAll(' ', '-')}`,
      text: 'notice-refused',
      fields: { email: titleOf(wave), why: bounceWords(bounce) },
    })
  }
}

/** Looks at every wave that was marked, at none more past `until`. News that comes meanwhile leaves its mark for the next time. */
export async function watchMarked(world: Sends & Plans, until?: Instant): Promise<void> {
  for await (const { value, version } of all(world.store, DOCUMENTS.waveMark)) {
    if (until !== undefined && world.clock.now() >= until) return
    await alone(world.log, async () => {
      await watchWave(world, value.campaign, value.wave)
      await remove(world.store, markRef(value.campaign, value.wave), version)
    })
  }
}
