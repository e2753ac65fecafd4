/** Routes of the addresses that are not written to. */
import { type Context, Hono } from 'hono'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { Suppressions, type SuppressionsView } from '../../pages/list/suppressions.tsx'
import { pageOf } from '../../pages/web/paging.tsx'
import { requireRole } from '../access/caller.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { showPage } from '../web/show.tsx'
import { OVERRUN } from './list-work.ts'
import {
  exportSuppressions,
  importSuppressions,
  liftSuppression,
  MOST_ADDRESSES,
  mayLift,
  suppressionsOf,
} from './suppressions.ts'

const ROUTE = PATHS.suppressions.route
const A_PAGE = 100
const WRONG = {
  nothing: 'Paste at least one address.',
  'too long': `That is too long: at most ${MOST_ADDRESSES.toLocaleString('en-US')} addresses at a time.`,
}

type Request = Context<WebEnv>
const pathOf = (c: Request): string => PATHS.suppressions(c.get('campaign').id)

export function suppressionRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(ROUTE, requireRole(world, 'read'), c => showSuppressions(c, world))

  app.get(PATHS.suppressionsCsv.route, requireRole(world, 'read'), async c => {
    c.header('Content-Disposition', 'attachment; filename="not-written-to.csv"')
    const csv = exportSuppressions(await suppressionsOf(world, c.get('partnership').id))
    return c.body(csv, 200, { 'Content-Type': 'text/csv; charset=utf-8' })
  })

  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const { list } = await c.req.parseBody()
    const text = typeof list === 'string' ? list : ''
    const imported = await importSuppressions(world, c.get('partnership').id, text)
    if (typeof imported === 'string')
      return showSuppressions(c, world, { kind: 'error', text: WRONG[imported] }, text, 422)
    if ('overrun' in imported)
      return showSuppressions(c, world, { kind: 'error', text: OVERRUN[imported.overrun] }, text, 422)
    const { added, stronger, known, wrong, wrongTotal } = imported
    const did = [
      `${added} added`,
      ...(stronger > 0 ? [`${stronger} known as an address that did not work and now as a no`] : []),
      ...(known > 0 ? [`${known} known already`] : []),
    ]
      .join(', ')
      .concat('.')
    if (wrongTotal === 0) return showSuppressions(c, world, { kind: 'success', text: did })
    const lines = wrong.map(({ line, text: words }) => `Line ${line}: “${words}” holds no address.`)
    const more = `${wrongTotal} ${wrongTotal === 1 ? 'line was' : 'lines were'} left out:`
    return showSuppressions(c, world, { kind: 'warning', text: `${did} ${more}`, lines })
  })

  app.post(PATHS.liftSuppression.route, requireRole(world, 'edit'), async c => {
    const { email } = await c.req.parseBody()
    const address = typeof email === 'string' ? email : ''
    const did = await liftSuppression(world, c.get('partnership').id, address, c.get('email'))
    if (did === 'not yours to lift')
      return showSuppressions(
        c,
        world,
        {
          kind: 'error',
          text: 'They unsubscribed or reported spam, so they stay on the list. Only an address that bounced can be removed.',
        },
        '',
        422,
      )
    return c.redirect(pathOf(c), 303)
  })

  return app
}

async function showSuppressions(
  c: Request,
  world: World,
  news?: SuppressionsView['news'],
  typed = '',
  status: 200 | 422 = 200,
) {
  const suppressions = await suppressionsOf(world, c.get('partnership').id)
  const { items, page, pages } = pageOf(suppressions, Number(c.req.query('page')), A_PAGE)
  const view: SuppressionsView = {
    campaign: c.get('campaign').id,
    zone: c.get('campaign').meeting?.zone ?? 'UTC',
    mayEdit: mayEdit(c.get('role')),
    suppressions: items,
    mayLift,
    total: suppressions.length,
    page,
    pages,
    news,
    typed,
  }
  return showPage(c, { title: 'Do-not-email list', section: 'invitees', status }, <Suppressions {...view} />)
}
