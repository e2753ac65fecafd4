import type { SMTPServerOptions } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAccountPost } from '../../../local/account/account-post.ts'
import type { Relay } from '../../../local/mail/relay.ts'
import { postContract, sampleMessage } from '../../contract/post.ts'
import { type Sink, sink } from '../mail/smtp-sink.ts'
import { type AccountPlace, accountPlace, CLOCK, googleAt } from './place.ts'

const FROM = 'rsvp@example.org'

/** Gmail's relay: lets whoever brings a good token in, and answers a bad one as its documentation writes it. */
const gmail = (place: () => AccountPlace, more: Partial<SMTPServerOptions> = {}): SMTPServerOptions => ({
  authOptional: false,
  allowInsecureAuth: true,
  authMethods: ['XOAUTH2'],
  onAuth({ username, accessToken }, _session, done) {
    if (username === 'rsvp@example.org' && place().login.good.has(accessToken ?? '')) done(null, { user: username })
    else done(null, { data: { status: '400', schemes: 'Bearer', scope: 'https://mail.google.com/' } })
  },
  ...more,
})

postContract('Gmail', async () => {
  const place = await accountPlace()
  place.connect({ service: 'google' })
  const server = await sink(gmail(() => place))
  const service = googleAt(place.login.url, server.url)
  const post = createAccountPost(place.database, CLOCK, { service, account: place.open(service), rate: 10, from: FROM })
  return {
    post,
    arrived: async to => server.arrived.get(to) ?? [],
    async close() {
      post.close()
      await server.close()
      await place.close()
    },
  }
})

describe('Gmail', () => {
  let place: AccountPlace
  let server: Sink
  let post: Relay
  afterEach(async () => {
    post.close()
    await server.close()
    await place.close()
  })
  beforeEach(async () => {
    place = await accountPlace()
    place.connect({ service: 'google' })
    await open()
  })
  async function open(more: Partial<SMTPServerOptions> = {}, answer?: () => Error | undefined) {
    post?.close()
    await server?.close()
    server = await sink(
      gmail(() => place, more),
      answer,
    )
    const service = googleAt(place.login.url, server.url)
    post = createAccountPost(place.database, CLOCK, { service, account: place.open(service), rate: 10, from: FROM })
  }
  let attempts = 0
  const send = () => post.send(sampleMessage(`a${attempts++}`, 'guest@example.com'))
  const refusing = (code: number, words: string) => () => Object.assign(new Error(words), { responseCode: code })

  it('gets in with a new token where the one at hand was withdrawn, within the same attempt', async () => {
    expect((await send()).outcome).toBe('sent')
    place.login.good.clear()
    await open()
    place.login.good.clear()
    expect((await send()).outcome).toBe('sent')
    expect(server.arrived.get('guest@example.com')).toHaveLength(1)
  })

  it('waits until somebody connects the account again where its access was taken back, and goes on by itself', async () => {
    place.login.manners.revoked = true
    expect(await send()).toMatchObject({ outcome: 'later', waitsFor: 'connection' })
    place.login.manners.revoked = false
    place.connect({ service: 'google' })
    expect((await send()).outcome).toBe('sent')
    expect(server.arrived.get('guest@example.com')).toHaveLength(1)
  })

  it('waits where the server takes no token at all', async () => {
    await open({ onAuth: (_auth, _session, done) => done(null, { data: { status: '400' } }) })
    expect(await send()).toMatchObject({ outcome: 'later', waitsFor: 'connection' })
    await open({ onAuth: (_auth, _session, done) => done(refusing(535, '5.7.8 not accepted')()) })
    expect(await send()).toMatchObject({ outcome: 'later', waitsFor: 'connection' })
  })

  it('brings another token the next time where one was refused outright', async () => {
    await open({
      onAuth: ({ accessToken }, _session, done) =>
        accessToken === 'access-1' ? done(refusing(535, '5.7.8 not accepted')()) : done(null, { user: 'rsvp' }),
    })
    expect(await send()).toMatchObject({ outcome: 'later', waitsFor: 'connection' })
    expect((await send()).outcome).toBe('sent')
  })

  it('waits without a word to anybody where it lets nobody in for the moment', async () => {
    await open({ onAuth: (_auth, _session, done) => done(refusing(454, '4.7.0 Too many login attempts')()) })
    const outcome = await send()
    expect(outcome).toMatchObject({ outcome: 'later' })
    expect(outcome).not.toHaveProperty('waitsFor')
    place.login.manners.next = ['cut']
    await open()
    expect(await send()).toMatchObject({ outcome: 'later', detail: expect.stringContaining('no access yet') })
  })

  it('waits for the next day where the account has sent as much as it may', async () => {
    await open({}, refusing(550, '5.4.5 Daily user sending limit exceeded. For more information'))
    expect(await send()).toMatchObject({ outcome: 'later', waitsFor: 'daily limit' })
  })

  it('is given no more in a day than it allows', async () => {
    expect((await send()).outcome).toBe('sent')
    place.database.sql
      .prepare('INSERT INTO accepted (attempt, at, recipients) VALUES (?, ?, ?)')
      .run('before', '2026-01-05T01:00:00.000Z', 1897)
    const two = { ...sampleMessage('two', 'guest@example.com'), to: ['guest@example.com', 'assistant@example.com'] }
    expect((await post.send(two)).outcome).toBe('sent')
    expect(await send()).toMatchObject({ outcome: 'later', waitsFor: 'daily limit' })
    place.database.sql.prepare('UPDATE accepted SET at = ? WHERE attempt = ?').run('2026-01-04T15:00:00.000Z', 'before')
    expect((await send()).outcome).toBe('sent')
  })

  it('is given its token and nothing else, and none of it is logged', async () => {
    await send()
    expect(place.login.asked).toHaveLength(1)
    expect(Object.fromEntries(new URLSearchParams(place.login.asked[0]?.body))).toEqual({
      client_id: 'client',
      client_secret: 'not so secret',
      grant_type: 'refresh_token',
      refresh_token: 'refresh-0',
    })
    expect(place.logged).toEqual([])
  })
})
