import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect, inFolder } from '../../../local/account/connect.ts'
import { sealedAccount, unseal } from '../../../local/account/kept-account.ts'
import { readSecret } from '../../../local/secret.ts'
import { type AccountPlace, accountPlace, googleAt, microsoftAt } from './place.ts'

let place: AccountPlace
let said: string[]
let waited: number[]
let type: (line: string) => void
/** What a person does once an address is shown. */
let browse: (address: string) => unknown
beforeEach(async () => {
  place = await accountPlace()
  // A Convoke that runs has made it.
  readSecret(place.folder)
  said = []
  waited = []
  browse = () => undefined
})
afterEach(() => place.close())

const hands = (patience = 2000) => ({
  port: 0,
  patience,
  say(line: string) {
    said.push(line)
    if (line.startsWith('http')) void browse(line)
  },
  rest: async (millis: number) => {
    waited.push(millis)
  },
  onLine(take: (line: string) => void) {
    type = take
  },
})
const kept = () => unseal(sealedAccount(place.folder), readSecret(place.folder))
const refused = (error: string) => ({ status: 400, json: { error, error_description: 'about rsvp@example.org' } })

describe('Connecting an account at Microsoft', () => {
  const run = (from?: string) => connect(microsoftAt(place.login.url), inFolder(place.folder), from, hands())

  it('shows a code, waits until it was entered, and keeps what lets Convoke in', async () => {
    place.login.manners.pending = [
      refused('authorization_pending'),
      refused('slow_down'),
      'cut',
      refused('authorization_pending'),
    ]
    await run('rsvp@example.org')
    expect(said.join('\n')).toContain('https://microsoft.com/devicelogin in any browser, enter the code ABCD1234')
    expect(said.at(-1)).toContain('Connected: rsvp@example.org')
    expect(waited).toEqual([5000, 5000, 10_000, 15_000, 15_000])
    expect(kept()).toEqual({
      service: 'microsoft',
      clientId: 'client',
      address: 'rsvp@example.org',
      refreshToken: 'refresh-1',
    })
    const [first, second] = place.login.asked.map(({ body }) => Object.fromEntries(new URLSearchParams(body)))
    expect(first).toMatchObject({ client_id: 'client', scope: expect.stringContaining('offline_access') })
    expect(second).toEqual({
      client_id: 'client',
      device_code: 'device',
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    })
  })

  it('says where the sender is another address than the mailbox', async () => {
    await run('invitations@example.org')
    expect(said.at(-1)).toContain('CONVOKE_FROM is invitations@example.org')
  })

  it.each([
    ['expired_token', /expired before anyone entered it/],
    ['authorization_declined', /declined in the browser/],
    ['invalid_client', /allows public client flows/],
    ['invalid_scope', /Microsoft refused \(invalid_scope\)/],
  ])('ends in words where Microsoft says %s, and keeps nothing', async (error, words) => {
    place.login.manners.pending = [refused(error)]
    await expect(run()).rejects.toThrow(words)
    expect(kept()).toBeUndefined()
  })

  it('ends when the code has', async () => {
    place.login.manners.pending = Array.from({ length: 200 }, () => refused('authorization_pending'))
    await expect(run()).rejects.toThrow(/expired before anyone entered it/)
    expect(waited).toHaveLength(180)
  })

  it('says at once where the app is not known, nobody answers or nonsense comes', async () => {
    place.login.manners.next = [refused('unauthorized_client')]
    await expect(run()).rejects.toThrow(/CONVOKE_MAIL_CLIENT/)
    place.login.manners.next = ['cut']
    await expect(run()).rejects.toThrow(/cannot be reached/)
    place.login.manners.next = [{ status: 200, text: '<html>' }]
    await expect(run()).rejects.toThrow(/answer 200/)
  })

  it('takes no access that ends after an hour', async () => {
    place.login.manners.brief = true
    await expect(run()).rejects.toThrow(/for an hour only/)
    expect(kept()).toBeUndefined()
  })

  it('makes the secret of a folder that was never used', async () => {
    const folder = join(place.folder, 'another')
    await connect(microsoftAt(place.login.url), inFolder(folder), undefined, hands())
    expect(existsSync(join(folder, 'secret'))).toBe(true)
    expect(unseal(sealedAccount(folder), readSecret(folder))?.address).toBe('rsvp@example.org')
    rmSync(folder, { recursive: true })
  })
})

describe('Connecting an account at Google', () => {
  const run = (patience?: number) =>
    connect(googleAt(place.login.url), inFolder(place.folder), undefined, hands(patience))
  const back = (address: string, more: Record<string, string>) => {
    const consent = new URL(address).searchParams
    const target = new URL(consent.get('redirect_uri') ?? '')
    target.search = new URLSearchParams({ state: consent.get('state') ?? '', ...more }).toString()
    return target.href
  }

  it('leads through the page of consent and back to this machine', async () => {
    let shown = ''
    browse = async address => {
      const { searchParams } = new URL(address)
      expect(searchParams.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
      expect(Object.fromEntries(searchParams)).toMatchObject({
        access_type: 'offline',
        code_challenge_method: 'S256',
        scope: expect.stringContaining('https://mail.google.com/'),
      })
      // Somebody who guesses is not taken for the browser.
      expect((await fetch(back(address, { state: 'guessed', code: 'theirs' }))).status).toBe(404)
      shown = await (await fetch(back(address, { code: 'the-code' }))).text()
    }
    await run()
    expect(shown).toContain('go back to the terminal')
    expect(kept()).toMatchObject({ service: 'google', refreshToken: 'refresh-1' })
    const form = new URLSearchParams(place.login.asked[0]?.body)
    expect(form.get('code_verifier')).toMatch(/^[\w-]{43}$/)
    expect(form.get('client_secret')).toBe('not so secret')
  })

  it('takes the address pasted where the browser runs on another machine', async () => {
    browse = address => {
      setTimeout(() => {
        type('http://127.0.0.1:1/?code=x')
        type(back(address, { code: 'the-code' }))
      }, 10)
    }
    await run()
    expect(said).toContain('That is not the address the browser ended at. Paste all of it.')
    expect(kept()).toMatchObject({ service: 'google' })
  })

  it.each([
    ['it was declined', { error: 'access_denied' }, /declined in the browser/],
    ['the code is too old', { code: 'another' }, /used already or is too old/],
    ['there is no code', {}, /gave no code/],
  ])('ends in words where %s', async (_, more, words) => {
    browse = address => fetch(back(address, more as Record<string, string>))
    await expect(run()).rejects.toThrow(words)
    expect(kept()).toBeUndefined()
  })

  it('ends when nobody comes back', async () => {
    await expect(run(100)).rejects.toThrow(/Nobody came back/)
  })
})
