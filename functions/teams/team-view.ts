/** Action teams and commitments as their pages show them. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import type { PartnershipId } from '../../domain/keep/ids.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { endOf } from '../../domain/keep/meeting.ts'
import { type Day, wallOf } from '../../domain/keep/time.ts'
import type { Commitment } from '../../domain/teams/commitment.ts'
import { type ActionTeam, type Doubt, doubtsOf, topicKey } from '../../domain/teams/team.ts'
import type { CommitmentsShown } from '../../pages/teams/commitment-list.tsx'
import type { TeamShown } from '../../pages/teams/team-card.tsx'
import { type Overview, readOverview } from '../keep/overview.ts'
import type { Reads, Timed } from '../keep/ports.ts'
import { commitmentsOf } from './commitments.ts'
import { prioritiesOf } from './record.ts'
import { teamsOf } from './teams.ts'

/** Everything about the teams of a partnership, read once for a page. */
export interface TeamOverview extends Overview {
  teams: ActionTeam[]
  commitments: Commitment[]
  /** Who voted for what at the launches that have teams, by priority. */
  behind: ReadonlyMap<string, readonly string[]>
  /** Where the partnership meets. */
  zone: string
  today: Day
}

/** `campaign` is the one whose page it is; its zone counts, or else that of the launch. */
export async function readTeamOverview(
  world: Reads & Timed,
  partnershipId: PartnershipId,
  campaign?: string,
): Promise<TeamOverview | undefined> {
  const overview = await readOverview(world, partnershipId)
  if (!overview) return undefined
  const zone = launchOf(overview, campaign)?.meeting?.zone ?? 'UTC'
  const teams = await teamsOf(world.store, partnershipId)
  return {
    ...overview,
    teams,
    behind: await behindOf(world, overview, teams),
    commitments: await commitmentsOf(world.store, partnershipId),
    zone,
    today: wallOf(overview.now, zone).day,
  }
}

/** The companies that voted for what a team works on, in whichever room of its launch. */
async function behindOf(
  world: Reads,
  { campaigns }: Overview,
  teams: readonly ActionTeam[],
): Promise<TeamOverview['behind']> {
  const behind = new Map<string, readonly string[]>()
  for (const launch of new Set(teams.filter(({ priority }) => priority).map(each => each.launch))) {
    const { session } = campaigns.find(({ id }) => id === launch) ?? {}
    const rooms = campaigns.filter(each => session && each.id !== launch && each.session?.group === session.group)
    const elsewhere = (await Promise.all(rooms.map(({ id }) => prioritiesOf(world.store, id)))).flat()
    for (const { id, text, companies } of await prioritiesOf(world.store, launch)) {
      const same = elsewhere.filter(other => topicKey(other.text) === topicKey(text))
      behind.set(id, [...new Set([...companies, ...same.flatMap(other => other.companies)])])
    }
  }
  return behind
}

/** The launch a page of a campaign is about: itself, or the latest there is. */
export function launchOf({ campaigns }: Pick<Overview, 'campaigns'>, campaign?: string): Campaign | undefined {
  const launches = campaigns.filter(({ meeting }) => meeting && kindOf({ meeting }).foundsTeams)
  return launches.find(({ id }) => id === campaign) ?? launches.at(-1)
}

export function shownTeam({ campaigns, now, today, behind }: TeamOverview, team: ActionTeam): TeamShown {
  const ids = new Set(team.calls.map(({ campaign }) => campaign))
  const calls = campaigns.filter(({ id }) => ids.has(id))
  const next = calls.find(({ status, meeting }) => status !== 'canceled' && meeting && endOf(meeting) > now)
  return { team, calls, next, today, behind: behind.get(team.priority ?? '') ?? [] }
}

export function doubtsAbout(overview: TeamOverview, shown: TeamShown): Doubt[] {
  const { team, calls, today } = shown
  const launch = overview.campaigns.find(({ id }) => id === team.launch)?.meeting?.date
  const first = calls.find(({ status }) => status !== 'canceled')?.meeting?.date
  const unsent = calls.some(({ status, meeting }) => status === 'draft' && meeting && meeting.date >= today)
  return doubtsOf(team, { launch, today, firstCall: first ?? team.calls[0]?.slot.date, unsent })
}

export const shownCommitments = (
  { commitments, teams, today }: TeamOverview,
  of: readonly Commitment[] = commitments,
): CommitmentsShown => ({ commitments: of, today, teams: new Map(teams.map(({ id, name }) => [id, name])) })
