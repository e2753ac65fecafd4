/** What holds for every page, whichever rooms are behind it: headers, limits, and what is said when nothing is found. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { campaignIn, PATHS } from '../../domain/keep/paths.ts'
import { UnreadableRow } from '../keep/documents.ts'
import { failureOf } from '../keep/failure.ts'
import type { Knows, Logs } from '../keep/ports.ts'
import { noteUnreadable } from '../keep/unreadable.ts'
import type { WebEnv } from './env.ts'
import { noteRefusals } from './note-refusals.ts'
import { cannotBeShown, failed, notFound, refused } from './refusals.tsx'
import { leadToWorkbench } from './rehearsal.ts'
import { sameOrigin, securityHeaders } from './security.ts'

/**
 * The largest list somebody may upload, and a little for the form around it. Lambda takes 6 MB with everything in
 * base64, which is three quarters of that.
 */
const LARGEST = 4 * 1024 * 1024 + 64 * 1024
/** The largest form of anybody else, who need not be signed in to send it. */
const LARGEST_FORM = 256 * 1024

const withList = bodyLimit({
  maxSize: LARGEST,
  onError: c => refused(c, 413, 'That is too large', 'Files may have up to 4 MB. Split a larger list into parts.'),
})
/** A form with pictures, as cameras make them: one that is too large is said beside its field, and nothing typed is lost. */
const withPictures = bodyLimit({
  maxSize: 24 * 1024 * 1024,
  onError: c => refused(c, 413, 'That is too large', 'The pictures are too large. Save them smaller and choose again.'),
})
const withForm = bodyLimit({
  maxSize: LARGEST_FORM,
  onError: c => refused(c, 413, 'That is too large', 'Shorten what you typed, or reply to the letter instead.'),
})

/** What the platform says of a body that is no form, or one that breaks off. */
const isUnreadable = (error: Error): boolean => error instanceof TypeError && /FormData/i.test(error.message)

const limitOf = (path: string) => {
  const campaign = campaignIn(path)
  if (campaign === undefined) return withForm
  return path === PATHS.champions(campaign) ? withPictures : withList
}

export function withMiddleware(
  world: Logs & Knows<'rehearsal' | 'secret' | 'url'>,
  rooms: readonly Hono<WebEnv>[],
): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.use(compress())
  app.use(noteRefusals(world))
  app.use(securityHeaders(world))
  app.use(leadToWorkbench(world))
  app.use((c, next) => limitOf(c.req.path)(c, next))
  app.use(sameOrigin(world))
  for (const room of rooms) app.route('/', room)
  // A route and no `notFound`, which would be forgotten when a front door mounts this app beside its own pages.
  app.all('*', c => notFound(c))
  app.onError((error, c) => {
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
