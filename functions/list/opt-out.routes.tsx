/** Routes by which an invitee stops the letters: a page with a button, and the one click of mail programs (RFC 8058). */
import { Hono, type Context as Request } from 'hono'
import { nameOf } from '../../domain/keep/partnership.ts'
import { PERSONAL } from '../../domain/keep/paths.ts'
import { OptedOutPage, OptOutPage } from '../../pages/list/opt-out.tsx'
import { page } from '../../pages/web/layout.tsx'
import { readContext } from '../keep/context.ts'
import { invitationRef, read } from '../keep/documents.ts'
import { LINKS } from '../keep/links.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { deadLink } from '../web/refusals.tsx'
import { optOut } from './opt-out.ts'

export function optOutRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PERSONAL.optOut.route, async c => {
    const opened = await open(world, c.req.param('token'))
    if (!opened) return deadLink(c)
    return c.html(
      page('Stop these letters', <OptOutPage path={c.req.path} partnership={opened.partnership} />, { calm: true }),
    )
  })

  app.post(PERSONAL.optOut.route, async (c: Request<WebEnv>) => {
    const opened = await open(world, c.req.param('token') ?? '')
    if (!opened) return deadLink(c)
    const fields = await c.req.parseBody()
    await optOut(world, opened.under, opened.id)
    if (fields['List-Unsubscribe'] === 'One-Click') return c.text('You will get no more letters.')
    return c.html(page('No more letters', <OptedOutPage partnership={opened.partnership} />, { calm: true }))
  })

  return app
}

async function open(world: World, token: string) {
  const ids = LINKS['opt-out'].read(world.settings, token)
  const context = ids && (await readContext(world.store, ids.under))
  const invitation = ids && (await read(world.store, invitationRef(ids.under, ids.id)))
  return ids && context && invitation ? { ...ids, partnership: nameOf(context.partnership) } : undefined
}
