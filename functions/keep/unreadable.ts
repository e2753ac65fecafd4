/** Documents that cannot be read. Each costs itself alone: it is noted once, by its ids, and what is around it goes on. */
import { open, rowsIn, UnreadableRow } from './documents.ts'
import type { Log, ReadOnlyStore } from './ports.ts'
import { DOCUMENTS, type DocumentKind, type KindName, kindAt } from './registry.ts'

/** The kind of a document, and the ids that stand in its place; what of them is somebody's address is left out. */
function idsIn({ place: { kind, partition, key } }: UnreadableRow): { kind: string; of: string; id: string } {
  const row: DocumentKind<unknown> = DOCUMENTS[kind as KindName]
  return {
    kind,
    of: row.addressed === 'partition' ? '' : partition.slice(row.partition.length),
    id: row.addressed === 'key' ? '' : key.slice(row.key.length),
  }
}

/** What this process has said of rows: sweeps come upon them every minute. */
const said = new WeakMap<Log, Set<string>>()

/** Tells the operator of a row, once. */
export function noteUnreadable(log: Log, row: UnreadableRow): void {
  const known = said.get(log) ?? new Set()
  const { partition, key, version } = row.place
  const name = JSON.stringify([partition, key, version])
  if (known.has(name)) return
  said.set(log, known.add(name))
  log.error('a document cannot be read', idsIn(row))
}

/** Does one of many things. Where a row cannot be read it is noted, and undefined comes back: the others go on. */
export async function alone<T>(log: Log, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof UnreadableRow)) throw error
    noteUnreadable(log, error)
    return undefined
  }
}

/** The rows of a partition that cannot be read, with what each holds. Rows of kinds that this version does not know are no fault. */
export async function unreadableIn(
  store: ReadOnlyStore,
  partition: string,
): Promise<{ row: UnreadableRow; value: unknown }[]> {
  const found: { row: UnreadableRow; value: unknown }[] = []
  for await (const stored of rowsIn(store, partition, '')) {
    const kind = kindAt(partition, stored.key)
    const row = kind && open(kind, partition, stored)
    if (row instanceof UnreadableRow) found.push({ row, value: stored.value })
  }
  return found
}
