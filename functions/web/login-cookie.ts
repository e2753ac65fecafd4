/** The cookie by which a browser stays signed in. */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Knows } from '../keep/ports.ts'

export const LOGIN_COOKIE = 'convoke_session'

/** Over TLS the browser itself sees to it that no other host, and nobody on the way, can set the cookie (RFC 6265bis, `__Host-`). */
export const cookieName = ({ settings }: Knows<'url'>): string =>
  settings.url.startsWith('https:') ? `__Host-${LOGIN_COOKIE}` : LOGIN_COOKIE

export const cookieOf = (world: Knows<'url'>, c: Context): string | undefined => getCookie(c, cookieName(world))

const cookieOptions = ({ settings }: Knows<'url'>) =>
  ({ httpOnly: true, sameSite: 'Lax', secure: settings.url.startsWith('https:'), path: '/' }) as const

export const setLogin = (c: Context, world: Knows<'url'>, token: string): void =>
  setCookie(c, cookieName(world), token, { ...cookieOptions(world), maxAge: 7 * 24 * 3600 })

/** By which a browser shows that a sign-in was begun in it: at the identity provider, or by a link before a passkey. */
export const BEGUN = 'convoke_oidc'
export const HALF = 'convoke_half'
type Kept = typeof BEGUN | typeof HALF

const keptName = (world: Knows<'url'>, kept: Kept): string => cookieName(world).replace(LOGIN_COOKIE, kept)

export const keptOf = (world: Knows<'url'>, c: Context, kept: Kept): string | undefined =>
  getCookie(c, keptName(world, kept))

/** `Lax`: it comes along when the provider sends the browser back, and with nothing that another site's page asks for. */
export const setKept = (c: Context, world: Knows<'url'>, kept: Kept, value: string): void =>
  setCookie(c, keptName(world, kept), value, { ...cookieOptions(world), maxAge: 600 })

export const clearKept = (c: Context, world: Knows<'url'>, kept: Kept): void => {
  deleteCookie(c, keptName(world, kept), cookieOptions(world))
}

/** Browsers let go of the cookie, of every page they still hold, and of what was typed and not saved. */
export const clearLogin = (c: Context, world: Knows<'url'>): void => {
  deleteCookie(c, cookieName(world), { path: '/', secure: world.settings.url.startsWith('https:') })
  c.header('Clear-Site-Data', '"cache", "storage"')
}
