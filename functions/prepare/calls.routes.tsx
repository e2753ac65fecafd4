/** Routes of the convener's call sheet: who calls whom, shared out by one button. */
import { type Context, Hono } from 'hono'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import type { Clash } from '../../domain/keep/three-way.ts'
import { readable } from '../../domain/keep/time.ts'
import { type Caller, proposedPoints } from '../../domain/prepare/call-sheet.ts'
import { CallsPage } from '../../pages/prepare/calls.tsx'
import { pageOf } from '../../pages/web/paging.tsx'
import { requireRole, steadilyAt } from '../access/caller.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { mergeTyped } from '../web/merged.ts'
import { refused } from '../web/refusals.tsx'
import { showPage } from '../web/show.tsx'
import { typedIn } from '../web/typed.ts'
import { CLOSED, triedLines } from './call.routes.tsx'
import { callsBegin } from './call-errands.ts'
import { callsClosed, callsOf, shareCalls } from './call-sheet.ts'
import type { PhoneCall, PhoneCalls } from './phone-calls.ts'

const ROUTE = PATHS.calls.route
const FIELD = 'caller-'
/** So many calls are looked at together. */
const A_PAGE = 50

export function callsRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(ROUTE, requireRole(world, 'read'), c => showCalls(c, world))

  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const { campaign, partnership } = c.var
    const context = { campaign, partnership }
    const typed = typedIn(await c.req.parseBody())
    return steadilyAt(c, world, async world => {
      const found = await callsOf(world, context)
      const { values, clashes } = mergeTyped(typed, formOf(found, found.calls, campaign))
      if (clashes.length > 0) return showCalls(c, world, values, clashes)
      const shares: Record<string, string> = {}
      // Those of other pages as they were proposed, where the convener says so.
      if (typed.all !== undefined)
        for (const { person, caller, shared } of found.calls) if (!shared) shares[person.invitation.id] = caller
      // Whoever came onto the sheet meanwhile is nobody's of this page.
      for (const [name, said] of Object.entries(values))
        if (name.startsWith(FIELD) && Object.hasOwn(typed, name)) shares[name.slice(FIELD.length)] = said
      const points = (values.points ?? '').trim().slice(0, 3000)
      const sharing = await shareCalls(world, context, { shares, points }, c.get('email'))
      if (sharing !== 'shared') return refused(c, 400, 'No calls can be assigned', CLOSED[sharing])
      return c.redirect(withQuery(PATHS.calls(campaign.id), { page: pageIn(c), said: 'shared' }), 303)
    })
  })

  return app
}

const pointsOf = (points: string, { meeting }: Campaign): string => points || (meeting ? proposedPoints(meeting) : '')

/** What a form with these calls was filled from: who has each. What is only proposed nobody has yet, so it is given with the button. */
function formOf({ sheet }: PhoneCalls, calls: readonly PhoneCall[], campaign: Campaign): Record<string, string> {
  const open = calls.filter(each => each.open)
  const shares = open.map(({ person, shared, caller }) => [`${FIELD}${person.invitation.id}`, shared ? caller : ''])
  return { ...Object.fromEntries(shares), points: pointsOf(sheet.points, campaign) }
}

const pageIn = (c: Context<WebEnv>): string | undefined => c.req.query('page')

/** How many are to be called, of how many companies, and by whom. */
function totalsOf(open: readonly PhoneCall[], callers: readonly Caller[]) {
  const loads = new Map<string, number>()
  for (const { caller } of open) loads.set(caller, (loads.get(caller) ?? 0) + 1)
  return {
    people: open.length,
    companies: new Set(open.map(({ person }) => person.company.key)).size,
    loads: callers.flatMap(({ id, name, champion }) => {
      const count = loads.get(id)
      return count === undefined ? [] : [{ name, champion, count }]
    }),
  }
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
  const open = calls.filter(each => each.open)
  const settled = calls.filter(each => !each.open)
  const { items, ...paging } = pageOf(open, Number(pageIn(c)), A_PAGE)
  const called = (id: string) => callers.find(caller => caller.id === id)?.name ?? 'nobody'
  const closed = callsClosed(campaign, now)
  const begins = meeting && callsBegin(campaign, meeting)
  const view = {
    campaign: campaign.id,
    mayEdit: mayEdit(c.get('role')),
    callers,
    calls: items.map(({ tries, ...call }) => ({
      ...call,
      caller: typed[`${FIELD}${call.person.invitation.id}`] ?? call.caller,
      tries: triedLines(tries, zone),
    })),
    settled: settled.slice(0, A_PAGE),
    settledTotal: settled.length,
    totals: totalsOf(open, callers),
    unassigned: open.filter(({ shared }) => !shared).length - items.filter(({ shared }) => !shared).length,
    ...paging,
    points: typed.points ?? pointsOf(sheet.points, campaign),
    merging: {
      was: formOf(found, items, campaign),
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
