/**
 * What the links of a test open: the pages of its reader, over documents that forget what is done to them, under a secret
 * that opens nothing else. Who follows them needs no login, since a mail program opens them; they end after some days.
 */
import { Hono, type Context as Request } from 'hono'
import { campaignIn, PATHS, PERSONAL } from '../../domain/keep/paths.ts'
import { PreviewBar } from '../../pages/web/preview-bar.tsx'
import type { World } from '../keep/ports.ts'
import { openPreview } from '../keep/safe-preview.ts'
import { withoutEffect } from '../keep/without-effect.ts'
import { EXAMPLE } from '../send/preview.ts'
import type { WebEnv } from '../web/env.ts'
import { deadLink, refused } from '../web/refusals.tsx'
import { seatExample } from './seat-example.ts'

/** A page that answers with another so often leads nowhere. */
const MOST_STEPS = 5

/** `pages`: those that open by a personal link. */
export function previewRoutes(world: World, pages: (world: World) => Hono<WebEnv>): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  // Nothing by itself: what opens is beneath it.
  app.get(PERSONAL.preview.route, c =>
    openPreview(world.settings, c.req.param('token'), world.clock.now()) ? c.redirect(PATHS.home(), 303) : deadLink(c),
  )

  const open = async (c: Request<WebEnv>) => {
    const opened = openPreview(world.settings, c.req.param('token') ?? '', world.clock.now())
    if (!opened) return deadLink(c)
    const base = new URL(opened.settings.url).pathname
    const within = c.req.path.slice(base.length)
    // A convener's own page opens as itself, where they sign in.
    if (campaignIn(within) !== undefined)
      return c.req.method === 'GET'
        ? c.redirect(within, 303)
        : refused(c, 400, 'Nothing is stored', 'This is a preview.')
    const inside = withoutEffect(world, opened.settings)
    // A token holds the id it is for.
    if (within.includes(EXAMPLE)) await seatExample(inside, opened.campaign)
    const behind = pages(inside)
    behind.onError(error => {
      throw error
    })
    const answer = await follow(c, behind, base, within)
    return answer ?? deadLink(c)
  }
  app.get(PERSONAL.previewed.route, open)
  app.post(PERSONAL.previewed.route, open)
  return app
}

/** The page that comes of a request, behind all pages that only lead on. */
async function follow(c: Request<WebEnv>, app: Hono<WebEnv>, base: string, within: string) {
  const { origin, search } = new URL(c.req.url)
  const type = c.req.header('content-type')
  const sent = c.req.method === 'POST'
  let response = await app.request(new URL(within + search, origin), {
    method: c.req.method,
    ...(sent ? { body: await c.req.arrayBuffer(), headers: type ? { 'Content-Type': type } : {} } : {}),
  })
  for (let step = 0; step < MOST_STEPS; step++) {
    const location = response.headers.get('location')
    if (location === null) return shown(response, base, sent)
    const to = new URL(location, origin)
    if (to.origin !== origin) return undefined
    if (campaignIn(to.pathname) !== undefined) return c.redirect(to.pathname, 303)
    response = await app.request(new URL(to.pathname.replace(base, '') + to.search, origin))
  }
  return undefined
}

/** Under its bar, and with links that lead on within the preview. What is no page, a calendar entry for example, goes as it is. */
async function shown(response: Response, base: string, after: boolean): Promise<Response> {
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  headers.delete('set-cookie')
  if (!headers.get('content-type')?.startsWith('text/html'))
    return new Response(response.body, { status: response.status, headers })
  const bar = (<PreviewBar after={after} />).toString()
  const html = (await response.text())
    .replace(/(\s[a-z-]+=")\/(?!\/|assets\/)/g, (_, attribute: string) => `${attribute}${base}/`)
    .replace(/<body[^>]*>/, body => body + bar)
  return new Response(html, { status: response.status, headers })
}
