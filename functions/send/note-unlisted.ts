/** What became of a letter to somebody outside any list: a request to sign, an errand, a notice. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import { CONVOKE } from '../../domain/keep/history.ts'
import { campaignIdFrom, partnershipIdFrom } from '../../domain/keep/ids.ts'
import type { Suppression } from '../../domain/keep/invitation.ts'
import { campaignRef, change, partnershipRef, read } from '../keep/documents.ts'
import type { Keeps } from '../keep/ports.ts'
import { barring, type Delivery } from './note-delivery.ts'
import { suppress } from './suppress.ts'

export interface UnlistedNews extends Pick<Delivery, 'what' | 'permanent' | 'at'> {
  /** The campaign the letter was about, or the partnership. */
  of: string
  attempt: string
  /** Where it went. */
  to: string
}

/**
 * A dead address and a complaint keep further letters of the partnership from that address, but for those that whoever
 * runs it needs. A request to sign that came back stands with its champion. Safe to repeat, in any order.
 */
export async function noteUnlisted(world: Keeps, news: UnlistedNews): Promise<'noted' | 'nothing' | 'unknown'> {
  const reason = barring(news)
  if (!reason) return 'nothing'
  const campaign = (await read(world.store, campaignRef(campaignIdFrom(news.of))))?.value
  const partnership =
    campaign?.partnership ?? (await read(world.store, partnershipRef(partnershipIdFrom(news.of))))?.value.id
  if (partnership === undefined) return 'unknown'
  if (campaign && reason === 'bounced')
    await change(world.store, campaignRef(campaign.id), stands => withReturned(stands, news))
  const suppression: Suppression = { email: news.to, reason, at: news.at }
  await suppress(world, partnership, suppression)
  return 'noted'
}

function withReturned(campaign: Campaign, { attempt, at }: UnlistedNews): Campaign | undefined {
  const asked = Object.entries(campaign.requests).find(([, request]) => request.attempt === attempt)
  if (!asked || asked[1].status === 'bounced') return undefined
  const [key, request] = asked
  return {
    ...campaign,
    requests: { ...campaign.requests, [key]: { ...request, status: 'bounced' } },
    history: [...campaign.history, { at, by: CONVOKE, event: 'request to sign came back' }],
  }
}
