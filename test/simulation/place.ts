/**
 * Where a season plays: one machine with one process that is started again when it dies, or a cloud in which every call
 * has a process, some of them used again, and a deploy replaces those at rest. Sweeps come seldom, late and in bursts.
 */
import type { Schedule, World } from '../../functions/keep/ports.ts'
import type { Luck } from './luck.ts'
import type { Machine, Outcome, Process, Schedules } from './machine.ts'
import type { Door, Scene } from './scene.ts'
import { createCloudSchedules, createTimers } from './schedules.ts'
import type { Storage } from './storage.ts'
import type { Timeline } from './timeline.ts'
import { DAY_MILLIS, HOUR, MINUTE, type Place, SECOND, type Weather } from './weather.ts'

type Task<T> = (world: World) => Promise<T>

export interface Stage {
  schedules: Schedules
  serve: Scene['serve']
  house: House
  firesSweeps: {
    open(machine: Machine): void
    onDeath(process: Process): void
    begin(start: number, waves: readonly number[], sweep: Task<unknown>): void
    /** From when on a sweep comes as often as every few hours, and when the weather is calm for good. */
    often(from: number, calm: number): void
  }
}

/** What its operator does with all of it. */
export interface House {
  /** Ends every process; until `open` there is none, and nobody is served. */
  close(): void
  open(): void
  /** Copies what a backup holds; what is answered puts it back. */
  copy(): () => void
}

export interface PlaceNeeds {
  place: Place
  luck: Luck
  weather: Weather
  timeline: Timeline
  storage: Storage
  trace: (line: () => string) => void
  /** The task of a schedule, which begins no letter more after `limit` milliseconds. */
  release: (schedule: Schedule, limit: number) => Task<unknown>
}

/** Milliseconds after which a function is ended, and how long before it begins no letter more. */
const ROOM = 45 * SECOND

export function createPlace(needs: PlaceNeeds): Stage {
  const { place, luck, weather, timeline, storage, trace, release } = needs
  const foul = () => weather.isFoul(timeline.now())
  let machine: Machine
  /** The one process of a machine. */
  let only: Process | undefined
  let sweeping: Task<unknown> = async () => {}
  let isClosed = false
  const living = new Set<Process>()
  /** Processes at rest, by door. */
  const resting = new Map<Door, Process[]>()
  const limits: Record<Door, number> = {
    web: 30 * SECOND,
    mail: MINUTE,
    note: MINUTE,
    release: luck.pick([2, 5, 15]) * MINUTE,
    sweep: 15 * MINUTE,
  }

  function begins(): Process {
    const process = machine.start()
    living.add(process)
    return process
  }

  const serve: Scene['serve'] = (door, name, task, over) => {
    if (isClosed) return timeline.at(timeline.now() + SECOND, () => over('died'))
    if (place !== 'cloud') {
      if (only) machine.run(only, name, task, over)
      else timeline.at(timeline.now() + SECOND, () => over('died'))
      return
    }
    const pool = resting.get(door) ?? []
    resting.set(door, pool)
    const process = pool.pop() ?? begins()
    const end: typeof over = outcome => {
      if (!process.dead && luck.happens(0.8)) pool.push(process)
      over(outcome)
    }
    machine.run(process, name, task, end, { limit: limits[door] })
  }

  const ended = (outcome: Outcome<unknown>) => typeof outcome === 'object' && 'done' in outcome

  const timers =
    place === 'cloud'
      ? undefined
      : createTimers(
          needs,
          () => only && timeline.now() + only.skew,
          (schedule, over) =>
            serve('release', schedule.name, release(schedule, 20 * SECOND), outcome => over(ended(outcome))),
        )
  const schedules: Schedules = timers ?? createCloudSchedules(needs, schedule => fire(schedule, 2))

  /** A function that fails is called twice more. */
  function fire(schedule: Schedule, more: number): void {
    serve('release', schedule.name, release(schedule, limits.release - ROOM), outcome => {
      if (!ended(outcome) && more > 0) timeline.at(timeline.now() + (3 - more) * MINUTE, () => fire(schedule, more - 1))
    })
  }

  function revive(): void {
    if (isClosed) return
    only = begins()
    trace(() => `process ${only?.id} starts`)
    const mine = only
    // Somebody notices that it is stuck, sooner or later.
    const watch = () => {
      if (mine.dead || !foul()) return
      if (weather.rates.hangs + weather.rates.cut > 0 && luck.happens(0.5))
        machine.kill(mine, 'somebody starts it anew')
      else timeline.at(timeline.now() + luck.between(HOUR, DAY_MILLIS), watch)
    }
    timeline.at(timeline.now() + luck.between(10 * MINUTE, DAY_MILLIS), watch)
    timers?.look()
  }

  return {
    schedules,
    serve,
    house: {
      close() {
        isClosed = true
        for (const pool of resting.values()) pool.length = 0
        for (const process of living) machine.kill(process, 'somebody puts a backup back')
      },
      open() {
        isClosed = false
        if (place !== 'cloud' && !only) revive()
      },
      copy() {
        const parts = [storage.copy(), machine.copy(), ...(timers ? [timers.copy()] : [])]
        return () => {
          for (const putBack of parts) putBack()
        }
      },
    },
    firesSweeps: {
      often(from, calm) {
        const again = () => {
          serve('sweep', 'sweep', sweeping, () => {})
          timeline.at(timeline.now() + luck.between(2 * HOUR, 6 * HOUR), again)
        }
        timeline.at(from, again)
        timeline.at(calm, deploy)
      },
      open(opened) {
        machine = opened
        if (place !== 'cloud') revive()
        // A last start when faults have stopped, and deploys now and then before that.
        timeline.at(weather.until, deploy)
        for (let n = luck.below(3); n > 0; n--) timeline.at(timeline.now() + luck.between(0, 30 * DAY_MILLIS), deploy)
      },
      onDeath(process) {
        living.delete(process)
        if (process !== only) return
        only = undefined
        const down = foul() ? luck.between(SECOND, luck.pick([MINUTE, HOUR, 6 * HOUR])) : SECOND
        timeline.at(timeline.now() + down, () => {
          if (!only) revive()
        })
      },
      begin(start, waves, sweep) {
        sweeping = sweep
        const once = () => serve('sweep', 'sweep', sweep, () => {})
        const again = () => {
          once()
          const calm = timeline.now() > weather.until + 6 * HOUR
          const gap = !foul() && !calm ? 30 * MINUTE : luck.between(HOUR, 28 * HOUR)
          timeline.at(timeline.now() + gap, again)
        }
        timeline.at(start + luck.between(0, DAY_MILLIS), again)
        timeline.at(weather.until + MINUTE, once)
        for (const at of waves)
          for (let n = luck.below(4); n > 0; n--) timeline.at(at + luck.between(0, 40 * MINUTE), once)
      },
    },
  }

  function deploy(): void {
    trace(() => 'a deploy')
    for (const pool of resting.values()) pool.length = 0
    if (only) machine.kill(only, 'a deploy')
  }
}
