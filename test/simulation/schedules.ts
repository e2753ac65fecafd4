/** Schedules of waves: the cloud's, which fire late, twice, out of order or never; and the timers of one machine. */
import type { Schedule } from '../../functions/keep/ports.ts'
import type { Luck } from './luck.ts'
import type { Schedules } from './machine.ts'
import type { Timeline } from './timeline.ts'
import { DAY_MILLIS, HOUR, MINUTE, SECOND, type Weather } from './weather.ts'

interface Entry {
  schedule: Schedule
  /** Tells a schedule from one that was set anew under its name. */
  token: number
}

interface Needs {
  luck: Luck
  weather: Weather
  timeline: Timeline
}

/** `fire` is called when a schedule of EventBridge reaches its target; it is gone by then. */
export function createCloudSchedules(needs: Needs, fire: (schedule: Schedule) => void): Schedules {
  const { luck, weather, timeline } = needs
  const { rates } = weather
  const entries = new Map<string, Entry>()
  let tokens = 0
  return {
    set(schedule) {
      const token = ++tokens
      entries.set(schedule.name, { schedule, token })
      const at = Math.max(Date.parse(schedule.at), timeline.now() + 5 * SECOND)
      const foul = weather.isFoul(at)
      let late = luck.between(0, luck.pick([SECOND, MINUTE]))
      if (foul && luck.happens(rates.late)) {
        weather.count('schedule late')
        late = luck.between(MINUTE, luck.happens(0.2) ? 30 * HOUR : 3 * HOUR)
      }
      const never = foul && luck.happens(rates.never)
      const twice = foul && luck.happens(rates.twice)
      timeline.at(at + late, () => {
        if (entries.get(schedule.name)?.token !== token) return
        if (never) {
          // Lost on its way: gone from the list, or standing in it for ever.
          weather.count('schedule never')
          if (luck.happens(0.5)) entries.delete(schedule.name)
          return
        }
        entries.delete(schedule.name)
        fire(schedule)
        if (!twice) return
        weather.count('schedule twice')
        timeline.at(timeline.now() + luck.between(0, luck.happens(0.1) ? DAY_MILLIS : MINUTE), () => fire(schedule))
      })
    },
    remove: name => void entries.delete(name),
    list: campaign =>
      [...entries.values()]
        .map(each => each.schedule)
        .filter(each => each.of === 'wave')
        .filter(each => each.campaign === campaign),
  }
}

export interface Timers extends Schedules {
  /** Looks for what is due, now and whenever something will be. */
  look(): void
  /** Copies them; what is answered puts them back. */
  copy(): () => void
}

/**
 * The timers of one machine: durable, one thing at a time, tried again when it fails. `release` answers through `over`
 * whether it came to an end; while no process lives nothing fires.
 */
export function createTimers(
  needs: Needs,
  clock: () => number | undefined,
  release: (schedule: Schedule, over: (ended: boolean) => void) => void,
): Timers {
  const { timeline } = needs
  const entries = new Map<string, Schedule>()
  const failing = new Map<string, { times: number; until: number }>()
  let busy = false

  function look(): void {
    const now = clock()
    if (now === undefined || busy) return
    const due = [...entries.values()]
      .filter(({ name, at }) => Date.parse(at) <= now && (failing.get(name)?.until ?? 0) <= timeline.now())
      .sort((a, b) => (a.at < b.at ? -1 : 1))[0]
    if (!due) return
    busy = true
    release(due, ended => {
      busy = false
      const stands = entries.get(due.name)
      if (ended && stands?.at === due.at) entries.delete(due.name)
      const times = ended ? 0 : (failing.get(due.name)?.times ?? 0) + 1
      const wait = ended ? SECOND : Math.min(5 * SECOND * 2 ** (times - 1), 10 * MINUTE)
      failing.set(due.name, { times, until: timeline.now() + wait })
      timeline.at(timeline.now() + wait, look)
      timeline.at(timeline.now() + SECOND, look)
    })
  }

  return {
    look,
    copy() {
      const copied = [...entries]
      return () => {
        entries.clear()
        for (const [name, schedule] of copied) entries.set(name, schedule)
      }
    },
    set(schedule) {
      entries.set(schedule.name, schedule)
      timeline.at(Date.parse(schedule.at) + SECOND, look)
      // The clock of the machine may be behind.
      timeline.at(Date.parse(schedule.at) + 3 * MINUTE, look)
    },
    remove: name => void entries.delete(name),
    list: campaign =>
      [...entries.values()].filter(each => each.of === 'wave').filter(each => each.campaign === campaign),
  }
}
