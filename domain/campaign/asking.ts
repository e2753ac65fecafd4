/** When champions are asked to sign: by which day, when somebody who has said nothing is reminded, when asked again. */
import { type Campaign, requestKey } from '../keep/campaign.ts'
import type { Champion } from '../keep/partnership.ts'
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

type Request = Campaign['requests'][string]

/** What was sent to ask one champion for the words of a check value. */
export interface Asked {
  /** The first request and those that the convener asked for, in their order. */
  sent: Request[]
  /** When the convener asked again. */
  wanted: Instant[]
  reminder: Request | undefined
  /** The last moment at which anything was asked. */
  last: Instant | undefined
}

export function askedOf(campaign: Campaign, champion: Pick<Champion, 'id' | 'email'>, check: string): Asked {
  const first = requestKey(champion, check)
  const wanted = campaign.askedAgain?.[first] ?? []
  const keys = [first, ...wanted.map((_, n) => requestKey(champion, check, { again: n + 1 }))]
  const sent = keys.flatMap(key => campaign.requests[key] ?? [])
  const reminder = campaign.requests[requestKey(champion, check, 'reminded')]
  const last = [...sent.map(({ at }) => at), ...wanted, ...(reminder ? [reminder.at] : [])].sort().at(-1)
  return { sent, wanted, reminder, last }
}

/**
 * When a champion is to be reminded who has said nothing since they were asked; undefined: not at all. Whoever asked for a
 * change has said something, and what came back or may not have arrived is no question that waits for an answer.
 */
export function reminderAt(
  campaign: Campaign,
  champion: Pick<Champion, 'id' | 'email'>,
  check: string,
): Instant | undefined {
  const last = askedOf(campaign, champion, check).sent.at(-1)
  const spoke = campaign.concerns.some(each => each.champion === champion.id && each.check === check)
  if (last?.status !== 'sent' || spoke || !campaign.meeting) return undefined
  return remindAt(last.at, campaign.meeting.zone, campaign.timing.holidays)
}
