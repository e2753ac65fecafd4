/**
 * Notices a data folder that was put back from a copy: what the original has sent since, it knows nothing of. A number that only
 * grows stands in the database and, beside it, in the file `mark`; and the database knows the file of the secret, which no copy keeps.
 */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fromMillis, HOUR, type Instant, toMillis } from '../domain/keep/time.ts'
import { lastSeen } from './clock.ts'
import type { Database } from './database.ts'
import { writeOwn } from './secret.ts'

export interface PutBack {
  /** When the folder was last put back, as far as was ever noticed. */
  restoredAt: Instant | undefined
  /** Noticed just now. */
  isNew: boolean
  /** While Convoke did not run, for longer than a restart takes; a copy of a whole machine looks the same. */
  stoodStill: { from: Instant; to: Instant } | undefined
  /** Counts on, as long as Convoke runs. */
  goOn(): Promise<void>
}

/** A restart or an upgrade takes no longer. */
const RESTART = HOUR

interface Row {
  turns: number
  identity: string | null
  restored_at: Instant | null
  copied_at: Instant | null
}

/** Looks whether the folder was put back, and marks it as it is now. Call it before the clock notes anything. */
export function lookForPutBack(database: Database, now: Instant): PutBack {
  const { sql, commits, folder } = database
  const read = sql.prepare('SELECT turns, identity, restored_at, copied_at FROM mark WHERE one = 1')
  const row = read.get() as unknown as Row | undefined
  const identity = identityOf(folder)
  const isNew =
    markIn(folder) > (row?.turns ?? 0) ||
    (row !== undefined && (row.copied_at !== null || (row.identity !== null && row.identity !== identity)))
  const restoredAt = isNew ? now : (row?.restored_at ?? undefined)
  let turns = Math.max(markIn(folder), row?.turns ?? 0) + 1
  // A backup that was put here by hand holds the secret, which does not belong into a database in use.
  if (row?.copied_at) sql.exec('PRAGMA secure_delete = ON')
  sql
    .prepare('INSERT OR REPLACE INTO mark (one, turns, identity, restored_at) VALUES (1, ?, ?, ?)')
    .run(turns, identity, restoredAt ?? null)
  const mark = () => writeOwn(join(folder, 'mark'), String(turns))
  mark()
  const seen = lastSeen(database)
  const count = sql.prepare('UPDATE mark SET turns = ? WHERE one = 1')
  return {
    restoredAt,
    isNew,
    stoodStill: seen > 0 && toMillis(now) - seen > RESTART ? { from: fromMillis(seen), to: now } : undefined,
    // First in the database, so that no crash leaves it behind what stands beside it.
    async goOn() {
      turns++
      await commits.run(() => count.run(turns))
      mark()
    },
  }
}

/** The settings that say of which emails nobody can tell whether they left; `told` is when the operator says it was put back. */
export function unsureOf({ restoredAt, stoodStill }: PutBack, told: Instant | undefined, mailLeaves: boolean) {
  const last = [restoredAt, told]
    .filter(at => at !== undefined)
    .sort()
    .at(-1)
  return { restoredAt: last, ...(mailLeaves && stoodStill ? { stoodStill } : {}) }
}

function markIn(folder: string): number {
  try {
    return Number.parseInt(readFileSync(join(folder, 'mark'), 'utf8'), 10) || 0
  } catch {
    return 0
  }
}

/** Whatever copies a file, or puts one back over another, gives it another number or another time of change. */
function identityOf(folder: string): string {
  const { ino, ctimeMs } = statSync(join(folder, 'secret'))
  return `${ino} ${ctimeMs}`
}
