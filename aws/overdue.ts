/** How many waves should be over and are not, for the operator's alarm. */

import { isLive } from '../domain/keep/campaign.ts'
import type { CampaignId } from '../domain/keep/ids.ts'
import { HOUR, type Instant, shift } from '../domain/keep/time.ts'
import { keyOf, plan } from '../domain/send/plan.ts'
import { readContext } from '../functions/keep/context.ts'
import type { Logs, Reads, Timed, World } from '../functions/keep/ports.ts'
import { alone } from '../functions/keep/unreadable.ts'
import { lookedAfter } from '../functions/send/awake.ts'
import { dueAt, isOver, waveStates } from '../functions/send/schedules.ts'

/** Campaigns looked at side by side. */
const AT_ONCE = 20

/**
 * Waves of campaigns under way that were due more than an hour ago and that no pass has taken up since, or whose letters
 * no carrier takes. Past `until` it looks at no more and answers what it found.
 */
export async function overdue(world: Reads & Timed & Logs & Pick<World, 'run'>, until?: Instant): Promise<number> {
  const since = shift(world.clock.now(), -HOUR)
  // In one that rests nothing was due when the sweep looked, and nothing has been since.
  const ids = (await lookedAfter(world)).flatMap(({ id, isResting }) => (isResting ? [] : [id]))
  let count = 0
  while (ids.length > 0 && (until === undefined || world.clock.now() < until)) {
    const counts = await Promise.all(
      ids.splice(0, AT_ONCE).map(id => alone(world.log, () => overdueOf(world, id, since))),
    )
    count = counts.reduce<number>((sum, each) => sum + (each ?? 0), count)
  }
  if (ids.length > 0) world.log.info('not all campaigns were looked at', { left: ids.length })
  return count
}

async function overdueOf(world: Reads, id: CampaignId, since: Instant): Promise<number> {
  const context = await readContext(world.store, id)
  if (!context || !isLive(context.campaign)) return 0
  const states = await waveStates(world, context)
  return plan(context.campaign).filter(wave => {
    const { at, off } = wave
    const state = states.get(keyOf(wave))
    return !off && !isOver(state) && (state?.stuckSince ?? state?.handedOver?.at ?? dueAt(at, state)) < since
  }).length
}
