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
  .catch(undefined)
  .transform(found => {
    const word = found?.status.toLowerCase()
    return word === 'pass' || word === 'fail' || word === 'gray' ? word : 'none'
  })
const addresses = z.array(z.string()).optional().catch(undefined)

/** One field that does not read costs itself alone. Without an id there is no mail, and without a recipient it is nobody's. */
const record = z.object({
  eventSource: z.literal('aws:ses'),
  ses: z.object({
    mail: z.object({
      messageId: z.string().regex(/^[A-Za-z0-9_-]+$/),
      source: z.string().optional().catch(undefined),
      destination: addresses,
    }),
    receipt: z.object({
      timestamp: z.string().optional().catch(undefined),
      recipients: addresses,
      spamVerdict: verdict,
      virusVerdict: verdict,
      spfVerdict: verdict,
      dkimVerdict: verdict,
      dmarcVerdict: verdict,
    }),
  }),
})
const event = z.object({ Records: z.array(z.unknown()).min(1) })

export const handler = openDoor(
  'take-reply',
  async given => ({
    ...basics(given),
    ...incoming(given, createMailbox),
    settings: await withSecret(given, { replyDomain: given.told.replyDomain, from: given.told.from }),
  }),
  async ({ world, count }, payload: unknown) => {
    const taken: string[] = []
    const failed: unknown[] = []
    for (const each of event.parse(payload).Records)
      try {
        const { mail, receipt } = record.parse(each).ses
        const to = receipt.recipients ?? mail.destination
        if (!to?.length) throw new TypeError('mail came in, and its event names no recipient')
        const arrived: Arrived = {
          mail: mail.messageId,
          // A bounce has the null sender.
          from: mail.source === '<>' ? '' : mail.source,
          to,
          at: parseInstant(receipt.timestamp ?? '') ?? world.clock.now(),
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
      } catch (error) {
        failed.push(error)
      }
    // The others are taken by now. The event is tried again, and what is taken twice is taken once; then it is kept with the
    // dead letters for a person, and its mail in the bucket.
    if (failed.length > 0) throw failed[0]
    return { taken }
  },
)
