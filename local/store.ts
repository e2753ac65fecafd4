/** The Store port over SQLite: one table of documents. */
import type { DatabaseSync } from 'node:sqlite'
import { setImmediate as breath } from 'node:timers/promises'
import type { ReadOnlyStore, Store, Stored } from '../functions/keep/ports.ts'
import type { Database } from './database.ts'
import { createRemembered, type Range, type Remembered } from './remembered.ts'

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

/** So many documents that were written are read in one turn: a few milliseconds. */
const A_TURN = 200

const storedOf = (row: Row): Stored => ({
  key: row.key,
  value: JSON.parse(row.value) as unknown,
  version: row.version,
  ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
})

/** The documents to read, on a connection that may do no more. Whoever also writes them may have them remembered. */
export function createReader(sql: DatabaseSync, remembered?: Remembered): ReadOnlyStore {
  const get = sql.prepare('SELECT key, value, version, expires_at FROM docs WHERE partition = ? AND key = ?')
  const version = sql.prepare('SELECT version FROM docs WHERE partition = ? AND key = ?')
  const page = (columns: string) =>
    sql.prepare(
      `SELECT ${columns} FROM docs WHERE partition = ? AND key > ? AND key >= ? AND key < ? ORDER BY key LIMIT ?`,
    )
  const list = page('key, value, version, expires_at')
  const rows = (partition: string, range: Range) => list.all(partition, ...range) as unknown as Row[]
  const versions = page('key, version')

  /** As parsed now, and remembered. */
  function parsed(partition: string, row: Row): Stored {
    const stored = storedOf(row)
    return remembered?.keep(partition, stored, row.value.length) ?? stored
  }

  function pageOf(partition: string, range: Range, passing: boolean): readonly Stored[] {
    if (passing) return rows(partition, range).map(storedOf)
    const page = remembered?.page(partition, range)
    if (page) return page
    const read = readRows(partition, range)
    remembered?.keepPage(partition, range, read)
    return read
  }

  function readRows(partition: string, range: Range): Stored[] {
    const remember = (row: Row) => remembered?.known(partition, row.key, row.version)
    // Most lists are remembered as a whole or not at all: where the first row is not, no versions are asked for.
    const [after, from, before] = range
    const first = remembered && (versions.get(partition, after, from, before, 1) as unknown as Row | undefined)
    if (!first) return remembered ? [] : rows(partition, range).map(row => parsed(partition, row))
    const known = remember(first) ? (versions.all(partition, ...range) as unknown as Row[]).map(remember) : [undefined]
    if (!known.includes(undefined)) return known as Stored[]
    return rows(partition, range).map(row => remember(row) ?? parsed(partition, row))
  }

  function one(partition: string, key: string): Stored | undefined {
    const stands = remembered && (version.get(partition, key) as unknown as Row | undefined)
    const known = stands && remembered.known(partition, key, stands.version)
    if (known) return known
    const row = get.get(partition, key) as unknown as Row | undefined
    return row && parsed(partition, row)
  }

  async function written({ moment, since }: Remembered, partition: string, before: object | undefined) {
    const now = moment(partition)
    const keys = before ? since(partition, before as typeof now) : []
    if (!keys) return undefined
    const news = new Map<string, Stored | undefined>()
    for (const key of keys) {
      if (news.size % A_TURN === A_TURN - 1) await breath()
      news.set(key, one(partition, key))
    }
    return { now, news }
  }

  return {
    async get(partition, key) {
      return one(partition, key)
    },
    // Only on its own connection does one know what was written.
    ...(remembered ? { written: (partition, since) => written(remembered, partition, since) } : {}),
    async list(partition, { prefix = '', after = '', limit, passing = false }) {
      // Whoever goes through a long list lets others have their turn after each page of it.
      if (after !== '') await breath()
      // One more than asked for tells whether there is more, without a page that turns out empty.
      const rows = pageOf(partition, [after, prefix, prefix + LAST, limit + 1], passing)
      const found = rows.slice(0, limit)
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
  const forget = sql.prepare('DELETE FROM docs WHERE expires_at < ? RETURNING partition, key')

  const remembered = createRemembered()
  return {
    ...createReader(sql, remembered),
    async put(partition, key, value, seen, expiresAt) {
      const text = JSON.stringify(value)
      if (text === undefined) throw new TypeError(`The value of ${partition}/${key} cannot be written as JSON.`)
      return commits.run(() => {
        const { changes } =
          seen === undefined
            ? create.run(partition, key, text, expiresAt ?? null)
            : replace.run(text, expiresAt ?? null, partition, key, seen)
        if (changes > 0) remembered.changed(partition, key)
        return changes === 0 ? 'conflict' : (seen ?? 0) + 1
      })
    },
    async remove(partition, key, seen) {
      return commits.run(() => {
        if (remove.run(partition, key, seen).changes === 0) return 'conflict'
        remembered.changed(partition, key, 'gone')
        return 'removed'
      })
    },
    async forget(now) {
      return commits.run(() => {
        const gone = forget.all(now) as { partition: string; key: string }[]
        for (const { partition, key } of gone) remembered.changed(partition, key, 'gone')
        return gone.length
      })
    },
  }
}
