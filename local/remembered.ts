/**
 * Documents as they were read, so that whoever asks next need not have them parsed and checked again: a board that is looked
 * at ten times an hour, the campaigns of a sweep. The database is asked each time which version stands; only what it holds at
 * that very version is known. Frozen, because everybody gets the same.
 */
import type { Stored } from '../functions/keep/ports.ts'

/** So many characters of documents are remembered for long, and once more as many for a while. About three bytes each. */
const MOST = 12_000_000

export interface Remembered {
  /** The document at that version, if it is known. */
  known(partition: string, key: string, version: number): Stored | undefined
  /** Keeps it, frozen at every depth. `size`: its characters. */
  keep(partition: string, stored: Stored, size: number): Stored
  /** Has to be told of whatever goes: what comes in its place may have the same version. */
  forget(partition: string, key: string): void
  clear(): void
}

interface Kept {
  stored: Stored
  size: number
}

/** In two generations: what nobody asked for while one filled up goes with it. */
export function createRemembered(most = MOST): Remembered {
  let young = new Map<string, Kept>()
  let old = new Map<string, Kept>()
  let size = 0
  const at = (partition: string, key: string) => `${partition}\n${key}`

  function add(place: string, kept: Kept): void {
    size += kept.size
    young.set(place, kept)
    if (size < most) return
    old = young
    young = new Map()
    size = 0
  }

  return {
    known(partition, key, version) {
      const place = at(partition, key)
      const here = young.get(place)
      if (here) return here.stored.version === version ? here.stored : undefined
      const before = old.get(place)
      if (before?.stored.version !== version) return undefined
      old.delete(place)
      add(place, before)
      return before.stored
    },
    keep(partition, stored, size) {
      add(at(partition, stored.key), { stored: frozen(stored), size })
      return stored
    },
    forget(partition, key) {
      young.delete(at(partition, key))
      old.delete(at(partition, key))
    },
    clear() {
      young.clear()
      old.clear()
      size = 0
    },
  }
}

/** Parsed JSON is a tree: nothing in it is met twice. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const each of Object.values(value)) frozen(each)
  return Object.freeze(value)
}
