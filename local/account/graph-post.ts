/**
 * The Post port over Microsoft Graph (`sendMail` with MIME content). It answers 202 without an id and takes no idempotency
 * key: where an answer was lost, the message is looked for in Sent Items by its Message-ID.
 */
import * as z from 'zod'
import { SECOND, toMillis } from '../../domain/keep/time.ts'
import type { CarrierWait } from '../../domain/send/wave-state.ts'
import type { Clock, Outgoing, PostOutcome } from '../../functions/keep/ports.ts'
import { readHead } from '../../mail/head.ts'
import { messageIdOf } from '../../mail/headers.ts'
import type { Database } from '../database.ts'
import { createAccepted, DAILY_LIMIT } from '../mail/accepted.ts'
import type { Relay } from '../relay/relay.ts'
import { codeOf, type Graph, type GraphAnswer } from './graph.ts'
import { type SentCopies, settledBy, WHEN_TO_LOOK } from './sent-copies.ts'
import { jsonOf } from './web-request.ts'
import { withoutAccess } from './without-access.ts'

export interface GraphPostOptions {
  graph: Graph
  /** Messages a second. */
  rate: number
  recipientsADay: number
  /** The address that emails come from. */
  from: string
  /** Milliseconds for a request, and the pauses before each look into Sent Items. */
  patience?: { request: number; looks: readonly number[] }
}

const PATIENCE = { request: 60_000, looks: WHEN_TO_LOOK }

/** What an administrator or owner of the mailbox has to allow: to send, to send as this sender, to use the mailbox by Graph. */
const PERMISSION = /^(?:Error)?(?:SendAsDenied|AccessDenied|Authorization_RequestDenied|MailboxNotEnabledForRESTAPI)$/i
/** The account or its mailbox takes no messages at all for now. */
const PAUSED = /^Error(?:MessageSubmissionBlocked|AccountSuspend\w*|QuotaExceeded)$/i

const found = z.object({ value: z.array(z.unknown()) })

export function createGraphPost(
  database: Database,
  clock: Pick<Clock, 'now'>,
  { graph, rate, recipientsADay, from, patience = PATIENCE }: GraphPostOptions,
): Relay {
  const accepted = createAccepted(database, clock, recipientsADay)
  /** Until when Graph asked to be left alone, for mail that waits for no turn as well. */
  let closedUntil = 0

  async function look(attempt: string): Promise<'sent' | 'unknown' | 'later'> {
    const filter = encodeURIComponent(`internetMessageId eq '${messageIdOf(attempt, from)}'`)
    const path = `/me/mailFolders/sentitems/messages?$filter=${filter}&$select=id&$top=1`
    const answer = await graph.ask(path, { patience: patience.request })
    const list = answer.is === 'answered' && answer.status === 200 ? found.safeParse(jsonOf(answer)).data : undefined
    if (!list) return 'later'
    // That it is not there proves nothing: it may still be on its way, or somebody has tidied up.
    return list.value.length > 0 ? 'sent' : 'unknown'
  }

  async function submit(message: Outgoing): Promise<PostOutcome> {
    const others = differing(message)
    if (others) return { outcome: 'refused', because: 'other', detail: others }
    const answer = await graph.ask('/me/sendMail', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: Buffer.from(message.bytes).toString('base64'),
      patience: patience.request,
    })
    return outcomeOf(answer)
  }

  const copies: SentCopies = { look, looks: patience.looks }

  return {
    async send(message) {
      if (!accepted.hasRoom(message)) return DAILY_LIMIT
      const now = toMillis(clock.now())
      const shut = Math.ceil((closedUntil - now) / SECOND)
      if (shut > 0) return { outcome: 'later', detail: 'asked to wait', overrun: true, after: shut }
      const first = await submit(message)
      if (first.outcome === 'later' && first.after) closedUntil = now + first.after * SECOND
      const outcome = first.outcome === 'in doubt' ? await settledBy(copies, message.attempt, first) : first
      if (outcome.outcome === 'sent') accepted.note(message)
      return outcome
    },
    fateOf: async attempt => (accepted.has(attempt) ? 'sent' : look(attempt)),
    rate: async () => rate,
    close: () => {},
  }
}

/** Graph sends to whom the message names, and knows no envelope: the two have to say the same. */
function differing({ to, bytes }: Outgoing): string | undefined {
  const named = readHead(new TextDecoder('latin1').decode(bytes))
    .fields.filter(({ name }) => ['to', 'cc', 'bcc'].includes(name))
    // The press quotes what is special in a name, so that a comma beyond quotes ends a mailbox.
    .flatMap(({ value }) => value.replace(/"(?:[^"\\]|\\.)*"/g, '').split(','))
    .map(mailbox => (/<([^<>]*)>/.exec(mailbox)?.[1] ?? mailbox).trim().toLowerCase())
  const wanted = to.map(address => address.toLowerCase())
  return [...named].sort().join() === [...wanted].sort().join()
    ? undefined
    : 'the message names other recipients than its envelope'
}

function outcomeOf(answer: GraphAnswer): PostOutcome {
  if (answer.is === 'no access') return withoutAccess(answer.access)
  if (answer.is === 'lost') return { outcome: answer.sure ? 'later' : 'in doubt', detail: answer.why }
  const { status, after } = answer
  if (status === 202) return { outcome: 'sent' }
  const code = codeOf(answer)
  const detail = [code, `(${status})`].filter(Boolean).join(' ')
  // Too many at once; and "not now", where it says when.
  if (status === 429 || status === 509 || (status === 503 && after !== undefined))
    return { outcome: 'later', detail, overrun: true, ...(after === undefined ? {} : { after }) }
  if (status >= 500 || status < 400 || status === 408) return { outcome: 'in doubt', detail }
  const waitsFor = waitedFor(status, code)
  if (waitsFor) return { outcome: 'later', detail, waitsFor }
  if ([409, 412, 423].includes(status)) return { outcome: 'later', detail }
  if (status === 413) return { outcome: 'refused', because: 'other', bounce: 'too big', detail }
  return { outcome: 'refused', because: code === 'ErrorInvalidRecipients' ? 'address' : 'other', detail }
}

function waitedFor(status: number, code: string): CarrierWait | undefined {
  if (code === 'ErrorExceededMessageLimit') return 'daily limit'
  if (PAUSED.test(code)) return 'pause'
  // No mailbox of that account, or none that may be used so: 404.
  return status === 403 || status === 404 || PERMISSION.test(code) ? 'permission' : undefined
}
