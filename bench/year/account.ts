/**
 * An account of AWS on paper, with all of its doors: functions that are called, stay warm and are so many at one time, schedules that
 * fire, the sweep every five minutes, and news of each email. The handlers run in it as they are; what they ask for is counted by door.
 */
import { overdue } from '../../aws/overdue.ts'
import { campaignIdFrom, invitationIdFrom } from '../../domain/keep/ids.ts'
import { DAY, type Instant, MINUTE, SECOND, shift } from '../../domain/keep/time.ts'
import { isThanks } from '../../domain/keep/wave-id.ts'
import type { Outgoing, Schedule, World } from '../../functions/keep/ports.ts'
import { NO_LISTS } from '../../functions/keep/without-effect.ts'
import { onSchedule } from '../../functions/rounds/on-schedule.ts'
import { sweep } from '../../functions/rounds/sweep.ts'
import { markWave } from '../../functions/send/mark-wave.ts'
import { noteDelivery } from '../../functions/send/note-delivery.ts'
import { type Born, createTable, Throttled } from '../scale-table.ts'
import { createProcessor, createSes, createTime, SETTINGS } from '../scale-world.ts'
import { luck } from './calendar.ts'
import { type BornSchedules, counted, createSchedules } from './schedules.ts'

export const DOORS = ['waves', 'errands', 'news', 'web', 'sweep'] as const
export type DoorName = (typeof DOORS)[number]

/** What a door was asked for. `millis`: of its functions, while they were at it. */
export interface Used {
  calls: number
  millis: number
  reads: number
  writes: number
  readUnits: number
  writeUnits: number
  /** Requests to the scheduler. */
  schedules: number
  emails: number
}

const NOTHING = { calls: 0, millis: 0, reads: 0, writes: 0, readUnits: 0, writeUnits: 0, schedules: 0, emails: 0 }

/** What AWS gives: functions at one time, once the quota of a new account has been raised, and calls of the scheduler a second. */
export const QUOTAS = { functions: 1000, schedules: 1000 }
/** Milliseconds until a new function is at work, and one that is warm. */
const START = { cold: 600, warm: 10 }
/** Milliseconds of the processor for each request of a function of 1,024 MB, as in the bench `scale`. */
const A_REQUEST = 2
const NEWS_AFTER = { sent: 1 * SECOND, delivered: 3 * SECOND }
/** Lambda calls a function that failed again, twice. */
const RETRIES = [1 * MINUTE, 2 * MINUTE]
/** What finds no place in a function of which only so many may be at work, Lambda tries again after a second, and then ever later. */
const NO_PLACE = { first: 1 * SECOND, most: 5 * MINUTE }
const LIMIT = { waves: 15 * MINUTE, errands: 15 * MINUTE, news: 30 * SECOND, web: 29 * SECOND, sweep: 5 * MINUTE }
const TO_END = 45 * SECOND
/** All that is loaded is loaded before: little real work is left that the clock does not see. */
const PATIENCE = 40
export const EVERY = 5 * MINUTE

/** The longest that anything waited for, in milliseconds. */
export interface Waits {
  /** A letter of a wave after it was due, and one to a person of the partnership. */
  wave: number
  errand: number
  /** The thank-you after the answer. */
  thanks: number
  /** The page after the click. */
  answer: number
  /** One round of the sweep, and a function that had no place. */
  round: number
  place: number
}

interface Warm {
  world: World
  /** Since when what it sends now is due. */
  due: number
  used: Used
}

export type Account = ReturnType<typeof createAccount>

export function createAccount(options: {
  start: Instant
  rate: number
  born?: Born
  schedules?: BornSchedules
  sweeps?: 'after something'
  /** So many functions that send waves and errands may be at work at one time, as `wavesAtOnce` of the stack bounds them. */
  wavesAtOnce?: number | undefined
  /** Whether a letter is of a launch, for counting. */
  isLaunch?: (campaign: string) => boolean
  onTaken?: (message: Outgoing) => void
}) {
  const time = createTime(options.start, PATIENCE)
  const table = createTable(time, options.born)
  const used = Object.fromEntries(DOORS.map(door => [door, { ...NOTHING }])) as Record<DoorName, Used>
  const waits: Waits = { wave: 0, errand: 0, thanks: 0, answer: 0, round: 0, place: 0 }
  const errors = new Map<string, number>()
  const letters = new Map<string, number>()
  const clicked = new Map<string, number>()
  const idle = Object.fromEntries(DOORS.map(door => [door, [] as Warm[]])) as Record<DoorName, Warm[]>
  const state = {
    atWork: 0,
    sending: 0,
    tries: 0,
    most: 0,
    failed: 0,
    unfinished: 0,
    overdue: 0,
    runs: 0,
    attempts: 0,
    pending: 0,
  }
  const queue: (() => void)[] = []
  const note = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1)
  const longest = (what: keyof Waits, millis: number) => {
    waits[what] = Math.max(waits[what], millis)
  }
  /** When the letters of a schedule were first due: a pass that goes on is for the same. */
  const due = new Map<string, number>()

  const ses = createSes(time, options.rate, () => {})
  const schedules = createSchedules(time, options.schedules ?? (() => []), fire, QUOTAS.schedules)

  function taken(door: DoorName, warm: Warm, message: Outgoing): void {
    const { wave, campaign, invitation = '' } = message
    warm.used.emails++
    note(letters, `${options.isLaunch?.(campaign) ? 'launch' : 'table'} ${wave.replace(/[:.].*/, '')}`)
    options.onTaken?.(message)
    const person = `${campaign}/${invitation}`
    if (isThanks(wave)) {
      longest('thanks', time.millis() - (clicked.get(person) ?? time.millis()))
      clicked.delete(person)
    } else if (door === 'waves') longest('wave', time.millis() - warm.due)
    else if (door === 'errands') longest('errand', time.millis() - warm.due)
    if (invitation === '') return
    void tell(message, 'sent')
    void tell(message, 'delivered')
  }

  async function tell({ attempt, campaign, invitation = '' }: Outgoing, what: 'sent' | 'delivered'): Promise<void> {
    await time.rest(NEWS_AFTER[what])
    const about = { attempt, campaign: campaignIdFrom(campaign), invitation: invitationIdFrom(invitation) }
    await call('news', world => noteDelivery(world, { ...about, what, detail: '', at: time.now() }, markWave))
  }

  function open(door: DoorName): Warm {
    const processor = createProcessor(time)
    const work = () => processor(A_REQUEST)
    const id = `run${(state.runs++).toString(36)}`.padEnd(8, 'x')
    const warm = { due: 0, used: used[door] } as Warm
    const post = ses.seenBy(work)
    warm.world = {
      run: { id, alone: false },
      store: table.seenBy(work, (kind, units) => {
        warm.used[kind === 'read' ? 'reads' : 'writes']++
        warm.used[kind === 'read' ? 'readUnits' : 'writeUnits'] += units
      }),
      post: {
        ...post,
        async send(message) {
          const outcome = await post.send(message)
          if (outcome.outcome === 'sent') taken(door, warm, message)
          return outcome
        },
      },
      mailbox: { keep: async () => {}, read: async () => undefined, forget: async () => 0 },
      names: { txt: async () => 'unknown', mx: async () => 'unknown', addresses: async () => 'unknown' },
      timetable: counted(schedules.timetable, n => {
        warm.used.schedules += n
      }),
      lists: NO_LISTS,
      clock: time,
      chance: { id: bytes => `${id}${(state.attempts++).toString(36)}`.padStart(bytes, 'a') },
      log: {
        info: event => {
          if (event === 'sweep goes on in its next round') state.unfinished++
        },
        error: event => note(errors, event),
      },
      settings: SETTINGS,
    }
    return warm
  }

  async function placeToSend(): Promise<void> {
    const { wavesAtOnce = Number.POSITIVE_INFINITY } = options
    for (let wait = NO_PLACE.first; state.sending >= wavesAtOnce; wait = Math.min(2 * wait, NO_PLACE.most))
      // None at the same moment as all others.
      await time.rest(wait * (0.5 + luck(state.tries++) / 2))
    state.sending++
  }

  /** A function for one thing to do, as Lambda gives it: one that is warm or a new one, of so many at one time. */
  async function call<T>(
    door: DoorName,
    work: (world: World, until: Instant) => Promise<T>,
    since = time.millis(),
    tries = 0,
  ): Promise<T | undefined> {
    state.pending++
    const sends = door === 'waves' || door === 'errands'
    if (sends) await placeToSend()
    if (state.atWork >= QUOTAS.functions) {
      const from = time.millis()
      await new Promise<void>(free => queue.push(free))
      longest('place', time.millis() - from)
    } else state.atWork++
    state.most = Math.max(state.most, state.atWork)
    const begun = time.millis()
    const warm = idle[door].pop()
    await time.rest(warm ? START.warm : START.cold)
    const own = warm ?? open(door)
    own.due = since
    own.used.calls++
    const end = () => {
      own.used.millis += time.millis() - begun
      idle[door].push(own)
      state.pending--
      if (sends) state.sending--
      if (door !== 'sweep') stirred()
      const next = queue.shift()
      if (next) next()
      else state.atWork--
    }
    try {
      const done = await work(own.world, shift(time.now(), LIMIT[door] - TO_END))
      end()
      if (time.millis() - begun > LIMIT[door]) note(errors, `${door} took longer than its function may`)
      return done
    } catch (error) {
      end()
      if (!(error instanceof Throttled)) note(errors, `${door}: ${error instanceof Error ? error.message : error}`)
      state.failed++
      const wait = RETRIES[tries]
      if (wait === undefined || door === 'web') return undefined
      await time.rest(wait)
      return call(door, work, since, tries + 1)
    }
  }

  async function fire(schedule: Schedule, at: number): Promise<void> {
    const since = due.get(schedule.name) ?? at
    due.set(schedule.name, since)
    const done = await call(
      schedule.of === 'wave' ? 'waves' : 'errands',
      (world, until) => onSchedule(world, schedule, until),
      since,
    )
    if (done !== 'handed over' && done !== 'unfinished') due.delete(schedule.name)
  }

  async function round(): Promise<void> {
    const begun = time.millis()
    await call('sweep', async (world, until) => {
      await sweep(world, until)
      longest('round', time.millis() - begun)
      state.overdue = Math.max(state.overdue, await overdue(world, shift(until, 30 * SECOND)))
    })
  }

  /** Looks at what has happened in the next round, where nobody sweeps all the time; and once a day. */
  let planned = Number.POSITIVE_INFINITY
  function stirred(): void {
    if (options.sweeps !== 'after something') return
    const next = EVERY * Math.ceil((time.millis() + 1) / EVERY)
    if (next < planned) void roundAt(next)
  }
  async function roundAt(at: number): Promise<void> {
    planned = at
    await time.at(at)
    if (planned !== at) return
    planned = Number.POSITIVE_INFINITY
    await round()
    if (planned === Number.POSITIVE_INFINITY) void roundAt(EVERY * Math.ceil((time.millis() + DAY) / EVERY))
  }

  return {
    time,
    table,
    used,
    waits,
    errors,
    letters,
    state,
    ses,
    schedules,
    call,
    round,
    /** Somebody answers at the page behind their link, or does anything else there; answers what the page did. */
    async click<T>(work: (world: World) => Promise<T>, person?: string): Promise<T | undefined> {
      const at = time.millis()
      if (person !== undefined) clicked.set(person, at)
      const done = await call('web', work)
      if (person !== undefined) longest('answer', time.millis() - at)
      return done
    },
  }
}
