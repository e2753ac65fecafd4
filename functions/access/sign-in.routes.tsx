/** Routes of signing in and out. Opening a link changes nothing, since scanners open links too: the button signs in. */
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { PATHS } from '../../domain/keep/paths.ts'
import { ClaimPage, SignInLinkPage, SignInOverPage, SignInPage, SignInSentPage } from '../../pages/access/sign-in.tsx'
import { page } from '../../pages/web/layout.tsx'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { clearLogin, cookieOf, HALF, setKept, setLogin } from '../web/login-cookie.ts'
import { enter } from './second-step.ts'
import { closeLogin, lookAtLink, pathWithin, redeemSignIn, requestSignIn } from './sign-in.ts'

const address = z.email().max(254)
/**
 * So long every answer takes, whether a mail leaves or not, so that the time it takes tells nobody who may sign in. On one
 * machine it does not wait for the mail either, for a relay may take its time; a function would be frozen with it in hand.
 */
const AT_LEAST = 800

export function signInRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const { voucher } = world

  app.get(PATHS.signIn.route, c =>
    c.html(page('Sign in', <SignInPage next={pathWithin(c.req.query('next'))} voucher={voucher} />)),
  )

  app.post(PATHS.signIn.route, async c => {
    const fields = await c.req.parseBody()
    const next = pathWithin(fields.next)
    const typed = String(fields.email ?? '').trim()
    const email = address.safeParse(typed)
    const view = { next, typed, voucher }
    // Whoever posts this had the page open before, or made it up.
    if (voucher?.required) return c.html(page('Sign in', <SignInPage {...view} />), 403)
    if (!email.success)
      return c.html(
        page('Sign in', <SignInPage {...view} error="Enter an email address such as name@example.org." />),
        422,
      )
    // A failure may not tell either.
    const asked = requestSignIn(world, email.data, next).catch(error => {
      world.log.error('sign-in link not mailed', { kind: error instanceof Error ? error.name : typeof error })
    })
    await Promise.all([world.clock.rest(AT_LEAST), ...(world.run.alone ? [] : [asked])])
    return c.html(page('Check your email', <SignInSentPage email={email.data} />))
  })

  app.get(PATHS.signInLink.route, async c => showSignIn(c, world, c.req.param('token')))

  app.post(PATHS.signInLink.route, async c => {
    const token = c.req.param('token')
    const what = await lookAtLink(world, token)
    if (what === 'over') return c.html(page('This link is used up', <SignInOverPage />), 410)
    const typed = String((await c.req.parseBody()).email ?? '').trim()
    if (what === 'claim' && !address.safeParse(typed).success)
      return showSignIn(c, world, token, typed, 'Enter your email address, such as name@example.org.')
    const redeemed = await redeemSignIn(world, token, typed || undefined)
    if (redeemed === undefined) return c.html(page('This link is used up', <SignInOverPage />), 410)
    const entered = await enter(world, redeemed)
    const before = cookieOf(world, c)
    if (before) await closeLogin(world, before)
    if ('half' in entered) {
      setKept(c, world, HALF, entered.half)
      return c.redirect(PATHS.passkey(), 303)
    }
    setLogin(c, world, entered.login)
    return c.redirect(redeemed.next, 303)
  })

  app.post(PATHS.signOut.route, async c => {
    const token = cookieOf(world, c)
    if (token) await closeLogin(world, token)
    clearLogin(c, world)
    return c.redirect(PATHS.home(), 303)
  })

  return app
}

async function showSignIn(c: Context<WebEnv>, world: World, token: string, typed = '', error?: string) {
  const what = await lookAtLink(world, token)
  if (what === 'over') return c.html(page('This link is used up', <SignInOverPage />), 410)
  if (what === 'claim')
    return c.html(page('Welcome', <ClaimPage token={token} typed={typed} error={error} />), error ? 422 : 200)
  return c.html(page('Sign in', <SignInLinkPage token={token} email={what.signsIn} />))
}
