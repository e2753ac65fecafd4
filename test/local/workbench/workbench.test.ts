import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import { waveSchedule } from '../../../functions/keep/schedule.ts'
import { createWorkbench, type WorkbenchNeeds } from '../../../local/workbench/workbench.ts'
import { AS_SCRIPT, WORKBENCH_KEY } from '../../as-script.ts'
import { sampleMessage } from '../../contract/post.ts'
import { later, makeWorld, START, type TestWorld } from '../../world.ts'
import { needsOf } from './needs.ts'

const BASE = 'http://localhost:8080'

describe('The workbench', () => {
  let made: TestWorld
  let fired: string[]
  let remote: string | undefined
  let app: Hono

  beforeEach(() => {
    fired = []
    remote = '127.0.0.1'
    made = makeWorld({
      release: async (world, schedule) => {
        fired.push(`${schedule.of === 'wave' ? schedule.wave : ''} ${world.clock.now()}`)
      },
    })
    const needs: WorkbenchNeeds = { ...needsOf(made), remote: () => remote }
    app = new Hono({ strict: false }).route('/_local', createWorkbench(needs))
  })
  afterEach(() => made.close())

  const get = (path: string, headers: Record<string, string> = {}) =>
    app.request(`${BASE}/_local${path}`, { headers: { host: 'localhost:8080', ...AS_SCRIPT, ...headers } })
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    app.request(`${BASE}/_local${path}`, {
      method: 'POST',
      headers: { host: 'localhost:8080', ...AS_SCRIPT, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })

  describe('as JSON', () => {
    it('lists the outbox and gives out exact bytes', async () => {
      const message = sampleMessage('a', 'guest@example.com')
      await made.outbox.send(message)
      expect(await (await get('/outbox.json')).json()).toEqual([
        {
          id: '1',
          to: ['guest@example.com'],
          from: 'invitations@example.org',
          subject: 'A letter from Zoë',
          wave: 'invite',
          at: START,
          campaign: 'c1',
          kind: 'letter',
          audience: null,
          inReplyTo: null,
        },
      ])
      const eml = await get('/outbox/1.eml')
      expect(eml.headers.get('content-type')).toBe('message/rfc822')
      expect(Buffer.from(await eml.arrayBuffer()).equals(Buffer.from(message.bytes))).toBe(true)
      expect((await get('/outbox/2.eml')).status).toBe(404)
    })

    it('shows the clock, what is scheduled, and goes to the next thing', async () => {
      await made.timetable.set(waveSchedule(campaignIdFrom('c'), 'invite', later(START, 3_600_000)))
      expect(await (await get('/clock')).json()).toEqual({ now: START, next: later(START, 3_600_000) })
      expect(await (await get('/schedules.json')).json()).toEqual([
        { wave: 'invite', campaign: 'c', at: later(START, 3_600_000) },
      ])
      const moved = await (await post('/clock', { to: 'next' })).json()
      expect(moved).toEqual({ now: later(START, 3_600_000), next: null, happened: later(START, 3_600_000) })
      expect(fired).toEqual([`invite ${later(START, 3_600_000)}`])
      expect(await (await post('/clock', { to: 'next' })).json()).toMatchObject({ happened: null })
    })

    it('goes to an instant, in whatever zone it is written', async () => {
      expect((await post('/clock', { to: '2026-06-01T09:00:00+02:00' })).status).toBe(200)
      expect(made.clock.now()).toBe('2026-06-01T07:00:00.000Z')
    })

    it.each([
      [{ to: 'yesterday-ish' }, 400],
      [{ to: '2026-02-30T00:00:00Z' }, 400],
      [{ to: '1999-01-01T00:00:00Z' }, 409],
      [{ to: '2999-01-01T00:00:00Z' }, 400],
      [{ to: 7 }, 400],
      [{}, 400],
      [[], 400],
      ['{not json', 400],
    ])('refuses to move the clock to %j, in words', async (body, status) => {
      const answer = await post('/clock', body)
      expect(answer.status).toBe(status)
      expect(((await answer.json()) as { error: string }).error.length).toBeGreaterThan(10)
      expect(made.clock.now()).toBe(START)
    })

    it('takes JSON only', async () => {
      expect((await post('/sample', { stage: 'draft' }, { 'content-type': 'text/plain' })).status).toBe(415)
      expect((await post('/sample', { stage: 'everything' })).status).toBe(400)
      expect((await post('/sample', 'x'.repeat(100_000))).status).toBe(413)
    })

    it('signs in who may, loads the sample, and lists answers', async () => {
      const signedIn = await post('/sign-in', { email: 'convener@example.org' })
      expect(signedIn.headers.get('set-cookie')).toBe('session=abc; HttpOnly; Path=/')
      expect(await signedIn.json()).toEqual({ email: 'convener@example.org', cookie: 'session=abc' })
      expect((await post('/sign-in', { email: 'stranger@example.net' })).status).toBe(403)
      expect((await post('/sign-in', { email: 'nobody' })).status).toBe(400)
      expect(await (await post('/sample', { stage: 'sent' })).json()).toMatchObject({ partnership: 'sent' })
      expect(await (await get('/answers.json?campaign=c')).json()).toEqual([])
      expect((await get('/answers.json?campaign=none')).status).toBe(404)
      expect((await get('/answers.json')).status).toBe(400)
    })
  })

  describe('opens to this machine alone', () => {
    it.each(['localhost', 'localhost:8080', '127.0.0.1:1234', '[::1]:8080', 'LOCALHOST:80'])('as %s', async host => {
      expect((await get('/clock', { host })).status).toBe(200)
    })

    it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'evil.example:8080', '', '127.0.0.2'])(
      'not as %j, which may be a rebound name',
      async host => {
        for (const path of ['/clock', '/outbox.json', '/']) expect((await get(path, { host })).status).toBe(403)
        expect((await post('/clock', { to: 'next' }, { host })).status).toBe(403)
      },
    )

    it('not to another machine, whatever it calls this one', async () => {
      for (remote of ['192.168.1.7', '::ffff:10.0.0.1', undefined]) expect((await get('/clock')).status).toBe(403)
      remote = '::ffff:127.0.0.1'
      expect((await get('/clock')).status).toBe(200)
    })

    it('not through a proxy on this machine', async () => {
      expect((await get('/clock', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(403)
    })

    it('not to pages of other sites', async () => {
      for (const origin of ['http://evil.example', 'null', 'https://localhost:8080', 'http://localhost:9999'])
        expect((await post('/clock', { to: 'next' }, { origin })).status).toBe(403)
      expect((await post('/clock', { to: 'next' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
      expect((await post('/clock', { to: 'next' }, { origin: BASE, 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    })
  })

  describe('opens to whoever has its key', () => {
    const asked = (path: string, headers: Record<string, string> = {}) =>
      app.request(`${BASE}/_local${path}`, { headers: { host: 'localhost:8080', ...headers } })

    it.each(['', 'of-every-tes', 'of-every-test-', 'OF-EVERY-TEST'])('not to %j', async key => {
      for (const path of ['', '/clock', '/outbox.json', '/outbox/1.eml', '/nothing']) {
        expect((await asked(path, { 'x-workbench-key': key })).status).toBe(403)
        expect((await asked(path, { cookie: `convoke_workbench8080=${key}` })).status).toBe(403)
        expect((await asked(`${path}?key=${key}`)).status).toBe(403)
      }
      const told = (await (await asked('/clock')).json()) as { error: string }
      expect(told.error).toContain('x-workbench-key')
      expect((await post('/clock', { to: 'next' }, { 'x-workbench-key': key })).status).toBe(403)
      expect(made.clock.now()).toBe(START)
    })

    it('a browser that follows the printed link keeps it, out of reach of scripts, and not in the address', async () => {
      const opened = await asked(`?key=${WORKBENCH_KEY}`)
      expect([opened.status, opened.headers.get('location')]).toEqual([303, '/_local'])
      const cookie = opened.headers.get('set-cookie') ?? ''
      expect(cookie).toMatch(/^convoke_workbench8080=of-every-test; Path=\/_local; HttpOnly; SameSite=Strict$/)
      const kept = { cookie: cookie.split(';')[0] ?? '' }
      expect((await asked('', kept)).status).toBe(200)
      expect((await asked('/outbox.json', kept)).status).toBe(200)
      // Another Convoke on this machine keeps its own.
      expect((await asked('', { ...kept, host: 'localhost:9000' })).status).toBe(403)
    })

    it('a browser without it reads how to open it, and nothing else', async () => {
      await made.outbox.send(sampleMessage('a', 'guest@example.com'))
      const page = await asked('', { accept: 'text/html' })
      expect(page.status).toBe(403)
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
      const html = await page.text()
      expect(html).toContain('npm start')
      for (const secret of ['guest@example.com', WORKBENCH_KEY]) expect(html).not.toContain(secret)
    })
  })

  describe('as pages', () => {
    const letter = (html: string) =>
      new TextEncoder().encode(
        [
          'Subject: <b>bold</b> & more',
          'MIME-Version: 1.0',
          'Content-Type: multipart/related; boundary=r',
          '',
          '--r',
          'Content-Type: multipart/alternative; boundary=a',
          '',
          '--a',
          'Content-Type: text/plain; charset=utf-8',
          '',
          'Plain <text>',
          '--a',
          'Content-Type: text/html; charset=utf-8',
          '',
          html,
          '--a--',
          '--r',
          'Content-Type: image/png',
          'Content-ID: <pic>',
          'Content-Transfer-Encoding: base64',
          '',
          'iVBORw0KGgo=',
          '--r--',
          '',
        ].join('\r\n'),
      )
    const keep = async (html: string) =>
      made.outbox.send({ ...sampleMessage('a', 'guest@example.com'), bytes: letter(html) })

    it('shows clock, schedules and outbox', async () => {
      await keep('<p>Hello</p>')
      await made.timetable.set(waveSchedule(campaignIdFrom('c'), 'invite', later(START, 60_000)))
      const page = await (await get('')).text()
      expect(page).toContain('Go to the next thing that happens')
      expect(page).toContain('&lt;b&gt;bold&lt;/b&gt; &amp; more')
      expect(page).toContain('href="/_local/outbox/1"')
      expect(page).not.toContain('<b>bold')
    })

    it('shows a letter three ways, and the rendered one can do nothing and fetch nothing', async () => {
      await keep('<script>alert(1)</script><a href="http://localhost:8080/r/1">Yes</a><img src="cid:pic">')
      const page = await (await get('/outbox/1')).text()
      expect(page).toContain('Plain &lt;text&gt;')
      expect(page).toContain('&lt;script&gt;alert(1)')
      expect(page).toContain('/_local/outbox/1.eml')
      expect(page).toMatch(/<iframe[^>]*sandbox="allow-popups/)
      const rendered = await get('/outbox/1/rendered')
      const policy = rendered.headers.get('content-security-policy') ?? ''
      expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/)
      expect(policy).not.toMatch(/script-src|https?:|\*/)
      const html = await rendered.text()
      expect(html).toContain('src="data:image/png;base64,iVBORw0KGgo="')
      expect(html).toContain('<base target="_blank">')
    })

    it('moves the clock from its own form', async () => {
      const form = (body: string) => post('/clock', body, { 'content-type': 'application/x-www-form-urlencoded' })
      const next = await form('to=next')
      expect(next.status).toBe(303)
      expect(next.headers.get('location')).toBe('/_local')
      expect((await form('wall=2026-09-01T09%3A00')).status).toBe(303)
      expect(made.clock.now().slice(0, 7)).toBe(later('2026-09-01T09:00:00.000Z', 0).slice(0, 7))
      expect((await form('wall=2026-13-01T09%3A00')).status).toBe(400)
      expect((await form('')).status).toBe(400)
    })

    it('leads from the newest hundred to older ones', async () => {
      for (let n = 0; n < 120; n++) await made.outbox.send(sampleMessage(`a${n}`, `g${n}@example.com`))
      const page = await (await get('')).text()
      expect(page).toContain('g119@example.com')
      expect(page).not.toContain('g19@example.com')
      const older = /href="(\/_local\?before=\d+)"/.exec(page)?.[1] ?? ''
      const next = await (await get(older.replace('/_local', ''))).text()
      expect(next).toContain('g19@example.com')
      expect(next).not.toContain('Older messages')
    })

    it('sends everything with a strict policy and stores nothing', async () => {
      const page = await get('')
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(page.headers.get('cache-control')).toBe('no-store')
      expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    })
  })
})
