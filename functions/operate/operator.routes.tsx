/** Routes of the pages for whoever runs this Convoke. */
import { type Context, Hono } from 'hono'
import { AUDIT_KINDS, auditMonths } from '../../domain/access/audit.ts'
import { canonicalAddress } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { DAY, shift } from '../../domain/keep/time.ts'
import { oldZones } from '../../domain/keep/zones.ts'
import { AuditPage } from '../../pages/operate/audit.tsx'
import { Operator } from '../../pages/operate/operator.tsx'
import { WhoMaySignIn } from '../../pages/operate/who-may-sign-in.tsx'
import { page } from '../../pages/web/layout.tsx'
import { requireOperator } from '../access/operators.ts'
import { loginId } from '../access/sign-in.ts'
import { endLogins } from '../access/signed-in.ts'
import { deskOfHouse } from '../answer/incoming/set-aside.ts'
import type { World } from '../keep/ports.ts'
import { probeOf } from '../send/sender/note-probe.ts'
import type { WebEnv } from '../web/env.ts'
import { cookieOf } from '../web/login-cookie.ts'
import { refused } from '../web/refusals.tsx'
import { auditLines, auditTable } from './export-audit.ts'
import { isPlace, searchAudit } from './search-audit.ts'
import { sendingState } from './sending-state.ts'
import { signedInNow } from './signed-in-now.ts'
import { admitted, teamsFrom } from './who-may-sign-in.ts'

type Request = Context<WebEnv>

/** Entries on one page, and so many that are read to find them. */
const A_PAGE = 50
const LOOKED = 2000
/** So many a file holds, and so many that are read for it: what a function may answer at once. */
const A_FILE = 15_000
const LOOKED_FOR_FILE = 60_000

export function operatorRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const mine = requireOperator(world)
  const own = (c: Request) => loginId(cookieOf(world, c) ?? '')

  app.get(PATHS.operator.route, mine, async c => {
    const email = c.get('email')
    const now = world.clock.now()
    const { from, rehearsal, spreads } = world.settings
    const rate = await world.post.rate().catch(() => undefined)
    // What the look at sending comes upon is told among the failures.
    const state = await sendingState(world, email)
    const machine = await world.machine?.facts()
    const view = {
      now,
      own: own(c),
      email,
      admitted: await admitted(world),
      signedIn: await signedInNow(world),
      sending: {
        ...state,
        from,
        rehearsal: rehearsal === true,
        spreads: spreads === true,
        rate,
        probe: await probeOf(world),
        carrier: machine?.carrier,
      },
      desk: (await deskOfHouse(world)).messages.length,
      zones: oldZones(),
      machine,
      said: c.req.query('said'),
    }
    return c.html(page('This Convoke', <Operator {...view} />, { email, wide: true }))
  })

  app.get(PATHS.operatorPeople.route, mine, async c => {
    const email = c.get('email')
    const after = c.req.query('after')
    const teams = await teamsFrom(world, email, after !== undefined && /^[a-z2-7]{16}$/.test(after) ? after : undefined)
    const view = { admitted: await admitted(world), ...teams, isFirst: after === undefined }
    return c.html(page('Who may sign in', <WhoMaySignIn {...view} />, { email, wide: true }))
  })

  app.post(PATHS.operatorSessions.route, mine, async c => {
    const fields = await c.req.parseBody()
    const whose = typeof fields.email === 'string' ? canonicalAddress(fields.email.slice(0, 254)) : ''
    const end = typeof fields.end === 'string' ? fields.end : ''
    // Their own session, from which they do it, stays.
    const ended = end === own(c) ? 0 : await endLogins(world, whose, own(c), end === 'all' ? 'others' : end)
    c.set('audited', { whose, count: ended })
    return c.redirect(withQuery(PATHS.operator(), { said: ended > 0 ? 'ended' : 'none' }, 'signed-in'), 303)
  })

  app.get(PATHS.audit.route, mine, async c => {
    const email = c.get('email')
    const { month, search } = soughtIn(c, world)
    const after = c.req.query('after')
    const place = isPlace(after) ? after : undefined
    const found = await searchAudit(world, month, search, { most: A_PAGE, look: LOOKED, after: place })
    const view = {
      ...found,
      month,
      months: auditMonths(world.clock.now()),
      person: search.person ?? '',
      partnership: search.partnership ?? '',
      kind: search.kind,
      isFirst: place === undefined,
    }
    return c.html(page('Audit log', <AuditPage {...view} />, { email, wide: true, broad: true }))
  })

  const file = (path: { route: string }, type: string, ending: string, write: typeof auditLines) =>
    app.get(path.route, mine, async c => {
      const { month, search } = soughtIn(c, world)
      const { entries, after } = await searchAudit(world, month, search, { most: A_FILE, look: LOOKED_FOR_FILE })
      if (after !== undefined)
        return refused(
          c,
          413,
          'That is too much for one file',
          'Choose a kind, a person or a partnership, and export each.',
        )
      c.set('audited', { count: entries.length })
      c.header('Content-Disposition', `attachment; filename="audit-${month}.${ending}"`)
      return c.body(write(entries), 200, { 'Content-Type': `${type}; charset=utf-8` })
    })
  file(PATHS.auditCsv, 'text/csv', 'csv', auditTable)
  file(PATHS.auditLines, 'application/x-ndjson', 'ndjson', auditLines)

  return app
}

/** What is looked for: a month there may be entries of, and words of any kind. */
function soughtIn(c: Request, world: World) {
  const now = world.clock.now()
  // Clocks are moved ahead in a rehearsal, and may differ by some days.
  const months = auditMonths(shift(now, DAY))
  const wish = c.req.query('month')
  const kind = AUDIT_KINDS.find(each => each === c.req.query('kind'))
  const words = (name: string) => c.req.query(name)?.trim().slice(0, 254) || undefined
  return {
    month: months.find(each => each === wish) ?? now.slice(0, 7),
    search: { person: words('person'), partnership: words('partnership'), kind },
  }
}
