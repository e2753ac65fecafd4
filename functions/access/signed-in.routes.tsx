/** Routes of the page that shows somebody where they are signed in, and lets them end it. */
import { Hono } from 'hono'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { SignedInPage } from '../../pages/access/signed-in.tsx'
import { page } from '../../pages/web/layout.tsx'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { cookieOf } from '../web/login-cookie.ts'
import { requireCaller } from './caller.ts'
import { loginId } from './sign-in.ts'
import { endLogins, loginsOf } from './signed-in.ts'

export function signedInRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PATHS.signedIn.route, requireCaller(world), async c => {
    const email = c.get('email')
    const own = loginId(cookieOf(world, c) ?? '')
    const logins = await loginsOf(world, email)
    const view = { own, logins, now: world.clock.now(), ended: c.req.query('said') === 'ended' }
    return c.html(page('Where you are signed in', <SignedInPage {...view} />, { email }))
  })

  app.post(PATHS.signedIn.route, requireCaller(world), async c => {
    const { end } = await c.req.parseBody()
    const own = loginId(cookieOf(world, c) ?? '')
    if (typeof end === 'string') await endLogins(world, c.get('email'), own, end)
    // Whoever ended their own is signed out by that.
    return c.redirect(withQuery(PATHS.signedIn(), { said: 'ended' }), 303)
  })

  return app
}
