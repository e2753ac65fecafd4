/** The Mailbox port in the data folder's database: mail as it came, until `forget` lets it go. */
import { DAY, type Instant, shift } from '../domain/time.ts'
import type { Clock, Mailbox } from '../functions/ports.ts'
import type { Database } from './database.ts'

export interface LocalMailbox extends Mailbox {
  /** Drops mail that was kept for its time. */
  forget(now: Instant): void
}

/** Mail that came in is kept so long. */
const KEPT = 30 * DAY

export function createMailbox({ sql, commits }: Database, clock: Pick<Clock, 'now'>): LocalMailbox {
  const insert = sql.prepare('INSERT INTO mailbox (id, at, bytes) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING')
  const one = sql.prepare('SELECT bytes FROM mailbox WHERE id = ?')
  const old = sql.prepare('DELETE FROM mailbox WHERE at < ?')
  return {
    async keep(id, bytes) {
      await commits.run(() => insert.run(id, clock.now(), bytes))
    },
    read: async id => (one.get(id) as { bytes: Uint8Array } | undefined)?.bytes,
    forget(now) {
      old.run(shift(now, -KEPT))
    },
  }
}
