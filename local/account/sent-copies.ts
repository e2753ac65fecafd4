/**
 * What a mailbox keeps of what it sent. Where the answer to a letter was lost, its copy says that it left: it is looked for
 * by its Message-ID in the folder for sent mail (special use `\Sent`, RFC 6154; SEARCH HEADER, RFC 9051 section 6.4.4).
 */
import { setTimeout as rest } from 'node:timers/promises'
import type { PostOutcome } from '../../functions/keep/ports.ts'
import { messageIdOf } from '../../mail/headers.ts'
import { type ImapServer, needsStartTls } from '../mail/mailbox-address.ts'
import type { MailAccount } from './mail-account.ts'

export interface SentCopies {
  /**
   * `unknown`: it is not there, which proves nothing; it may still be on its way, or somebody has tidied up. `later`: the
   * mailbox cannot be asked now.
   */
  look(attempt: string): Promise<'sent' | 'unknown' | 'later'>
  /** The pauses before each look at a letter of which nobody knows. Milliseconds. */
  looks: readonly number[]
}

/** A copy lies there within seconds, as far as one lies there at all. */
export const WHEN_TO_LOOK = [2000, 5000, 15_000]

/** The outcome of a letter whose answer was lost, once its copy was looked for. */
export async function settledBy(
  { look, looks }: SentCopies,
  attempt: string,
  doubt: PostOutcome,
): Promise<PostOutcome> {
  for (const pause of looks) {
    await rest(pause)
    if ((await look(attempt)) === 'sent') return { outcome: 'sent' }
  }
  return doubt
}

/** How long to wait for the server. Milliseconds. */
const PATIENCE = 20_000

export interface ImapCopiesOptions {
  server: ImapServer
  account: MailAccount
  /** The address that emails come from. */
  from: string
  looks?: readonly number[]
  patience?: number
}

/** Those of a mailbox that is read by IMAP. One look at a time, each by a connection of its own. */
export function createImapCopies({
  server,
  account,
  from,
  looks = WHEN_TO_LOOK,
  patience = PATIENCE,
}: ImapCopiesOptions): SentCopies {
  let last: Promise<unknown> = Promise.resolve()

  async function lookUp(attempt: string): Promise<'sent' | 'unknown' | 'later'> {
    const access = await account.access()
    if (access.is !== 'token') return 'later'
    const { ImapFlow } = await import('imapflow')
    const client = new ImapFlow({
      host: server.host,
      port: server.port,
      secure: server.secure,
      ...(server.secure ? {} : { doSTARTTLS: needsStartTls(server) }),
      auth: { user: access.address, accessToken: access.token },
      logger: false,
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
      disableAutoIdle: true,
    })
    client.on('error', () => undefined)
    const late = setTimeout(() => client.close(), 3 * patience)
    try {
      await client.connect()
      const folder = (await client.list()).find(({ specialUse }) => specialUse === '\\Sent')
      // A mailbox whose owner hides that folder from mail programs tells nothing.
      if (!folder) return 'unknown'
      await client.mailboxOpen(folder.path, { readOnly: true })
      const found = await client.search({ header: { 'message-id': messageIdOf(attempt, from) } }, { uid: true })
      return found ? (found.length > 0 ? 'sent' : 'unknown') : 'later'
    } catch (error) {
      // An access token may have been withdrawn before its time: the next look has a new one.
      if ((error as { authenticationFailed?: boolean }).authenticationFailed) account.refuse(access.token)
      return 'later'
    } finally {
      clearTimeout(late)
      client.close()
    }
  }

  return {
    looks,
    look(attempt) {
      const next = last.then(() => lookUp(attempt))
      last = next.catch(() => undefined)
      return next
    },
  }
}
