/**
 * Lists are read and judged in a thread of their own, one at a time, so that nobody waits for them who asks for another
 * page. What takes too long or too much memory is ended with its thread; the next one gets a fresh thread.
 */
import { Worker } from 'node:worker_threads'
import type { ListWork, Overrun } from '../../domain/list/list-import.ts'
import type { Failure } from '../../functions/keep/failure.ts'
import type { Log } from '../../functions/keep/ports.ts'
import { type Packed, unpacked } from './packed.ts'

export interface ListJob {
  task: keyof ListWork
  given: unknown[]
}

export type ListDone = { done: Packed | Overrun } | { failed: Failure }

export interface LocalLists {
  work: ListWork
  /** Ends the thread, and with it whatever it is at. */
  stop(): Promise<void>
}

export const LIMITS = {
  /** Milliseconds that one list may take. */
  time: 20_000,
  /** Milliseconds until the thread is ready, at most. */
  start: 20_000,
  /** Megabytes that the thread may have in hand. */
  memory: 768,
  /** Lists that wait for their turn. */
  waiting: 20,
  /** Milliseconds without work after which the thread is let go of, and its memory with it. */
  idle: 60_000,
}

const THREAD = new URL('./thread.ts', import.meta.url)

export function createLists(folder: string, log: Log, limits = LIMITS): LocalLists {
  let thread: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let turn: Promise<unknown> = Promise.resolve()
  let waiting = 0
  let stopped = false

  function open(): Worker {
    if (thread) return thread
    const fresh = new Worker(THREAD, {
      workerData: { folder },
      // Where the program was built, so was this.
      execArgv: THREAD.pathname.endsWith('.ts') ? ['--import', import.meta.resolve('tsx')] : [],
      resourceLimits: { maxOldGenerationSizeMb: limits.memory },
    })
    const forget = () => {
      if (thread === fresh) thread = undefined
    }
    fresh.on('exit', forget)
    fresh.on('error', forget)
    thread = fresh
    return fresh
  }

  const close = async (): Promise<void> => {
    const old = thread
    thread = undefined
    await old?.terminate()
  }

  /** What comes of a job, from the thread, from its end or from the clock: whichever comes first. */
  function run(job: ListJob): Promise<ListDone> {
    const isFresh = thread === undefined
    const worker = open()
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => () => {
        clearTimeout(late)
        worker.off('message', answered)
        worker.off('error', broke)
        worker.off('exit', ended)
        act()
      }
      const answered = (answer: ListDone) => settle(() => resolve(answer))()
      const overrun = (why: Overrun) => {
        log.error('a list was not read', { task: job.task, why })
        resolve({ done: why })
      }
      const broke = (error: NodeJS.ErrnoException) =>
        settle(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? overrun('too much') : reject(error)))()
      const ended = settle(() => reject(new Error('the thread for lists ended')))
      const late = setTimeout(
        settle(() => {
          void close()
          overrun('too long')
        }),
        limits.time + (isFresh ? limits.start : 0),
      )
      worker.on('message', answered)
      worker.on('error', broke)
      worker.on('exit', ended)
      worker.postMessage(job)
    })
  }

  async function one(job: ListJob): Promise<object | Overrun> {
    clearTimeout(idle)
    try {
      const answer = await run(job)
      if ('failed' in answer) throw new Error(`${answer.failed.kind} in the thread for lists, ${answer.failed.where}`)
      return typeof answer.done === 'string' ? answer.done : await unpacked(answer.done)
    } finally {
      idle = setTimeout(close, limits.idle)
      idle.unref()
    }
  }

  async function inTurn(job: ListJob): Promise<object | Overrun> {
    if (stopped || waiting >= limits.waiting) return 'busy'
    waiting++
    const mine = turn.then(() => (stopped ? 'busy' : one(job)))
    turn = mine.catch(() => undefined)
    try {
      return await mine
    } finally {
      waiting--
    }
  }

  const task = <T extends keyof ListWork>(name: T): ListWork[T] =>
    ((...given: unknown[]) => inTurn({ task: name, given })) as ListWork[T]

  return {
    work: {
      read: task('read'),
      recognize: task('recognize'),
      look: task('look'),
      rows: task('rows'),
      suppressions: task('suppressions'),
    },
    async stop() {
      stopped = true
      clearTimeout(idle)
      await close()
      await turn
    },
  }
}
