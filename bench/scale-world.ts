/**
 * AWS on paper: a clock that jumps to whatever happens next, SES with a quota, a scheduler, and functions with a processor
 * each, over the table of `scale-table.ts`. The handlers run in it as they are.
 */
import { fromMillis, type Instant, toMillis } from '../domain/keep/time.ts'
import type { Clock, Outgoing, Post, PostOutcome, Schedule, Timetable, World } from '../functions/keep/ports.ts'

/** Milliseconds that a request takes, as the services usually answer within a region: assumptions, not measurements. */
export const TAKES = { read: 4, write: 7, query: 10, send: 60, quota: 40, schedule: 20 } as const

/** A leap of the clock in milliseconds, and how often it looks whether something is still at work before one. */
const LEAP = 100
const PATIENCE = 200

export interface Time extends Clock {
  millis(): number
  at(instant: number): Promise<void>
  /** Nothing more happens. */
  end(): void
}

/** Goes on to the next event when everything that happens now has happened. */
export function createTime(start: Instant, most = PATIENCE): Time {
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
    if ((events[0]?.at ?? 0) - now > LEAP && patience++ < most) return void setImmediate(pump)
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
  return {
    now: () => fromMillis(now),
    millis: () => now,
    at,
    rest: millis => at(now + Math.max(0, millis)),
    end: () => void events.splice(0),
  }
}

/** One processor: what it is asked for one thing it does after another. */
export function createProcessor(time: Time): (millis: number) => Promise<void> {
  let free = 0
  return millis => {
    free = Math.max(free, time.millis()) + millis
    return time.at(free)
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

/** What AWS on paper is set to. */
export const SETTINGS: World['settings'] = {
  url: 'https://convoke.example.org',
  from: 'invitations@example.org',
  replyDomain: 'reply.example.org',
  secret: 'a secret of the bench that is long enough to count',
  conveners: [],
  claimable: false,
  bounces: 'by token',
  restoredAt: undefined,
}
