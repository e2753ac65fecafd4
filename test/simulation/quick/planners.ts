/** Stands in for functions/rounds/planners.ts: nobody plans errands here, and nothing is left to be finished before. */
import type { FollowUp, Planner } from '../../../functions/keep/overview.ts'

export const FOLLOW_UPS: readonly FollowUp[] = []

export const PLANNERS: readonly Planner[] = []
