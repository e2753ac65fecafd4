/** Routes of the sessions of a launch: see them together, add one, put people on another list. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { filter, type Person } from '../../domain/answer/board.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { mayEdit, type Typed } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { wallOf } from '../../domain/keep/time.ts'
import { currentZone, zoneNames } from '../../domain/keep/zones.ts'
import { SessionsPage, type SessionsPageView } from '../../pages/campaign/sessions.tsx'
import { pageOf } from '../../pages/web/paging.tsx'
import { requireRole } from '../access/caller.ts'
import { moveToSession } from '../answer/move-session.ts'
import { sessionsView } from '../answer/sessions-view.ts'
import type { World } from '../keep/ports.ts'
import { addSession } from '../list/sessions.ts'
import type { WebEnv } from '../web/env.ts'
import { refused } from '../web/refusals.tsx'
import { showPage } from '../web/show.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { refuseImpossible, when } from '../web/when.ts'

const ROUTE = PATHS.sessions.route
const A_PAGE = 60
/** So many boxes a form may have ticked: no page shows more. */
const MOST_MOVES = 200

type Request = Context<WebEnv>

const name = (missing: string) => z.string().trim().min(1, missing).max(60, 'Shorten the name to 60 characters.')
const words = (what: string) => z.string().trim().max(300, `Shorten the ${what} to 300 characters.`).default('')

const form = z
  .object({
    first: name('Name the session that is there already.'),
    name: name('Name the new session, for example by its town.'),
    ...when,
    host: z.string().trim().min(1, 'Enter the business that hosts.').max(120, 'Shorten the host to 120 characters.'),
    address: words('address').refine(address => address !== '', 'Enter the address guests drive to.'),
    parking: words('parking note'),
    access: words('access note'),
    goal: z
      .string()
      .trim()
      .regex(/^[1-9]\d{0,2}$/, 'Enter how many companies are enough: a number from 1 to 999.'),
  })
  .superRefine(refuseImpossible)
  .refine(({ first, name }) => first.toLowerCase() !== name.toLowerCase(), {
    path: ['name'],
    message: 'Give the two sessions different names.',
  })

export function sessionRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(ROUTE, requireRole(world, 'read'), c => show(c, world))

  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const campaign = c.get('campaign')
    const obstacle = obstacleOf(c)
    if (obstacle) return refused(c, 400, 'There can be no other session yet', obstacle.words)
    const typed = typedIn(await c.req.parseBody())
    const found = form.safeParse({ ...typed, first: campaign.session?.name ?? typed.first ?? '' })
    const errors: Errors = found.success ? {} : errorsOf(found.error)
    if (found.success && found.data.date <= wallOf(world.clock.now(), found.data.zone).day)
      errors.date = 'Choose a day that is still to come.'
    if (!found.success || Object.keys(errors).length > 0) return show(c, world, { typed, errors })
    const { first, name, goal, date, start, end, zone, ...venue } = found.data
    const context = { campaign, partnership: c.get('partnership') }
    const meeting = { date, start, end, zone, venue }
    const id = await addSession(world, context, { first, name, goal: Number(goal), meeting }, c.get('email'))
    return id
      ? c.redirect(PATHS.review(id), 303)
      : refused(c, 400, 'There are as many sessions as there can be', 'Use one of those that are there.')
  })

  app.post(PATHS.assignSessions.route, requireRole(world, 'edit'), async c => {
    const fields = await c.req.parseBody({ all: true })
    const to = typeof fields.to === 'string' ? fields.to : ''
    const chosen = [fields.people].flat().filter(each => typeof each === 'string')
    if (chosen.length === 0) return show(c, world, { assign: 'Tick at least one person.' })
    const mine = new Set((await sessionsView(world, c.get('campaign')))?.each.map(({ id }) => id))
    let moved = 0
    for (const each of chosen.slice(0, MOST_MOVES)) {
      const [from = '', invitation = ''] = each.split(':')
      // Only lists of this launch: a role in one partnership says nothing about another.
      if (!mine.has(from) || from === to) continue
      const did = await moveToSession(world, { campaign: from, invitation, to, by: c.get('email') })
      if (did === 'not open') return show(c, world, { assign: 'That session takes nobody any more.' })
      if (did === 'moved') moved++
    }
    return c.redirect(withQuery(PATHS.sessions(c.get('campaign').id), { moved }), 303)
  })

  return app
}

/** Sessions are of a launch, and are told from one another by when and where they are. */
function obstacleOf(c: Request): SessionsPageView['obstacle'] {
  const { meeting } = c.get('campaign')
  if (!meeting) return { words: 'Give the launch a date and a place first.', step: 'meeting' }
  return kindOf({ meeting }).sessions ? undefined : { words: 'Only a launch is held in sessions.', step: 'meetings' }
}

const didOf = (moved: string | undefined): string | undefined =>
  moved === undefined || !/^\d{1,3}$/.test(moved)
    ? undefined
    : moved === '1'
      ? 'One person is on another list now.'
      : `${moved} people are on another list now.`

const byName = (a: Person, b: Person): number =>
  a.invitation.invitee.name < b.invitation.invitee.name
    ? -1
    : a.invitation.invitee.name > b.invitation.invitee.name
      ? 1
      : 0

async function show(
  c: Request,
  world: World,
  wrong: { typed?: Typed; errors?: Errors; assign?: string } = {},
): Promise<Response> {
  const campaign = c.get('campaign')
  const sessions = await sessionsView(world, campaign)
  const search = (c.req.query('q') ?? '').slice(0, 100)
  const from = c.req.query('from') ?? ''
  const people = (sessions?.people ?? []).filter(
    ({ invitation }) => !invitation.standsInFor && (from === '' || invitation.campaign === from),
  )
  const { page, pages, items } = pageOf(
    filter(people, { text: search }).sort(byName),
    Number(c.req.query('page')),
    A_PAGE,
  )
  const view: SessionsPageView = {
    campaign: campaign.id,
    mayEdit: mayEdit(c.get('role')),
    obstacle: obstacleOf(c),
    sessions,
    did: didOf(c.req.query('moved')),
    assigning: {
      search,
      from,
      shown: items,
      found: filter(people, { text: search }).length,
      page,
      pages,
      error: wrong.assign,
    },
    zones: zoneNames(),
    typed: wrong.typed ?? {
      start: campaign.meeting?.start ?? '07:30',
      end: campaign.meeting?.end ?? '09:00',
      zone: currentZone(campaign.meeting?.zone ?? 'America/Denver'),
      goal: String(campaign.goal),
    },
    errors: wrong.errors ?? {},
  }
  const status = wrong.errors || wrong.assign ? 422 : 200
  return showPage(c, { title: 'Sessions', section: 'meetings', status }, <SessionsPage {...view} />)
}
