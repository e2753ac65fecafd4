/** The route of the check of the sender's domain. */
import { Hono } from 'hono'
import { senderChecks } from '../../domain/sender-domain.ts'
import { page } from '../../pages/layout.tsx'
import { Sending } from '../../pages/sending.tsx'
import { lookUpSender } from '../look-up-sender.ts'
import type { World } from '../ports.ts'
import { mayStart } from '../sign-in.ts'
import { requireCaller, type WebEnv } from './caller.ts'
import { refused } from './refusals.tsx'

export function sendingRoutes(world: World): Hono<WebEnv> {
  return new Hono<WebEnv>().get('/sending', requireCaller(world), async c => {
    const email = c.get('email')
    if (!(await mayStart(world, email)))
      return refused(
        c,
        403,
        'For whoever runs this Convoke',
        'Only those who may start partnerships here see this page.',
      )
    const records = await lookUpSender(world, world.names)
    const view = {
      from: world.settings.from,
      replyDomain: world.settings.replyDomain,
      rehearsal: world.settings.rehearsal === true,
      checks: senderChecks(records),
    }
    return c.html(page('Will letters arrive?', <Sending {...view} />, { email }))
  })
}
