/** What somebody said at the table that they would do, and by when: kept, moved in the open, or broken. */
import type { Day, Instant } from './time.ts'

export interface Owner {
  name: string
  email: string
  company: string
}

/** A new date for it, said before or after the old one had passed. */
export interface Moved {
  from: Day
  to: Day
  why: string
  at: Instant
  by: string
}

export interface Commitment {
  id: string
  /** The meeting at which it was made. */
  campaign: string
  /** The action team it belongs to. */
  team?: string | undefined
  what: string
  owner: Owner
  due: Day
  madeAt: Instant
  state: 'open' | 'kept' | 'broken'
  settledAt?: Instant | undefined
  settledBy?: string | undefined
  note: string
  moved: readonly Moved[]
}
