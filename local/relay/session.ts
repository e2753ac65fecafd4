/**
 * Transactions on a connection that is open and let in, one after the other. Where the server takes several commands at once
 * (RFC 2920) those of a message leave together, and with the end of the message before it. Every reply is awaited in its order; a
 * server that says anything else, or nothing in time, is left.
 */
import type { Command, Ending } from './ending.ts'
import type { Extensions } from './extensions.ts'
import { createReplyReader, type Reply } from './reply.ts'
import { declined, hear, isLost, isYes, type Task, type Transaction, transactionOf, unfit } from './transaction.ts'
import { asData, endOfData } from './transparency.ts'
import type { Wire } from './wire.ts'

export interface SessionLimits {
  /** Milliseconds for each reply, but for that to the end of a message: servers may take long over it (RFC 5321 section 4.5.3.2.6). */
  reply: number
  /** Milliseconds for a whole message. */
  whole: number
  /** Milliseconds with nothing to do: shorter than servers wait, so that it is we who leave. */
  idle: number
  /** Messages to one connection, for servers end it after some. */
  messages: number
}

/** Where messages come from. */
export interface Source {
  /** The next that waits; undefined where none does. */
  next(): Task | undefined
  /** The connection ended before the server said anything of it: it may go by another. */
  giveBack(task: Task): void
  /** A session has nothing to do. */
  idle(session: Session): void
  /** A session takes no more. */
  over(session: Session): void
}

export interface Session {
  /** Takes what waits, where it has nothing to do. */
  wake(): void
  /** Leaves once what is under way is done. */
  close(): void
}

/** Whose reply is awaited, and to what. RSET is of no transaction. */
type Awaited = { of: Command | 'end' | 'empty'; t: Transaction } | { of: 'RSET'; t?: undefined }

export function createSession(wire: Wire, extensions: Extensions, limits: SessionLimits, source: Source): Session {
  const reader = createReplyReader()
  const awaited: Awaited[] = []
  /** Whose message goes over the wire. */
  let saying: Transaction | undefined
  let messages = 0
  let needsReset = false
  let isOpen = true
  let isClosing = false
  let timer: NodeJS.Timeout | undefined

  const isBusy = () => awaited.length > 0 || saying !== undefined

  /** What is said for the next message that waits; empty where none does. */
  function nextCommands(): string {
    while (!isClosing && messages < limits.messages) {
      const task = source.next()
      if (!task) break
      const never = unfit(task.message, extensions)
      if (never) {
        task.settle(never)
        continue
      }
      messages++
      const t = transactionOf(task, extensions, performance.now() + limits.whole)
      if (needsReset) awaited.push({ of: 'RSET' })
      const reset = needsReset ? 'RSET\r\n' : ''
      needsReset = false
      return reset + commandsOf(t, extensions.pipelining ? t.commands.length : 1)
    }
    return ''
  }

  /** The next so many commands of a transaction. */
  function commandsOf(t: Transaction, count: number): string {
    const now = t.commands.slice(t.said, t.said + count)
    for (const { step } of now) awaited.push({ of: step, t })
    t.said += now.length
    return now.map(({ line }) => line).join('')
  }

  function goOn(): void {
    if (isOpen && !isBusy()) {
      const commands = nextCommands()
      if (commands !== '') wire.write(commands)
      else if (isClosing || messages >= limits.messages) leave()
      else source.idle(session)
    }
    watch()
  }

  /** The end follows once the connection has taken all of the message: until then the server cannot have it. */
  function say(t: Transaction): void {
    const data = asData(t.task.message.bytes)
    saying = t
    wire.writeWhole(data, () => {
      if (!isOpen) return
      saying = undefined
      t.handed = true
      awaited.push({ of: 'end', t })
      wire.write(endOfData(data) + (extensions.pipelining ? nextCommands() : ''))
      watch()
    })
  }

  function settle(t: Transaction, ending: Ending): void {
    // What was refused before it was handed over stands half said.
    if (t.begun && !t.handed) needsReset = true
    t.task.settle(ending)
  }

  function take(reply: Reply): void {
    const first = awaited.shift()
    if (!first) end('an unexpected reply', reply)
    else if (first.of === 'RSET') {
      if (!isYes(reply)) end('RSET is refused', reply)
    } else if (first.of === 'end')
      settle(first.t, isYes(reply) ? { is: 'taken' } : { is: 'declined', said: { step: 'DATA', reply } })
    else if (first.of === 'empty') {
      first.t.handed = true
      settle(first.t, declined(first.t, { step: 'DATA', reply }))
    } else follow(first.t, first.of, reply)
    if (reply.code === 421) end('the server goes', reply)
  }

  function follow(t: Transaction, step: Command, reply: Reply): void {
    const next = hear(t, { step, reply })
    if (next === 'message') say(t)
    else if (next === 'empty') {
      awaited.unshift({ of: 'empty', t })
      wire.write('.\r\n')
    } else if (next !== 'on') {
      settle(t, next)
      // It asks for the message of a sender it refused: what it would make of one nobody can tell.
      if (step === 'DATA' && reply.code < 400) end('DATA without a sender', undefined)
    } else if (!extensions.pipelining) {
      if (isLost(t)) settle(t, declined(t, { step, reply }))
      else wire.write(commandsOf(t, 1))
    }
  }

  /** Waits no longer than there is patience for. */
  function watch(): void {
    clearTimeout(timer)
    if (!isOpen) return
    if (!isBusy()) {
      timer = setTimeout(leave, limits.idle)
      return
    }
    const [first] = awaited
    const until = (saying ?? first?.t)?.until ?? Number.POSITIVE_INFINITY
    const whole = until - performance.now()
    timer = setTimeout(
      () => end('no reply in time', undefined),
      first?.of === 'end' ? whole : Math.min(limits.reply, whole),
    )
  }

  /** Nothing more is to come of this connection. */
  function end(why: string, reply: Reply | undefined): void {
    if (!isOpen) return
    isOpen = false
    clearTimeout(timer)
    wire.destroy()
    source.over(session)
    const undone = new Set([saying, ...awaited.map(({ t }) => t)])
    for (const t of undone) if (t) abandon(t, why, reply)
  }

  function abandon(t: Transaction, why: string, reply: Reply | undefined): void {
    const left = awaited.filter(each => each.t === t)
    if (t.no && t.accepted === 0 && !left.some(({ of }) => of === 'RCPT TO'))
      t.task.settle({ is: 'declined', said: t.no })
    else if (!t.answered && messages > 1 && !t.task.again) source.giveBack({ ...t.task, again: true })
    else t.task.settle({ is: 'lost', handed: t.handed, why: `${left[0]?.of ?? 'DATA'}: ${why}`, reply })
  }

  function leave(): void {
    if (!isOpen) return
    isOpen = false
    clearTimeout(timer)
    wire.quit()
    source.over(session)
  }

  wire.listen({
    data(bytes) {
      const replies = reader.read(bytes)
      if (replies === 'garbled') end('a reply that is none', undefined)
      else for (const reply of replies) if (isOpen) take(reply)
      goOn()
    },
    over: why => end(why, undefined),
  })

  const session: Session = {
    wake: goOn,
    close() {
      isClosing = true
      goOn()
    },
  }
  return session
}
