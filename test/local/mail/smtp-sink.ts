/** Where letters of a test arrive. */
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface Sink {
  url: string
  /** Submissions that reached DATA's end, by first recipient. */
  arrived: Map<string, Uint8Array[]>
  connections: () => number
  /** Ends every connection without another word. */
  drop(): void
  close(): Promise<void>
}

/** A real SMTP server that keeps what it is given. */
export async function sink(options: SMTPServerOptions = {}, answer?: () => Error | undefined): Promise<Sink> {
  const arrived = new Map<string, Uint8Array[]>()
  let connections = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onConnect(_session, done) {
      connections++
      done()
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', chunk => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo[0]?.address ?? ''
        arrived.set(to, [...(arrived.get(to) ?? []), Buffer.concat(chunks)])
        done(answer?.())
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', () => done())
  })
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    arrived,
    connections: () => connections,
    drop() {
      for (const connection of server.connections) connection.close()
    },
    close: () => new Promise(done => server.close(() => done())),
  }
}
