/** Who plans errands: each answers those it foresees, due or still to come. What must not leave any more is not planned. */
import type { Planner } from './affairs.ts'
import { agendaErrands } from './agenda-errands.ts'
import { callErrands } from './call-errands.ts'
import { commitmentErrands } from './commitment-errands.ts'
import { digestErrands } from './digest.ts'
import { noteErrands } from './notes.ts'
import { pulseErrands, reportErrands } from './report-errands.ts'
import { roleErrands } from './role-errands.ts'
import { runSheetErrands } from './run-sheet.ts'
import { successionErrands } from './succession-errands.ts'
import { summaryErrands } from './summary-errands.ts'
import { teamErrands } from './team-errands.ts'

export type { Planner } from './affairs.ts'

export const PLANNERS: readonly Planner[] = [
  teamErrands,
  commitmentErrands,
  callErrands,
  roleErrands,
  runSheetErrands,
  noteErrands,
  summaryErrands,
  agendaErrands,
  reportErrands,
  pulseErrands,
  successionErrands,
  digestErrands,
]
