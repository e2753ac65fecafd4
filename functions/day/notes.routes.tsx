/** Routes of debrief notes: all of them for the team, and each one's own behind a link. */
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { endOf } from '../../domain/keep/meeting.ts'
import { nameOf } from '../../domain/keep/partnership.ts'
import { PATHS, PERSONAL, withQuery } from '../../domain/keep/paths.ts'
import { NotesPage, WriteNotePage } from '../../pages/day/notes.tsx'
import { page } from '../../pages/web/layout.tsx'
import { requireRole } from '../access/caller.ts'
import { LINKS } from '../keep/links.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { deadLink } from '../web/refusals.tsx'
import { showPage } from '../web/show.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { noteOf, notesOf, type Writer, whoNotes, writeNote } from './notes.ts'

const words = z.string().trim().max(3000, 'Shorten this to 3,000 characters.').default('')
const form = z.object({ heard: words, offer: words, wait: words })

export function notesRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get(PATHS.notes.route, requireRole(world, 'read'), async c => {
    const notes = await notesOf(world.store, c.get('campaign').id)
    const missing = c
      .get('partnership')
      .team.filter(({ email }) => !notes.some(({ writer }) => writer === LINKS.notes.idOf(email)))
      .map(({ name }) => name)
    return showPage(c, { title: 'Debrief notes', section: 'summary' }, <NotesPage notes={notes} missing={missing} />)
  })
  return app
}

export function linkedNotesRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PERSONAL.notes.route, async c => {
    const writer = await whoNotes(world, c.req.param('token'))
    return writer ? showNotes(c, world, writer, undefined, {}) : deadLink(c)
  })

  app.post(PERSONAL.notes.route, async c => {
    const writer = await whoNotes(world, c.req.param('token'))
    if (!writer) return deadLink(c)
    const typed = typedIn(await c.req.parseBody())
    const found = form.safeParse(typed)
    if (!found.success) return showNotes(c, world, writer, typed, errorsOf(found.error))
    await writeNote(world, writer, found.data)
    return c.redirect(withQuery(c.req.path, { said: 'kept' }), 303)
  })

  return app
}

async function showNotes(
  c: Context<WebEnv>,
  world: World,
  { campaign, partnership, member }: Writer,
  typed: Record<string, string> | undefined,
  errors: Errors,
) {
  const own = await noteOf(world.store, campaign.id, member.email)
  const all = await notesOf(world.store, campaign.id)
  const view = {
    path: c.req.path,
    partnership: nameOf(partnership),
    name: member.name,
    early: campaign.meeting !== undefined && world.clock.now() < endOf(campaign.meeting),
    done: c.req.query('said') === 'kept',
    // What others wrote is shown to whoever has written: nobody waits for the others.
    others: own ? all.filter(({ writer }) => writer !== own.writer) : [],
    typed: typed ?? { heard: own?.heard ?? '', offer: own?.offer ?? '', wait: own?.wait ?? '' },
    errors,
  }
  const status = Object.keys(errors).length > 0 ? 422 : 200
  return c.html(page('Debrief notes', <WriteNotePage {...view} />, { calm: true }), status)
}
