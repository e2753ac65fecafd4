/** Routes of what came in and bothers nobody: a campaign's list, and the desk of whoever runs this Convoke. */
import { type Context, Hono } from 'hono'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import { mayEdit } from '../../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../../domain/keep/paths.ts'
import { AsidePage, type AsideView, DeskPage } from '../../../pages/answer/aside.tsx'
import { page } from '../../../pages/web/layout.tsx'
import { pageOf } from '../../../pages/web/paging.tsx'
import { requireRole } from '../../access/caller.ts'
import { requireOperator } from '../../access/operators.ts'
import { invitationRef, readIfLegible } from '../../keep/documents.ts'
import type { World } from '../../keep/ports.ts'
import type { WebEnv } from '../../web/env.ts'
import { notFound } from '../../web/refusals.tsx'
import { showPage } from '../../web/show.tsx'
import { asideOf, deskOfHouse, takeForPerson } from './set-aside.ts'

const A_PAGE = 50

export function asideRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PATHS.aside.route, requireRole(world, 'read'), async c => {
    const campaign = c.get('campaign')
    const { messages, dropped } = await asideOf(world, campaign.id)
    const { items, ...paging } = pageOf(messages, Number(c.req.query('page')), A_PAGE)
    const nameOf = async (id: string) =>
      (await readIfLegible(world.store, invitationRef(campaign.id, invitationIdFrom(id))))?.value.invitee
    const shown: AsideView['messages'] = []
    for (const each of items) {
      const { name = 'Someone', company = '' } = (await nameOf(each.invitation)) ?? {}
      shown.push({ ...each, name, company })
    }
    const whose = c.req.query('taken')
    const view: AsideView = {
      campaign: campaign.id,
      messages: shown,
      total: messages.length,
      dropped,
      ...paging,
      zone: campaign.meeting?.zone ?? 'UTC',
      mayEdit: mayEdit(c.get('role')),
      taken: whose
        ? { name: (await nameOf(whose))?.name ?? 'someone', path: PATHS.person(campaign.id, whose) }
        : undefined,
    }
    return showPage(c, { title: 'Set aside', section: 'board' }, <AsidePage {...view} />)
  })

  app.post(PATHS.aside.route, requireRole(world, 'edit'), async c => {
    const { invitation, message } = await c.req.parseBody()
    const { id } = c.get('campaign')
    if (typeof invitation !== 'string') return c.redirect(PATHS.aside(id), 303)
    const whose = invitationIdFrom(invitation)
    const taken = await takeForPerson(world, id, whose, String(message))
    // What is not listed any more was taken already, by a colleague or in time.
    return c.redirect(withQuery(PATHS.aside(id), { taken: taken === 'taken' ? whose : undefined }), 303)
  })

  app.get(PATHS.asideMessage.route, requireRole(world, 'edit'), async c => {
    const { messages } = await asideOf(world, c.get('campaign').id)
    const found = messages.find(
      ({ invitation, id }) => invitation === c.req.param('iid') && id === c.req.param('message'),
    )
    return saved(c, world, found?.mail)
  })

  app.get(PATHS.desk.route, requireOperator(world), async c => {
    const email = c.get('email')
    const { from, replyDomain } = world.settings
    return c.html(
      page(
        'Mail to Convoke itself',
        <DeskPage {...(await deskOfHouse(world))} from={from} replyDomain={replyDomain} />,
        { email },
      ),
    )
  })

  app.get(PATHS.deskMessage.route, requireOperator(world), async c => {
    const { messages } = await deskOfHouse(world)
    return saved(c, world, messages.find(({ id }) => id === c.req.param('message'))?.mail)
  })

  return app
}

/** Somebody else wrote it: it is saved, never shown. */
async function saved(c: Context<WebEnv>, world: World, mail: string | undefined) {
  const bytes = mail === undefined ? undefined : await world.mailbox.read(mail)
  if (!bytes) return notFound(c, c.get('email'))
  c.header('Content-Disposition', 'attachment; filename="message.eml"')
  return c.body(new Uint8Array(bytes), 200, { 'Content-Type': 'application/octet-stream' })
}
