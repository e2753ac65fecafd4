/**
 * Google's way to connect: a page of consent that leads the browser back to this machine (loopback redirect of a native app,
 * RFC 8252 section 7.3, with PKCE, RFC 7636). Google's device codes do not give access to mail.
 */
import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConnectError } from './connect-error.ts'
import { type Google, SCOPES } from './providers.ts'
import { askToken, type Granted } from './token-endpoint.ts'

export interface Redirect {
  /** 0: any that is free. */
  port: number
  say(line: string): void
  /** Calls back with each line that is typed: where the browser runs elsewhere, the address it ended at can be pasted. */
  onLine(take: (line: string) => void): void
  /** Milliseconds until nobody is waited for any more. */
  patience: number
}

const random = () => randomBytes(32).toString('base64url')
const BACK = 'http://127.0.0.1'

/** Throws a ConnectError that says what to do. */
export async function byRedirect(service: Google, { port, say, onLine, patience }: Redirect): Promise<Granted> {
  const state = random()
  const verifier = random()
  let done: (query: URLSearchParams) => void = () => {}
  const back = new Promise<URLSearchParams>(resolve => {
    done = resolve
  })
  /** Whether the address is the one we wait for. */
  const take = (address: string): boolean => {
    const query = URL.canParse(address, BACK) ? new URL(address, BACK).searchParams : undefined
    if (query?.get('state') !== state) return false
    done(query)
    return true
  }
  const server = createServer(({ url = '', method }, response) => {
    const mine = method === 'GET' && take(url)
    response.writeHead(mine ? 200 : 404, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
    response.end(mine ? 'Thank you. Close this window and go back to the terminal.' : 'There is nothing here.')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code ?? error.name
      reject(new ConnectError(`Port ${port} cannot be used (${why}). Choose another: npm run connect -- --port N`))
    })
    server.listen(port, '127.0.0.1', resolve)
  })
  const late = new AbortController()
  try {
    const own = (server.address() as AddressInfo).port
    const redirect = `${BACK}:${own}`
    const consent = new URL(service.consent)
    consent.search = new URLSearchParams({
      client_id: service.clientId,
      redirect_uri: redirect,
      response_type: 'code',
      scope: SCOPES.google,
      // A refresh token, also for whoever has consented before.
      access_type: 'offline',
      prompt: 'consent',
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString()
    say('Open this address in a browser and sign in as the mailbox that Convoke is to send from:')
    say(consent.href)
    say('If the browser is on another machine, it ends at an address that does not open: paste that address here.')
    onLine(line => {
      if (line.trim() !== '' && !take(line.trim()))
        say('That is not the address the browser ended at. Paste all of it.')
    })
    const query = await Promise.race([back, nobody(patience, late.signal)])
    return await exchange(service, query, verifier, redirect)
  } finally {
    late.abort()
    server.close()
    server.closeAllConnections()
  }
}

const nobody = (patience: number, over: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const timer = setTimeout(
      () => reject(new ConnectError('Nobody came back from the browser. Run the command again.')),
      patience,
    )
    over.addEventListener('abort', () => clearTimeout(timer))
  })

async function exchange(service: Google, query: URLSearchParams, verifier: string, redirect: string): Promise<Granted> {
  const code = query.get('code')
  if (query.get('error') === 'access_denied')
    throw new ConnectError('Access was declined in the browser. Run the command again and accept it there.')
  if (!code) throw new ConnectError('Google gave no code. Check the OAuth client; docs/mail.md has the steps.')
  const token = await askToken(service.token, {
    client_id: service.clientId,
    client_secret: service.clientSecret,
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: redirect,
  })
  if (token.is === 'granted') return token
  if (token.is === 'unreachable')
    throw new ConnectError(`Google cannot be reached (${token.why}). Check the network, then run the command again.`)
  throw new ConnectError(
    token.error === 'invalid_grant'
      ? 'The code was used already or is too old. Run the command again.'
      : `Google refused (${token.error}). Check CONVOKE_MAIL_CLIENT and CONVOKE_MAIL_SECRET; docs/mail.md has the steps.`,
  )
}
