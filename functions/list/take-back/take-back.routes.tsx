/** Routes of an import that is taken back: what would happen, and the press that does it. */
import { type Context, Hono } from 'hono'
import { mayEdit } from '../../../domain/keep/partnership.ts'
import { PATHS } from '../../../domain/keep/paths.ts'
import { TakeBackPage } from '../../../pages/list/take-back.tsx'
import { requireRole } from '../../access/caller.ts'
import type { World } from '../../keep/ports.ts'
import type { WebEnv } from '../../web/env.ts'
import { notFound } from '../../web/refusals.tsx'
import { showPage } from '../../web/show.tsx'
import { lookBack, takeListBack } from './take-back.ts'

const ROUTE = PATHS.takeBackImport.route

const AT_WORK = 'This list is still being imported. Wait until it is in, then take it back.'

export function takeBackRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(ROUTE, requireRole(world, 'read'), c => page(c, world))

  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const { id } = c.get('campaign')
    const did = await takeListBack(world, id, c.req.param('id'), c.get('email'))
    if (did === 'not there') return notFound(c, c.get('email'))
    return did === 'at work' ? page(c, world, AT_WORK) : c.redirect(c.req.path, 303)
  })

  return app
}

async function page(c: Context<WebEnv>, world: World, error?: string) {
  const campaign = c.get('campaign')
  const look = await lookBack(world, campaign.id, c.req.param('id') ?? '')
  if (!look) return notFound(c, c.get('email'))
  const { list, remove, restore, stay } = look
  const { takenBack } = list
  return showPage(
    c,
    { title: 'Take an import back', section: 'invitees', status: error ? 409 : 200 },
    <TakeBackPage
      campaign={campaign.id}
      id={list.id}
      name={list.name}
      at={list.at}
      by={list.by}
      zone={campaign.meeting?.zone ?? 'UTC'}
      mayEdit={mayEdit(c.get('role'))}
      remove={remove}
      restore={restore}
      stay={stay.sort((a, b) => a.invitation.invitee.name.localeCompare(b.invitation.invitee.name, 'en'))}
      takenBack={takenBack}
      error={error}
    />,
  )
}
