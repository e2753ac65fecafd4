/** Called by EventBridge with what SES tells of a letter: sent, delivered, bounced, complained of, rejected, delayed. */

import * as z from 'zod'
import { type BounceReason, isDead } from '../../domain/keep/bounce.ts'
import { campaignIdFrom, invitationIdFrom } from '../../domain/keep/ids.ts'
import { parseInstant } from '../../domain/keep/time.ts'
import { markWave } from '../../functions/send/mark-wave.ts'
import { type Delivery, noteDelivery } from '../../functions/send/note-delivery.ts'
import { noteUnlisted } from '../../functions/send/note-unlisted.ts'
import { reasonOf } from '../../mail/inbound/bounce-reason.ts'
import { openDoor } from '../door.ts'
import { messageIdOfSes } from '../message-id.ts'
import { basics } from '../world.ts'

const instant = z.string().transform((text, ctx) => {
  const at = parseInstant(text)
  if (at !== undefined) return at
  ctx.addIssue({ code: 'custom', message: 'is not an instant' })
  return z.NEVER
})
const one = z.array(z.string()).min(1)

const mail = z.object({
  timestamp: instant,
  messageId: z.string().optional(),
  destination: z.array(z.string()).default([]),
  /** Those of a letter of ours; what else leaves through the configuration set has none. */
  tags: z.object({ attempt: one, campaign: one, invitation: one.optional() }).partial().default({}),
})
/** SES leaves out what it does not know, or says null. */
const said = z.string().nullish()
const recipient = z.object({ emailAddress: said, status: said, diagnosticCode: said })

const detail = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail }),
  z.object({ eventType: z.literal('Delivery'), mail, delivery: z.object({ timestamp: instant }) }),
  z.object({
    eventType: z.literal('Bounce'),
    mail,
    bounce: z.object({
      bounceType: said,
      bounceSubType: said,
      timestamp: instant,
      bouncedRecipients: z.array(recipient).nullish(),
    }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    mail,
    complaint: z.object({ timestamp: instant, complaintFeedbackType: said }),
  }),
  z.object({ eventType: z.literal('Reject'), mail, reject: z.object({ reason: said }) }),
  z.object({
    eventType: z.literal('DeliveryDelay'),
    mail,
    deliveryDelay: z.object({ delayType: said, timestamp: instant }),
  }),
])
const event = z.object({ source: z.literal('aws.ses'), region: z.string().optional(), detail })

type Detail = z.infer<typeof detail>

export const handler = openDoor('note-delivery', basics, async ({ world, count }, payload: unknown) => {
  const { detail, region } = event.parse(payload)
  const { messageId } = detail.mail
  const { attempt, campaign, invitation } = detail.mail.tags
  // A sign-in link is of no partnership.
  if (!attempt?.[0] || !campaign?.[0]) return { noted: 'of no partnership' }
  const news = {
    attempt: attempt[0],
    campaign: campaignIdFrom(campaign[0]),
    messageId: messageId && region && messageIdOfSes(messageId, region),
    ...newsOf(detail),
  }
  const [to = ''] = detail.mail.destination
  const noted = invitation?.[0]
    ? await noteDelivery(world, { ...news, invitation: invitationIdFrom(invitation[0]) }, markWave)
    : await noteUnlisted(world, { ...news, of: news.campaign, to })
  if (news.what === 'bounced') count('bounced')
  if (news.what === 'complained') count('complained')
  world.log.info('news of a letter', { campaign: news.campaign, attempt: attempt[0], what: news.what, noted })
  return { noted }
})

/** What the server said is shown beside the person, and never logged. */
function newsOf(detail: Detail): Pick<Delivery, 'what' | 'permanent' | 'bounce' | 'to' | 'detail' | 'at'> {
  switch (detail.eventType) {
    case 'Send':
      return { what: 'sent', detail: '', at: detail.mail.timestamp }
    case 'Delivery':
      return { what: 'delivered', detail: '', at: detail.delivery.timestamp }
    case 'Bounce': {
      const { bounceType, bounceSubType, bouncedRecipients, timestamp } = detail.bounce
      const [recipient] = bouncedRecipients ?? []
      const bounce = bounceOf({ type: bounceType ?? '', subtype: bounceSubType ?? '', ...recipient })
      const kind = [bounceType, bounceSubType, recipient?.status].filter(Boolean).join(' ')
      const words = (recipient?.diagnosticCode ?? '').replace(/^[a-z0-9-]+;\s*/i, '').slice(0, 300)
      const to = recipient?.emailAddress ?? undefined
      return { what: 'bounced', permanent: isDead(bounce), bounce, to, detail: words || kind, at: timestamp }
    }
    case 'Complaint':
      return {
        what: 'complained',
        detail: detail.complaint.complaintFeedbackType ?? '',
        at: detail.complaint.timestamp,
      }
    case 'Reject':
      return { what: 'rejected', detail: detail.reject.reason ?? '', at: detail.mail.timestamp }
    case 'DeliveryDelay':
      return { what: 'delayed', detail: detail.deliveryDelay.delayType ?? '', at: detail.deliveryDelay.timestamp }
  }
}

/** SES's own words for a bounce, where it knows more than the server said. `Permanent` alone says nothing of the address. */
const SUBTYPES: Readonly<Record<string, BounceReason>> = {
  NoEmail: 'no such address',
  MailboxFull: 'mailbox full',
  MessageTooLarge: 'too big',
  ContentRejected: 'their filter',
  AttachmentRejected: 'their filter',
}

type Said = z.infer<typeof said>

function bounceOf(of: { type: string; subtype: string; status?: Said; diagnosticCode?: Said }): BounceReason {
  // The account's own list or all accounts': nothing left.
  if (/suppress/i.test(of.subtype)) return 'suppression list'
  const told = reasonOf({ status: of.status ?? '', diagnosis: of.diagnosticCode ?? '' })
  const bounce = told === 'unclear' ? (SUBTYPES[of.subtype] ?? told) : told
  return isDead(bounce) && of.type === 'Transient' ? 'their server' : bounce
}
