/** People by their names, as one reads them. */
import type { Person } from '../../../domain/answer/board.ts'
import { remembering } from '../../../domain/answer/remembering.ts'
import { sortedInTurns, type Turns } from './in-turns.ts'

const { compare } = new Intl.Collator('en')

export const byName = remembering((people: readonly Person[], clock: Turns) =>
  sortedInTurns(clock, people, (a, b) => compare(a.invitation.invitee.name, b.invitation.invitee.name)),
)
