/**
 * Stands in for functions/rounds/planners.ts: nobody plans errands in a season that does not play them, for which the rules
 * would have nothing to say.
 */
import type { FollowUp, Planner } from '../../../functions/keep/overview.ts'
import * as real from '../../../functions/rounds/planners.ts'

const followUps: FollowUp[] = []
const planners: Planner[] = []

export const FOLLOW_UPS: readonly FollowUp[] = followUps

export const PLANNERS: readonly Planner[] = planners

/** Whether errands are planned from now on; where the real ones are in their place already, they always are. */
export function planErrands(is: boolean): void {
  followUps.splice(0, followUps.length, ...(is ? real.FOLLOW_UPS : []))
  planners.splice(0, planners.length, ...(is ? real.PLANNERS : []))
}
