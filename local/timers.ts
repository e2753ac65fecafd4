/** Fires what is due, as the clock goes by and when the workbench moves it. */
import { type Instant, MINUTE, SECOND, shift } from '../domain/keep/time.ts'
import { failureOf } from '../functions/keep/failure.ts'
import type { Log, Schedule } from '../functions/keep/ports.ts'
import { ownerOf } from '../functions/keep/schedule.ts'
import type { LocalClock } from './clock.ts'
import type { LocalTimetable } from './timetable.ts'
import { DataError } from './trouble.ts'

export interface Timers {
  /** Looks for what is due every second, and sweeps every minute. */
  start(): void
  /** Takes up nothing more; comes back when what is in hand is done. */
  stop(): Promise<void>
  /** Everything up to `instant` happens, in order, each at its own instant; then the clock stands at `instant`. */
  runUntil(instant: Instant): Promise<void>
  /** The same up to the next thing that is still to come; answers its instant, or undefined when nothing is. */
  runNext(): Promise<Instant | undefined>
}

export interface TimersNeed {
  timetable: LocalTimetable
  clock: LocalClock
  log: Log
  /**
   * Lets a wave go. It reads the documents and decides: a schedule is only a hint. Past `until` it sets itself anew
   * and comes back, so that the others get their turn.
   */
  release: (schedule: Schedule, until?: Instant) => Promise<void>
  /** Asks again for whatever is overdue. */
  sweep: () => Promise<void>
}

/** Polling rather than one long timer: a laptop sleeps, a schedule moves, and a timer holds no more than 24 days. */
const LOOK = SECOND
const SWEEP = MINUTE
const RETRY = { first: 5 * SECOND, most: 10 * MINUTE }
/** So often may a schedule fire without its instant going forward before it counts as failing. */
const REPEATS = 5
/** So many campaigns send at one time, each for so long before it lets others in. */
const SIDE_BY_SIDE = 8
const SLICE = 20 * SECOND
/**
 * What somebody who turns the clock waits for: the next letters to a list. Errands happen on the way there; where no
 * letters are to come, they are what is next.
 */
export const nextThing = (ahead: readonly Schedule[]): Schedule | undefined =>
  ahead.find(({ of }) => of === 'wave') ?? ahead[0]

/** What is wrong with the data folder is said in words for the operator; of all else its kind and its place. */
const inShort = (error: unknown): Record<string, string> =>
  error instanceof DataError ? { why: error.message } : failureOf(error)

/** More than this on the way to one instant is a loop, not a calendar. */
const MOST_FIRED = 50_000

export function createTimers({ timetable, clock, log, release, sweep }: TimersNeed): Timers {
  /** Schedules that failed, and when to try them again (in real time: a moved clock mends nothing). */
  const failing = new Map<string, { failures: number; until: number }>()
  /** How often a name fired without its instant going forward, so that one which sets itself again is noticed. */
  const repeats = new Map<string, { at: Instant; times: number }>()
  let timer: NodeJS.Timeout | undefined
  let stopped = true
  let sweptAt = Number.NEGATIVE_INFINITY
  let turn: Promise<unknown> = Promise.resolve()

  /** One thing at a time: the loop and the workbench never fire the same schedule side by side. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  function waiting(): ReadonlySet<string> {
    const now = performance.now()
    return new Set([...failing].filter(([, { until }]) => until > now).map(([name]) => name))
  }

  function putOff(schedule: Schedule, error: unknown): void {
    const failures = (failing.get(schedule.name)?.failures ?? 0) + 1
    const wait = Math.min(RETRY.first * 2 ** (failures - 1), RETRY.most)
    failing.set(schedule.name, { failures, until: performance.now() + wait })
    log.error('schedule failed', {
      schedule: schedule.name,
      failures,
      retry_in_seconds: wait / SECOND,
      ...inShort(error),
    })
  }

  async function fire(schedule: Schedule, until?: Instant): Promise<void> {
    const { name, at } = schedule
    const seen = repeats.get(name)
    const onward = seen === undefined || at > seen.at
    const times = onward ? 1 : seen.times + 1
    repeats.set(name, { at: onward ? at : seen.at, times })
    try {
      if (times > REPEATS) throw new Error(`it sets itself again at ${at}`)
      await release(schedule, until)
      await timetable.fired(schedule)
      failing.delete(name)
    } catch (error) {
      putOff(schedule, error)
    }
  }

  async function sweepOnce(): Promise<void> {
    sweptAt = performance.now()
    try {
      await sweep()
    } catch (error) {
      log.error('sweep failed', inShort(error))
    }
  }

  const sweepIfDue = async () => {
    if (!stopped && performance.now() - sweptAt >= SWEEP) await sweepOnce()
  }

  async function look(): Promise<void> {
    for (;;) {
      const held = waiting()
      const due = stopped ? [] : timetable.due(clock.now()).filter(({ name }) => !held.has(name))
      // Waves of one campaign follow each other; those of several go side by side, and share the account's pace.
      const first = [...new Map(due.reverse().map(schedule => [ownerOf(schedule), schedule])).values()]
      if (first.length === 0) break
      const until = shift(clock.now(), SLICE)
      await Promise.all(first.slice(-SIDE_BY_SIDE).map(schedule => fire(schedule, until)))
      // A wave may go on for hours, slice by slice: what is left to the sweep does not wait for its end.
      await sweepIfDue()
    }
    await sweepIfDue()
  }

  async function goTo(instant: Instant): Promise<void> {
    // What should have happened by now happens now: after the move it would be found too late.
    await sweepOnce()
    for (let fired = 0; ; fired++) {
      const next = timetable.next(waiting())
      if (!next || next.at > instant) break
      if (fired >= MOST_FIRED) throw new Error(`More than ${MOST_FIRED} schedules fired on the way to ${instant}.`)
      await clock.moveTo(next.at)
      await fire(next)
    }
    await clock.moveTo(instant)
    await sweepOnce()
  }

  function again(): void {
    if (stopped) return
    timer = setTimeout(() => {
      inTurn(look)
        .catch(error => log.error('timers failed', inShort(error)))
        .finally(again)
    }, LOOK)
  }

  return {
    start() {
      if (!stopped) return
      stopped = false
      again()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await turn
    },
    runUntil: instant => inTurn(() => goTo(instant)),
    runNext: () =>
      inTurn(async () => {
        const now = clock.now()
        const held = waiting()
        const ahead = nextThing(timetable.all().filter(({ at, name }) => at > now && !held.has(name)))
        await goTo(ahead?.at ?? now)
        return ahead?.at
      }),
  }
}
