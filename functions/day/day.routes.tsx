/** Routes of a meeting's day: the convener's page, what is printed, and the check-in behind the team's links. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { remembering } from '../../domain/answer/remembering.ts'
import { attendanceOf, comingOf, type Guest } from '../../domain/day/attendance.ts'
import { orderOf } from '../../domain/day/run-sheet.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { invitationIdFrom } from '../../domain/keep/ids.ts'
import { kindOf, meetingTitle } from '../../domain/keep/kinds.ts'
import { factsOf, hasBegun, type Meeting } from '../../domain/keep/meeting.ts'
import { mayEdit, nameOf, type Partnership, sameAddress } from '../../domain/keep/partnership.ts'
import { PATHS, PERSONAL, withQuery } from '../../domain/keep/paths.ts'
import type { Clash } from '../../domain/keep/three-way.ts'
import { parseInstant, readable } from '../../domain/keep/time.ts'
import { isAddress, isNowhere } from '../../domain/list/mailbox.ts'
import { ClosedPage } from '../../pages/answer/rsvp.tsx'
import type { Badge } from '../../pages/day/badges.ts'
import { CheckInPage } from '../../pages/day/check-in.tsx'
import { DayPage } from '../../pages/day/day.tsx'
import { unprintable } from '../../pages/web/faces.ts'
import { page } from '../../pages/web/layout.tsx'
import { requireRole, steadilyAt } from '../access/caller.ts'
import { LINKS } from '../keep/links.ts'
import type { World } from '../keep/ports.ts'
import { readinessRecordOf } from '../prepare/readiness-record.ts'
import type { WebEnv } from '../web/env.ts'
import { mergeTyped } from '../web/merged.ts'
import { deadLink, notFound } from '../web/refusals.tsx'
import { TAPPED_POLICY } from '../web/security.ts'
import { showPage } from '../web/show.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { addWalkIn, checkIn, doorOf, type Keeper, whoKeeps } from './check-in.ts'
import { comersIn, dayPlanOf, guestsIn, partsOf, runSheetLeaves, writeDayPlan } from './run-sheet.ts'

const ROUTE = PATHS.day.route
type Request = Context<WebEnv>

/** The day as those see it who sign in. */
export function dayRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(ROUTE, requireRole(world, 'read'), c => showDay(c, world))

  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const typed = typedIn(await c.req.parseBody())
    return steadilyAt(c, world, async world => {
      const { values, clashes } = mergeTyped(typed, { order: await orderWritten(world, c.get('campaign')) })
      const { order = '' } = values
      if (clashes.length > 0) return showDay(c, world, { order, clashes })
      await writeDayPlan(world, c.get('campaign'), { order: order.trim().slice(0, 4000) })
      return c.redirect(withQuery(PATHS.day(c.get('campaign').id), { said: 'saved' }), 303)
    })
  })

  const file = (c: Request, name: string, bytes: Uint8Array) => {
    c.header('Content-Disposition', `inline; filename="${name}"`)
    return c.body(new Uint8Array(bytes), 200, { 'Content-Type': 'application/pdf' })
  }

  app.get(PATHS.badges.route, requireRole(world, 'read'), async c => {
    const { campaign, partnership } = c.var
    const { setBadges } = await import('../../pages/day/badges.ts')
    const badges = badgesOf(partnership, await guestsIn(world, campaign))
    return file(c, 'badges.pdf', await setBadges(badges, nameOf(partnership), world.clock.now()))
  })

  app.get(PATHS.dayList.route, requireRole(world, 'read'), async c => {
    const { campaign, partnership } = c.var
    const { meeting } = campaign
    if (!meeting) return notFound(c, c.get('email'))
    const { setTableList } = await import('../../pages/day/table-list.ts')
    const list = {
      ...placeOf(campaign, meeting),
      partnership: nameOf(partnership),
      guests: await guestsIn(world, campaign),
      at: world.clock.now(),
    }
    return file(c, 'list.pdf', await setTableList(list))
  })

  return app
}

const placeOf = (campaign: Campaign, meeting: Meeting) => {
  const { date, time, place } = factsOf(meeting)
  return { meeting: meetingTitle(campaign), when: `${date}, ${time}`, place }
}

/** The agenda as its form shows it: as it was written, or else as it is proposed. */
async function orderWritten({ store }: World, campaign: Campaign): Promise<string> {
  const { order } = await dayPlanOf(store, campaign.id)
  return order || (campaign.meeting ? orderOf(campaign, campaign.meeting, order).join('\n') : '')
}

async function showDay(c: Request, world: World, typed?: { order: string; clashes: readonly Clash[] }) {
  const { campaign, partnership } = c.var
  const { meeting } = campaign
  if (!meeting)
    return showPage(
      c,
      { title: 'The day', section: 'day' },
      <>
        <h1>The day</h1>
        <p>The meeting has no date yet. Once it has one, you’ll find the agenda, badges and check-in here.</p>
      </>,
    )
  const now = world.clock.now()
  const { expected, unusual, leaders, publicPartners } = await comersIn(world, campaign)
  const attendance = attendanceOf(expected)
  const { order } = await dayPlanOf(world.store, campaign.id)
  const lines = orderOf(campaign, meeting, order)
  const written = await orderWritten(world, campaign)
  const leaves = runSheetLeaves(meeting)
  const helpers = new Set([...partnership.team, ...partnership.champions].map(({ email }) => email.toLowerCase()))
  const view = {
    ...placeOf(campaign, meeting),
    campaign: campaign.id,
    mayEdit: mayEdit(c.get('role')),
    stage:
      attendance.people.length === 0 && !hasBegun(meeting, now)
        ? 'before'
        : !hasBegun(meeting, now)
          ? 'the day'
          : 'after',
    coming: comingOf(expected),
    invited: { leaders, publicPartners },
    attendance,
    unreachable: attendance.walkIns.filter(({ email, publicPartner }) => !publicPartner && isNowhere(email)),
    parts: partsOf(partnership, await readinessRecordOf(world.store, partnership.id)),
    unprinted: await unprintedIn(unusual, partnership),
    order: lines,
    written: typed?.order ?? written,
    merging: { was: { order: written }, clashes: typed?.clashes },
    runSheet: kindOf(campaign).runSheet
      ? { at: readable(leaves, meeting.zone), left: leaves <= now, to: helpers.size }
      : undefined,
    checkIn: campaign.status === 'draft' ? undefined : LINKS.day.path(world.settings, campaign.id, c.get('email')),
    done: c.req.query('said') === 'saved' ? 'The agenda is saved.' : undefined,
  } as const
  return showPage(c, { title: 'The day', section: 'day', status: typed ? 409 : 200 }, <DayPage {...view} />)
}

const unprintedIn = remembering((guests: readonly Guest[], partnership: Partnership) =>
  unprintable([
    nameOf(partnership),
    ...badgesOf(partnership, guests).flatMap(({ name, title, company }) => [name, title, company]),
    ...guests.map(({ needs }) => needs),
  ]),
)

/** Champions and team first, then guests as the list at the door has them; nobody twice. */
function badgesOf({ champions, team }: Partnership, guests: readonly Guest[]): Badge[] {
  const roles = { convener: 'Convener', 'co-convener': 'Convener', facilitator: 'Facilitator', 'support team': '' }
  const hosts: Badge[] = [
    ...champions.map(({ name, title, company }) => ({
      name,
      title,
      company,
      part: 'Champion',
      accent: 'business' as const,
    })),
    ...team
      .filter(member => !champions.some(({ email }) => sameAddress(email, member.email)))
      .map(({ name, organization, role }) => ({
        name,
        title: '',
        company: organization,
        part: roles[role],
        accent: 'public' as const,
      })),
  ]
  const named = new Set(hosts.map(({ name }) => name.toLowerCase()))
  return [
    ...hosts,
    ...guests
      .filter(({ said, came, name }) => (said === 'yes' || said === 'maybe' || came) && !named.has(name.toLowerCase()))
      .map(({ name, title, company, publicPartner }) => ({
        name,
        title,
        company: company.name,
        part: publicPartner ? 'Public partner' : '',
        accent: publicPartner ? ('public' as const) : ('business' as const),
      })),
  ]
}

const text = (longest: number) => z.string().trim().max(longest, `Shorten this to ${longest} characters.`).default('')
const tapForm = z.object({
  do: z.enum(['came', 'left']),
  invitation: z
    .string()
    .regex(/^[a-z2-7]{16}$/)
    .transform(invitationIdFrom),
  at: text(40),
})
const walkInForm = z.object({
  do: z.literal('walk-in'),
  name: text(120).refine(name => name !== '', 'Enter their name.'),
  company: text(160).refine(company => company !== '', 'Enter the company, so that it is counted.'),
  title: text(160),
  email: text(254).refine(email => email === '' || isAddress(email), 'Enter an email address, or leave it empty.'),
  publicPartner: text(10),
  at: text(40),
})
const form = z.discriminatedUnion('do', [tapForm, walkInForm], 'Choose someone on the list.')

/** The check-in behind a link of the team. */
export function checkInRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const wantsJson = (c: Request) => c.req.header('accept') === 'application/json'

  app.get(PERSONAL.day.route, async c => {
    const keeper = await whoKeeps(world, c.req.param('token'))
    if (!keeper) return deadLink(c)
    if (keeper.campaign.status === 'canceled') return off(c)
    if (!wantsJson(c)) return showCheckIn(c, world, keeper)
    const guests = await guestsIn(world, keeper.campaign)
    return c.json({ came: guests.filter(({ came }) => came).map(({ invitation }) => invitation) })
  })

  app.post(PERSONAL.day.route, async c => {
    const token = c.req.param('token')
    const keeper = await whoKeeps(world, token)
    if (!keeper) return deadLink(c)
    if (keeper.campaign.status === 'canceled') return off(c)
    const typed = typedIn(await c.req.parseBody())
    const found = form.safeParse(typed)
    const again = (errors: Errors) =>
      wantsJson(c) ? c.json({ errors }, 422) : showCheckIn(c, world, keeper, typed, errors)
    if (!found.success) return again(errorsOf(found.error))
    const by = keeper.member.name
    const at = parseInstant(found.data.at)
    const { campaign } = keeper
    if (found.data.do === 'walk-in') {
      const { name, title, company, email, publicPartner } = found.data
      const walkIn = { name, title, company, email, publicPartner: publicPartner === 'yes' }
      const added = await addWalkIn(world, campaign.id, walkIn, { at, by })
      if (typeof added === 'string') return again(WRONG[added])
      if (wantsJson(c)) return c.json({ invitation: added.id })
      return c.redirect(withQuery(PERSONAL.day(token), { said: 'added' }, `g-${added.id}`), 303)
    }
    const { invitation, do: what } = found.data
    const stands = await checkIn(world, campaign.id, invitation, { came: what === 'came', at, by })
    if (stands === 'not on the list' && !wantsJson(c)) return deadLink(c)
    if (typeof stands === 'string') return again(WRONG[stands])
    if (wantsJson(c)) return c.json({ came: stands.came !== undefined })
    return c.redirect(withQuery(PERSONAL.day(token), { said: what }, `g-${invitation}`), 303)
  })

  return app
}

/** A page that stood open until the door had closed shows that by itself. */
const WRONG: Record<'closed' | 'not on the list' | 'full', Errors> = {
  closed: {},
  'not on the list': { invitation: 'not on the list' },
  full: { name: 'More people cannot be added here. Note the name on paper.' },
}

const off = (c: Request) => {
  const title = 'This meeting is canceled'
  return c.html(page(title, <ClosedPage title={title} words="There’s no one to check in." />, { calm: true }), 410)
}

const DONE: Record<string, string> = {
  came: 'Checked in.',
  left: 'Taken back: not here.',
  added: 'Added to the list, and here.',
}

async function showCheckIn(
  c: Request,
  world: World,
  keeper: Keeper,
  typed: Record<string, string> = {},
  errors: Errors = {},
) {
  const { campaign, partnership } = keeper
  const { meeting } = campaign
  if (!meeting) return deadLink(c)
  const said = c.req.query('said') ?? ''
  const view = {
    ...placeOf(campaign, meeting),
    path: c.req.path,
    capture: PERSONAL.dayCapture(c.req.param('token') ?? ''),
    partnership: nameOf(partnership),
    door: doorOf(meeting, world.clock.now()),
    guests: await guestsIn(world, campaign),
    done: Object.hasOwn(DONE, said) ? DONE[said] : undefined,
    typed,
    errors,
  }
  const wrong = Object.keys(errors).length > 0
  c.header('Content-Security-Policy', TAPPED_POLICY)
  return c.html(
    page(`${wrong ? 'Please check: ' : ''}Check-in`, <CheckInPage {...view} />, { calm: true }),
    wrong ? 422 : 200,
  )
}
