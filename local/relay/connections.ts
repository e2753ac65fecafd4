/**
 * The connections to one server: opened as messages wait for them, up to a number, and used again. Messages wait in one line, and
 * whichever connection is free takes the first.
 */
import type { Ending } from './ending.ts'
import { createSession, type Session, type SessionLimits, type Source } from './session.ts'
import type { Task } from './transaction.ts'
import type { Opened } from './wire.ts'

export interface Connections {
  /** One attempt at one message. */
  submit(message: Task['message']): Promise<Ending>
  /** Lets go of what waits, and of the connections once what is under way on them is done. */
  close(): void
}

export interface ConnectionsOptions {
  open(signal: AbortSignal): Promise<Opened | Ending>
  /** So many at one time. */
  most: number
  limits: SessionLimits
}

/** A server that lets no more of us in is not asked again for so long, while those it let in are at work. Milliseconds. */
const FULL = 30_000

export function createConnections({ open, most, limits }: ConnectionsOptions): Connections {
  const waiting: Task[] = []
  const sessions = new Set<Session>()
  const idle = new Set<Session>()
  const shut = new AbortController()
  let opening = 0
  let fullUntil = 0
  let timer: NodeJS.Timeout | undefined

  const source: Source = {
    next: () => waiting.shift(),
    giveBack(task) {
      waiting.unshift(task)
      distribute()
    },
    idle: session => idle.add(session),
    over(session) {
      sessions.delete(session)
      idle.delete(session)
      distribute()
    },
  }

  function distribute(): void {
    if (shut.signal.aborted) {
      letGo(waiting.splice(0), { is: 'lost', handed: false, why: 'CONN CLOSED' })
      return
    }
    while (waiting.length > 0) {
      const [free] = idle
      if (!free) break
      idle.delete(free)
      free.wake()
    }
    if (sessions.size + opening === 0) fullUntil = 0
    while (waiting.length > opening && sessions.size + opening < most && performance.now() >= fullUntil) void openOne()
    if (waiting.length > 0) timer ??= setTimeout(expire, Math.max(1, (waiting[0]?.until ?? 0) - performance.now()))
  }

  async function openOne(): Promise<void> {
    opening++
    const opened = await open(shut.signal)
    opening--
    if ('is' in opened) {
      // While others are in, or about to be, the messages are theirs; otherwise all that wait hear why.
      if (sessions.size > 0 || opening > 0) fullUntil = performance.now() + FULL
      else letGo(waiting.splice(0), opened)
    } else if (shut.signal.aborted) opened.wire.quit()
    else {
      const session = createSession(opened.wire, opened.extensions, limits, source)
      sessions.add(session)
      session.wake()
    }
    distribute()
  }

  /** None waits longer than there is patience for. */
  function expire(): void {
    timer = undefined
    const now = performance.now()
    const kept = waiting.findIndex(({ until }) => until > now)
    letGo(waiting.splice(0, kept < 0 ? waiting.length : kept), { is: 'lost', handed: false, why: 'CONN ETIMEDOUT' })
    distribute()
  }

  function letGo(tasks: readonly Task[], ending: Ending): void {
    for (const task of tasks) task.settle(ending)
  }

  return {
    submit: message =>
      new Promise(settle => {
        waiting.push({ message, until: performance.now() + limits.whole, again: false, settle })
        distribute()
      }),
    close() {
      shut.abort()
      clearTimeout(timer)
      distribute()
      for (const session of [...sessions]) session.close()
    },
  }
}
