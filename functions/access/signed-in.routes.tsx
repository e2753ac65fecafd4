/** Routes of the page that shows somebody how and where they are signed in, and lets them end it. */
import { type Context, Hono } from 'hono'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { type PasskeysView, SignedInPage } from '../../pages/access/signed-in.tsx'
import { page } from '../../pages/web/layout.tsx'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { cookieOf } from '../web/login-cookie.ts'
import { wordsOf } from '../web/said.ts'
import { requireCaller } from './caller.ts'
import { askForPasskey, isRecent, MOST_PASSKEYS, mayHelp, passkeyId, passkeysOf, siteOf } from './passkeys.ts'
import { loginId } from './sign-in.ts'
import { endLogins, loginsOf } from './signed-in.ts'

const DONE = {
  ended: 'Signed out there.',
  added: 'Passkey added. From now on you need it after a link by email. Browsers that are signed in stay so.',
  removed: 'Passkey removed.',
  renamed: 'Passkey renamed.',
}

/** The page of whoever is signed in; with an error of the form by which a passkey is added, what was typed into it. */
export async function showSignedIn(c: Context<WebEnv>, world: World, wrong: { error?: string; name?: string } = {}) {
  const email = c.get('email')
  const login = cookieOf(world, c) ?? ''
  const has = await passkeysOf(world, email)
  const recent = await isRecent(world, login)
  const site = siteOf(world)
  const may = world.voucher?.required ? 'required' : !site ? 'no site' : recent ? 'change' : 'sign in again'
  const passkeys: PasskeysView = {
    ...wrong,
    has: has.map(each => ({ ...each, id: passkeyId(each.id) })),
    may,
    ask:
      site && may === 'change' && has.length < MOST_PASSKEYS
        ? askForPasskey(world, site, { email, login, has })
        : undefined,
    provider: world.voucher?.name,
    helps: await mayHelp(world, email),
  }
  const view = { own: loginId(login), logins: await loginsOf(world, email), now: world.clock.now(), passkeys }
  const done = wordsOf(DONE, c.req.query('said'))
  const refused = wrong.error !== undefined ? 422 : c.req.method === 'GET' ? 200 : 403
  return c.html(page('How you sign in', <SignedInPage {...view} done={done} />, { email }), refused)
}

export function signedInRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PATHS.signedIn.route, requireCaller(world), c => showSignedIn(c, world))

  app.post(PATHS.signedIn.route, requireCaller(world), async c => {
    const { end } = await c.req.parseBody()
    const own = loginId(cookieOf(world, c) ?? '')
    if (typeof end === 'string') c.set('audited', { count: await endLogins(world, c.get('email'), own, end) })
    // Whoever ended their own is signed out by that.
    return c.redirect(withQuery(PATHS.signedIn(), { said: 'ended' }), 303)
  })

  return app
}
