/**
 * The SMTP listener (RFC 5321): takes mail for the reply addresses of this Convoke, and a little that is for Convoke
 * itself (the sender's address, postmaster and abuse of the reply domain). It says 250
 * only when the message is kept and taken, so whatever goes wrong in between, its sender still has it and tries again.
 */
import type { Server } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { Log, World } from '../../functions/keep/ports.ts'
import { isReplyAddress } from '../../functions/keep/reply-to.ts'
import { isDeskAddress } from '../../mail/reply-address.ts'
import { MOST_BYTES, type TakeIn } from './arrival.ts'
import { deskGate, MOST_TO_DESK } from './desk-gate.ts'

export interface ListenerOptions {
  host: string
  /** 0 lets the system choose. */
  port: number
  /** Offers STARTTLS with this certificate; without one there is none, since the library's own key is public. */
  tls?: { key: string | Buffer; cert: string | Buffer } | undefined
  limits?: Partial<typeof LIMITS>
}

export interface MailListener {
  port: number
  /** Takes no new mail, finishes the messages in hand, and lets go of all connections. */
  stop(): Promise<void>
}

const LIMITS = {
  /** Bytes of one message; more are answered 552. */
  bytes: MOST_BYTES,
  /** Bytes of all messages in hand. Whoever comes when that is full is asked to come again. */
  together: 4 * MOST_BYTES,
  clients: 30,
  recipients: 20,
  /** Milliseconds of silence. */
  idle: 60_000,
  /** Milliseconds of one connection, however busy it looks. */
  connection: 15 * 60_000,
  /** Milliseconds for messages under way when Convoke stops. */
  grace: 10_000,
}

/** A message that goes on so many times beyond its limit is cut off. */
const PATIENCE = 3

const WORDS = {
  unknown: [550, 'No invitation is answered at this address. Please answer the email itself, or use the link in it.'],
  long: [552, 'This message is too long to be taken. Please answer without large attachments.'],
  full: [452, 'There is too much mail at this moment. Please try again later.'],
  failed: [451, 'Your message could not be taken just now. Please try again later.'],
  stopping: [421, 'Convoke is stopping. Please try again later.'],
  slow: [421, 'This connection has been open for too long. Please try again later.'],
} as const

const refusal = ([code, words]: readonly [number, string]) => Object.assign(new Error(words), { responseCode: code })

/** Starts listening. Rejects with the system's error when the port cannot be had. */
export function openListener(
  world: Pick<World, 'settings' | 'log' | 'clock' | 'store'>,
  takeIn: TakeIn,
  { host, port, tls, limits: given }: ListenerOptions,
): Promise<MailListener> {
  const { settings, log, clock } = world
  const limits = { ...LIMITS, ...given }
  const gate = deskGate(clock)
  const timers = new Map<string, NodeJS.Timeout>()
  /** Connections whose message is coming in or being taken. */
  const inFlight = new Set<string>()
  const takings = new Set<Promise<unknown>>()
  let held = 0
  let stopping = false

  const server = new SMTPServer({
    name: settings.replyDomain,
    banner: 'Convoke',
    logger: false,
    disableReverseLookup: true,
    authOptional: true,
    disabledCommands: ['AUTH', 'WIZ', 'SHELL', 'KILL', ...(tls ? [] : ['STARTTLS'])],
    ...tls,
    size: limits.bytes,
    maxClients: limits.clients,
    maxRecipients: limits.recipients,
    socketTimeout: limits.idle,
    closeTimeout: limits.grace,
    onConnect({ id }, done) {
      const late = setTimeout(() => hangUp(id, WORDS.slow), limits.connection)
      late.unref()
      timers.set(id, late)
      done()
    },
    onClose({ id }) {
      clearTimeout(timers.get(id))
      timers.delete(id)
    },
    onRcptTo({ address }, _session, done) {
      admit(address).then(
        words => done(words && refusal(words)),
        (error: unknown) => {
          log.error('recipient not looked up', { why: kindOf(error) })
          done(refusal(WORDS.failed))
        },
      )
    },
    onData(stream, session, done) {
      inFlight.add(session.id)
      const taking = receive(stream, session).then(
        words => done(words && refusal(words)),
        (error: unknown) => {
          if (stream.readableEnded) log.error('message not taken', { why: kindOf(error) })
          else log.info('mail connection broke off', { why: kindOf(error) })
          done(refusal(WORDS.failed))
        },
      )
      takings.add(taking)
      void taking.finally(() => {
        takings.delete(taking)
        inFlight.delete(session.id)
        if (stopping) setImmediate(() => hangUp(session.id, WORDS.stopping))
      })
    },
  })

  /** Answers the words to refuse a recipient with, or undefined where mail for it is taken. */
  async function admit(address: string) {
    if (isDesk(address)) return gate.admits() ? undefined : WORDS.full
    return (await isReplyAddress(world, address)) ? undefined : WORDS.unknown
  }

  const isDesk = (address: string) => isDeskAddress(address, settings.replyDomain, settings.from)

  /** Answers the words to refuse the message with, or undefined when it was taken. */
  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession) {
    const { mailFrom, rcptTo } = session.envelope
    const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) }
    const isAnswer = !envelope.to.every(isDesk)
    const most = isAnswer ? limits.bytes : Math.min(limits.bytes, MOST_TO_DESK)
    let mine = 0
    try {
      const chunks: Buffer[] = []
      let refused: (typeof WORDS)['long' | 'full'] | undefined
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        if (stream.byteLength > most) refused = WORDS.long
        else if (held + chunk.length > limits.together) refused ??= WORDS.full
        if (refused) {
          chunks.length = 0
          held -= mine
          mine = 0
          if (stream.byteLength > PATIENCE * most) hangUp(session.id, WORDS.long)
          continue
        }
        chunks.push(chunk)
        mine += chunk.length
        held += chunk.length
      }
      if (refused) return refused
      await takeIn({ ...envelope, bytes: Buffer.concat(chunks) })
      return undefined
    } finally {
      held -= mine
    }
  }

  function hangUp(id: string, [code, words]: readonly [number, string]): void {
    for (const connection of server.connections)
      if (connection.id === id) {
        connection.send(code, words)
        connection.close()
      }
  }

  const stop = async () => {
    stopping = true
    const closed = new Promise<void>(done => {
      server.close(() => done())
    })
    for (const { id } of server.connections) if (!inFlight.has(id)) hangUp(id, WORDS.stopping)
    await closed
    await Promise.allSettled(takings)
  }
  return listening(server, log, { host, port }).then(chosen => ({ port: chosen, stop }))
}

function listening(server: SMTPServer, log: Log, at: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    // For as long as it runs: a client that breaks off must not take the process with it.
    server.on('error', error => {
      reject(error)
      log.info('mail connection broke off', { why: kindOf(error) })
    })
    const door: Server = server.listen(at, () => resolve((door.address() as { port: number }).port))
  })
}

/** The kind of a failure without its words, which can hold addresses. */
const kindOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.name : typeof error)
