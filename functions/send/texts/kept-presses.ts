/**
 * Presses of thank-yous. They leave one by one, as people answer, and all who say the same get the same but for what is
 * theirs: each is set with the first, and kept for as long as nothing changes that it says.
 */
import type { Campaign } from '../../../domain/keep/campaign.ts'
import type { CampaignId } from '../../../domain/keep/ids.ts'
import type { Partnership } from '../../../domain/keep/partnership.ts'
import type { Press } from '../../../mail/press.ts'
import type { Context } from '../../keep/context.ts'

/** Campaigns whose people answer at one time; a press has the pictures of its letter in it. */
const CAMPAIGNS = 20

interface Kept {
  campaign: Campaign
  partnership: Partnership
  /** Both in words. */
  said: string
  presses: Map<string, Promise<Press>>
}

const kept = new Map<CampaignId, Kept>()

/** The press that `set` makes for `key`, or made before of the same campaign and partnership. `key` says all else it depends on. */
export function keptPress(context: Context, key: readonly unknown[], set: () => Promise<Press>): Promise<Press> {
  const { presses } = keptOf(context)
  const named = JSON.stringify(key)
  const known = presses.get(named)
  if (known) return known
  const made = set()
  presses.set(named, made)
  made.catch(() => presses.delete(named))
  return made
}

function keptOf({ campaign, partnership }: Context): Kept {
  const before = kept.get(campaign.id)
  // What a store remembers is frozen, and the same as it was.
  const isFrozen = Object.isFrozen(campaign) && Object.isFrozen(partnership)
  if (isFrozen && before?.campaign === campaign && before.partnership === partnership) return before
  const said = JSON.stringify([campaign, partnership])
  const presses = before?.said === said ? before.presses : new Map<string, Promise<Press>>()
  const now = { campaign, partnership, said, presses }
  // Last in the order in which they were set is the one that was asked for last.
  kept.delete(campaign.id)
  kept.set(campaign.id, now)
  for (const id of kept.keys()) {
    if (kept.size <= CAMPAIGNS) break
    kept.delete(id)
  }
  return now
}
