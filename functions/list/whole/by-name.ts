/** People by their names, as one reads them. */
import { byId, type Person, peopleOn } from '../../../domain/answer/board.ts'
import { listing } from '../../../domain/answer/folds.ts'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import type { Listed } from '../../../domain/keep/listed.ts'
import { inTurns, type Turns } from './in-turns.ts'

const { compare } = new Intl.Collator('en')

/** Of those alike in name the order is that of their ids. */
export const byName = (a: Person, b: Person): number =>
  compare(a.invitation.invitee.name, b.invitation.invitee.name) || byId(a, b)

const names = listing((each: Listed, sequence: number): readonly Person[] => peopleOn([each], sequence), byName)

/** Those of a list who are on its board, by name. */
export async function namesIn(
  { clock }: { clock: Turns },
  { meeting }: Campaign,
  people: readonly Listed[],
): Promise<readonly Person[]> {
  await inTurns(clock, ...names.turns(people, meeting?.sequence ?? 0))
  return names(people, meeting?.sequence ?? 0)
}
