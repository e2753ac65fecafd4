/** Routes of what is held about somebody, of forgetting them, and of the receipts. */
import { type Context, Hono } from 'hono'
import { invitationIdFrom } from '../../domain/keep/ids.ts'
import type { Invitation } from '../../domain/keep/invitation.ts'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { ForgetPage, ForgottenPage } from '../../pages/list/forget.tsx'
import { requireRole } from '../access/caller.ts'
import { invitationRef, read } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { notFound } from '../web/refusals.tsx'
import { showPage } from '../web/show.tsx'
import { forgetEverywhere, heldOf, refusalOf } from './forget.ts'
import { forgettings } from './forgotten.ts'

type Request = Context<WebEnv>

export function forgetRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const about = (c: Request) => ({ campaign: c.get('campaign'), partnership: c.get('partnership') })

  async function show(c: Request, invitation: Invitation, error?: string) {
    const held = await heldOf(world, about(c), invitation)
    const view = {
      campaign: c.get('campaign').id,
      invitation,
      held,
      refusal: refusalOf(c.get('partnership'), invitation),
      error,
    }
    const title = `What we hold about ${invitation.invitee.name}`
    return showPage(c, { title, section: 'board', status: error ? 422 : 200 }, <ForgetPage {...view} />)
  }

  app.get(PATHS.personForget.route, requireRole(world, 'edit'), async c => {
    const invitation = await invitationOf(c, world)
    return invitation ? show(c, invitation) : notFound(c, c.get('email'))
  })

  app.post(PATHS.personForget.route, requireRole(world, 'edit'), async c => {
    const invitation = await invitationOf(c, world)
    if (!invitation) return notFound(c, c.get('email'))
    const { sure } = await c.req.parseBody()
    if (sure !== 'yes') return show(c, invitation, 'Check the box to confirm.')
    const receipt = await forgetEverywhere(world, about(c), invitation, c.get('email'))
    if (typeof receipt === 'string') return show(c, invitation)
    // The audit log says which receipt, and so not who it was.
    c.set('audited', { reference: receipt.hash.slice(0, 12) })
    return c.redirect(withQuery(PATHS.forgotten(c.get('campaign').id), { done: receipt.hash.slice(0, 12) }), 303)
  })

  app.get(PATHS.personHeld.route, requireRole(world, 'edit'), async c => {
    const invitation = await invitationOf(c, world)
    if (!invitation) return notFound(c, c.get('email'))
    const held = await heldOf(world, about(c), invitation)
    c.header('Content-Disposition', `attachment; filename="held-${invitation.id}.json"`)
    return c.body(JSON.stringify(held, undefined, 2), 200, { 'Content-Type': 'application/json; charset=utf-8' })
  })

  app.get(PATHS.forgotten.route, requireRole(world, 'read'), async c => {
    const view = {
      campaign: c.get('campaign').id,
      zone: c.get('campaign').meeting?.zone ?? 'UTC',
      receipts: await forgettings(world, c.get('partnership').id),
      done: c.req.query('done'),
      mayEdit: mayEdit(c.get('role')),
    }
    return showPage(c, { title: 'People who asked to be forgotten', section: 'board' }, <ForgottenPage {...view} />)
  })

  return app
}

async function invitationOf(c: Request, world: World): Promise<Invitation | undefined> {
  const ref = invitationRef(c.get('campaign').id, invitationIdFrom(c.req.param('iid') ?? ''))
  const found = (await read(world.store, ref))?.value
  return found?.forgottenAt === undefined ? found : undefined
}
