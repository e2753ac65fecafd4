import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../local/database.ts'
import { createRelay, type Relay, type RelayOptions } from '../../../local/relay/relay.ts'
import { postContract, sampleMessage } from '../../contract/post.ts'
import { sink } from '../mail/smtp-sink.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const CLOCK = { now: () => '2026-01-05T16:00:00.000Z' }
const HASTE = { connect: 500, reply: 500, whole: 3000 }

function database() {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-relay-'))
  const opened = openDatabase(folder)
  return {
    opened,
    close() {
      opened.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function relayTo(url: string, options: Partial<RelayOptions> = {}): Relay {
  const { opened, close } = database()
  const relay = createRelay(opened, CLOCK, { url, rate: 10, patience: HASTE, ...options })
  closers.push(close, () => relay.close())
  return relay
}

/** A server that speaks by script, for what a real one never does on purpose. `submissions` counts final dots. */
async function script(
  behave: (line: string, socket: Socket, state: State) => void,
): Promise<{ url: string; state: State }> {
  const state: State = { submissions: 0, connections: 0, inData: false }
  const sockets = new Set<Socket>()
  const server: Server = createServer(socket => {
    state.connections++
    sockets.add(socket)
    socket.on('error', () => undefined)
    let rest = ''
    behave('(connected)', socket, state)
    socket.on('data', chunk => {
      rest += chunk.toString('latin1')
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        if (state.inData && line !== '.') continue
        if (state.inData) state.submissions++
        behave(state.inData ? '(dot)' : line, socket, state)
      }
    })
  })
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', () => done())
  })
  closers.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise(done => server.close(done))
  })
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, state }
}

interface State {
  submissions: number
  connections: number
  inData: boolean
}

/** Ordinary replies up to the end of the message, where `atDot` takes over. */
const until =
  (atDot: (socket: Socket, state: State) => void) =>
  (line: string, socket: Socket, state: State): void => {
    if (line === '(dot)') atDot(socket, state)
    else if (line === '(connected)') socket.write('220 here\r\n')
    else if (line === 'DATA') {
      state.inData = true
      socket.write('354 go on\r\n')
    } else socket.write('250 fine\r\n')
  }

postContract('An SMTP relay', async () => {
  const server = await sink()
  const { opened, close } = database()
  const relay = createRelay(opened, CLOCK, { url: server.url, rate: 10 })
  return {
    post: relay,
    arrived: async to => server.arrived.get(to) ?? [],
    async close() {
      relay.close()
      await server.close()
      close()
    },
  }
})

describe('An SMTP relay', () => {
  const refusing = (where: 'onMailFrom' | 'onRcptTo', code: number, words = 'no'): SMTPServerOptions => ({
    [where]: (_address: unknown, _session: unknown, done: (error?: Error) => void) =>
      done(Object.assign(new Error(words), { responseCode: code })),
  })
  const send = async (relay: Relay) => {
    const { detail: _, ...outcome } = { detail: '', ...(await relay.send(sampleMessage('a', 'guest@example.com'))) }
    return outcome
  }

  it.each([
    ['a 450 for the recipient', refusing('onRcptTo', 450), { outcome: 'later' }],
    [
      'a 550 for the recipient that does not say why',
      refusing('onRcptTo', 550),
      { outcome: 'refused', because: 'other', bounce: 'unclear' },
    ],
    [
      'a recipient that nobody knows',
      refusing('onRcptTo', 550, '5.1.1 <guest@example.com>: Recipient address rejected: User unknown'),
      { outcome: 'refused', because: 'address', bounce: 'no such address' },
    ],
    [
      'a full mailbox',
      refusing('onRcptTo', 552, '5.2.2 <guest@example.com>: mailbox full'),
      { outcome: 'refused', because: 'other', bounce: 'mailbox full' },
    ],
    [
      'a sender that SES has not verified yet',
      refusing('onRcptTo', 554, 'Message rejected: Email address is not verified.'),
      { outcome: 'later', waitsFor: 'verification' },
    ],
    [
      'a client that is refused',
      refusing('onRcptTo', 554, '5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org'),
      { outcome: 'refused', because: 'other', bounce: 'reputation' },
    ],
    ['a 451 for the sender', refusing('onMailFrom', 451), { outcome: 'later', overrun: true }],
    ['a 553 for the sender', refusing('onMailFrom', 553), { outcome: 'refused', because: 'other' }],
  ])('takes %s for what it is', async (_, options, expected) => {
    const server = await sink(options)
    closers.push(() => server.close())
    const relay = relayTo(server.url)
    expect(await send(relay)).toEqual(expected)
    expect(server.arrived.size).toBe(0)
    expect(await relay.fateOf('a')).toBe('unknown')
  })

  it.each([
    [452, { outcome: 'later', overrun: true }],
    [554, { outcome: 'refused', because: 'other', bounce: 'unclear' }],
  ])('takes a %i after the message for what it is, and hands it over once', async (code, expected) => {
    const server = await sink({}, () => Object.assign(new Error('no'), { responseCode: code }))
    closers.push(() => server.close())
    expect(await send(relayTo(server.url))).toEqual(expected)
    expect(server.arrived.get('guest@example.com')).toHaveLength(1)
  })

  it('says why in the words of the server', async () => {
    const server = await sink(refusing('onRcptTo', 552, '5.2.2 <guest@example.com>: mailbox full'))
    closers.push(() => server.close())
    const outcome = await relayTo(server.url).send(sampleMessage('a', 'guest@example.com'))
    expect(outcome).toMatchObject({ detail: '552 5.2.2 <guest@example.com>: mailbox full' })
  })

  it('does not hold a wrong password against the message', async () => {
    const server = await sink({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(Object.assign(new Error('wrong'), { responseCode: 535 })),
    })
    closers.push(() => server.close())
    expect(await send(relayTo(server.url.replace('//', '//someone:wrong@')))).toEqual({ outcome: 'later' })
  })

  it('calls it in doubt when the connection is reset after the message, and never sends it again', async () => {
    const { url, state } = await script(until(socket => socket.resetAndDestroy()))
    const relay = relayTo(url)
    expect(await send(relay)).toEqual({ outcome: 'in doubt' })
    expect(await relay.fateOf('a')).toBe('unknown')
    await new Promise(done => setTimeout(done, 300))
    expect(state).toMatchObject({ submissions: 1, connections: 1 })
  })

  it('calls it in doubt when the relay says nothing after the message', async () => {
    const { url, state } = await script(until(() => undefined))
    expect(await send(relayTo(url))).toEqual({ outcome: 'in doubt' })
    await new Promise(done => setTimeout(done, 300))
    expect(state).toMatchObject({ submissions: 1, connections: 1 })
  })

  it('tries later when the relay hangs, resets or hangs up before the message', async () => {
    for (const silent of ['(connected)', 'EHLO', 'MAIL', 'RCPT', 'DATA']) {
      for (const way of ['hang', 'reset', 'bye'] as const) {
        const { url, state } = await script((line, socket, all) => {
          if (!line.startsWith(silent)) return until(() => undefined)(line, socket, all)
          if (way === 'reset') socket.resetAndDestroy()
          if (way === 'bye') socket.end('421 going down\r\n')
        })
        expect(await send(relayTo(url)), `${way} at ${silent}`).toMatchObject({ outcome: 'later' })
        expect(state.submissions).toBe(0)
      }
    }
  })

  it('gives up on a relay that trickles', async () => {
    const { url } = await script((line, socket) => {
      if (line === '(connected)') socket.write('220 here\r\n')
      else if (line.startsWith('EHLO')) {
        const drip = setInterval(() => socket.write('250-x\r\n'), 100)
        socket.on('close', () => clearInterval(drip))
      }
    })
    const relay = relayTo(url, { patience: { ...HASTE, whole: 900 } })
    expect(await send(relay)).toEqual({ outcome: 'later' })
  })

  it('tries later when nobody listens', async () => {
    const server = await sink()
    await server.close()
    expect(await send(relayTo(server.url))).toEqual({ outcome: 'later' })
  })

  it('uses its connections again, and no more than it may', async () => {
    const server = await sink()
    closers.push(() => server.close())
    const relay = relayTo(server.url, { connections: 4 })
    await Promise.all(Array.from({ length: 100 }, (_, n) => relay.send(sampleMessage(`a${n}`, `g${n}@example.com`))))
    expect(server.arrived.size).toBe(100)
    expect(server.connections()).toBeLessThanOrEqual(4)
  })

  it('writes to the assistant too, in the same submission', async () => {
    const server = await sink()
    closers.push(() => server.close())
    const message = sampleMessage('both', 'guest@example.com')
    await relayTo(server.url).send({ ...message, to: ['guest@example.com', 'assistant@example.com'] })
    expect([...server.arrived.values()].flat()).toHaveLength(1)
  })

  it('refuses an address that SMTP cannot carry without troubling the relay', async () => {
    const server = await sink()
    closers.push(() => server.close())
    const relay = relayTo(server.url)
    const outcome = await relay.send({ ...sampleMessage('bad', 'x'), to: ['a@example.com>\r\nRCPT TO:<b@example.com'] })
    expect(outcome).toMatchObject({ outcome: 'refused', because: 'address' })
    expect(server.arrived.size).toBe(0)
  })

  it('answers with its rate', async () => {
    expect(await relayTo('smtp://127.0.0.1:1', { rate: 14 }).rate()).toBe(14)
  })
})
