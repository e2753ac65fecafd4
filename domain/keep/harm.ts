/** How a wave fares, and the harm it may do: letters that come back or are marked as spam cost the sender their good name. */
import * as z from 'zod'
import { personal, type Shaped, shape } from './shape.ts'

export const healthShape = shape(() =>
  z.object({
    /** Letters that a carrier took. */
    handed: z.number(),
    bounced: z.number(),
    complained: z.number(),
    /** Of those that came back: because of us, not of whom they were for. */
    ours: z.number().optional(),
    /** Refused for other reasons than the address, or of unknown fate. */
    failed: z.number(),
  }),
)
export type Health = Shaped<typeof healthShape>

/** Why a wave should stop: too many marked it as spam, or came back, or could not be submitted, or are refused because they are ours. */
const harm = shape(() => z.enum(['spam', 'bounces', 'failures', 'refused as ours']))
export type Harm = Shaped<typeof harm>

/** What paused a campaign: the harm of one of its waves, or what was written down as a sentence before that was a value. */
export const pauseReasonShape = shape(() =>
  z.union([z.object({ wave: z.string(), harm: harm(), health: healthShape() }), z.object({ told: personal.words() })]),
)
export type PauseReason = Shaped<typeof pauseReasonShape>
