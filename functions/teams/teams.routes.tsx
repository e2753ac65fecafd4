/** Routes of the action teams of a partnership, for its convener; the support team reads them. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { teamIdFrom } from '../../domain/keep/ids.ts'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { isDay } from '../../domain/keep/time.ts'
import { presentOf } from '../../domain/teams/team.ts'
import { Teams, type TeamsView } from '../../pages/teams/teams.tsx'
import { requireRole } from '../access/caller.ts'
import type { Context as CampaignContext } from '../keep/context.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { notFound, refused } from '../web/refusals.tsx'
import { showPage } from '../web/show.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { topicsOf } from './action-team.ts'
import type { Promising } from './commitments.ts'
import { foundChosen, promiseOfPartnership, whoCouldPromise } from './run-team.ts'
import { doubtsAbout, launchOf, readTeamOverview, shownCommitments, shownTeam } from './team-view.ts'

type Request = Context<WebEnv>

const ROUTE = PATHS.teams.route

const promise = z.object({
  what: z.string().trim().min(1, 'Say what will be done.').max(300, 'Shorten this to 300 characters.'),
  owner: z.string().min(1, 'Choose who does it.').max(254),
  team: z.string().max(64).default('').transform(teamIdFrom),
  due: z.string().trim().refine(isDay, 'Enter a date that exists, such as 2027-05-11.'),
})

export function teamsRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const back = (c: Request) => c.redirect(PATHS.teams(c.get('campaign').id), 303)

  app.get(ROUTE, requireRole(world, 'read'), c => showTeams(c, world))

  app.post(PATHS.foundTeams.route, requireRole(world, 'edit'), async c => {
    const fields = await c.req.parseBody({ all: true })
    const ticked = [fields.topics].flat().filter(each => typeof each === 'string')
    const { name = '' } = typedIn({ name: fields.name })
    const founding = await foundChosen(world, contextOf(c), { topics: ticked, name }, c.get('email'))
    if (founding === 'no launch')
      return refused(c, 400, 'There is no launch yet', 'Action teams work on what a launch has named.')
    if (founding === 'nothing chosen')
      return showTeams(c, world, { form: 'found', typed: { name }, errors: { name: 'Say what the team works on.' } })
    return back(c)
  })

  app.post(PATHS.commitments.route, requireRole(world, 'edit'), async c => {
    const typed = typedIn(await c.req.parseBody())
    const found = promise.safeParse(typed)
    if (!found.success) return showTeams(c, world, { form: 'promise', typed, errors: errorsOf(found.error) })
    const promising = await promiseOfPartnership(world, contextOf(c), found.data)
    if (promising !== 'noted') return showTeams(c, world, { form: 'promise', typed, errors: WRONG[promising] })
    return back(c)
  })

  return app
}

const contextOf = (c: Request): CampaignContext => ({ campaign: c.get('campaign'), partnership: c.get('partnership') })

const WRONG: Record<Exclude<Promising, 'noted'>, Errors> = {
  nobody: { owner: 'Choose who does it.' },
  past: { due: 'Choose a day in the future.' },
  'too many': { what: 'There are too many already. Finish or delete some first.' },
}

interface Typing {
  form: string
  typed: Record<string, string>
  errors: Errors
}

async function showTeams(c: Request, world: World, typing?: Typing) {
  const campaign = c.get('campaign')
  const overview = await readTeamOverview(world, c.get('partnership').id, campaign.id)
  if (!overview) return notFound(c, c.get('email'))
  const launch = launchOf(overview, campaign.id)
  const topics = launch ? await topicsOf(world, launch.id) : []
  const taken = new Set(overview.teams.map(({ priority }) => priority))
  const view: TeamsView = {
    campaign: campaign.id,
    mayEdit: mayEdit(c.get('role')),
    teams: overview.teams.map(team => {
      const shown = shownTeam(overview, team)
      return {
        ...shown,
        doubts: doubtsAbout(overview, shown),
        offers: team.offers.filter(({ answer }) => answer === undefined).length,
        volunteers: presentOf(team).flatMap(({ name, wouldLead }) => (wouldLead ? [name] : [])),
      }
    }),
    topics: topics.filter(({ id }) => !taken.has(id)),
    commitments: shownCommitments(overview),
    people: await whoCouldPromise(world, c.get('partnership'), overview),
    typed: {},
    errors: {},
    ...typing,
  }
  return showPage(c, { title: 'Action teams', section: 'teams', status: typing ? 422 : 200 }, <Teams {...view} />)
}
