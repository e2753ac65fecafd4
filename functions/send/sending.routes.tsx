/** The route of the check of the sender's domain. */
import { Hono } from 'hono'
import { PATHS } from '../../domain/keep/paths.ts'
import { oldZones } from '../../domain/keep/zones.ts'
import { senderChecks } from '../../domain/send/sender-domain.ts'
import { Sending } from '../../pages/send/sending.tsx'
import { page } from '../../pages/web/layout.tsx'
import { requireCaller } from '../access/caller.ts'
import { mayStart } from '../access/sign-in.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { refused } from '../web/refusals.tsx'
import { lookUpSender } from './look-up-sender.ts'

export function sendingRoutes(world: World): Hono<WebEnv> {
  return new Hono<WebEnv>().get(PATHS.sending.route, requireCaller(world), async c => {
    const email = c.get('email')
    if (!(await mayStart(world, email)))
      return refused(
        c,
        403,
        'For whoever runs this Convoke',
        'Only those who may start partnerships here see this page.',
      )
    const records = await lookUpSender(world)
    const view = {
      from: world.settings.from,
      replyDomain: world.settings.replyDomain,
      rehearsal: world.settings.rehearsal === true,
      checks: senderChecks(records),
      zones: oldZones(),
    }
    return c.html(page('Will emails arrive?', <Sending {...view} />, { email }))
  })
}
