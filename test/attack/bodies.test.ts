/** Bodies of whoever is let in nowhere, with what no form offers, of those who send too much, and of too many at once. */

import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openLogin } from '../../functions/access/sign-in.ts'
import { campaignRef, partnershipRef, read } from '../../functions/keep/documents.ts'
import { refusedBody, withBodies } from '../../functions/web/body.ts'
import type { WebEnv } from '../../functions/web/env.ts'
import { house } from '../../local/house.ts'
import { readSettings, type StartOptions } from '../../local/settings.ts'
import { type Running, start } from '../../local/start.ts'
import { IDS } from '../functions/campaign/launch.ts'
import { openPlace, type Place } from './place.ts'

const KB = 1024
const MB = 1024 * KB
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

let place: Place
beforeEach(async () => {
  place = await openPlace()
})
afterEach(() => place.t.close())

/** A body without end, which counts what is taken of it. */
function endless(): { body: ReadableStream; taken: () => number } {
  let taken = 0
  const body = new ReadableStream(
    {
      pull(controller) {
        taken += 16 * KB
        controller.enqueue(new Uint8Array(16 * KB).fill(120))
      },
    },
    { highWaterMark: 0 },
  )
  return { body, taken: () => taken }
}

/** Every address that takes a form, with ids that are there and tokens that are not. */
const formRoutes = (): string[] => {
  const posted = place.app.routes.filter(({ method }) => method === 'POST').map(({ path }) => path)
  return [...new Set(posted)].map(path =>
    path
      .replace(':cid', IDS.campaign)
      .replace(/:page\{[^}]*\}/, `rsvp/${'b'.repeat(58)}`)
      .replace(/:[a-z]+/g, 'a'.repeat(58)),
  )
}

describe('a body', () => {
  it('is not read on any page before it is known who sends it', async () => {
    const routes = formRoutes()
    expect(routes.length).toBeGreaterThan(60)
    for (const path of routes) {
      const { body, taken } = endless()
      const { status } = await place.ask(path, { body, headers: FORM })
      // Whoever signs in is not known yet: of them a word is read.
      expect([path, status < 500, taken() <= (path === '/sign-in' ? 32 * KB : 0)]).toEqual([path, true, true])
    }
  })

  it('of somebody who is signed in and has no part in a campaign is read on none of its pages', async () => {
    const cookie = `convoke_session=${await openLogin(place.t.world, 'stranger@elsewhere.example')}`
    const headers = { ...FORM, cookie, origin: place.t.world.settings.url }
    for (const path of formRoutes().filter(each => each.startsWith('/campaigns/'))) {
      const { body, taken } = endless()
      const { status } = await place.ask(path, { body, headers })
      expect([path, status, taken()]).toEqual([path, 404, 0])
    }
  })

  it('from another site is not read, whoever sends it', async () => {
    const { body, taken } = endless()
    const headers = { ...FORM, cookie: place.cookie, origin: 'https://elsewhere.example' }
    expect((await place.ask(`/campaigns/${IDS.campaign}/invitees`, { body, headers })).status).toBe(403)
    expect(taken()).toBe(0)
  })

  it.each([
    ['/sign-in', 16 * KB, '16 KB'],
    [`/campaigns/${IDS.campaign}/invitees`, MB, '1 MB'],
  ])('to %s is taken up to its limit, which the refusal names', async (path, limit, words) => {
    const headers = { ...FORM, cookie: place.cookie, origin: place.t.world.settings.url }
    const { body, taken } = endless()
    const refused = await place.ask(path, { body, headers })
    expect(refused.status).toBe(413)
    expect(await refused.text()).toContain(`takes up to ${words}`)
    expect(taken()).toBeLessThanOrEqual(limit + 32 * KB)
    const declared = { ...headers, 'content-length': String(limit + 1) }
    const told = endless()
    expect((await place.ask(path, { body: told.body, headers: declared })).status).toBe(413)
    expect(told.taken()).toBe(0)
  })
})

describe('a file that is too large', () => {
  const upload = (bytes: number, pasted: string) => {
    const body = new FormData()
    body.set('file', new File([new Uint8Array(bytes).fill(97)], 'list.csv', { type: 'text/csv' }))
    body.set('pasted', pasted)
    const headers = { cookie: place.cookie, origin: place.t.world.settings.url }
    return place.ask(`/campaigns/${IDS.campaign}/invitees/read`, { body, headers })
  }

  it('is passed over, and its form comes back with the limit and all that was typed', async () => {
    const answer = await upload(30 * MB, 'Kim Ray <kim@ray.example>')
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('larger than 4 MB')
    expect(page).toContain('Kim Ray &lt;kim@ray.example&gt;')
  })
})

describe('bodies at one time', () => {
  it('are so many at most, and of so many bytes: more are asked to come again, and then there is room', async () => {
    const app = new Hono<WebEnv>()
    app.use(withBodies({ bodies: 2, bytes: 300 * KB }))
    app.post('/sign-out', async c => c.text(String((await c.req.arrayBuffer()).byteLength)))
    app.post('/form', async c => c.text(String((await c.req.arrayBuffer()).byteLength)))
    app.onError((error, c) => refusedBody(c) ?? c.text(error.message, 500))
    const post = (path: string, body: ReadableStream | Uint8Array<ArrayBuffer>) => {
      const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' }
      return app.request(path, init)
    }
    const open = () => {
      let end = () => {}
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new Uint8Array(10))
          end = () => controller.close()
        },
      })
      return { body, end: () => end() }
    }
    const [one, two] = [open(), open()]
    const slow = [post('/form', one.body), post('/form', two.body)]
    await new Promise(done => setTimeout(done, 20))
    const third = await post('/sign-out', new Uint8Array(10))
    expect(third.status).toBe(503)
    expect(third.headers.get('retry-after')).toBe('10')
    one.end()
    two.end()
    for (const each of slow) expect(await (await each).text()).toBe('10')
    expect((await post('/sign-out', new Uint8Array(10))).status).toBe(200)
    const large = await Promise.all([post('/form', new Uint8Array(200 * KB)), post('/form', new Uint8Array(200 * KB))])
    expect(large.map(({ status }) => status).sort()).toEqual([200, 503])
    expect((await post('/form', new Uint8Array(200 * KB))).status).toBe(200)
  })
})

describe('a real start', () => {
  let folder = ''
  let running: Running
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'convoke-bodies-'))
    const quiet = { info: () => undefined, error: () => undefined }
    const args = ['--data', folder, '--port', '0', '--smtp-port', '0']
    running = await start(readSettings(args, {}) as StartOptions, house, quiet)
  })
  afterAll(async () => {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('answers whoever is not signed in before their body has come, and hangs up on those who go on', async () => {
    const post = () =>
      new Promise<{ status: number; sent: number }>((resolve, reject) => {
        let sent = 0
        let status = 0
        const path = '/campaigns/anything/invitees/read'
        const one = request(new URL(path, running.url), { method: 'POST', headers: FORM }, response => {
          status = response.statusCode ?? 0
          response.resume()
        })
        const drip = setInterval(() => {
          one.write('x'.repeat(16 * KB))
          sent += 16 * KB
        }, 10)
        const over = () => {
          clearInterval(drip)
          if (status) resolve({ status, sent })
          else reject(new Error('no answer'))
        }
        one.on('close', over)
        one.on('error', over)
      })
    for (const { status, sent } of await Promise.all(Array.from({ length: 20 }, post))) {
      expect(status).toBe(303)
      expect(sent).toBeLessThan(4 * MB)
    }
  })
})

describe('a field that no form offers', () => {
  it('changes nothing: neither whose something is, nor who may, nor what has been signed or sent', async () => {
    const { store } = place.t.world
    const convener = { cookie: place.cookie, origin: place.t.world.settings.url }
    const taken = async () => {
      const campaign = (await read(store, campaignRef(IDS.campaign)))?.value
      const partnership = (await read(store, partnershipRef(IDS.partnership)))?.value
      return JSON.stringify([
        campaign?.id,
        campaign?.partnership,
        campaign?.status,
        campaign?.signatures,
        campaign?.left,
        campaign?.meeting?.uid,
        campaign?.meeting?.sequence,
        partnership?.id,
        partnership?.team,
        partnership?.champions.map(({ id }) => id),
      ])
    }
    const before = await taken()
    const reached = {
      id: 'm'.repeat(16),
      partnership: 'm'.repeat(16),
      status: 'draft',
      signatures: '[]',
      left: '{}',
      uid: 'm',
      sequence: '9',
      'meeting.sequence': '9',
      'team[0].email': 'mallory@conveners.example',
      team: 'mallory@conveners.example',
      role: 'convener',
      champion: IDS.bob,
      '__proto__.role': 'convener',
    }
    for (const step of ['partnership', 'meeting', 'letter', 'timing'])
      await place.ask(`/campaigns/${IDS.campaign}/${step}`, { body: new URLSearchParams(reached), headers: convener })
    expect(await taken()).toBe(before)
  })
})
