/** Routes of what cannot be shown: which rows those are, what is stored in them, and taking them away. */
import { type Context, Hono } from 'hono'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { CannotBeShown, type CannotBeShownView } from '../../pages/answer/cannot-be-shown.tsx'
import { requireRole } from '../access/caller.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { notFound } from '../web/refusals.tsx'
import { wordsOf } from '../web/said.ts'
import { showPage } from '../web/show.tsx'
import { missingOf, takeAway } from './cannot-be-shown.ts'

const SAID: Record<string, CannotBeShownView['said']> = {
  'taken away': { kind: 'success', text: 'It is taken away.' },
  changed: { kind: 'warning', text: 'It has changed since you looked at it, or can be shown by now.' },
  'not removable': { kind: 'warning', text: 'That cannot be taken away: ask whoever runs this Convoke.' },
}

export function cannotBeShownRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PATHS.unreadable.route, requireRole(world, 'read'), async c => {
    const view: CannotBeShownView = {
      campaign: c.get('campaign').id,
      mayEdit: mayEdit(c.get('role')),
      said: wordsOf(SAID, c.req.query('did')),
      missing: (await missingOf(world.store, about(c))).map(({ id, row: { place, fields }, removable }) => ({
        id,
        version: place.version,
        kind: place.kind,
        place: `${place.partition} ${place.key}`,
        fields,
        removable,
      })),
    }
    return showPage(c, { title: 'What cannot be shown', section: 'board' }, <CannotBeShown {...view} />)
  })

  app.post(PATHS.unreadable.route, requireRole(world, 'edit'), async c => {
    const { row, version } = await c.req.parseBody()
    const did = await takeAway(world, about(c), String(row), Number(version))
    return c.redirect(withQuery(PATHS.unreadable(c.get('campaign').id), { did }), 303)
  })

  app.get(PATHS.unreadableRow.route, requireRole(world, 'edit'), async c => {
    const missing = (await missingOf(world.store, about(c))).find(({ id }) => id === c.req.param('row'))
    if (!missing) return notFound(c, c.get('email'))
    const { partition, key, version } = missing.row.place
    c.header('Content-Disposition', `attachment; filename="${missing.id}.json"`)
    return c.body(JSON.stringify({ partition, key, version, value: missing.value }, undefined, 2), 200, {
      'Content-Type': 'application/json; charset=utf-8',
    })
  })

  return app
}

const about = (c: Context<WebEnv>) => ({ campaign: c.get('campaign'), partnership: c.get('partnership') })
