/** What commands on the machine leave behind: an entry in the audit log, and beside the database when it was last backed up. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { AuditDeed } from '../../domain/access/audit.ts'
import { type Instant, parseInstant } from '../../domain/keep/time.ts'
import { auditEnds, auditEntryOf, auditRef } from '../../functions/access/audit.ts'
import { shapeOf } from '../../functions/keep/documents.ts'
import { chance } from '../chance.ts'
import { writeOwn } from '../secret.ts'

/** Where it stands when a data folder was last backed up. */
const BACKED_UP = 'backed-up-at'

/** Adds an entry to the audit log of a database. Convoke may be running on it. */
export function noteCommand(sql: DatabaseSync, deed: AuditDeed, at: Instant, count?: number): void {
  const entry = auditEntryOf(at, { deed, ...(count === undefined ? {} : { count }) }, 'done')
  const { kind, partition, key } = auditRef(at, chance.id(10))
  sql
    .prepare('INSERT INTO docs (partition, key, value, version, expires_at) VALUES (?, ?, ?, 1, ?)')
    .run(partition, key, JSON.stringify({ ...entry, shape: shapeOf(kind) }), auditEnds(entry))
}

/** Says in a data folder that all of it was copied, and the copy checked. */
export const noteBackup = (folder: string, at: Instant): void => writeOwn(join(folder, BACKED_UP), at)

/** When a data folder was last backed up, as far as it knows. */
export function lastBackup(folder: string): Instant | undefined {
  const file = join(folder, BACKED_UP)
  return existsSync(file) ? parseInstant(readFileSync(file, 'utf8').trim()) : undefined
}
