/** The Post port over the connected mail account. */
import type { Clock } from '../../functions/keep/ports.ts'
import type { Database } from '../database.ts'
import { createRelay, type Relay } from '../relay/relay.ts'
import { createGraph } from './graph.ts'
import { createGraphPost } from './graph-post.ts'
import type { MailAccount } from './mail-account.ts'
import { type MailService, recipientsADay } from './providers.ts'
import { createImapCopies } from './sent-copies.ts'

export interface AccountPostOptions {
  service: MailService
  account: MailAccount
  /** Messages a second. */
  rate: number
  /** The address that emails come from. */
  from: string
  /** The pauses before each look for a letter of which nobody knows. Milliseconds. */
  looks?: readonly number[]
}

export function createAccountPost(
  database: Database,
  clock: Pick<Clock, 'now'>,
  { service, account, rate, from, looks }: AccountPostOptions,
): Relay {
  const aDay = recipientsADay(service)
  // Three of the four requests at one time: the fourth is the reader's.
  if (service.service === 'microsoft')
    return createGraphPost(database, clock, {
      graph: createGraph(service, account, 3),
      rate,
      recipientsADay: aDay,
      from,
    })
  // Gmail keeps a copy of what its relay took among the sent mail.
  const copies = createImapCopies({ server: service.imap, account, from, ...(looks ? { looks } : {}) })
  return createRelay(database, clock, { url: service.smtp, account, copies, rate, recipientsADay: aDay })
}
