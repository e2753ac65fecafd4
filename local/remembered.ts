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

/** So many pages of lists are known: a mark and a range each, also of one with nothing on it, for strangers may ask for any number. */
const MOST_PAGES = 50_000

/** Stands until something on its page is written, or would come onto it. */
export interface PageMark {
  stands: boolean
}

export interface Remembered {
  /** The document at that version, if it is known. */
  known(partition: string, key: string, version: number): Stored | undefined
  /** Keeps it, frozen at every depth. `size`: its characters. */
  keep(partition: string, stored: Stored, size: number): Stored
  /** A page of a list as it was read, if nothing in it was written since. */
  page(partition: string, range: Range): Marked | undefined
  keepPage(partition: string, range: Range, rows: readonly Stored[]): Marked
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

/** What is on a page, with what stands until something on it is written: longer than its documents are remembered. */
interface Marked {
  rows: readonly Stored[]
  mark: PageMark
}

interface Page {
  range: Range
  /** The key of its last row; undefined where the list ends with it. */
  last: string | undefined
  mark: PageMark
  rows: readonly Stored[] | undefined
}

/** SQLite orders by bytes and this by UTF-16: a key beyond the plane of both may be on any page. */
const IS_BEYOND = /[\ud800-\uffff]/

const isOn = ({ range: [after, from, before], last }: Page, key: string): boolean =>
  key > after && key >= from && key < before && (last === undefined || key <= last)

/** In two generations: what nobody asked for while one filled up goes with it. */
export function createRemembered(most = MOST, mostPages = MOST_PAGES): Remembered {
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

  const everyPage = () => [...pages.values()].flatMap(each => [...each.values()])

  function forgetPages(): void {
    for (const { mark } of everyPage()) mark.stands = false
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
    page(partition, range) {
      const page = pages.get(partition)?.get(range.join('\n'))
      return page?.rows && { rows: page.rows, mark: page.mark }
    },
    keepPage(partition, range, rows) {
      held += rows.reduce((sum, row) => sum + (sizes.get(row) ?? 0), 0)
      if (held >= most) {
        for (const page of everyPage()) page.rows = undefined
        held = 0
      }
      if (known >= mostPages) forgetPages()
      const here = pages.get(partition) ?? new Map<string, Page>()
      pages.set(partition, here)
      const name = range.join('\n')
      const before = here.get(name)
      if (!before) known++
      const mark = before?.mark ?? { stands: true }
      here.set(name, { range, rows, mark, last: rows.length < range[3] ? undefined : rows.at(-1)?.key })
      return { rows, mark }
    },
    changed(partition, key, gone) {
      const here = pages.get(partition)
      const beyond = here !== undefined && IS_BEYOND.test(key)
      for (const [name, page] of here ?? []) {
        if (!beyond && !isOn(page, key)) continue
        page.mark.stands = false
        here?.delete(name)
        known--
      }
      if (gone !== 'gone') return
      young.delete(at(partition, key))
      old.delete(at(partition, key))
    },
    clear() {
      young.clear()
      old.clear()
      forgetPages()
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
