/** What goes around every answer: what browsers are told, whose forms are taken, what is noted, and how long a body may be. */
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PATHS } from '../../../domain/keep/paths.ts'
import { refusedBody, withBodies } from '../../../functions/web/body.ts'
import type { WebEnv } from '../../../functions/web/env.ts'
import {
  BEGUN,
  clearKept,
  clearLogin,
  cookieName,
  cookieOf,
  keptOf,
  LOGIN_COOKIE,
  setKept,
  setLogin,
} from '../../../functions/web/login-cookie.ts'
import { noteRefusals } from '../../../functions/web/note-refusals.ts'
import { sayRehearsal } from '../../../functions/web/rehearsal.ts'
import { LETTER_POLICY, sameOrigin, securityHeaders } from '../../../functions/web/security.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { IDS } from '../campaign/launch.ts'

let t: TestWorld
let app: Hono<WebEnv>
const settings = (over: object) => Object.assign(t.world.settings, over)
beforeEach(() => {
  t = makeWorld()
  app = new Hono<WebEnv>()
})
afterEach(() => t.close())

const URL_OF = 'http://localhost:8080'
const ask = (path: string, init: RequestInit = {}, came?: object) =>
  app.request(URL_OF + path, init, came ? { came } : undefined)

describe('every answer', () => {
  const headers = async (path: string, init?: RequestInit) => (await ask(path, init)).headers
  beforeEach(() => {
    app.use(securityHeaders(t.world))
    app.get('/', c => c.text('front'))
    app.get('/letter', c => {
      c.header('Content-Security-Policy', LETTER_POLICY)
      return c.text('letter')
    })
  })
  test('tells browsers to load nothing from elsewhere, keep nothing and show it in no other site', async () => {
    const found = await headers('/')
    expect(found.get('content-security-policy')).toMatch(
      /^default-src 'none'; .*frame-ancestors 'self'; base-uri 'none'$/,
    )
    expect(
      [
        'cache-control',
        'referrer-policy',
        'x-content-type-options',
        'x-frame-options',
        'cross-origin-opener-policy',
      ].map(name => found.get(name)),
    ).toEqual(['no-store', 'same-origin', 'nosniff', 'SAMEORIGIN', 'same-origin'])
    expect((await headers('/letter')).get('content-security-policy')).toBe(LETTER_POLICY)
  })
  test('but the front page of a stranger is nothing for search engines; over TLS it stays with TLS', async () => {
    expect((await headers('/')).get('x-robots-tag')).toBeNull()
    expect((await headers('/letter')).get('x-robots-tag')).toBe('noindex')
    expect((await headers('/', { headers: { cookie: `${LOGIN_COOKIE}=x` } })).get('x-robots-tag')).toBe('noindex')
    expect((await headers('/')).get('strict-transport-security')).toBeNull()
    settings({ url: 'https://convoke.example' })
    expect((await headers('/')).get('strict-transport-security')).toContain('max-age=31536000')
  })
})

describe('a change', () => {
  const posts = async (headers: Record<string, string>, path = '/form', came?: object) =>
    (await ask(path, { method: 'POST', headers }, came)).status
  const cookie = `${LOGIN_COOKIE}=x`
  beforeEach(() => {
    app.use(sameOrigin(t.world))
    app.all('*', c => c.text('done'))
  })
  test('with a session is taken from our own pages alone', async () => {
    expect(await posts({ cookie, origin: URL_OF })).toBe(200)
    expect(await posts({ cookie, 'sec-fetch-site': 'same-origin' })).toBe(200)
    expect(await posts({ cookie, origin: 'https://evil.example' })).toBe(403)
    expect(await posts({ cookie, 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await posts({ cookie, 'sec-fetch-site': 'same-site', origin: 'null' })).toBe(403)
    expect(await posts({ cookie })).toBe(403)
    expect(await posts({ origin: 'null' })).toBe(403)
    expect(await posts({ origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe(200)
    expect(await posts({})).toBe(200)
    expect(await posts({ origin: 'https://evil.example' })).toBe(403)
  })
  test('is what changes something: who only looks may come from anywhere, and so may the one click of a mail program', async () => {
    for (const method of ['GET', 'HEAD'])
      expect((await ask('/form', { method, headers: { cookie, origin: 'https://evil.example' } })).status).toBe(200)
    expect(await posts({ cookie, origin: 'https://evil.example' }, '/opt-out/token')).toBe(200)
  })
  test('by TLS at a proxy that the operator named comes from there', async () => {
    expect(await posts({ cookie, origin: 'https://localhost:8080' })).toBe(403)
    expect(await posts({ cookie, origin: 'https://localhost:8080' }, '/form', { https: true })).toBe(200)
  })
})

describe('whoever was not let in', () => {
  const noted = async (path: string, init?: RequestInit) => {
    t.logged.length = 0
    await ask(path, init)
    return t.logged.map(({ facts }) => [facts.method, facts.route, facts.status])
  }
  beforeEach(() => {
    app.use(noteRefusals(t.world))
    for (const status of [200, 303, 403, 404, 410, 422, 429, 500, 503] as const)
      app.get(`/s${status}/:token`, c =>
        status === 303 ? c.redirect(c.req.query('to') ?? '/', 303) : c.text('x', status),
      )
    app.get('/known/:token', c => {
      c.set('email', 'a@x.example')
      return c.text('x', 403)
    })
  })
  test('is noted by the pattern of the page, never by what stood in its address', async () => {
    for (const status of [403, 404, 410, 429, 503])
      expect(await noted(`/s${status}/secret`)).toEqual([['GET', `/s${status}/:token`, status]])
    for (const status of [200, 422, 500]) expect(await noted(`/s${status}/secret`)).toEqual([])
    expect(await noted('/nowhere')).toEqual([])
  })
  test('is noted where they are led to sign in, and by a name of ours where they are known', async () => {
    expect(await noted('/s303/x?to=/sign-in')).toEqual([['GET', '/s303/:token', 401]])
    expect(await noted('/s303/x?to=/elsewhere')).toEqual([])
    await noted('/known/x')
    expect(t.logged[0]?.facts.who).toEqual(expect.stringMatching(/^(?!.*a@x)/))
    expect(t.logged[0]?.facts.who).toBeDefined()
    await noted('/s403/x')
    expect(Object.keys(t.logged[0]?.facts ?? {})).not.toContain('who')
  })
})

test('while nothing leaves this machine every page of ours says so, and leads to the workbench where there is one', async () => {
  app.use(sayRehearsal(t.world))
  app.get('/page', c => c.html('<p><span class="rehearsal"></span></p>'))
  app.get('/text', c => c.text('<span class="rehearsal"></span>'))
  const says = async (path = '/page') => (await ask(path)).text()
  expect(await says()).toBe('<p><span class="rehearsal"></span></p>')
  settings({ rehearsal: true })
  expect(await says()).toContain('Rehearsal: no email is sent from this machine.</span>')
  expect(await says('/text')).toBe('<span class="rehearsal"></span>')
  settings({ workbench: true })
  expect(await says()).toMatch(/machine\. <a href="[^"]+">Open the workbench<\/a><\/span>/)
})

describe('the cookie of whoever is signed in', () => {
  const cookies = async (path: string) => (await ask(path)).headers.getSetCookie()
  beforeEach(() => {
    app.get('/in', c => {
      setLogin(c, t.world, 'tok')
      setKept(c, t.world, BEGUN, 'b')
      return c.text(`${cookieOf(t.world, c)} ${keptOf(t.world, c, BEGUN)}`)
    })
    app.get('/out', c => {
      clearLogin(c, t.world)
      clearKept(c, t.world, BEGUN)
      return c.text('')
    })
  })
  test('is for this host alone, for no script and no other site’s form, and lasts a week', async () => {
    const [login, begun] = await cookies('/in')
    expect(login).toMatch(/^convoke_session=tok; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(begun).toMatch(/^convoke_oidc=b; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/)
    settings({ url: 'https://convoke.example' })
    const [safe, safely] = await cookies('/in')
    expect([
      safe?.startsWith('__Host-convoke_session=tok;'),
      safe?.includes('; Secure'),
      safely?.startsWith('__Host-convoke_oidc=b;'),
    ]).toEqual([true, true, true])
    expect(cookieName(t.world)).toBe('__Host-convoke_session')
  })
  test('is read by its name, and let go of with all that a browser holds', async () => {
    expect(await (await ask('/in', { headers: { cookie: 'convoke_session=mine; convoke_oidc=other' } })).text()).toBe(
      'mine other',
    )
    const out = await ask('/out')
    expect(out.headers.get('clear-site-data')).toBe('"cache", "storage"')
    expect(out.headers.getSetCookie().map(each => /^(\w+)=; Max-Age=0/.exec(each)?.[1])).toEqual([
      'convoke_session',
      'convoke_oidc',
    ])
  })
})

describe('a body', () => {
  const KB = 1024
  const CAMPAIGN = `/campaigns/${IDS.campaign}`
  const build = (together?: { bodies: number; bytes: number }) => {
    app = new Hono<WebEnv>()
    app.use(withBodies(together))
    app.post('/unread', c => c.text('unread'))
    app.on(['POST', 'PUT', 'GET'], '*', async c => c.text(String((await c.req.arrayBuffer()).byteLength)))
    app.onError(async (_, c) => (await refusedBody(c)) ?? c.text('broken', 500))
  }
  const sends = async (path: string, bytes: number, headers: Record<string, string> = {}, method = 'POST') => {
    const answer = await ask(path, { method, body: new Uint8Array(bytes), headers })
    return [answer.status, answer.status === 200 ? Number(await answer.text()) : answer.headers.get('connection')]
  }
  beforeEach(() => build())
  test.each([
    ['/sign-in', 16 * KB],
    ['/sign-out', 16 * KB],
    ['/opt-out/token', 16 * KB],
    ['/rsvp/token', 256 * KB],
    [`${CAMPAIGN}/letter`, 1024 * KB],
    [`${CAMPAIGN}/team`, 1024 * KB],
  ])('of %s may have %i bytes', async (path, most) => {
    expect(await sends(path, most)).toEqual([200, most])
    expect(await sends(path, most + 1)).toEqual([413, 'close'])
    expect(await sends(path, most + 1, {}, 'PUT')).toEqual([413, 'close'])
  })
  test('of a list or with pictures may be larger', async () => {
    for (const path of ['readInvitees', 'suppressions', 'champions', 'partnership'] as const)
      expect((await sends(PATHS[path](IDS.campaign), 1024 * KB + 1))[0]).toBe(200)
  })
  test('that says it is too large is not read at all, and one that nobody asks for never', async () => {
    expect(await sends('/rsvp/token', 1, { 'content-length': String(256 * KB + 1) })).toEqual([413, 'close'])
    let pulled = false
    const body = new ReadableStream(
      {
        pull: controller => {
          pulled = true
          controller.enqueue(new Uint8Array(1))
          controller.close()
        },
      },
      { highWaterMark: 0 },
    )
    expect(await (await ask('/unread', { method: 'POST', body, duplex: 'half' } as RequestInit)).text()).toBe('unread')
    expect(pulled).toBe(false)
  })
  test('is asked to come again where too much is in hand, which ends with each', async () => {
    build({ bodies: 400, bytes: 100 })
    expect(await sends('/rsvp/token', 100)).toEqual([200, 100])
    expect(await sends('/rsvp/token', 100)).toEqual([200, 100])
    const full = await ask('/rsvp/token', { method: 'POST', body: new Uint8Array(101) })
    expect([full.status, full.headers.get('retry-after'), full.headers.get('connection')]).toEqual([503, '10', 'close'])
    build({ bodies: 0, bytes: 100 })
    expect((await sends('/rsvp/token', 1))[0]).toBe(503)
  })
  test('that is a damaged form of parts is said to be one, and of one too long a file is cut', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=b' }
    const post = (body: string) => ask(`${CAMPAIGN}/champions`, { method: 'POST', body, headers })
    expect((await post(`--b\r\n${'a'.repeat(20 * KB)}`)).status).toBe(400)
    const part = (bytes: number) =>
      `--b\r\nContent-Disposition: form-data; name="x"; filename="x"\r\n\r\n${'y'.repeat(bytes)}\r\n--b--\r\n`
    const around = part(0).length
    expect(Number(await (await post(part(1024 * KB + 500))).text())).toBe(around + 1024 * KB + 1)
  })
})
