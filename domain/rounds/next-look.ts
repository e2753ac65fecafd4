/** When what nothing is open in is looked at again: whatever a crash left behind is found by then. */

import type { CampaignId, PartnershipId } from '../keep/ids.ts'
import { HOUR, type Instant, shift } from '../keep/time.ts'
import { fraction } from '../send/fraction.ts'

/**
 * When a campaign's next email is due, by `ahead`; within the hour in any case. Undefined where one is due already: it is not at rest.
 */
export function nextLook(id: CampaignId, now: Instant, ahead: readonly Instant[]): Instant | undefined {
  const next = [within(HOUR, id, now), ...ahead].sort()[0]
  return next === undefined || next <= now ? undefined : next
}

/** Plans of errands that nobody touched are made anew within two hours. */
export const nextPlan = (id: PartnershipId, now: Instant): Instant => within(2 * HOUR, id, now)

/** In the second half of that time, each at a moment of its own: a thousand are not all looked at in one round. */
const within = (longest: number, id: string, now: Instant): Instant =>
  shift(now, longest * (0.5 + 0.5 * fraction(`${id} ${now}`)))
