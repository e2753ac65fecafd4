/** Who plans errands: each answers those it foresees, due or still to come. What must not leave any more is not planned. */
import type { Errand } from '../domain/errand.ts'
import type { Affairs } from './affairs.ts'
import { commitmentErrands } from './commitment-errands.ts'
import type { World } from './ports.ts'
import { teamErrands } from './team-errands.ts'

export type Planner = (world: World, affairs: Affairs) => Promise<Errand[]>

export const PLANNERS: readonly Planner[] = [teamErrands, commitmentErrands]
