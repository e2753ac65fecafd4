/** A data folder that is put back from a copy after its wave has left: nobody gets a letter twice. */
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '../../domain/keep/time.ts'
import { read, waveRef } from '../../functions/keep/documents.ts'
import type { World } from '../../functions/keep/ports.ts'
import { releaseNow } from '../../functions/send/steer-campaign.ts'
import { backUp, restore } from '../../local/backup.ts'
import { openDatabase } from '../../local/database.ts'
import { house } from '../../local/house.ts'
import { readSettings, type StartOptions } from '../../local/settings.ts'
import { type Running, start } from '../../local/start.ts'
import { CONVENER, IDS, signedCampaign } from '../functions/campaign/launch.ts'
import { makeWorld } from '../world.ts'

const QUIET = { info: () => undefined, error: () => undefined }
const LETTERS = 1500

describe('A data folder that was put back', () => {
  let place: string
  let folder: string
  let running: Running | undefined
  let world: World
  let sink: SMTPServer
  /** Who was sent the letter, once for each time. */
  let had: string[]
  let notices: number
  beforeEach(async () => {
    place = mkdtempSync(join(tmpdir(), 'convoke-put-back-'))
    folder = join(place, 'data')
    had = []
    notices = 0
    sink = new SMTPServer({
      authOptional: true,
      hideSTARTTLS: true,
      onData(stream, session, done) {
        stream.resume()
        stream.on('end', () => {
          for (const { address } of session.envelope.rcptTo) {
            if (address === CONVENER) notices++
            else had.push(address)
          }
          done()
        })
      },
    })
    await new Promise<void>(done => sink.listen(0, '127.0.0.1', done))
  })
  afterEach(async () => {
    await running?.stop()
    running = undefined
    await new Promise<void>(done => sink.close(done))
    rmSync(place, { recursive: true, force: true })
  })

  async function begin(): Promise<string> {
    const { port } = sink.server.address() as { port: number }
    const env = {
      CONVOKE_SMTP_URL: `smtp://127.0.0.1:${port}`,
      CONVOKE_RATE: '1000',
      CONVOKE_CONVENERS: CONVENER,
    }
    const flags = ['--data', folder, '--port', '0', '--smtp-port', 'off']
    const watched: typeof house = {
      ...house,
      createApp(inside) {
        world = inside
        return house.createApp(inside)
      },
    }
    running = await start(readSettings(flags, env) as StartOptions, watched, QUIET)
    return running.lines.join('\n')
  }
  async function end(): Promise<void> {
    await running?.stop()
    running = undefined
  }

  /** A campaign of so many whose letter is due. */
  async function due(invitees: number, at = new Date()): Promise<void> {
    const now = at.toISOString()
    const t = makeWorld({ folder, start: now })
    await signedCampaign(t.world, { invitees, meeting: { date: addDays(now.slice(0, 10), 40) } })
    await releaseNow(t.world, IDS.campaign, 'invite', CONVENER)
    t.close()
  }
  const state = async () => (await read(world.store, waveRef(IDS.campaign, 'invite')))?.value.state

  it('in the middle of a wave of 1,500 asks its convener, and sends to nobody twice', async () => {
    await due(LETTERS)
    await begin()
    await expect.poll(() => had.length, { timeout: 60_000 }).toBeGreaterThan(200)
    const file = join(place, 'copy.db')
    await backUp(folder, file, new Date().toISOString())
    await expect.poll(() => had.length, { timeout: 120_000, interval: 200 }).toBe(LETTERS)
    await end()
    restore(file, folder, new Date().toISOString())
    expect(await begin()).toContain('Restored')
    await expect.poll(state, { timeout: 30_000 }).toBe('asks')
    await expect.poll(() => notices, { timeout: 30_000 }).toBe(1)
    await end()
    // It stays so over another start, which says nothing of it any more.
    expect(await begin()).not.toContain('Restored')
    await new Promise(done => setTimeout(done, 3000))
    expect([had.length, new Set(had).size]).toEqual([LETTERS, LETTERS])
  }, 240_000)

  it.each<[string, (copied: string) => void]>([
    [
      'all of it, in the place of the old one',
      copied => {
        rmSync(folder, { recursive: true })
        cpSync(copied, folder, { recursive: true, preserveTimestamps: true })
      },
    ],
    ['all of it, over the old one', copied => cpSync(copied, folder, { recursive: true, preserveTimestamps: true })],
    ['its database alone', copied => cpSync(join(copied, 'convoke.db'), join(folder, 'convoke.db'))],
  ])('by hand, %s, is noticed', async (_, putBack) => {
    await due(20)
    const copied = join(place, 'copied')
    cpSync(folder, copied, { recursive: true })
    // As it stands on the disk of a machine that has run before.
    await begin()
    await end()
    rmSync(copied, { recursive: true })
    had = []
    cpSync(folder, copied, { recursive: true, preserveTimestamps: true })
    await begin()
    await end()
    putBack(copied)
    expect(await begin()).toContain('Restored')
  })

  it('is not taken for one after a restart or a move', async () => {
    await due(3)
    expect(await begin()).not.toContain('Restored')
    await expect.poll(() => had.length, { timeout: 20_000 }).toBe(3)
    await end()
    expect(await begin()).not.toContain('Restored')
    await end()
    renameSync(folder, join(place, 'moved'))
    folder = join(place, 'moved')
    expect(await begin()).not.toContain('Restored')
  })

  it.each([
    [
      'asks about a wave that fell due while nothing ran for hours, for a copy of the machine may have sent it',
      120,
      90,
      'asks',
    ],
    ['sends a wave that fell due during a restart', 20, 10, 'finished'],
    ['goes on with a wave that was due while it ran', 80, 90, 'finished'],
  ])('%s', async (_, stoodStill, dueAgo, becomes) => {
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)
    await due(3, ago(dueAgo))
    const database = openDatabase(folder)
    database.sql.prepare('INSERT OR REPLACE INTO seen (one, at) VALUES (1, ?)').run(ago(stoodStill).getTime())
    database.close()
    expect(await begin()).not.toContain('Restored')
    await expect.poll(state, { timeout: 20_000 }).toBe(becomes)
    expect(had.length).toBe(becomes === 'asks' ? 0 : 3)
  })
})
