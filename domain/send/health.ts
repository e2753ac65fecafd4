/**
 * Whether a wave does harm: letters that come back (RFC 3464) or are marked as spam (RFC 5965) cost the sender their good
 * name. A circuit breaker: past a threshold the campaign pauses until its convener has looked.
 */
import { isOurs } from '../keep/bounce.ts'
import type { Harm, Health } from '../keep/harm.ts'
import type { Send } from '../keep/invitation.ts'

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
        if (isOurs(send.bounce)) health.ours = (health.ours ?? 0) + 1
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
        ours: (health.ours ?? 0) - (alarmed.ours ?? 0),
      }
    : health

/** Why a wave should stop; undefined while all is well. */
export function alarmOf({ handed, bounced, complained, failed, ours = 0 }: Health): Harm | undefined {
  if (complained > handed * MOST_COMPLAINED) return 'spam'
  if (ours >= FEW && ours > handed * MOST_BOUNCED) return 'refused as ours'
  if (bounced >= FEW && bounced > handed * MOST_BOUNCED) return 'bounces'
  return failed >= FAILING && failed > handed ? 'failures' : undefined
}

/**
 * Whether letters that could not be sent are worth a look at everybody: so many, beside those that were, may be an alarm, or are
 * twice as many as at the last look. So a wave with some refused letters does not read its list again for each page of it.
 */
export const isWorthALook = ({ sent, unsent }: { sent: number; unsent: number }, before: number): boolean =>
  unsent > 0 &&
  (unsent >= 2 * before ||
    alarmOf({ handed: sent, bounced: unsent, complained: 0, failed: unsent, ours: unsent }) !== undefined)
