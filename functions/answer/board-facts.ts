/** What a board says of everybody on a list, counted once for as long as nothing changes on it. */
import { type Tally, tally, tallyTurns } from '../../domain/answer/board.ts'
import { counting } from '../../domain/answer/folds.ts'
import { answersOverTime, overTimeTurns } from '../../domain/answer/over-time.ts'
import { remembering } from '../../domain/answer/remembering.ts'
import { type Turnout, turnoutOf, turnoutTurns } from '../../domain/answer/turnout.ts'
import { type Campaign, wasHeld } from '../../domain/keep/campaign.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import type { Listed } from '../../domain/keep/listed.ts'
import { suggestedMatter } from '../../domain/keep/matter.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import type { BoardView, Need } from '../../pages/answer/board.tsx'
import type { Timed } from '../keep/ports.ts'
import { inTurns } from '../list/whole/in-turns.ts'
import { lettersOf } from '../send/shown-waves.ts'
import { needing, needsOf, unsent, unsentIn } from './needs.ts'

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
  const sequence = campaign.meeting?.sequence ?? 0
  const held = wasHeld(campaign, now)
  await inTurns(
    clock,
    ...tallyTurns(campaign, people),
    ...needing.turns(people, sequence),
    ...unsent.turns(people),
    ...overTimeTurns(campaign, people),
    ...likely.turns(people),
    ...lettersOf.turns(people),
    ...(held ? turnoutTurns(campaign, people) : []),
  )
  const counted = tally(campaign, people)
  return {
    counted,
    needs: needsOf(campaign, people),
    wavering: waveringOf(counted, campaign.id),
    likely: likely(people).get('likely') ?? 0,
    unsent: unsentIn(people),
    turnout: held ? turnoutOf(campaign, people) : undefined,
    days: answersOverTime(campaign, people, now),
  }
}

const likely = counting((each: Listed, count) => {
  if (each.removedAt === undefined && suggestedMatter(each.matters)) count('likely')
})

/** Who to call: the first undecided person of each company that nobody comes from yet. */
const waveringOf = remembering(({ companies }: Tally, campaign: CampaignId): BoardView['wavering'] => {
  const found: BoardView['wavering'][number][] = []
  for (const { name, comes, people } of companies) {
    if (found.length === CALLED) break
    const person = people.find(({ state, invitation }) => state === 'tentative' && !invitation.invitee.publicPartner)
    if (comes !== undefined || !person) continue
    const { id, invitee } = person.invitation
    found.push({ company: name, name: invitee.name, href: PATHS.person(campaign, id) })
  }
  return found
})
