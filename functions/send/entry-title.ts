/** What a meeting is called in calendars. */
import type { Campaign } from '../../domain/keep/campaign.ts'
import { kindOf, meetingTitle } from '../../domain/keep/kinds.ts'
import { isHeld } from '../../domain/send/hold.ts'

/** What a calendar shows: the partnership, what kind of meeting it is where that is not the launch, and that it is a hold. */
export function entryTitle(campaign: Campaign, partnership: string): string {
  const name = kindOf(campaign).signed ? partnership : `${partnership}: ${meetingTitle(campaign)}`
  return isHeld(campaign) ? `Hold: ${name}` : name
}
