import { setTimeout as rest } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { PostOutcome } from '../../../functions/keep/ports.ts'
import { type Connections, createConnections } from '../../../local/relay/connections.ts'
import { outcomeOf } from '../../../local/relay/ending.ts'
import { openWire } from '../../../local/relay/wire.ts'
import { type Manners, type Talker, talker } from './talker.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

interface Made {
  server: Talker
  connections: Connections
  send(to: string | string[], bytes?: string): Promise<PostOutcome>
}

async function to(manners: Manners, more: { most?: number; messages?: number; idle?: number } = {}): Promise<Made> {
  const server = await talker(manners)
  const patience = { connect: 400, reply: 400, whole: 1500 }
  const connections = createConnections({
    open: signal => openWire({ url: server.url, patience }, signal),
    most: more.most ?? 1,
    limits: { ...patience, idle: more.idle ?? 400, messages: more.messages ?? 1000 },
  })
  closers.push(server.close, connections.close)
  return {
    server,
    connections,
    async send(to, bytes = 'Subject: x\r\n\r\nx\r\n') {
      const message = { from: 'from@example.org', to: [to].flat(), bytes: Buffer.from(bytes) }
      return outcomeOf(await connections.submit(message))
    },
  }
}

const many = Array.from({ length: 50 }, (_, n) => `guest${n}@example.com`)
const ways: [string, string[]][] = [
  ['that takes several commands at once', ['PIPELINING', '8BITMIME', 'SIZE 5000']],
  ['that takes one command after the other', ['8BITMIME', 'SIZE 5000']],
]
const no =
  (when: RegExp, reply: string): NonNullable<Manners['reply']> =>
  command =>
    when.test(command) ? reply : undefined

describe.each(ways)('A relay %s', (_, extensions) => {
  it('gets many letters over one connection, each once and in order', async () => {
    const { server, send } = await to({ extensions })
    const outcomes = await Promise.all(many.map(each => send(each)))
    expect(outcomes.every(({ outcome }) => outcome === 'sent')).toBe(true)
    expect(server.got.map(({ to }) => to[0])).toEqual(many)
    expect(server.talks).toHaveLength(1)
    if (!extensions.includes('PIPELINING')) expect(server.talks[0]?.ahead).toEqual([])
  })

  it('is understood however it cuts its replies', async () => {
    const { server, send } = await to({ extensions, inBytes: true })
    const outcomes = await Promise.all(many.slice(0, 5).map(each => send(each)))
    expect(outcomes.every(({ outcome }) => outcome === 'sent')).toBe(true)
    expect(server.got).toHaveLength(5)
  })

  it('may take its time with each reply', async () => {
    const { send } = await to({ extensions, late: 150 })
    expect(await Promise.all([send('a@example.com'), send('b@example.com')])).toEqual([
      { outcome: 'sent' },
      { outcome: 'sent' },
    ])
  })

  it.each([
    ['451 4.3.0 not now', { outcome: 'later', detail: '451 4.3.0 not now', overrun: true }],
    ['421 4.3.2 closing', { outcome: 'later', detail: '421 4.3.2 closing', overrun: true }],
    [
      '554-5.7.1 no\r\n554 5.7.1 thanks',
      { outcome: 'refused', because: 'other', bounce: 'their filter', detail: '554-5.7.1 no 554 5.7.1 thanks' },
    ],
  ])('answers DATA with %j, and the next letter goes', async (reply, expected) => {
    let refused = false
    const { server, send } = await to({
      extensions,
      reply(command) {
        if (command !== 'DATA' || refused) return undefined
        refused = true
        return `${reply}\r\n`
      },
    })
    const [first, second] = await Promise.all([send('a@example.com'), send('b@example.com')])
    expect(first).toEqual(expected)
    expect(second).toEqual({ outcome: 'sent' })
    expect(server.got.map(({ to }) => to)).toEqual([['b@example.com']])
  })

  it('refuses one recipient of two, and the other gets the letter', async () => {
    const { server, send } = await to({ extensions, reply: no(/^RCPT TO:<gone/, '550 5.1.1 unknown\r\n') })
    expect(await send(['gone@example.com', 'here@example.com'])).toEqual({ outcome: 'sent' })
    expect(server.got.map(({ to }) => to)).toEqual([['here@example.com']])
  })

  it('refuses all recipients: what it says for now goes before what it says for good, and the next letter goes', async () => {
    const { server, send } = await to({
      extensions,
      reply: command =>
        /<gone/.test(command)
          ? '550 5.1.1 unknown\r\n'
          : /<full/.test(command)
            ? '450 4.2.1 busy\r\n'
            : command === 'DATA' && server.talks[0]?.commands.at(-1)?.startsWith('RCPT TO:<gone2')
              ? '554 no valid recipients\r\n'
              : undefined,
    })
    const outcomes = await Promise.all([
      send(['gone@example.com', 'full@example.com', 'gone2@example.com']),
      send('here@example.com'),
    ])
    expect(outcomes).toEqual([{ outcome: 'later', detail: '450 4.2.1 busy' }, { outcome: 'sent' }])
    expect(server.got.map(({ to }) => to)).toEqual([['here@example.com']])
    expect(server.talks).toHaveLength(1)
    expect(server.talks[0]?.commands).toContain('RSET')
  })

  it('asks for the letter though it took no recipient: it gets an empty one that goes to nobody', async () => {
    const { server, send } = await to({ extensions, reply: no(/^RCPT TO:<gone/, '550 5.1.1 unknown\r\n') })
    expect(await send('gone@example.com')).toMatchObject({ outcome: 'refused', because: 'address' })
    expect(await send('here@example.com')).toEqual({ outcome: 'sent' })
    for (const { to, bytes } of server.got) if (to.length === 0) expect(bytes.toString()).not.toContain('Subject')
  })

  it('is left when it asks for the letter of a sender it refused', async () => {
    const { server, send } = await to({ extensions, reply: no(/^MAIL/, '550 5.7.1 not you\r\n') })
    expect(await send('a@example.com')).toMatchObject({ outcome: 'refused', because: 'other' })
    expect(server.got).toEqual([])
    await send('b@example.com')
    expect(server.talks).toHaveLength(extensions.includes('PIPELINING') ? 2 : 1)
  })

  it.each(['MAIL', 'RCPT', 'DATA', '(end)'])('says goodbye at %s (421): nothing is lost or sent twice', async at => {
    let said = 0
    const { server, send } = await to({
      extensions,
      reply: command => (command.startsWith(at) && ++said === 2 ? '421 4.3.2 shutting down\r\n' : undefined),
    })
    const outcomes = await Promise.all(many.slice(0, 4).map(each => send(each)))
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['sent', 'later', 'sent', 'sent'])
    expect(outcomes[1]).toMatchObject({ overrun: true })
    const taken = server.got.filter((_, n) => at !== '(end)' || n !== 1).map(({ to }) => to[0])
    expect(taken).toEqual([many[0], many[2], many[3]])
    // It is left, though it does not hang up itself.
    expect(server.talks).toHaveLength(2)
  })

  it('closes while it has nothing to do: the next letter goes by another connection', async () => {
    const { server, send } = await to({ extensions })
    await send('a@example.com')
    server.talks[0]?.socket.end('421 4.4.2 idle too long\r\n')
    await rest(50)
    expect(await send('b@example.com')).toEqual({ outcome: 'sent' })
    expect(server.talks).toHaveLength(2)
  })

  it('closes just as a letter comes, before it has said anything of it: that goes by another connection, once', async () => {
    const { server, send } = await to({
      extensions,
      reply(command, { socket, commands }, nth) {
        const known = commands.filter(each => each.startsWith('MAIL')).length
        if (!command.startsWith('MAIL') || (nth === 1 && known === 0)) return undefined
        if (nth < 3) socket.resetAndDestroy()
        return 'nothing'
      },
    })
    expect(await send('a@example.com')).toEqual({ outcome: 'sent' })
    expect(await send('b@example.com')).toMatchObject({ outcome: 'later' })
    expect(server.got).toHaveLength(1)
    expect(server.talks).toHaveLength(2)
  })

  it('is told the size, and spared what it would not take', async () => {
    const { server, send } = await to({ extensions })
    expect(await send('a@example.com', `${'x'.repeat(70)}\r\n`.repeat(100))).toEqual({
      outcome: 'refused',
      because: 'other',
      detail: 'larger than the mail server takes (5000 bytes)',
    })
    expect(await send('b@example.com', 'Zoë\r\n')).toEqual({ outcome: 'sent' })
    expect(server.talks[0]?.commands).toContain('MAIL FROM:<from@example.org> SIZE=6 BODY=8BITMIME')
  })

  it('takes no addresses beyond ASCII: such a letter is refused before it is said', async () => {
    const { server, send } = await to({ extensions })
    expect(await send('zoë@example.com')).toMatchObject({ outcome: 'refused', because: 'address' })
    const able = await to({ extensions: [...extensions, 'SMTPUTF8'] })
    expect(await able.send('zoë@example.com')).toEqual({ outcome: 'sent' })
    expect(server.got).toEqual([])
    expect(able.server.talks[0]?.commands.some(line => line.endsWith(' SMTPUTF8'))).toBe(true)
  })

  it.each([
    ['says what is no reply', 'hello there\r\n'],
    ['never ends a line', 'x'.repeat(70_000)],
    ['says two things at once', '250 fine\r\n250 and more\r\n250 and more\r\n250 and more\r\n'],
  ])('is left when it %s', async (_, reply) => {
    const { server, send } = await to({ extensions, reply: no(/^MAIL/, reply) })
    expect((await send('a@example.com')).outcome).toBe('later')
    expect(server.got).toEqual([])
  })
})

describe('Connections to a relay', () => {
  it('are ended after as many letters as one may carry', async () => {
    const { server, send } = await to({}, { messages: 10 })
    await Promise.all(many.map(each => send(each)))
    await rest(100)
    expect(server.talks).toHaveLength(5)
    expect(server.talks.map(({ commands }) => commands.at(-1))).toEqual(Array(5).fill('QUIT'))
  })

  it('are ended once they have had nothing to do for a while', async () => {
    const { server, send } = await to({}, { idle: 100 })
    await send('a@example.com')
    await rest(300)
    expect(server.talks[0]?.commands.at(-1)).toBe('QUIT')
  })

  it('are no more than the server lets in: what waits goes by those', async () => {
    const greeting = (nth: number) => (nth > 2 ? '421 4.7.0 too many connections\r\n' : '220 here\r\n')
    const { server, send } = await to({ greeting, late: 5 }, { most: 20 })
    const outcomes = await Promise.all(many.map(each => send(each)))
    expect(outcomes.filter(({ outcome }) => outcome !== 'sent')).toEqual([])
    expect(server.got).toHaveLength(50)
    expect(server.talks.length).toBeLessThanOrEqual(20)
  })

  it('that nobody lets in tell all that wait why, and ask once', async () => {
    const { server, send } = await to({ greeting: () => '554 5.7.1 not you\r\n' }, { most: 1 })
    const outcomes = await Promise.all(many.map(each => send(each)))
    expect(new Set(outcomes.map(each => JSON.stringify(each)))).toEqual(
      new Set([JSON.stringify({ outcome: 'later', detail: '554 5.7.1 not you' })]),
    )
    expect(server.talks).toHaveLength(1)
  })

  it('let go of what waits when they are closed, and finish what is under way', async () => {
    const { server, connections, send } = await to({ late: 20 })
    const outcomes = many.slice(0, 5).map(each => send(each))
    await rest(150)
    connections.close()
    const found = (await Promise.all(outcomes)).map(({ outcome }) => outcome)
    expect(new Set(found)).toEqual(new Set(['sent', 'later']))
    expect(found.filter(outcome => outcome === 'sent')).toHaveLength(server.got.length)
    expect((await send('late@example.com')).outcome).toBe('later')
  })

  it('carry a letter of megabytes to a server that reads slowly', async () => {
    const { server, send } = await to({ extensions: ['PIPELINING'] })
    const bytes = '.dots and lines of a long letter\r\n'.repeat(40_000)
    const slow = setInterval(() => {
      const socket = server.talks[0]?.socket
      if (socket?.isPaused()) socket.resume()
      else socket?.pause()
    }, 5)
    const outcome = await send('a@example.com', bytes)
    clearInterval(slow)
    expect(outcome).toEqual({ outcome: 'sent' })
    expect(server.got[0]?.bytes.toString().replaceAll(/^\.\./gm, '.')).toBe(bytes)
  })

  it('to a server that stops reading in the middle of a letter: it does not have it, which is no doubt', async () => {
    const { server, send } = await to({
      extensions: ['PIPELINING'],
      reply(command, { socket }) {
        if (command === 'DATA') setImmediate(() => socket.pause())
        return undefined
      },
    })
    expect((await send('a@example.com', 'x\r\n'.repeat(5_000_000))).outcome).toBe('later')
    expect(server.got).toEqual([])
  })
})

describe('A connection that ends between its login and its first letter', () => {
  it('costs that letter one attempt, and no connection after it', async () => {
    const server = await talker({})
    const patience = { connect: 400, reply: 400, whole: 1500 }
    let opened = 0
    const connections = createConnections({
      async open(signal) {
        const wire = await openWire({ url: server.url, patience }, signal)
        if (opened++ === 0) {
          server.talks[0]?.socket.destroy()
          await rest(50)
        }
        return wire
      },
      most: 1,
      limits: { ...patience, idle: 400, messages: 1000 },
    })
    closers.push(server.close, connections.close)
    const send = async (to: string) =>
      outcomeOf(
        await connections.submit({ from: 'from@example.org', to: [to], bytes: Buffer.from('a: b\r\n\r\nc\r\n') }),
      )
    expect((await send('a@example.com')).outcome).toBe('later')
    expect(await send('a@example.com')).toEqual({ outcome: 'sent' })
  })
})
