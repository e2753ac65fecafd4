/** What a carrier, or a report that came back by mail, says became of a letter: written to the one send it belongs to. */
import { type BounceReason, isDead } from '../../domain/keep/bounce.ts'
import { CONVOKE } from '../../domain/keep/history.ts'
import type { CampaignId, InvitationId } from '../../domain/keep/ids.ts'
import type { Invitation, Send, SendStatus, Suppression } from '../../domain/keep/invitation.ts'
import { raise } from '../../domain/keep/matter.ts'
import { canonicalAddress } from '../../domain/keep/partnership.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { shortId } from '../../mail/token.ts'
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
  /** The Message-ID its readers see, where the carrier replaces ours. */
  messageId?: string | undefined
  /** For `bounced`: why, where that is known. */
  bounce?: BounceReason | undefined
  /** For `bounced`: which of the letter's recipients, where that is known. */
  to?: string | undefined
  /** The carrier's words, for the convener. */
  detail: string
  at: Instant
}

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

const BECOMES = {
  sent: 'sent',
  delivered: 'delivered',
  bounced: 'bounced',
  complained: 'complained',
  rejected: 'failed',
} as const satisfies Record<Exclude<Delivery['what'], 'delayed'>, SendStatus>

/**
 * Takes news of a letter, in any order and any number of times. A dead address and a complaint suppress the person in
 * this campaign, and the address in all campaigns of the partnership. `watch` is what follows from bad news of a wave:
 * `watchWave`, or `markWave` where this process may do nothing about it.
 */
export async function noteDelivery<W extends Pick<World, 'store'>>(
  world: W,
  news: Delivery,
  watch: (world: W, campaign: CampaignId, wave: string) => Promise<unknown>,
): Promise<'noted' | 'unknown'> {
  let known = false
  /** The wave whose letter fared worse than was known. */
  let bad: string | undefined
  const reason = barring(news)
  if (news.to !== undefined && (await isAnothers(world, news, news.to))) return 'noted'
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

/**
 * Whether it came back from another address than the invitee's: the assistant's, who has a copy. A person looks, and
 * nothing is said against the invitee.
 */
async function isAnothers({ store }: Pick<World, 'store'>, news: Delivery, to: string): Promise<boolean> {
  const address = canonicalAddress(/<([^<>]+)>/.exec(to)?.[1] ?? to)
  let another = false
  await change(store, invitationRef(news.campaign, news.invitation), invitation => {
    const { email, assistant } = invitation.invitee
    another =
      assistant !== undefined && canonicalAddress(assistant.email) === address && canonicalAddress(email) !== address
    if (!another || !assistant) return undefined
    const matters = raise(invitation.matters, {
      id: shortId(JSON.stringify(['copy came back', news.attempt, address])),
      kind: 'came back',
      at: news.at,
      from: assistant,
      subject: '',
      text: news.detail,
      remark: { is: 'copy came back', address: assistant.email },
    })
    return matters === invitation.matters ? undefined : { ...invitation, matters }
  })
  return another
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
    const delayed = { ...send, why: 'delayed' as const, detail: news.detail }
    const known = send.why === delayed.why && send.detail === delayed.detail
    return RANK[send.status] > 2 || known ? undefined : withSend(invitation, wave, delayed)
  }
  const status = BECOMES[news.what]
  // It came back twice, and the second time for good.
  if (status === 'bounced' && send.status === 'bounced' && isDead(news.bounce) && !isDead(send.bounce))
    return withSend(invitation, wave, { ...send, bounce: news.bounce, detail: news.detail })
  if (RANK[status] <= RANK[send.status]) return undefined
  const { why: _, detail: __, ...before } = send
  const rest = { ...before, ...(news.messageId ? { messageId: news.messageId } : {}) }
  if (status === 'sent' || status === 'delivered') return withSend(invitation, wave, { ...rest, status })
  const { bounce } = news
  const told = withSend(invitation, wave, { ...rest, status, detail: news.detail, ...(bounce ? { bounce } : {}) })
  const event = { at: news.at, by: CONVOKE, event: 'fared badly', wave, how: status, detail: news.detail } as const
  return { ...told, history: [...told.history, event] }
}

const withSend = (invitation: Invitation, wave: string, send: Send): Invitation => ({
  ...invitation,
  sends: { ...invitation.sends, [wave]: send },
})
