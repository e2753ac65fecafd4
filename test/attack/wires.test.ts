/** Somebody on the way between Convoke and the relay that its letters leave through. */

import { mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../local/database.ts'
import { createRelay, type Relay } from '../../local/relay/relay.ts'
import { certificate } from '../local/mail/certificate.ts'
import { makeWorld } from '../world.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** An address of this machine that is no loopback: what is sent there could be heard. */
const HERE = Object.values(networkInterfaces())
  .flat()
  .find(each => each && !each.internal && each.family === 'IPv4')?.address

/** Somebody who answers as the relay would, and writes down what they get. */
async function listenIn(options: SMTPServerOptions) {
  const heard: string[] = []
  const server = new SMTPServer({
    ...options,
    authOptional: true,
    allowInsecureAuth: true,
    onAuth: (auth, _, done) => {
      heard.push(`password ${auth.password}`)
      done(null, { user: 'x' })
    },
    onData: (stream, _, done) => {
      stream.on('data', chunk => heard.push(String(chunk)))
      stream.on('end', () => done())
    },
  })
  server.on('error', () => undefined)
  const door: Server = await new Promise(done => {
    const opening = server.listen(0, HERE, () => done(opening))
  })
  closers.push(() => new Promise<void>(done => server.close(() => done())))
  return { heard, port: (door.address() as { port: number }).port }
}

function relayTo(port: number, protocol: string): Relay {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-wires-'))
  const database = openDatabase(folder)
  const { clock, close } = makeWorld()
  const url = `${protocol}://name:secret-password@${HERE}:${port}`
  const relay = createRelay(database, clock, { url, rate: 10, patience: { connect: 2000, reply: 2000, whole: 4000 } })
  closers.push(
    () => rmSync(folder, { recursive: true, force: true }),
    () => database.close(),
    close,
    () => relay.close(),
  )
  return relay
}

const LETTER = {
  attempt: 'a',
  from: 'invitations@example.org',
  to: ['ana@example.com'],
  bytes: Buffer.from('Subject: private\r\n\r\nprivate\r\n'),
  wave: 'invite',
  campaign: 'c',
}

describe.skipIf(HERE === undefined)('letters and passwords', () => {
  it.each([
    ['that takes away the offer of encryption', 'smtp', { disabledCommands: ['STARTTLS'] }],
    ['with a certificate nobody vouches for', 'smtp', certificate()],
    ['with a certificate nobody vouches for, from the first byte', 'smtps', { ...certificate(), secure: true }],
  ])('are told to nobody %s: they wait', async (_, protocol, options) => {
    const { heard, port } = await listenIn(options)
    expect(await relayTo(port, protocol).send(LETTER)).toMatchObject({ outcome: 'later' })
    expect(heard).toEqual([])
  })
})
