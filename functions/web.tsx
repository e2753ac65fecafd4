/** The web app: every route, behind the headers and checks that hold for all of them. */
import { Hono } from 'hono'
import { elsewhereRoutes } from './access/elsewhere.routes.tsx'
import { passkeyRoutes } from './access/passkey.routes.tsx'
import { signInRoutes } from './access/sign-in.routes.tsx'
import { signedInRoutes } from './access/signed-in.routes.tsx'
import { boardRoutes } from './answer/board.routes.tsx'
import { cannotBeShownRoutes } from './answer/cannot-be-shown.routes.tsx'
import { feedRoutes } from './answer/feed.routes.tsx'
import { asideRoutes } from './answer/incoming/aside.routes.tsx'
import { campaignRoutes } from './campaign/campaign.routes.tsx'
import { manageRoutes } from './campaign/manage.routes.tsx'
import { sessionRoutes } from './campaign/sessions.routes.tsx'
import { stepRoutes } from './campaign/steps.routes.tsx'
import { listTexts } from './campaign/texts/list-texts.ts'
import { noticeTexts } from './campaign/texts/notice-texts.ts'
import { signingTexts } from './campaign/texts/signing-texts.ts'
import { textRoutes } from './campaign/texts/texts.routes.tsx'
import { captureRoutes } from './day/capture.routes.tsx'
import { dayRoutes } from './day/day.routes.tsx'
import { notesRoutes } from './day/notes.routes.tsx'
import { summaryRoutes } from './day/summary.routes.tsx'
import type { World } from './keep/ports.ts'
import { forgetRoutes } from './list/forget.routes.tsx'
import { inviteesRoutes } from './list/invitees.routes.tsx'
import { suppressionRoutes } from './list/suppressions.routes.tsx'
import { operatorRoutes } from './operate/operator.routes.tsx'
import { callsRoutes } from './prepare/calls.routes.tsx'
import { readinessRoutes } from './prepare/readiness.routes.tsx'
import { publicRoutes } from './public.tsx'
import { homeRoutes } from './rounds/home.routes.tsx'
import { previewRoutes } from './rounds/preview.routes.tsx'
import { helperTexts } from './rounds/support-texts.ts'
import { toldTexts } from './rounds/told-texts.ts'
import { sendingRoutes } from './send/sender/sending.routes.tsx'
import { meetingRoutes } from './table/meetings.routes.tsx'
import { progressRoutes } from './table/progress.routes.tsx'
import { reportRoutes } from './table/report.routes.tsx'
import { successionRoutes } from './table/succession.routes.tsx'
import { actionTeamRoutes } from './teams/action-team.routes.tsx'
import { commitmentRoutes } from './teams/commitment.routes.tsx'
import { teamsRoutes } from './teams/teams.routes.tsx'
import { assetRoutes } from './web/assets.routes.ts'
import type { WebEnv } from './web/env.ts'
import { withMiddleware } from './web/middleware.tsx'
import { robotsRoutes } from './web/robots.routes.ts'

export const createApp = (world: World): Hono => new Hono().route('/', withMiddleware(world, rooms(world)))

const rooms = (world: World): Hono<WebEnv>[] => [
  assetRoutes(),
  robotsRoutes(),
  homeRoutes(world),
  signInRoutes(world),
  elsewhereRoutes(world),
  signedInRoutes(world),
  passkeyRoutes(world),
  publicRoutes(world),
  previewRoutes(world, publicRoutes),
  stepRoutes(world),
  textRoutes(world, [listTexts, toldTexts, signingTexts, helperTexts, noticeTexts]),
  campaignRoutes(world),
  inviteesRoutes(world),
  boardRoutes(world),
  cannotBeShownRoutes(world),
  asideRoutes(world),
  forgetRoutes(world),
  manageRoutes(world),
  suppressionRoutes(world),
  callsRoutes(world),
  dayRoutes(world),
  captureRoutes(world),
  notesRoutes(world),
  summaryRoutes(world),
  readinessRoutes(world),
  sendingRoutes(world),
  operatorRoutes(world),
  meetingRoutes(world),
  sessionRoutes(world),
  feedRoutes(world),
  teamsRoutes(world),
  actionTeamRoutes(world),
  commitmentRoutes(world),
  progressRoutes(world),
  reportRoutes(world),
  successionRoutes(world),
]
