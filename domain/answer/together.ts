/** The boards of a launch that is held in several rooms, as one. */
import type { Campaign } from '../keep/campaign.ts'
import { CRITICAL_MASS } from '../keep/kinds.ts'
import { type Person, type Tally, tallyOf } from './board.ts'

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
