/**
 * A connection to a server that has greeted us and let us in. nodemailer opens it, encrypts it (TLS from the first byte or by
 * STARTTLS) and signs in; what is said from then on is ours.
 */
import { parseConnectionUrl } from 'nodemailer/lib/shared'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import XOAuth2 from 'nodemailer/lib/xoauth2'
import { isLoopback } from '../mail/loopback.ts'
import type { Ending } from './ending.ts'
import { type Extensions, readExtensions } from './extensions.ts'

export interface Wire {
  /** What hears, from now on, what the server says and that the connection is over. */
  listen(ear: { data(bytes: Buffer): void; over(why: string): void }): void
  write(text: string): void
  /** Calls back once the system has taken all of it. */
  writeWhole(bytes: Buffer, done: () => void): void
  /** Says goodbye, and hears nothing more. */
  quit(): void
  destroy(): void
}

export interface WireOptions {
  /** `smtp://` or `smtps://`, with name and password where the server wants them. */
  url: string
  /** Who signs in by a token instead. */
  tokens?: XOAuth2.Options | undefined
  /** Milliseconds: to be connected, and greeted; for each reply; for all of it. */
  patience: { connect: number; reply: number; whole: number }
}

export type Opened = { wire: Wire; extensions: Extensions }

/** Answers with how every message ends that waits for it, where no connection comes about. `signal` gives up. */
export function openWire(options: WireOptions, signal: AbortSignal): Promise<Opened | Ending> {
  const { url, tokens, patience } = options
  const parsed = parseConnectionUrl(url)
  const connection = new SMTPConnection({
    ...parsed,
    // Letters and passwords cross a network only inside TLS; on this machine there is no network to cross.
    ...(isLoopback(new URL(url).hostname)
      ? { ignoreTLS: true, tls: { rejectUnauthorized: false } }
      : { requireTLS: true }),
    connectionTimeout: patience.connect,
    greetingTimeout: patience.connect,
    dnsTimeout: patience.connect,
    socketTimeout: patience.reply,
  })
  return new Promise(resolve => {
    const settle = (found: Opened | Ending) => {
      clearTimeout(late)
      signal.removeEventListener('abort', giveUp)
      resolve(found)
      if ('is' in found) connection.close()
    }
    const giveUp = () => settle(lost('CONN ABORTED'))
    const fail = (error: unknown) => settle(endingOf(error as SmtpError))
    const late = setTimeout(() => settle(lost('CONN ETIMEDOUT')), patience.whole)
    if (signal.aborted) return giveUp()
    signal.addEventListener('abort', giveUp)
    connection.on('error', fail)
    connection.once('end', () => settle(lost('CONN ECONNECTION')))
    connection.connect(error => {
      if (error) return fail(error)
      const extensions = readExtensions(String(connection.lastServerResponse || ''))
      const login = connection.allowsAuth ? loginOf(parsed.auth, tokens) : undefined
      if (!login) return settle({ wire: wireOf(connection), extensions })
      connection.login(login, refused => (refused ? fail(refused) : settle({ wire: wireOf(connection), extensions })))
    })
  })
}

const lost = (why: string): Ending => ({ is: 'lost', handed: false, why })

type Login = Parameters<SMTPConnection['login']>[0]

function loginOf(auth: { user?: string; pass?: string } | undefined, tokens: XOAuth2.Options | undefined): Login {
  if (tokens) {
    const oauth2 = new XOAuth2(tokens)
    // The same error comes to whoever waits for the token.
    oauth2.on('error', () => undefined)
    return { type: 'OAUTH2', user: tokens.user, method: 'XOAUTH2', oauth2 }
  }
  const { user = '', pass = '' } = auth ?? {}
  return user || pass ? { user, pass, credentials: { user, pass } } : undefined
}

interface SmtpError extends Error {
  code?: string
  command?: string
  responseCode?: number
  /** The server's reply as it came. */
  response?: string
}

function endingOf({ code, command = '', responseCode = 0, response = '' }: SmtpError): Ending {
  if (code === 'EAUTH' && command === 'AUTH XOAUTH2' && responseCode >= 500) return { is: 'shut out' }
  const why = [command, code].filter(Boolean).join(' ')
  return { ...lost(why), ...(responseCode > 0 ? { reply: { code: responseCode, text: response } } : {}) } as Ending
}

function wireOf(connection: SMTPConnection): Wire {
  const socket = connection._socket
  if (!socket) throw new Error('the connection has no socket')
  // nodemailer goes on to see that it is over; what the server says, and how long we wait for it, is for the session.
  connection.removeAllListeners()
  socket.removeAllListeners('data')
  socket.setTimeout(0)
  return {
    listen({ data, over }) {
      socket.on('data', data)
      connection.on('error', (error: SmtpError) => over([error.command, error.code].filter(Boolean).join(' ')))
      connection.once('end', () => over('CONN ECONNECTION'))
      // Told as an event would be: never before who listens has returned.
      if (socket.destroyed) setImmediate(over, 'CONN ECONNECTION')
    },
    write: text => {
      socket.write(text)
    },
    writeWhole: (bytes, done) => {
      socket.write(bytes, error => {
        if (!error) done()
      })
    },
    quit() {
      socket.removeAllListeners('data')
      connection.removeAllListeners()
      socket.resume()
      if (socket.writable) socket.write('QUIT\r\n')
      connection.close()
    },
    destroy() {
      connection.removeAllListeners()
      connection.on('error', () => undefined)
      socket.destroy()
      connection.close()
    },
  }
}
