/**
 * Whether a wave does harm: letters that come back (RFC 3464) or are marked as spam (RFC 5965) cost the sender their good
 * name. A circuit breaker: past a threshold the campaign pauses until its convener has looked.
 */
import * as z from 'zod'
import type { Send } from '../keep/invitation.ts'
import { type Shaped, shape } from '../keep/shape.ts'

export const healthShape = shape(() =>
  z.object({
    /** Letters that a carrier took. */
    handed: z.number(),
    bounced: z.number(),
    complained: z.number(),
    /** Refused for other reasons than the address, or of unknown fate. */
    failed: z.number(),
  }),
)
export type Health = Shaped<typeof healthShape>

/** Carriers begin to worry here; above twice this they stop taking letters. */
const MOST_BOUNCED = 0.05
const MOST_COMPLAINED = 0.001
/** Of a handful of letters one or two come back without anything being wrong. */
const FEW = 3
/** So many letters that could not be sent, and more than were, mean that something is wrong with the way out. */
const FAILING = 10

/** How one wave fares, from the sends of everybody it is for. */
export function healthOf(sends: Iterable<Send | undefined>): Health {
  const health: Health = { handed: 0, bounced: 0, complained: 0, failed: 0 }
  for (const send of sends) {
    switch (send?.status) {
      case 'sent':
      case 'delivered':
        health.handed++
        break
      case 'bounced':
        health.handed++
        health.bounced++
        break
      case 'complained':
        health.handed++
        health.complained++
        break
      case 'failed':
      case 'in doubt':
        health.failed++
        break
    }
  }
  return health
}

/** How it fared since an alarm: a convener who resumes has heard the news so far, and is stopped only by more of it. */
export const healthSince = (health: Health, alarmed: Health | undefined): Health =>
  alarmed
    ? {
        handed: health.handed - alarmed.handed,
        bounced: health.bounced - alarmed.bounced,
        complained: health.complained - alarmed.complained,
        failed: health.failed - alarmed.failed,
      }
    : health

const percent = (part: number, whole: number): string =>
  `${((100 * part) / whole).toFixed(part * 100 < whole ? 1 : 0)} %`

/** Why a wave should stop, in words for the convener; undefined while all is well. */
export function alarmOf({ handed, bounced, complained, failed }: Health): string | undefined {
  if (complained > handed * MOST_COMPLAINED)
    return `${complained === 1 ? 'One person' : `${complained} people`} of ${handed} marked the letter as spam (${percent(complained, handed)}). More of that, and mail programs stop showing your letters. Look at who is on the list and whether the letter says plainly why they get it.`
  if (bounced >= FEW && bounced > handed * MOST_BOUNCED)
    return `${bounced} of ${handed} letters came back (${percent(bounced, handed)}). Many of the addresses seem to be out of date. Correct them before more letters leave.`
  if (failed >= FAILING && failed > handed)
    return `${failed} letters could not be handed over. Something is wrong with the way out: ask whoever runs this Convoke.`
  return undefined
}
