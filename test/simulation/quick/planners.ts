/** Stands in for functions/planners.ts: nobody plans errands here. */
import type { Planner } from '../../../functions/affairs.ts'

export const PLANNERS: readonly Planner[] = []
