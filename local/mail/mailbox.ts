/** The Mailbox port in the data folder's database: mail as it came, until `expire` lets it go. */
import { DAY, type Instant, shift } from '../../domain/keep/time.ts'
import type { Clock, MessageStore } from '../../functions/keep/ports.ts'
import type { Database } from '../database.ts'

export interface LocalMailbox extends MessageStore {
  /** Drops mail that was kept for its time. */
  expire(now: Instant): void
}

/** Mail that came in is kept so long. */
const KEPT = 30 * DAY
/** Bytes taken in a day: nobody who holds a letter may fill the disk. Who sends more is asked to come again. */
const A_DAY = 1024 * 1024 * 1024

export function createMailbox(
  { sql, commits }: Database,
  clock: Pick<Clock, 'now'>,
  aDay: number = A_DAY,
): LocalMailbox {
  const insert = sql.prepare('INSERT INTO mailbox (id, at, bytes) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING')
  const one = sql.prepare('SELECT bytes FROM mailbox WHERE id = ?')
  const old = sql.prepare('DELETE FROM mailbox WHERE at < ?')
  const boxes = ['mailbox', 'outbox'].map(box => ({
    ids: sql.prepare(`SELECT id FROM ${box}`),
    bytes: sql.prepare(`SELECT bytes FROM ${box} WHERE id = ?`),
    drop: sql.prepare(`DELETE FROM ${box} WHERE id = ?`),
  }))
  let day = ''
  let taken = 0
  return {
    async keep(id, bytes) {
      const today = clock.now().slice(0, 10)
      if (today !== day) {
        day = today
        taken = 0
      }
      if (taken + bytes.length > aDay) throw new Error('too much mail in one day')
      taken += bytes.length
      await commits.run(() => insert.run(id, clock.now(), bytes))
    },
    read: async id => (one.get(id) as { bytes: Uint8Array } | undefined)?.bytes,
    expire(now) {
      old.run(shift(now, -KEPT))
    },
    async forget(speaks) {
      let count = 0
      // What left in rehearsal lies beside it. One message at a time: together they may be more than memory holds.
      for (const { ids, bytes, drop } of boxes)
        for (const { id } of ids.all() as { id: string | number }[]) {
          const message = bytes.get(id) as { bytes: Uint8Array } | undefined
          if (!message || !speaks(message.bytes)) continue
          await commits.run(() => drop.run(id))
          count++
        }
      // Rows that were changed or taken away leave their text in free pages and in the log until both are written anew.
      sql.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)')
      return count
    },
  }
}
