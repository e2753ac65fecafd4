/** While nothing leaves this machine, every page says so, and leads to the workbench, where the letters and the clock are. */
import type { MiddlewareHandler } from 'hono'
import { WORKBENCH } from '../../domain/keep/paths.ts'
import type { Knows } from '../keep/ports.ts'
import type { WebEnv } from './env.ts'

/** Where the frame of every page (`pages/web/layout.tsx`) has room for it. */
const ROOM = '<span class="rehearsal"></span>'
const SAYS = 'Rehearsal: no email is sent from this machine.'
const LINK = ` <a href="${WORKBENCH.home()}">Open the workbench</a>`

/** Adds that to answers that are pages of ours; a letter shown alone has no such room and stays as it is. */
export const sayRehearsal =
  (world: Knows<'rehearsal' | 'workbench'>): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    await next()
    if (!world.settings.rehearsal || !c.res.headers.get('content-type')?.startsWith('text/html')) return
    const html = await c.res.text()
    const link = world.settings.workbench ? LINK : ''
    c.res = new Response(html.replace(ROOM, `<span class="rehearsal"> · ${SAYS}${link}</span>`), c.res)
  }
