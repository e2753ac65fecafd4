/**
 * Sessions: a launch held in several rooms is one campaign for each. Each has its own meeting, letters and critical mass;
 * an invitee is on the list of one of them, and companies count once for all of them.
 */
import { type Campaign, isLive } from '../keep/campaign.ts'
import { hasBegun, startOf } from '../keep/meeting.ts'
import type { Instant } from '../keep/time.ts'

export const MOST_SESSIONS = 12

/** By when they are; those without a meeting last. */
export const byDate = (a: Campaign, b: Campaign): number => (when(a) < when(b) ? -1 : when(a) > when(b) ? 1 : 0)
const when = ({ meeting, id }: Campaign): string => `${meeting ? startOf(meeting) : '9'}${id}`

/** Whether its invitees may still be asked to come there: by themselves once its letter may leave, by the convener before. */
export function takesPeople(session: Campaign, now: Instant, who: 'themselves' | 'the convener'): boolean {
  if (!session.meeting || hasBegun(session.meeting, now)) return false
  if (who === 'themselves') return isLive(session)
  return session.status !== 'canceled' && session.status !== 'finished'
}
