/** A table on paper, whose partitions give what DynamoDB's give, and which counts what it is asked as DynamoDB charges it. */
import { deflateRawSync } from 'node:zlib'
import type { Store, Stored } from '../functions/keep/ports.ts'
import { TAKES, type Time } from './scale-world.ts'

/** Units a second that one partition gives. Bursts beyond it, and its splitting under load, are left out. */
export const PARTITION = { write: 1000, read: 3000 } as const

/** The SDK's tries of a request, and the longest wait before the second; each later one is twice as long. */
const TRIES = 5
const BACKOFF = 50

/** What a text takes in the table: longer ones are deflated (aws/store.ts), and beside each stand its keys and its version. */
const PLAIN = 700
const BESIDE = 110
export const bytesOf = (text: string): number =>
  BESIDE + (Buffer.byteLength(text) <= PLAIN ? text.length : deflateRawSync(text).length)

/** A write is charged by the kilobyte, a consistent read by four. */
const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1024))
const readUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / 4096))

/** So many partitions that nobody changed since they were made are held. */
const HELD = 3000

/** One request, as it is charged. */
export type Note = (kind: 'write' | 'read', units: number) => void

export interface Document {
  text: string
  version: number
  bytes: number
}

interface Partition {
  keys: string[]
  sorted: boolean
  documents: Map<string, Document>
  used: { second: number; write: number; read: number }
  peak: { write: number; read: number }
}

export interface Table {
  /** Without time and limits, for what was there before. */
  direct: Store
  /** As a function sees it, whose processor spends so long on each request. */
  seenBy(work: () => Promise<void>, note?: Note): Store
  peak(partition: string): { write: number; read: number }
  /** All that stands in a partition. */
  within(partition: string): (readonly [key: string, document: Document])[]
  /** The most that any partition, and all of them together, were asked for in a second. */
  hottest(): Record<'write' | 'read', { partition: string; units: number; together: number }>
  throttled(): number
}

/** What is in a partition that nobody has opened yet, by key. */
export type Born = (partition: string) => Iterable<readonly [key: string, document: Document]> | undefined

export class Throttled extends Error {
  override name = 'ProvisionedThroughputExceededException'
}

export function createTable(time: Time, born: Born = () => undefined): Table {
  const partitions = new Map<string, Partition>()
  /** Those that are as they were born, and can be born again. */
  const clean = new Set<string>()
  let throttled = 0
  const hot = { write: { partition: '', units: 0, together: 0 }, read: { partition: '', units: 0, together: 0 } }
  const together = { second: 0, write: 0, read: 0 }
  const open = (name: string): Partition => {
    const known = partitions.get(name)
    if (known) return known
    const made: Partition = {
      keys: [],
      sorted: true,
      documents: new Map(),
      used: { second: 0, write: 0, read: 0 },
      peak: { write: 0, read: 0 },
    }
    partitions.set(name, made)
    for (const [key, document] of born(name) ?? []) made.documents.set(key, document)
    if (made.documents.size === 0) return made
    made.keys = [...made.documents.keys()].sort()
    clean.add(name)
    if (clean.size > HELD)
      for (const oldest of clean) {
        clean.delete(oldest)
        partitions.delete(oldest)
        break
      }
    return made
  }
  const shown = (key: string, { text, version }: Document): Stored => ({
    key,
    value: JSON.parse(text),
    version,
  })

  function put(partition: string, key: string, document: Document, seen: number | undefined): number | 'conflict' {
    const within = open(partition)
    clean.delete(partition)
    const found = within.documents.get(key)
    if (found?.version !== seen) return 'conflict'
    if (!found) {
      within.keys.push(key)
      within.sorted = false
    }
    within.documents.set(key, document)
    return document.version
  }

  function documentOf(value: unknown, seen: number | undefined): Document {
    const text = JSON.stringify(value)
    return { text, version: (seen ?? 0) + 1, bytes: bytesOf(text) }
  }

  const direct: Store = {
    async get(partition, key) {
      const found = open(partition).documents.get(key)
      return found && shown(key, found)
    },
    put: async (partition, key, value, seen) => put(partition, key, documentOf(value, seen), seen),
    async remove(partition, key, seen) {
      const within = open(partition)
      if (within.documents.get(key)?.version !== seen) return 'conflict'
      clean.delete(partition)
      within.documents.delete(key)
      within.keys.splice(within.keys.indexOf(key), 1)
      return 'removed'
    },
    async list(partition, { prefix = '', after = '', limit }) {
      const within = open(partition)
      if (!within.sorted) within.keys.sort()
      within.sorted = true
      const { keys } = within
      let [low, high] = [0, keys.length]
      const isBefore = (key: string) => (after === '' ? key < prefix : key <= after)
      while (low < high) {
        const middle = (low + high) >> 1
        if (isBefore(keys[middle] ?? '')) low = middle + 1
        else high = middle
      }
      const found: Stored[] = []
      for (let at = low; at < keys.length && found.length <= limit; at++) {
        const key = keys[at] ?? ''
        const document = within.documents.get(key)
        if (!key.startsWith(prefix)) break
        if (document) found.push(shown(key, document))
      }
      return { found: found.slice(0, limit), after: found.length > limit ? found[limit - 1]?.key : undefined }
    },
  }

  /** Takes units of a partition's second, or waits as the SDK does when there are none left. */
  async function take(name: string, kind: 'write' | 'read', units: number): Promise<void> {
    const { used, peak } = open(name)
    for (let tries = 1; ; tries++) {
      const second = Math.floor(time.millis() / 1000)
      if (used.second !== second) Object.assign(used, { second, write: 0, read: 0 })
      if (used[kind] + units <= PARTITION[kind] || used[kind] === 0) {
        used[kind] += units
        peak[kind] = Math.max(peak[kind], used[kind])
        count(name, kind, used[kind], units)
        return
      }
      throttled++
      if (tries >= TRIES) throw new Throttled('the partition gives no more')
      // Between half of it and all, the same in each run.
      await time.rest(BACKOFF * 2 ** (tries - 1) * (0.5 + 0.5 * ((throttled * 0.618) % 1)))
    }
  }

  function count(partition: string, kind: 'write' | 'read', inSecond: number, units: number): void {
    const second = Math.floor(time.millis() / 1000)
    if (together.second !== second) Object.assign(together, { second, write: 0, read: 0 })
    together[kind] += units
    hot[kind].together = Math.max(hot[kind].together, together[kind])
    if (inSecond > hot[kind].units) Object.assign(hot[kind], { partition, units: inSecond })
  }

  const sizeAt = (partition: string, key: string) => open(partition).documents.get(key)?.bytes ?? 0

  return {
    direct,
    seenBy: (work, note = () => {}) => {
      async function ask(partition: string, kind: 'write' | 'read', units: number): Promise<void> {
        await work()
        note(kind, units)
        await take(partition, kind, units)
      }
      return {
        async get(partition, key) {
          await ask(partition, 'read', readUnits(sizeAt(partition, key)))
          await time.rest(TAKES.read)
          return direct.get(partition, key)
        },
        async put(partition, key, value, seen) {
          const document = documentOf(value, seen)
          await ask(partition, 'write', writeUnits(document.bytes))
          await time.rest(TAKES.write)
          return put(partition, key, document, seen)
        },
        async remove(partition, key, seen) {
          await ask(partition, 'write', writeUnits(sizeAt(partition, key)))
          await time.rest(TAKES.write)
          return direct.remove(partition, key, seen)
        },
        async list(partition, options) {
          const page = await direct.list(partition, options)
          const bytes = page.found.reduce((sum, { key }) => sum + sizeAt(partition, key), 0)
          await ask(partition, 'read', readUnits(bytes))
          await time.rest(TAKES.query)
          return page
        },
      }
    },
    peak: partition => open(partition).peak,
    within: partition => [...open(partition).documents],
    hottest: () => hot,
    throttled: () => throttled,
  }
}
