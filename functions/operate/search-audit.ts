/** Looks things up in the audit log: a month at a time, the newest first, and never more than a bounded part of it. */

import { type AuditSearch, isSought } from '../../domain/access/audit.ts'
import type { AuditEntry } from '../../domain/access/audit-entry.ts'
import { open, UnreadableRow } from '../keep/documents.ts'
import type { Logs, Reads } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { noteUnreadable } from '../keep/unreadable.ts'

/** Entries read at one time. */
const AT_ONCE = 250

export interface AuditFound {
  entries: AuditEntry[]
  /** Where to go on from; undefined: there is no more in that month. */
  after: string | undefined
  /** How many entries were read for it. */
  looked: number
}

interface Bounds {
  /** So many are wanted. */
  most: number
  /** So many are read for them at most. */
  look: number
  after?: string | undefined
}

/** Whether a text may be a place to go on from. */
export const isPlace = (text: string | undefined): text is string =>
  text !== undefined && /^\d{16}#[a-z2-7]{1,40}$/.test(text)

/** Entries of a month (`2026-11`) that are looked for. */
export async function searchAudit(
  world: Reads & Logs,
  month: string,
  search: AuditSearch,
  { most, look, after }: Bounds,
): Promise<AuditFound> {
  const entries: AuditEntry[] = []
  const partition = DOCUMENTS.audit.partition + month
  let place = after
  let looked = 0
  while (looked < look) {
    const limit = Math.min(AT_ONCE, look - looked)
    const page = await world.store.list(partition, { limit, ...(place === undefined ? {} : { after: place }) })
    for (const [n, stored] of page.found.entries()) {
      looked++
      const row = open(DOCUMENTS.audit, partition, stored)
      if (row instanceof UnreadableRow) noteUnreadable(world.log, row)
      else if (isSought(search, row.value)) entries.push(row.value)
      if (entries.length < most) continue
      const isLast = n === page.found.length - 1 && page.after === undefined
      return { entries, after: isLast ? undefined : stored.key, looked }
    }
    place = page.after
    if (place === undefined) return { entries, after: undefined, looked }
  }
  return { entries, after: place, looked }
}

/** The latest entries, from the month of `now` and the one before, as far as `since`. */
export async function latestOf(
  world: Reads & Logs,
  months: readonly string[],
  search: AuditSearch,
  { most, look }: Omit<Bounds, 'after'>,
): Promise<AuditFound> {
  const found: AuditFound = { entries: [], after: undefined, looked: 0 }
  for (const month of months.slice(0, 2)) {
    if (found.entries.length >= most || found.looked >= look) break
    const bounds = { most: most - found.entries.length, look: look - found.looked }
    const { entries, after, looked } = await searchAudit(world, month, search, bounds)
    found.entries.push(...entries)
    found.looked += looked
    found.after = after
  }
  return found
}
