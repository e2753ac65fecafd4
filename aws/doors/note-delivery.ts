/** Called by EventBridge with what SES tells of a letter: sent, delivered, bounced, complained of, rejected, delayed. */

import * as z from 'zod'
import { type BounceReason, isDead } from '../../domain/keep/bounce.ts'
import { campaignIdFrom, invitationIdFrom } from '../../domain/keep/ids.ts'
import { type Instant, parseInstant } from '../../domain/keep/time.ts'
import { markWave } from '../../functions/send/mark-wave.ts'
import { type Delivery, noteDelivery } from '../../functions/send/note-delivery.ts'
import { noteUnlisted } from '../../functions/send/note-unlisted.ts'
import { reasonOf } from '../../mail/inbound/bounce-reason.ts'
import { openDoor } from '../door.ts'
import { messageIdOfSes } from '../message-id.ts'
import { basics } from '../world.ts'

/** One field that does not read costs itself alone: the rest of the news is true all the same. */
const instant = z
  .string()
  .transform(text => parseInstant(text))
  .optional()
  .catch(undefined)
/** SES leaves out what it does not know, or says null. */
const said = z.string().nullish().catch(undefined)
const one = z.array(z.string()).min(1).optional().catch(undefined)
const recipient = z.object({ emailAddress: said, status: said, diagnosticCode: said })

/** Of `each`, those that read. */
const those = <T>(each: z.ZodType<T>) =>
  z
    .array(z.unknown())
    .catch([])
    .transform(all => all.flatMap(one => each.safeParse(one).data ?? []))

const mail = z.object({
  timestamp: instant,
  messageId: said,
  destination: those(z.string()),
  /** Those of a letter of ours; what else leaves through the configuration set has none. */
  tags: z.object({ attempt: one, campaign: one, invitation: one }).catch({}),
})

/** What became of a letter, and what its kind of event is called. */
const detail = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail }),
  z.object({ eventType: z.literal('Delivery'), mail, delivery: z.object({ timestamp: instant }).catch({}) }),
  z.object({
    eventType: z.literal('Bounce'),
    mail,
    bounce: z
      .object({ bounceType: said, bounceSubType: said, timestamp: instant, bouncedRecipients: those(recipient) })
      .catch({ bouncedRecipients: [] }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    mail,
    complaint: z.object({ timestamp: instant, complaintFeedbackType: said }).catch({}),
  }),
  z.object({ eventType: z.literal('Reject'), mail, reject: z.object({ reason: said }).catch({}) }),
  z.object({
    eventType: z.literal('DeliveryDelay'),
    mail,
    deliveryDelay: z.object({ delayType: said, timestamp: instant }).catch({}),
  }),
])
/** What these do not find in an event fails: it is tried again, and then kept with the dead letters for a person. */
const event = z.object({ source: z.literal('aws.ses'), time: instant, region: said, detail })

type Detail = z.infer<typeof detail>

export const handler = openDoor('note-delivery', basics, async ({ world, count }, payload: unknown) => {
  const { detail, region, time } = event.parse(payload)
  const { messageId, timestamp } = detail.mail
  const { attempt, campaign, invitation } = detail.mail.tags
  // A sign-in link is of no partnership.
  if (!attempt?.[0] || !campaign?.[0]) return { noted: 'of no partnership' }
  const about = {
    attempt: attempt[0],
    campaign: campaignIdFrom(campaign[0]),
    messageId: messageId && region ? messageIdOfSes(messageId, region) : undefined,
  }
  const to = detail.mail.destination[0] ?? ''
  let noted: 'noted' | 'nothing' | 'unknown' = 'nothing'
  for (const told of newsOf(detail, time ?? timestamp ?? world.clock.now())) {
    const news = { ...about, ...told }
    const became = invitation?.[0]
      ? await noteDelivery(world, { ...news, invitation: invitationIdFrom(invitation[0]) }, markWave)
      : await noteUnlisted(world, { ...news, of: news.campaign, to })
    if (noted !== 'noted') noted = became
    if (news.what === 'bounced') count('bounced')
    if (news.what === 'complained') count('complained')
    world.log.info('news of a letter', { campaign: news.campaign, attempt: news.attempt, what: news.what, noted })
  }
  return { noted }
})

type News = Pick<Delivery, 'what' | 'permanent' | 'bounce' | 'to' | 'detail' | 'at'>

/** What the server said is shown beside the person, and never logged. A letter with a copy may come back from each reader. */
function newsOf(detail: Detail, otherwise: Instant): News[] {
  switch (detail.eventType) {
    case 'Send':
      return [{ what: 'sent', detail: '', at: detail.mail.timestamp ?? otherwise }]
    case 'Delivery':
      return [{ what: 'delivered', detail: '', at: detail.delivery.timestamp ?? otherwise }]
    case 'Bounce': {
      const { bounceType, bounceSubType, bouncedRecipients, timestamp } = detail.bounce
      return (bouncedRecipients.length > 0 ? bouncedRecipients : [{}]).map((recipient: Recipient) => {
        const bounce = bounceOf({ type: bounceType ?? '', subtype: bounceSubType ?? '', ...recipient })
        const kind = [bounceType, bounceSubType, recipient.status].filter(Boolean).join(' ')
        const words = (recipient.diagnosticCode ?? '').replace(/^[a-z0-9-]+;\s*/i, '').slice(0, 300)
        const to = recipient.emailAddress ?? undefined
        const at = timestamp ?? otherwise
        return { what: 'bounced', permanent: isDead(bounce), bounce, to, detail: words || kind, at }
      })
    }
    case 'Complaint': {
      const { complaintFeedbackType, timestamp } = detail.complaint
      return [{ what: 'complained', detail: complaintFeedbackType ?? '', at: timestamp ?? otherwise }]
    }
    case 'Reject':
      return [{ what: 'rejected', detail: detail.reject.reason ?? '', at: detail.mail.timestamp ?? otherwise }]
    case 'DeliveryDelay': {
      const { delayType, timestamp } = detail.deliveryDelay
      return [{ what: 'delayed', detail: delayType ?? '', at: timestamp ?? otherwise }]
    }
  }
}

type Recipient = Partial<z.infer<typeof recipient>>

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
