/**
 * The Post port on Amazon SES (API v2, raw content). SES takes no idempotency token, so one call is one request: what
 * became of a request without an answer is told later by the Send event, which bears the attempt in its tags.
 */

import { Agent as PlainAgent } from 'node:http'
import { Agent } from 'node:https'
import {
  GetAccountCommand,
  SESv2Client,
  type SESv2ClientConfig,
  SESv2ServiceException,
  SendEmailCommand,
} from '@aws-sdk/client-sesv2'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { MINUTE, SECOND } from '../domain/keep/time.ts'
import type { CarrierWait } from '../domain/send/wave-state.ts'
import type { Outgoing, Post, PostOutcome } from '../functions/keep/ports.ts'
import { carrierWait } from '../mail/inbound/bounce-reason.ts'
import { messageIdOfSes } from './message-id.ts'

/** Milliseconds: for a connection, for an answer, and how long a connection may lie idle and be used again. */
export interface Patience {
  connect: number
  answer: number
  idle: number
}

const PATIENCE: Patience = { connect: 3 * SECOND, answer: 20 * SECOND, idle: 4 * SECOND }

/** An account's quota changes seldom. */
const RATE_LASTS = 5 * MINUTE
/** What every account may send, and the only rate that is safe while the quota cannot be read. */
const LEAST = 1
const SOCKETS = 256

export interface PostOptions {
  /** Its events come to `note-delivery`. */
  configurationSet: string
  /** Milliseconds that only rise. */
  millis: () => number
  patience?: Patience
  connection?: SESv2ClientConfig
}

export interface SesPost extends Post {
  /** Lets go of every connection. A function that lay frozen must not write to those it had before. */
  refresh(): void
}

export function createPost(options: PostOptions): SesPost {
  const { patience = PATIENCE, configurationSet, millis } = options
  let sender = open()
  const reader = new SESv2Client({ maxAttempts: 3, requestHandler: handler(patience), ...options.connection })
  let quota: { rate: number; until: number } | undefined

  function open(): SESv2Client {
    return new SESv2Client({ ...options.connection, maxAttempts: 1, requestHandler: handler(patience) })
  }

  return {
    reports: true,
    async send(message) {
      const command = new SendEmailCommand({
        FromEmailAddress: message.from,
        Destination: { ToAddresses: [...message.to] },
        Content: { Raw: { Data: message.bytes } },
        ConfigurationSetName: configurationSet,
        EmailTags: tags(message),
      })
      try {
        const { MessageId } = await sender.send(command)
        if (MessageId === undefined) return { outcome: 'sent' }
        return { outcome: 'sent', messageId: messageIdOfSes(MessageId, await sender.config.region()) }
      } catch (error) {
        return classify(error)
      }
    },
    fateOf: async () => 'unknown',
    async rate() {
      if (quota && millis() < quota.until) return quota.rate
      try {
        const { SendQuota } = await reader.send(new GetAccountCommand({}))
        quota = { rate: Math.max(LEAST, SendQuota?.MaxSendRate ?? LEAST), until: millis() + RATE_LASTS }
        return quota.rate
      } catch {
        return quota?.rate ?? LEAST
      }
    },
    refresh() {
      sender.destroy()
      sender = open()
    },
  }
}

/** `requestTimeout` ends a call only with `throwOnRequestTimeout`; the socket's timeout also ends an answer that stalls. */
const handler = ({ connect, answer, idle }: Patience): NodeHttpHandler => {
  const agent = { keepAlive: true, maxSockets: SOCKETS, timeout: idle }
  return new NodeHttpHandler({
    connectionTimeout: connect,
    requestTimeout: answer,
    throwOnRequestTimeout: true,
    socketTimeout: answer,
    httpsAgent: new Agent(agent),
    httpAgent: new PlainAgent(agent),
  })
}

/** SES allows letters, digits, `_` and `-` in tags. Ids are of that kind; the name of a wave is only for lists. */
function tags({ attempt, campaign, wave, invitation }: Outgoing): { Name: string; Value: string }[] {
  const ids = Object.entries({ attempt, campaign, invitation: invitation ?? '' }).filter(([, id]) => id !== '')
  if (!ids.every(([, id]) => /^[A-Za-z0-9_-]{1,256}$/.test(id)))
    throw new TypeError('An id of a letter holds what no tag of SES may hold.')
  const all = [...ids, ['wave', wave.replace(/[^A-Za-z0-9_-]/g, '_')] as const]
  return all.map(([Name, Value]) => ({ Name, Value }))
}

/** Errors by which the request never reached SES. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/** What SES says when the account or the deployment is at fault, not the letter: it may leave when that is mended. */
const MENDABLE = new Set(['NotFoundException', 'LimitExceededException'])

/**
 * What somebody has to do in the account first. A sender who is not verified yet, and a recipient while the account is in
 * its sandbox, are told apart from a bad letter by SES's sentence alone: all three are `MessageRejected`.
 */
function waitedFor({ name, message }: Error): CarrierWait | undefined {
  if (/^MailFromDomainNotVerified/.test(name)) return 'return domain'
  if (/SendingPaused|^AccountSuspended/.test(name)) return 'pause'
  return /^MessageRejected/.test(name) ? carrierWait(message) : undefined
}

/** SES's own words can quote addresses: its error's name and status say enough. */
function classify(error: unknown): PostOutcome {
  const { name = 'Error', code = '' } = error as { name?: string; code?: string }
  if (error instanceof SESv2ServiceException) {
    const status = error.$metadata.httpStatusCode ?? 0
    const detail = `${name} (${status})`
    if (status >= 500 || status < 400) return { outcome: 'in doubt', detail }
    if (status === 429 || name === 'TooManyRequestsException' || /throttl/i.test(name))
      return { outcome: 'later', detail, overrun: true }
    const waitsFor = waitedFor(error)
    if (waitsFor) return { outcome: 'later', detail, waitsFor }
    if (MENDABLE.has(name)) return { outcome: 'later', detail }
    // Credentials, clocks and permissions.
    if (status === 401 || status === 403) return { outcome: 'later', detail }
    return { outcome: 'refused', because: ofTheAddress(error) ? 'address' : 'other', detail }
  }
  const detail = code || name
  if (NEVER_LEFT.has(code) || name === 'CredentialsProviderError') return { outcome: 'later', detail }
  return { outcome: 'in doubt', detail }
}

/** The one way in which SES tells a bad recipient from another bad request is its sentence. */
const ofTheAddress = ({ name, message }: Error): boolean =>
  name === 'BadRequestException' && /address|domain (?:name )?(?:is |contains )|@domain/i.test(message)
