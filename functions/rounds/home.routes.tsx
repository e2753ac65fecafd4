/** The first page: what somebody can start, and what they have under way. */
import { type Context, Hono } from 'hono'
import { PATHS } from '../../domain/keep/paths.ts'
import { HomePage } from '../../pages/campaign/home.tsx'
import { WelcomePage } from '../../pages/campaign/welcome.tsx'
import { page } from '../../pages/web/layout.tsx'
import { callerOf, requireCaller } from '../access/caller.ts'
import { isOperator } from '../access/operators.ts'
import { mayStart } from '../access/sign-in.ts'
import { deskOfHouse } from '../answer/incoming/set-aside.ts'
import { openSample } from '../campaign/sample.ts'
import { openPartnership } from '../campaign/start-partnership.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { forbidden } from '../web/refusals.tsx'
import { homeOf } from './home.ts'

export function homeRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PATHS.home.route, async c => {
    const email = await callerOf(world, c)
    if (email === undefined)
      return c.html(page('Welcome', <WelcomePage sample={world.sample !== undefined} />, { wide: true }))
    const search = (c.req.query('q') ?? '').trim().slice(0, 100)
    const home = await homeOf(world, email, { search, wanted: Number(c.req.query('page')) })
    const starts = await mayStart(world, email)
    const operates = await isOperator(world, email)
    const desk = operates ? (await deskOfHouse(world)).messages.length : 0
    const view = { ...home, search, mayStart: starts, operates, desk, sample: world.sample !== undefined }
    return c.html(page('Your partnerships', <HomePage {...view} />, { email }))
  })

  app.post(PATHS.partnerships.route, requireCaller(world), async c => {
    const opening = await openPartnership(world, c.get('email'))
    return opening === 'may not' ? forbidden(c, c.get('email')) : c.redirect(PATHS.partnership(opening.campaign), 303)
  })

  app.post(PATHS.sample.route, requireCaller(world), async (c: Context<WebEnv>) => {
    const opening = await openSample(world, c.get('email'))
    return opening === 'may not' ? forbidden(c, c.get('email')) : c.redirect(PATHS.review(opening.campaign), 303)
  })

  return app
}
