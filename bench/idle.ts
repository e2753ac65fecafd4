/**
 * What Convoke does while nobody asks it for anything: 1 to 5,000 partnerships, each with a launch of 40 people whose first letter
 * has left and whose meeting is weeks away, through the sweeps of an hour. Requests are counted at the Store and Timetable ports: on
 * AWS each is one of DynamoDB or EventBridge Scheduler, and so is each page of a list, and each schedule that a list names.
 */

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { overdue } from '../aws/overdue.ts'
import { endOf } from '../domain/keep/meeting.ts'
import { DAY, HOUR, MINUTE, shift } from '../domain/keep/time.ts'
import { keyOf, plan } from '../domain/send/plan.ts'
import { readContext } from '../functions/keep/context.ts'
import type { Store, Stored, Timetable } from '../functions/keep/ports.ts'
import { sweep } from '../functions/rounds/sweep.ts'
import { releaseWave } from '../functions/send/release-wave.ts'
import { IDS, signedCampaign } from '../test/functions/campaign/launch.ts'
import { makeWorld, type TestWorld } from '../test/world.ts'
import { functionDollars, GIGABYTES, SHARE, tableDollars } from './prices.ts'
import { sized, wished } from './size.ts'

const SIZES = sized([1, 100, 1000, 5000], [1, 10])
const PEOPLE = 40
/** As on AWS (infra/). */
const EVERY = 5 * MINUTE
/** Everything that is looked at seldom has had its turn by then. */
const BEFORE = 2 * HOUR

const SWEEPS_A_MONTH = (30 * 24 * HOUR) / EVERY
/** Seconds that the function which sweeps waits for a request. */
const A_REQUEST = 0.005

interface Used {
  requests: number
  writes: number
  /** What each read found; it is weighed once the time was taken. */
  found: (readonly Stored[])[]
}

export interface Rest {
  cpu_seconds: number
  cpu_seconds_most: number
  requests: number
  requests_most: number
  writes: number
  dollars_a_month: number
}

export async function run(): Promise<object> {
  const results: Record<number, object> = {}
  for (const partnerships of wished(SIZES)) {
    const result = await atRest(partnerships)
    results[partnerships] = result
    console.log(`${String(partnerships).padStart(5)} partnerships: ${JSON.stringify(result)}`)
  }
  return { bench: 'idle', people: PEOPLE, every_minutes: EVERY / MINUTE, ...results }
}

/** Of so many partnerships, by the sweep: with a launch each, or with one that is over. */
export async function atRest(partnerships: number, stage: 'under way' | 'over' = 'under way'): Promise<Rest> {
  const t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
  try {
    await launch(t)
    if (stage === 'over') await goBy(t)
    copyLaunch(t.folder, partnerships)
    const used: Used = { requests: 0, writes: 0, found: [] }
    const world = { ...t.world, store: counting(t.world.store, used), timetable: countingToo(t.world.timetable, used) }
    const begun = t.clock.now()
    const sweeps: Swept[] = []
    for (let at = EVERY; at <= BEFORE + HOUR; at += EVERY) {
      await t.clock.moveTo(shift(begun, at))
      Object.assign(used, { requests: 0, writes: 0, found: [] })
      const before = process.cpuUsage()
      await sweep(world)
      const { user, system } = process.cpuUsage(before)
      // On AWS what is late is counted after each.
      await overdue(world)
      const { requests, writes, found } = used
      const readUnits = found.reduce((sum, each) => sum + unitsOf(each), 0)
      if (at > BEFORE) sweeps.push({ requests, writes, readUnits, cpu: (user + system) / 1e6 })
    }
    const of = (what: keyof Swept) => sweeps.map(each => each[what])
    return {
      cpu_seconds: digits(mean(of('cpu'))),
      cpu_seconds_most: digits(Math.max(...of('cpu'))),
      requests: Math.round(mean(of('requests'))),
      requests_most: Math.max(...of('requests')),
      writes: Math.round(mean(of('writes'))),
      dollars_a_month: digits(mean(sweeps.map(dollarsOf)) * SWEEPS_A_MONTH),
    }
  } finally {
    t.close()
  }
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0) / numbers.length
const digits = (number: number): number => Math.round(number * 1000) / 1000

interface Swept {
  cpu: number
  requests: number
  readUnits: number
  writes: number
}

function dollarsOf({ cpu, requests, ...units }: Swept): number {
  const seconds = cpu / SHARE + requests * A_REQUEST
  return (
    tableDollars({ readUnits: units.readUnits, writeUnits: units.writes }) +
    functionDollars(GIGABYTES.sweep, seconds, 1)
  )
}

/** One launch by the real handlers, an hour after its first letter has left. */
async function launch({ world, clock }: TestWorld): Promise<void> {
  await signedCampaign(world, { invitees: PEOPLE })
  const context = await readContext(world.store, IDS.campaign)
  const first = context && plan(context.campaign).find(wave => keyOf(wave) === 'invite')
  if (!first) throw new Error('no letter is planned')
  await clock.moveTo(first.at)
  const release = await releaseWave(world, { campaign: IDS.campaign, wave: 'invite' })
  if (release !== 'finished') throw new Error(`the letter ended as ${release}`)
  await clock.moveTo(shift(first.at, HOUR))
}

/** Its other letters leave, its day comes, and a month goes by. */
async function goBy({ world, clock }: TestWorld): Promise<void> {
  const context = await readContext(world.store, IDS.campaign)
  const { meeting } = context?.campaign ?? {}
  if (!context || !meeting) throw new Error('there is no meeting')
  for (const wave of plan(context.campaign).filter(({ off, at }) => !off && at > world.clock.now())) {
    await clock.moveTo(wave.at)
    await releaseWave(world, { campaign: IDS.campaign, wave: keyOf(wave) })
  }
  for (const days of [2, 30]) {
    await clock.moveTo(shift(endOf(meeting), days * DAY))
    await sweep(world)
  }
}

/** The same launch under other ids, as often as it takes. */
function copyLaunch(folder: string, partnerships: number): void {
  const sql = new DatabaseSync(join(folder, 'convoke.db'))
  sql.exec('BEGIN')
  for (const table of ['docs', 'schedules']) {
    const rows = sql.prepare(`SELECT * FROM ${table}`).all() as Record<string, string | number | null>[]
    const columns = Object.keys(rows[0] ?? {})
    const insert = sql.prepare(`INSERT OR IGNORE INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`)
    for (let n = 1; n < partnerships; n++)
      for (const row of rows) insert.run(...columns.map(column => renamed(row[column] ?? null, n)))
  }
  sql.exec('COMMIT')
  sql.close()
}

function renamed(value: string | number | null, n: number): string | number | null {
  if (typeof value !== 'string') return value
  const id = (letter: string) =>
    letter +
    n
      .toString(36)
      .padStart(15, 'q')
      .replaceAll(/[0189]/g, d => `${'ghij'['0189'.indexOf(d)]}`)
  return value.replaceAll(IDS.campaign, id('c')).replaceAll(IDS.partnership, id('p'))
}

/** A consistent read is charged by four kilobytes of what it finds. */
const unitsOf = (found: readonly Stored[]): number =>
  Math.max(1, Math.ceil(found.reduce((sum, { value }) => sum + JSON.stringify(value).length, 0) / 4096))

function counting(store: Store, used: Used): Store {
  const read = (found: readonly Stored[]) => {
    used.requests++
    used.found.push(found)
  }
  return {
    async get(partition, key) {
      const found = await store.get(partition, key)
      read(found ? [found] : [])
      return found
    },
    async list(partition, options) {
      const page = await store.list(partition, options)
      read(page.found)
      return page
    },
    async put(...given) {
      used.requests++
      used.writes++
      return store.put(...given)
    },
    async remove(...given) {
      used.requests++
      used.writes++
      return store.remove(...given)
    },
  }
}

const countingToo = (timetable: Timetable, used: Used): Timetable => ({
  set: async schedule => {
    used.requests++
    return timetable.set(schedule)
  },
  remove: async name => {
    used.requests++
    return timetable.remove(name)
  },
  list: async campaign => {
    const found = await timetable.list(campaign)
    used.requests += 1 + found.length
    return found
  },
})
