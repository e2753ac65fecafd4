/** A wave whose carrier takes nothing for now: it waits, says why and what to do, and goes on by itself. */
import type { CampaignId } from '../../domain/keep/ids.ts'
import { type Instant, MINUTE, shift } from '../../domain/keep/time.ts'
import { titleOf } from '../../domain/keep/wave-id.ts'
import type { CarrierWait, WaveState } from '../../domain/send/wave-state.ts'
import { waitWords } from '../../pages/web/bounce-words.ts'
import type { Sends } from '../keep/ports.ts'
import { tellConvener } from './tell-convener.ts'

/** What a pass has heard of its carrier so far. */
export interface Heard {
  taken: boolean
  putOff: boolean
  waitsFor?: CarrierWait | undefined
}

export const TRY_AGAIN = 5 * MINUTE

/** What becomes of the other letters once one was put off. In a sandbox some recipients are verified, and theirs are sent. */
export const holdsAll = ({ taken, waitsFor }: Heard, now: Instant): { do: 'wait'; until: Instant } | undefined =>
  waitsFor && waitsFor !== 'verification' && !taken ? { do: 'wait', until: shift(now, TRY_AGAIN) } : undefined

/** A letter that is taken ends the standstill; one that is put off begins it, unless another was taken. */
export const putOff = (
  { stuckSince }: WaveState,
  { taken, putOff, waitsFor }: Heard,
  now: Instant,
): Pick<WaveState, 'stuckSince' | 'waitsFor'> => ({
  stuckSince: taken ? undefined : (stuckSince ?? (putOff ? now : undefined)),
  waitsFor,
})

/** Tells the convener, once for each wave and reason, and whoever runs Convoke. */
export async function tellWaiting(
  world: Sends,
  campaign: CampaignId,
  wave: string,
  waitsFor: CarrierWait,
): Promise<void> {
  world.log.error('the mail service takes no letters', { campaign, wave, waitsFor })
  await tellConvener(world, campaign, {
    key: `waits-${wave}-${waitsFor.replaceAll(' ', '-')}`,
    text: 'notice-waiting',
    fields: { email: titleOf(wave), why: waitWords(waitsFor) },
  })
}
