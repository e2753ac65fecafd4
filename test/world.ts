/** A world for tests: the real ports of one machine over a temporary folder, and a clock that a test moves. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fromMillis, type Instant, toMillis } from '../domain/keep/time.ts'
import type { Log, Schedule, Settings, World } from '../functions/keep/ports.ts'
import { listWork } from '../functions/list/list-work.ts'
import { releaseWave } from '../functions/send/release-wave.ts'
import { passkeysLater } from '../identity/passkeys-later.ts'
import { chance } from '../local/chance.ts'
import { createClock, type LocalClock } from '../local/clock.ts'
import { openDatabase } from '../local/database.ts'
import { readExamples } from '../local/examples.ts'
import { createMailbox } from '../local/mail/mailbox.ts'
import { createOutbox, type Outbox } from '../local/mail/outbox.ts'
import { createStore } from '../local/store.ts'
import { createTimers, type Timers } from '../local/timers.ts'
import { createTimetable, type LocalTimetable } from '../local/timetable.ts'

interface Logged {
  level: 'info' | 'error'
  event: string
  facts: Record<string, string | number | boolean>
}

export interface TestWorld {
  world: World
  outbox: Outbox
  timetable: LocalTimetable
  timers: Timers
  clock: LocalClock
  /** What was logged so far. */
  logged: Logged[]
  folder: string
  close(): void
}

export interface Wishes {
  /** Where the clock stands at first; it moves only by `clock.moveTo`, the timers and `clock.rest`. */
  start?: Instant
  /** Parts of the world to replace. */
  world?: Partial<World>
  settings?: Partial<Settings>
  /** What a due schedule does; a test of waves hands in `releaseWaves`. */
  release?: (world: World, schedule: Schedule) => Promise<void>
  sweep?: (world: World) => Promise<void>
  /** A folder to open again; without one a fresh one is made, and removed by `close`. */
  folder?: string
}

export const START: Instant = '2026-01-05T16:00:00.000Z'

/** A fresh world over real SQLite. Call `close` at the end. */
export function makeWorld(wishes: Wishes = {}): TestWorld {
  const folder = wishes.folder ?? mkdtempSync(join(tmpdir(), 'convoke-'))
  const database = openDatabase(folder)
  const logged: Logged[] = []
  const start = toMillis(wishes.start ?? START)
  // Time stands still until somebody moves it or rests, so that what a test sees does not depend on the machine.
  let rested = 0
  const clock = createClock(database, {
    millis: () => start + rested,
    rest: millis => {
      // A timer counts whole milliseconds too.
      rested += Math.max(0, Math.ceil(millis))
      return new Promise(resolve => setImmediate(resolve))
    },
  })
  const store = createStore(database)
  const outbox = createOutbox(database, clock)
  const timetable = createTimetable(database)
  const note =
    (level: Logged['level']): Log['info'] =>
    (event, facts = {}) => {
      logged.push({ level, event, facts })
    }
  const world: World = {
    sample: readExamples(),
    passkeys: passkeysLater,
    store,
    post: outbox,
    mailbox: createMailbox(database, clock),
    names: { txt: async () => 'unknown', mx: async () => 'unknown', addresses: async () => 'unknown' },
    timetable,
    lists: listWork({ store }),
    clock,
    chance,
    run: { id: chance.id(5), alone: true },
    log: { info: note('info'), error: note('error') },
    settings: {
      url: 'http://localhost:8080',
      from: 'invitations@example.org',
      replyDomain: 'reply.example.org',
      secret: 'a secret of the tests that is long enough to count',
      conveners: ['convener@example.org', '@conveners.example'],
      claimable: true,
      bounces: 'by token',
      restoredAt: undefined,
      ...wishes.settings,
    },
    ...wishes.world,
  }
  const timers = createTimers({
    timetable,
    clock,
    log: world.log,
    release: async schedule => wishes.release?.(world, schedule),
    sweep: async () => wishes.sweep?.(world),
  })
  return {
    world,
    outbox,
    timetable,
    timers,
    clock,
    logged,
    folder,
    close() {
      database.close()
      if (wishes.folder === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** `start` and so many milliseconds, for tests that count time. */
export const later = (start: Instant, millis: number): Instant => fromMillis(toMillis(start) + millis)

/** A schedule of a wave releases it; errands are left. */
export async function releaseWaves(world: World, schedule: Schedule): Promise<void> {
  if (schedule.of === 'wave') await releaseWave(world, schedule)
}
