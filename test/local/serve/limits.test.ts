/** How often one address may ask for what costs or can be guessed. */
import { globSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askersOf } from '../../../local/serve/askers.ts'
import { createLimits, PER_MINUTE } from '../../../local/serve/limits.ts'
import { namedProxies } from '../../../local/serve/proxies.ts'
import { openPlace, type Place } from '../../attack/place.ts'

const SMALL = { 'sign-in': 2, upload: 2, link: 2, print: 2, 'dead link': 2 }

describe('counting', () => {
  it('gives back evenly, says how long to wait, and knows each address and each kind by itself', () => {
    let now = 0
    const limits = createLimits(() => now, SMALL)
    expect([limits.take('link', 'a'), limits.take('link', 'a'), limits.take('link', 'a')]).toEqual([
      undefined,
      undefined,
      30,
    ])
    expect(limits.take('link', 'b')).toBeUndefined()
    expect(limits.take('sign-in', 'a')).toBeUndefined()
    now = 20_000
    expect(limits.wait('link', 'a')).toBe(10)
    now = 30_000
    expect(limits.take('link', 'a')).toBeUndefined()
    expect(limits.take('link', 'a')).toBe(30)
    now = 10_000_000
    expect([limits.take('link', 'a'), limits.take('link', 'a'), limits.take('link', 'a')]).toEqual([
      undefined,
      undefined,
      30,
    ])
  })

  it('takes all addresses of one network of IPv6 for one', () => {
    const limits = createLimits(() => 0, SMALL)
    limits.take('link', '2001:db8:0:7::1')
    limits.take('link', '2001:0db8:0000:0007:ffff::2')
    expect(limits.take('link', '2001:db8:0:7:1:2:3:4')).toBe(30)
    expect(limits.take('link', '2001:db8:0:8::1')).toBeUndefined()
    expect(limits.take('link', '::1')).toBeUndefined()
  })

  it('remembers a bounded number of addresses, the last that came', () => {
    const limits = createLimits(() => 0, SMALL, 3)
    for (const address of ['a', 'a', 'b', 'c', 'a', 'd']) limits.take('link', address)
    expect(limits.wait('link', 'a')).toBe(30)
    for (let n = 0; n < 1000; n++) limits.take('link', `x${n}`)
    expect(limits.wait('link', 'a')).toBeUndefined()
  })
})

describe('a page', () => {
  let place: Place
  let from = '203.0.113.7'
  const placeOf = (isNamed = namedProxies('127.0.0.1')) =>
    askersOf({
      isNamed: isNamed ?? (() => false),
      // Time stands still, so that a slow machine gives nothing back meanwhile.
      limits: createLimits(() => 0),
      secret: 'x'.repeat(32),
      log: { info: () => undefined, error: () => undefined },
    })
  let of = placeOf()
  beforeEach(async () => {
    place = await openPlace()
    of = placeOf()
    from = '203.0.113.7'
  })
  afterEach(() => place.t.close())

  /** Asks as somebody behind the named proxy. */
  async function ask(path: string, fields?: Record<string, string>): Promise<Response> {
    const incoming = { socket: { remoteAddress: '127.0.0.1' }, headers: { 'x-forwarded-for': from } }
    const init = fields === undefined ? {} : { method: 'POST', body: new URLSearchParams(fields) }
    const headers = { origin: place.t.world.settings.url }
    const env = of(incoming as unknown as Parameters<typeof of>[0])
    return place.app.request(new URL(path, place.t.world.settings.url).href, { ...init, headers }, env)
  }
  const count = async (times: number, act: () => Promise<Response>) => {
    const statuses: number[] = []
    for (let n = 0; n < times; n++) statuses.push((await act()).status)
    return statuses
  }

  it('that answers by link takes hundreds a minute from a room behind one address', async () => {
    const path = `/rsvp/${place.token('rsvp')}`
    const statuses = await count(600, () => ask(path, { answer: 'accepted' }))
    expect(new Set(statuses)).toEqual(new Set([303]))
  })

  it('says in plain words, with the time to wait, what comes too often, and lets others in meanwhile', async () => {
    const path = `/opt-out/${place.token('opt-out')}`
    const statuses = await count(PER_MINUTE.link + 1, () => ask(path, { do: 'nothing' }))
    expect(statuses.slice(0, -1)).not.toContain(429)
    expect(statuses.at(-1)).toBe(429)
    const refused = await ask(path, { do: 'nothing' })
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(refused.headers.get('x-robots-tag')).toBe('noindex')
    expect(refused.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await refused.text()).toContain('Wait a second, then go back, where your entries are, and try again.')
    // It is still read, and whoever is elsewhere still answers.
    expect((await ask(path)).status).toBe(200)
    from = '203.0.113.8'
    expect((await ask(path, { do: 'nothing' })).status).not.toBe(429)
  })

  it('of signing in gives one address thirty links a minute, whoever they are for', async () => {
    place.t.world.clock.rest = async () => undefined
    let n = 0
    const statuses = await count(PER_MINUTE['sign-in'] + 5, () => ask('/sign-in', { email: `a${n++}@nowhere.example` }))
    expect(statuses.filter(status => status === 429)).toHaveLength(5)
    expect((await ask('/sign-in')).status).toBe(200)
  })

  it('with a token is shut for whoever has guessed hundreds of them, before anything is looked up', async () => {
    const statuses = await count(PER_MINUTE['dead link'] + 2, () => ask(`/rsvp/${'a'.repeat(58)}`))
    expect(statuses.slice(0, -2)).not.toContain(429)
    expect(statuses.at(-1)).toBe(429)
    expect((await ask(`/sign-in/${'b'.repeat(52)}`)).status).toBe(429)
    expect((await ask('/')).status).toBe(200)
    from = '203.0.113.8'
    expect((await ask(`/rsvp/${place.token('rsvp')}`)).status).toBe(200)
  })

  it('limits files by address as well, before any of them is read', async () => {
    const path = '/campaigns/any/invitees/read'
    const statuses = await count(PER_MINUTE.upload + 1, () => ask(path, { pasted: 'x' }))
    expect(statuses.at(-1)).toBe(429)
    expect(statuses.at(-2)).not.toBe(429)
  })

  it('prints no more PDFs in a minute than it may, whoever asks and whichever they are', async () => {
    const printing = [...new Set(place.app.routes.map(({ path }) => path).filter(path => path.endsWith('.pdf')))]
    const printed = globSync('functions/**/*.routes.tsx').filter(file =>
      readFileSync(file, 'utf8').includes('application/pdf'),
    )
    expect([printing.length, printed.length]).toEqual([4, 2])
    for (const [n, path] of printing.entries()) {
      from = `203.0.113.${20 + n}`
      const statuses = await count(PER_MINUTE.print + 1, () => ask(path.replace(/:\w+/g, 'a'.repeat(16))))
      expect([path, statuses.indexOf(429)]).toEqual([path, PER_MINUTE.print])
      // All of them together; pages and forms are still there, and so is everything for others.
      expect((await ask('/campaigns/any/day/badges.pdf')).status).toBe(429)
      expect((await ask('/')).status).toBe(200)
    }
    from = '203.0.113.8'
    expect((await ask('/campaigns/any/day/badges.pdf')).status).not.toBe(429)
  })

  it('limits nothing that this machine asks itself, and what an unnamed proxy passes on is noted once', async () => {
    const logged: string[] = []
    const log = { info: (event: string) => void logged.push(event), error: () => undefined }
    const own = askersOf({ isNamed: () => false, limits: createLimits(), secret: 'x'.repeat(32), log })
    const asked = (headers: Record<string, string>) =>
      own({ socket: { remoteAddress: '::ffff:127.0.0.1' }, headers } as unknown as Parameters<typeof own>[0])
    expect(asked({}).came).toEqual({ https: false })
    expect(logged).toEqual([])
    for (let n = 0; n < 3; n++) asked({ 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' })
    expect(asked({ 'x-forwarded-proto': 'https' }).came).toEqual({ https: false })
    expect(logged).toEqual(['requests come through a proxy that CONVOKE_PROXIES does not name'])
  })
})
