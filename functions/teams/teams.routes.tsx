/** Routes of the action teams of a partnership, for its convener; the support team reads them. */
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { canonicalAddress, mayEdit, sameAddress } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { isDay } from '../../domain/keep/time.ts'
import { type Joining, presentOf } from '../../domain/teams/team.ts'
import { Teams, type TeamsView } from '../../pages/teams/teams.tsx'
import { requireRole } from '../access/caller.ts'
import { membersOf } from '../campaign/start-meeting.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { notFound, refused } from '../web/refusals.tsx'
import { showPage } from '../web/show.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { foundTeams, LONGEST_NAME, topicsOf } from './action-team.ts'
import { addCommitment } from './commitments.ts'
import { doubtsAbout, launchOf, readTeamAffairs, shownCommitments, shownTeam } from './team-view.ts'

type Request = Context<WebEnv>

const ROUTE = PATHS.teams.route

const promise = z.object({
  what: z.string().trim().min(1, 'Say what will be done.').max(300, 'Shorten this to 300 characters.'),
  owner: z.string().min(1, 'Choose who does it.').max(254),
  team: z.string().max(64).default(''),
  due: z.string().trim().refine(isDay, 'Enter a date that exists, such as 2027-05-11.'),
})

export function teamsRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const back = (c: Request) => c.redirect(PATHS.teams(c.get('campaign').id), 303)

  app.get(ROUTE, requireRole(world, 'read'), c => show(c, world))

  app.post(PATHS.foundTeams.route, requireRole(world, 'edit'), async c => {
    const fields = await c.req.parseBody({ all: true })
    const ticked = [fields.topics].flat().filter(each => typeof each === 'string')
    const { name = '' } = typedIn({ name: fields.name })
    const affairs = await readTeamAffairs(world, c.get('partnership').id)
    const launch = affairs && launchOf(affairs, c.get('campaign').id)
    if (!launch) return refused(c, 400, 'There is no launch yet', 'Action teams work on what a launch has named.')
    const known = await topicsOf(world, launch.id)
    const topics = known.filter(({ id }) => ticked.includes(id)).map(({ id, name }) => ({ priority: id, name }))
    const own = name.trim().slice(0, LONGEST_NAME)
    if (topics.length === 0 && own === '')
      return show(c, world, { form: 'found', typed: { name }, errors: { name: 'Say what the team works on.' } })
    await foundTeams(world, launch, [...topics, ...(own === '' ? [] : [{ name: own }])], c.get('email'))
    return back(c)
  })

  app.post(PATHS.commitments.route, requireRole(world, 'edit'), async c => {
    const typed = typedIn(await c.req.parseBody())
    const found = promise.safeParse(typed)
    const errors: Errors = found.success ? {} : errorsOf(found.error)
    const affairs = await readTeamAffairs(world, c.get('partnership').id, c.get('campaign').id)
    if (!affairs) return notFound(c, c.get('email'))
    const people = await ownersOf(world, c)
    const owner = people.find(({ email }) => sameAddress(email, typed.owner ?? ''))
    if (found.success && !owner) errors.owner = 'Choose who does it.'
    if (found.success && found.data.due <= affairs.today) errors.due = 'Choose a day that is still to come.'
    if (!found.success || !owner || Object.keys(errors).length > 0)
      return show(c, world, { form: 'promise', typed, errors })
    const { name, email, company } = owner
    const team = affairs.teams.find(({ id }) => id === found.data.team)?.id
    const { what, due } = found.data
    const campaign = c.get('campaign').id
    await addCommitment(world, affairs.partnership.id, { campaign, team, what, owner: { name, email, company }, due })
    return back(c)
  })

  return app
}

/** Who can promise something: members and champions, the people of the teams, the support team. */
async function ownersOf(world: World, c: Request): Promise<Joining[]> {
  const partnership = c.get('partnership')
  const affairs = await readTeamAffairs(world, partnership.id)
  const members = (await membersOf(world, partnership)).map(({ invitee }): Joining => invitee)
  const teams = affairs?.teams.flatMap(presentOf) ?? []
  const supporters = partnership.team.map(
    ({ name, email, role, organization }): Joining => ({
      name,
      email,
      title: role,
      company: organization,
      publicPartner: true,
    }),
  )
  const all = [...members, ...teams, ...supporters]
  return [...new Map(all.reverse().map(each => [canonicalAddress(each.email), each])).values()].reverse()
}

interface Typing {
  form: string
  typed: Record<string, string>
  errors: Errors
}

async function show(c: Request, world: World, typing?: Typing) {
  const campaign = c.get('campaign')
  const affairs = await readTeamAffairs(world, c.get('partnership').id, campaign.id)
  if (!affairs) return notFound(c, c.get('email'))
  const launch = launchOf(affairs, campaign.id)
  const topics = launch ? await topicsOf(world, launch.id) : []
  const taken = new Set(affairs.teams.map(({ priority }) => priority))
  const view: TeamsView = {
    campaign: campaign.id,
    mayEdit: mayEdit(c.get('role')),
    teams: affairs.teams.map(team => {
      const shown = shownTeam(affairs, team)
      return {
        ...shown,
        doubts: doubtsAbout(affairs, shown),
        offers: team.offers.filter(({ answer }) => answer === undefined).length,
        volunteers: presentOf(team).flatMap(({ name, wouldLead }) => (wouldLead ? [name] : [])),
      }
    }),
    topics: topics.filter(({ id }) => !taken.has(id)),
    commitments: shownCommitments(affairs),
    people: await ownersOf(world, c),
    typed: {},
    errors: {},
    ...typing,
  }
  return showPage(c, { title: 'Action teams', section: 'teams', status: typing ? 422 : 200 }, <Teams {...view} />)
}
