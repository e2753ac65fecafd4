/** What is known of each request once it is answered: its route by the pattern, never its path, which may hold somebody's token. */
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { HEALTH } from '../../domain/keep/paths.ts'
import type { Log } from '../../functions/keep/ports.ts'
import { chance } from '../chance.ts'
import { ANSWERED, ofRequest } from '../log.ts'
import type { Asker } from './askers.ts'

export interface NotedRequest {
  method: string
  /** The pattern of the route; undefined where there is none. */
  route: string | undefined
  status: number
  /** Milliseconds until the head of the answer was ready. */
  took: number
}

/** Somebody who knocks with words of their own is counted under one name. */
const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const WATCHED: readonly string[] = Object.values(HEALTH).map(({ route }) => route)

/** Gives each request an id, under which all is logged that happens for it, and tells `watch` of it once it is answered. */
export function noteRequests(
  log: Log,
  watch: (answered: NotedRequest) => void = () => undefined,
): MiddlewareHandler<{ Bindings: Partial<Asker> }> {
  return (c, next) => {
    const began = performance.now()
    return ofRequest.run(chance.id(10), async () => {
      await next()
      const path = routePath(c)
      const route = path.endsWith('*') ? undefined : path
      // Whatever watches over Convoke asks every few seconds.
      if (route !== undefined && WATCHED.includes(route)) return
      const method = METHODS.includes(c.req.method) ? c.req.method : 'OTHER'
      const { status } = c.res
      const took = performance.now() - began
      watch({ method, route, status, took })
      const from = c.env?.from
      const who = from === undefined ? {} : { from }
      log.info(ANSWERED, { method, route: route ?? 'none', status, ms: Math.round(took), ...who })
    })
  }
}
