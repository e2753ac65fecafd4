/** What every answer says to browsers (ASVS 5.0 V3.4), and what every change has to prove: its own origin (V3.5). */
import type { MiddlewareHandler } from 'hono'
import { PATHS, PERSONAL } from '../../domain/keep/paths.ts'
import type { Knows } from '../keep/ports.ts'
import type { WebEnv } from './env.ts'
import { cookieOf } from './login-cookie.ts'
import { refused } from './refusals.tsx'

const POLICY = [
  "default-src 'none'",
  "object-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'self'",
  "base-uri 'none'",
].join('; ')

/** A page whose script tells us what somebody tapped. */
export const TAPPED_POLICY = `${POLICY}; connect-src 'self'`

/** A letter shown inside a page: styles of its own, no script, nothing loaded from anywhere. */
export const LETTER_POLICY =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"

export const securityHeaders =
  (world: Knows<'url'>): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    await next()
    const set = (name: string, value: string) => {
      if (!c.res.headers.has(name)) c.header(name, value)
    }
    set('Content-Security-Policy', POLICY)
    set('Cache-Control', 'no-store')
    // Addresses hold tokens, so other sites learn none. To ourselves they may be named: with `no-referrer` browsers
    // would also send `Origin: null` with our own forms.
    set('Referrer-Policy', 'same-origin')
    set('X-Content-Type-Options', 'nosniff')
    set('X-Frame-Options', 'SAMEORIGIN')
    // The front page alone says nothing of anybody; what search engines may ask for stands in robots.txt.
    if (c.req.path !== PATHS.home() || cookieOf(world, c) !== undefined) set('X-Robots-Tag', 'noindex')
    set('Cross-Origin-Opener-Policy', 'same-origin')
    if (world.settings.url.startsWith('https:')) set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
  }

/**
 * A change asked for with a session must come from our own pages: its Origin is ours, or the browser says that it is of
 * the same origin. Requests without a session carry a token of their own in the address and prove themselves by it.
 */
export const sameOrigin =
  (world: Knows<'url'>): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    const origin = c.req.header('origin')
    const site = c.req.header('sec-fetch-site')
    const asked = new URL(c.req.url)
    // Behind a proxy that the operator named, people may ask by TLS what arrives here without.
    if ((c.env as WebEnv['Bindings'] | undefined)?.came?.https) asked.protocol = 'https:'
    const ours = [new URL(world.settings.url).origin, asked.origin]
    const foreign =
      origin !== undefined && origin !== 'null' ? !ours.includes(origin) : site !== undefined && site !== 'same-origin'
    const unproven = (origin === undefined || origin === 'null') && site === undefined
    const oneClick = c.req.path.startsWith(PERSONAL.optOut(''))
    if ((foreign || (unproven && (origin === 'null' || cookieOf(world, c) !== undefined))) && !oneClick)
      return refused(
        c,
        403,
        'This form was not sent from our page',
        'For your safety Convoke takes changes only from its own pages. Open the page again and repeat what you did.',
      )
    return next()
  }
