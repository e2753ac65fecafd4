import type { SMTPServerOptions } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAccountPost } from '../../../local/account/account-post.ts'
import type { Relay } from '../../../local/relay/relay.ts'
import { messageIdOf } from '../../../mail/headers.ts'
import { postContract, sampleMessage } from '../../contract/post.ts'
import { type ImapServer, startImapServer } from '../mail/imap-server.ts'
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

/** Gmail’s IMAP server, which shows what the account has sent. */
async function sentMail(place: () => AccountPlace): Promise<ImapServer> {
  const imap = await startImapServer()
  imap.manners.takes = (user, token) => user === FROM && place().login.good.has(token)
  imap.sent = new Set()
  return imap
}

postContract('Gmail', async () => {
  const place = await accountPlace()
  place.connect({ service: 'google' })
  const server = await sink(gmail(() => place))
  const imap = await sentMail(() => place)
  const service = googleAt(place.login.url, server.url, imap.port)
  const post = createAccountPost(place.database, CLOCK, { service, account: place.open(service), rate: 10, from: FROM })
  return {
    post,
    arrived: async to => server.arrived.get(to) ?? [],
    async close() {
      post.close()
      await Promise.all([server.close(), imap.close()])
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

describe('An email of which Gmail’s answer was lost', () => {
  let place: AccountPlace
  let server: Sink
  let imap: ImapServer
  let post: Relay
  /** Of each message that comes: whether the relay says so, and whether a copy lies among the sent mail. */
  let manners: { answers: boolean; keeps: boolean }
  beforeEach(async () => {
    manners = { answers: false, keeps: true }
    place = await accountPlace()
    place.connect({ service: 'google' })
    imap = await sentMail(() => place)
    server = await sink(
      gmail(() => place, {
        onData(stream, _session, done) {
          let text = ''
          stream.on('data', chunk => {
            text += chunk
          })
          stream.on('end', () => {
            const [, id] = /^Message-ID: (\S+)/im.exec(text) ?? []
            if (id && manners.keeps) imap.sent?.add(id)
            if (manners.answers) done()
            else server.drop()
          })
        },
      }),
    )
    const service = googleAt(place.login.url, server.url, imap.port)
    const account = place.open(service)
    post = createAccountPost(place.database, CLOCK, { service, account, rate: 10, from: FROM, looks: [1, 20] })
  })
  afterEach(async () => {
    post.close()
    await Promise.all([server.close(), imap.close()])
    await place.close()
  })
  /** A letter as the press makes it: with the Message-ID of its attempt. */
  const send = (attempt: string) => {
    const sample = sampleMessage(attempt, 'guest@example.com')
    const head = Buffer.from(`Message-ID: ${messageIdOf(attempt, FROM)}\r\n`)
    return post.send({ ...sample, bytes: Buffer.concat([head, sample.bytes]) })
  }

  it('is looked for among the sent mail by its Message-ID, and was sent if its copy is there', async () => {
    expect(await send('lost')).toEqual({ outcome: 'sent' })
    expect(imap.asked.filter(each => each.startsWith('EXAMINE'))).toEqual([expect.stringContaining('Sent Mail')])
    expect(imap.asked.some(each => /^(?:SELECT|UID STORE|UID FETCH)/.test(each))).toBe(false)
    // It is known from then on, without another look.
    const looks = imap.sessions
    expect(await post.fateOf('lost')).toBe('sent')
    expect(imap.sessions).toBe(looks)
  })

  it('stays in doubt where no copy is there, and is found once there is one', async () => {
    manners.keeps = false
    expect(await send('late')).toMatchObject({ outcome: 'in doubt' })
    expect(await post.fateOf('late')).toBe('unknown')
    imap.sent?.add(messageIdOf('late', FROM))
    expect(await post.fateOf('late')).toBe('sent')
    expect(await post.fateOf('another')).toBe('unknown')
  })

  it('is asked about later where the mailbox cannot be asked, and stays in doubt where it shows no sent mail', async () => {
    manners.keeps = false
    await send('lost')
    for (const refuse of ['EXAMINE', 'LIST', 'UID SEARCH']) {
      imap.manners.refuse = refuse
      expect([refuse, await post.fateOf('lost')]).toEqual([refuse, 'later'])
    }
    imap.manners.refuse = undefined
    imap.sent = undefined
    expect(await post.fateOf('lost')).toBe('unknown')
    await imap.close()
    expect(await post.fateOf('lost')).toBe('later')
    place.login.manners.revoked = true
    place.login.good.clear()
    expect(await post.fateOf('lost')).toBe('later')
  })

  it('is found with a new token where the one at hand was withdrawn', async () => {
    manners.answers = true
    await send('first')
    imap.sent?.add(messageIdOf('lost', FROM))
    place.login.good.clear()
    expect(await post.fateOf('lost')).toBe('later')
    expect(await post.fateOf('lost')).toBe('sent')
  })

  it('is one of many that are looked for one after the other', async () => {
    for (let n = 0; n < 12; n++) if (n % 2) imap.sent?.add(messageIdOf(`many${n}`, FROM))
    const fates = await Promise.all(Array.from({ length: 12 }, (_, n) => post.fateOf(`many${n}`)))
    expect(fates).toEqual(Array.from({ length: 12 }, (_, n) => (n % 2 ? 'sent' : 'unknown')))
  })
})
