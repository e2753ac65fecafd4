import { setTimeout as rest } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Arrived } from '../../../functions/answer/reply-case.ts'
import { createGraph } from '../../../local/account/graph.ts'
import { type GraphInboxOptions, pollInbox } from '../../../local/account/graph-inbox.ts'
import { createTakeIn, type TakeReply } from '../../../local/mail/arrival.ts'
import type { MailboxReader } from '../../../local/mail/imap.ts'
import { replyAddressOf } from '../../../mail/reply-address.ts'
import { inboxContract } from '../../contract/inbox.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { type GraphServer, graphError, startGraphServer } from './graph-server.ts'
import { type AccountPlace, accountPlace, microsoftAt } from './place.ts'
import type { Reply } from './web-server.ts'

const id = (n: number) => `invitee${'abcdefghijklmnopqrstuvwxyz'[n]}aaaaaaaa`

inboxContract('The inbox at Microsoft', async () => {
  const account = await accountPlace()
  account.connect({ service: 'microsoft' })
  const graph = await startGraphServer()
  const service = microsoftAt(account.login.url, graph.url)
  return {
    deliver(raw, came) {
      const letter = graph.deliver(raw, came?.toISOString())
      return () => letter.isRead
    },
    read: (world, takeIn) =>
      pollInbox(world, takeIn, {
        graph: createGraph(service, account.open(service), 1),
        clientId: 'client',
        pace: { look: 50, pause: 20, longest: 40, request: 1000 },
      }),
    close: () => Promise.all([graph.close(), account.close()]),
  }
})

describe('The inbox at Microsoft', () => {
  let account: AccountPlace
  let graph: GraphServer
  let made: TestWorld
  let arrived: Arrived[]
  let readers: MailboxReader[]
  beforeEach(async () => {
    account = await accountPlace()
    account.connect({ service: 'microsoft' })
    graph = await startGraphServer()
    graph.manners.good = token => account.login.good.has(token)
    made = makeWorld()
    arrived = []
    readers = []
  })
  afterEach(async () => {
    await Promise.all(readers.map(reader => reader.stop()))
    await graph.close()
    await account.close()
    made.close()
  })
  const to = (n = 0) =>
    replyAddressOf(made.world.settings.secret, made.world.settings.replyDomain, 'campaigncampaign', id(n))
  function read(pace: GraphInboxOptions['pace'] = {}, take?: TakeReply) {
    const takeIn = createTakeIn(made.world, async (world, mail) => {
      const became = (await take?.(world, mail)) ?? ['answered']
      arrived.push(mail)
      return became
    })
    const service = microsoftAt(account.login.url, graph.url)
    const reader = pollInbox(made.world, takeIn, {
      graph: createGraph(service, account.open(service), 1),
      clientId: 'client',
      pace: { look: 50, pause: 20, longest: 40, request: 1000, ...pace },
    })
    readers.push(reader)
    return reader
  }
  const until = async (what: () => boolean) => {
    for (let tries = 0; !what() && tries < 500; tries++) await rest(10)
    expect(what()).toBe(true)
  }
  const letter = (head: string, text = 'Yes, I will be there.') =>
    `From: Ana <ana@example.com>\r\n${head}\r\nSubject: Re: Invitation\r\n\r\n${text}\r\n`
  const askedFor = (part: RegExp) => graph.asked.filter(({ path }) => part.test(path))

  it('is read page by page for mail to our addresses; that is marked as read, and of all else only the head is asked for', async () => {
    for (let n = 0; n < 5; n++) {
      graph.deliver(letter('To: board@example.org', 'Private.'))
      graph.deliver(letter(`To: Ana\r\n <ana@example.com>,\r\n "The board" <${to(n)}>`))
    }
    read()
    await until(() => graph.letters.at(-1)?.isRead === true)
    expect(arrived.map(each => each.to)).toEqual([0, 1, 2, 3, 4].map(n => [to(n)]))
    expect(graph.letters.map(({ isRead }) => isRead)).toEqual([0, 1, 2, 3, 4].flatMap(() => [false, true]))
    expect(askedFor(/\$value$/)).toHaveLength(5)
    const kept = await made.world.mailbox.read(arrived[0]?.mail ?? '')
    expect(Buffer.from(kept ?? []).toString('latin1')).toBe(graph.letters[1]?.raw)
    expect(made.logged).toEqual([])
  })

  it('is read from the front where Graph has forgotten the place, and the same message again is the same one', async () => {
    graph.deliver(letter(`To: ${to(0)}`))
    const reader = read()
    // Whoever looks again has written down where they were.
    await until(() => askedFor(/\/messages\/delta$/).length > 1)
    expect(graph.letters[0]?.isRead).toBe(true)
    await reader.stop()
    graph.deliver(letter(`To: ${to(1)}`))
    graph.manners.read = [graphError(410, 'SyncStateNotFound')]
    read()
    await until(() => arrived.length === 3)
    expect(arrived.map(each => each.to[0])).toEqual([to(0), to(0), to(1)])
    expect(new Set(arrived.map(({ mail }) => mail)).size).toBe(2)
  })

  it.each<[string, Reply]>([
    ['too many ask at once', graphError(429, 'ApplicationThrottled', { 'retry-after': '0' })],
    ['it fails', graphError(500, 'generalException')],
    ['the connection is cut', 'cut'],
    ['the answer is cut short', { status: 200, text: '{"value": [{"id": ' }],
    ['it answers another shape', { status: 200, json: { value: [{}] } }],
    ['a page leads nowhere', { status: 200, json: { value: [] } }],
  ])('is read on where %s, and that is said once', async (_, reply) => {
    graph.manners.read = [reply, reply]
    graph.deliver(letter(`To: ${to(0)}`))
    read()
    await until(() => arrived.length === 1)
    await until(() => made.logged.some(({ event }) => event === 'mailbox is read again'))
    expect(made.logged.filter(({ level }) => level === 'error').map(({ event }) => event)).toEqual([
      expect.stringMatching(/cannot be read now/),
    ])
  })

  it('may be one that is only read: nothing is marked then', async () => {
    graph.manners.mayWrite = false
    graph.deliver(letter(`To: ${to(0)}`))
    graph.deliver(letter(`To: ${to(1)}`))
    read()
    await until(() => arrived.length === 2)
    expect(graph.letters.map(({ isRead }) => isRead)).toEqual([false, false])
  })

  it('that may not be read is said so in words', async () => {
    graph.manners.read = Array.from({ length: 3 }, () => graphError(403, 'ErrorAccessDenied'))
    graph.deliver(letter(`To: ${to(0)}`))
    read()
    await until(() => arrived.length === 1)
    expect(made.logged[0]?.event).toMatch(/permission Mail.ReadWrite/)
  })

  it('is read on once somebody has connected the account again', async () => {
    account.login.manners.revoked = true
    graph.deliver(letter(`To: ${to(0)}`))
    read()
    await until(() => account.logged.length === 1)
    expect(graph.asked).toEqual([])
    account.login.manners.revoked = false
    account.connect({ service: 'microsoft' })
    await until(() => arrived.length === 1)
    expect(made.logged).toEqual([])
  })

  it('never follows a link that leads elsewhere', async () => {
    graph.manners.links = 'https://graph.example.net'
    for (let n = 0; n < 3; n++) graph.deliver(letter(`To: ${to(n)}`))
    read()
    await until(() => made.logged.length === 1)
    expect(arrived).toHaveLength(0)
    graph.manners.links = undefined
    await until(() => arrived.length === 3)
  })

  it('does not fetch more of a message than 30 MB', async () => {
    graph.deliver(letter(`To: ${to(0)}`, 'x'.repeat(31 * 1024 * 1024)))
    graph.deliver(letter(`To: ${to(1)}`))
    read({ request: 20_000 })
    await until(() => arrived.length === 1)
    expect(arrived[0]?.to).toEqual([to(1)])
    expect(made.logged.map(({ event }) => event)).toEqual(['message in the mailbox skipped, it is too large'])
  })

  it('is let go of at once when Convoke stops', async () => {
    graph.manners.read = ['hang']
    const reader = read()
    await until(() => graph.asked.length === 1)
    const began = performance.now()
    await reader.stop()
    expect(performance.now() - began).toBeLessThan(300)
  })
})
