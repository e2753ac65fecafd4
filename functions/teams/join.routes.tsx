/** Routes of the summary's button: opening the page changes nothing, its buttons join, leave, lead and offer. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { teamIdFrom } from '../../domain/keep/ids.ts'
import { nameOf, sameAddress } from '../../domain/keep/partnership.ts'
import { PERSONAL, withQuery } from '../../domain/keep/paths.ts'
import type { Commitment } from '../../domain/teams/commitment.ts'
import { JoinPage } from '../../pages/teams/join.tsx'
import { page } from '../../pages/web/layout.tsx'
import { LINKS } from '../keep/links.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { deadLink } from '../web/refusals.tsx'
import type { Errors } from '../web/typed.ts'
import { typedIn } from '../web/typed.ts'
import { type TakingPart, type TeamChoice, takePart } from './take-part.ts'
import { type Visiting, whoJoins } from './team-links.ts'
import { readTeamOverview, shownCommitments, shownTeam } from './team-view.ts'

const form = z.object({
  team: z.string().max(64).transform(teamIdFrom),
  do: z.enum(['join', 'leave', 'volunteer', 'lead', 'offer']),
  text: z.string().trim().max(300).default(''),
})

const DONE: Record<TeamChoice['do'], string> = {
  join: 'You are on the team. The entry for its first call comes to your calendar as soon as the time is set.',
  leave: 'You are off the team.',
  volunteer: 'Thank you for offering to lead. The convener comes back to you.',
  lead: 'You lead this team. A mail with three times for the first call is on its way to you.',
  offer: 'Thank you. The team has your offer.',
}

export function joinRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PERSONAL.join.route, async c => {
    const visiting = await whoJoins(world, c.req.param('token'))
    if (!visiting) return deadLink(c)
    const done = c.req.query('done') ?? ''
    return showJoin(c, world, visiting, Object.hasOwn(DONE, done) ? DONE[done as TeamChoice['do']] : undefined)
  })

  app.post(PERSONAL.join.route, async c => {
    const token = c.req.param('token')
    const visiting = await whoJoins(world, token)
    if (!visiting) return deadLink(c)
    const typed = typedIn(await c.req.parseBody())
    const found = form.safeParse(typed)
    const taking = found.success ? await takePart(world, visiting, found.data) : 'no team'
    if (!found.success || taking !== 'done')
      return showJoin(c, world, visiting, undefined, typed, wrongIn(taking, typed.team ?? ''))
    return c.redirect(withQuery(PERSONAL.join(token), { done: found.data.do }, `team-${found.data.team}`), 303)
  })

  return app
}

const wrongIn = (taking: TakingPart, team: string): Errors =>
  taking === 'no words'
    ? { [`text-${team}`]: 'Say in a sentence what you could bring.' }
    : { [`team-${team}`]: 'That could not be done. Someone may have changed the team meanwhile: look at it below.' }

async function showJoin(
  c: Context<WebEnv>,
  world: World,
  { partnership, campaign, person, champion }: Visiting,
  done?: string,
  typed: Record<string, string> = {},
  errors: Errors = {},
) {
  const overview = await readTeamOverview(world, partnership.id, campaign.id)
  if (!overview) return deadLink(c)
  const view = {
    path: c.req.path,
    partnership: nameOf(partnership),
    person,
    champion,
    teams: overview.teams.map(team => shownTeam(overview, team)),
    commitments: {
      ...shownCommitments(overview),
      // The page is theirs alone, and so is what they promised.
      edit: ({ id, owner }: Commitment) =>
        sameAddress(owner.email, person.email) ? LINKS.commitment.to(world.settings, partnership.id, id) : undefined,
    },
    done,
    typed,
    errors,
  }
  const wrong = Object.keys(errors).length > 0
  const title = `${wrong ? 'Please check: ' : ''}Action teams`
  return c.html(page(title, <JoinPage {...view} />, { calm: true }), wrong ? 422 : 200)
}
