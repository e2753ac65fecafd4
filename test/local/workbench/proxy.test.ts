/** Convoke behind a proxy that says nothing of itself: nginx with no more than `proxy_pass http://127.0.0.1:PORT`. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WORKBENCH } from '../../../domain/keep/paths.ts'
import { house } from '../../../local/house.ts'
import { readSettings, type StartOptions } from '../../../local/settings.ts'
import { type Running, start } from '../../../local/start.ts'
import { KNOCKS, knock, WORKBENCH_PAGES } from './strangers.ts'

const QUIET = { info: () => undefined, error: () => undefined }
const CONVENER = 'convener@example.org'

describe('Behind a proxy on this machine', () => {
  let folder: string
  let running: Running
  let proxy: Server
  let outside: string
  /** Starts Convoke at a port that is free, with a proxy that passes on as little as nginx does by itself. */
  async function begin(env: Record<string, string> = {}): Promise<void> {
    const port = await freePort()
    folder = mkdtempSync(join(tmpdir(), 'convoke-proxy-'))
    const flags = ['--data', folder, '--port', String(port), '--smtp-port', 'off']
    running = await start(readSettings(flags, { CONVOKE_CONVENERS: CONVENER, ...env }) as StartOptions, house, QUIET)
    proxy = createServer((incoming, outgoing) => {
      const { 'x-forwarded-for': _, 'x-real-ip': __, connection, ...kept } = incoming.headers
      const headers = { ...kept, host: `127.0.0.1:${port}`, connection: 'close' }
      const passed = request(
        { port, host: '127.0.0.1', path: incoming.url, method: incoming.method, headers },
        answer => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(outgoing)
        },
      )
      incoming.pipe(passed)
    })
    await new Promise<void>(done => proxy.listen(0, '127.0.0.1', done))
    outside = `http://127.0.0.1:${(proxy.address() as { port: number }).port}`
  }
  beforeEach(() => {
    folder = ''
  })
  afterEach(async () => {
    await new Promise(done => proxy.close(done))
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('every address of the workbench gives a stranger nothing', async () => {
    await begin()
    expect((await fetch(outside)).status).toBe(200)
    const key = running.workbenchKey ?? ''
    const mine = { 'x-workbench-key': key, 'content-type': 'application/json' }
    await fetch(`${running.url}${WORKBENCH.sample()}`, { method: 'POST', headers: mine, body: '{"stage":"sent"}' })
    const before = await (await fetch(`${running.url}${WORKBENCH.outbox()}`, { headers: mine })).text()
    expect(before).toContain('@')
    const answers = await knock(outside, CONVENER)
    expect(answers.length).toBe(KNOCKS)
    expect([...new Set(answers.map(({ status }) => status))]).toEqual([403])
    for (const { text, cookie } of answers) {
      expect(cookie).toBeNull()
      expect(text).not.toMatch(new RegExp(`example\\.org|${key}`))
    }
    expect(await (await fetch(`${running.url}${WORKBENCH.outbox()}`, { headers: mine })).text()).toBe(before)
  })

  it('there is no workbench at all once Convoke is told the name it is reached by, even with the key', async () => {
    await begin({ CONVOKE_URL: 'https://convoke.example.org', CONVOKE_WORKBENCH_KEY: 'chosen-by-me' })
    expect((await fetch(outside)).status).toBe(200)
    const headers = { 'x-workbench-key': 'chosen-by-me' }
    for (const path of WORKBENCH_PAGES) expect((await fetch(outside + path, { headers })).status).toBe(404)
    const page = await (await fetch(`${outside}/sign-in`)).text()
    expect(page).toContain('Rehearsal: no email is sent')
    expect(page).not.toContain('_local')
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise(done => server.close(done))
  return port
}
