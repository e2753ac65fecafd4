/** What became of a wave as a whole; that a wave is due follows from the campaign's plan. */

import * as z from 'zod'
import { healthShape } from '../keep/harm.ts'
import { campaignId } from '../keep/ids.ts'
import { instant, type Shaped, shape } from '../keep/shape.ts'

/** Where a pass stopped near its time limit, so that the next one goes on from there. */
const handedOver = shape(() =>
  z.object({
    at: instant(),
    /** Key of the last invitation that was dealt with; undefined: none. */
    after: z.string().optional(),
    /** When the first pass began. */
    began: instant(),
    /** When letters that are not settled are due again, as far as the passes so far found any. */
    again: instant().optional(),
  }),
)
export type Continuation = Shaped<typeof handedOver>

/**
 * What the carrier waits for before it takes a letter: somebody has to act, nothing is wrong with the letter, and it goes on
 * by itself once that is done.
 */
const carrierWait = shape(() =>
  z.enum(['verification', 'return domain', 'pause', 'connection', 'permission', 'daily limit']),
)
export type CarrierWait = Shaped<typeof carrierWait>

export const waveStateShape = shape(() =>
  z.object({
    id: z.string(),
    campaign: campaignId(),
    /** `asks`: found more than a day late, the convener decides. */
    state: z.enum(['running', 'finished', 'asks', 'dropped']),
    /** The convener released it (or somebody was added late): from then on it is due at that instant. */
    releasedAt: instant().optional(),
    startedAt: instant().optional(),
    /** From when on its letters leave over an hour, little by little; undefined: as fast as they may. */
    spreadFrom: instant().optional(),
    finishedAt: instant().optional(),
    counts: z.record(z.string(), z.number()),
    handedOver: handedOver().optional(),
    /** When a pass last said that it works at it, and whose run that was; undefined: none does. */
    workedAt: instant().optional(),
    workedBy: z.string().optional(),
    /** Since when its carrier has put off every letter and taken none. */
    stuckSince: instant().optional(),
    /** What its carrier waits for, as it last said. */
    waitsFor: carrierWait().optional(),
    /** How it fared when it was last paused for its health. */
    alarmed: healthShape().optional(),
  }),
)
export type WaveState = Shaped<typeof waveStateShape>
