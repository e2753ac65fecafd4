/** The last letter that Convoke wrote to itself, and what the receiving side said of it. */
import * as z from 'zod'
import { instant, type Shaped, shape } from '../keep/shape.ts'

/** `none`: nobody looked, or there was nothing to look at. */
const authResult = shape(() => z.enum(['pass', 'fail', 'none']))
export type AuthResult = Shaped<typeof authResult>

/** Who looked at a message, a server's name where it gives one, and what SPF, DKIM and DMARC came to. */
const authResults = shape(() =>
  z.object({ server: z.string(), spf: authResult(), dkim: authResult(), dmarc: authResult() }),
)
export type AuthResults = Shaped<typeof authResults>

export const probeShape = shape(() =>
  z.object({
    id: z.string(),
    at: instant(),
    /** What its carrier said, and in which words. */
    left: z.enum(['leaves', 'sent', 'refused', 'later', 'in doubt']),
    detail: z.string(),
    /** `looked` is missing where nobody looked at it on its way. */
    back: z.object({ at: instant(), looked: authResults().optional() }).optional(),
  }),
)
export type Probe = Shaped<typeof probeShape>
