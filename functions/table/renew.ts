/** What follows from a survey: whether it is asked, and what becomes of the priorities afterwards. */

import { nextInSeries } from '../../domain/campaign/series.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import type { TeamId } from '../../domain/keep/ids.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { hasBegun } from '../../domain/keep/meeting.ts'
import { PULSE_KEY } from '../../domain/keep/wave-id.ts'
import { editCampaign } from '../campaign/edit-campaign.ts'
import type { Context } from '../keep/context.ts'
import { campaignsOf } from '../keep/overview.ts'
import type { Plans, Reads, Sends, Timed } from '../keep/ports.ts'
import { closeTeam, foundTeams } from '../teams/action-team.ts'
import { launchOf } from '../teams/team-view.ts'
import { teamOf } from '../teams/teams.ts'
import { editAgenda, handOfTeam } from './edit-agenda.ts'

/** `not after this`: no survey follows such a meeting. `left`: its letter has left. */
export type AskingPulse = 'saved' | 'not after this' | 'left'

/** Whether the members are asked afterwards how the partnership does. */
export async function askPulse(
  world: Sends & Plans,
  campaign: Campaign,
  wanted: boolean,
  by: string,
): Promise<AskingPulse> {
  if (campaign.meeting === undefined || !kindOf(campaign).pulse) return 'not after this'
  if (campaign.left[PULSE_KEY] !== undefined) return 'left'
  if (wanted === (campaign.pulse !== undefined)) return 'saved'
  const now = world.clock.now()
  await editCampaign(world, campaign.id, by, { event: 'pulse planned', wanted }, each => ({
    ...each,
    pulse: wanted ? now : undefined,
  }))
  return 'saved'
}

/** The table after a meeting, of those that are still to come. */
export async function nextTable(world: Reads & Timed, campaign: Campaign): Promise<Campaign | undefined> {
  const now = world.clock.now()
  const ahead = (await campaignsOf(world, campaign.partnership)).filter(
    ({ id, meeting }) => id !== campaign.id && meeting !== undefined && !hasBegun(meeting, now),
  )
  return nextInSeries(ahead, campaign.meeting?.date ?? '')
}

/** What the convener puts before the table. */
const RENEW = 'Our priorities after the survey: which continue, which are done, which are new?'

export type Renewal = { do: 'talk' } | { do: 'close'; team: TeamId } | { do: 'found'; name: string }

/** `no table`: none is to come. `no launch`: there is nothing a team could come out of. */
export type Renewing = 'done' | 'no table' | 'no team' | 'no name' | 'no launch'

/** Puts the priorities before the next table, closes the team of one that is reached, or founds one for a new one. */
export async function renew(
  world: Sends & Plans,
  { campaign, partnership }: Context,
  renewal: Renewal,
  by: string,
): Promise<Renewing> {
  switch (renewal.do) {
    case 'talk': {
      const next = await nextTable(world, campaign)
      if (!next) return 'no table'
      await editAgenda(world, next, handOfTeam(partnership, by), { do: 'add', text: RENEW })
      return 'done'
    }
    case 'close': {
      const team = await teamOf(world.store, partnership.id, renewal.team)
      if (!team) return 'no team'
      await closeTeam(world, { partnership: partnership.id, team: team.id, by }, true)
      return 'done'
    }
    case 'found': {
      const name = renewal.name.trim()
      const launch = launchOf({ campaigns: await campaignsOf(world, partnership.id) })
      if (name === '') return 'no name'
      if (!launch) return 'no launch'
      await foundTeams(world, launch, [{ name }], by)
      return 'done'
    }
  }
}
