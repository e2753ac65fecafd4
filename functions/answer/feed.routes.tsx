/** Routes of the calendar feed of one person: the calendar itself, and where they or the convener get its link anew. */

import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { invitationIdFrom } from '../../domain/keep/ids.ts'
import { nameOf } from '../../domain/keep/partnership.ts'
import { PATHS, PERSONAL, withQuery } from '../../domain/keep/paths.ts'
import { FeedPage } from '../../pages/answer/feed.tsx'
import { page } from '../../pages/web/layout.tsx'
import { requireRole } from '../access/caller.ts'
import { readContext } from '../keep/context.ts'
import { invitationRef, read } from '../keep/documents.ts'
import { LINKS } from '../keep/links.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { deadLink, notFound } from '../web/refusals.tsx'
import { feedLink, feedOf, renewFeed } from './feed.ts'

export function feedRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  // Calendars ask every few hours: what has not changed since is not sent again.
  app.get(PERSONAL.feed.route, etag(), async c => {
    const feed = await feedOf(world, c.req.param('token').replace(/\.ics$/, ''))
    if (feed === undefined) return deadLink(c)
    return c.body(feed, 200, { 'Content-Type': 'text/calendar; charset=utf-8', 'Cache-Control': 'private, no-cache' })
  })

  // Whoever holds a letter gets the link that works now. A link that went astray opens no way to the next one.
  app.get(PERSONAL.rsvpCalendar.route, async c => {
    const opened = await open(world, c.req.param('token'))
    if (!opened) return deadLink(c)
    const view = {
      path: c.req.path,
      partnership: nameOf(opened.partnership),
      link: await feedLink(world, opened.partnership.id, opened.invitation.invitee.email),
      renewed: c.req.query('said') === 'renewed',
    }
    return c.html(page('Our meetings in your calendar', <FeedPage {...view} />, { calm: true }))
  })

  app.post(PERSONAL.rsvpCalendar.route, async c => {
    const opened = await open(world, c.req.param('token'))
    if (!opened) return deadLink(c)
    await renewFeed(world, opened.partnership.id, opened.invitation, opened.invitation.invitee.name)
    return c.redirect(withQuery(c.req.path, { said: 'renewed' }), 303)
  })

  app.post(PATHS.personFeed.route, requireRole(world, 'edit'), async c => {
    const { id } = c.get('campaign')
    const invitation = (await read(world.store, invitationRef(id, invitationIdFrom(c.req.param('iid')))))?.value
    if (!invitation) return notFound(c, c.get('email'))
    await renewFeed(world, c.get('partnership').id, invitation, c.get('email'))
    return c.redirect(PATHS.person(id, invitation.id), 303)
  })

  return app
}

async function open(world: World, token: string) {
  const ids = LINKS.rsvp.read(world.settings, token)
  const context = ids && (await readContext(world.store, ids.under))
  const invitation = ids && (await read(world.store, invitationRef(ids.under, ids.id)))?.value
  return context && invitation && invitation.removedAt === undefined
    ? { partnership: context.partnership, invitation }
    : undefined
}
