/** Entries of the audit log: written before the deed, and settled after it. */

import { AUDIT_LASTS, type AuditDeed, DEEDS } from '../../domain/access/audit.ts'
import type { AuditEntry } from '../../domain/access/audit-entry.ts'
import { type Instant, shift, toMillis } from '../../domain/keep/time.ts'
import { create, type Ref, refOf, write } from '../keep/documents.ts'
import type { Draws, Keeps, Logs, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'

/** What is known when it begins. */
export type ToRecord = { deed: AuditDeed } & Omit<AuditEntry, 'at' | 'deed' | 'kind' | 'outcome'>

/** Beyond every instant that a clock may show, in milliseconds. */
const BEYOND = 9e15

/** Where an entry of that instant stands: a partition a month, the newest first in it. `id` is drawn by chance. */
export const auditRef = (at: Instant, id: string): Ref<AuditEntry> =>
  refOf(DOCUMENTS.audit, at.slice(0, 7), `${String(BEYOND - toMillis(at)).padStart(16, '0')}#${id}`)

/** An entry as it is kept. */
export const auditEntryOf = (at: Instant, asked: ToRecord, outcome: AuditEntry['outcome']): AuditEntry => ({
  at,
  kind: DEEDS[asked.deed],
  outcome,
  ...asked,
})

/** When an entry may be forgotten. */
export const auditEnds = ({ at }: Pick<AuditEntry, 'at'>): Instant => shift(at, AUDIT_LASTS)

/** Records a deed that is done, or one that came to nothing. */
export async function audit(
  world: Keeps & Timed & Draws,
  asked: ToRecord,
  outcome: AuditEntry['outcome'] = 'done',
): Promise<void> {
  const entry = auditEntryOf(world.clock.now(), asked, outcome)
  await create(world.store, auditRef(entry.at, world.chance.id(10)), entry, auditEnds(entry))
}

/** Records what is about to be done, and answers what is to be called once it is known what came of it. */
export async function auditBefore(
  world: Keeps & Timed & Draws & Logs,
  asked: ToRecord,
): Promise<(came: Partial<AuditEntry> & Pick<AuditEntry, 'outcome'>) => Promise<void>> {
  const entry = auditEntryOf(world.clock.now(), asked, 'asked')
  const ref = auditRef(entry.at, world.chance.id(10))
  const version = await write(world.store, ref, entry, undefined, auditEnds(entry))
  if (version === 'conflict') throw new Error('two entries of the audit log have one id')
  return async came => {
    try {
      await write(world.store, ref, { ...entry, ...came }, version, auditEnds(entry))
    } catch (error) {
      // It was done all the same: its entry goes on saying that nobody knows.
      world.log.error('an audit entry was not settled', { kind: error instanceof Error ? error.name : typeof error })
    }
  }
}
