/** Stands in for functions/rounds/planners.ts: nobody plans errands here. */
import type { Planner } from '../../../functions/keep/affairs.ts'

export const PLANNERS: readonly Planner[] = []
