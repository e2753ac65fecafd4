/** Work that goes on when a click has been answered, as long as the process runs: nobody waits for it but the end. */
import { failureOf } from '../functions/keep/failure.ts'
import type { Afterwards, Log } from '../functions/keep/ports.ts'

export interface Background {
  go: Afterwards
  /** Comes back when all that has begun is done, and what that began. */
  idle(): Promise<void>
}

export function createBackground(log: Log): Background {
  const underway = new Set<Promise<void>>()
  return {
    go(work) {
      const mine = work()
        .catch(error => log.error('work in the background failed', failureOf(error)))
        .finally(() => underway.delete(mine))
      underway.add(mine)
    },
    async idle() {
      while (underway.size > 0) await Promise.all(underway)
    },
  }
}
