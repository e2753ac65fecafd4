/** Routes of the convener's call sheet: who calls whom, shared out by one button. */
import { type Context, Hono } from 'hono'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import type { Clash } from '../../domain/keep/three-way.ts'
import { readable } from '../../domain/keep/time.ts'
import { proposedPoints } from '../../domain/prepare/call-sheet.ts'
import { CallsPage } from '../../pages/prepare/calls.tsx'
import { requireRole, steadilyAt } from '../access/caller.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { mergeTyped } from '../web/merged.ts'
import { refused } from '../web/refusals.tsx'
import { showPage } from '../web/show.tsx'
import { typedIn } from '../web/typed.ts'
import { CLOSED, triedLines } from './call.routes.tsx'
import { callsBegin } from './call-errands.ts'
import { callsClosed, callsOf, type PhoneCalls, shareCalls } from './call-sheet.ts'

const ROUTE = PATHS.calls.route
const FIELD = 'caller-'

export function callsRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(ROUTE, requireRole(world, 'read'), c => showCalls(c, world))

  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const { campaign, partnership } = c.var
    const context = { campaign, partnership }
    const typed = typedIn(await c.req.parseBody())
    return steadilyAt(c, world, async world => {
      const { values, clashes } = mergeTyped(typed, formOf(await callsOf(world, context), campaign))
      if (clashes.length > 0) return showCalls(c, world, values, clashes)
      const shares: Record<string, string> = {}
      // Whoever came onto the sheet meanwhile is nobody's of this page.
      for (const [name, said] of Object.entries(values))
        if (name.startsWith(FIELD) && Object.hasOwn(typed, name)) shares[name.slice(FIELD.length)] = said
      const points = (values.points ?? '').trim().slice(0, 3000)
      const sharing = await shareCalls(world, context, { shares, points }, c.get('email'))
      if (sharing !== 'shared') return refused(c, 400, 'No calls can be assigned', CLOSED[sharing])
      return c.redirect(withQuery(PATHS.calls(campaign.id), { said: 'shared' }), 303)
    })
  })

  return app
}

const pointsOf = (points: string, { meeting }: Campaign): string => points || (meeting ? proposedPoints(meeting) : '')

/** What the form was filled from: who has a call. What is only proposed nobody has yet, so it is given with the button. */
function formOf({ sheet, calls }: PhoneCalls, campaign: Campaign): Record<string, string> {
  const open = calls.filter(each => each.open)
  const shares = open.map(({ person, shared, caller }) => [`${FIELD}${person.invitation.id}`, shared ? caller : ''])
  return { ...Object.fromEntries(shares), points: pointsOf(sheet.points, campaign) }
}

async function showCalls(
  c: Context<WebEnv>,
  world: World,
  typed: Record<string, string> = {},
  clashes: readonly Clash[] = [],
) {
  const { campaign, partnership } = c.var
  const now = world.clock.now()
  const { meeting } = campaign
  const zone = meeting?.zone ?? 'UTC'
  const found = await callsOf(world, { campaign, partnership })
  const { sheet, callers, calls } = found
  const called = (id: string) => callers.find(caller => caller.id === id)?.name ?? 'nobody'
  const closed = callsClosed(campaign, now)
  const begins = meeting && callsBegin(campaign, meeting)
  const view = {
    campaign: campaign.id,
    mayEdit: mayEdit(c.get('role')),
    callers,
    calls: calls.map(({ tries, ...call }) => ({
      ...call,
      caller: typed[`${FIELD}${call.person.invitation.id}`] ?? call.caller,
      tries: triedLines(tries, zone),
    })),
    points: typed.points ?? pointsOf(sheet.points, campaign),
    merging: {
      was: formOf(found, campaign),
      clashes: clashes.map(each => (each.field === 'points' ? each : { ...each, theirs: called(each.theirs) })),
      who: sheet.sharedAt && sheet.sharedBy ? `${sheet.sharedBy}, ${readable(sheet.sharedAt, zone)}` : undefined,
    },
    begins: begins ? readable(begins, zone) : '',
    ahead: begins !== undefined && now < begins,
    sharedAt: sheet.sharedAt && readable(sheet.sharedAt, zone),
    closed: closed && CLOSED[closed],
    done: c.req.query('said') === 'shared' ? 'The calls are assigned.' : undefined,
  }
  return showPage(
    c,
    { title: 'Calls', section: 'board', status: clashes.length > 0 ? 409 : 200 },
    <CallsPage {...view} />,
  )
}
