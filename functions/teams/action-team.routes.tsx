/** Routes of one action team, for the convener. */
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { canonicalAddress, mayEdit, type Partnership, sameAddress } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { instantOf, laterHour } from '../../domain/keep/time.ts'
import { isAddress } from '../../domain/list/mailbox.ts'
import { type ActionTeam, type Joining, presentOf, type Slot } from '../../domain/teams/team.ts'
import { CALL_MINUTES } from '../../domain/teams/team-times.ts'
import { ActionTeamPage, type ActionTeamView } from '../../pages/teams/action-team.tsx'
import { requireRole } from '../access/caller.ts'
import { membersOf } from '../campaign/start-meeting.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { notFound } from '../web/refusals.tsx'
import { showPage } from '../web/show.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { givenDate, givenStart, skippedHour } from '../web/when.ts'
import { closeTeam, joinTeam, leaveTeam, makeLead, proposeTimes, settleOffer } from './action-team.ts'
import { doubtsAbout, launchOf, readTeamAffairs, shownTeam, type TeamAffairs } from './team-view.ts'

type Request = Context<WebEnv>

const ROUTE = PATHS.actionTeam.route

const text = (most: number) => z.string().trim().max(most, `Shorten this to ${most} characters.`)
const slot = { date: givenDate, start: givenStart }

const form = z.discriminatedUnion(
  'do',
  [
    z.object({ do: z.literal('lead'), lead: z.string().max(254).min(1, 'Choose who leads it.') }),
    z.object({
      do: z.literal('times'),
      date0: slot.date,
      start0: slot.start,
      date1: slot.date,
      start1: slot.start,
      date2: slot.date,
      start2: slot.start,
    }),
    z.object({
      do: z.literal('add'),
      name: text(120).min(1, 'Enter the name.'),
      email: z.string().trim().refine(isAddress, 'Enter an email address, like dana@cole.com.'),
      title: text(160).default(''),
      company: text(160).min(1, 'Enter the company or organization.'),
      brings: text(300).default(''),
    }),
    z.object({ do: z.literal('remove'), email: z.string().max(254) }),
    z.object({ do: z.literal('offer'), offer: z.string().max(64), answer: z.enum(['welcome', 'not now']) }),
    z.object({ do: z.literal('close') }),
    z.object({ do: z.literal('open') }),
  ],
  'Choose what to do.',
)
type Said = z.infer<typeof form>

interface Opened {
  affairs: TeamAffairs
  team: ActionTeam
}

export function actionTeamRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(ROUTE, requireRole(world, 'read'), async c => {
    const opened = await open(c, world)
    return opened ? show(c, world, opened) : notFound(c, c.get('email'))
  })

  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const opened = await open(c, world)
    if (!opened) return notFound(c, c.get('email'))
    const typed = typedIn(await c.req.parseBody())
    const found = form.safeParse(typed)
    const errors = found.success ? await act(c, world, opened, found.data) : errorsOf(found.error)
    if (Object.keys(errors).length > 0) return show(c, world, opened, { form: typed.do, typed, errors })
    return c.redirect(c.req.path, 303)
  })

  return app
}

async function open(c: Request, world: World): Promise<Opened | undefined> {
  const affairs = await readTeamAffairs(world, c.get('partnership').id, c.get('campaign').id)
  const team = affairs?.teams.find(({ id }) => id === c.req.param('tid'))
  return affairs && team ? { affairs, team } : undefined
}

/** Does what was asked; answers what is wrong with it instead, if anything is. */
async function act(c: Request, world: World, { affairs, team }: Opened, said: Said): Promise<Errors> {
  const partnership = c.get('partnership')
  const at = { partnership: partnership.id, team: team.id, by: c.get('email') }
  switch (said.do) {
    case 'lead': {
      const person = (await leadsOf(world, c, team)).find(({ email }) => sameAddress(email, said.lead))
      if (!person) return { lead: 'Choose somebody from a business.' }
      await makeLead(world, partnership, launchOf(affairs, team.launch), at, person)
      return {}
    }
    case 'times': {
      const { date0, start0, date1, start1, date2, start2 } = said
      const wanted = [
        [date0, start0],
        [date1, start1],
        [date2, start2],
      ] as const
      const past = wanted.findIndex(([date, start]) => instantOf(date, start, affairs.zone) <= affairs.now)
      const never = wanted.findIndex(([date, start]) => skippedHour(date, start, affairs.zone))
      const [date = '', start = ''] = wanted[never] ?? []
      if (never >= 0) return { [`start${never}`]: skippedHour(date, start, affairs.zone) ?? '' }
      if (past >= 0) return { [`date${past}`]: 'Choose a time that is still to come.' }
      const slots = wanted.map(([date, start]): Slot => ({ date, start, end: laterHour(start, CALL_MINUTES) }))
      if (new Set(slots.map(({ date, start }) => `${date} ${start}`)).size < slots.length)
        return { date0: 'Propose three different times.' }
      await proposeTimes(world, at, slots)
      return {}
    }
    case 'add': {
      const { name, email, title, company, brings } = said
      const publicPartner = (await isPartner(world, partnership, email)) ?? brings !== ''
      if (publicPartner && brings === '')
        return { brings: `${name} is a public partner: write what they bring to this team.` }
      await joinTeam(world, at, { name, email, title, company, publicPartner, brings: publicPartner ? brings : '' })
      return {}
    }
    case 'remove':
      await leaveTeam(world, at, said.email)
      return {}
    case 'offer':
      await settleOffer(world, at, said.offer, said.answer)
      return {}
    case 'close':
    case 'open':
      await closeTeam(world, at, said.do === 'close')
      return {}
  }
}

/** Whether an address is known to be of a public partner, or of a business; undefined: it is not known. */
async function isPartner(world: World, partnership: Partnership, email: string): Promise<boolean | undefined> {
  if (partnership.team.some(member => sameAddress(member.email, email))) return true
  const members = await membersOf(world, partnership)
  return members.find(({ invitee }) => sameAddress(invitee.email, email))?.invitee.publicPartner
}

/** Who of the businesses could lead: those on the team first, then champions and members. */
async function leadsOf(world: World, c: Request, team: ActionTeam): Promise<(Joining & { champion: boolean })[]> {
  const members = await membersOf(world, c.get('partnership'))
  const champions = new Set(
    members.filter(({ champion }) => champion).map(({ invitee }) => canonicalAddress(invitee.email)),
  )
  const found = new Map<string, Joining & { champion: boolean }>()
  for (const person of [...presentOf(team), ...members.map(({ invitee }): Joining => invitee)]) {
    const key = canonicalAddress(person.email)
    const { name, title, company, email, publicPartner } = person
    if (!publicPartner && !found.has(key))
      found.set(key, { name, title, company, email, publicPartner, champion: champions.has(key) })
  }
  return [...found.values()]
}

interface Typing {
  form: string | undefined
  typed: Record<string, string>
  errors: Errors
}

async function show(c: Request, world: World, { affairs, team }: Opened, typing?: Typing) {
  const shown = shownTeam(affairs, team)
  const view: ActionTeamView = {
    ...shown,
    back: PATHS.teams(c.get('campaign').id),
    path: PATHS.actionTeam(c.get('campaign').id, team.id),
    mayEdit: mayEdit(c.get('role')),
    zone: affairs.zone,
    doubts: doubtsAbout(affairs, shown),
    people: await leadsOf(world, c, team),
    typed: {},
    errors: {},
    ...typing,
  }
  return showPage(c, { title: team.name, section: 'teams', status: typing ? 422 : 200 }, <ActionTeamPage {...view} />)
}
