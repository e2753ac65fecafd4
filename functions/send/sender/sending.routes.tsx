/** Routes of whether letters arrive: what the domain says, and a letter that Convoke writes to itself. */
import { type Context, Hono } from 'hono'
import { PATHS } from '../../../domain/keep/paths.ts'
import { SECOND, shift } from '../../../domain/keep/time.ts'
import { oldZones } from '../../../domain/keep/zones.ts'
import { senderChecks } from '../../../domain/send/sender-domain.ts'
import { Sending } from '../../../pages/send/sending.tsx'
import { page } from '../../../pages/web/layout.tsx'
import { requireCaller } from '../../access/caller.ts'
import { isOperator } from '../../access/operators.ts'
import { mayStart } from '../../access/sign-in.ts'
import type { World } from '../../keep/ports.ts'
import type { WebEnv } from '../../web/env.ts'
import { refused } from '../../web/refusals.tsx'
import { lookUpSender } from './look-up-sender.ts'
import { probeOf } from './note-probe.ts'
import { sendProbe } from './send-probe.ts'

type Request = Context<WebEnv>

export function sendingRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get(PATHS.sending.route, requireCaller(world), async c => (await refusal(c, world)) ?? show(c, world))
  app.post(PATHS.probe.route, requireCaller(world), async c => {
    const refusing = await refusal(c, world)
    if (refusing) return refusing
    const last = await probeOf(world)
    // A button that is pressed again and again writes no letter each time.
    const soon = last && world.clock.now() < shift(last.at, AGAIN)
    if (!world.settings.rehearsal && !soon) await sendProbe(world)
    return c.redirect(`${PATHS.sending()}#test`, 303)
  })
  return app
}

const AGAIN = 15 * SECOND

async function refusal(c: Request, world: World) {
  const email = c.get('email')
  if ((await mayStart(world, email)) || (await isOperator(world, email))) return undefined
  return refused(
    c,
    403,
    'For whoever runs this Convoke',
    'Only those who may start partnerships here, or run it, see this page.',
  )
}

async function show(c: Request, world: World) {
  const { from, replyDomain, rehearsal } = world.settings
  const view = {
    from,
    replyDomain,
    rehearsal: rehearsal === true,
    checks: senderChecks(await lookUpSender(world)),
    probe: await probeOf(world),
    now: world.clock.now(),
    zones: oldZones(),
  }
  return c.html(page('Will emails arrive?', <Sending {...view} />, { email: c.get('email') }))
}
