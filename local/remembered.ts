/**
 * Documents as they were read, so that whoever asks next need not have them parsed and checked again: a board that is looked
 * at ten times an hour, the campaigns of a sweep. Of a document the database is asked each time which version stands; a page of a
 * list is known until something on it is written. Frozen, because everybody gets the same.
 */
import type { Stored } from '../functions/keep/ports.ts'

/**
 * So many characters of documents are remembered for long, and once more as many for a while; pages of lists hold on to no more than that
 * besides. About three bytes each.
 */
const MOST = 12_000_000

/** A page takes about that much besides, also one with nothing on it: strangers may ask for any number of those. */
const A_PAGE = 200

export interface Remembered {
  /** The document at that version, if it is known. */
  known(partition: string, key: string, version: number): Stored | undefined
  /** Keeps it, frozen at every depth. `size`: its characters. */
  keep(partition: string, stored: Stored, size: number): Stored
  /** A page of a list as it was read, if nothing in it was written since. */
  page(partition: string, range: Range): readonly Stored[] | undefined
  keepPage(partition: string, range: Range, rows: readonly Stored[]): void
  /** Has to be told of whatever is written or goes. `gone`: what comes in its place may have the same version. */
  changed(partition: string, key: string, gone?: 'gone'): void
  clear(): void
}

/** Keys after the first, from the second on and before the third, and at most so many. */
export type Range = readonly [after: string, from: string, before: string, most: number]

interface Kept {
  stored: Stored
  size: number
}

interface Page {
  range: Range
  rows: readonly Stored[]
}

/** Whether a key is or would be on a page. SQLite orders by bytes and this by UTF-16: beyond the plane of both, it may be. */
function isOn({ range: [after, from, before, most], rows }: Page, key: string): boolean {
  if (/[\ud800-\uffff]/.test(key)) return true
  const last = rows.length < most ? undefined : rows.at(-1)?.key
  return key > after && key >= from && key < before && (last === undefined || key <= last)
}

/** In two generations: what nobody asked for while one filled up goes with it. */
export function createRemembered(most = MOST): Remembered {
  let young = new Map<string, Kept>()
  let old = new Map<string, Kept>()
  let size = 0
  const sizes = new WeakMap<Stored, number>()
  const pages = new Map<string, Map<string, Page>>()
  let ofPages = 0
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
      sizes.set(stored, size)
      return stored
    },
    page: (partition, range) => pages.get(partition)?.get(range.join('\n'))?.rows,
    keepPage(partition, range, rows) {
      ofPages += rows.reduce((sum, row) => sum + (sizes.get(row) ?? 0), A_PAGE)
      if (ofPages >= most) {
        pages.clear()
        ofPages = 0
      }
      const known = pages.get(partition) ?? new Map<string, Page>()
      pages.set(partition, known.set(range.join('\n'), { range, rows }))
    },
    changed(partition, key, gone) {
      const known = pages.get(partition)
      for (const [name, page] of known ?? []) if (isOn(page, key)) known?.delete(name)
      if (gone !== 'gone') return
      young.delete(at(partition, key))
      old.delete(at(partition, key))
    },
    clear() {
      young.clear()
      old.clear()
      pages.clear()
      size = 0
      ofPages = 0
    },
  }
}

/** Parsed JSON is a tree: nothing in it is met twice. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const each of Object.values(value)) frozen(each)
  return Object.freeze(value)
}
