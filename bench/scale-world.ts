/**
 * AWS on paper: a clock that jumps to whatever happens next, one table whose partitions give what DynamoDB's give, SES
 * with a quota, a scheduler, and functions with a processor each. The handlers run in it as they are.
 */
import { fromMillis, type Instant, toMillis } from '../domain/keep/time.ts'
import type { Clock, Outgoing, Post, PostOutcome, Schedule, Store, Stored, Timetable } from '../functions/keep/ports.ts'

/** Milliseconds that a request takes, as the services usually answer within a region: assumptions, not measurements. */
export const TAKES = { read: 4, write: 7, query: 10, send: 60, quota: 40, schedule: 20 } as const

/** Units a second that one partition gives. Bursts beyond it, and its splitting under load, are left out. */
export const PARTITION = { write: 1000, read: 3000 } as const

/** The SDK's tries of a request, and the longest wait before the second; each later one is twice as long. */
const TRIES = 5
const BACKOFF = 50

/** A leap of the clock in milliseconds, and how often it looks whether something is still at work before one. */
const LEAP = 100
const PATIENCE = 200

export interface Time extends Clock {
  millis(): number
  at(instant: number): Promise<void>
}

/** Goes on to the next event when everything that happens now has happened. */
export function createTime(start: Instant): Time {
  let now = toMillis(start)
  /** A heap, the earliest first. */
  const events: { at: number; wake: () => void }[] = []
  let pumping = false
  let patience = 0

  function push(event: (typeof events)[number]): void {
    let at = events.push(event) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      if ((events[above]?.at ?? 0) <= event.at) break
      events[at] = events[above] as typeof event
      events[above] = event
      at = above
    }
    if (!pumping) setImmediate(pump)
    pumping = true
  }

  function pop(): (typeof events)[number] | undefined {
    const first = events[0]
    const last = events.pop()
    if (!first || !last || events.length === 0) return first
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      if (left >= events.length) break
      const least = left + 1 < events.length && (events[left + 1]?.at ?? 0) < (events[left]?.at ?? 0) ? left + 1 : left
      if ((events[least]?.at ?? 0) >= last.at) break
      events[at] = events[least] as typeof last
      at = least
    }
    events[at] = last
    return first
  }

  function pump(): void {
    // Setting a press is real work, which this clock does not see: it makes no leap before that can be over.
    if ((events[0]?.at ?? 0) - now > LEAP && patience++ < PATIENCE) return void setImmediate(pump)
    patience = 0
    const first = pop()
    if (first) {
      now = Math.max(now, first.at)
      first.wake()
      while ((events[0]?.at ?? Number.POSITIVE_INFINITY) <= now) pop()?.wake()
    }
    pumping = events.length > 0
    if (pumping) setImmediate(pump)
  }

  const at = (instant: number) => new Promise<void>(wake => push({ at: instant, wake }))
  return { now: () => fromMillis(now), millis: () => now, at, rest: millis => at(now + Math.max(0, millis)) }
}

/** One processor: what it is asked for one thing it does after another. */
export function createProcessor(time: Time): (millis: number) => Promise<void> {
  let free = 0
  return millis => {
    free = Math.max(free, time.millis()) + millis
    return time.at(free)
  }
}

interface Partition {
  keys: string[]
  sorted: boolean
  documents: Map<string, { text: string; version: number }>
  used: { second: number; write: number; read: number }
  peak: { write: number; read: number }
}

export interface Table {
  /** Without time and limits, for what was there before. */
  direct: Store
  /** As a function sees it, whose processor spends so long on each request. */
  seenBy(work: () => Promise<void>): Store
  peak(partition: string): { write: number; read: number }
  throttled(): number
}

export class Throttled extends Error {
  override name = 'ProvisionedThroughputExceededException'
}

export function createTable(time: Time): Table {
  const partitions = new Map<string, Partition>()
  let throttled = 0
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
    return made
  }
  const shown = (key: string, { text, version }: { text: string; version: number }): Stored => ({
    key,
    value: JSON.parse(text),
    version,
  })

  const direct: Store = {
    async get(partition, key) {
      const found = open(partition).documents.get(key)
      return found && shown(key, found)
    },
    async put(partition, key, value, seen) {
      const { documents, keys } = open(partition)
      const found = documents.get(key)
      if (found?.version !== seen) return 'conflict'
      if (!found) {
        keys.push(key)
        open(partition).sorted = false
      }
      const version = (seen ?? 0) + 1
      documents.set(key, { text: JSON.stringify(value), version })
      return version
    },
    async remove(partition, key, seen) {
      const within = open(partition)
      if (within.documents.get(key)?.version !== seen) return 'conflict'
      within.documents.delete(key)
      within.keys = within.keys.filter(each => each !== key)
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
        return
      }
      throttled++
      if (tries >= TRIES) throw new Throttled('the partition gives no more')
      // Between half of it and all, the same in each run.
      await time.rest(BACKOFF * 2 ** (tries - 1) * (0.5 + 0.5 * ((throttled * 0.618) % 1)))
    }
  }

  return {
    direct,
    seenBy: work => ({
      async get(partition, key) {
        await work()
        await take(partition, 'read', 1)
        await time.rest(TAKES.read)
        return direct.get(partition, key)
      },
      async put(partition, key, value, seen) {
        await work()
        await take(partition, 'write', 1)
        await time.rest(TAKES.write)
        return direct.put(partition, key, value, seen)
      },
      async remove(partition, key, seen) {
        await work()
        await take(partition, 'write', 1)
        await time.rest(TAKES.write)
        return direct.remove(partition, key, seen)
      },
      async list(partition, options) {
        await work()
        const page = await direct.list(partition, options)
        // Packed, an invitation has half a kilobyte.
        await take(partition, 'read', Math.max(1, Math.ceil(page.found.length / 8)))
        await time.rest(TAKES.query)
        return page
      },
    }),
    peak: partition => open(partition).peak,
    throttled: () => throttled,
  }
}

export interface Ses {
  seenBy(work: () => Promise<void>): Post
  overruns(): number
}

/** SES lets a rate be passed for a moment, not for long: so many letters more, or two seconds' worth. */
const BURST = 5

/** SES with a rate; each letter it takes is told of by `onTaken`. */
export function createSes(time: Time, rate: number, onTaken: (message: Outgoing) => void): Ses {
  const most = Math.max(BURST, 2 * rate)
  let left = most
  let filled = time.millis()
  let overruns = 0
  return {
    overruns: () => overruns,
    seenBy: work => ({
      reports: true,
      async send(message): Promise<PostOutcome> {
        await work()
        await time.rest(TAKES.send / 2)
        const now = time.millis()
        left = Math.min(most, left + (rate * (now - filled)) / 1000)
        filled = now
        if (left < 1) {
          overruns++
          return { outcome: 'later', detail: 'Throttling', overrun: true }
        }
        left--
        onTaken(message)
        await time.rest(TAKES.send / 2)
        return { outcome: 'sent' }
      },
      fateOf: async () => 'unknown',
      async rate() {
        await time.rest(TAKES.quota)
        return rate
      },
    }),
  }
}

/** One schedule a name; `fire` is called at its instant, unless it was moved or removed. */
export function createScheduler(time: Time, fire: (schedule: Schedule) => void): Timetable {
  const schedules = new Map<string, Schedule>()
  return {
    async set(schedule) {
      await time.rest(TAKES.schedule)
      schedules.set(schedule.name, schedule)
      // It is precise to the second, and takes nothing for the past.
      void time.at(Math.max(toMillis(schedule.at), time.millis() + 5000)).then(() => {
        if (schedules.get(schedule.name) !== schedule) return
        schedules.delete(schedule.name)
        fire(schedule)
      })
    },
    async remove(name) {
      schedules.delete(name)
    },
    async list(campaign) {
      await time.rest(TAKES.schedule)
      return [...schedules.values()].filter(each => each.of === 'wave').filter(each => each.campaign === campaign)
    },
  }
}
