/** What a carrier has taken, by attempt: so that a restart knows of it, and no day holds more than the carrier allows. */
import { DAY, shift } from '../../domain/keep/time.ts'
import type { Clock, Outgoing, PostOutcome } from '../../functions/keep/ports.ts'
import type { Database } from '../database.ts'

export interface Accepted {
  /**
   * Notes that it was taken. It is written down with whatever is written next, and so before anything that follows from it: nobody
   * waits for it, which would be a wait for the disk.
   */
  note(message: Outgoing): void
  has(attempt: string): boolean
  /** Whether the last twenty-four hours have room for its recipients. */
  hasRoom(message: Outgoing): boolean
}

/** The answer where they have none. */
export const DAILY_LIMIT: PostOutcome = {
  outcome: 'later',
  detail: 'as much as a day may hold',
  waitsFor: 'daily limit',
}

export function createAccepted(
  { sql, commits }: Database,
  clock: Pick<Clock, 'now'>,
  recipientsADay = Number.POSITIVE_INFINITY,
): Accepted {
  const write = sql.prepare(
    'INSERT INTO accepted (attempt, at, recipients) VALUES (?, ?, ?) ON CONFLICT (attempt) DO NOTHING',
  )
  const one = sql.prepare('SELECT 1 FROM accepted WHERE attempt = ?')
  const sum = sql.prepare('SELECT coalesce(sum(recipients), 0) AS count FROM accepted WHERE at > ?')
  /** Noted and not yet written down, with how many recipients. */
  const unwritten = new Map<string, number>()
  return {
    note({ attempt, to }) {
      unwritten.set(attempt, to.length)
      const at = clock.now()
      commits
        .run(() => write.run(attempt, at, to.length))
        // Were this lost, the message would be in doubt after a restart, which is true too: so a failure here is no news.
        .catch(() => undefined)
        .finally(() => unwritten.delete(attempt))
    },
    has: attempt => unwritten.has(attempt) || one.get(attempt) !== undefined,
    hasRoom({ to }) {
      if (recipientsADay === Number.POSITIVE_INFINITY) return true
      const { count } = sum.get(shift(clock.now(), -DAY)) as { count: number }
      const noted = [...unwritten.values()].reduce((all, each) => all + each, 0)
      return count + noted + to.length <= recipientsADay
    },
  }
}
