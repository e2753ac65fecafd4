import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { createTransport } from 'nodemailer'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { campaignIdFrom, partnershipIdFrom } from '../../domain/keep/ids.ts'
import type { Log, World } from '../../functions/keep/ports.ts'
import { waveSchedule } from '../../functions/keep/schedule.ts'
import { createClock } from '../../local/clock.ts'
import { openDatabase } from '../../local/database.ts'
import { readSettings, type StartOptions } from '../../local/settings.ts'
import { type House, type Running, start } from '../../local/start.ts'
import { replyAddressOf } from '../../mail/reply-address.ts'
import { later } from '../world.ts'

const QUIET: Log = { info: () => undefined, error: () => undefined }

describe('The front door', () => {
  let folder: string
  let running: Running | undefined
  let world: World
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'convoke-start-'))
    running = undefined
  })
  afterEach(async () => {
    await running?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const wanted = (env: Record<string, string> = {}, ...args: string[]) =>
    readSettings(['--data', folder, '--port', '0', '--smtp-port', '0', ...args], env) as StartOptions
  /** A house with one room: what is under test is the door. */
  const house = (more: Partial<House> = {}): House => ({
    createApp(inside) {
      world = inside
      return new Hono()
        .get('/', c => c.text('the house'))
        .get('/slow', async c => {
          await new Promise(done => setTimeout(done, 400))
          return c.text('done all the same')
        })
    },
    onSchedule: async () => undefined,
    sweep: async () => undefined,
    takeReply: async () => [],
    loadTemplates: async () => undefined,
    printSignIn: async inside => `${inside.settings.url}/sign-in/once`,
    workbench: () => ({
      signIn: async () => undefined,
      sample: async () => ({ partnership: partnershipIdFrom('p'), campaign: campaignIdFrom('c'), invitees: [] }),
      signed: async () => undefined,
      answers: async () => [],
      list: async () => ({ columns: [], rows: [], problems: [] }),
      layout: (_, body) => body,
    }),
    ...more,
  })

  it('says where it is, how to sign in, where the workbench and the data are', async () => {
    running = await start(wanted(), house(), QUIET)
    expect(running.url).toMatch(/^http:\/\/localhost:\d+$/)
    const said = running.lines.join('\n')
    for (const part of [running.url, '/sign-in/once', '/_local', folder]) expect(said).toContain(part)
    expect(await (await fetch(running.url)).text()).toBe('the house')
    const headers = { 'x-workbench-key': readFileSync(join(folder, 'workbench-key'), 'utf8').trim() }
    expect((await fetch(`${running.url}/_local/clock`, { headers })).status).toBe(200)
    expect((await fetch(`${running.url}/_local`, { headers })).headers.get('content-type')).toMatch(/html/)
    expect((await fetch(`${running.url}/_local/`, { headers })).status).toBe(200)
  })

  it('prints a new key to the workbench at each start, and either printed link leaves it with the browser', async () => {
    const keys = new Set<string>()
    for (let n = 0; n < 2; n++) {
      running = await start(wanted(), house(), QUIET)
      const said = running.lines.join('\n')
      expect(statSync(join(folder, 'workbench-key')).mode & 0o777).toBe(0o600)
      for (const name of ['Sign in', 'Workbench']) {
        const link = new RegExp(`${name} +(\\S+)`).exec(said)?.[1] ?? ''
        keys.add(new URL(link).searchParams.get('key') ?? '')
        const opened = await fetch(link, { redirect: 'manual' })
        const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
        expect((await fetch(`${running.url}/_local/clock`, { headers: { cookie } })).status).toBe(200)
      }
      expect((await fetch(`${running.url}/sign-in/once?key=guessed`)).headers.get('set-cookie')).toBeNull()
      await running.stop()
      running = undefined
    }
    expect([...keys]).toEqual([expect.stringMatching(/^[a-z2-7]{32}$/), expect.stringMatching(/^[a-z2-7]{32}$/)])
  })

  it.each(['https://convoke.example.org', 'http://192.168.1.7:8080', 'http://localhost.example.org'])(
    'has no workbench at %s, and says that mail is not seen',
    async url => {
      const env = { CONVOKE_URL: url, CONVOKE_WORKBENCH_KEY: 'chosen-by-me' }
      running = await start(wanted(env), house(), QUIET)
      const said = running.lines.join('\n')
      expect(said).toContain('The workbench, which shows it, is off')
      expect(said).not.toContain('_local')
      expect([world.settings.rehearsal, world.settings.workbench]).toEqual([true, false])
    },
  )

  it('has no workbench where a relay is set', async () => {
    running = await start(wanted({ CONVOKE_SMTP_URL: 'smtp://127.0.0.1:1' }), house(), QUIET)
    for (const path of ['/_local', '/_local/clock', '/_local/outbox.json'])
      expect((await fetch(running.url + path)).status).toBe(404)
    expect(running.lines.join('\n')).not.toContain('_local')
    expect(await world.post.rate()).toBe(10)
  })

  it('sends no real mail by a clock that was moved', async () => {
    const database = openDatabase(folder)
    const clock = createClock(database)
    await clock.moveTo(later(clock.now(), 86_400_000))
    database.close()
    await expect(start(wanted({ CONVOKE_SMTP_URL: 'smtp://127.0.0.1:1' }), house(), QUIET)).rejects.toThrow(
      /clock of the data folder .* was moved ahead.*--data DIR/,
    )
    running = await start(wanted(), house(), QUIET)
  })

  it('says in words when the port is taken, and lets go of the data', async () => {
    const taken = createServer()
    await new Promise<void>(done => {
      taken.listen(0, '127.0.0.1', () => done())
    })
    const { port } = taken.address() as { port: number }
    await expect(start(wanted({}, '--port', String(port)), house(), QUIET)).rejects.toThrow(
      new RegExp(`Port ${port} on 127.0.0.1 is already in use.*--port`),
    )
    await new Promise(done => taken.close(done))
    running = await start(wanted(), house(), QUIET)
  })

  it('takes answers by mail, says where, and hands them to the house with the mail already kept', async () => {
    const taken: { to: readonly string[]; kept: string }[] = []
    const takeReply: House['takeReply'] = async (inside, { mail, to }) => {
      taken.push({ to, kept: Buffer.from((await inside.mailbox.read(mail)) ?? []).toString() })
      return ['answered']
    }
    running = await start(wanted(), house({ takeReply }), QUIET)
    const { smtpPort: port } = running
    expect(running.lines.join('\n')).toContain(
      `Answers    by mail to rsvp+…@example.org are taken by SMTP at 127.0.0.1:${port}`,
    )
    const to = replyAddressOf(world.settings.secret, 'example.org', 'a'.repeat(16), 'b'.repeat(16))
    const envelope = { from: 'ana@example.com', to: [to] }
    await createTransport({ host: '127.0.0.1', port, ignoreTLS: true }).sendMail({ envelope, raw: 'Yes\r\n' })
    expect(taken).toEqual([{ to: [to], kept: 'Yes\r\n' }])
    await running.stop()
    const again = createTransport({ host: '127.0.0.1', port, ignoreTLS: true }).sendMail({ envelope, raw: 'Yes\r\n' })
    await expect(again).rejects.toThrow(/ECONNREFUSED/)
    running = await start(wanted({}, '--smtp-port', 'off'), house(), QUIET)
    expect(running.smtpPort).toBeUndefined()
    expect(running.lines.join('\n')).toContain('Answers    by mail are not taken')
  })

  it('starts without the default port for mail when that is taken, and says so; one that was asked for must be had', async () => {
    const taken = createServer()
    await new Promise<void>(done => {
      taken.listen(0, '127.0.0.1', () => done())
    })
    const { port } = taken.address() as { port: number }
    const smtp = { host: '127.0.0.1', port, asked: false }
    running = await start({ ...wanted(), smtp }, house(), QUIET)
    expect(running.smtpPort).toBeUndefined()
    expect(running.lines.join('\n')).toMatch(
      new RegExp(`Answers .*not taken by SMTP: port ${port} is in use.*--smtp-port N`),
    )
    expect((await fetch(running.url)).status).toBe(200)
    await running.stop()
    running = undefined
    await expect(start(wanted({}, '--smtp-port', String(port)), house(), QUIET)).rejects.toThrow(
      new RegExp(`Port ${port} on 127.0.0.1, wanted for answers by mail, is already in use.*--smtp-port N`),
    )
    await expect(start(wanted({}, '--smtp-host', '192.0.2.1'), house(), QUIET)).rejects.toThrow(/no address 192.0.2.1/)
    const pem = join(folder, 'nothing.pem')
    await expect(start(wanted({}, '--smtp-cert', pem, '--smtp-key', pem), house(), QUIET)).rejects.toThrow(
      /--smtp-cert .*nothing.pem cannot be read/,
    )
    writeFileSync(pem, 'no certificate')
    await expect(start(wanted({}, '--smtp-cert', pem, '--smtp-key', pem), house(), QUIET)).rejects.toThrow(
      /do not hold a certificate and its key/,
    )
    await new Promise(done => taken.close(done))
    running = await start(wanted(), house(), QUIET)
  })

  it('reads an ordinary mailbox, says which without its password, and has letters come back to the sender', async () => {
    const env = { CONVOKE_IMAP_URL: 'imap://rsvp:hunter2@127.0.0.1:1/Answers' }
    const logged: string[] = []
    // What it says of this runtime's zone data is told elsewhere.
    const log: Log = { info: () => undefined, error: event => event.includes('time zone') || logged.push(event) }
    running = await start(wanted(env), house(), log)
    const said = running.lines.join('\n')
    expect(said).toContain('by mail are read from the folder Answers of the mailbox at 127.0.0.1')
    expect(said).not.toContain('hunter2')
    expect(world.settings.bounces).toBe('to the sender')
    await expect.poll(() => logged).toEqual([expect.stringMatching(/mailbox of CONVOKE_IMAP_URL.*cannot be read now/)])
    await running.stop()
    running = await start(wanted(), house(), QUIET)
    expect(world.settings.bounces).toBe('by token')
  })

  it('says in words when another one runs on the same data', async () => {
    running = await start(wanted(), house(), QUIET)
    await expect(start(wanted(), house(), QUIET)).rejects.toThrow(/Another Convoke is already running/)
  })

  it('keeps its secret and its documents over a restart', async () => {
    running = await start(wanted(), house(), QUIET)
    const { secret } = world.settings
    await world.store.put('p', 'k', 'kept', undefined)
    await running.stop()
    running = await start(wanted(), house(), QUIET)
    expect(world.settings.secret).toBe(secret)
    expect((await world.store.get('p', 'k'))?.value).toBe('kept')
  })

  it('goes on with what an answer set off, and stops only when that is done', async () => {
    running = await start(wanted(), house(), QUIET)
    let goOn = () => {}
    const waits = new Promise<void>(done => {
      goOn = done
    })
    const { store, afterwards } = world
    afterwards?.(async () => {
      await waits
      await store.put('p', 'afterwards', { done: true }, undefined)
    })
    let over = false
    const stopped = running.stop().then(() => {
      over = true
    })
    running = undefined
    await new Promise(done => setTimeout(done, 500))
    expect(over).toBe(false)
    goOn()
    await stopped
    const database = openDatabase(folder)
    expect(database.sql.prepare('SELECT key FROM docs').all()).toHaveLength(1)
    database.close()
  })

  it('finishes requests and a letter in hand when it stops, and hands over no more', async () => {
    const outcomes: string[] = []
    let released = () => {}
    const began = new Promise<void>(done => {
      released = done
    })
    const onSchedule: House['onSchedule'] = async inside => {
      const message = { from: 'a@b.org', to: ['c@d.org'], bytes: new Uint8Array([65]), wave: 'w', campaign: 'c' }
      outcomes.push((await inside.post.send({ ...message, attempt: '1' })).outcome)
      released()
      await inside.clock.rest(300)
      outcomes.push((await inside.post.send({ ...message, attempt: '2' })).outcome)
      await inside.clock.rest(60_000)
      await inside.store.put('p', 'recorded', true, undefined)
    }
    running = await start(wanted(), house({ onSchedule }), QUIET)
    await world.timetable.set(waveSchedule(campaignIdFrom('c'), 'w', world.clock.now()))
    await began
    const slow = fetch(`${running.url}/slow`)
    await new Promise(done => setTimeout(done, 50))
    await running.stop()
    running = undefined
    expect(await (await slow).text()).toBe('done all the same')
    expect(outcomes).toEqual(['sent', 'later'])
    const database = openDatabase(folder)
    expect(database.sql.prepare('SELECT key FROM docs').all()).toHaveLength(1)
    expect(database.sql.prepare('SELECT attempt FROM outbox').all()).toHaveLength(1)
    database.close()
  })
})
