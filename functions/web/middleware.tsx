/** What holds for every page, whichever rooms are behind it: headers, limits, and what is said when nothing is found. */
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { UnreadableRow } from '../keep/documents.ts'
import { failureOf } from '../keep/failure.ts'
import type { Knows, Logs } from '../keep/ports.ts'
import { noteUnreadable } from '../keep/unreadable.ts'
import { refusedBody, withBodies } from './body.ts'
import type { WebEnv } from './env.ts'
import { limitByAddress } from './limits.tsx'
import { noteRefusals } from './note-refusals.ts'
import { cannotBeShown, failed, notFound, refused } from './refusals.tsx'
import { sayRehearsal } from './rehearsal.ts'
import { sameOrigin, securityHeaders } from './security.ts'

/** What the platform says of a body that is no form, or one that breaks off. */
const isUnreadable = (error: Error): boolean => error instanceof TypeError && /FormData/i.test(error.message)

export function withMiddleware(
  world: Logs & Knows<'rehearsal' | 'secret' | 'url' | 'workbench'>,
  rooms: readonly Hono<WebEnv>[],
): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.use(compress())
  app.use(noteRefusals(world))
  app.use(securityHeaders(world))
  app.use(sayRehearsal(world))
  app.use(limitByAddress)
  app.use(sameOrigin(world))
  app.use(withBodies())
  for (const room of rooms) app.route('/', room)
  // A route and no `notFound`, which would be forgotten when a front door mounts this app beside its own pages.
  app.all('*', c => notFound(c))
  app.onError((error, c) => {
    const refusal = refusedBody(c)
    if (refusal) return refusal
    if (isUnreadable(error))
      return refused(c, 400, 'That form could not be read', 'It arrived damaged. Go back and send it again.')
    if (error instanceof UnreadableRow) {
      noteUnreadable(world.log, error)
      return cannotBeShown(c)
    }
    world.log.error('request failed', { method: c.req.method, ...failureOf(error) })
    return failed(c)
  })
  return app
}
