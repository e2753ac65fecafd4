/**
 * A hold: a time that is kept and not yet certain. The invitation of the same meeting makes it certain under the same
 * UID, and STATUS is one of the facts whose change has to raise SEQUENCE (RFC 5546 section 2.1.4), so that every
 * calendar takes the later one. A meeting's own SEQUENCE counts what people must answer anew; a hold that becomes
 * certain asks nobody again. Where there are holds an entry therefore counts both: twice the meeting's, and one more
 * once it is certain.
 */
import type { Campaign } from '../keep/campaign.ts'
import { beginsWithHold, kindOf } from '../keep/kinds.ts'
import { hasInvited } from './plan.ts'

type Held = Pick<Campaign, 'meeting' | 'left'>

/** Whether the time is only held: until the invitation leaves, where one follows. */
export const isHeld = (campaign: Held): boolean => beginsWithHold(kindOf(campaign)) && !hasInvited(campaign)

/** The SEQUENCE of the calendar entry as it stands; `raised` is how far one invitation's stands above all others. */
export function entrySequence(campaign: Held, raised = 0): number {
  const own = campaign.meeting?.sequence ?? 0
  return raised + (beginsWithHold(kindOf(campaign)) ? 2 * own + (isHeld(campaign) ? 0 : 1) : own)
}

/** The meeting's own SEQUENCE that a calendar answers by an entry's. */
export function sequenceAnswered(campaign: Pick<Campaign, 'meeting'>, entry: number, raised = 0): number {
  const shared = Math.max(0, entry - raised)
  return beginsWithHold(kindOf(campaign)) ? Math.floor(shared / 2) : shared
}
