/** The readers of mailboxes, as one machine has them, for a function that looks in now and then. */
import { createGraph } from '../local/account/graph.ts'
import { pollInbox } from '../local/account/graph-inbox.ts'
import { createMailAccount } from '../local/account/mail-account.ts'
import { google, type MailService, microsoft } from '../local/account/providers.ts'
import type { TakeIn } from '../local/mail/arrival.ts'
import { type MailboxReader, type OnLook, pollMailbox } from '../local/mail/imap.ts'
import type { ReadsMail, Sorter } from '../local/mail/sorter.ts'
import type { AnswersMailbox } from './environment.ts'
import { openMailboxSecret } from './mailbox-secret.ts'

/** Begins to read, and tells of its first look. */
export type LooksIn = (onLook: OnLook) => Promise<MailboxReader>

const TO_CONNECT = 'npm run -s connect -- --file FILE, and put FILE into the secret of the mailbox (docs/operator.md)'

/** `secretArn`: of the secret that lets in. The account's access token is kept for as long as the function is. */
export function openMailboxReader(
  world: ReadsMail,
  takeIn: TakeIn,
  { wanted, secretArn }: { wanted: AnswersMailbox; secretArn: string },
  sorter: Sorter,
): LooksIn {
  const secret = openMailboxSecret(secretArn)
  if (wanted.by === 'imap') {
    const { host, port, folder } = wanted
    // What begins with TLS has a port of its own; else it is insisted on before the password.
    const server = { host, port, folder, secure: port === 993 }
    return async onLook => {
      const login = await secret.password()
      if (login) return pollMailbox(world, takeIn, { address: { ...server, ...login }, onLook, sorter })
      world.log.error('The secret of the mailbox holds no name and password: {"name": "…", "password": "…"}')
      onLook('not read')
      return { stop: async () => {} }
    }
  }
  const service: MailService =
    wanted.by === 'microsoft'
      ? microsoft(wanted.clientId, wanted.tenant, wanted.cloud)
      : google(wanted.clientId, wanted.clientSecret)
  const account = createMailAccount({ kept: secret, service, log: world.log, howToConnect: TO_CONNECT })
  if (service.service === 'google') {
    const { imap } = service
    return async onLook => pollMailbox(world, takeIn, { address: { ...imap, account }, onLook, sorter })
  }
  const graph = createGraph(service, account, 1)
  const { clientId } = service
  return async onLook => pollInbox(world, takeIn, { graph, clientId, onLook, sorter })
}
