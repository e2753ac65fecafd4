/** The difference between the schedules a plan wants and those that exist: desired state against actual state. */

import type { Instant } from '../keep/time.ts'
import { keyOf, type Wave } from './plan.ts'

export interface Planned {
  /** Its key. */
  wave: string
  at: Instant
}

export interface Reconciliation {
  set: Planned[]
  remove: string[]
}

/**
 * What to create, move and delete so that exactly the `planned` waves are scheduled. Applying it twice changes nothing.
 * Those whose keys are `settled` are over, or wait for the convener: they need no schedule.
 */
export function reconcile(
  planned: readonly Wave[],
  existing: readonly Planned[],
  settled: ReadonlySet<string>,
): Reconciliation {
  const wanted = planned
    .filter(({ off }) => !off)
    .map(wave => ({ wave: keyOf(wave), at: wave.at }))
    .filter(({ wave }) => !settled.has(wave))
  const at = new Map(existing.map(schedule => [schedule.wave, schedule.at]))
  return {
    set: wanted.filter(each => at.get(each.wave) !== each.at),
    remove: existing.map(({ wave }) => wave).filter(wave => !wanted.some(each => each.wave === wave)),
  }
}
