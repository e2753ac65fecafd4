/** How many waves should be over and are not, for the operator's alarm. */

import { isLive } from '../domain/campaign.ts'
import { plan } from '../domain/plan.ts'
import { HOUR, shift } from '../domain/time.ts'
import { readContext } from '../functions/context.ts'
import { activeRef, pointers } from '../functions/documents.ts'
import type { World } from '../functions/ports.ts'
import { dueAt, isOver, waveStates } from '../functions/schedules.ts'

/** Waves of campaigns under way that were due more than an hour ago and that no pass has taken up since, or whose letters no carrier takes. */
export async function overdue(world: World): Promise<number> {
  const since = shift(world.clock.now(), -HOUR)
  let count = 0
  for (const id of await pointers(world.store, activeRef('').partition)) {
    const context = await readContext(world.store, id)
    if (!context || !isLive(context.campaign)) continue
    const states = await waveStates(world, context)
    for (const { id: wave, at, off } of plan(context.campaign)) {
      const state = states.get(wave)
      if (!off && !isOver(state) && (state?.stuckSince ?? state?.handedOver?.at ?? dueAt(at, state)) < since) count++
    }
  }
  return count
}
