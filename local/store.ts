/** The Store port over SQLite: one table of documents. */
import type { DatabaseSync } from 'node:sqlite'
import type { ReadOnlyStore, Store, Stored } from '../functions/keep/ports.ts'
import type { Database } from './database.ts'

interface Row {
  key: string
  value: string
  version: number
  expires_at: string | null
}

/** A store that can also let go of what has expired. */
export interface LocalStore extends Store {
  /** Forgets documents that expired before `now`, and answers how many. */
  forget(now: string): Promise<number>
}

/** Sorts after every key that starts with a prefix. */
const LAST = '\u{10ffff}'

/** The documents to read, on a connection that may do no more. */
export function createReader(sql: DatabaseSync): ReadOnlyStore {
  const get = sql.prepare('SELECT key, value, version, expires_at FROM docs WHERE partition = ? AND key = ?')
  const list = sql.prepare(
    `SELECT key, value, version, expires_at FROM docs
     WHERE partition = ? AND key > ? AND key >= ? AND key < ? ORDER BY key LIMIT ?`,
  )
  return {
    async get(partition, key) {
      const row = get.get(partition, key) as unknown as Row | undefined
      return row && stored(row)
    },
    async list(partition, { prefix = '', after = '', limit }) {
      // One more than asked for tells whether there is more, without a page that turns out empty.
      const rows = list.all(partition, after, prefix, prefix + LAST, limit + 1) as unknown as Row[]
      const found = rows.slice(0, limit).map(stored)
      return { found, after: rows.length > limit ? found.at(-1)?.key : undefined }
    },
  }
}

export function createStore({ sql, commits }: Database): LocalStore {
  const create = sql.prepare(
    `INSERT INTO docs (partition, key, value, version, expires_at) VALUES (?, ?, ?, 1, ?)
     ON CONFLICT (partition, key) DO NOTHING`,
  )
  const replace = sql.prepare(
    `UPDATE docs SET value = ?, expires_at = ?, version = version + 1
     WHERE partition = ? AND key = ? AND version = ?`,
  )
  const remove = sql.prepare('DELETE FROM docs WHERE partition = ? AND key = ? AND version = ?')
  const forget = sql.prepare('DELETE FROM docs WHERE expires_at < ?')

  return {
    ...createReader(sql),
    async put(partition, key, value, seen, expiresAt) {
      const text = JSON.stringify(value)
      if (text === undefined) throw new TypeError(`The value of ${partition}/${key} cannot be written as JSON.`)
      return commits.run(() => {
        const { changes } =
          seen === undefined
            ? create.run(partition, key, text, expiresAt ?? null)
            : replace.run(text, expiresAt ?? null, partition, key, seen)
        return changes === 0 ? 'conflict' : (seen ?? 0) + 1
      })
    },
    async remove(partition, key, seen) {
      return commits.run(() => (remove.run(partition, key, seen).changes === 0 ? 'conflict' : 'removed'))
    },
    async forget(now) {
      return commits.run(() => Number(forget.run(now).changes))
    },
  }
}

const stored = ({ key, value, version, expires_at }: Row): Stored => ({
  key,
  value: JSON.parse(value) as unknown,
  version,
  ...(expires_at === null ? {} : { expiresAt: expires_at }),
})
