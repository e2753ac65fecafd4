/** The log of one machine as whatever collects it reads it: everything by its id and pattern, and nobody by name. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog, ofRequest } from '../../../local/log.ts'
import { AS_SCRIPT, WORKBENCH_KEY } from '../../as-script.ts'

interface Line {
  at: string
  level: string
  event: string
  request?: string
  route?: string
  status?: number
  ms?: number
  from?: string
}
interface Sampled {
  campaign: string
  invitees: { email: string; name: string; company: string; link: string }[]
}

describe('the log of a whole season', () => {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-log-'))
  let said = ''
  let lines: Line[] = []
  let sample: Sampled
  let secrets: string[] = []

  beforeAll(async () => {
    const [child, url] = await begin()
    const call = async (path: string, body?: object) => {
      const headers = { ...AS_SCRIPT, 'content-type': 'application/json' }
      const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) }
      return (await (await fetch(`${url}/_local/${path}`, init)).json()) as never
    }
    const { cookie }: { cookie: string } = await call('sign-in', { email: 'convener@example.org' })
    sample = await call('sample', { stage: 'signed' })
    const { now }: { now: string } = await call('clock')
    await call('clock', { to: 'next' })
    const answers = ['accepted', 'declined', 'tentative']
    for (const [n, { link }] of sample.invitees.entries()) {
      const path = new URL(link).pathname
      await fetch(url + path)
      const body = new URLSearchParams({ answer: answers[n % 3] ?? '', note: 'a word in confidence' })
      await fetch(url + path, { method: 'POST', body, redirect: 'manual' })
      await fetch(`${url + path}x`)
    }
    const headers = { cookie: cookie.split(';')[0] ?? '', origin: url }
    for (const page of ['', '/invitees', '/letter', '/review', '/people/nobody', '/report', '/day'])
      await fetch(`${url}/campaigns/${sample.campaign}${page}`, { headers })
    await fetch(`${url}/sign-in`, { method: 'POST', headers, body: new URLSearchParams({ email: 'eve@evil.example' }) })
    await fetch(`${url}/nowhere/${WORKBENCH_KEY}?email=eve@evil.example`)
    await call('clock', { to: `${Number(now.slice(0, 4)) + 1}${now.slice(4)}` })
    const box: { to: string[]; id: string }[] = await call('outbox.json')
    await fetch(`${url}/readyz`)
    const ended = new Promise<number | null>(done => child.once('exit', done))
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    lines = said
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    secrets = [
      ...box.flatMap(({ to }) => to),
      ...sample.invitees.flatMap(({ email, name, company, link }) => [email, name, company, link.split('/').at(-1)]),
      readFileSync(join(folder, 'secret'), 'utf8').trim(),
      WORKBENCH_KEY,
      cookie.split(/[=;]/)[1],
      'convener@example.org',
      'eve@evil.example',
      'a word in confidence',
    ].filter(secret => secret !== undefined)
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  async function begin(): Promise<[ChildProcess, string]> {
    const args = ['local/run.mjs', '--data', folder, '--port', '0', '--smtp-port', 'off']
    const child = spawn(process.execPath, args, {
      env: { ...process.env, CONVOKE_WORKBENCH_KEY: WORKBENCH_KEY, CONVOKE_CONVENERS: 'convener@example.org' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stderr?.on('data', piece => {
      said += piece
    })
    return new Promise((resolve, reject) => {
      let printed = ''
      child.once('exit', () => reject(new Error(`it did not start: ${printed}${said}`)))
      child.stdout?.on('data', piece => {
        printed += piece
        const url = /Open\s+(http\S+)/.exec(printed)?.[1]
        if (url) resolve([child, url])
      })
    })
  }

  it('is one line of JSON an event, with its time, level and name', () => {
    expect(lines.length).toBeGreaterThan(100)
    for (const { at, level, event } of lines) {
      expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      expect(['info', 'error']).toContain(level)
      expect(event.length).toBeGreaterThan(3)
    }
    const failed = lines.filter(({ level, event }) => level === 'error' && event !== 'the time zone data are old')
    expect(failed).toEqual([])
  })

  it('has each request once, under an id of its own, by its pattern, status and milliseconds', () => {
    const requests = lines.filter(({ event }) => event === 'request')
    expect(new Set(requests.map(({ request }) => request)).size).toBe(requests.length)
    for (const { request, status, ms, from } of requests) {
      expect(request).toMatch(/^[a-z2-7]{16}$/)
      expect([typeof status, typeof ms]).toEqual(['number', 'number'])
      expect(from).toMatch(/^[a-z2-7]{16}$/)
    }
    const asked = new Set(requests.map(({ route, status }) => `${route} ${status}`))
    for (const one of [
      '/rsvp/:token 200',
      '/rsvp/:token 303',
      '/rsvp/:token 404',
      '/campaigns/:cid 200',
      '/campaigns/:cid/people/:iid 404',
      '/_local/clock 200',
      'none 404',
    ])
      expect(asked).toContain(one)
    expect(JSON.stringify([...asked])).not.toMatch(/healthz|readyz/)
    expect(requests.filter(({ route }) => route === '/rsvp/:token')).toHaveLength(3 * sample.invitees.length)
  })

  it('says of a refusal which request it was', () => {
    const refusal = lines.find(({ event, route }) => event === 'refused' && route === '/rsvp/:token')
    expect(refusal?.request).toMatch(/^[a-z2-7]{16}$/)
    expect(lines.filter(({ request }) => request === refusal?.request).map(({ event }) => event)).toEqual([
      'refused',
      'request',
    ])
  })

  it('names nobody: no address, no name, no company, no token, no session, nothing that somebody wrote', () => {
    expect(secrets.length).toBeGreaterThan(50)
    for (const secret of secrets) expect(said).not.toContain(secret)
    expect(said).not.toMatch(/[\w.+-]+@[\w-]+\.\w+/)
    // Nor a token of anybody else: no other word is as long.
    expect(said.match(/[a-z2-7]{30,}/g)).toBeNull()
    expect(said).not.toContain('127.0.0.1')
  })
})

describe('the log on a terminal', () => {
  const lines: string[] = []
  const log = createLog(line => lines.push(line), 'plain')
  it('is read by people, and does not tell of every request that went well', () => {
    log.info('request', { method: 'GET', route: '/', status: 200, ms: 3 })
    log.error('sweep failed', { kind: 'TypeError' })
    ofRequest.run('abc', () => log.info('request', { method: 'GET', route: '/', status: 500, ms: 3 }))
    expect(lines.map(line => line.slice(10))).toEqual([
      'ERROR  sweep failed  kind=TypeError\n',
      'request  method=GET  route=/  status=500  ms=3\n',
    ])
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d {2}/)
  })
  it('stays on one line and moves no cursor, whatever stands in it', () => {
    lines.length = 0
    log.info('refused', { route: '/x\n12:00:00  ERROR\r\u2028\u001b[31m' })
    expect(lines).toHaveLength(1)
    expect([...(lines[0] ?? '')].filter(letter => letter < ' ')).toEqual(['\n'])
  })
})
