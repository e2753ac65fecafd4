/** Behind a real nginx and a real Caddy, and in a flood: `npm run proxies` runs this and what is done with a folder that was put back. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { WORKBENCH } from '../../../domain/keep/paths.ts'
import { house } from '../../../local/house.ts'
import { PER_MINUTE } from '../../../local/serve/limits.ts'
import { readSettings, type StartOptions } from '../../../local/settings.ts'
import { type Running, start } from '../../../local/start.ts'
import { KNOCKS, knock, WORKBENCH_PAGES } from '../workbench/strangers.ts'
import { FRONTS, freePort, isInstalled, putInFront, type Standing } from './fronts.ts'

const CONVENER = 'convener@example.org'
const OUTSIDE = 'https://convoke.example.org'
const QUIET = { info: () => undefined, error: () => undefined }
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function begin(env: Record<string, string>): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-fronts-'))
  closers.push(() => rmSync(folder, { recursive: true, force: true }))
  const flags = ['--data', folder, '--port', String(await freePort()), '--smtp-port', 'off']
  const settings = readSettings(flags, { CONVOKE_CONVENERS: CONVENER, ...env }) as StartOptions
  const running = await start(settings, house, QUIET)
  closers.push(() => running.stop())
  return Object.assign(running, { port: settings.port })
}
const portOf = (running: Running): number => (running as Running & { port: number }).port

/** Asks from another address of this machine, which names no proxy. */
const statusFrom = (localAddress: string, url: string, claimed: string): Promise<number | undefined> =>
  new Promise((done, fail) =>
    get(url, { localAddress, agent: false, headers: { 'x-forwarded-for': claimed } }, answer => {
      answer.resume()
      done(answer.statusCode)
    }).on('error', fail),
  )

describe.each(FRONTS)('Behind %s as it comes', front => {
  const isThere = isInstalled(front)
  const title = (does: string) => (isThere ? does : `${does} (skipped: ${front} is not installed on this machine)`)
  async function putBefore(running: Running, more = ''): Promise<Standing> {
    const standing = await putInFront(front, portOf(running), more)
    closers.push(() => standing.stop())
    return standing
  }

  it.skipIf(!isThere)(title('every address of the workbench gives a stranger nothing'), async () => {
    const running = await begin({})
    const { url } = await putBefore(running)
    const key = running.workbenchKey ?? ''
    const mine = { 'x-workbench-key': key, 'content-type': 'application/json' }
    await fetch(`${running.url}${WORKBENCH.sample()}`, { method: 'POST', headers: mine, body: '{"stage":"sent"}' })
    const outbox = async () => (await fetch(`${running.url}${WORKBENCH.outbox()}`, { headers: mine })).text()
    const before = await outbox()
    expect(before).toContain('@')
    const told = await knock(url, CONVENER)
    expect(told).toHaveLength(KNOCKS)
    expect([...new Set(told.map(({ status }) => status))]).toEqual([403])
    for (const { text, cookie } of told) {
      expect(cookie).toBeNull()
      expect(text).not.toMatch(new RegExp(`example\\.org|${key}`))
    }
    expect(await outbox()).toBe(before)
  })

  it.skipIf(!isThere)(title('there is no workbench under a name of its own, even with its key'), async () => {
    const running = await begin({ CONVOKE_URL: OUTSIDE, CONVOKE_WORKBENCH_KEY: 'chosen-by-me' })
    const { url } = await putBefore(running)
    const told = await knock(url, CONVENER)
    expect([...new Set(told.map(({ status }) => status))].filter(status => ![403, 404].includes(status))).toEqual([])
    for (const path of WORKBENCH_PAGES)
      for (const headers of [{ 'x-workbench-key': 'chosen-by-me' }, { cookie: 'convoke_workbench=chosen-by-me' }])
        for (const from of [url, `http://127.0.0.1:${portOf(running)}`])
          expect((await fetch(from + path, { headers })).status).toBe(404)
    expect((await fetch(`${url}/?key=chosen-by-me`)).headers.get('set-cookie')).toBeNull()
  })

  it.skipIf(!isThere)(
    title('a client counts by itself once the proxy is named, whatever it claims to be'),
    async () => {
      const running = await begin({ CONVOKE_URL: OUTSIDE, CONVOKE_PROXIES: '127.0.0.1' })
      // Caddy writes what it saw by itself; nginx has to be told, as its example does.
      const { url } = await putBefore(running, 'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;')
      const statuses: (number | undefined)[] = []
      for (let n = 0; n < PER_MINUTE['dead link'] + 20; n++)
        statuses.push(await statusFrom('127.0.0.2', `${url}/rsvp/${'a'.repeat(38)}`, `198.51.100.${n % 250}`))
      expect(statuses[0]).toBe(404)
      expect(statuses.at(-1)).toBe(429)
      // Who asks from elsewhere is somebody else.
      expect(await statusFrom('127.0.0.3', `${url}/rsvp/${'a'.repeat(38)}`, '127.0.0.2')).toBe(404)
    },
  )
})

const BODIES = 1000
const AT_ONCE = 200
const MEGABYTES = 4

describe('A thousand bodies of four megabytes, of nobody', () => {
  it('take no memory, and a page answers meanwhile', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'convoke-flood-'))
    const args = ['local/run.mjs', '--data', folder, '--port', '0', '--smtp-port', 'off']
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
    closers.push(async () => {
      const ended = new Promise(done => child.once('exit', done))
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    })
    const url = await new Promise<string>(done => {
      let said = ''
      child.stdout.on('data', piece => {
        said += piece
        const found = /Open\s+(http\S+)/.exec(said)?.[1]
        if (found) done(found)
      })
    })
    for (let n = 0; n < 20; n++) await (await fetch(`${url}/sign-in`)).text()
    const paths = ['/campaigns/aaaaaaaaaaaaaaaa/invitees/read', `/rsvp/${'a'.repeat(38)}`, '/sign-in', '/nowhere']
    const urls = paths.map(path => url + path)
    const flooder = spawn(
      process.execPath,
      ['test/local/serve/flooder.ts', ...[BODIES, AT_ONCE, MEGABYTES].map(String), ...urls],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let printed = ''
    flooder.stdout.on('data', piece => {
      printed += piece
    })
    let over = false
    flooder.once('close', () => {
      over = true
    })
    const times: number[] = []
    while (!over) {
      const began = performance.now()
      const answer = await fetch(`${url}/sign-in`)
      await answer.text()
      times.push(performance.now() - began)
      expect(answer.status).toBe(200)
      await new Promise(done => setTimeout(done, 20))
    }
    times.sort((a, b) => a - b)
    const most = Math.round(
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    )
    const at = (share: number) => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0)
    const answered = JSON.parse(printed) as Record<string, number>
    const page_ms = { median: at(0.5), nine_in_ten: at(0.9), most: at(1) }
    const said = { bodies: BODIES, answered, memory_MB: most, page_ms, asked: times.length }
    process.stdout.write(`${JSON.stringify(said)}\n`)
    expect(Object.values(answered).reduce((sum, count) => sum + count, 0)).toBe(BODIES)
    expect(answered).not.toHaveProperty('200')
    expect(most).toBeLessThan(400)
    expect(at(0.9)).toBeLessThan(300)
  }, 120_000)
})
