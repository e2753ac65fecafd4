/**
 * Sessions: a launch held in several rooms is one campaign for each. Each has its own meeting, letters and critical mass;
 * an invitee is on the list of one of them, and companies count once for all of them.
 */
import { type Person, type Tally, tallyOf } from '../answer/board.ts'
import { type Campaign, isLive } from '../keep/campaign.ts'
import { CRITICAL_MASS } from '../keep/kinds.ts'
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

/** All sessions together: as many companies as any of them asks for, and never fewer than make a critical mass. */
export function together(sessions: readonly Campaign[], people: readonly Person[]): Tally {
  const going = sessions.filter(({ status }) => status !== 'canceled')
  const goal = Math.max(CRITICAL_MASS, ...going.map(each => each.goal))
  const ids = new Set(going.map(({ id }) => id))
  return tallyOf(
    people.filter(({ invitation }) => ids.has(invitation.campaign)),
    goal,
  )
}
