/** What an operator sees of somebody who tries, and what they do not get to see of anybody. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLogin, printSignIn } from '../../functions/access/sign-in.ts'
import { createLog } from '../../local/log.ts'
import { CONVENER, IDS } from '../functions/campaign/launch.ts'
import { openPlace, type Place } from './place.ts'

let place: Place
beforeEach(async () => {
  place = await openPlace({ world: { run: { id: 'tests', alone: false } } })
})
afterEach(() => place.t.close())

const board = `/campaigns/${IDS.campaign}`
const noted = (): Record<string, unknown>[] => place.t.logged.map(({ event, facts }) => ({ event, ...facts }))
const ours = () => ({ origin: place.t.world.settings.url })

describe('the log', () => {
  it('holds every sign-in link asked for, every sign-in and every sign-out, by whom without naming them', async () => {
    place.t.logged.length = 0
    const ask = (email: string) => place.ask('/sign-in', { body: new URLSearchParams({ email }), headers: ours() })
    await ask(CONVENER)
    await ask('stranger@nowhere.example')
    const link = new URL(await printSignIn(place.t.world)).pathname
    const response = await place.ask(link, { body: new URLSearchParams(), headers: ours() })
    await place.ask(link, { body: new URLSearchParams(), headers: ours() })
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    await place.ask('/sign-out', { body: new URLSearchParams(), headers: { ...ours(), cookie } })
    const [mailed, stranger, signedIn, again, out, ...rest] = noted()
    expect(rest).toEqual([])
    expect(mailed).toEqual({ event: 'sign-in link mailed', who: expect.stringMatching(/^[a-z2-7]{16}$/) })
    expect(stranger).toMatchObject({ event: 'no sign-in link mailed', why: 'not known' })
    expect(signedIn).toEqual({ event: 'signed in', by: 'machine', who: mailed?.who })
    expect(again).toEqual({ event: 'refused', method: 'POST', route: '/sign-in/:token', status: 410 })
    expect(out).toEqual({ event: 'signed out', who: mailed?.who })
    expect(stranger?.who).not.toBe(mailed?.who)
  })

  it('holds everybody who was refused: without a session, a role, a seal, an origin, or with too much', async () => {
    place.t.logged.length = 0
    const cookie = `convoke_session=${await openLogin(place.t.world, 'mallory@conveners.example')}`
    place.t.logged.length = 0
    await place.ask(board)
    await place.ask(board, { headers: { cookie } })
    await place.ask(`/rsvp/${'a'.repeat(58)}`)
    await place.ask(`${board}/pause`, {
      body: new FormData(),
      headers: { cookie: place.cookie, origin: 'https://evil.example' },
    })
    await place.ask(`/rsvp/${place.token('rsvp')}`, {
      body: 'x'.repeat(300_000),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    await place.ask('/wp-login.php')
    expect(noted()).toMatchObject([
      { event: 'refused', method: 'GET', route: '/campaigns/:cid', status: 401 },
      { event: 'refused', method: 'GET', route: '/campaigns/:cid', status: 404 },
      { event: 'refused', method: 'GET', route: '/rsvp/:token', status: 404 },
      { event: 'refused', method: 'POST', route: '/campaigns/:cid/pause', status: 403 },
      { event: 'refused', method: 'POST', route: '/rsvp/:token', status: 413 },
    ])
  })

  it('holds a failure of ours by its kind, while the reader is told nothing of it', async () => {
    place.t.logged.length = 0
    const { store } = place.t.world
    place.t.world.store = {
      ...store,
      get: async () => {
        throw new TypeError('SELECT * FROM docs: jane@ortiz.example')
      },
    }
    const response = await place.ask(`/rsvp/${place.token('rsvp')}`)
    expect(response.status).toBe(500)
    const html = await response.text()
    expect(html).toContain('That is our mistake, not yours.')
    expect(html).not.toMatch(/SELECT|docs|jane|TypeError|at .*\.tsx?:/)
    expect(noted()).toMatchObject([{ event: 'request failed', method: 'GET', kind: 'TypeError' }])
    expect(JSON.stringify(noted())).not.toContain('jane@')
  })

  it('holds no address, name, token or session, whatever is asked', async () => {
    const secrets = [CONVENER, 'Guest 0', 'guest0@', place.token('rsvp'), place.cookie.split('=')[1] ?? '']
    for (const path of [
      board,
      `/rsvp/${place.token('rsvp')}`,
      `/rsvp/${place.token('rsvp')}x`,
      `/sign-in/${'b'.repeat(52)}`,
    ])
      await place.ask(path, { headers: { cookie: place.cookie } })
    await place.ask(`/rsvp/${place.token('rsvp')}`, {
      body: new URLSearchParams({ answer: 'accepted', note: 'my secret' }),
    })
    const said = JSON.stringify(place.t.logged)
    for (const secret of [...secrets, 'my secret']) expect(said).not.toContain(secret)
  })

  it('is one line of JSON an event, in UTC, whatever stands in it', () => {
    const lines: string[] = []
    const log = createLog(line => lines.push(line))
    log.info('refused', { route: '/x\n{"at":"forged"}\r\n\u2028\u001b[31m"}', status: 404 })
    expect(lines).toHaveLength(1)
    const control = [...(lines[0]?.trimEnd() ?? '')].filter(letter => letter < ' ')
    expect(control).toEqual([])
    const { at, level, event } = JSON.parse(lines[0] ?? '')
    expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect([level, event]).toEqual(['info', 'refused'])
  })
})
