/** The Clock port: the machine's time, plus how far the workbench has moved it ahead. */
import { setTimeout as rest } from 'node:timers/promises'
import { fromMillis, HOUR, type Instant, readable, SECOND, toMillis } from '../domain/keep/time.ts'
import type { Clock } from '../functions/keep/ports.ts'
import type { Database } from './database.ts'
import { DataError } from './trouble.ts'

export interface LocalClock extends Clock {
  /** Moves the clock to an instant and keeps it there over restarts. An instant that has passed changes nothing. */
  moveTo(instant: Instant): Promise<void>
  /** Whether the clock was ever moved ahead of the machine's. */
  moved(): boolean
  /** Whether the machine's clock was not set back by more than an hour while this runs. */
  isRight(): boolean
  /** Keeps in the data folder what the clock reads, so that the next start can tell whether it was set back. */
  remember(): Promise<void>
}

/** What the clock reads: the machine's time, and one way to let it pass. A test brings its own. */
export interface TimeSource {
  millis(): number
  rest(millis: number): Promise<void>
}

const WAITED_OUT = 10 * SECOND

/** A folder that was last used so much later than now is not opened: waves would wait, and answers be dated too early. */
const SET_BACK = HOUR

const MACHINE: TimeSource = { millis: () => Date.now(), rest: millis => rest(millis) }

/**
 * Throws a DataError where the machine's clock was set back since the data folder was last used. `right`: whoever starts
 * says that it is right now and was wrong then, which is taken for good. A rehearsal's clock, moved ahead in the
 * workbench, goes on from where it was instead.
 */
export function checkClock(database: Database, right = false, source: TimeSource = MACHINE): void {
  const now = source.millis()
  const seen = lastSeen(database)
  if (aheadOf(database) > 0 || seen - now <= SET_BACK) return
  if (right) {
    database.sql.prepare(REMEMBER).run(now)
    return
  }
  const said = (millis: number) => `${readable(fromMillis(millis), 'UTC')} UTC`
  throw new DataError(
    `This machine's clock says ${said(now)}, but the data folder ${database.folder} was last used on ${said(seen)}. ` +
      'Nothing was changed and nothing was sent: emails would wait until then, and answers be dated before the letters ' +
      'they answer. Set the clock and start again. If the clock is right now and was wrong then, start once with ' +
      '--clock-is-right.',
  )
}

const REMEMBER = 'INSERT INTO seen (one, at) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET at = excluded.at'

const aheadOf = ({ sql }: Database): number =>
  (sql.prepare('SELECT ahead FROM clock WHERE one = 1').get() as { ahead: number } | undefined)?.ahead ?? 0

/** What the clock last read, in milliseconds; of a folder that never noted it, when the last mail left or came in. */
export function lastSeen({ sql }: Database): number {
  const noted = sql.prepare('SELECT at FROM seen WHERE one = 1').get() as { at: number } | undefined
  if (noted) return noted.at
  const { at } = sql
    .prepare(
      `SELECT max(at) AS at FROM (SELECT max(at) AS at FROM outbox UNION ALL SELECT max(at) FROM accepted
       UNION ALL SELECT max(at) FROM mailbox)`,
    )
    .get() as { at: Instant | null }
  return at === null ? 0 : toMillis(at)
}

export function createClock(database: Database, source: TimeSource = MACHINE): LocalClock {
  const { sql, commits } = database
  const write = sql.prepare(
    'INSERT INTO clock (one, ahead) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET ahead = excluded.ahead',
  )
  const note = sql.prepare(REMEMBER)
  let ahead = aheadOf(database)
  /** What makes up, in this process, for a system clock that was set back. */
  let bridge = 0
  // A rehearsal goes on from where it was. A real clock that was put right within the hour is believed, or it would run
  // ahead for good.
  let last = ahead > 0 ? lastSeen(database) : 0

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
    isRight() {
      millis()
      return bridge <= SET_BACK
    },
    async remember() {
      await commits.run(() => note.run(millis()))
    },
  }
}
