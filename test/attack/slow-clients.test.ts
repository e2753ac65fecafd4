/** Clients that take all the time and all the places they can get, on the sockets of a real start. */
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { house } from '../../local/house.ts'
import { PATIENCE } from '../../local/serve/listener.ts'
import { readSettings, type StartOptions } from '../../local/settings.ts'
import { type Running, start } from '../../local/start.ts'
import { ASSETS } from '../../pages/compiled/assets.ts'

/** Parts of a second where a real start waits for many; the rest is the same. */
const IMPATIENCE: typeof PATIENCE = {
  headersTimeout: 300,
  requestTimeout: 700,
  keepAliveTimeout: 300,
  silence: 700,
  connectionsCheckingInterval: 50,
  connections: 20,
}

let folder = ''
let running: Running
const sockets: Socket[] = []
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'convoke-slow-'))
  const args = ['--data', folder, '--port', '0', '--smtp-port', '0']
  const quiet = { info: () => undefined, error: () => undefined }
  running = await start(readSettings(args, {}) as StartOptions, house, quiet, IMPATIENCE)
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await rest(100)
})
afterAll(async () => {
  await running.stop()
  rmSync(folder, { recursive: true, force: true })
})

interface Client {
  socket: Socket
  heard: string
  /** Milliseconds until the other side ended it; undefined while it has not. */
  endedAfter?: number
}

function client(text = ''): Client {
  const began = performance.now()
  const socket = connect(Number(new URL(running.url).port), '127.0.0.1')
  sockets.push(socket)
  const one: Client = { socket, heard: '' }
  socket.setEncoding('latin1')
  socket.on('data', chunk => {
    one.heard += chunk
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    one.endedAfter = performance.now() - began
  })
  if (text) socket.write(text)
  return one
}

/** Waits until it is so, for some seconds at most. */
async function until(what: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !what(); tries++) await rest(10)
  expect(what()).toBe(true)
}
/** Drips one piece after the other, as long as somebody listens. */
async function drip({ socket }: Client, piece: string): Promise<void> {
  while (!socket.destroyed && socket.writable) {
    socket.write(piece)
    await rest(50)
  }
}
const HEAD = 'GET / HTTP/1.1\r\nHost: localhost\r\n'
const answered = async () => (await fetch(running.url, { signal: AbortSignal.timeout(5000) })).status

describe('a slow client', () => {
  it('that never ends the head of its request is let go of, one line at a time or in silence', async () => {
    const dripping = client(HEAD)
    void drip(dripping, 'X-A: b\r\n')
    const silent = client(HEAD)
    const mute = client()
    await until(() => [dripping, silent, mute].every(({ endedAfter }) => endedAfter !== undefined))
    expect(dripping.heard).toContain('408 Request Timeout')
    expect(dripping.endedAfter).toBeGreaterThan(250)
    expect(await answered()).toBe(200)
  })

  it('that never ends its form is let go of', async () => {
    const one = client(
      'POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\nemail=',
    )
    void drip(one, 'a')
    await until(() => one.endedAfter !== undefined)
    expect(await answered()).toBe(200)
  })

  it('that keeps its connection without asking anything more is let go of', async () => {
    const one = client(`${HEAD}\r\n`)
    await until(() => one.heard.includes('200 OK'))
    await until(() => one.endedAfter !== undefined)
  })

  it('that asks for more and more and takes none of it is let go of, however many there are of them', async () => {
    const greedy = Array.from({ length: IMPATIENCE.connections }, () => client())
    for (const { socket } of greedy) {
      socket.pause()
      socket.write(`GET ${ASSETS.styles} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(200))
    }
    // They have all the places there are, and never come to an end by themselves; soon there is room again.
    await until(() => greedy.every(({ socket }) => !socket.connecting))
    let status: number | undefined
    for (let tries = 0; tries < 150 && status === undefined; tries++) {
      status = await answered().catch(() => undefined)
      await rest(50)
    }
    expect(status).toBe(200)
  })

  it('is one of so many at most: more are turned away at once, and when they are let go of there is room again', async () => {
    const all = Array.from({ length: 60 }, () => client(HEAD))
    await until(() => all.filter(({ endedAfter }) => endedAfter !== undefined).length >= 40)
    // Turned away before anybody's patience has run out, and without a word.
    expect(all.filter(({ heard }) => heard !== '').length).toBeLessThanOrEqual(20)
    await until(() => all.every(({ endedAfter }) => endedAfter !== undefined))
    expect(await answered()).toBe(200)
  })

  it('finds the same limits at every start: seconds for a head, two minutes for a form, a thousand places', () => {
    expect(PATIENCE).toEqual({
      headersTimeout: 15_000,
      requestTimeout: 120_000,
      keepAliveTimeout: 10_000,
      silence: 120_000,
      connectionsCheckingInterval: 5000,
      connections: 1000,
    })
  })
})

describe('a client that speaks HTTP of its own', () => {
  it.each([
    ['a head without end', `${HEAD}X-Long: ${'a'.repeat(100_000)}\r\n\r\n`, /^HTTP\/1\.1 431 /],
    ['two lengths', `${HEAD}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`, /^HTTP\/1\.1 400 /],
    [
      'a length beside chunks',
      'POST /sign-out HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n',
      /^HTTP\/1\.1 400 /,
    ],
    ['a folded field', `${HEAD}X-A: b\r\n\tc: d\r\nContent-Length : 5\r\n\r\n`, /^HTTP\/1\.1 400 /],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['nothing of it', '\x16\x03\x01\x02\x00\x01\x00', /^HTTP\/1\.1 400 /],
  ])('with %s is refused, and the connection ended', async (_, text, expected) => {
    const one = client(text)
    await until(() => one.endedAfter !== undefined)
    expect(one.heard).toMatch(expected)
    expect(one.heard.match(/^HTTP\/1\.1 /gm)).toHaveLength(1)
  })

  it('is not told what it sent (TRACE), nor what runs here', async () => {
    const one = client(
      'TRACE / HTTP/1.1\r\nHost: localhost\r\nCookie: convoke_session=secret\r\nConnection: close\r\n\r\n',
    )
    await until(() => one.endedAfter !== undefined)
    expect(one.heard).not.toContain('secret')
    expect(one.heard).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect(one.heard).not.toMatch(/^(server|x-powered-by):/im)
  })
})
