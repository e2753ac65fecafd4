/** Passkeys as second step after a link: made, shown, forged, lost. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listedAs, openLogin, printSignIn, requestSignIn } from '../../functions/access/sign-in.ts'
import { createApp } from '../../functions/web.tsx'
import { CONVENER } from '../functions/campaign/launch.ts'
import { plain } from '../functions/visitor.ts'
import { later, makeWorld, type TestWorld, type Wishes } from '../world.ts'
import { authenticator, type Lies, makeKey } from './authenticator.ts'

const MINUTE = 60_000
const SITE = { domain: 'localhost', origin: 'http://localhost:8080' }
const OTHER = 'other@conveners.example'

let t: TestWorld
const begin = (wishes: Wishes = {}) => {
  t?.close()
  t = makeWorld(wishes)
}
beforeEach(() => {
  t = makeWorld()
})
afterEach(() => t.close())

/** A browser with its cookies. */
function browser() {
  const cookies = new Map<string, string>()
  const open = async (path: string, fields?: Record<string, string>, origin = t.world.settings.url) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const init = fields ? { method: 'POST', body: new URLSearchParams(fields) } : {}
    const response = await createApp(t.world).request(new URL(path, t.world.settings.url).href, {
      ...init,
      headers: { cookie, origin },
    })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (/Max-Age=0/.test(set)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  return { cookies, open, isIn: async () => (await open('/signed-in')).status === 200 }
}
type Browser = ReturnType<typeof browser>

/** What a page asks the browser for, and what goes back with its answer. */
async function asks(
  response: Response,
): Promise<{ options: { challenge: string } & Record<string, unknown>; asked: string }> {
  const html = await response.text()
  const options = /data-options="([^"]+)"/.exec(html)?.[1]?.replaceAll('&quot;', '"') ?? '{}'
  return { options: JSON.parse(options), asked: /name="asked" value="([^"]+)"/.exec(html)?.[1] ?? '' }
}

/** A link by mail is followed in this browser. */
async function followLink(to: Browser, email = CONVENER, next?: string): Promise<Response> {
  const before = t.outbox.list().length
  await requestSignIn(t.world, email, next)
  if (t.outbox.list().length === before) {
    // An address gets three links in a quarter of an hour.
    await t.clock.moveTo(later(t.world.clock.now(), 16 * MINUTE))
    await requestSignIn(t.world, email, next)
  }
  const mail = t.outbox.bytes(t.outbox.list().at(-1)?.id ?? '')
  return to.open(/\/sign-in\/[a-z2-7]{52}/.exec(new TextDecoder().decode(mail).replace(/=\r\n/g, ''))?.[0] ?? '', {})
}

/** Somebody who is signed in adds a passkey. */
async function add(to: Browser, name = 'work laptop', lies: Lies = {}) {
  const { options, asked } = await asks(await to.open('/signed-in'))
  const device = authenticator(SITE)
  const sent = { answer: device.made(options, lies), asked, name }
  return { device, sent, options, response: await to.open('/passkeys', sent) }
}

/** A convener with a passkey, in a browser that is not signed in. */
async function withPasskey() {
  const first = browser()
  await followLink(first)
  const { device } = await add(first)
  return { device, first }
}
/** Why nobody was let in by a passkey, in turn. */
const outcomes = () =>
  t.logged.flatMap(({ event, facts }) => (event === 'not signed in' && facts.by === 'passkey' ? [facts.why] : []))
const words = async (response: Response) => plain(await response.text())

describe('a passkey', () => {
  it('is added under a name, and is from then on needed after a link', async () => {
    const { device, first } = await withPasskey()
    expect(await words(await first.open('/signed-in'))).toContain('work laptop')
    const second = browser()
    const half = await followLink(second, CONVENER, '/sending')
    expect([half.status, half.headers.get('location')]).toEqual([303, '/passkey'])
    expect([...second.cookies.keys()]).toEqual(['convoke_half'])
    expect(await second.isIn()).toBe(false)
    const page = await second.open('/passkey')
    const { options, asked } = await asks(page)
    expect(options).toMatchObject({ rpId: 'localhost', allowCredentials: [{ type: 'public-key', id: device.id }] })
    const ended = await second.open('/passkey', { answer: device.shown(options), asked })
    expect([ended.status, ended.headers.get('location')]).toEqual([303, '/sending'])
    expect(await second.isIn()).toBe(true)
    expect(second.cookies.has('convoke_half')).toBe(false)
    expect(t.logged.at(-1)).toMatchObject({ event: 'signed in', facts: { by: 'passkey' } })
  })

  it('asks for what its person has, with a challenge that is new each time, and tells no one else’s', async () => {
    const { first } = await withPasskey()
    const one = await asks(await first.open('/signed-in'))
    const two = await asks(await first.open('/signed-in'))
    expect(one.options).toMatchObject({ attestation: 'none', rp: { id: 'localhost' }, user: { name: CONVENER } })
    expect(one.options.excludeCredentials).toHaveLength(1)
    expect(one.options.challenge).not.toBe(two.options.challenge)
    const other = browser()
    await followLink(other, OTHER)
    expect((await asks(await other.open('/signed-in'))).options.excludeCredentials).toEqual([])
  })

  it.each<[string, Lies]>([
    ['made for another challenge', { challenge: 'AAAA' }],
    ['made on another site', { origin: 'https://evil.example' }],
    ['made for another domain', { domain: 'evil.example' }],
    ['shown and not made', { type: 'webauthn.get' }],
    ['that nobody touched', { flags: 64 }],
    ['that brings a certificate along', { format: 'packed' }],
    ['of a make that is vouched for', { format: 'fido-u2f' }],
  ])('%s is not added', async (_, lies) => {
    const to = browser()
    await followLink(to)
    const { response } = await add(to, 'laptop', lies)
    expect(response.status).toBe(422)
    expect(await words(response)).toContain('was not a new passkey')
    expect((await asks(await to.open('/signed-in'))).options.excludeCredentials).toEqual([])
  })

  it('is added once: not again, not in another session, not after ten minutes, not by another site', async () => {
    const to = browser()
    await followLink(to)
    const { sent } = await add(to)
    expect((await to.open('/passkeys', sent)).status).toBe(422)
    const asked = await asks(await to.open('/signed-in'))
    const fresh = { answer: authenticator(SITE).made(asked.options), asked: asked.asked, name: 'another' }
    expect((await to.open('/passkeys', fresh, 'https://evil.example')).status).toBe(403)
    const other = browser()
    other.cookies.set('convoke_session', await openLogin(t.world, OTHER))
    expect((await other.open('/passkeys', fresh)).status).toBe(422)
    await t.clock.moveTo(later(t.world.clock.now(), 11 * MINUTE))
    expect((await to.open('/passkeys', fresh)).status).toBe(422)
  })

  it.each(['', ' ', 'x'.repeat(61)])('needs a name that one can read: %j', async name => {
    const to = browser()
    await followLink(to)
    expect((await add(to, name)).response.status).toBe(422)
  })

  it('without JavaScript says that it needs it, and changes nothing', async () => {
    const to = browser()
    await followLink(to)
    const { asked } = await asks(await to.open('/signed-in'))
    expect(await words(await to.open('/passkeys', { answer: '', asked, name: 'laptop' }))).toContain('JavaScript')
    for (const answer of ['{', 'null', '[]', '{"id":7}', `{"id":"${'x'.repeat(9000)}"}`])
      expect((await to.open('/passkeys', { answer, asked, name: 'laptop' })).status, answer).toBe(422)
  })

  it('can be renamed and removed by its owner alone, who has signed in lately', async () => {
    const { first } = await withPasskey()
    const path = /action="(\/passkeys\/own\/[0-9a-f]+)"/.exec(await (await first.open('/signed-in')).text())?.[1] ?? ''
    const other = browser()
    other.cookies.set('convoke_session', await openLogin(t.world, OTHER))
    await other.open(path, { do: 'remove', name: 'x' })
    await first.open(path, { do: 'rename', name: 'blue key' })
    expect(await words(await first.open('/signed-in'))).toContain('blue key')
    await t.clock.moveTo(later(t.world.clock.now(), 16 * MINUTE))
    expect((await first.open(path, { do: 'remove', name: 'x' })).status).toBe(403)
    expect(await words(await first.open('/signed-in'))).toContain('sign in again')
    const again = browser()
    again.cookies.set('convoke_session', await openLogin(t.world, CONVENER, 'passkey'))
    expect((await again.open(path, { do: 'remove', name: 'x' })).status).toBe(303)
    expect((await followLink(browser())).headers.get('location')).toBe('/')
  })

  it('cannot be added by a session that was left open', async () => {
    const to = browser()
    await followLink(to)
    await t.clock.moveTo(later(t.world.clock.now(), 14 * MINUTE))
    const asked = await asks(await to.open('/signed-in'))
    await t.clock.moveTo(later(t.world.clock.now(), 2 * MINUTE))
    const sent = { answer: authenticator(SITE).made(asked.options), asked: asked.asked, name: 'theirs' }
    expect((await to.open('/passkeys', sent)).status).toBe(403)
  })

  it('is one of ten at most', async () => {
    const to = browser()
    await followLink(to)
    for (let n = 0; n < 10; n++) expect((await add(to, `key ${n}`)).response.status).toBe(303)
    const { options } = await asks(await to.open('/signed-in'))
    expect(options).toEqual({})
  })
})

describe('the second step', () => {
  /** Somebody who has followed the link of a convener with a passkey, and is asked for it. */
  async function half() {
    const { device } = await withPasskey()
    const to = browser()
    await followLink(to)
    return { device, to, ...(await asks(await to.open('/passkey'))) }
  }

  it.each<[string, (id: string) => Lies]>([
    ['for another challenge', () => ({ challenge: 'AAAA' })],
    ['on another site', () => ({ origin: 'https://evil.example' })],
    ['on a site that begins alike', () => ({ origin: 'http://localhost:8080.evil.example' })],
    ['for another domain', () => ({ domain: 'evil.example' })],
    ['that was made and not shown', () => ({ type: 'webauthn.create' })],
    ['that nobody touched', () => ({ flags: 0 })],
    ['signed by another key', () => ({ key: makeKey().privateKey })],
    ['of nobody', () => ({ id: 'AAAA' })],
    ['with the name of a field of ours', () => ({ id: '__proto__' })],
  ])('takes no answer %s', async (_, lies) => {
    const { device, to, options, asked } = await half()
    const ended = await to.open('/passkey', { answer: device.shown(options, lies(device.id)), asked })
    expect(ended.status).toBe(422)
    expect(await words(ended)).toContain('That was not one of your passkeys.')
    expect(await to.isIn()).toBe(false)
    expect(outcomes()).toEqual(['wrong'])
  })

  it('takes no passkey of somebody else', async () => {
    const { to, options, asked } = await half()
    const other = browser()
    await followLink(other, OTHER)
    const { device } = await add(other, 'theirs')
    expect((await to.open('/passkey', { answer: device.shown(options), asked })).status).toBe(422)
    expect(await to.isIn()).toBe(false)
  })

  it('takes an answer once, and one link opens one session', async () => {
    const { device, to, options, asked } = await half()
    const kept = to.cookies.get('convoke_half') ?? ''
    const more = await asks(await to.open('/passkey'))
    const answer = device.shown(options)
    expect((await to.open('/passkey', { answer, asked })).status).toBe(303)
    const again = browser()
    again.cookies.set('convoke_half', kept)
    expect((await again.open('/passkey', { answer, asked })).status).toBe(422)
    expect((await again.open('/passkey', { answer: device.shown(more.options), asked: more.asked })).status).toBe(422)
    expect(await again.isIn()).toBe(false)
  })

  it('takes a challenge of this link alone, within ten minutes', async () => {
    const one = await half()
    const other = browser()
    await followLink(other)
    const theirs = await asks(await other.open('/passkey'))
    const stolen = { answer: one.device.shown(theirs.options), asked: theirs.asked }
    expect((await one.to.open('/passkey', stolen)).status).not.toBe(303)
    const mine = await asks(await other.open('/passkey'))
    await t.clock.moveTo(later(t.world.clock.now(), 10 * MINUTE))
    const late = { answer: one.device.shown(mine.options), asked: mine.asked }
    expect((await other.open('/passkey', late)).status).toBe(400)
    expect(await other.isIn()).toBe(false)
  })

  it('opens nothing for a browser that followed no link, or made its cookie up', async () => {
    const { device, options, asked } = await half()
    const to = browser()
    expect((await to.open('/passkey')).status).toBe(400)
    for (const made of [
      '',
      'x',
      `9999999999999.${Buffer.from(JSON.stringify(['a', CONVENER, '/'])).toString('base64url')}.${'A'.repeat(43)}`,
    ]) {
      to.cookies.set('convoke_half', made)
      expect((await to.open('/passkey', { answer: device.shown(options), asked })).status).toBe(400)
    }
    expect(await to.isIn()).toBe(false)
  })

  it('notices a passkey that counts less than it did, for somebody may have copied it', async () => {
    const { device, to, options, asked } = await half()
    expect((await to.open('/passkey', { answer: device.shown(options, { counter: 7 }), asked })).status).toBe(303)
    for (const counter of [7, 6, 0]) {
      const other = browser()
      await followLink(other)
      const next = await asks(await other.open('/passkey'))
      const ended = await other.open('/passkey', { answer: device.shown(next.options, { counter }), asked: next.asked })
      expect([ended.status, await other.isIn()]).toEqual([422, false])
      expect(await words(ended)).toContain('Someone may have copied it')
    }
    expect(outcomes()).toEqual(['copied', 'copied', 'copied'])
  })

  it('takes one that does not count as often as it is shown, and says that it is synced', async () => {
    const first = browser()
    await followLink(first)
    const { device } = await add(first, 'phone', { flags: 1 | 8 | 16 | 64, counter: 0 })
    for (let n = 0; n < 2; n++) {
      const to = browser()
      await followLink(to)
      const { options, asked } = await asks(await to.open('/passkey'))
      const answer = device.shown(options, { counter: 0, flags: 1 | 8 | 16 })
      expect((await to.open('/passkey', { answer, asked })).status).toBe(303)
      expect(await words(await to.open('/signed-in'))).toContain('synced to your other devices')
    }
  })

  it('is not asked of whoever has the link that the machine prints', async () => {
    await withPasskey()
    const to = browser()
    expect((await to.open(new URL(await printSignIn(t.world)).pathname, {})).headers.get('location')).toBe('/')
    expect(await to.isIn()).toBe(true)
  })

  it('lets nobody by where the address of this Convoke can have no passkeys', async () => {
    await withPasskey()
    t.world.settings = { ...t.world.settings, url: 'http://127.0.0.1:8080' }
    const to = browser()
    await followLink(to)
    expect(await words(await to.open('/passkey'))).toContain('browsers cannot use them at this address')
    expect(await to.isIn()).toBe(false)
  })
})

describe('somebody who has lost their passkeys', () => {
  it('is let in again by a convener whom the operator named, and is signed out everywhere', async () => {
    begin({ settings: { conveners: [CONVENER, OTHER] } })
    const { first } = await withPasskey()
    const helper = browser()
    helper.cookies.set('convoke_session', await openLogin(t.world, OTHER))
    const done = await helper.open('/passkeys/lost', { email: CONVENER.toUpperCase() })
    expect(await words(done)).toContain('1 removed.')
    expect(await first.isIn()).toBe(false)
    expect((await followLink(browser())).headers.get('location')).toBe('/')
    expect(t.logged).toContainEqual(expect.objectContaining({ event: 'passkeys removed for somebody' }))
  })

  it('is not helped by others, by who signed in long ago, nor by themselves', async () => {
    begin({ settings: { conveners: [CONVENER, '@conveners.example'] } })
    await withPasskey()
    const stranger = browser()
    stranger.cookies.set('convoke_session', await openLogin(t.world, OTHER))
    expect((await stranger.open('/passkeys/lost')).status).toBe(403)
    expect((await stranger.open('/passkeys/lost', { email: CONVENER })).status).toBe(403)
    const self = browser()
    self.cookies.set('convoke_session', await openLogin(t.world, CONVENER))
    expect((await self.open('/passkeys/lost', { email: CONVENER })).status).toBe(422)
    expect((await self.open('/passkeys/lost', { email: 'no address' })).status).toBe(422)
    await t.clock.moveTo(later(t.world.clock.now(), 16 * MINUTE))
    expect((await self.open('/passkeys/lost', { email: OTHER })).status).toBe(403)
    expect((await followLink(browser())).headers.get('location')).toBe('/passkey')
  })
})

describe('what is kept of a passkey', () => {
  it('is a public key under a hash of the address', async () => {
    const { device } = await withPasskey()
    const { found } = await t.world.store.list(`passkeys#${listedAs(CONVENER)}`, { limit: 10 })
    expect(found.map(({ value }) => value)).toEqual([
      expect.objectContaining({ id: device.id, publicKey: expect.any(String), name: 'work laptop', counter: 0 }),
    ])
    expect(JSON.stringify(found)).not.toContain('example.org')
  })
})
