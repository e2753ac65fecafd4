/** Told to stop in the middle of a wave: what the relay has in hand is finished and written down, and the rest leaves after the next start. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addDays } from '../../domain/keep/time.ts'
import { invitationsOf } from '../../functions/keep/documents.ts'
import { releaseNow } from '../../functions/send/steer-campaign.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../functions/campaign/launch.ts'
import { makeWorld } from '../world.ts'
import { sink } from './mail/smtp-sink.ts'

const LETTERS = 240
const rest = (millis: number) => new Promise(done => setTimeout(done, millis))

/** Starts on a folder, and comes back once it says where it is. */
function begin(
  folder: string,
  relay: string,
  rate: string,
): Promise<{ child: ChildProcess; port: number; ended: Promise<unknown> }> {
  const args = ['local/run.mjs', '--data', folder, '--port', '0', '--smtp-port', '0']
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, CONVOKE_CONVENERS: CONVENER, CONVOKE_SMTP_URL: relay, CONVOKE_RATE: rate },
  })
  const ended = new Promise(done => child.once('exit', (code, signal) => done(code ?? signal)))
  return new Promise((resolve, reject) => {
    let said = ''
    child.once('exit', () => reject(new Error(`it did not start: ${said}`)))
    child.stdout?.on('data', piece => {
      said += piece
      const port = /Open\s+http:\/\/localhost:(\d+)/.exec(said)?.[1]
      if (port) resolve({ child, port: Number(port), ended })
    })
  })
}

async function until(what: () => boolean): Promise<void> {
  for (const end = Date.now() + 60_000; !what(); await rest(5))
    if (Date.now() > end) throw new Error('it did not happen in time')
}

test.each([
  // The relay keeps up, or hundreds wait for one of its connections.
  ['SIGTERM', '40'],
  ['SIGINT', '1000'],
] as const)(
  '%s in the middle of a wave: none is lost, none leaves twice, none is in doubt',
  async (signal, rate) => {
    const folder = mkdtempSync(join(tmpdir(), 'convoke-stop-'))
    const now = new Date().toISOString()
    const t = makeWorld({ folder, start: now })
    await signedCampaign(t.world, { invitees: LETTERS, meeting: { date: addDays(now.slice(0, 10), 40) } })
    await releaseNow(t.world, IDS.campaign, 'invite', CONVENER)
    t.close()
    let inHand = 0
    const relay = await sink({
      // A relay that takes its time, so that some are in hand whenever it is told to stop.
      onData(stream, session, done) {
        inHand++
        stream.resume()
        stream.on('end', () =>
          setTimeout(() => {
            inHand--
            const to = session.envelope.rcptTo[0]?.address ?? ''
            relay.arrived.set(to, [...(relay.arrived.get(to) ?? []), new Uint8Array()])
            done()
          }, 100),
        )
      },
    })
    try {
      const first = await begin(folder, relay.url, rate)
      // A request that was begun before, and is finished while it stops.
      const socket = connect(first.port, '127.0.0.1')
      let heard = ''
      socket.on('error', () => undefined)
      socket.on('data', piece => {
        heard += piece
      })
      socket.write('GET /readyz HTTP/1.1\r\nHost: localhost\r\n')
      await until(() => relay.arrived.size >= 60 && inHand > 0)
      first.child.kill(signal)
      await rest(20)
      socket.write('\r\n')
      const told = performance.now()
      expect(await first.ended).toBe(0)
      expect(performance.now() - told).toBeLessThan(5000)
      expect(heard).toContain('503 Service Unavailable')
      expect(inHand).toBe(0)
      const left = relay.arrived.size
      expect(left).toBeGreaterThanOrEqual(60)
      expect(left).toBeLessThan(LETTERS)

      const second = await begin(folder, relay.url, rate)
      await until(() => relay.arrived.size >= LETTERS)
      await rest(500)
      second.child.kill(signal)
      expect(await second.ended).toBe(0)
    } finally {
      await relay.close()
    }
    expect([...relay.arrived.keys()].sort()).toEqual(Array.from({ length: LETTERS }, (_, n) => invitee(n).email).sort())
    expect([...relay.arrived.values()].filter(copies => copies.length !== 1)).toEqual([])
    const after = makeWorld({ folder, start: now })
    for await (const { value } of invitationsOf(after.world.store, IDS.campaign))
      expect(value.sends.invite?.status).toBe('sent')
    after.close()
    rmSync(folder, { recursive: true, force: true })
  },
  120_000,
)

test('told to stop while it starts, it ends well', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-stop-'))
  const args = ['local/run.mjs', '--data', folder, '--port', '0', '--smtp-port', '0']
  for (const after of [900, 1300, 1700]) {
    const child = spawn(process.execPath, args, { stdio: 'ignore' })
    const ended = new Promise(done => child.once('exit', (code, signal) => done(code ?? signal)))
    await rest(after)
    child.kill('SIGTERM')
    // Before anything of ours runs, the system ends it.
    expect([0, 'SIGTERM']).toContain(await ended)
  }
  rmSync(folder, { recursive: true, force: true })
}, 60_000)
