/** Group commit: with synchronous FULL a transaction costs a wait for the disk, so writes of one moment share it. */
import type { DatabaseSync } from 'node:sqlite'
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

export function createCommits(sql: DatabaseSync, folder: string): Commits {
  let queue: Waiting[] = []
  let awake = false

  function commit(batch: readonly Waiting[]): void {
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
    } catch (error) {
      // Whatever still writes once the data is closed hears so, and takes nothing down.
      if (sql.isOpen && sql.isTransaction) sql.exec('ROLLBACK')
      for (const { reject } of batch) reject(inWords(error, folder))
      return
    }
    for (const settle of settled) settle()
  }

  function wake(): void {
    awake = false
    const batch = queue.splice(0, MOST)
    if (queue.length > 0) {
      awake = true
      setImmediate(wake)
    }
    if (batch.length > 0) commit(batch)
  }

  return {
    run<T>(work: () => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        queue.push({ work, resolve: resolve as (value: unknown) => void, reject })
        if (awake) return
        awake = true
        setImmediate(wake)
      })
    },
    flush() {
      const batch = queue
      queue = []
      if (batch.length > 0) commit(batch)
    },
  }
}
