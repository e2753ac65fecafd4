/** How a submission ends, and what that is to whoever asked for it. */
import { isDead } from '../../domain/keep/bounce.ts'
import type { PostOutcome } from '../../functions/keep/ports.ts'
import { carrierWait, reasonOf } from '../../mail/inbound/bounce-reason.ts'
import type { Reply } from './reply.ts'

/** A command whose reply says something about the message; replies to anything else speak of the server alone. */
export type Command = 'MAIL FROM' | 'RCPT TO' | 'DATA'

/** A reply, and to what. */
export interface CommandReply {
  step: Command
  reply: Reply
}

/**
 * `taken`: the server said so. `declined`: it said no. `unfit`: it was not asked, for it never could take it. `lost`: the connection
 * ended, or no reply came in time; `handed` where the end of the message had been given to it, so that the server may have it. `shut
 * out`: it does not take our access token.
 */
export type Ending =
  | { is: 'taken' }
  | { is: 'declined'; said: CommandReply }
  | { is: 'unfit'; because: 'address' | 'other'; detail: string }
  | { is: 'lost'; handed: boolean; why: string; reply?: Reply | undefined }
  | { is: 'shut out' }

export function outcomeOf(ending: Ending): PostOutcome {
  if (ending.is === 'taken') return { outcome: 'sent' }
  if (ending.is === 'unfit') return { outcome: 'refused', because: ending.because, detail: ending.detail }
  if (ending.is === 'shut out') return { outcome: 'later', detail: 'the mail server does not take the token' }
  if (ending.is === 'declined') return answered(ending.said.reply, ending.said.step)
  if (ending.handed) return { outcome: 'in doubt', detail: words(ending.reply) || ending.why }
  return ending.reply ? answered(ending.reply, undefined) : { outcome: 'later', detail: ending.why }
}

/** What a reply comes to that is no yes; without `step` it speaks of the server. */
function answered(reply: Reply, step: Command | undefined): PostOutcome {
  const { code } = reply
  const detail = words(reply)
  if (step && code >= 500) return refused(detail, step)
  // 421 and 45x before any recipient was named are about the relay, not about one mailbox (RFC 5321 section 4.2.1).
  const overrun = code === 421 || (code >= 450 && code < 460 && step !== 'RCPT TO')
  return { outcome: 'later', detail, ...(overrun ? { overrun } : {}) }
}

/** So much of a reply is kept. */
const MOST = 300

/** The server's own, which are shown beside the person and never logged. */
const words = (reply: Reply | undefined): string => (reply?.text ?? '').replace(/\s+/g, ' ').trim().slice(0, MOST)

/** Why the recipient or the message was not taken. */
function refused(detail: string, step: Command): PostOutcome {
  const waitsFor = carrierWait(detail)
  if (waitsFor) return { outcome: 'later', detail, waitsFor }
  if (step === 'MAIL FROM') return { outcome: 'refused', because: 'other', detail }
  const bounce = reasonOf({ diagnosis: detail })
  return { outcome: 'refused', because: isDead(bounce) ? 'address' : 'other', bounce, detail }
}
