/** What stands of what an invitee said, the same in whatever order answers arrived. */
import { type Answer, type Invitation, toldOf } from './invitation.ts'
import type { Instant } from './time.ts'

/** The answer that stands, and whether it was given to a time or place that has changed since. */
export type StandingAnswer = Answer & { toOldTime: boolean }

const later = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0)
const received = ({ receivedAt, at }: Answer): Instant => receivedAt ?? at

/**
 * Later SEQUENCE first (RFC 5546 section 2.1.5), then the later instant, then the later arrival, then the id, so that
 * the order is total.
 */
export const precedence = (a: Answer, b: Answer): number =>
  b.sequence - a.sequence || later(a.at, b.at) || later(received(a), received(b)) || later(a.id, b.id)

/**
 * The RSVP as it stands for a meeting whose SEQUENCE is now `sequence`. Whoever was told that the meeting goes on without
 * them, and is invited again, is asked anew: what they had said before stands no more.
 */
export function standing(
  invitation: Pick<Invitation, 'answers' | 'raised' | 'invitedAgainAt'>,
  sequence: number,
): StandingAnswer | undefined {
  const { answers, raised, invitedAgainAt } = invitation
  const since = raised === undefined ? undefined : invitedAgainAt
  const last = answers.filter(each => since === undefined || received(each) >= since).sort(precedence)[0]
  return last && { ...last, toOldTime: last.sequence < sequence && last.answer !== 'declined' }
}

/** Where a reader stands, as far as a letter about the meeting must know. `again`: what they said was for the old time. */
export type RsvpState = 'silent' | 'again' | 'declined' | 'answered'

export function rsvpStateOf(invitation: Invitation, sequence: number): RsvpState {
  const stands = standing(invitation, sequence)
  if (!stands) return 'silent'
  if (stands.toOldTime) return 'again'
  return stands.answer === 'declined' ? 'declined' : 'answered'
}

/**
 * The SEQUENCE that words of an instant answer: as letters had told their writer by then, or as the page had shown it where
 * they answered before. Undefined: they had neither.
 */
export function answeredBy(invitation: Invitation, at: Instant): number | undefined {
  const shown = invitation.answers.filter(each => each.at <= at).map(({ sequence }) => sequence)
  const known = [toldOf(invitation, at) ?? [], shown].flat()
  return known.length === 0 ? undefined : Math.max(...known)
}
