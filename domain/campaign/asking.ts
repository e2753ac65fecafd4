/** When champions are asked to sign: by which day, when somebody who has said nothing is reminded, when asked again. */
import {
  addDays,
  type Day,
  type Instant,
  instantOf,
  isWorkingDay,
  MINUTE,
  nextWorkingMoment,
  shift,
  wallOf,
  workingDaysBefore,
} from '../keep/time.ts'

/** So many working days a champion has before they are reminded. */
const PATIENCE = 2
/** Nobody is asked twice within minutes. */
const BETWEEN = 15 * MINUTE

/**
 * The day by which everything has to be signed so that the first email can leave at its time: the working day before, or
 * today where there is no such day any more. Undefined: its time has passed, and it leaves as soon as all have signed.
 */
export function signBy(first: Instant, now: Instant, zone: string, holidays: readonly Day[] = []): Day | undefined {
  if (first <= nextWorkingMoment(now, zone, holidays)) return undefined
  const today = wallOf(now, zone).day
  const before = workingDaysBefore(wallOf(first, zone).day, 1, holidays)
  return before < today ? today : before
}

/** When a champion who was asked at `asked` and has said nothing is reminded: two working days later, at the same hour. */
export function remindAt(asked: Instant, zone: string, holidays: readonly Day[] = []): Instant {
  const { day, hour } = wallOf(nextWorkingMoment(asked, zone, holidays), zone)
  let found = day
  for (let left = PATIENCE; left > 0; left--)
    do found = addDays(found, 1)
    while (!isWorkingDay(found, holidays))
  return instantOf(found, hour, zone)
}

/** Whether somebody who was last asked at `last` may be asked again by now. */
export const mayAskAgain = (last: Instant | undefined, now: Instant): boolean =>
  last === undefined || now >= shift(last, BETWEEN)
