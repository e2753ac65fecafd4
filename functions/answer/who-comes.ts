/** Which companies have said that they will be there, for guests to see where the convener allows it. */
import { guestsOf } from '../../domain/day/attendance.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import type { Invitation } from '../../domain/keep/invitation.ts'
import type { Reads } from '../keep/ports.ts'
import { wholeList } from '../list/whole/whole-list.ts'

/** Businesses by name, each once, without the reader's own; nobody's name, and none of public partners. */
export async function companiesComing(world: Reads, campaign: Campaign, reader: Invitation): Promise<string[]> {
  const guests = guestsOf(campaign, (await wholeList(world.store, campaign.id)).people)
  const own = guests.find(({ invitation }) => invitation === reader.id)?.company.key
  const names = new Map<string, string>()
  // Who gave no company counts by their address, which is nobody's to see.
  for (const { said, publicPartner, company } of guests)
    if (said === 'yes' && !publicPartner && !company.key.includes('@') && company.key !== own)
      names.set(company.key, company.name)
  return [...names.values()].sort((a, b) => a.localeCompare(b, 'en'))
}
