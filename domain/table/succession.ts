/** Who handed what to whom; kept for good, and both are written to. It is noted before the role changes. */
import * as z from 'zod'
import { addresseeShape } from '../keep/matter.ts'
import { instant, personal, type Shaped, shape } from '../keep/shape.ts'

export const successionShape = shape(() =>
  z.object({
    id: z.string(),
    role: z.enum(['convener', 'champion']),
    from: addresseeShape(),
    to: addresseeShape(),
    at: instant(),
    by: personal.name(),
    /** What passed on, in words. */
    passed: z.array(personal.words()),
  }),
)
export type Succession = Shaped<typeof successionShape>
