/**
 * Takes in what an invitee said: idempotent and commutative, so the same in whatever order answers arrive and however
 * often (a convergent set, of which the last writer wins: RFC 5546 section 2.1.5 orders by SEQUENCE, then DTSTAMP).
 */
import type { Answer, Invitation } from '../keep/invitation.ts'
import { precedence } from '../keep/standing.ts'

/** So many answers of one invitation are kept; nobody changes their mind more often in earnest. */
const KEPT = 60

/** The invitation with `incoming` taken in. The same answer twice is one; an older one is kept and does not stand. */
export function answer(invitation: Invitation, incoming: Answer): Invitation {
  if (invitation.answers.some(({ id }) => id === incoming.id)) return invitation
  return { ...invitation, answers: [...invitation.answers, incoming].sort(precedence).slice(0, KEPT) }
}
