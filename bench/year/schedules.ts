/** EventBridge Scheduler on paper, for a great many schedules: so many calls a second, precise to the second. */
import { MINUTE, toMillis } from '../../domain/keep/time.ts'
import type { Schedule, Timetable, WaveSchedule } from '../../functions/keep/ports.ts'
import { TAKES, type Time } from '../scale-world.ts'
import { luck } from './calendar.ts'

/** The schedules of a campaign that nobody has asked for yet. */
export type BornSchedules = (campaign: string) => readonly WaveSchedule[]

const AROUND = 10 * MINUTE
/** Schedules whose details are asked for at one time. */
const AT_ONCE = 8

/** `fire` is called at the instant of a schedule, at most so often a second, unless it was moved or removed. */
export function createSchedules(
  time: Time,
  born: BornSchedules,
  fire: (schedule: Schedule, due: number) => void,
  perSecond: number,
) {
  const byCampaign = new Map<string, Map<string, Schedule>>()
  let free = 0
  let placed = 0
  const most = { fired: 0, second: 0, inSecond: 0 }

  const idOf = (schedule: Schedule): string => (schedule.of === 'errands' ? schedule.partnership : schedule.campaign)
  function of(id: string): Map<string, Schedule> {
    const known = byCampaign.get(id)
    if (known) return known
    const made = new Map<string, Schedule>(born(id).map(each => [each.name, each]))
    byCampaign.set(id, made)
    return made
  }

  async function wait(schedule: Schedule, due: number): Promise<void> {
    // The window of errands (aws/timetable.ts): the scheduler picks a moment in it.
    const within = schedule.of === 'errands' && toMillis(schedule.at) >= due - 1000 ? AROUND * luck(placed++) : 0
    await time.at(due + within)
    if (of(idOf(schedule)).get(schedule.name) !== schedule) return
    // So many a second: the rest wait for their turn.
    const turn = Math.max(free, time.millis())
    free = turn + 1000 / perSecond
    await time.at(turn)
    const second = Math.floor(turn / 1000)
    if (most.second !== second) Object.assign(most, { second, inSecond: 0 })
    most.fired = Math.max(most.fired, ++most.inSecond)
    of(idOf(schedule)).delete(schedule.name)
    fire(schedule, due)
  }

  /** Sets a schedule without any time, for what was there before. */
  function place(schedule: Schedule, from = time.millis()): void {
    of(idOf(schedule)).set(schedule.name, schedule)
    void wait(schedule, Math.ceil(Math.max(toMillis(schedule.at), from) / 1000) * 1000)
  }

  const timetable: Timetable = {
    async set(schedule) {
      await time.rest(2 * TAKES.schedule)
      place(schedule, time.millis() + 5000)
    },
    async remove(name) {
      await time.rest(TAKES.schedule)
      of(name.split('-')[0] ?? '').delete(name)
    },
    async list(campaign) {
      const found = [...of(campaign).values()].filter(each => each.of === 'wave')
      await time.rest(TAKES.schedule * (1 + Math.ceil(found.length / AT_ONCE)))
      return found
    },
  }
  return {
    timetable,
    place,
    most,
    /** All that are set of a campaign or a partnership. */
    setFor: (id: string) => [...of(id).values()],
  }
}

/** A list tells names alone, so each schedule is asked for besides (aws/timetable.ts); one that is set looks for others of its name. */
export const counted = (timetable: Timetable, note: (requests: number) => void): Timetable => ({
  async set(schedule) {
    note(2)
    return timetable.set(schedule)
  },
  async remove(name) {
    note(1)
    return timetable.remove(name)
  },
  async list(campaign) {
    const found = await timetable.list(campaign)
    note(1 + found.length)
    return found
  },
})
