/** The web app: every route, behind the headers and checks that hold for all of them. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import type { World } from './ports.ts'
import { assetRoutes } from './web/assets.ts'
import { boardRoutes } from './web/board.tsx'
import type { WebEnv } from './web/caller.ts'
import { campaignRoutes } from './web/campaign.tsx'
import { feedRoutes } from './web/feed.tsx'
import { homeRoutes } from './web/home.tsx'
import { inviteesRoutes } from './web/invitees.tsx'
import { meetingRoutes } from './web/meetings.tsx'
import { publicRoutes } from './web/public.tsx'
import { failed, notFound, refused } from './web/refusals.tsx'
import { sameOrigin, securityHeaders } from './web/security.ts'
import { sendingRoutes } from './web/sending.tsx'
import { signInRoutes } from './web/sign-in.tsx'
import { stepRoutes } from './web/steps.tsx'
import { suppressionRoutes } from './web/suppressions.tsx'

/** The largest list somebody may upload, and a little for the form around it. */
const LARGEST = 6 * 1024 * 1024

export const createApp = (world: World): Hono => new Hono().route('/', rooms(world))

function rooms(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.use(compress())
  app.use(securityHeaders(world))
  app.use(
    bodyLimit({
      maxSize: LARGEST,
      onError: c => refused(c, 413, 'That is too large', 'Files may have up to 5 MB. Split a larger list into parts.'),
    }),
  )
  app.use(sameOrigin(world))
  app.route('/', assetRoutes())
  app.route('/', homeRoutes(world))
  app.route('/', signInRoutes(world))
  app.route('/', publicRoutes(world))
  app.route('/', stepRoutes(world))
  app.route('/', campaignRoutes(world))
  app.route('/', inviteesRoutes(world))
  app.route('/', boardRoutes(world))
  app.route('/', suppressionRoutes(world))
  app.route('/', sendingRoutes(world))
  app.route('/', meetingRoutes(world))
  app.route('/', feedRoutes(world))
  // A route and no `notFound`, which would be forgotten when a front door mounts this app beside its own pages.
  app.all('*', c => notFound(c))
  app.onError((error, c) => {
    world.log.error('request failed', { method: c.req.method, kind: error.name, message: error.message.slice(0, 200) })
    return failed(c)
  })
  return app
}
