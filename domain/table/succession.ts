/** Who handed what to whom; kept for good, and both are written to. It is noted before the role changes. */
import * as z from 'zod'
import { addresseeShape } from '../keep/matter.ts'
import { instant, personal, type Shaped, shape } from '../keep/shape.ts'

/** Somebody as they stood in the partnership: a champion of a company, or one of the team. */
const party = shape(() =>
  addresseeShape().extend({
    id: z.string().optional(),
    title: personal.work().optional(),
    company: personal.work().optional(),
    organization: personal.work().optional(),
    role: z.string().optional(),
  }),
)

export const successionShape = shape(() =>
  z.object({
    id: z.string(),
    role: z.enum(['convener', 'champion']),
    from: party(),
    to: party(),
    at: instant(),
    by: personal.name(),
    /** What passed on, in words. */
    passed: z.array(personal.words()),
  }),
)
export type Succession = Shaped<typeof successionShape>
