/** Things by what they have in common, kept as they come and go. */
import { inOrder } from './sorted.ts'

export interface Groups<T> {
  /** Answers the keys of the groups that have changed. */
  change(gone: readonly T[], come: readonly T[]): Set<string>
  /** Those of a group in the order of their ids; undefined where there are none. What is answered never changes. */
  get(key: string): readonly T[] | undefined
}

/** By what `keyOf` answers; undefined: it belongs to no group. */
export function grouped<T>(keyOf: (each: T) => string | undefined, idOf: (each: T) => string): Groups<T> {
  const groups = new Map<string, readonly T[]>()
  return {
    change(gone, come) {
      const leaving = Map.groupBy(gone, keyOf)
      const coming = Map.groupBy(come, keyOf)
      const keys = new Set<string>()
      for (const key of [...leaving.keys(), ...coming.keys()]) if (key !== undefined) keys.add(key)
      for (const key of keys) {
        const left = new Set(leaving.get(key)?.map(idOf))
        const stay = (groups.get(key) ?? []).filter(each => !left.has(idOf(each)))
        const group = [...stay, ...(coming.get(key) ?? [])].sort((a, b) => inOrder(idOf(a), idOf(b)))
        if (group.length === 0) groups.delete(key)
        // A list that grew has room for more: a copy has none, and most groups are of one or two.
        else groups.set(key, group.slice())
      }
      return keys
    },
    get: key => groups.get(key),
  }
}
