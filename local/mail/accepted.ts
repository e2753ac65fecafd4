/** What a carrier has taken, by attempt: so that a restart knows of it, and no day holds more than the carrier allows. */
import { DAY, shift } from '../../domain/keep/time.ts'
import type { Clock, Outgoing, PostOutcome } from '../../functions/keep/ports.ts'
import type { Database } from '../database.ts'

export interface Accepted {
  /** Writes down that it was taken. */
  note(message: Outgoing): Promise<void>
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
  return {
    async note({ attempt, to }) {
      // Were this lost, the message would be in doubt after a restart, which is true too: so a failure here is no news.
      await commits.run(() => write.run(attempt, clock.now(), to.length)).catch(() => undefined)
    },
    has: attempt => one.get(attempt) !== undefined,
    hasRoom({ to }) {
      if (recipientsADay === Number.POSITIVE_INFINITY) return true
      const { count } = sum.get(shift(clock.now(), -DAY)) as { count: number }
      return count + to.length <= recipientsADay
    },
  }
}
