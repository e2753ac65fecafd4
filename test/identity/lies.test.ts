/** Providers that say what is not so, and providers that say nothing. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CONVENER } from '../functions/campaign/launch.ts'
import { plain } from '../functions/visitor.ts'
import { type Claims, type LyingProvider, makeKeys, openLyingProvider } from './lying-provider.ts'
import { type Browser, openSigning, type Signing, wanted } from './signs-in.ts'

let provider: LyingProvider
beforeAll(async () => {
  provider = await openLyingProvider()
})
afterAll(() => provider.close())

let signing: Signing
beforeEach(() => {
  provider.lies = {}
  provider.asked.length = 0
})
afterEach(() => signing.t.close())

const begin = (more: Record<string, string> = {}, secret?: string): Browser => {
  signing = openSigning(wanted(provider.issuer, more), {}, secret)
  return signing.browser()
}
/** Somebody signs in at the provider with this address, and comes back. */
async function signIn(browser: Browser, email = CONVENER): Promise<Response> {
  const { pathname, search } = provider.answerTo(await browser.begin(), email)
  return browser.open(pathname + search)
}
const words = async (response: Response) => plain(await response.text())
const now = () => Math.floor(Date.now() / 1000)

describe('an ID token', () => {
  it('that is as it should be signs in', async () => {
    const browser = begin()
    expect((await signIn(browser)).status).toBe(303)
    expect(await browser.isIn()).toBe(true)
  })

  const OTHER = makeKeys().privateKey
  it.each<[string, LyingProvider['lies']]>([
    ['for another client', { claims: same => ({ ...same, aud: 'another' }) }],
    [
      'for us and others, issued to another',
      { claims: same => ({ ...same, aud: ['convoke', 'other'], azp: 'other' }) },
    ],
    ['for nobody', { claims: ({ aud: _, ...rest }) => rest }],
    ['of another issuer', { claims: same => ({ ...same, iss: 'https://evil.example' }) }],
    ['with another nonce', { claims: same => ({ ...same, nonce: 'another' }) }],
    ['without a nonce', { claims: ({ nonce: _, ...rest }) => rest }],
    ['that ended two minutes ago', { claims: same => ({ ...same, exp: now() - 120 }) }],
    ['without an end', { claims: ({ exp: _, ...rest }) => rest }],
    ['that counts in an hour', { claims: same => ({ ...same, nbf: now() + 3600 }) }],
    ['signed with a key that is not the provider’s', { key: OTHER }],
    [
      'signed with a key that is not the provider’s, and names another',
      { key: OTHER, head: { alg: 'RS256', kid: 'x' } },
    ],
    ['that nobody signed', { key: 'none', head: { alg: 'none' } }],
    ['that nobody signed, though it says so', { key: 'none' }],
    ['signed by another algorithm than the provider names', { head: { alg: 'HS256', kid: 'own' } }],
    ['that brings its own key along', { key: OTHER, head: { alg: 'RS256', jwk: {}, jku: 'https://evil.example/' } }],
    ['that is none', { answer: '{"token_type":"bearer","access_token":"a","id_token":"a.b.c"}' }],
    ['that is missing', { answer: '{"token_type":"bearer","access_token":"a"}' }],
  ])('%s brings nobody in', async (_, lies) => {
    const browser = begin()
    provider.lies = lies
    const ended = await signIn(browser)
    expect(ended.status).toBe(403)
    expect(await words(ended)).toContain('could not be verified')
    expect(await browser.isIn()).toBe(false)
    // What went wrong is told to the operator, by words of the standards.
    const failures = signing.t.logged.filter(({ level }) => level === 'error')
    expect(failures).toHaveLength(1)
    expect(JSON.stringify(failures)).not.toMatch(/convener|example\.org|eyJ/)
  })

  it('signs in once, though the provider takes its code again and again', async () => {
    const browser = begin()
    const url = await browser.begin()
    const kept = browser.cookies.get('convoke_oidc') ?? ''
    const { pathname, search } = provider.answerTo(url, CONVENER)
    const ask = async () => {
      const again = signing.browser()
      again.cookies.set('convoke_oidc', kept)
      return (await again.open(pathname + search)).status
    }
    const all = await Promise.all(Array.from({ length: 8 }, ask))
    expect(all.filter(status => status === 303)).toHaveLength(1)
    expect(await ask()).toBe(400)
  })
})

describe('an address', () => {
  const says = (claims: Claims) => ({ claims: (truth: Claims) => ({ ...truth, ...claims }) })
  const DIRECTORY = '11111111-2222-3333-4444-555555555555'
  const entra = { oidcAddress: 'email', oidcTenant: DIRECTORY, oidcDomains: 'example.org' }
  const { email_verified: _, ...none } = { email_verified: undefined }

  it.each<[string, Record<string, string>, Claims, number]>([
    ['that was not verified does not', {}, { email_verified: false }, 403],
    ['of which nothing is said does not', {}, { email_verified: undefined }, 403],
    ['verified in words does', {}, { email_verified: 'true' }, 303],
    ['whose domain is the directory’s own does', {}, { email_verified: undefined, xms_edov: 1 }, 303],
    [
      'whose domain is the directory’s own, but is not verified, does not',
      {},
      { email_verified: false, xms_edov: 1 },
      403,
    ],
    ['that is none does not', {}, { email: 'Convener <convener@example.org>' }, 403],
    ['that is two does not', {}, { email: ['convener@example.org', 'x@example.org'] }, 403],
    ['of another domain than named does not', { oidcDomains: 'other.example' }, {}, 403],
    ['of a domain that ends like the one named does not', { oidcDomains: 'ample.org' }, {}, 403],
    ['of a domain that is named does', { oidcDomains: 'other.example, @example.org' }, {}, 303],
    ['of no Workspace, where one is named, does not', { oidcTenant: 'example.org' }, {}, 403],
    ['of another Workspace does not', { oidcTenant: 'example.org' }, { hd: 'evil.example' }, 403],
    ['of the Workspace that is named does', { oidcTenant: 'example.org' }, { hd: 'example.org' }, 303],
    [
      'of the directory that is named does unverified, where that is wanted',
      entra,
      { email_verified: undefined, tid: DIRECTORY },
      303,
    ],
    ['that the directory itself calls unverified does not', entra, { email_verified: false, tid: DIRECTORY }, 403],
    ['of another directory does not', entra, { email_verified: undefined, tid: DIRECTORY.replace('1', '9') }, 403],
    ['of no directory does not', entra, { email_verified: undefined }, 403],
    [
      'that is the name of an account does, where that is wanted',
      { ...entra, oidcAddress: 'preferred_username' },
      {
        email: 'x@evil.example',
        email_verified: undefined,
        tid: DIRECTORY,
        preferred_username: CONVENER.toUpperCase(),
      },
      303,
    ],
  ])('%s sign in', async (_, more, claims, status) => {
    const browser = begin(more)
    provider.lies = says({ ...none, ...claims })
    expect((await signIn(browser)).status).toBe(status)
    expect(await browser.isIn()).toBe(status === 303)
  })

  it('that stands in no ID token is asked for where the provider tells it, of the same person alone', async () => {
    const bare = ({ email: _, email_verified: __, ...rest }: Claims) => rest
    const said = { email: CONVENER, email_verified: true }
    const browser = begin()
    provider.lies = { claims: bare, userinfo: { ...said, sub: `sub-of-${CONVENER}` } }
    expect((await signIn(browser)).status).toBe(303)
    // The ID token names it, and only there it says that it was verified: of the same address alone.
    const unsaid = ({ email_verified: __, ...rest }: Claims) => rest
    provider.lies = { claims: unsaid, userinfo: { ...said, sub: `sub-of-${CONVENER}` } }
    expect((await signIn(signing.browser())).status).toBe(303)
    provider.lies = { claims: unsaid, userinfo: { ...said, email: 'x@evil.example', sub: `sub-of-${CONVENER}` } }
    expect((await signIn(signing.browser())).status).toBe(403)
    provider.lies = { claims: bare, userinfo: { ...said, sub: 'sub-of-somebody-else' } }
    const other = signing.browser()
    expect((await signIn(other)).status).toBe(403)
    expect(await other.isIn()).toBe(false)
  })
})

describe('a provider that is down, or is not what it says,', () => {
  it.each<[string, LyingProvider['lies'], string?]>([
    ['names another issuer', { discovery: truth => ({ ...truth, issuer: 'https://evil.example' }) }],
    ['is no provider', { discovery: () => '<html>' }],
    ['says more than anybody reads', { discovery: truth => ({ ...truth, more: 'x'.repeat(600 * 1024) }) }],
    ['has no place for signing in', { discovery: ({ authorization_endpoint: _, ...rest }) => rest }],
  ])('%s: says so in plain words, and links by mail still work', async (_, lies) => {
    const browser = begin()
    provider.lies = lies
    const page = await browser.open('/oidc')
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '60'])
    const said = await words(page)
    expect(said).toContain('Sign-in with Example Org is not working right now.')
    expect(said).toContain('Get a link by email instead')
    expect((await browser.open('/sign-in')).status).toBe(200)
    // It is asked anew with the next click.
    provider.lies = {}
    expect((await signIn(browser)).status).toBe(303)
  })

  it('offers no link by mail where nobody gets one', async () => {
    const browser = begin({ signIn: 'oidc' })
    provider.lies = { discovery: () => '<html>' }
    expect(await words(await browser.open('/oidc'))).not.toContain('link by email')
  })

  it('is waited for five seconds, and not longer', async () => {
    const browser = begin()
    provider.lies = { silent: true }
    const before = Date.now()
    expect((await browser.open('/oidc')).status).toBe(503)
    expect(Date.now() - before).toBeLessThan(8000)
  })

  it('fails when the code is redeemed: says so, and signs nobody in', async () => {
    const browser = begin()
    for (const lies of [{ status: 503 }, { answer: '<html>' }, { answer: `{"x":"${'x'.repeat(600 * 1024)}"}` }]) {
      provider.lies = lies
      const ended = await signIn(browser)
      expect([403, 503]).toContain(ended.status)
      expect(await browser.isIn()).toBe(false)
    }
  })

  it('is gone altogether: says so', async () => {
    signing = openSigning(wanted('http://127.0.0.1:9'))
    expect((await signing.browser().open('/oidc')).status).toBe(503)
  })

  it('is sent nowhere that is not named by TLS, or by this machine', async () => {
    const browser = begin()
    provider.lies = { discovery: truth => ({ ...truth, token_endpoint: 'ftp://evil.example/' }) }
    expect((await signIn(browser)).status).not.toBe(303)
  })

  it('does not take us for its client: says that it does not work, tells the operator why, and asks for the secret again', async () => {
    const browser = begin({}, 'an old secret')
    const ended = await signIn(browser)
    expect(ended.status).toBe(503)
    expect(signing.t.logged.filter(({ level }) => level === 'error')).toEqual([
      expect.objectContaining({ event: 'what the identity provider answered proves nothing' }),
    ])
    const asked = provider.asked.filter(path => path.includes('well-known')).length
    await signIn(browser)
    expect(provider.asked.filter(path => path.includes('well-known'))).toHaveLength(asked + 1)
  })

  it('is asked by twenty at a time, so that a flood here is none there', async () => {
    const browser = begin()
    provider.lies = { silent: true }
    const all = await Promise.all(Array.from({ length: 40 }, () => signing.browser().open('/oidc')))
    expect(all.map(({ status }) => status)).toEqual(Array(40).fill(503))
    provider.lies = {}
    expect((await signIn(browser)).status).toBe(303)
  })
})
