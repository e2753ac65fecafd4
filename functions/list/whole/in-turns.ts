/** Long work in turns, so that nobody else waits for all of it: what each makes is remembered, and there for whoever asks next. */
import type { Clock } from '../../keep/ports.ts'

/** Whoever only looks may not be able to rest: then it is one turn. */
export type Turns = (Pick<Clock, 'now'> & Partial<Pick<Clock, 'rest'>>) | undefined

/** Each in a turn of its own, where there is more than one to do. */
export async function inTurns(clock: Turns, ...works: readonly (() => unknown)[]): Promise<void> {
  for (const [n, work] of works.entries()) {
    if (n > 0) await clock?.rest?.(0)
    work()
  }
}
