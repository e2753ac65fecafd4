/**
 * The Post port over SMTP. What matters is telling three things apart: the relay took the message, it did not, and
 * nobody knows because the connection was lost after the message had been submitted.
 */
import { Readable } from 'node:stream'
import SMTPPool from 'nodemailer/lib/smtp-pool'
import type XOAuth2 from 'nodemailer/lib/xoauth2'
import { isDead } from '../../domain/keep/bounce.ts'
import type { Clock, Outgoing, Post, PostOutcome } from '../../functions/keep/ports.ts'
import { carrierWait, reasonOf } from '../../mail/inbound/bounce-reason.ts'
import type { MailAccount } from '../account/mail-account.ts'
import { type SentCopies, settledBy } from '../account/sent-copies.ts'
import { DISCONNECTED, withoutAccess } from '../account/without-access.ts'
import { tokensOf } from '../account/xoauth2.ts'
import type { Database } from '../database.ts'
import { createAccepted, DAILY_LIMIT } from './accepted.ts'
import { isLoopback } from './loopback.ts'

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
  /** How long to wait for the relay: to connect, and for each of its replies. */
  patience?: { connect: number; reply: number; whole: number }
  connections?: number
}

const PATIENCE = { connect: 20_000, reply: 120_000, whole: 300_000 }
/** Shorter than any relay waits, so that it is we who end a connection that has nothing to do. */
const IDLE = 20_000
const CHUNK = 16_384
/** Replies to these say something about the message; replies to anything else only about the relay. */
const OF_THE_MESSAGE = ['MAIL FROM', 'RCPT TO', 'DATA']

export function createRelay(database: Database, clock: Pick<Clock, 'now'>, options: RelayOptions): Relay {
  const { account, copies, recipientsADay } = options
  const accepted = createAccepted(database, clock, recipientsADay)
  const whole = options.patience?.whole ?? PATIENCE.whole
  const withPassword = account ? undefined : openPool(options)
  let withTokens: { address: string; pool: SMTPPool } | undefined

  /** The connections of an account: others once another one was connected. */
  function poolOf(owner: MailAccount, address: string): SMTPPool {
    if (withTokens?.address !== address) {
      withTokens?.pool.close()
      withTokens = { address, pool: openPool(options, tokensOf(owner, address)) }
    }
    return withTokens.pool
  }

  async function submit(message: Outgoing): Promise<PostOutcome> {
    if (!account) return hand(withPassword as SMTPPool, message, whole)
    const access = await account.access()
    if (access.is !== 'token') return withoutAccess(access)
    const outcome = await hand(poolOf(account, access.address), message, whole)
    if (outcome !== NOT_LET_IN) return outcome
    account.refuse(access.token)
    return DISCONNECTED
  }

  return {
    async send(message) {
      if (!accepted.hasRoom(message)) return DAILY_LIMIT
      const first = await submit(message)
      const doubt = first.outcome === 'in doubt'
      const outcome = doubt && copies ? await settledBy(copies, message.attempt, first) : first
      if (outcome.outcome === 'sent') await accepted.note(message)
      return outcome
    },
    fateOf: async attempt => (accepted.has(attempt) ? 'sent' : (copies?.look(attempt) ?? 'unknown')),
    rate: async () => options.rate,
    close() {
      withPassword?.close()
      withTokens?.pool.close()
    },
  }
}

function openPool({ url, patience = PATIENCE, connections = 5 }: RelayOptions, auth?: XOAuth2.Options): SMTPPool {
  const local = isLoopback(new URL(url).hostname)
  return new SMTPPool({
    url,
    ...(auth ? { auth: { type: 'OAuth2', ...auth } } : {}),
    // Letters and passwords cross a network only inside TLS; on this machine there is no network to cross.
    ...(local ? { ignoreTLS: true, tls: { rejectUnauthorized: false } } : { requireTLS: true }),
    maxConnections: connections,
    maxMessages: 1000,
    // The pool must never hand a message over a second time by itself.
    maxRequeues: 0,
    idleTimeout: Math.min(IDLE, patience.reply),
    connectionTimeout: patience.connect,
    greetingTimeout: patience.connect,
    dnsTimeout: patience.connect,
    socketTimeout: patience.reply,
  })
}

/** One submission. The bytes go straight to the connection: nothing composes or encodes them again. */
function hand(pool: SMTPPool, { from, to, bytes }: Outgoing, whole: number): Promise<PostOutcome> {
  let last = false
  /** Read by the connection only after the relay has said that it is ready for the message. */
  function* chunks() {
    for (let start = 0; start < bytes.length; start += CHUNK) {
      last = start + CHUNK >= bytes.length
      yield bytes.subarray(start, start + CHUNK)
    }
  }
  const envelope = { from, to: [...to], size: bytes.length }
  const message = {
    getEnvelope: () => envelope,
    messageId: () => '',
    getHeader: () => '',
    createReadStream: () => Readable.from(chunks(), { objectMode: false, highWaterMark: CHUNK }),
  }
  const mail = { data: { signal: AbortSignal.timeout(whole) }, message } as unknown as Parameters<SMTPPool['send']>[0]
  return new Promise(resolve => {
    pool.send(mail, error => resolve(error ? classify(error as SmtpError, last) : { outcome: 'sent' }))
  })
}

/** The server does not take the account's token, nor the new one it was given after that. */
const NOT_LET_IN: PostOutcome = { outcome: 'later', detail: 'the mail server does not take the token' }

interface SmtpError extends Error {
  code?: string
  command?: string
  responseCode?: number
  /** The server's reply as it came. */
  response?: string
}

/** `handed`: the last of the message was given to the connection, so the relay may have it. */
function classify(error: SmtpError, handed: boolean): PostOutcome {
  const { code, command = '', responseCode = 0 } = error
  // The server's own words, which are shown beside the person and never logged; else our code for what went wrong.
  const detail = words(error.response) || [command, code].filter(Boolean).join(' ')
  if (handed && !(command === 'DATA' && responseCode > 0)) return { outcome: 'in doubt', detail }
  if (code === 'EAUTH' && command === 'AUTH XOAUTH2' && responseCode >= 500) return NOT_LET_IN
  if (code === 'EENVELOPE' && command === 'API') return { outcome: 'refused', because: 'address', detail }
  if (code === 'EMESSAGE' && command === 'MAIL FROM') return { outcome: 'refused', because: 'other', detail }
  if (responseCode >= 500 && OF_THE_MESSAGE.includes(command)) return refused(detail, command)
  // 421 and 45x before any recipient was named are about the relay, not about one mailbox (RFC 5321 section 4.2.1).
  const overrun = responseCode === 421 || (responseCode >= 450 && responseCode < 460 && command !== 'RCPT TO')
  return { outcome: 'later', detail, ...(overrun ? { overrun } : {}) }
}

/** So much of a reply is kept. */
const MOST = 300
const words = (response = ''): string => response.replace(/\s+/g, ' ').trim().slice(0, MOST)

/** Why the recipient or the message was not taken. */
function refused(detail: string, command: string): PostOutcome {
  const waitsFor = carrierWait(detail)
  if (waitsFor) return { outcome: 'later', detail, waitsFor }
  if (command === 'MAIL FROM') return { outcome: 'refused', because: 'other', detail }
  const bounce = reasonOf({ diagnosis: detail })
  return { outcome: 'refused', because: isDead(bounce) ? 'address' : 'other', bounce, detail }
}
