/** One folder, one database, one process: opens the data folder and keeps everyone else out of it (an exclusive lock). */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Commits, createCommits } from './commits.ts'
import { createJournal } from './journal.ts'
import { DataError, damaged, inWords } from './trouble.ts'

export interface Database {
  sql: DatabaseSync
  /** Every write goes through here, so that those of one moment share one commit. */
  commits: Commits
  folder: string
  close(): void
}

/** Locks of this process. Named here so that no lock is collected, and thereby dropped, while its database is in use. */
const held = new Set<DatabaseSync>()

/** Each entry takes the schema one version further; `user_version` counts those already applied. Only ever add. */
const SCHEMA = [
  `CREATE TABLE docs (
     partition TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, version INTEGER NOT NULL, expires_at TEXT,
     PRIMARY KEY (partition, key)
   ) STRICT;
   CREATE INDEX docs_expiring ON docs (expires_at) WHERE expires_at IS NOT NULL;
   CREATE TABLE schedules (
     name TEXT PRIMARY KEY, campaign TEXT NOT NULL, wave TEXT NOT NULL, at TEXT NOT NULL
   ) STRICT;
   CREATE INDEX schedules_at ON schedules (at, name);
   CREATE INDEX schedules_campaign ON schedules (campaign, at);
   CREATE TABLE outbox (
     id INTEGER PRIMARY KEY AUTOINCREMENT, attempt TEXT NOT NULL UNIQUE, at TEXT NOT NULL, sender TEXT NOT NULL,
     recipients TEXT NOT NULL, subject TEXT NOT NULL, wave TEXT NOT NULL, campaign TEXT NOT NULL, bytes BLOB NOT NULL
   ) STRICT;
   CREATE TABLE accepted (attempt TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE clock (one INTEGER PRIMARY KEY CHECK (one = 1), ahead INTEGER NOT NULL) STRICT;`,
  `CREATE TABLE mailbox (id TEXT PRIMARY KEY, at TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;
   CREATE INDEX mailbox_at ON mailbox (at);`,
  `CREATE TABLE seen (one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER NOT NULL) STRICT;`,
  `ALTER TABLE outbox ADD COLUMN part TEXT; ALTER TABLE outbox ADD COLUMN answers TEXT;`,
  `ALTER TABLE accepted ADD COLUMN recipients INTEGER NOT NULL DEFAULT 1; CREATE INDEX accepted_at ON accepted (at);`,
]

export const SCHEMA_VERSION = SCHEMA.length

/** What tells that a folder was put back (`put-back.ts`). Beside the schema, for an older Convoke may open it as well. */
export const MARK = `CREATE TABLE IF NOT EXISTS mark (
  one INTEGER PRIMARY KEY CHECK (one = 1), turns INTEGER NOT NULL, identity TEXT, restored_at TEXT, copied_at TEXT, secret TEXT
) STRICT`

/**
 * Opens `convoke.db` in the folder, making both where they are missing. Throws a DataError in plain words when the
 * folder cannot be written, the disk is full, or another process has it open.
 */
export function openDatabase(folder: string): Database {
  let lock: DatabaseSync | undefined
  let sql: DatabaseSync | undefined
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    lock = takeLock(folder)
    sql = new DatabaseSync(join(folder, 'convoke.db'), { timeout: 5000 })
    sql.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY',
    )
    checkWhole(sql, folder)
    migrate(sql, folder)
    sql.exec(MARK)
  } catch (error) {
    sql?.close()
    lock?.close()
    throw inWords(error, folder)
  }
  const journal = createJournal(join(folder, 'convoke.db'))
  const commits = createCommits(sql, folder, journal)
  const opened = { sql, lock }
  held.add(lock)
  return {
    sql,
    commits,
    folder,
    close() {
      commits.flush()
      journal.close()
      opened.sql.close()
      opened.lock.close()
      held.delete(opened.lock)
    },
  }
}

/** The lock is an exclusive transaction nobody ever ends: the system drops it with the process, however that dies. */
export function takeLock(folder: string): DatabaseSync {
  const lock = new DatabaseSync(join(folder, 'lock.db'), { timeout: 250 })
  try {
    lock.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    if (((error as { errcode?: number }).errcode ?? 0) % 256 !== 5) throw error
    throw new DataError(
      `Another Convoke is already running on the data folder ${folder}. ` +
        'Stop it first, or start this one on another folder with --data DIR.',
      { cause: error },
    )
  }
}

/** A damaged database would fail somewhere in the middle of a wave; it is said before anything is done. */
function checkWhole(sql: DatabaseSync, folder: string): void {
  const { quick_check: found } = sql.prepare('PRAGMA quick_check(1)').get() as { quick_check: string }
  if (found !== 'ok') throw damaged(folder)
}

function migrate(sql: DatabaseSync, folder: string): void {
  const { user_version: version } = sql.prepare('PRAGMA user_version').get() as { user_version: number }
  if (version > SCHEMA.length)
    throw new DataError(
      `The data folder ${folder} was written by a newer Convoke (data version ${version}; this one knows ` +
        `${SCHEMA.length}). Start the newer Convoke, or name another folder with --data DIR.`,
    )
  for (let next = version; next < SCHEMA.length; next++)
    sql.exec(`BEGIN IMMEDIATE; ${SCHEMA[next]}; PRAGMA user_version = ${next + 1}; COMMIT`)
}
