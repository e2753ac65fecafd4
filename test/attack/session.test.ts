/** Sessions that somebody planted, or meant another to work in. */
import { afterEach, describe, expect, it } from 'vitest'
import { loginId, openLogin, printSignIn } from '../../functions/access/sign-in.ts'
import { CONVENER, IDS } from '../functions/campaign/launch.ts'
import { plain } from '../functions/visitor.ts'
import { openPlace, type Place } from './place.ts'

let place: Place | undefined
afterEach(() => place?.t.close())
const board = `/campaigns/${IDS.campaign}`

/** Signs in by a fresh link, with these cookies in the browser, and answers the new cookie's value. */
async function signIn({ t, ask }: Place, cookie: string): Promise<string> {
  const link = new URL(await printSignIn(t.world)).pathname
  const headers = { cookie, origin: t.world.settings.url }
  const response = await ask(link, { body: new URLSearchParams(), headers })
  expect(response.status).toBe(303)
  return /^(?:__Host-)?convoke_session=([a-z2-7]{52});/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? ''
}

describe('a session that was fixed beforehand', () => {
  it('is not the one that signing in opens, and opens nothing afterwards', async () => {
    place = await openPlace()
    const planted = 'a'.repeat(52)
    const own = await signIn(place, `convoke_session=${planted}`)
    expect(own).toMatch(/^[a-z2-7]{52}$/)
    expect(own).not.toBe(planted)
    expect((await place.ask(board, { headers: { cookie: `convoke_session=${planted}` } })).status).toBe(303)
    expect((await place.ask(board, { headers: { cookie: `convoke_session=${own}` } })).status).toBe(200)
  })

  it('of the attacker ends when somebody signs in over it', async () => {
    place = await openPlace()
    const theirs = await openLogin(place.t.world, 'mallory@conveners.example')
    await signIn(place, `convoke_session=${theirs}`)
    const home = await place.ask('/', { headers: { cookie: `convoke_session=${theirs}` } })
    expect(await home.text()).not.toContain('mallory@conveners.example')
  })

  it('cannot be planted from another host of the domain, nor without TLS, where there is TLS', async () => {
    place = await openPlace({ settings: { url: 'https://convoke.example.org' } })
    const live = await openLogin(place.t.world, 'mallory@conveners.example')
    // Any host of the domain may set a cookie of this name, and none of them the one with the prefix.
    const home = await place.ask('/', { headers: { cookie: `convoke_session=${live}` } })
    expect(await home.text()).not.toContain('mallory@conveners.example')
    const own = await signIn(place, `convoke_session=${live}`)
    expect((await place.ask(board, { headers: { cookie: `__Host-convoke_session=${own}` } })).status).toBe(200)
  })

  it('cannot come with an address, a form or another header', async () => {
    place = await openPlace()
    const token = await openLogin(place.t.world, CONVENER)
    for (const path of [`${board}?convoke_session=${token}`, `${board};convoke_session=${token}`])
      expect((await place.ask(path)).status).not.toBe(200)
    for (const headers of [{ authorization: `Bearer ${token}` }, { 'x-convoke-session': token }])
      expect((await place.ask(board, { headers })).status).toBe(303)
  })
})

describe('a session that was left open somewhere', () => {
  const cookieOf = (token: string) => ({ cookie: `convoke_session=${token}` })
  const isOpen = async ({ ask }: Place, token: string) =>
    (await ask(board, { headers: cookieOf(token) })).status === 200

  it('is shown to its person, by when it was used, and ended from elsewhere: one of them, or all others', async () => {
    place = await openPlace()
    const { world, clock } = place.t
    const [lost, phone, here] = [
      await openLogin(world, CONVENER),
      await openLogin(world, CONVENER),
      await openLogin(world, CONVENER),
    ]
    const theirs = await openLogin(world, 'mallory@conveners.example')
    await clock.moveTo('2026-01-06T18:00:00.000Z')
    const html = await (await place.ask('/signed-in', { headers: cookieOf(here) })).text()
    expect(plain(html)).toContain('This browser : used within the last hour, signed in 26 hours ago.')
    expect(plain(html).match(/Another browser: used 26 hours ago/g)).toHaveLength(3)
    for (const token of [lost, phone, here, theirs]) expect(html).not.toContain(token)

    const end = async (which: string, by: string) => {
      const headers = { ...cookieOf(by), origin: world.settings.url }
      await place?.ask('/signed-in', { body: new URLSearchParams({ end: which }), headers })
    }
    await end(loginId(lost), here)
    expect([await isOpen(place, lost), await isOpen(place, phone), await isOpen(place, here)]).toEqual([
      false,
      true,
      true,
    ])
    // Nobody ends what is not theirs, and what is no session ends nothing.
    await end(loginId(phone), theirs)
    await end('others', theirs)
    await end('__proto__', here)
    expect([await isOpen(place, phone), await isOpen(place, here)]).toEqual([true, true])
    await end('others', here)
    expect([await isOpen(place, phone), await isOpen(place, here)]).toEqual([false, true])
    const after = await (await place.ask('/signed-in', { headers: cookieOf(here) })).text()
    expect(plain(after)).not.toContain('Another browser')
    expect(await (await place.ask('/', { headers: cookieOf(theirs) })).text()).toContain('mallory@conveners.example')
  })
})

describe('a link that signs in somebody else', () => {
  it('says whom before it is followed, and does nothing when another site sends it', async () => {
    place = await openPlace()
    const { world } = place.t
    const link = new URL(await printSignIn(world)).pathname
    expect(plain(await (await place.ask(link)).text())).toContain(`you are in as ${CONVENER} .`)
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    const forced = await place.ask(link, { body: new URLSearchParams(), headers })
    expect([forced.status, forced.headers.get('set-cookie')]).toEqual([403, null])
  })
})
