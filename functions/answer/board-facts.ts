/** What a board says of everybody on a list, counted once for as long as nothing changes on it. */
import { type Person, personOf, type Tally, tally, tallySteps } from '../../domain/answer/board.ts'
import { answersOverTime } from '../../domain/answer/over-time.ts'
import { remembering } from '../../domain/answer/remembering.ts'
import { type Turnout, turnoutOf } from '../../domain/answer/turnout.ts'
import { type Campaign, wasHeld } from '../../domain/keep/campaign.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import type { Listed } from '../../domain/keep/listed.ts'
import { suggestedMatter } from '../../domain/keep/matter.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import type { BoardView, Need } from '../../pages/answer/board.tsx'
import type { Timed } from '../keep/ports.ts'
import { inTurns } from '../list/whole/in-turns.ts'
import { needsOf, unsentIn } from './needs.ts'

/** So many undecided companies are worth a call today. */
const CALLED = 6

export interface BoardFacts extends Pick<BoardView, 'wavering' | 'likely' | 'unsent' | 'days'> {
  counted: Tally
  /** Everybody who needs the convener, by name. */
  needs: readonly Need[]
  turnout: Turnout | undefined
}

export async function boardFacts(
  clock: Timed['clock'],
  campaign: Campaign,
  people: readonly Listed[],
): Promise<BoardFacts> {
  const now = clock.now()
  const counted = () => tally(campaign, people)
  const steps = [
    ...tallySteps(campaign, people),
    () => needsOf(waiting(people, campaign)),
    () => unsentIn(counted().people),
    () => answersOverTime(campaign, people, now),
    () => waveringOf(counted(), campaign.id),
    () => likelyIn(people),
  ]
  if (!waiting.has(people, campaign)) await inTurns(clock, people, ...steps)
  return {
    counted: counted(),
    needs: needsOf(waiting(people, campaign)),
    wavering: waveringOf(counted(), campaign.id),
    likely: likelyIn(people),
    unsent: unsentIn(counted().people),
    turnout: wasHeld(campaign, now) ? turnoutOf(campaign, people) : undefined,
    days: answersOverTime(campaign, people, now),
  }
}

/** Who may wait for the convener: what somebody wrote who is off the list since waits for a person like all else. */
const waiting = remembering((people: readonly Listed[], campaign: Campaign): readonly Person[] => [
  ...tally(campaign, people).people,
  ...people
    .filter(({ removedAt, forgottenAt }) => removedAt !== undefined && forgottenAt === undefined)
    .map(each => personOf(each, campaign.meeting?.sequence ?? 0))
    .filter(({ needsYou }) => needsYou !== undefined),
])

const likelyIn = remembering(
  (people: readonly Listed[]): number =>
    people.filter(each => each.removedAt === undefined && suggestedMatter(each.matters)).length,
)

/** Who to call: the first undecided person of each company that nobody comes from yet. */
const waveringOf = remembering(({ companies }: Tally, campaign: CampaignId): BoardView['wavering'] =>
  companies
    .flatMap(({ name, comes, people }) => {
      const person = people.find(({ state, invitation }) => state === 'tentative' && !invitation.invitee.publicPartner)
      if (comes !== undefined || !person) return []
      const { id, invitee } = person.invitation
      return [{ company: name, name: invitee.name, href: PATHS.person(campaign, id) }]
    })
    .slice(0, CALLED),
)
