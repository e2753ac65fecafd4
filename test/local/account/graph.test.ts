import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Outgoing } from '../../../functions/keep/ports.ts'
import { createGraph } from '../../../local/account/graph.ts'
import { createGraphPost } from '../../../local/account/graph-post.ts'
import type { Relay } from '../../../local/relay/relay.ts'
import { messageIdOf } from '../../../mail/headers.ts'
import { setLetter } from '../../../mail/set-letter.ts'
import { SIGN_IN } from '../../../templates/texts.ts'
import { postContract, sampleMessage } from '../../contract/post.ts'
import { type GraphServer, graphError, startGraphServer } from './graph-server.ts'
import { type AccountPlace, accountPlace, CLOCK, microsoftAt } from './place.ts'
import type { Reply } from './web-server.ts'

const FROM = 'invitations@example.org'
const HASTE = { request: 300, looks: [10, 20, 40] }

interface Place {
  account: AccountPlace
  graph: GraphServer
  post: Relay
  now: { at: string }
  close(): Promise<void>
}

async function open(): Promise<Place> {
  const account = await accountPlace()
  account.connect({ service: 'microsoft' })
  const graph = await startGraphServer()
  graph.manners.good = token => account.login.good.has(token)
  const service = microsoftAt(account.login.url, graph.url)
  const now = { at: CLOCK.now() }
  const post = createGraphPost(
    account.database,
    { now: () => now.at },
    {
      graph: createGraph(service, account.open(service), 3),
      rate: 29 / 60,
      recipientsADay: 9500,
      from: FROM,
      patience: HASTE,
    },
  )
  return {
    account,
    graph,
    post,
    now,
    async close() {
      post.close()
      await graph.close()
      await account.close()
    },
  }
}

postContract('Microsoft Graph', async () => {
  const { post, graph, close } = await open()
  return { post, arrived: async to => graph.arrived.get(to) ?? [], close }
})

describe('Microsoft Graph', () => {
  let place: Place
  let attempts: number
  beforeEach(async () => {
    attempts = 0
    place = await open()
  })
  afterEach(() => place.close())

  /** A letter as the press makes it: with the Message-ID of its attempt. */
  const letter = (attempt = `attempt${attempts++}`, to = ['guest@example.com']): Outgoing => {
    const sample = sampleMessage(attempt, to[0] ?? '')
    const more = to.length > 1 ? `Cc: <${to[1]}>\r\n` : ''
    const head = Buffer.from(`Message-ID: ${messageIdOf(attempt, FROM)}\r\n${more}`)
    return { ...sample, to, bytes: Buffer.concat([head, sample.bytes]) }
  }
  const send = (message = letter()) => place.post.send(message)
  const arrived = () => place.graph.arrived.get('guest@example.com')?.length ?? 0

  it.each<[string, Reply, object]>([
    ['a recipient that is none', graphError(400, 'ErrorInvalidRecipients'), { outcome: 'refused', because: 'address' }],
    ['a bad request', graphError(400, 'ErrorInvalidRequest'), { outcome: 'refused', because: 'other' }],
    ['a message that is too big', graphError(413, ''), { outcome: 'refused', because: 'other', bounce: 'too big' }],
    [
      'a sender that is not the mailbox’s own',
      graphError(403, 'ErrorSendAsDenied'),
      { outcome: 'later', waitsFor: 'permission' },
    ],
    [
      'a permission that is missing',
      graphError(403, 'ErrorAccessDenied'),
      { outcome: 'later', waitsFor: 'permission' },
    ],
    [
      'an account without a mailbox',
      graphError(404, 'MailboxNotEnabledForRESTAPI'),
      { outcome: 'later', waitsFor: 'permission' },
    ],
    ['the day’s limit', graphError(403, 'ErrorExceededMessageLimit'), { outcome: 'later', waitsFor: 'daily limit' }],
    [
      'an account that is blocked',
      graphError(403, 'ErrorMessageSubmissionBlocked'),
      { outcome: 'later', waitsFor: 'pause' },
    ],
    ['too many at once', graphError(429, 'ApplicationThrottled'), { outcome: 'later', overrun: true }],
    [
      'a time when it is away',
      graphError(503, 'serviceNotAvailable', { 'retry-after': '7' }),
      { outcome: 'later', overrun: true, after: 7 },
    ],
    ['a conflict', graphError(409, 'ErrorIrresolvableConflict'), { outcome: 'later' }],
    ['a refusal that does not read', { status: 400, text: '<html>' }, { outcome: 'refused', because: 'other' }],
  ])('takes %s for what it is, and gives nothing away', async (_, reply, expected) => {
    place.graph.manners.send = [{ reply }]
    const { detail, ...outcome } = (await send()) as { detail: string }
    expect(outcome).toEqual(expected)
    expect(detail).not.toMatch(/@/)
    expect(arrived()).toBe(0)
    expect((await send(letter('next'))).outcome).toBe('after' in expected ? 'later' : 'sent')
  })

  it.each<[string, Reply]>([
    ['the connection is cut', 'cut'],
    ['no answer comes', 'hang'],
    ['it fails', graphError(500, 'generalException')],
    ['something between the two fails', { status: 504, text: '<html>Gateway Timeout</html>' }],
    ['somebody else answers', { status: 200, text: '<html>Welcome to the hotel</html>' }],
  ])('where %s once it was asked, looks for the letter in Sent Items and never asks it twice', async (_, reply) => {
    place.graph.manners.send = [{ takes: true, reply }]
    expect(await send()).toEqual({ outcome: 'sent' })
    place.graph.manners.send = [{ takes: true, keeps: false, reply }]
    expect(await send()).toMatchObject({ outcome: 'in doubt' })
    place.graph.manners.send = [{ takes: false, reply }]
    expect(await send()).toMatchObject({ outcome: 'in doubt' })
    expect(arrived()).toBe(2)
    expect(place.graph.asked.filter(({ path }) => path.endsWith('/sendMail'))).toHaveLength(3)
  })

  it('finds a letter of which nobody knows once its copy is there, also after a restart and later', async () => {
    place.graph.manners.send = [{ takes: true, keeps: false, reply: 'cut' }]
    const message = letter('lost')
    expect(await send(message)).toMatchObject({ outcome: 'in doubt' })
    expect(await place.post.fateOf('lost')).toBe('unknown')
    place.graph.sent.add(messageIdOf('lost', FROM))
    expect(await place.post.fateOf('lost')).toBe('sent')
    place.graph.manners.read = [graphError(503, 'serviceNotAvailable'), 'cut', { status: 200, text: '{' }]
    for (let times = 0; times < 3; times++) expect(await place.post.fateOf('lost')).toBe('later')
    place.account.login.manners.revoked = true
    place.account.login.good.clear()
    expect(await place.post.fateOf('lost')).toBe('later')
  })

  it('tries later where the request never got there', async () => {
    await send()
    await place.graph.close()
    expect(await send()).toMatchObject({ outcome: 'later', detail: 'ECONNREFUSED' })
  })

  it('gets a new token where the one at hand is not taken, and sends the letter once', async () => {
    await send()
    place.account.login.good.clear()
    expect(await send()).toEqual({ outcome: 'sent' })
    expect(arrived()).toBe(2)
  })

  it('waits for somebody to connect the account where its access was taken back, and goes on by itself', async () => {
    await send()
    place.account.login.good.clear()
    place.account.login.manners.revoked = true
    expect(await send()).toMatchObject({ outcome: 'later', waitsFor: 'connection' })
    place.account.login.manners.revoked = false
    place.account.connect({ service: 'microsoft' })
    expect(await send()).toEqual({ outcome: 'sent' })
    place.graph.manners.good = () => false
    expect(await send()).toMatchObject({ outcome: 'later', waitsFor: 'connection' })
  })

  it('is left alone as long as it asks to be, by mail that waits for no turn as well', async () => {
    place.graph.manners.send = [{ reply: graphError(429, 'ApplicationThrottled', { 'retry-after': '90' }) }]
    expect(await send()).toMatchObject({ outcome: 'later', overrun: true, after: 90 })
    place.now.at = '2026-01-05T16:01:00.000Z'
    expect(await send()).toMatchObject({ outcome: 'later', overrun: true, after: 30 })
    expect(place.graph.asked).toHaveLength(1)
    place.now.at = '2026-01-05T16:01:31.000Z'
    expect(await send()).toEqual({ outcome: 'sent' })
  })

  it('is asked no more than three things at one time', async () => {
    await Promise.all(Array.from({ length: 30 }, () => send()))
    expect(arrived()).toBe(30)
    expect(place.graph.most()).toBe(3)
  })

  it('writes to the assistant too, and to nobody whom the envelope does not name', async () => {
    expect(await send(letter('both', ['guest@example.com', 'Assistant@example.com']))).toEqual({ outcome: 'sent' })
    expect(place.graph.arrived.get('Assistant@example.com')).toHaveLength(1)
    const { bytes } = letter('other', ['guest@example.com', 'assistant@example.com'])
    expect(await send({ ...letter('alone'), bytes })).toMatchObject({ outcome: 'refused' })
    expect(arrived()).toBe(1)
  })

  it('knows whom a message names as the press writes it: bare, by name, by a name with everything that is special', async () => {
    const press = await setLetter({ kind: 'sign-in', text: SIGN_IN, action: 'Sign in' }, { from: FROM })
    const names = ['', 'Ana Ortiz', 'Ortiz, "Ana" <ana@elsewhere.example>', 'Zoë Ångström, 株式会社', 'A'.repeat(90)]
    for (const [n, name] of names.entries()) {
      const bytes = press.fill({
        to: { name, email: `Guest${n}@example.com` },
        cc: { name, email: `assistant${n}@example.com` },
        replyTo: { name: '', email: FROM },
        attempt: `press${n}`,
        at: CLOCK.now(),
        values: { action_link: 'https://convoke.example.org/x' },
      })
      if ('refused' in bytes) throw new Error(bytes.refused)
      const to = [`guest${n}@example.com`, `assistant${n}@example.com`]
      expect(await send({ ...letter(`press${n}`), to, bytes })).toEqual({ outcome: 'sent' })
    }
  })

  it('is given no more in a day than it allows', async () => {
    place.account.database.sql
      .prepare('INSERT INTO accepted (attempt, at, recipients) VALUES (?, ?, ?)')
      .run('before', '2026-01-05T01:00:00.000Z', 9500)
    expect(await send()).toMatchObject({ outcome: 'later', waitsFor: 'daily limit' })
  })
})
