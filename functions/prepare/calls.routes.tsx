/** Routes of the convener's call sheet: who calls whom, shared out by one button. */
import { Hono } from 'hono'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { readable } from '../../domain/keep/time.ts'
import { proposedPoints } from '../../domain/prepare/call-sheet.ts'
import { CallsPage } from '../../pages/prepare/calls.tsx'
import { requireRole } from '../access/caller.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { refused } from '../web/refusals.tsx'
import { showPage } from '../web/show.tsx'
import { CLOSED, triedLines } from './call.routes.tsx'
import { callsBegin } from './call-errands.ts'
import { callsClosed, callsOf, shareCalls } from './call-sheet.ts'

const ROUTE = PATHS.calls.route
const FIELD = 'caller-'

export function callsRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(ROUTE, requireRole(world, 'read'), async c => {
    const { campaign, partnership } = c.var
    const now = world.clock.now()
    const { meeting } = campaign
    const zone = meeting?.zone ?? 'UTC'
    const { sheet, callers, calls } = await callsOf(world, { campaign, partnership })
    const closed = callsClosed(campaign, now)
    const begins = meeting && callsBegin(campaign, meeting)
    const view = {
      campaign: campaign.id,
      mayEdit: mayEdit(c.get('role')),
      callers,
      calls: calls.map(({ tries, ...call }) => ({ ...call, tries: triedLines(tries, zone) })),
      points: sheet.points || (meeting ? proposedPoints(meeting) : ''),
      begins: begins ? readable(begins, zone) : '',
      ahead: begins !== undefined && now < begins,
      sharedAt: sheet.sharedAt && readable(sheet.sharedAt, zone),
      closed: closed && CLOSED[closed],
      done: c.req.query('said') === 'shared' ? 'The calls are assigned.' : undefined,
    }
    return showPage(c, { title: 'Calls', section: 'board' }, <CallsPage {...view} />)
  })

  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const { campaign, partnership } = c.var
    const shares: Record<string, string> = {}
    const body = await c.req.parseBody()
    for (const [name, said] of Object.entries(body))
      if (name.startsWith(FIELD) && typeof said === 'string') shares[name.slice(FIELD.length)] = said
    const points = typeof body.points === 'string' ? body.points.replace(/\r\n?/g, '\n').trim().slice(0, 3000) : ''
    const sharing = await shareCalls(world, { campaign, partnership }, { shares, points }, c.get('email'))
    if (sharing !== 'shared') return refused(c, 400, 'No calls can be assigned', CLOSED[sharing])
    return c.redirect(withQuery(PATHS.calls(campaign.id), { said: 'shared' }), 303)
  })

  return app
}
