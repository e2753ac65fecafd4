/** A wave of 10,000 letters through the real handlers, SQLite on disk and an SMTP server on loopback. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Post } from '../functions/keep/ports.ts'
import { releaseWave } from '../functions/send/release-wave.ts'
import { openDatabase } from '../local/database.ts'
import { createRelay } from '../local/mail/relay.ts'
import { IDS, signedCampaign } from '../test/functions/campaign/launch.ts'
import { makeWorld } from '../test/world.ts'
import { sized } from './size.ts'

const LETTERS = sized(10_000, 50)
const DUE = '2027-02-26T16:00:00.000Z'

/** Letters a second of one wave whose messages go to `post`. */
async function letters(post: Post): Promise<number> {
  const t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
  try {
    await signedCampaign(t.world, { invitees: LETTERS })
    await t.clock.moveTo(DUE)
    const world = { ...t.world, post }
    const began = performance.now()
    const release = await releaseWave(world, { campaign: IDS.campaign, wave: 'invite' })
    const seconds = (performance.now() - began) / 1000
    if (release !== 'finished') throw new Error(`the wave ended as ${release}`)
    return LETTERS / seconds
  } finally {
    t.close()
  }
}

/** Takes every message at once: what is left is the handlers and the store. */
const NOWHERE: Post = {
  send: async () => ({ outcome: 'sent' }),
  fateOf: async () => 'unknown',
  rate: async () => Number.POSITIVE_INFINITY,
}

async function throughSmtp(): Promise<{ perSecond: number; taken: number }> {
  const worker = new Worker(new URL('./sink.ts', import.meta.url), { execArgv: ['--import', 'tsx'] })
  const said = () => new Promise<{ port: number; taken: number }>(resolve => worker.once('message', resolve))
  const { port } = await said()
  const folder = mkdtempSync(join(tmpdir(), 'convoke-bench-'))
  const database = openDatabase(folder)
  const relay = createRelay(database, { now: () => DUE }, { url: `smtp://127.0.0.1:${port}`, rate: 10 })
  try {
    const perSecond = await letters({ ...relay, rate: async () => Number.POSITIVE_INFINITY })
    worker.postMessage('how many')
    return { perSecond, taken: (await said()).taken }
  } finally {
    relay.close()
    database.close()
    rmSync(folder, { recursive: true, force: true })
    await worker.terminate()
  }
}

export async function run(): Promise<object> {
  const alone = await letters(NOWHERE)
  console.log(`handlers and SQLite, message taken at once: ${Math.round(alone)} letters/s`)
  const { perSecond, taken } = await throughSmtp()
  console.log(`the same with SMTP on loopback: ${Math.round(perSecond)} letters/s, ${taken} messages arrived`)
  const smtpShare = 1 - perSecond / alone
  console.log(`SMTP takes ${Math.round(smtpShare * 100)} % of the time`)
  return {
    bench: 'wave',
    letters: taken,
    per_second: Math.round(perSecond),
    bound_by: smtpShare > 0.5 ? 'smtp' : 'handlers and store',
  }
}
