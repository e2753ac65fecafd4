/** Routes of the agenda: members put things on it by link, champions by link and the convener put it in order. */
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { hasBegun } from '../../domain/keep/meeting.ts'
import { nameOf } from '../../domain/keep/partnership.ts'
import { PERSONAL, withQuery } from '../../domain/keep/paths.ts'
import { LONGEST_ITEM, MOST_ITEMS, MOST_ITEMS_OF_ONE, type TooMany } from '../../domain/table/agenda.ts'
import { AgendaPage } from '../../pages/table/agenda.tsx'
import { page } from '../../pages/web/layout.tsx'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { deadLink } from '../web/refusals.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { type AtTable, agendaOf, hasAgenda, whoIsAtTable } from './agenda.ts'
import { type AgendaEdit, editAgenda, handOfMember, isAgendaOpen } from './edit-agenda.ts'

const item = z.string().max(64).default('')
const said = z.discriminatedUnion(
  'do',
  [
    z.object({
      do: z.literal('add'),
      text: z
        .string()
        .trim()
        .min(1, 'Say in a sentence what the table should talk about.')
        .max(LONGEST_ITEM, `Shorten this to ${LONGEST_ITEM} characters.`),
    }),
    z.object({ do: z.enum(['up', 'down', 'first', 'later', 'now', 'take-back']), item }),
  ],
  'Choose what to do.',
)

/** What a form wants of an agenda, or what is wrong with it. */
export function readEdit(typed: Record<string, string>): { edit: AgendaEdit } | { errors: Errors } {
  const found = said.safeParse(typed)
  return found.success ? { edit: found.data } : { errors: errorsOf(found.error) }
}

/** What keeps an item off an agenda, for whoever typed it. */
export const WRONG_ITEM: Record<TooMany, Errors> = {
  full: { text: `There are ${MOST_ITEMS} items already. Take one off first.` },
  'enough of one': { text: `You have put ${MOST_ITEMS_OF_ONE} things on the agenda. Take one off first.` },
}

const DONE: Record<string, string> = {
  add: 'Thank you. It is on the agenda.',
  order: 'The new order is saved.',
}

export function agendaRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PERSONAL.agenda.route, async c => {
    const at = await whoIsAtTable(world, 'agenda', c.req.param('token'))
    const done = c.req.query('done') ?? ''
    return at ? showAgenda(c, world, at, Object.hasOwn(DONE, done) ? DONE[done] : undefined) : deadLink(c)
  })

  app.post(PERSONAL.agenda.route, async c => {
    const at = await whoIsAtTable(world, 'agenda', c.req.param('token'))
    if (!at || at.person.publicPartner || !hasAgenda(at.campaign)) return deadLink(c)
    const typed = typedIn(await c.req.parseBody())
    const read = readEdit(typed)
    if ('errors' in read) return showAgenda(c, world, at, undefined, typed, read.errors)
    const editing = await editAgenda(world, at.campaign, handOfMember(at), read.edit)
    if (editing === 'closed') return showAgenda(c, world, at)
    if (editing === 'not theirs') return c.redirect(c.req.path, 303)
    if (editing !== 'done') return showAgenda(c, world, at, undefined, typed, WRONG_ITEM[editing])
    if (typed.do === 'take-back') return c.redirect(c.req.path, 303)
    if (typed.do === 'add') return c.redirect(withQuery(c.req.path, { done: 'add' }), 303)
    return c.redirect(withQuery(c.req.path, { done: 'order' }, `item-${typed.item ?? ''}`), 303)
  })

  return app
}

async function showAgenda(
  c: Context<WebEnv>,
  world: World,
  at: AtTable,
  done?: string,
  typed: Record<string, string> = {},
  errors: Errors = {},
) {
  const { campaign, partnership, person } = at
  if (!hasAgenda(campaign) || person.publicPartner) return deadLink(c)
  const { meeting } = campaign
  const view = {
    path: c.req.path,
    partnership: nameOf(partnership),
    name: person.name,
    email: person.email,
    meeting,
    agenda: await agendaOf(world, campaign),
    ...handOfMember(at),
    open: isAgendaOpen(campaign, world.clock.now()),
    over: hasBegun(meeting, world.clock.now()),
    done,
    typed,
    errors,
  }
  const wrong = Object.keys(errors).length > 0
  const title = `${wrong ? 'Please check: ' : ''}Agenda`
  return c.html(page(title, <AgendaPage {...view} />, { calm: true }), wrong ? 422 : 200)
}
