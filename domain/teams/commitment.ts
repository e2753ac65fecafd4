/** What somebody said at the table that they would do, and by when: kept, moved in the open, or broken. */

import * as z from 'zod'
import { campaignId, commitmentId, teamId } from '../keep/ids.ts'
import { instant, listOf, personal, type Shaped, shape } from '../keep/shape.ts'
import type { Day, Instant } from '../keep/time.ts'

/** A new date for it, said before or after the old one had passed. */
const movedDate = shape(() =>
  z.object({ from: z.string(), to: z.string(), why: personal.words(), at: instant(), by: personal.name() }),
)

export const commitmentShape = shape(() =>
  z.object({
    id: commitmentId(),
    /** The meeting at which it was made. */
    campaign: campaignId(),
    /** The action team it belongs to. */
    team: teamId().optional(),
    what: personal.words(),
    owner: z.object({ name: personal.name(), email: personal.address(), company: personal.work() }),
    /** A `Day`. */
    due: z.string(),
    madeAt: instant(),
    state: z.enum(['open', 'kept', 'broken']),
    settledAt: instant().optional(),
    settledBy: personal.name().optional(),
    note: personal.words(),
    moved: listOf(movedDate()),
  }),
)
export type Commitment = Shaped<typeof commitmentShape>

/** Said to be done, or that it will not happen; said again otherwise, the newer word stands. */
export const settleCommitment = (
  commitment: Commitment,
  state: 'kept' | 'broken',
  note: string,
  at: Instant,
  by: string,
): Commitment | undefined =>
  commitment.state === state && commitment.note === note
    ? undefined
    : { ...commitment, state, note, settledAt: at, settledBy: by }

/** A promise that was moved more often than this is none. */
export const MOST_MOVES = 20

/** It gets a new date in the open, and is asked about again. */
export const move = (commitment: Commitment, to: Day, why: string, at: Instant, by: string): Commitment | undefined =>
  commitment.state === 'open' && commitment.due === to
    ? undefined
    : {
        ...commitment,
        state: 'open',
        due: to,
        settledAt: undefined,
        settledBy: undefined,
        moved:
          commitment.due === to ? commitment.moved : [...commitment.moved, { from: commitment.due, to, why, at, by }],
      }

/** Its day has passed and nobody has said how it went. */
export const isOverdue = ({ state, due }: Commitment, today: Day): boolean => state === 'open' && due < today

/** How a number of commitments stand, each counted once; `moved` are open with another date than was said at first. */
export function countCommitments(commitments: readonly Commitment[], today: Day) {
  const count = { open: 0, moved: 0, overdue: 0, kept: 0, broken: 0 }
  for (const each of commitments)
    if (each.state !== 'open') count[each.state]++
    else if (isOverdue(each, today)) count.overdue++
    else if (each.moved.length > 0) count.moved++
    else count.open++
  return count
}
