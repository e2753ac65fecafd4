/** What people do by the link of the summary: join a team, leave it, offer to lead it, lead it, or bring something to it. */
import type { TeamId } from '../../domain/keep/ids.ts'
import { sameAddress } from '../../domain/keep/partnership.ts'
import { type ActionTeam, leadOf, memberOf } from '../../domain/teams/team.ts'
import type { Plans, Sends } from '../keep/ports.ts'
import { joinTeam, leaveTeam, makeLead, offerHelp, volunteer } from './action-team.ts'
import type { Visiting } from './team-links.ts'
import { launchOf, readTeamOverview } from './team-view.ts'
import { teamOf } from './teams.ts'

export interface TeamChoice {
  team: TeamId
  do: 'join' | 'leave' | 'volunteer' | 'lead' | 'offer'
  /** What a partner could bring. */
  text: string
}

/**
 * `not theirs`: businesses join and lead, partners offer, and only champions take a team. `led already`: who leads is the
 * convener's to change. `meanwhile`: the team is not any more what they saw.
 */
export type TakingPart = 'done' | 'no team' | 'no words' | 'not theirs' | 'led already' | 'meanwhile'

/** What somebody may do follows from who they are, whatever a form says. */
export async function takePart(
  world: Sends & Plans,
  { partnership, person, champion }: Visiting,
  { do: what, team, text }: TeamChoice,
): Promise<TakingPart> {
  const stands = await teamOf(world.store, partnership.id, team)
  if (!stands) return 'no team'
  const at = { partnership: partnership.id, team, by: person.name }
  const { email } = person
  // What was wished may stand already, or somebody else made it impossible: how the team then stands tells.
  const outcome = (then: ActionTeam | undefined, is: (team: ActionTeam) => unknown): TakingPart =>
    then && is(then) ? 'done' : 'meanwhile'
  if (what === 'leave') return outcome(await leaveTeam(world, at, email), then => !memberOf(then, email))
  if (person.publicPartner !== (what === 'offer')) return 'not theirs'
  if (what === 'offer') {
    if (text.trim() === '') return 'no words'
    const { name, title, company: organization } = person
    const offered = await offerHelp(world, at, { name, title, organization, email }, text)
    return outcome(offered, then => then.offers.some(each => sameAddress(each.email, email) && each.text === text))
  }
  if (what === 'lead') {
    if (!champion) return 'not theirs'
    if (stands.lead !== undefined) return 'led already'
    const overview = await readTeamOverview(world, partnership.id)
    const launch = overview && launchOf(overview, stands.launch)
    const led = await makeLead(world, partnership, launch, at, person)
    return outcome(led, then => then.lead !== undefined && sameAddress(then.lead, email))
  }
  const joined = await joinTeam(world, at, person)
  if (what === 'join') return outcome(joined, then => memberOf(then, email))
  const offered = await volunteer(world, at, email)
  return outcome(offered, then => memberOf(then, email)?.wouldLead || leadOf(then) === memberOf(then, email))
}
