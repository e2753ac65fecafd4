/** Somebody of the support team proposes a business leader for the list; the convener says yes or not now. */
import type { Invitee } from '../keep/invitation.ts'
import type { Instant } from '../keep/time.ts'

export interface Proposal {
  /** Follows from the address: whoever is proposed twice is proposed once. */
  id: string
  invitee: Invitee
  /** Why they belong at the table, or who knows them. */
  why: string
  by: { name: string; email: string }
  at: Instant
  settled?: { at: Instant; by: string; how: 'on the list' | 'not now' } | undefined
}

/** So many names may wait for the convener, of one person and of all together. */
export const MOST_OF_ONE = 30
export const MOST_WAITING = 150

export const waiting = (proposals: readonly Proposal[]): Proposal[] => proposals.filter(({ settled }) => !settled)
