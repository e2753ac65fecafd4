/** What a board says of everybody on a list, counted once for as long as nothing changes on it. */
import { personOf, type Tally, tally } from '../../domain/answer/board.ts'
import { remembering } from '../../domain/answer/remembering.ts'
import { type Turnout, turnoutOf } from '../../domain/answer/turnout.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import type { Listed } from '../../domain/keep/listed.ts'
import { suggestedMatter } from '../../domain/keep/matter.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import type { BoardView, Need } from '../../pages/answer/board.tsx'
import { needsOf, unsentIn } from './needs.ts'

/** So many undecided companies are worth a call today. */
const CALLED = 6

export interface BoardFacts extends Pick<BoardView, 'wavering' | 'likely' | 'unsent'> {
  /** Everybody who needs the convener, by name. */
  needs: readonly Need[]
  turnout: Turnout | undefined
}

export const boardFacts = remembering((people: readonly Listed[], campaign: Campaign, wasHeld: boolean): BoardFacts => {
  const counted = tally(campaign, people)
  // What somebody wrote who is off the list since waits for a person like all else.
  const gone = people
    .filter(({ removedAt, forgottenAt }) => removedAt !== undefined && forgottenAt === undefined)
    .map(each => personOf(each, campaign.meeting?.sequence ?? 0))
    .filter(({ needsYou }) => needsYou !== undefined)
  return {
    needs: needsOf([...counted.people, ...gone]),
    wavering: waveringOf(campaign.id, counted),
    likely: people.filter(each => each.removedAt === undefined && suggestedMatter(each.matters)).length,
    unsent: unsentIn(counted.people),
    turnout: wasHeld ? turnoutOf(campaign, people) : undefined,
  }
})

/** Who to call: the first undecided person of each company that nobody comes from yet. */
function waveringOf(campaign: CampaignId, { companies }: Tally): BoardView['wavering'] {
  return companies
    .flatMap(({ name, comes, people }) => {
      const person = people.find(({ state, invitation }) => state === 'tentative' && !invitation.invitee.publicPartner)
      if (comes !== undefined || !person) return []
      const { id, invitee } = person.invitation
      return [{ company: name, name: invitee.name, href: PATHS.person(campaign, id) }]
    })
    .slice(0, CALLED)
}
