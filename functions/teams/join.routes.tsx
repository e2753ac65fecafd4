/** Routes of the summary's button: opening the page changes nothing, its buttons join, leave, lead and offer. */
import { type Context, Hono } from 'hono'
import * as z from 'zod'
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
import { joinTeam, leaveTeam, makeLead, offerHelp, volunteer } from './action-team.ts'
import { type Visiting, whoJoins } from './team-links.ts'
import { launchOf, readTeamAffairs, shownCommitments, shownTeam } from './team-view.ts'
import { teamOf } from './teams.ts'

const form = z.object({
  team: z.string().max(64),
  do: z.enum(['join', 'leave', 'volunteer', 'lead', 'offer']),
  text: z.string().trim().max(300).default(''),
})

type Done = z.infer<typeof form>['do']

const DONE: Record<Done, string> = {
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
    return show(c, world, visiting, Object.hasOwn(DONE, done) ? DONE[done as Done] : undefined)
  })

  app.post(PERSONAL.join.route, async c => {
    const token = c.req.param('token')
    const visiting = await whoJoins(world, token)
    if (!visiting) return deadLink(c)
    const typed = typedIn(await c.req.parseBody())
    const found = form.safeParse(typed)
    const team = found.success ? await teamOf(world.store, visiting.partnership.id, found.data.team) : undefined
    if (!found.success || !team || !(await act(world, visiting, { ...found.data, team: team.id })))
      return show(c, world, visiting, undefined, typed, wrongIn(typed))
    return c.redirect(withQuery(PERSONAL.join(token), { done: found.data.do }, `team-${team.id}`), 303)
  })

  return app
}

/** What somebody may do follows from who they are, whatever a form says. Answers whether it could be done. */
async function act(
  world: World,
  { partnership, person, champion }: Visiting,
  { do: what, team, text }: z.infer<typeof form>,
) {
  const at = { partnership: partnership.id, team, by: person.name }
  if (what === 'leave') return (await leaveTeam(world, at, person.email)) !== undefined
  if (person.publicPartner) {
    if (what !== 'offer' || text === '') return false
    const { name, title, company: organization, email } = person
    return (await offerHelp(world, at, { name, title, organization, email }, text)) !== undefined
  }
  if (what === 'offer') return false
  const stands = await teamOf(world.store, partnership.id, team)
  if (what === 'lead') {
    // A champion takes a team that nobody leads; who leads already is the convener's to change.
    if (!champion || stands?.lead !== undefined) return false
    const affairs = await readTeamAffairs(world, partnership.id)
    const launch = affairs && launchOf(affairs, stands?.launch)
    return (await makeLead(world, partnership, launch, at, person)) !== undefined
  }
  const joined = await joinTeam(world, at, person)
  return what === 'join' ? joined !== undefined : (await volunteer(world, at, person.email)) !== undefined
}

const wrongIn = ({ do: what, team, text }: Record<string, string>): Errors =>
  what === 'offer' && (text ?? '').trim() === ''
    ? { [`text-${team}`]: 'Say in a sentence what you could bring.' }
    : { [`team-${team}`]: 'That could not be done. Somebody may have changed the team meanwhile: look at it below.' }

async function show(
  c: Context<WebEnv>,
  world: World,
  { partnership, campaign, person, champion }: Visiting,
  done?: string,
  typed: Record<string, string> = {},
  errors: Errors = {},
) {
  const affairs = await readTeamAffairs(world, partnership.id, campaign.id)
  if (!affairs) return deadLink(c)
  const view = {
    path: c.req.path,
    partnership: nameOf(partnership),
    person,
    champion,
    teams: affairs.teams.map(team => shownTeam(affairs, team)),
    commitments: {
      ...shownCommitments(affairs),
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
