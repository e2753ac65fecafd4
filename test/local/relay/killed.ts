/**
 * A wave by a relay that is killed at random, again and again, and comes back; then whom the letters reached is counted against what
 * Convoke says of each. `npm run -s soak -- --letters 20000`; a test sends a few.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { campaignRef, invitationsOf, read, waveRef } from '../../../functions/keep/documents.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { resume } from '../../../functions/send/steer-campaign.ts'
import { openDatabase } from '../../../local/database.ts'
import { createRelay } from '../../../local/relay/relay.ts'
import { CONVENER, IDS, signedCampaign } from '../../functions/campaign/launch.ts'
import { makeWorld } from '../../world.ts'

export interface Survived {
  letters: number
  kills: number
  sent: number
  in_doubt: number
  /** Of those in doubt, how many had arrived. */
  in_doubt_arrived: number
  /** Reached more than once. */
  twice: number
  /** Said to be sent, and never arrived; or neither sent nor listed as in doubt when all is over. */
  lost: number
  /** Arrived, and neither said to be sent nor listed as in doubt. */
  unlisted: number
}

/** Moments of the relay: about so many letters for each time it is killed. */
const MOMENTS = 10
const DUE = '2027-02-26T16:00:00.000Z'

export async function killRelay(
  letters: number,
  seed: number,
  say: (line: string) => void = () => {},
): Promise<Survived> {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-killed-'))
  const spool = join(folder, 'spool')
  writeFileSync(spool, '')
  const t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
  const database = openDatabase(join(folder, 'relay'))
  const odds = MOMENTS * Math.max(40, Math.round(letters / 130))
  let kills = 0
  let port = 0
  let isOver = false
  let running: ChildProcess | undefined
  async function live(): Promise<void> {
    const file = new URL('./mortal.ts', import.meta.url)
    running = fork(file, [String(port), spool, String(odds), String(seed + kills)], { execArgv: [] })
    running.once('exit', () => {
      if (isOver) return
      kills++
      if (kills % 20 === 0) say(`${kills} kills`)
      void live()
    })
    const [at] = await once(running, 'message')
    port = at as number
  }
  try {
    await live()
    const relay = createRelay(database, t.clock, { url: `smtp://127.0.0.1:${port}`, rate: 10 })
    await signedCampaign(t.world, { invitees: letters })
    await t.clock.moveTo(DUE)
    const world = { ...t.world, post: { ...relay, rate: async () => Number.POSITIVE_INFINITY } }
    const wave = { campaign: IDS.campaign, wave: 'invite' }
    for (;;) {
      const release = await releaseWave(world, wave)
      if (release === 'finished') break
      const campaign = (await read(world.store, campaignRef(IDS.campaign)))?.value
      if (campaign?.status === 'paused') await resume(world, IDS.campaign, CONVENER)
      const state = (await read(world.store, waveRef(IDS.campaign, 'invite')))?.value
      await t.clock.moveTo(state?.releasedAt ?? t.clock.now())
    }
    relay.close()
    return { letters, kills, ...(await count()) }
  } finally {
    isOver = true
    running?.kill('SIGKILL')
    database.close()
    t.close()
    rmSync(folder, { recursive: true, force: true })
  }

  async function count(): Promise<Omit<Survived, 'letters' | 'kills'>> {
    const arrived = new Map<string, number>()
    for (const to of readFileSync(spool, 'utf8').split('\n')) if (to) arrived.set(to, (arrived.get(to) ?? 0) + 1)
    const found = { sent: 0, in_doubt: 0, in_doubt_arrived: 0, twice: 0, lost: 0, unlisted: 0 }
    for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) {
      const status = value.sends.invite?.status
      const times = arrived.get(value.invitee.email) ?? 0
      const isListed = status === 'in doubt'
      if (status === 'sent') found.sent++
      if (isListed) found.in_doubt++
      if (isListed && times > 0) found.in_doubt_arrived++
      if (times > 1) found.twice++
      if ((status === 'sent' && times === 0) || (status !== 'sent' && !isListed)) found.lost++
      if (times > 0 && status !== 'sent' && !isListed) found.unlisted++
    }
    return found
  }
}
