/** Times for the first call of an action team: three to choose from, two to four weeks after the launch. */

import { addDays, type Day, type Hour, isWorkingDay, laterHour, weekdayOf } from '../keep/time.ts'
import { FIRST_CALL, type Slot } from './team.ts'

/** How long a call takes. */
export const CALL_MINUTES = 45
/** Early, over lunch, late: hours at which people who run a business can be spoken to. */
const HOURS: readonly Hour[] = ['08:00', '12:00', '16:00']
/** A lead needs some days to choose, and members some to keep the time free. */
const NOTICE = 5

export interface SchedulingConstraints {
  /** The day of the launch. */
  launch: Day
  today: Day
  /** Days on which nobody can be asked to a call, beside weekends and federal holidays. */
  holidays?: readonly Day[]
  /** Calls of other teams: a business may be on two. */
  taken: readonly Slot[]
}

/**
 * Three times on three days, at three hours, from Tuesday to Thursday where possible: none on a holiday, none over
 * another team's call. Where the two to four weeks are over, in the two weeks from now.
 */
export function proposedTimes({ launch, today, holidays, taken }: SchedulingConstraints): Slot[] {
  const soonest = addDays(today, NOTICE)
  const from = [addDays(launch, FIRST_CALL.earliest), soonest].sort()[1] as Day
  const planned = addDays(launch, FIRST_CALL.latest)
  const until = planned >= addDays(from, 7) ? planned : addDays(from, 14)
  const days: Day[] = []
  for (let day = from; day <= until; day = addDays(day, 1)) if (isWorkingDay(day, holidays)) days.push(day)
  const best = days.filter(day => weekdayOf(day) >= 2 && weekdayOf(day) <= 4)
  const free = (slot: Slot) => !taken.some(other => overlap(slot, other))
  const found: Slot[] = []
  for (const [n, hour] of HOURS.entries()) {
    // One in each third of the time there is, so that a lead who is away for some days still finds one.
    const near = best.length >= HOURS.length ? best : days
    const start = Math.floor((n * near.length) / HOURS.length)
    const order = [...near.slice(start), ...near.slice(0, start), ...days]
    const slot = order
      .filter(day => !found.some(({ date }) => date === day))
      .map((date): Slot => ({ date, start: hour, end: laterHour(hour, CALL_MINUTES) }))
      .find(free)
    if (slot) found.push(slot)
  }
  return found.sort((a, b) => (a.date < b.date ? -1 : 1))
}

const overlap = (a: Slot, b: Slot): boolean => a.date === b.date && a.start < b.end && b.start < a.end
