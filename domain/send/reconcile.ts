/** The difference between the schedules a plan wants and those that exist. */

import type { Instant } from '../keep/time.ts'
import type { Wave } from './plan.ts'

export interface Planned {
  wave: string
  at: Instant
}

export interface Reconciliation {
  set: Planned[]
  remove: string[]
}

/**
 * What to create, move and delete so that exactly the `planned` waves are scheduled. Applying it twice changes nothing.
 * `settled` waves are over, or wait for the convener: they need no schedule.
 */
export function reconcile(
  planned: readonly Wave[],
  existing: readonly Planned[],
  settled: ReadonlySet<string>,
): Reconciliation {
  const wanted = planned.filter(wave => !wave.off && !settled.has(wave.id))
  const at = new Map(existing.map(schedule => [schedule.wave, schedule.at]))
  return {
    set: wanted.filter(wave => at.get(wave.id) !== wave.at).map(({ id, at }) => ({ wave: id, at })),
    remove: existing.map(({ wave }) => wave).filter(wave => !wanted.some(({ id }) => id === wave)),
  }
}
