/** What a carrier, or a report that came back by mail, says became of a letter: written to the one send it belongs to. */
import type { CampaignId, InvitationId } from '../../domain/keep/ids.ts'
import type { Invitation, Send, SendStatus, Suppression } from '../../domain/keep/invitation.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { readContext } from '../keep/context.ts'
import { change, invitationRef } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'
import { outranks, suppress } from './suppress.ts'

export interface Delivery {
  campaign: CampaignId
  invitation: InvitationId
  /** Which letter; where only a report came back, undefined: the last one that may have arrived is meant. */
  attempt?: string | undefined
  what: 'sent' | 'delivered' | 'bounced' | 'complained' | 'rejected' | 'delayed'
  /** For `bounced`: the address is dead, not only unwell. */
  permanent?: boolean | undefined
  /** The carrier's words, for the convener. */
  detail: string
  at: Instant
}

/** What follows from bad news of a wave: `watchWave`, or `markWave` where this process may do nothing about it. */
export type Watch = (world: World, campaign: CampaignId, wave: string) => Promise<unknown>

/** How far along a send is; news never takes one back. */
const RANK: Record<SendStatus, number> = {
  due: 0,
  skipped: 0,
  claimed: 1,
  'in doubt': 1,
  sent: 2,
  delivered: 3,
  failed: 4,
  bounced: 4,
  complained: 5,
}

const BECOMES: Record<Exclude<Delivery['what'], 'delayed'>, SendStatus> = {
  sent: 'sent',
  delivered: 'delivered',
  bounced: 'bounced',
  complained: 'complained',
  rejected: 'failed',
}

/**
 * Takes news of a letter, in any order and any number of times. A dead address and a complaint suppress the person in
 * this campaign, and the address in all campaigns of the partnership.
 */
export async function noteDelivery(world: World, news: Delivery, watch: Watch): Promise<'noted' | 'unknown'> {
  let known = false
  /** The wave whose letter fared worse than was known. */
  let bad: string | undefined
  const reason = barring(news)
  const stands = await change(world.store, invitationRef(news.campaign, news.invitation), invitation => {
    const wave = letterOf(invitation, news.attempt)
    known = wave !== undefined
    const next = wave === undefined ? undefined : withNews(invitation, wave, news)
    bad = next && BAD.includes(news.what) ? wave : undefined
    if (!reason || (invitation.suppressed && !outranks({ reason }, invitation.suppressed))) return next
    known = true
    return { ...(next ?? invitation), suppressed: { email: invitation.invitee.email, reason, at: news.at } }
  })
  if (!stands || !known) return 'unknown'
  if (bad !== undefined) await watch(world, news.campaign, bad)
  const context = reason && (await readContext(world.store, news.campaign))
  if (reason && context) {
    const suppression: Suppression = { email: stands.invitee.email, reason, at: news.at }
    await suppress(world, context.partnership.id, suppression)
  }
  return 'noted'
}

const BAD: readonly Delivery['what'][] = ['bounced', 'complained', 'rejected']

export const barring = ({
  what,
  permanent,
}: Pick<Delivery, 'what' | 'permanent'>): Suppression['reason'] | undefined =>
  what === 'complained' ? 'complained' : what === 'bounced' && permanent ? 'bounced' : undefined

/** The wave whose letter is meant. An attempt that was given up for a newer one is news of nothing that stands. */
function letterOf(invitation: Invitation, attempt: string | undefined): string | undefined {
  const sends = Object.entries(invitation.sends)
  if (attempt !== undefined) return sends.find(([, send]) => send.attempt === attempt)?.[0]
  const left = sends.filter(([, { status }]) => RANK[status] >= 1).sort(([, a], [, b]) => (a.at < b.at ? 1 : -1))
  return left[0]?.[0]
}

function withNews(invitation: Invitation, wave: string, news: Delivery): Invitation | undefined {
  const send = invitation.sends[wave]
  if (!send) return undefined
  if (news.what === 'delayed') {
    const reason = `delayed: ${news.detail}`
    return RANK[send.status] > 2 || send.reason === reason ? undefined : withSend(invitation, wave, { ...send, reason })
  }
  const status = BECOMES[news.what]
  if (RANK[status] <= RANK[send.status]) return undefined
  const { reason: _, ...rest } = send
  const told = withSend(invitation, wave, { ...rest, status, ...(RANK[status] > 3 ? { reason: news.detail } : {}) })
  if (RANK[status] < 4) return told
  const what = `${wave} ${status === 'failed' ? 'was refused' : status}${news.detail ? `: ${news.detail}` : ''}`
  return { ...told, history: [...told.history, { at: news.at, by: 'Convoke', what }] }
}

const withSend = (invitation: Invitation, wave: string, send: Send): Invitation => ({
  ...invitation,
  sends: { ...invitation.sends, [wave]: send },
})
