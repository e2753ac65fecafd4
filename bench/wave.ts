/**
 * A wave of 10,000 letters through the real handlers, SQLite on disk and an SMTP server on loopback in a process of its own.
 * `--far` puts one recipient domain of twenty-five 20 ms away; `--letters N` sends so many; `--connections N` by so many.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { releaseWave } from '../functions/send/release-wave.ts'
import { openDatabase } from '../local/database.ts'
import { createRelay } from '../local/relay/relay.ts'
import { IDS, signedCampaign } from '../test/functions/campaign/launch.ts'
import { makeWorld } from '../test/world.ts'
import { sharesOf } from './profile.ts'
import { sized } from './size.ts'

const asked = (name: string): number | undefined => {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : Number(process.argv[at + 1])
}

const LETTERS = asked('--letters') ?? sized(10_000, 50)
const DUE = '2027-02-26T16:00:00.000Z'
const AWAY = process.argv.includes('--far') ? 20 : 0

interface Taken {
  taken: number
  different: number
  cpu: NodeJS.CpuUsage
}

const ask = async <T>(sink: ChildProcess): Promise<T> => {
  sink.send('how many')
  return (await once(sink, 'message'))[0] as T
}

/** Sends a wave, and hands its release to `measure`. Answers what arrived. */
async function wave(letters: number, measure: (release: () => Promise<void>) => Promise<void>): Promise<Taken> {
  const sink = fork(new URL('./sink.ts', import.meta.url), [String(AWAY)], { execArgv: ['--import', 'tsx'] })
  const [{ port }] = (await once(sink, 'message')) as [{ port: number }]
  const t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
  const folder = mkdtempSync(join(tmpdir(), 'convoke-bench-'))
  const database = openDatabase(folder)
  const connections = asked('--connections')
  const url = `smtp://127.0.0.1:${port}`
  const relay = createRelay(database, { now: () => DUE }, { url, rate: 10, ...(connections ? { connections } : {}) })
  try {
    await signedCampaign(t.world, { invitees: letters })
    await t.clock.moveTo(DUE)
    const world = { ...t.world, post: { ...relay, rate: async () => Number.POSITIVE_INFINITY } }
    await measure(async () => {
      const release = await releaseWave(world, { campaign: IDS.campaign, wave: 'invite' })
      if (release !== 'finished') throw new Error(`the wave ended as ${release}`)
    })
    const arrived = await ask<Taken>(sink)
    if (arrived.different !== letters) throw new Error(`${arrived.different} of ${letters} letters arrived`)
    return arrived
  } finally {
    relay.close()
    database.close()
    t.close()
    rmSync(folder, { recursive: true, force: true })
    sink.disconnect()
  }
}

/** Which part of the work a file does. */
function partOf(file: string): string | undefined {
  if (/^local\/(relay|mail\/relay)|^node_modules\/nodemailer/.test(file)) return 'smtp'
  if (/^local\/(store|commits|database|mail\/accepted)/.test(file)) return 'store'
  if (/^mail\/|^functions\/send\/(letters|entries|texts)|^functions\/keep\/(links|reply-to)/.test(file))
    return 'letters'
  if (/^functions\/keep\/documents|^node_modules\/zod/.test(file)) return 'documents'
  return /^(functions|domain)\//.test(file) ? 'deciding' : undefined
}

const seconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1e6

export async function run(): Promise<object> {
  let peak = 0
  let took = 0
  let spent = 0
  // How long a page that is asked for meanwhile would wait for its turn.
  const held = monitorEventLoopDelay({ resolution: 1 })
  const arrived = await wave(LETTERS, async release => {
    const look = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss())
    }, 50)
    const before = process.cpuUsage()
    held.enable()
    const began = performance.now()
    await release()
    took = (performance.now() - began) / 1000
    spent = seconds(process.cpuUsage(before))
    held.disable()
    clearInterval(look)
  })
  const held_ms = [50, 95, 99, 100].map(part => Math.round(held.percentile(part) / 1e5) / 10)
  // Profiling costs time of its own: a second, shorter wave says what binds.
  let shares: Record<string, number> = {}
  await wave(Math.ceil(LETTERS / 3), async release => {
    shares = await sharesOf(release, partOf)
  })
  for (const [part, share] of Object.entries(shares)) console.log(`${part.padEnd(10)} ${(100 * share).toFixed(1)} %`)
  console.log(`${arrived.taken} messages arrived, the server's own ${seconds(arrived.cpu).toFixed(2)} CPU-seconds`)
  return {
    bench: 'wave',
    letters: arrived.taken,
    ...(AWAY > 0 ? { far_ms: AWAY } : {}),
    per_second: Math.round(LETTERS / took),
    cpu_per_thousand: Math.round((1e6 * spent) / LETTERS) / 1000,
    peak_mb: Math.round(peak / 2 ** 20),
    // Half of them, 95 and 99 of a hundred, the longest.
    held_ms,
    bound_by: Object.keys(shares)[0],
    load: Math.round(100 * (loadavg()[0] ?? 0)) / 100,
    cores: availableParallelism(),
  }
}
