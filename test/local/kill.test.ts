import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { addDays } from '../../domain/keep/time.ts'
import { releaseNow } from '../../functions/send/steer-campaign.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../functions/campaign/launch.ts'
import { makeWorld } from '../world.ts'

const LETTERS = 2000

/** The one-machine process as `npm start` runs it. */
const start = (folder: string): ChildProcess =>
  spawn(process.execPath, ['local/run.mjs', '--data', folder, '--port', '0', '--smtp-port', 'off'], {
    stdio: 'ignore',
    env: { ...process.env, CONVOKE_CONVENERS: CONVENER },
  })

const ended = (child: ChildProcess) => new Promise<void>(resolve => child.once('exit', () => resolve()))
const rest = (millis: number) => new Promise(resolve => setTimeout(resolve, millis))

/** Looks into the outbox from outside, as long as the process leaves it readable. */
function addressees(folder: string): string[] {
  const sql = new DatabaseSync(join(folder, 'convoke.db'), { readOnly: true, timeout: 5000 })
  try {
    const rows = sql.prepare("SELECT recipients FROM outbox WHERE wave = 'invite'").all() as { recipients: string }[]
    return rows.map(({ recipients }) => JSON.parse(recipients)[0])
  } finally {
    sql.close()
  }
}

async function until(what: () => boolean, millis: number): Promise<void> {
  const end = Date.now() + millis
  while (!what()) {
    if (Date.now() > end) throw new Error('it did not happen in time')
    await rest(5)
  }
}

test('kill -9 in the middle of a wave of 2,000, three times: each invitee has the letter exactly once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-kill-'))
  const now = new Date().toISOString()
  const t = makeWorld({ folder, start: now })
  await signedCampaign(t.world, { invitees: LETTERS, meeting: { date: addDays(now.slice(0, 10), 40) } })
  await releaseNow(t.world, IDS.campaign, 'invite', CONVENER)
  t.close()

  for (const enough of [150, 700, 1300]) {
    const child = start(folder)
    await until(() => addressees(folder).length >= enough, 120_000)
    child.kill('SIGKILL')
    await ended(child)
    const so = addressees(folder).length
    expect(so, 'the kill came before the end').toBeLessThan(LETTERS)
  }

  const child = start(folder)
  await until(() => addressees(folder).length >= LETTERS, 120_000)
  await rest(1500)
  child.kill('SIGTERM')
  await ended(child)
  const to = addressees(folder)
  expect(to).toHaveLength(LETTERS)
  expect(new Set(to)).toEqual(new Set(Array.from({ length: LETTERS }, (_, n) => invitee(n).email)))
  rmSync(folder, { recursive: true, force: true })
}, 400_000)
