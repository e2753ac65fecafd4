/** A line in the log for whoever was not let in, so that an operator sees somebody trying. */
import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { PATHS } from '../../domain/keep/paths.ts'
import type { Knows, Logs } from '../keep/ports.ts'
import { pseudonymOf } from '../keep/pseudonym.ts'
import type { WebEnv } from './env.ts'

/** A role or a proof that is missing, a link that is not ours or over, a form beyond its limit, too many of them. */
const REFUSED: readonly number[] = [403, 404, 410, 413, 429, 503]

/** Says which page by its pattern, so that no token or id gets into a log. What leads to no page at all is not noted. */
export const noteRefusals =
  (world: Logs & Knows<'secret'>): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    await next()
    const { status, headers } = c.res
    const toSignIn = status === 303 && headers.get('location')?.startsWith(PATHS.signIn()) === true
    if (!toSignIn && !REFUSED.includes(status)) return
    const route = matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))?.path
    if (route === undefined) return
    const email = c.get('email') as string | undefined
    world.log.info('refused', {
      method: c.req.method,
      route,
      status: toSignIn ? 401 : status,
      ...(email === undefined ? {} : { who: pseudonymOf(world, email) }),
    })
  }
