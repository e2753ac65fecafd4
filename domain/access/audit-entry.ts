/** What an entry of the audit log looks like. */
import * as z from 'zod'
import { roleShape } from '../keep/partnership.ts'
import { instant, listOf, personal, type Shaped, shape } from '../keep/shape.ts'

/** `asked`: written before it was done; where that still stands, nobody knows whether it was. `failed`: it may be done in part. */
const OUTCOMES = ['asked', 'done', 'refused', 'failed'] as const

const place = shape(() => z.object({ id: z.string(), name: z.string() }))

const rightChange = shape(() =>
  z.object({ email: personal.address(), was: roleShape().optional(), now: roleShape().optional() }),
)
export type RightChange = Shaped<typeof rightChange>

export const auditShape = shape(() =>
  z.object({
    at: instant(),
    /** Missing: Convoke itself, or a command of whoever runs the machine. */
    by: personal.address().optional(),
    // A later version may know more of them.
    deed: z.string(),
    kind: z.string(),
    outcome: z.enum(OUTCOMES),
    /** What the page was answered with, where that was no. */
    status: z.number().int().optional(),
    /** By what somebody showed who they are. */
    how: z.string().optional(),
    partnership: place().optional(),
    /** A meeting, by its title. */
    campaign: place().optional(),
    /** Which email, by its id. */
    wave: z.string().optional(),
    count: z.number().int().optional(),
    /** Of the receipt of an erasure, which does not say who it was. */
    reference: z.string().optional(),
    /** Whose sessions were ended. */
    whose: personal.address().optional(),
    rights: listOf(rightChange()).optional(),
  }),
)
export type AuditEntry = Shaped<typeof auditShape>
