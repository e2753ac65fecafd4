/** What stands of what an invitee said: idempotent, and the same in whatever order answers arrive. */
import type { Answer, Invitation } from '../keep/invitation.ts'
import type { Instant } from '../keep/time.ts'

/** The answer that stands, and whether it was given to a time or place that has changed since. */
export type Standing = Answer & { toOldTime: boolean }

/** So many answers of one invitation are kept; nobody changes their mind more often in earnest. */
const KEPT = 60

const later = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0)
const received = ({ receivedAt, at }: Answer): Instant => receivedAt ?? at

/**
 * Later SEQUENCE first (RFC 5546 section 2.1.5), then the later instant, then the later arrival, then the id, so that
 * the order is total.
 */
const precedence = (a: Answer, b: Answer): number =>
  b.sequence - a.sequence || later(a.at, b.at) || later(received(a), received(b)) || later(a.id, b.id)

/** The invitation with `incoming` taken in. The same answer twice is one; an older one is kept and does not stand. */
export function answer(invitation: Invitation, incoming: Answer): Invitation {
  if (invitation.answers.some(({ id }) => id === incoming.id)) return invitation
  return { ...invitation, answers: [...invitation.answers, incoming].sort(precedence).slice(0, KEPT) }
}

/** The RSVP as it stands for a meeting whose SEQUENCE is now `sequence`. */
export function standing(invitation: Invitation, sequence: number): Standing | undefined {
  const last = [...invitation.answers].sort(precedence)[0]
  return last && { ...last, toOldTime: last.sequence < sequence && last.answer !== 'declined' }
}

/** Where a reader stands, as far as a letter about the meeting must know. `again`: what they said was for the old time. */
export type Stand = 'silent' | 'again' | 'declined' | 'answered'

export function standOf(invitation: Invitation, sequence: number): Stand {
  const stands = standing(invitation, sequence)
  if (!stands) return 'silent'
  if (stands.toOldTime) return 'again'
  return stands.answer === 'declined' ? 'declined' : 'answered'
}
