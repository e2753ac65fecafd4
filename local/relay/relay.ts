/**
 * The Post port over SMTP. What matters is telling three things apart: the relay took the message, it did not, and
 * nobody knows because the connection was lost after the message had been submitted.
 */
import type { Clock, Outgoing, Post, PostOutcome } from '../../functions/keep/ports.ts'
import type { MailAccount } from '../account/mail-account.ts'
import { type SentCopies, settledBy } from '../account/sent-copies.ts'
import { DISCONNECTED, withoutAccess } from '../account/without-access.ts'
import { tokensOf } from '../account/xoauth2.ts'
import type { Database } from '../database.ts'
import { createAccepted, DAILY_LIMIT } from '../mail/accepted.ts'
import { type Connections, createConnections } from './connections.ts'
import { outcomeOf } from './ending.ts'
import { openWire, type WireOptions } from './wire.ts'

export interface Relay extends Post {
  /** Lets go of the connections, once what is under way is done. */
  close(): void
}

export interface RelayOptions {
  /** `smtp://` or `smtps://`, with name and password where the relay wants them. */
  url: string
  /** Messages a second. */
  rate: number
  /** What it takes in a day, counted by recipients; undefined: as much as comes. */
  recipientsADay?: number
  /** Whoever the relay lets in by a token of theirs (XOAUTH2) instead of a password. */
  account?: MailAccount
  /** What its mailbox keeps of what it sent, where that can be asked for a letter of which nobody knows. */
  copies?: SentCopies
  /** How long to wait for the relay, in milliseconds: to connect, for each of its replies, and for a whole message. */
  patience?: { connect: number; reply: number; whole: number }
  /** So many at one time. */
  connections?: number
}

const PATIENCE = { connect: 20_000, reply: 120_000, whole: 300_000 }
/** Shorter than any relay waits, so that it is we who end a connection that has nothing to do. */
const IDLE = 20_000
const CONNECTIONS = 20
/** Messages to one connection. */
const MESSAGES = 1000

export function createRelay(database: Database, clock: Pick<Clock, 'now'>, options: RelayOptions): Relay {
  const { account, copies, recipientsADay } = options
  const accepted = createAccepted(database, clock, recipientsADay)
  const withPassword = account ? undefined : connectionsTo(options)
  let withTokens: { address: string; connections: Connections } | undefined

  /** The connections of an account: others once another one was connected. */
  function connectionsOf(owner: MailAccount, address: string): Connections {
    if (withTokens?.address !== address) {
      withTokens?.connections.close()
      withTokens = { address, connections: connectionsTo(options, tokensOf(owner, address)) }
    }
    return withTokens.connections
  }

  async function submit(message: Outgoing): Promise<PostOutcome> {
    if (!account) return outcomeOf(await (withPassword as Connections).submit(message))
    const access = await account.access()
    if (access.is !== 'token') return withoutAccess(access)
    const ending = await connectionsOf(account, access.address).submit(message)
    if (ending.is !== 'shut out') return outcomeOf(ending)
    account.refuse(access.token)
    return DISCONNECTED
  }

  return {
    async send(message) {
      if (!accepted.hasRoom(message)) return DAILY_LIMIT
      const first = await submit(message)
      const doubt = first.outcome === 'in doubt'
      const outcome = doubt && copies ? await settledBy(copies, message.attempt, first) : first
      if (outcome.outcome === 'sent') accepted.note(message)
      return outcome
    },
    fateOf: async attempt => (accepted.has(attempt) ? 'sent' : (copies?.look(attempt) ?? 'unknown')),
    rate: async () => options.rate,
    close() {
      withPassword?.close()
      withTokens?.connections.close()
    },
  }
}

function connectionsTo(
  { url, patience = PATIENCE, connections = CONNECTIONS }: RelayOptions,
  tokens?: WireOptions['tokens'],
): Connections {
  return createConnections({
    open: signal => openWire({ url, tokens, patience }, signal),
    most: connections,
    limits: {
      reply: patience.reply,
      whole: patience.whole,
      idle: Math.min(IDLE, patience.reply),
      messages: MESSAGES,
    },
  })
}
