/** Routes of the sessions of a launch: see them together, add one, put people on another list. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { filter, type Person } from '../../domain/answer/board.ts'
import { campaignIdFrom, invitationIdFrom } from '../../domain/keep/ids.ts'
import { mayEdit, type Typed } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { currentZone, zoneNames } from '../../domain/keep/zones.ts'
import { SessionsPage, type SessionsPageView } from '../../pages/campaign/sessions.tsx'
import { pageOf } from '../../pages/web/paging.tsx'
import { requireRole } from '../access/caller.ts'
import { type Assigning, assignToSession } from '../answer/move-session.ts'
import { sessionsView } from '../answer/sessions-view.ts'
import type { World } from '../keep/ports.ts'
import { addSession, type NewSession, obstacleToSessions, type SessionObstacle } from '../list/sessions.ts'
import type { WebEnv } from '../web/env.ts'
import { refused } from '../web/refusals.tsx'
import { showPage } from '../web/show.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { refuseImpossible, when } from '../web/when.ts'

const ROUTE = PATHS.sessions.route
const A_PAGE = 60

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

  app.get(ROUTE, requireRole(world, 'read'), c => showSessions(c, world))

  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const campaign = c.get('campaign')
    const typed = typedIn(await c.req.parseBody())
    const found = form.safeParse({ ...typed, first: campaign.session?.name ?? typed.first ?? '' })
    const obstacle = obstacleToSessions(campaign)
    if (!found.success && !obstacle) return showSessions(c, world, { typed, errors: errorsOf(found.error) })
    const adding = found.success
      ? await addSession(world, contextOf(c), newSession(found.data), c.get('email'))
      : obstacle
    if (typeof adding === 'object') return c.redirect(PATHS.review(adding.campaign), 303)
    if (adding === 'past') return showSessions(c, world, { typed, errors: { date: 'Choose a day in the future.' } })
    return adding === 'no meeting' || adding === 'no launch'
      ? refused(c, 400, 'There can be no other session yet', OBSTACLES[adding].words)
      : refused(c, 400, 'There are as many sessions as there can be', 'Use one of those that are there.')
  })

  app.post(PATHS.assignSessions.route, requireRole(world, 'edit'), async c => {
    const fields = await c.req.parseBody({ all: true })
    const to = typeof fields.to === 'string' ? fields.to : ''
    const people = [fields.people].flat().flatMap(each => {
      const [campaign = '', invitation = ''] = typeof each === 'string' ? each.split(':') : []
      return campaign === '' ? [] : [{ campaign: campaignIdFrom(campaign), invitation: invitationIdFrom(invitation) }]
    })
    const assigning = await assignToSession(world, c.get('campaign'), people, campaignIdFrom(to), c.get('email'))
    if (typeof assigning === 'string') return showSessions(c, world, { assign: UNASSIGNED[assigning] })
    return c.redirect(withQuery(PATHS.sessions(c.get('campaign').id), { moved: assigning.moved }), 303)
  })

  return app
}

const contextOf = (c: Request) => ({ campaign: c.get('campaign'), partnership: c.get('partnership') })

function newSession({ first, name, goal, date, start, end, zone, ...venue }: z.infer<typeof form>): NewSession {
  return { first, name, goal: Number(goal), meeting: { date, start, end, zone, venue } }
}

const OBSTACLES: Record<SessionObstacle, NonNullable<SessionsPageView['obstacle']>> = {
  'no meeting': { words: 'Give the launch a date and a place first.', step: 'meeting' },
  'no launch': { words: 'Only a launch is held in sessions.', step: 'meetings' },
}

const UNASSIGNED: Record<Exclude<Assigning, object>, string> = {
  nobody: 'Tick at least one person.',
  'not open': 'That session is closed.',
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

async function showSessions(
  c: Request,
  world: World,
  wrong: { typed?: Typed; errors?: Errors; assign?: string } = {},
): Promise<Response> {
  const campaign = c.get('campaign')
  const sessions = await sessionsView(world, campaign)
  const obstacle = obstacleToSessions(campaign)
  const search = (c.req.query('q') ?? '').slice(0, 100)
  const from = c.req.query('from') ?? ''
  const people = (sessions?.people ?? []).filter(
    ({ invitation }) => !invitation.standsInFor && (from === '' || invitation.campaign === from),
  )
  const { page, pages, items } = pageOf(
    filter(people, { text: search }).toSorted(byName),
    Number(c.req.query('page')),
    A_PAGE,
  )
  const view: SessionsPageView = {
    campaign: campaign.id,
    mayEdit: mayEdit(c.get('role')),
    obstacle: obstacle && OBSTACLES[obstacle],
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
