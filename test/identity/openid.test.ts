/** Signing in against a real provider of OpenID Connect on this machine. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { printSignIn } from '../../functions/access/sign-in.ts'
import { change, create, partnershipOfRef, partnershipRef } from '../../functions/keep/documents.ts'
import { createApp } from '../../functions/web.tsx'
import { CONVENER, draftCampaign, IDS } from '../functions/campaign/launch.ts'
import { plain } from '../functions/visitor.ts'
import { later, START, type TestWorld, type Wishes } from '../world.ts'
import { openRealProvider, type RealProvider } from './real-provider.ts'
import { openSigning, REDIRECT, type Signing, wanted } from './signs-in.ts'

const MINUTE = 60_000
const board = `/campaigns/${IDS.campaign}`

let provider: RealProvider
beforeAll(async () => {
  provider = await openRealProvider(REDIRECT)
})
afterAll(() => provider.close())

let signing: Signing
afterEach(() => signing.t.close())
const begin = (more: Record<string, string> = {}, wishes: Wishes = {}, secret?: string) => {
  signing = openSigning(wanted(provider.issuer, more), wishes, secret)
  return signing
}
const pathOf = ({ pathname, search }: URL) => pathname + search
const words = async (response: Response) => plain(await response.text())
const outcomes = () => signing.t.logged.filter(({ event }) => event === 'not signed in').map(({ facts }) => facts.why)

describe('signing in with the account of one’s organization', () => {
  it('leads to its provider, and back to the page that was asked for, signed in', async () => {
    const browser = begin().browser()
    expect(plain(await (await browser.open('/sign-in')).text())).toContain('Sign in with Example Org')
    const back = await provider.signIn(await browser.begin('/sending'), CONVENER)
    const ended = await browser.open(pathOf(back))
    expect([ended.status, ended.headers.get('location')]).toEqual([303, '/sending'])
    expect(await words(await browser.open('/signed-in'))).toContain(CONVENER)
    expect([...browser.cookies.keys()]).toEqual(['convoke_session'])
    expect(signing.t.logged).toContainEqual(
      expect.objectContaining({ event: 'signed in', facts: expect.objectContaining({ by: 'oidc' }) }),
    )
  })

  it('asks by PKCE, with a state and a nonce that are new each time, for one address of ours', async () => {
    const { browser } = begin()
    const [one, two] = await Promise.all([browser().begin(), browser().begin()])
    const queries = [one, two].map(url => new URL(url).searchParams)
    for (const query of queries) {
      expect(Object.fromEntries(query)).toMatchObject({
        response_type: 'code',
        code_challenge_method: 'S256',
        redirect_uri: REDIRECT,
        scope: 'openid email profile',
      })
      for (const name of ['state', 'nonce', 'code_challenge']) expect(query.get(name)).toMatch(/^[\w-]{43}$/)
    }
    const drawn = queries.flatMap(query => ['state', 'nonce', 'code_challenge'].map(name => query.get(name)))
    expect(new Set(drawn).size).toBe(6)
  })

  it('opens a session that is none of those the browser had, and ends the one before', async () => {
    const browser = begin().browser()
    browser.cookies.set('convoke_session', 'a'.repeat(52))
    await browser.open(pathOf(await provider.signIn(await browser.begin(), CONVENER)))
    const first = browser.cookies.get('convoke_session')
    expect(first).not.toBe('a'.repeat(52))
    await browser.open(pathOf(await provider.signIn(await browser.begin(), 'other@conveners.example')))
    const old = signing.browser()
    old.cookies.set('convoke_session', first ?? '')
    expect([await old.isIn(), await browser.isIn()]).toEqual([false, true])
  })

  it('lasts a working day, after which the provider is asked again', async () => {
    const browser = begin().browser()
    await browser.open(pathOf(await provider.signIn(await browser.begin(), CONVENER)))
    await signing.t.clock.moveTo(later(START, 11.9 * 60 * MINUTE))
    expect(await browser.isIn()).toBe(true)
    await signing.t.clock.moveTo(later(START, 12.1 * 60 * MINUTE))
    expect(await browser.isIn()).toBe(false)
  })

  it('brings nobody in whose address is no convener’s, and says which address it was', async () => {
    const browser = begin().browser()
    const ended = await browser.open(pathOf(await provider.signIn(await browser.begin(), 'guest@elsewhere.example')))
    expect(ended.status).toBe(403)
    expect(await words(ended)).toContain('guest@elsewhere.example')
    expect(await browser.isIn()).toBe(false)
    expect(outcomes()).toEqual(['unknown here'])
  })

  it('brings nobody in whose address the provider has not verified', async () => {
    const browser = begin().browser()
    const back = await provider.signIn(await browser.begin(), 'unverified@conveners.example')
    const ended = await browser.open(pathOf(back))
    expect(ended.status).toBe(403)
    expect(await words(ended)).toContain('does not say that your email address is verified')
    expect(await browser.isIn()).toBe(false)
  })

  it('gives no rights beyond those of today: whoever is taken off the team sees nothing with the next click', async () => {
    const browser = begin({}, { settings: { conveners: [] } }).browser()
    const { store } = signing.t.world
    await draftCampaign(signing.t.world)
    const email = 'cole@board.example'
    const member = { name: 'Cole', email, role: 'co-convener' as const, organization: '' }
    await change(store, partnershipRef(IDS.partnership), stands => ({ ...stands, team: [member] }))
    await create(store, partnershipOfRef(email, IDS.partnership), { id: IDS.partnership })
    await browser.open(pathOf(await provider.signIn(await browser.begin(), email)))
    expect((await browser.open(board)).status).toBe(200)
    await change(store, partnershipRef(IDS.partnership), stands => ({ ...stands, team: [] }))
    expect((await browser.open(board)).status).toBe(404)
  })

  it('says so where somebody changes their mind there', async () => {
    const browser = begin().browser()
    const ended = await browser.open(pathOf(await provider.cancel(await browser.begin())))
    expect(ended.status).toBe(403)
    expect(await words(ended)).toContain('You did not sign in with Example Org')
  })

  it('leads to no other site afterwards', async () => {
    for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      const browser = begin().browser()
      const back = await provider.signIn(await browser.begin(next), CONVENER)
      expect((await browser.open(pathOf(back))).headers.get('location'), next).toBe('/')
      signing.t.close()
    }
    begin()
  })
})

describe('an answer of the provider', () => {
  it('brings in once: neither it nor its code opens a second session', async () => {
    const browser = begin().browser()
    const url = await browser.begin()
    const kept = new Map(browser.cookies)
    const back = await provider.signIn(url, CONVENER)
    expect((await browser.open(pathOf(back))).status).toBe(303)
    for (const cookies of [browser.cookies, kept]) {
      const again = signing.browser()
      for (const [name, value] of cookies) if (name !== 'convoke_session') again.cookies.set(name, value)
      expect((await again.open(pathOf(back))).status).toBe(400)
      expect(await again.isIn()).toBe(false)
    }
  })

  it('brings nobody in but the browser that asked, whatever it begins itself', async () => {
    const { browser } = begin()
    const [mallory, victim] = [browser(), browser()]
    const back = await provider.signIn(await mallory.begin(), 'mallory@conveners.example')
    const ended = await victim.open(pathOf(back))
    expect(ended.status).toBe(400)
    expect(await words(ended)).toContain('started in another browser')
    await victim.begin()
    expect((await victim.open(pathOf(back))).status).toBe(400)
    expect(await victim.isIn()).toBe(false)
    // What the victim has begun goes on.
    expect(victim.cookies.has('convoke_oidc')).toBe(true)
  })

  it('with the state of this browser and the code of another brings nobody in', async () => {
    const { browser } = begin()
    const [mallory, victim] = [browser(), browser()]
    const theirs = await provider.signIn(await mallory.begin(), 'mallory@conveners.example')
    const mine = await provider.signIn(await victim.begin(), CONVENER)
    mine.searchParams.set('code', theirs.searchParams.get('code') ?? '')
    expect((await victim.open(pathOf(mine))).status).toBe(403)
    expect(await victim.isIn()).toBe(false)
  })

  it('comes too late after ten minutes', async () => {
    const browser = begin().browser()
    const back = await provider.signIn(await browser.begin(), CONVENER)
    await signing.t.clock.moveTo(later(START, 10 * MINUTE))
    expect((await browser.open(pathOf(back))).status).toBe(400)
    expect(await browser.isIn()).toBe(false)
  })

  it('with a cookie that we did not make, or made for another page, brings nobody in', async () => {
    const browser = begin().browser()
    const back = await provider.signIn(await browser.begin('/sending'), CONVENER)
    const [until = '', held = '', seal = ''] = (browser.cookies.get('convoke_oidc') ?? '').split('.')
    const [token] = JSON.parse(Buffer.from(held, 'base64url').toString())
    const other = Buffer.from(JSON.stringify([token, '/desk'])).toString('base64url')
    for (const forged of [`${until}.${other}.${seal}`, `9999999999999.${held}.${seal}`, `${until}.${held}`, held, '']) {
      browser.cookies.set('convoke_oidc', forged)
      expect((await browser.open(pathOf(back))).status, forged).toBe(400)
    }
    expect(await browser.isIn()).toBe(false)
  })

  it('of which nobody asked for anything is refused without a word to the provider, and keeps nothing', async () => {
    const browser = begin().browser()
    const before = await signing.t.world.store.list('used#', { limit: 10 })
    for (const query of ['', '?code=a&state=b', '?error=access_denied', `?code=${'x'.repeat(5000)}&state=`])
      expect((await browser.open(`/oidc/callback${query}`)).status).toBe(400)
    expect(await signing.t.world.store.list('used#', { limit: 10 })).toEqual(before)
    expect(signing.t.logged.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('that says its parameters twice brings nobody in', async () => {
    const browser = begin().browser()
    const back = await provider.signIn(await browser.begin(), CONVENER)
    expect((await browser.open(`${pathOf(back)}&code=other`)).status).toBe(403)
    expect((await browser.open(`${pathOf(back)}&state=other`)).status).not.toBe(303)
    expect(await browser.isIn()).toBe(false)
  })
})

describe('where nobody signs in by mail', () => {
  it('no link is mailed, none that was mailed works, and no session that one opened counts', async () => {
    const before = begin().t
    const { signIn, redeem } = await mailed(before)
    const { cookie } = await redeem(await signIn())
    const link = await signIn()
    const printed = new URL(await printSignIn(before.world)).pathname
    signing = openSigning(wanted(provider.issuer, { signIn: 'oidc' }), { over: before })
    const after = await mailed(before)
    expect((await after.redeem(link)).status).toBe(410)
    const browser = signing.browser()
    browser.cookies.set('convoke_session', cookie)
    expect(await browser.isIn()).toBe(false)

    const count = before.outbox.list().length
    expect(await after.ask()).toBe(403)
    expect(before.outbox.list()).toHaveLength(count)
    const page = await words(await browser.open('/sign-in'))
    expect(page).toContain('Sign in with Example Org')
    expect(page).not.toContain('Mail me a link')
    // Whoever runs the machine gets in by what it prints, so that no provider can lock them out.
    browser.cookies.set('convoke_session', (await after.redeem(printed)).cookie)
    expect(await browser.isIn()).toBe(true)
  })
})

/** Somebody who signs in by links in mails. */
async function mailed(t: TestWorld) {
  const app = createApp(t.world)
  const post = (path: string, fields: Record<string, string> = {}) =>
    app.request(new URL(path, t.world.settings.url).href, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: t.world.settings.url },
    })
  return {
    ask: async () => (await post('/sign-in', { email: CONVENER })).status,
    signIn: async () => {
      await post('/sign-in', { email: CONVENER })
      await new Promise(resolve => setTimeout(resolve, 100))
      const bytes = t.outbox.bytes(t.outbox.list().at(-1)?.id ?? '')
      return /\/sign-in\/[a-z2-7]{52}/.exec(new TextDecoder().decode(bytes).replace(/=\r\n/g, ''))?.[0] ?? ''
    },
    redeem: async (link: string) => {
      const response = await post(link)
      return {
        status: response.status,
        cookie: /=([a-z2-7]{52});/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? '',
      }
    },
  }
}
