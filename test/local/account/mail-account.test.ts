import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepAccount, sealedAccount, unseal } from '../../../local/account/kept-account.ts'
import { type AccountPlace, accountPlace, googleAt, microsoftAt, SECRET } from './place.ts'
import type { Reply } from './web-server.ts'

let place: AccountPlace
beforeEach(async () => {
  place = await accountPlace()
})
afterEach(() => place.close())

const MINUTE = 60_000
const microsoft = () => microsoftAt(place.login.url)

describe('A connected mail account', () => {
  it('gives a token, asks for one once however many want it, and for the next before it ends', async () => {
    place.connect({ service: 'microsoft' })
    let now = 0
    const account = place.open(microsoft(), () => now)
    const first = await Promise.all(Array.from({ length: 20 }, () => account.access()))
    expect(new Set(first.map(each => JSON.stringify(each)))).toEqual(
      new Set([JSON.stringify({ is: 'token', token: 'access-1', address: 'rsvp@example.org' })]),
    )
    now = 54 * MINUTE
    expect(await account.access()).toMatchObject({ token: 'access-1' })
    now = 56 * MINUTE
    expect(await account.access()).toMatchObject({ token: 'access-2' })
    expect(place.login.asked).toHaveLength(2)
  })

  it('keeps the new refresh token that comes with each access token, for the next start', async () => {
    place.connect({ service: 'microsoft' })
    await place.open(microsoft()).access()
    expect(unseal(sealedAccount(place.folder), SECRET)?.refreshToken).toBe('refresh-1')
    expect(await place.open(microsoft()).access()).toMatchObject({ is: 'token', token: 'access-2' })
  })

  it('gives another token once one was refused', async () => {
    place.connect({ service: 'google' })
    const account = place.open(googleAt(place.login.url))
    const access = await account.access()
    account.refuse('some other token')
    expect(await account.access()).toEqual(access)
    account.refuse('access-1')
    expect(await account.access()).toMatchObject({ token: 'access-2' })
  })

  it('whose access was taken back says so once, asks no more for a while, and goes on once it is connected again', async () => {
    place.connect({ service: 'microsoft' })
    place.login.manners.revoked = true
    let now = 0
    const account = place.open(microsoft(), () => now)
    for (let times = 0; times < 10; times++) expect(await account.access()).toEqual({ is: 'disconnected' })
    expect(place.login.asked).toHaveLength(1)
    now = 6 * MINUTE
    await account.access()
    expect(place.login.asked).toHaveLength(2)
    expect(place.logged).toEqual([
      { event: expect.stringContaining('npm run connect'), facts: { why: 'invalid_grant' } },
    ])
    place.login.manners.revoked = false
    place.connect({ service: 'microsoft' })
    expect(await account.access()).toMatchObject({ is: 'token' })
    expect(place.logged.at(-1)?.event).toBe('the mail account is connected again')
    expect(JSON.stringify(place.logged)).not.toMatch(/rsvp|refresh-|access-/)
  })

  it('that is connected again while a token is asked for is asked with what it has now', async () => {
    place.connect({ service: 'microsoft', refreshToken: 'an old one' })
    const account = place.open(microsoft())
    let answer: (reply: Reply) => void = () => undefined
    place.login.manners.next = [
      new Promise(resolve => {
        answer = resolve
      }),
    ]
    const access = account.access()
    while (place.login.asked.length === 0) await new Promise(done => setTimeout(done, 5))
    place.connect({ service: 'microsoft' })
    answer({ status: 400, json: { error: 'invalid_grant' } })
    expect(await access).toMatchObject({ is: 'token' })
    expect(place.logged).toEqual([])
  })

  it.each([
    ['the login is overrun', { status: 429, json: { error: 'temporarily_unavailable' } }],
    ['it fails', { status: 503, text: '<html>sorry</html>' }],
    ['it answers nonsense', { status: 200, text: '{"access_token": ' }],
    ['it answers JSON of another shape', { status: 200, json: { token: 'x' } }],
    ['the connection is cut', 'cut'],
  ] as const)('waits where %s, and uses what it has as long as that is good', async (_, reply) => {
    place.connect({ service: 'microsoft' })
    let now = 0
    const account = place.open(microsoft(), () => now)
    place.login.manners.next = [reply]
    expect(await account.access()).toMatchObject({ is: 'later' })
    await account.access()
    now = 57 * MINUTE
    place.login.manners.next = [reply]
    expect(await account.access()).toMatchObject({ is: 'token', token: 'access-1' })
    now = 61 * MINUTE
    place.login.manners.next = [reply]
    expect(await account.access()).toMatchObject({ is: 'later' })
    expect(place.logged).toEqual([])
  })

  it('that was never connected, is of another service or was altered is not connected', async () => {
    expect(await place.open(microsoft()).access()).toEqual({ is: 'disconnected' })
    place.connect({ service: 'google' })
    expect(await place.open(microsoft()).access()).toEqual({ is: 'disconnected' })
    place.connect({ service: 'microsoft' })
    const path = join(place.folder, 'mail-account')
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(/^./, first => (first === 'A' ? 'B' : 'A')),
    )
    expect(await place.open(microsoft()).access()).toEqual({ is: 'disconnected' })
    expect(place.login.asked).toEqual([])
  })

  it('is kept for its owner alone, and neither the file nor another secret tells what is in it', () => {
    place.connect({ service: 'microsoft' })
    const path = join(place.folder, 'mail-account')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(Buffer.from(readFileSync(path, 'utf8'), 'base64').toString('latin1')).not.toMatch(/refresh|rsvp|microsoft/)
    const account = unseal(sealedAccount(place.folder), SECRET)
    expect(account?.refreshToken).toBe('refresh-0')
    expect(unseal(sealedAccount(place.folder), `${SECRET}!`)).toBeUndefined()
    if (!account) return
    // The same account never reads the same twice.
    expect(keepAccount(place.folder, SECRET, account)).not.toBe(keepAccount(place.folder, SECRET, account))
  })
})
