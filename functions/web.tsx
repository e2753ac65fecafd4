/** The web app: every route, behind the headers and checks that hold for all of them. */
import { Hono } from 'hono'
import type { World } from './ports.ts'
import { actionTeamRoutes } from './web/action-team.tsx'
import { assetRoutes } from './web/assets.ts'
import { boardRoutes } from './web/board.tsx'
import type { WebEnv } from './web/caller.ts'
import { callsRoutes } from './web/calls.tsx'
import { campaignRoutes } from './web/campaign.tsx'
import { captureRoutes } from './web/capture.tsx'
import { commitmentRoutes } from './web/commitment.tsx'
import { dayRoutes } from './web/day.tsx'
import { feedRoutes } from './web/feed.tsx'
import { handOverRoutes } from './web/hand-over.tsx'
import { homeRoutes } from './web/home.tsx'
import { inviteesRoutes } from './web/invitees.tsx'
import { meetingRoutes } from './web/meetings.tsx'
import { notesRoutes } from './web/notes.tsx'
import { progressRoutes } from './web/progress.tsx'
import { publicRoutes } from './web/public.tsx'
import { readinessRoutes } from './web/readiness.tsx'
import { reportRoutes } from './web/report.tsx'
import { sendingRoutes } from './web/sending.tsx'
import { sessionRoutes } from './web/sessions.tsx'
import { signInRoutes } from './web/sign-in.tsx'
import { signedInRoutes } from './web/signed-in.tsx'
import { stepRoutes } from './web/steps.tsx'
import { summaryRoutes } from './web/summary.tsx'
import { suppressionRoutes } from './web/suppressions.tsx'
import { teamsRoutes } from './web/teams.tsx'
import { walls } from './web/walls.tsx'

export const createApp = (world: World): Hono => new Hono().route('/', walls(world, rooms(world)))

const rooms = (world: World): Hono<WebEnv>[] => [
  assetRoutes(),
  homeRoutes(world),
  signInRoutes(world),
  signedInRoutes(world),
  publicRoutes(world),
  stepRoutes(world),
  campaignRoutes(world),
  inviteesRoutes(world),
  boardRoutes(world),
  suppressionRoutes(world),
  callsRoutes(world),
  dayRoutes(world),
  captureRoutes(world),
  notesRoutes(world),
  summaryRoutes(world),
  readinessRoutes(world),
  sendingRoutes(world),
  meetingRoutes(world),
  sessionRoutes(world),
  feedRoutes(world),
  teamsRoutes(world),
  actionTeamRoutes(world),
  commitmentRoutes(world),
  progressRoutes(world),
  reportRoutes(world),
  handOverRoutes(world),
]
