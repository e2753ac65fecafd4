/** What outlives every process: documents, each with a version. It acts at one moment; when is for the season to say. */
import type { Stored } from '../../functions/keep/ports.ts'

export interface Applied {
  partition: string
  key: string
  before: unknown
  value: unknown
}

export interface Storage {
  get(partition: string, key: string): Stored | undefined
  put(partition: string, key: string, value: unknown, seen: number | undefined): number | 'conflict'
  remove(partition: string, key: string, seen: number): 'removed' | 'conflict'
  list(
    partition: string,
    options: { prefix?: string; after?: string; limit: number },
  ): { found: Stored[]; after: string | undefined }
  /** Copies all of it; what is answered puts it back. */
  copy(): () => void
}

/**
 * Values are kept as they are handed in and frozen at every depth, so that everybody may be given the same: what is made of them
 * once is not made again, as with local/remembered.ts, and who changes one in place fails.
 */
export function createStorage(onApplied: (applied: Applied) => void): Storage {
  const partitions = new Map<string, { documents: Map<string, Stored>; keys: string[] | undefined }>()
  const of = (name: string) => {
    let partition = partitions.get(name)
    if (!partition) {
      partition = { documents: new Map(), keys: undefined }
      partitions.set(name, partition)
    }
    return partition
  }
  return {
    get: (partition, key) => of(partition).documents.get(key),
    put(partition, key, value, seen) {
      const { documents } = of(partition)
      const stands = documents.get(key)
      if (stands?.version !== seen) return 'conflict'
      const version = (seen ?? 0) + 1
      documents.set(key, frozen({ key, value, version }))
      if (!stands) of(partition).keys = undefined
      onApplied({ partition, key, before: stands?.value, value })
      return version
    },
    remove(partition, key, seen) {
      const { documents } = of(partition)
      if (documents.get(key)?.version !== seen) return 'conflict'
      documents.delete(key)
      of(partition).keys = undefined
      return 'removed'
    },
    list(name, { prefix = '', after, limit }) {
      const partition = of(name)
      partition.keys ??= [...partition.documents.keys()].sort()
      const from = after === undefined || after < prefix ? prefix : after
      const found: Stored[] = []
      for (const key of partition.keys) {
        if (key < from || (after !== undefined && key <= after) || !key.startsWith(prefix)) continue
        if (found.length === limit) return { found, after: found.at(-1)?.key }
        found.push(partition.documents.get(key) as Stored)
      }
      return { found, after: undefined }
    },
    copy() {
      const copied = [...partitions].map(([name, { documents }]) => [name, [...documents]] as const)
      return () => {
        partitions.clear()
        for (const [name, documents] of copied) partitions.set(name, { documents: new Map(documents), keys: undefined })
      }
    },
  }
}

/** What is frozen is so at every depth already: it is part of what was kept before. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const each of Object.values(value)) frozen(each)
  return Object.freeze(value)
}
