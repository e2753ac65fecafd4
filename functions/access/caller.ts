/** Who calls, and what they may: every route of a campaign passes through here. */
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { mayEdit, type Partnership, type Role, roleOf } from '../../domain/keep/partnership.ts'
import { readContext } from '../keep/context.ts'
import type { World } from '../keep/ports.ts'
import { forbidden, notFound } from '../web/refusals.tsx'
import { sessionOf } from './sign-in.ts'

export interface WebEnv {
  Variables: { email: string; role: Role; campaign: Campaign; partnership: Partnership }
}

export const SESSION = 'convoke_session'

/** Over TLS the browser itself sees to it that no other host, and nobody on the way, can set the cookie (RFC 6265bis, `__Host-`). */
export const sessionName = ({ settings }: Pick<World, 'settings'>): string =>
  settings.url.startsWith('https:') ? `__Host-${SESSION}` : SESSION

export const cookieOf = (world: World, c: Context): string | undefined => getCookie(c, sessionName(world))

export const setSession = (c: Context, world: World, token: string): void =>
  setCookie(c, sessionName(world), token, {
    httpOnly: true,
    sameSite: 'Lax',
    secure: world.settings.url.startsWith('https:'),
    path: '/',
    maxAge: 7 * 24 * 3600,
  })

/** Browsers let go of the cookie, and of every page they still hold. */
export const clearSession = (c: Context, world: World): void => {
  deleteCookie(c, sessionName(world), { path: '/', secure: world.settings.url.startsWith('https:') })
  c.header('Clear-Site-Data', '"cache"')
}

/** The signed-in caller, or undefined. */
export const callerOf = (world: World, c: Context): Promise<string | undefined> => sessionOf(world, cookieOf(world, c))

/** Lets signed-in people through; sends the others to sign in, and back afterwards. */
export const requireCaller =
  (world: World): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    const email = await callerOf(world, c)
    if (email === undefined) {
      const back = c.req.method === 'GET' ? `?next=${encodeURIComponent(new URL(c.req.url).pathname)}` : ''
      return c.redirect(`/sign-in${back}`, 303)
    }
    c.set('email', email)
    await next()
  }

/**
 * Lets people with a role in the campaign's partnership through: to read, or to edit. A stranger learns nothing, not
 * even that there is such a campaign; a reader who tries to edit is told so.
 */
export const requireRole =
  (world: World, needed: 'read' | 'edit'): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    const email = await callerOf(world, c)
    if (email === undefined) {
      const back = c.req.method === 'GET' ? `?next=${encodeURIComponent(new URL(c.req.url).pathname)}` : ''
      return c.redirect(`/sign-in${back}`, 303)
    }
    const context = await readContext(world.store, c.req.param('cid') ?? '')
    const role = context && roleOf(context.partnership, email)
    if (!context || !role) return notFound(c, email)
    if (needed === 'edit' && !mayEdit(role)) return forbidden(c, email)
    c.set('email', email)
    c.set('role', role)
    c.set('campaign', context.campaign)
    c.set('partnership', context.partnership)
    await next()
  }
