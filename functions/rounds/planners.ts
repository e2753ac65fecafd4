/** Who plans errands: each answers those it foresees, due or still to come. What must not leave any more is not planned. */

import { noteErrands } from '../day/notes.ts'
import { runSheetErrands } from '../day/run-sheet.ts'
import { releaseSummaries } from '../day/summary.ts'
import { summaryErrands } from '../day/summary-errands.ts'
import type { FollowUp, Planner } from '../keep/overview.ts'
import { callErrands } from '../prepare/call-errands.ts'
import { roleErrands } from '../prepare/role-errands.ts'
import { agendaErrands } from '../table/agenda-errands.ts'
import { pulseErrands, reportErrands } from '../table/report-errands.ts'
import { successionErrands } from '../table/succession-errands.ts'
import { commitmentErrands } from '../teams/commitment-errands.ts'
import { teamErrands } from '../teams/team-errands.ts'
import { digestErrands } from './digest.ts'
import { endOldRecords, retentionErrands } from './retention.ts'

export type { Planner } from '../keep/overview.ts'

/** What is finished before anybody plans: planners see how it then stands, and only read. */
export const FOLLOW_UPS: readonly FollowUp[] = [releaseSummaries, endOldRecords]

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
  retentionErrands,
]
