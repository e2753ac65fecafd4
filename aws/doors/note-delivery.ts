/** Called by EventBridge with what SES tells of a letter: sent, delivered, bounced, complained of, rejected, delayed. */

import * as z from 'zod'
import { campaignIdFrom, invitationIdFrom } from '../../domain/keep/ids.ts'
import { parseInstant } from '../../domain/keep/time.ts'
import { markWave } from '../../functions/send/mark-wave.ts'
import { type Delivery, noteDelivery } from '../../functions/send/note-delivery.ts'
import { noteUnlisted } from '../../functions/send/note-unlisted.ts'
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
const recipient = z.object({ status: z.string().optional(), diagnosticCode: z.string().optional() })

const detail = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail }),
  z.object({ eventType: z.literal('Delivery'), mail, delivery: z.object({ timestamp: instant }) }),
  z.object({
    eventType: z.literal('Bounce'),
    mail,
    bounce: z.object({
      bounceType: z.string(),
      bounceSubType: z.string(),
      timestamp: instant,
      bouncedRecipients: z.array(recipient).default([]),
    }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    mail,
    complaint: z.object({ timestamp: instant, complaintFeedbackType: z.string().optional() }),
  }),
  z.object({ eventType: z.literal('Reject'), mail, reject: z.object({ reason: z.string() }) }),
  z.object({
    eventType: z.literal('DeliveryDelay'),
    mail,
    deliveryDelay: z.object({ delayType: z.string(), timestamp: instant }),
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

/** Bounce types and status codes say enough; diagnostic texts quote addresses. */
function newsOf(detail: Detail): Pick<Delivery, 'what' | 'permanent' | 'detail' | 'at'> {
  switch (detail.eventType) {
    case 'Send':
      return { what: 'sent', detail: '', at: detail.mail.timestamp }
    case 'Delivery':
      return { what: 'delivered', detail: '', at: detail.delivery.timestamp }
    case 'Bounce': {
      const { bounceType, bounceSubType, bouncedRecipients, timestamp } = detail.bounce
      const status = bouncedRecipients.map(each => each.status).find(Boolean)
      const words = [bounceType, bounceSubType, status].filter(Boolean).join(' ')
      return { what: 'bounced', permanent: bounceType === 'Permanent', detail: words, at: timestamp }
    }
    case 'Complaint':
      return {
        what: 'complained',
        detail: detail.complaint.complaintFeedbackType ?? '',
        at: detail.complaint.timestamp,
      }
    case 'Reject':
      return { what: 'rejected', detail: detail.reject.reason, at: detail.mail.timestamp }
    case 'DeliveryDelay':
      return { what: 'delayed', detail: detail.deliveryDelay.delayType, at: detail.deliveryDelay.timestamp }
  }
}
