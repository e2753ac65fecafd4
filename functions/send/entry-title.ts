/** What a meeting is called in calendars. */
import type { Campaign } from '../../domain/keep/campaign.ts'
import { meetingHeading } from '../../domain/keep/kinds.ts'
import { isHeld } from '../../domain/send/hold.ts'

/**
 * What a calendar shows: that it is a hold, what kind of meeting it is, and whose. "Launch meeting: Front Range
 * Manufacturing Partnership", for a program says beside it who invites.
 */
export function entryTitle(campaign: Campaign, partnership: string): string {
  const name = `${meetingHeading(campaign)}: ${partnership}`
  return isHeld(campaign) ? `Hold: ${name}` : name
}
