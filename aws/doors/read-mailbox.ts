/** Called every minute where SES takes no mail in: answers are read from an ordinary mailbox, by IMAP or Microsoft Graph. */
import { toMillis } from '../../domain/keep/time.ts'
import { LEFT_TO_THE_SWEEP } from '../../functions/answer/reply-case.ts'
import { takeReply } from '../../functions/answer/take-reply.ts'
import { createTakeIn } from '../../local/mail/arrival.ts'
import type { OnLook } from '../../local/mail/imap.ts'
import { createSorter, type ReadsMail, type Sorter } from '../../local/mail/sorter.ts'
import { openDoor } from '../door.ts'
import { createMailbox } from '../mailbox.ts'
import { type LooksIn, openMailboxReader } from '../mailbox-reader.ts'
import { basics, incoming, withSecret } from '../world.ts'

/** A message is tried so many times, so that one nobody can take does not hold up the others. */
const TRIES = 5

let opened: { of: ReadsMail; sorter: Sorter; reader: LooksIn } | undefined

export const handler = openDoor(
  'read-mailbox',
  async given => ({
    ...basics(given),
    ...incoming(given, createMailbox),
    mailboxOf: { wanted: given.told.mailbox, secretArn: given.told.mailboxSecretArn },
    settings: await withSecret(given, { replyDomain: given.told.replyDomain, from: given.told.from }),
  }),
  async ({ world, until, count }) => {
    if (opened?.of !== world) {
      const takeIn = createTakeIn(world, async (_, arrived) => {
        const taken = await takeReply(world, arrived, LEFT_TO_THE_SWEEP)
        if (taken.some(each => each !== 'not ours')) count('replies')
        return taken
      })
      const sorter = createSorter(world, takeIn, TRIES)
      opened = { of: world, sorter, reader: openMailboxReader(world, takeIn, world.mailboxOf, sorter) }
    }
    const looked = await oneLook(opened.reader, toMillis(until) - toMillis(world.clock.now()))
    world.log.info('the mailbox was looked into', { looked })
    return { looked }
  },
)

/** Opens the mailbox, comes back when it was looked into once or time is up, and lets go of it. */
async function oneLook(open: LooksIn, millis: number): Promise<Parameters<OnLook>[0] | 'time is up'> {
  const { promise, resolve } = Promise.withResolvers<Parameters<OnLook>[0] | 'time is up'>()
  const late = setTimeout(() => resolve('time is up'), Math.max(0, millis))
  const reader = await open(resolve)
  const looked = await promise
  clearTimeout(late)
  // Nothing goes on behind the answer: a function stands still then.
  await reader.stop()
  return looked
}
