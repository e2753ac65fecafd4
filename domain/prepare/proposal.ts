/** Somebody of the support team proposes a business leader for the list; the convener says yes or not now. */
import * as z from 'zod'
import { inviteeShape } from '../keep/invitation.ts'
import { addresseeShape } from '../keep/matter.ts'
import { instant, personal, type Shaped, shape } from '../keep/shape.ts'

export const proposalShape = shape(() =>
  z.object({
    /** Follows from the address: whoever is proposed twice is proposed once. */
    id: z.string(),
    invitee: inviteeShape(),
    /** Why they belong at the table, or who knows them. */
    why: personal.words(),
    by: addresseeShape(),
    at: instant(),
    settled: z.object({ at: instant(), by: personal.name(), how: z.enum(['on the list', 'not now']) }).optional(),
  }),
)
export type Proposal = Shaped<typeof proposalShape>

/** So many names may wait for the convener, of one person and of all together. */
export const MOST_OF_ONE = 30
export const MOST_WAITING = 150

export const waiting = (proposals: readonly Proposal[]): Proposal[] => proposals.filter(({ settled }) => !settled)
