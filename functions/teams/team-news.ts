/** What a digest tells of action teams and commitments: who offers what, what is late, what came of a promise. */

import type { PartnershipId } from '../../domain/keep/ids.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { DAY, longDate, shift } from '../../domain/keep/time.ts'
import type { Told } from '../../domain/rounds/digest.ts'
import { type ActionTeam, leadOf, presentOf } from '../../domain/teams/team.ts'
import { asWords } from '../../mail/merge.ts'
import type { Overview } from '../keep/overview.ts'
import type { Reads } from '../keep/ports.ts'
import { commitmentsOf } from './commitments.ts'
import { teamsOf } from './teams.ts'

type Line = Told & { words: string; path: string }

/** So long a team may be without a lead, or a lead without a time, before the convener should call. */
const PATIENCE = 7 * DAY

export async function aboutTeams(world: Reads, { partnership }: Overview): Promise<Line[]> {
  const teams = (await teamsOf(world.store, partnership.id)).filter(({ closedAt }) => closedAt === undefined)
  return [...teams.flatMap(aboutTeam), ...(await whatCame(world, partnership.id))]
}

function aboutTeam(team: ActionTeam): Line[] {
  const path = PATHS.actionTeam(team.launch, team.id)
  const name = `**${asWords(team.name)}**`
  const lead = leadOf(team)
  const offers = team.offers.filter(({ answer }) => answer === undefined)
  const lines = offers.map((offer): Line => {
    const words = `**${asWords(offer.name)}** offers to help ${name}: “${asWords(offer.text)}”`
    return { kind: 'needs you', since: offer.at, words, path }
  })
  for (const { name: whose, wouldLead } of presentOf(team))
    if (wouldLead !== undefined)
      lines.push({
        kind: 'needs you',
        since: wouldLead,
        words: `**${asWords(whose)}** offers to lead ${name}`,
        path,
      })
  if (!lead)
    lines.push({ kind: 'late', since: shift(team.foundedAt, PATIENCE), words: `No one leads ${name} yet`, path })
  else if (team.calls.length === 0 && team.proposal)
    lines.push({
      kind: 'late',
      since: shift(team.proposal.at, PATIENCE),
      words: `**${asWords(lead.name)}** has not chosen a time for the first call of ${name}`,
      path,
    })
  return lines
}

/** What owners said of what they had promised. */
async function whatCame(world: Reads, partnership: PartnershipId): Promise<Line[]> {
  return (await commitmentsOf(world.store, partnership)).flatMap((each): Line[] => {
    const path = PATHS.commitment(each.campaign, each.id)
    const what = `${asWords(each.what)} (${asWords(each.owner.name)})`
    if (each.state !== 'open' && each.settledAt !== undefined)
      return [
        {
          kind: 'answer',
          since: each.settledAt,
          words: `**${each.state === 'kept' ? 'Kept' : 'Not kept'}**: ${what}`,
          path,
        },
      ]
    const moved = each.moved.at(-1)
    return moved
      ? [{ kind: 'answer', since: moved.at, words: `**Moved to ${longDate(moved.to)}**: ${what}`, path }]
      : []
  })
}
