/** The listener for HTTP: takes its port first, lets go of the slow, and closes in order. */
import type { IncomingMessage, Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { SettingsError } from '../settings-error.ts'
import type { Asker } from './askers.ts'

/**
 * Slow or silent clients are let go of, so that a few of them cannot take all the places: milliseconds for the head of a
 * request, for all of it, between two, of silence while it is answered, and between two looks at all of them.
 */
export const PATIENCE = {
  headersTimeout: 15_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 10_000,
  silence: 120_000,
  connectionsCheckingInterval: 5000,
  connections: 1000,
}
/** Requests under way when Convoke stops have so long to end. */
const GRACE = 10_000

export interface Listener {
  server: Server
  /** Until then, whoever knocks waits. `askerOf`: what is known of where a request came from. */
  answerWith(app: Hono, askerOf: (incoming: IncomingMessage) => Asker): void
}

/** Takes the port first: until all is ready, whoever knocks waits a moment. Throws a SettingsError where it cannot be had. */
export function listen(
  { host, port }: { host: string; port: number },
  { silence, connections, ...timeouts }: typeof PATIENCE,
): Promise<Listener> {
  return new Promise((resolve, reject) => {
    let ready: (answers: Parameters<Listener['answerWith']>) => void
    const answers = new Promise<Parameters<Listener['answerWith']>>(done => {
      ready = done
    })
    const server = serve({
      fetch: async (request, env) => {
        const [app, askerOf] = await answers
        return app.fetch(request, { ...env, ...askerOf(env.incoming as IncomingMessage) })
      },
      hostname: host,
      port,
      serverOptions: timeouts,
    }) as Server
    server.maxConnections = connections
    server.setTimeout(silence)
    server.once('error', (error: NodeJS.ErrnoException) => reject(inWords(error, host, port)))
    server.once('listening', () => resolve({ server, answerWith: (...all) => ready(all) }))
  })
}

function inWords(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const other = `npm start -- --port ${port === 8080 ? 8081 : 8080}`
  switch (error.code) {
    case 'EADDRINUSE':
      return new SettingsError(
        `Port ${port} on ${host} is already in use. Stop the program that uses it, or choose another port: ${other}`,
      )
    case 'EACCES':
      return new SettingsError(`Port ${port} may not be used by your account. Choose one above 1023: ${other}`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new SettingsError(`This machine has no address ${host}. Leave out --host to use 127.0.0.1.`)
    default:
      return error
  }
}

/** Takes no more connections; comes back when those there are have been answered, or were cut off. */
export function closed(server: Server): Promise<void> {
  return new Promise(resolve => {
    const late = setTimeout(() => server.closeAllConnections(), GRACE)
    // A connection that has just answered would be kept open for a next request that nobody will answer.
    const idle = setInterval(() => server.closeIdleConnections(), 50)
    server.close(() => {
      clearTimeout(late)
      clearInterval(idle)
      resolve()
    })
  })
}
