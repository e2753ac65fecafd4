/** Called by the SES receipt rule after it has put the mail into the bucket. The event has the envelope and the verdicts. */
import * as z from 'zod'
import { parseInstant } from '../../domain/keep/time.ts'
import { type Arrived, LEFT_TO_THE_SWEEP } from '../../functions/answer/reply-case.ts'
import { takeReply } from '../../functions/answer/take-reply.ts'
import { openDoor } from '../door.ts'
import { createMailbox } from '../mailbox.ts'
import { basics, incoming, withSecret } from '../world.ts'

/** A check that was not made, or could not be, says nothing. */
const verdict = z
  .object({ status: z.string() })
  .optional()
  .transform(found => {
    const word = found?.status.toLowerCase()
    return word === 'pass' || word === 'fail' || word === 'gray' ? word : 'none'
  })

const record = z.object({
  eventSource: z.literal('aws:ses'),
  ses: z.object({
    mail: z.object({ messageId: z.string().regex(/^[A-Za-z0-9_-]+$/), source: z.string().optional() }),
    receipt: z.object({
      timestamp: z.string(),
      recipients: z.array(z.string()),
      spamVerdict: verdict,
      virusVerdict: verdict,
      spfVerdict: verdict,
      dkimVerdict: verdict,
      dmarcVerdict: verdict,
    }),
  }),
})
const event = z.object({ Records: z.array(record).min(1) })

export const handler = openDoor(
  'take-reply',
  async given => ({
    ...basics(given),
    ...incoming(given, createMailbox),
    settings: await withSecret(given, { replyDomain: given.told.replyDomain, from: given.told.from }),
  }),
  async ({ world, count }, payload: unknown) => {
    const taken: string[] = []
    for (const { ses } of event.parse(payload).Records) {
      const { mail, receipt } = ses
      const { source } = mail
      const arrived: Arrived = {
        mail: mail.messageId,
        // A bounce has the null sender.
        from: source === '<>' ? '' : source,
        to: receipt.recipients,
        at: parseInstant(receipt.timestamp) ?? world.clock.now(),
        verdicts: {
          spam: receipt.spamVerdict,
          virus: receipt.virusVerdict,
          spf: receipt.spfVerdict,
          dkim: receipt.dkimVerdict,
          dmarc: receipt.dmarcVerdict,
        },
      }
      taken.push(...(await takeReply(world, arrived, LEFT_TO_THE_SWEEP)))
      count('replies')
    }
    return { taken }
  },
)
