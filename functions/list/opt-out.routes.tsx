/** Routes by which an invitee stops the letters: a page with a button, and the one click of mail programs (RFC 8058). */
import { Hono, type Context as Request } from 'hono'
import type { Child } from 'hono/jsx'
import { nameOf } from '../../domain/keep/partnership.ts'
import { PERSONAL } from '../../domain/keep/paths.ts'
import { OptedInPage, OptedOutPage, OptOutPage } from '../../pages/list/opt-out.tsx'
import { page } from '../../pages/web/layout.tsx'
import { readContext } from '../keep/context.ts'
import { invitationRef, read } from '../keep/documents.ts'
import { LINKS } from '../keep/links.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { deadLink } from '../web/refusals.tsx'
import { optIn, optOut } from './opt-out.ts'

export function optOutRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PERSONAL.optOut.route, async c => {
    const opened = await open(world, c.req.param('token'))
    if (!opened) return deadLink(c)
    const view = { path: c.req.path, partnership: opened.partnership }
    return opened.out ? showOptOut(c, OUT, <OptedOutPage {...view} />) : showOptOut(c, ASK, <OptOutPage {...view} />)
  })

  app.post(PERSONAL.optOut.route, async (c: Request<WebEnv>) => {
    const opened = await open(world, c.req.param('token') ?? '')
    if (!opened) return deadLink(c)
    const fields = await c.req.parseBody()
    if (fields.do === 'undo') {
      await optIn(world, opened.under, opened.id)
      return showOptOut(c, IN, <OptedInPage partnership={opened.partnership} />)
    }
    await optOut(world, opened.under, opened.id)
    if (fields['List-Unsubscribe'] === 'One-Click') return c.text('You will get no more emails.')
    return showOptOut(c, OUT, <OptedOutPage path={c.req.path} partnership={opened.partnership} />)
  })

  return app
}

const ASK = 'Stop these emails'
const OUT = 'No more emails'
const IN = 'We’ll keep emailing you'

const showOptOut = (c: Request<WebEnv>, title: string, body: Child) => c.html(page(title, body, { calm: true }))

async function open(world: World, token: string) {
  const ids = LINKS['opt-out'].read(world.settings, token)
  const context = ids && (await readContext(world.store, ids.under))
  const invitation = ids && (await read(world.store, invitationRef(ids.under, ids.id)))
  return ids && context && invitation && invitation.value.forgottenAt === undefined
    ? {
        ...ids,
        partnership: nameOf(context.partnership),
        out: invitation.value.suppressed?.reason === 'opted out',
      }
    : undefined
}
