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

/** So many pages of lists are known, also such with nothing on them, for strangers may ask for any number. */
const MOST_PAGES = 50_000

/** So many writes are known of a partition that somebody follows: whoever was away for more reads all of it. */
const MOST_WRITES = 10_000

/** So many partitions are followed: the keys that were written in each since somebody first asked. */
const MOST_FOLLOWED = 1000

export interface Remembered {
  /** The document at that version, if it is known. */
  known(partition: string, key: string, version: number): Stored | undefined
  /** Keeps it, frozen at every depth. `size`: its characters. */
  keep(partition: string, stored: Stored, size: number): Stored
  /** A page of a list as it was read, if nothing in it was written since. */
  page(partition: string, range: Range): readonly Stored[] | undefined
  keepPage(partition: string, range: Range, rows: readonly Stored[]): void
  /** A moment of a partition. From the first time that it is asked for, what is written there is known. */
  moment(partition: string): Moment
  /** The keys that were written or went since a moment, each once; undefined where that is not known any more. */
  since(partition: string, moment: Moment): readonly string[] | undefined
  /** Has to be told of whatever is written or goes. `gone`: what comes in its place may have the same version. */
  changed(partition: string, key: string, gone?: 'gone'): void
}

/** Keys after the first, from the second on and before the third, and at most so many. */
export type Range = readonly [after: string, from: string, before: string, most: number]

interface Kept {
  stored: Stored
  size: number
}

interface Page {
  range: Range
  /** The key of its last row; undefined where the list ends with it. */
  last: string | undefined
  rows: readonly Stored[]
}

/** What was written in a partition, the earliest first; of so many writes before those nothing is known. */
interface Writes {
  keys: string[]
  before: number
}

/** So many writes of a partition had been by then. */
interface Moment {
  writes: Writes
  count: number
}

/** SQLite orders by bytes and this by UTF-16: a key beyond the plane of both may be on any page. */
const IS_BEYOND = /[\ud800-\uffff]/

const isOn = ({ range: [after, from, before], last }: Page, key: string): boolean =>
  key > after && key >= from && key < before && (last === undefined || key <= last)

/** In two generations: what nobody asked for while one filled up goes with it. */
export function createRemembered(
  most = MOST,
  mostPages = MOST_PAGES,
  mostWrites = MOST_WRITES,
  mostFollowed = MOST_FOLLOWED,
): Remembered {
  let young = new Map<string, Kept>()
  let old = new Map<string, Kept>()
  let size = 0
  const sizes = new WeakMap<Stored, number>()
  const pages = new Map<string, Map<string, Page>>()
  let known = 0
  let held = 0
  const at = (partition: string, key: string) => `${partition}\n${key}`

  function add(place: string, kept: Kept): void {
    size += kept.size
    young.set(place, kept)
    if (size < most) return
    old = young
    young = new Map()
    size = 0
  }

  const followed = new Map<string, Writes>()

  function forgetPages(): void {
    pages.clear()
    known = 0
    held = 0
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
      const added = rows.reduce((sum, row) => sum + (sizes.get(row) ?? 0), 0)
      if (held + added >= most || known >= mostPages) forgetPages()
      held += added
      const here = pages.get(partition) ?? new Map<string, Page>()
      pages.set(partition, here)
      const name = range.join('\n')
      if (!here.has(name)) known++
      here.set(name, { range, rows, last: rows.length < range[3] ? undefined : rows.at(-1)?.key })
    },
    moment(partition) {
      const writes = followed.get(partition) ?? { keys: [], before: 0 }
      // Whoever is asked for again is the last to be followed no more.
      followed.delete(partition)
      followed.set(partition, writes)
      for (const oldest of followed.keys()) {
        if (followed.size <= mostFollowed) break
        followed.delete(oldest)
      }
      return { writes, count: writes.before + writes.keys.length }
    },
    since(partition, { writes, count }) {
      if (followed.get(partition) !== writes || count < writes.before) return undefined
      return [...new Set(writes.keys.slice(count - writes.before))]
    },
    changed(partition, key, gone) {
      const here = pages.get(partition)
      const beyond = here !== undefined && IS_BEYOND.test(key)
      for (const [name, page] of here ?? []) {
        if (!beyond && !isOn(page, key)) continue
        here?.delete(name)
        known--
      }
      const writes = followed.get(partition)
      writes?.keys.push(key)
      if (writes && writes.keys.length > mostWrites) {
        const forgotten = writes.keys.splice(0, mostWrites / 2)
        writes.before += forgotten.length
      }
      if (gone !== 'gone') return
      young.delete(at(partition, key))
      old.delete(at(partition, key))
    },
  }
}

/** Parsed JSON is a tree: nothing in it is met twice. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const each of Object.values(value)) frozen(each)
  return Object.freeze(value)
}
