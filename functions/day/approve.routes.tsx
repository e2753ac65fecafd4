/** Routes of a champion's approval of the executive summary, by their own link. */
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { approvalState } from '../../domain/day/summary.ts'
import { nameOf } from '../../domain/keep/partnership.ts'
import { PERSONAL } from '../../domain/keep/paths.ts'
import { ApprovePage } from '../../pages/day/approve.tsx'
import { page } from '../../pages/web/layout.tsx'
import type { World } from '../keep/ports.ts'
import { preview } from '../send/preview.ts'
import type { WebEnv } from '../web/env.ts'
import { deadLink } from '../web/refusals.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { type Approver, approve, checkOfSummary, inWhoseNames, letterOfSummary, whoApproves } from './summary.ts'

const check = z.string().regex(/^[0-9a-f]{64}$/)
const form = z.discriminatedUnion('do', [
  z.object({ do: z.literal('approve'), check }),
  z.object({
    do: z.literal('change'),
    check,
    comment: z.string().trim().min(1, 'Say what should change.').max(1000, 'Shorten the comment to 1,000 characters.'),
  }),
])

export function approveRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PERSONAL.approve.route, async c => {
    const asked = await whoApproves(world, c.req.param('token'))
    return asked ? showApprove(c, world, asked) : deadLink(c)
  })

  app.post(PERSONAL.approve.route, async c => {
    const token = c.req.param('token')
    const asked = await whoApproves(world, token)
    if (!asked) return deadLink(c)
    const typed = typedIn(await c.req.parseBody())
    const found = form.safeParse(typed)
    if (!found.success) return showApprove(c, world, asked, typed, errorsOf(found.error))
    const objection = found.data.do === 'change' ? found.data.comment : undefined
    if ((await approve(world, asked, found.data.check, objection)) === 'noted') return c.redirect(c.req.path, 303)
    const now = await whoApproves(world, token)
    return now ? showApprove(c, world, now, typed, {}, true) : deadLink(c)
  })

  return app
}

const shownTo = (world: World, { campaign, partnership, summary }: Approver) =>
  preview(world, campaign.id, {
    text: 'summary',
    summary: letterOfSummary(summary, world.clock.now(), inWhoseNames({ partnership }, summary)),
  })

async function showApprove(
  c: Context<WebEnv>,
  world: World,
  asked: Approver,
  typed: Record<string, string> = {},
  errors: Errors = {},
  changed = false,
) {
  const { champion, partnership, summary } = asked
  const stands = checkOfSummary(summary)
  const { yes, no } = approvalState(summary, partnership.champions, stands)
  const shown = await shownTo(world, asked)
  if (!shown) return deadLink(c)
  const objection = no.find(({ id }) => id === champion.id)
  const view = {
    path: c.req.path,
    html: shown.html,
    partnership: nameOf(partnership),
    name: champion.name,
    subject: shown.subject,
    text: shown.text,
    check: stands,
    said: yes.some(({ id }) => id === champion.id) ? 'yes' : objection ? 'no' : 'waiting',
    comment: objection?.comment ?? '',
    yes: yes.length,
    released: summary.released !== undefined,
    changed,
    typed,
    errors,
  } as const
  const status = Object.keys(errors).length > 0 ? 422 : 200
  return c.html(page('The executive summary', <ApprovePage {...view} />, { calm: true }), status)
}
