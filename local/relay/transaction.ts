/** One message on its way to a server: what is said for it, and what the server's replies come to (RFC 5321 section 3.3). */
import { isAscii } from 'node:buffer'
import type { Outgoing } from '../../functions/keep/ports.ts'
import type { Command, CommandReply, Ending } from './ending.ts'
import type { Extensions } from './extensions.ts'
import type { Reply } from './reply.ts'

/** A message, and whoever waits for what becomes of it. */
export interface Task {
  message: Pick<Outgoing, 'from' | 'to' | 'bytes'>
  /** Until when it may wait for a connection, by `performance.now()`. */
  until: number
  /** A connection ended before its server had said anything of it. */
  again: boolean
  settle(ending: Ending): void
}

export interface Transaction {
  task: Task
  /** Its commands up to DATA. */
  commands: readonly { step: Command; line: string }[]
  /** How many of them were said. */
  said: number
  /** When it has taken too long, by `performance.now()`. */
  until: number
  /** The server has said something of it. */
  answered: boolean
  /** The server took MAIL FROM: it waits for the rest, or for RSET. */
  begun: boolean
  /** Recipients that it took. */
  accepted: number
  /** What it said no to: the sender, or else a recipient; one for now goes before one for good. */
  no: CommandReply | undefined
  /** The end of the message was given to the connection. */
  handed: boolean
}

/** Why a message can never be said to this server; undefined where it can. */
export function unfit(
  { from, to, bytes }: Task['message'],
  { utf8, largest }: Pick<Extensions, 'utf8' | 'largest'>,
): Ending | undefined {
  const no = (detail: string): Ending => ({ is: 'unfit', because: 'address', detail })
  if (/[\r\n<>]/.test(from)) return no('the sender is no address')
  if (to.length === 0 || to.some(address => address.trim() === '' || /[\r\n<>]/.test(address)))
    return no('the recipient is no address')
  if (!utf8 && ![from, ...to].every(isPlain))
    return no('the mail server takes no address with letters beyond ASCII (SMTPUTF8)')
  return largest !== undefined && bytes.length > largest
    ? { is: 'unfit', because: 'other', detail: `larger than the mail server takes (${largest} bytes)` }
    : undefined
}

const isPlain = (address: string): boolean => isAscii(Buffer.from(address))

export function transactionOf(task: Task, extensions: Extensions, until: number): Transaction {
  const { from, to, bytes } = task.message
  const parameters = [
    extensions.size ? ` SIZE=${bytes.length}` : '',
    extensions.eightBit && !isAscii(bytes) ? ' BODY=8BITMIME' : '',
    [from, ...to].every(isPlain) ? '' : ' SMTPUTF8',
  ]
  return {
    task,
    commands: [
      { step: 'MAIL FROM', line: `MAIL FROM:<${from.trim()}>${parameters.join('')}\r\n` },
      ...to.map(address => ({ step: 'RCPT TO' as const, line: `RCPT TO:<${address.trim()}>\r\n` })),
      { step: 'DATA', line: 'DATA\r\n' },
    ],
    said: 0,
    until,
    answered: false,
    begun: false,
    accepted: 0,
    no: undefined,
    handed: false,
  }
}

/** The server agrees. */
export const isYes = ({ code }: Reply): boolean => code >= 200 && code < 300

/**
 * Takes in the reply to a command, and answers what follows: `on` with the next, the `message`, an `empty` one to end a transaction
 * that has no recipient, or how it ended.
 */
export function hear(t: Transaction, said: CommandReply): 'on' | 'message' | 'empty' | Ending {
  const { step, reply } = said
  t.answered = true
  if (step === 'MAIL FROM') {
    t.begun = isYes(reply)
    if (!t.begun) t.no = said
    return 'on'
  }
  if (step === 'RCPT TO') {
    if (isYes(reply)) t.accepted++
    else if (t.no === undefined || (t.begun && t.no.reply.code >= 500)) t.no = said
    return 'on'
  }
  // Some servers say 250 where 354 belongs.
  const waits = isYes(reply) || (reply.code >= 300 && reply.code < 400)
  if (waits && t.begun) return t.accepted > 0 ? 'message' : 'empty'
  return declined(t, said)
}

/** The server said no: to this, or to the sender or all recipients before it. */
export const declined = ({ begun, accepted, no }: Transaction, said: CommandReply): Ending => ({
  is: 'declined',
  said: begun && accepted > 0 ? said : (no ?? said),
})

/** Whether it is over whatever is said next: where one command follows the other, the rest need not be said. */
export const isLost = ({ answered, begun, accepted, commands, said }: Transaction): boolean =>
  answered && (!begun || (accepted === 0 && commands[said]?.step === 'DATA'))
