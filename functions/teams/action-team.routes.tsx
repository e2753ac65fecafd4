/** Routes of one action team, for the convener. */
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import type { Clash } from '../../domain/keep/three-way.ts'
import { isAddress } from '../../domain/list/mailbox.ts'
import { ActionTeamPage, type ActionTeamView } from '../../pages/teams/action-team.tsx'
import { requireRole, steadilyAt } from '../access/caller.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { mergeTyped } from '../web/merged.ts'
import { notFound } from '../web/refusals.tsx'
import { showPage } from '../web/show.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { givenDate, givenStart, skippedHour } from '../web/when.ts'
import { closeTeam, leaveTeam, settleOffer } from './action-team.ts'
import { addTeammate, appointLead, type OpenedTeam, proposeCallTimes, whoCouldLead } from './run-team.ts'
import { doubtsAbout, readTeamOverview, shownTeam } from './team-view.ts'

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

export function actionTeamRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(ROUTE, requireRole(world, 'read'), async c => {
    const opened = await open(c, world)
    return opened ? showActionTeam(c, world, opened) : notFound(c, c.get('email'))
  })

  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const read = typedIn(await c.req.parseBody())
    return steadilyAt(c, world, async world => {
      const opened = await open(c, world)
      if (!opened) return notFound(c, c.get('email'))
      const slots = opened.team.proposal?.slots ?? []
      const merged = read.do === 'times' ? mergeTyped(read, slotsForm(slots)) : { values: read, clashes: [] }
      const typed = merged.values
      if (merged.clashes.length > 0)
        return showActionTeam(c, world, opened, { form: 'times', typed, errors: {} }, merged.clashes)
      const found = form.safeParse(typed)
      const errors = found.success ? await act(world, opened, found.data) : errorsOf(found.error)
      if (Object.keys(errors).length > 0) return showActionTeam(c, world, opened, { form: typed.do, typed, errors })
      return c.redirect(c.req.path, 303)
    })
  })

  return app
}

/** The times as their form shows them. */
const slotsForm = (slots: readonly { date: string; start: string }[]): Record<string, string> =>
  Object.fromEntries(
    [0, 1, 2].flatMap(n => [
      [`date${n}`, slots[n]?.date ?? ''],
      [`start${n}`, slots[n]?.start ?? ''],
    ]),
  )

async function open(c: Request, world: World): Promise<OpenedTeam | undefined> {
  const partnership = c.get('partnership')
  const overview = await readTeamOverview(world, partnership.id, c.get('campaign').id)
  const team = overview?.teams.find(({ id }) => id === c.req.param('tid'))
  return overview && team ? { partnership, overview, team, by: c.get('email') } : undefined
}

const PAST = 'Choose a time in the future.'

/** Does what was asked; answers what is wrong with it instead, if anything is. */
async function act(world: World, opened: OpenedTeam, said: Said): Promise<Errors> {
  const at = { partnership: opened.partnership.id, team: opened.team.id, by: opened.by }
  switch (said.do) {
    case 'lead': {
      const appointing = await appointLead(world, opened, said.lead)
      return appointing === 'leads' ? {} : { lead: 'Choose someone from a business.' }
    }
    case 'times': {
      const slots = [
        { date: said.date0, start: said.start0 },
        { date: said.date1, start: said.start1 },
        { date: said.date2, start: said.start2 },
      ]
      for (const [n, { date, start }] of slots.entries()) {
        const never = skippedHour(date, start, opened.overview.zone)
        if (never) return { [`start${n}`]: never }
      }
      const proposing = await proposeCallTimes(world, opened, slots)
      if (proposing === 'proposed') return {}
      return proposing === 'not apart'
        ? { date0: 'Propose three different times.' }
        : { [`date${proposing.past}`]: PAST }
    }
    case 'add': {
      const adding = await addTeammate(world, opened, said)
      return adding === 'added'
        ? {}
        : { brings: `${said.name} is a public partner: write what they bring to this team.` }
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

interface Typing {
  form: string | undefined
  typed: Record<string, string>
  errors: Errors
}

async function showActionTeam(
  c: Request,
  world: World,
  { partnership, overview, team }: OpenedTeam,
  typing?: Typing,
  clashes: readonly Clash[] = [],
) {
  const shown = shownTeam(overview, team)
  const view: ActionTeamView = {
    ...shown,
    back: PATHS.teams(c.get('campaign').id),
    path: PATHS.actionTeam(c.get('campaign').id, team.id),
    mayEdit: mayEdit(c.get('role')),
    zone: overview.zone,
    doubts: doubtsAbout(overview, shown),
    people: await whoCouldLead(world, partnership, team),
    typed: {},
    errors: {},
    ...typing,
    merging: { was: slotsForm(team.proposal?.slots ?? []), clashes },
  }
  return showPage(
    c,
    { title: team.name, section: 'teams', status: clashes.length > 0 ? 409 : typing ? 422 : 200 },
    <ActionTeamPage {...view} />,
  )
}
