/**
 * Group commit: writes of one moment share a transaction, and a wait for the disk. While one waits, the next gather; pages are answered
 * meanwhile, for it is a thread of the system's that waits (`journal.ts`).
 */
import type { DatabaseSync } from 'node:sqlite'
import type { Journal } from './journal.ts'
import { inWords } from './trouble.ts'

export interface Commits {
  /** Runs `work` in the next transaction and answers what it returned, once that is safe on the disk. */
  run<T>(work: () => T): Promise<T>
  /** Commits at once whatever waits. */
  flush(): void
}

interface Waiting {
  work: () => unknown
  resolve: (value: unknown) => void
  reject: (reason: Error) => void
}

/** A transaction holds at most so many writes, so that reads are never kept waiting long. */
const MOST = 500

export function createCommits(sql: DatabaseSync, folder: string, journal: Pick<Journal, 'sync'>): Commits {
  let queue: Waiting[] = []
  let awake = false
  /** A transaction is on its way to the disk. */
  let syncing = false

  /** Writes a transaction, and answers how each of its writes ends once it is safe; undefined where there is none. */
  function write(batch: readonly Waiting[]): (() => void)[] | undefined {
    const settled: (() => void)[] = []
    try {
      sql.exec('BEGIN IMMEDIATE')
      for (const { work, resolve, reject } of batch) {
        try {
          const value = work()
          settled.push(() => resolve(value))
        } catch (error) {
          // A statement that fails undoes itself alone, unless SQLite gave up the whole transaction.
          if (!sql.isTransaction) throw error
          settled.push(() => reject(inWords(error, folder)))
        }
      }
      sql.exec('COMMIT')
      return settled
    } catch (error) {
      // Whatever still writes once the data is closed hears so, and takes nothing down.
      if (sql.isOpen && sql.isTransaction) sql.exec('ROLLBACK')
      for (const { reject } of batch) reject(inWords(error, folder))
      return undefined
    }
  }

  /** The same with COMMIT not waiting for the disk. What is written beside it, by others, goes on waiting. */
  function writeAhead(batch: readonly Waiting[]): (() => void)[] | undefined {
    if (!sql.isOpen) return write(batch)
    sql.exec('PRAGMA synchronous = NORMAL')
    try {
      return write(batch)
    } finally {
      sql.exec('PRAGMA synchronous = FULL')
    }
  }

  async function wake(): Promise<void> {
    awake = false
    const batch = queue.splice(0, MOST)
    const settled = batch.length > 0 ? writeAhead(batch) : undefined
    if (settled) {
      syncing = true
      try {
        await journal.sync()
        for (const settle of settled) settle()
      } catch (error) {
        // It may be there and may not: whoever wrote it has to look.
        for (const { reject } of batch) reject(inWords(error, folder))
      }
      syncing = false
    }
    next()
  }

  function next(): void {
    if (awake || syncing || queue.length === 0) return
    awake = true
    setImmediate(() => void wake())
  }

  return {
    run<T>(work: () => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        queue.push({ work, resolve: resolve as (value: unknown) => void, reject })
        next()
      })
    },
    flush() {
      const batch = queue
      queue = []
      // With synchronous FULL this is safe when it comes back, and all that was committed before it.
      for (const settle of batch.length > 0 ? (write(batch) ?? []) : []) settle()
    },
  }
}
