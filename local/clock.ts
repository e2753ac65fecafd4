/** The Clock port: the machine's time, plus how far the workbench has moved it ahead. */
import { setTimeout as rest } from 'node:timers/promises'
import { fromMillis, type Instant, SECOND, toMillis } from '../domain/time.ts'
import type { Clock } from '../functions/ports.ts'
import type { Database } from './database.ts'

export interface LocalClock extends Clock {
  /** Moves the clock to an instant and keeps it there over restarts. An instant that has passed changes nothing. */
  moveTo(instant: Instant): Promise<void>
  /** Whether the clock was ever moved ahead of the machine's. */
  moved(): boolean
}

/** What the clock reads: the machine's time, and one way to let it pass. A test brings its own. */
export interface TimeSource {
  millis(): number
  rest(millis: number): Promise<void>
}

const WAITED_OUT = 10 * SECOND

const MACHINE: TimeSource = { millis: () => Date.now(), rest: millis => rest(millis) }

export function createClock({ sql, commits }: Database, source: TimeSource = MACHINE): LocalClock {
  const read = sql.prepare('SELECT ahead FROM clock WHERE one = 1')
  const write = sql.prepare(
    'INSERT INTO clock (one, ahead) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET ahead = excluded.ahead',
  )
  let ahead = (read.get() as { ahead: number } | undefined)?.ahead ?? 0
  /** What makes up, in this process, for a system clock that was set back. */
  let bridge = 0
  let last = 0

  function millis(): number {
    const reading = source.millis() + ahead
    // A time server's small step back is waited out; a clock set back further goes on from where it was.
    if (reading + bridge < last - WAITED_OUT) bridge = last - reading
    last = Math.max(last, reading + bridge)
    return last
  }

  return {
    now: () => fromMillis(millis()),
    rest: source.rest,
    async moveTo(instant) {
      const by = toMillis(instant) - millis()
      if (by <= 0) return
      const to = ahead + by
      await commits.run(() => write.run(to))
      ahead = Math.max(ahead, to)
    },
    moved: () => ahead > 0,
  }
}
