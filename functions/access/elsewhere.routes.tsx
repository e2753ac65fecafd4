/** Routes of signing in by an identity provider: off to its pages, and back. */
import { type Context, Hono } from 'hono'
import { PATHS } from '../../domain/keep/paths.ts'
import { NotSignedInPage } from '../../pages/access/sign-in-elsewhere.tsx'
import { page } from '../../pages/web/layout.tsx'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { BEGUN, clearKept, cookieOf, keptOf, setKept, setLogin } from '../web/login-cookie.ts'
import { notFound } from '../web/refusals.tsx'
import { closeLogin, pathWithin } from './sign-in.ts'
import { beginElsewhere, endElsewhere } from './sign-in-elsewhere.ts'

type Refused = Exclude<Awaited<ReturnType<typeof endElsewhere>>['is'], 'in'>

const STATUS = {
  over: 400,
  denied: 403,
  'not verified': 403,
  elsewhere: 403,
  'not proven': 403,
  'unknown here': 403,
  unavailable: 503,
} as const satisfies Record<Refused, number>

export function elsewhereRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const { voucher } = world

  const refuse = (
    c: Context,
    why: Refused,
    { next, address }: { next?: string | undefined; address?: string } = {},
  ) => {
    if (why === 'unavailable') c.header('Retry-After', '60')
    const view = { why, name: voucher?.name ?? '', next: pathWithin(next), address, byMail: voucher?.required !== true }
    return c.html(page('You are not signed in', <NotSignedInPage {...view} />), STATUS[why])
  }

  // A link and no form: browsers let no form lead on to another site, by what our pages tell them (`form-action`).
  app.get(PATHS.signInElsewhere.route, async c => {
    if (!voucher) return notFound(c)
    const next = pathWithin(c.req.query('next'))
    const begun = await beginElsewhere(world, voucher, next, c.req.query('anew') !== undefined)
    if (begun === 'unavailable') return refuse(c, 'unavailable', { next })
    setKept(c, world, BEGUN, begun.begun)
    return c.redirect(begun.to.href, 303)
  })

  app.get(PATHS.signInBack.route, async c => {
    if (!voucher) return notFound(c)
    const ended = await endElsewhere(world, voucher, keptOf(world, c, BEGUN), new URL(c.req.url).searchParams)
    // Where it was begun elsewhere, the one that is under way here goes on.
    if (ended.is !== 'over') clearKept(c, world, BEGUN)
    if (ended.is !== 'in') return refuse(c, ended.is, ended)
    const before = cookieOf(world, c)
    if (before) await closeLogin(world, before)
    setLogin(c, world, ended.login)
    return c.redirect(pathWithin(ended.next), 303)
  })

  return app
}
