/**
 * The file that SQLite writes a transaction to first (its write-ahead log), brought safely to the disk by a thread of the system's: with
 * synchronous FULL, COMMIT itself would wait for the disk, and every page with it. A crash keeps what was written to the file, a power cut what was
 * brought to the disk; and always a beginning of it, for what follows lies behind.
 */
import { close, fdatasync, openSync } from 'node:fs'

export interface Journal {
  /** Comes back once all that was committed is safe on the disk. */
  sync(): Promise<void>
  close(): void
}

/** The journal of the database at `path`, which is open in WAL mode. */
export function createJournal(path: string): Journal {
  let file: number | undefined
  let underway = 0
  let isClosed = false

  const letGo = () => {
    if (isClosed && underway === 0 && file !== undefined) close(file, () => undefined)
  }

  return {
    sync() {
      // It is there, the same file, from the first transaction until the database is closed.
      file ??= openSync(`${path}-wal`, 'r+')
      const open = file
      underway++
      return new Promise((resolve, reject) => {
        fdatasync(open, error => {
          underway--
          letGo()
          if (error) reject(error)
          else resolve()
        })
      })
    },
    close() {
      isClosed = true
      letGo()
    },
  }
}
