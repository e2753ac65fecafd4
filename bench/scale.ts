/**
 * A wave to 100,000 people through the real handlers, on paper: how long it takes, in how many passes, and which limit is
 * met first, at quotas from one letter a second to a thousand. docs/scale.md quotes what this prints. Each case with
 * 100,000 takes a minute or more of a whole processor.
 */

import { campaignIdFrom, invitationIdFrom } from '../domain/keep/ids.ts'
import { MINUTE, SECOND, shift, toMillis } from '../domain/keep/time.ts'
import { keyOf, plan } from '../domain/send/plan.ts'
import { readContext } from '../functions/keep/context.ts'
import { read, waveRef } from '../functions/keep/documents.ts'
import type { Outgoing, WaveSchedule, World } from '../functions/keep/ports.ts'
import { NO_LISTS } from '../functions/keep/without-effect.ts'
import { sweep } from '../functions/rounds/sweep.ts'
import { markWave } from '../functions/send/mark-wave.ts'
import { noteDelivery } from '../functions/send/note-delivery.ts'
import { releaseWave } from '../functions/send/release-wave.ts'
import { schedule } from '../functions/send/schedules.ts'
import { IDS, signedCampaign } from '../test/functions/campaign/launch.ts'
import { createTable, Throttled } from './scale-table.ts'
import { createProcessor, createScheduler, createSes, createTime, SETTINGS } from './scale-world.ts'
import { sized } from './size.ts'

const CASES: readonly { invitees: number; quota: number }[] = [
  { invitees: 50, quota: 1 },
  { invitees: 1000, quota: 14 },
  { invitees: 10_000, quota: 1000 },
  { invitees: 100_000, quota: 14 },
  { invitees: 100_000, quota: 50 },
  { invitees: 100_000, quota: 200 },
  { invitees: 100_000, quota: 1000 },
]

/**
 * Milliseconds of a whole processor that a letter takes of `release-wave`, measured from its bundle against local
 * endpoints, and the share of one that 1,024 MB have (1,769 MB have a whole one). A letter is three requests.
 */
const PROCESSOR = { letter: 3.5, share: 1024 / 1769, requests: 3 }
const A_REQUEST = PROCESSOR.letter / PROCESSOR.share / PROCESSOR.requests

const TO_START = 0.6 * SECOND
const LIMIT = 15 * MINUTE
const TO_END = 45 * SECOND
const SWEEP = { every: 5 * MINUTE, limit: 5 * MINUTE }
/** Lambda calls a function that failed again, twice. */
const RETRIES = [1 * MINUTE, 2 * MINUTE]
const NEWS_AFTER = { sent: 1 * SECOND, delivered: 3 * SECOND }

interface Result {
  invitees: number
  quota: number
  hours: number
  per_second: number
  passes: number
  most_at_once: number
  function_hours: number
  peak_writes: number
  peak_reads: number
  throttled: number
  failed: number
  overruns: number
  twice: number
  /** Of one sweep that finds nothing to do. */
  sweep_seconds: number
  seconds_to_simulate: number
}

async function simulate({ invitees, quota }: (typeof CASES)[number]): Promise<Result> {
  const begun = performance.now()
  const time = createTime('2027-01-04T16:00:00.000Z')
  const table = createTable(time)
  const had = new Map<string, number>()
  let [last, passes, running, mostAtOnce, functionMillis, failed] = [0, 0, 0, 0, 0, 0]
  let over = false

  const ses = createSes(time, quota, message => {
    const { invitation = '', wave } = message
    if (wave !== 'invite') return
    had.set(invitation, (had.get(invitation) ?? 0) + 1)
    last = time.millis()
    void tell(message, 'sent')
    void tell(message, 'delivered')
  })
  const scheduler = createScheduler(time, schedule => {
    if (schedule.of === 'wave') void invoke(schedule)
  })

  let runs = 0
  /** A world of its own for each run, as each function has one. */
  function world(): World {
    const processor = createProcessor(time)
    const work = () => processor(A_REQUEST)
    return {
      run: { id: `run${runs++}`.padEnd(8, 'x'), alone: false },
      store: table.seenBy(work),
      post: ses.seenBy(work),
      mailbox: { keep: async () => {}, read: async () => undefined, forget: async () => 0 },
      names: { txt: async () => 'unknown', mx: async () => 'unknown', addresses: async () => 'unknown' },
      timetable: scheduler,
      lists: NO_LISTS,
      clock: time,
      chance: { id: bytes => `${runs}${(attempts++).toString(36)}`.padStart(bytes, 'a') },
      log: { info() {}, error() {} },
      settings: SETTINGS,
    }
  }
  let attempts = 0

  async function tell({ attempt, campaign, invitation = '' }: Outgoing, what: 'sent' | 'delivered'): Promise<void> {
    await time.rest(NEWS_AFTER[what])
    await noteDelivery(
      world(),
      {
        attempt,
        campaign: campaignIdFrom(campaign),
        invitation: invitationIdFrom(invitation),
        what,
        detail: '',
        at: time.now(),
      },
      markWave,
    ).catch(error => {
      // EventBridge tries again for a day.
      if (!(error instanceof Throttled)) throw error
      return tell({ attempt, campaign, invitation } as Outgoing, what)
    })
  }

  async function invoke(schedule: WaveSchedule, tries = 0): Promise<void> {
    const from = time.millis()
    mostAtOnce = Math.max(mostAtOnce, ++running)
    await time.rest(TO_START)
    const until = shift(time.now(), LIMIT - TO_END)
    const { wave } = schedule
    const release = await releaseWave(world(), schedule, until).catch(error => {
      if (!(error instanceof Throttled)) throw error
      return 'failed' as const
    })
    running--
    functionMillis += time.millis() - from
    if (time.millis() - from > LIMIT) throw new Error('a pass was longer than a function may take')
    if (wave === 'invite') passes++
    if (release === 'finished' && wave === 'invite') over = true
    if (release !== 'failed') return
    failed++
    const wait = RETRIES[tries]
    if (wait === undefined) return
    await time.rest(wait)
    await invoke(schedule, tries + 1)
  }

  // Nothing is planned until all is there, or the clock would run ahead to it.
  const quiet = { set: async () => {}, remove: async () => {}, list: async () => [] }
  await signedCampaign({ ...world(), store: table.direct, timetable: quiet }, { invitees })
  // What composes letters is loaded from the disk, which takes none of this time.
  await import('../functions/send/letters.ts')
  const context = await readContext(table.direct, IDS.campaign)
  const start = toMillis((context && plan(context.campaign).find(wave => keyOf(wave) === 'invite')?.at) ?? '')
  await time.at(start - SECOND)
  await schedule({ ...world(), store: table.direct }, IDS.campaign)
  while (!over) {
    await time.rest(SWEEP.every)
    if (!over) await sweep(world(), shift(time.now(), SWEEP.limit - TO_END)).catch(() => failed++)
    if (time.millis() - start > 40 * 60 * MINUTE) throw new Error('the wave does not end')
  }
  const state = (await read(table.direct, waveRef(IDS.campaign, 'invite')))?.value
  const sent = state?.counts.sent ?? 0
  if (had.size !== invitees) throw new Error(`${invitees - had.size} people had no letter, ${sent} are counted`)
  const millis = Math.max(1, last - start)
  const swept = time.millis()
  await sweep(world())
  const sweepMillis = time.millis() - swept
  const { write, read: reads } = table.peak(`campaign#${IDS.campaign}`)
  return {
    invitees,
    quota,
    hours: digits(millis / (60 * MINUTE)),
    per_second: digits((1000 * invitees) / millis),
    passes,
    most_at_once: mostAtOnce,
    function_hours: digits(functionMillis / (60 * MINUTE)),
    peak_writes: write,
    peak_reads: reads,
    throttled: table.throttled(),
    failed,
    overruns: ses.overruns(),
    sweep_seconds: digits(sweepMillis / 1000),
    twice: [...had.values()].filter(times => times > 1).length,
    seconds_to_simulate: digits((performance.now() - begun) / 1000),
  }
}

export async function run(): Promise<object> {
  const results: Result[] = []
  // One case alone: npm run -s bench -- scale 100000@1000
  const wish = process.argv.slice(3).find(each => !each.startsWith('-'))
  const cases = sized(CASES, CASES.slice(0, 1))
  for (const each of cases.filter(({ invitees, quota }) => wish === undefined || wish === `${invitees}@${quota}`)) {
    const result = await simulate(each)
    results.push(result)
    console.log(
      `${result.invitees} people at ${result.quota}/s: ${result.hours} h, ${result.per_second}/s, ${result.passes} passes (${result.most_at_once} at once, ${result.function_hours} h of function), at most ${result.peak_writes} writes and ${result.peak_reads} reads a second, ${result.throttled} throttled, ${result.failed} runs failed, ${result.overruns} overruns, ${result.twice} written to twice; a quiet sweep ${result.sweep_seconds} s [${result.seconds_to_simulate} s]`,
    )
  }
  return { bench: 'scale', results }
}

const digits = (number: number): number => Math.round(number * 100) / 100
