/** Routes of the agenda: members put things on it by link, champions by link and the convener put it in order. */
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { startOf } from '../../domain/keep/meeting.ts'
import { nameOf, sameAddress } from '../../domain/keep/partnership.ts'
import { PERSONAL, withQuery } from '../../domain/keep/paths.ts'
import { LONGEST_ITEM, order, refusal, type TableAgenda, takeBack } from '../../domain/table/agenda.ts'
import { AgendaPage } from '../../pages/table/agenda.tsx'
import { page } from '../../pages/web/layout.tsx'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { deadLink } from '../web/refusals.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { type AtTable, addItem, agendaOf, changeAgenda, hasAgenda, whoIsAtTable } from './agenda.ts'

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

/** Who changes an agenda, and how far. */
export interface Hand {
  person: { name: string; company: string; email: string }
  mayOrder: boolean
  mayTakeOff: boolean
}

/** Does what a form says, as far as `hand` may; answers what is wrong with it, if anything is. */
export async function handleAgenda(
  world: World,
  campaign: string,
  agenda: TableAgenda,
  hand: Hand,
  typed: Record<string, string>,
): Promise<Errors> {
  const found = said.safeParse(typed)
  if (!found.success) return errorsOf(found.error)
  const { person } = hand
  const what = found.data
  if (what.do === 'add') {
    const no = refusal(agenda, person.email)
    if (no !== undefined) return { text: no }
    await addItem(world, campaign, person, what.text)
    return {}
  }
  if (what.do === 'take-back') {
    const own = [...agenda.items, ...agenda.later].some(
      each => each.id === what.item && sameAddress(each.email, person.email),
    )
    if (own || hand.mayTakeOff) await changeAgenda(world, campaign, stands => takeBack(stands, what.item))
    return {}
  }
  const { do: how, item } = what
  const now = world.clock.now()
  if (hand.mayOrder) await changeAgenda(world, campaign, stands => order(stands, item, how, now, person.name))
  return {}
}

const DONE: Record<string, string> = {
  add: 'Thank you. It is on the agenda.',
  order: 'The new order stands.',
}

export function agendaRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PERSONAL.agenda.route, async c => {
    const at = await whoIsAtTable(world, 'agenda', c.req.param('token'))
    const done = c.req.query('done') ?? ''
    return at ? show(c, world, at, Object.hasOwn(DONE, done) ? DONE[done] : undefined) : deadLink(c)
  })

  app.post(PERSONAL.agenda.route, async c => {
    const at = await whoIsAtTable(world, 'agenda', c.req.param('token'))
    if (!at || at.person.publicPartner || !hasAgenda(at.campaign)) return deadLink(c)
    const typed = typedIn(await c.req.parseBody())
    if (!isOpen(world, at)) return show(c, world, at)
    const agenda = await agendaOf(world, at.campaign)
    const errors = await handleAgenda(world, at.campaign.id, agenda, handOf(at), typed)
    if (Object.keys(errors).length > 0) return show(c, world, at, undefined, typed, errors)
    if (typed.do === 'take-back') return c.redirect(c.req.path, 303)
    if (typed.do === 'add') return c.redirect(withQuery(c.req.path, { done: 'add' }), 303)
    return c.redirect(withQuery(c.req.path, { done: 'order' }, `item-${typed.item ?? ''}`), 303)
  })

  return app
}

const handOf = ({ person, champion }: AtTable): Hand => ({ person, mayOrder: champion, mayTakeOff: false })

const isOpen = (world: World, { campaign }: Pick<AtTable, 'campaign'>): boolean =>
  campaign.status !== 'canceled' && campaign.meeting !== undefined && world.clock.now() < startOf(campaign.meeting)

async function show(
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
    ...handOf(at),
    open: isOpen(world, at),
    over: startOf(meeting) <= world.clock.now(),
    done,
    typed,
    errors,
  }
  const wrong = Object.keys(errors).length > 0
  const title = `${wrong ? 'Please check: ' : ''}Agenda`
  return c.html(page(title, <AgendaPage {...view} />, { calm: true }), wrong ? 422 : 200)
}
