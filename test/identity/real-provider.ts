/** A real provider of OpenID Connect on this machine (`oidc-provider`), and somebody who signs in at its pages. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export const CLIENT = { id: 'convoke', secret: 'a secret of the tests, for the provider' }

export interface RealProvider {
  issuer: string
  /** Somebody with this address opens `url` in a browser, signs in, agrees, and is sent back to this address. */
  signIn(url: string, email: string): Promise<URL>
  /** The same, but they change their mind. */
  cancel(url: string): Promise<URL>
  close(): Promise<void>
}

/** Accounts are addresses; those that begin with `unverified` are not verified. */
export async function openRealProvider(redirect: string): Promise<RealProvider> {
  const server = createServer()
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = quietly(
    () =>
      new Provider(issuer, {
        clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirect] }],
        claims: { email: ['email', 'email_verified'], profile: ['name'] },
        pkce: { required: () => true },
        findAccount: (_: unknown, id: string) => ({
          accountId: id,
          claims: () => ({ sub: id, email: id, email_verified: !id.startsWith('unverified'), name: 'Somebody' }),
        }),
        cookies: { keys: ['a key of the tests'] },
        ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
      }),
  )
  server.on('request', provider.callback())
  return {
    issuer,
    signIn: (url, email) => browse(url, { prompt: 'login', login: email, password: 'any' }, redirect),
    cancel: url => browse(url, undefined, redirect),
    close: () => closed(server),
  }
}

/** Without the warnings by which it asks not to be used like this. */
function quietly<T>(act: () => T): T {
  const { warn, info } = console
  console.warn = console.info = () => {}
  try {
    return act()
  } finally {
    Object.assign(console, { warn, info })
  }
}

const closed = (server: Server): Promise<void> =>
  new Promise(done => {
    server.close(() => done())
    server.closeAllConnections()
  })

/** Goes through the provider's pages with a browser's cookies: fills the form to sign in, and agrees. */
async function browse(start: string, login: Record<string, string> | undefined, end: string): Promise<URL> {
  const jar = new Map<string, string>()
  let next: { url: string; body?: URLSearchParams } = { url: start }
  for (let step = 0; step < 20; step++) {
    if (next.url.startsWith(`${end}?`)) return new URL(next.url)
    const response = await fetch(next.url, {
      method: next.body ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(next.body ? { body: next.body } : {}),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      jar.set(name, value)
    }
    const to = response.headers.get('location')
    const html = await response.text()
    if (to !== null) next = { url: new URL(to, next.url).href }
    else if (response.status !== 200) throw new Error(`the provider answered ${response.status}: ${html}`)
    else if (login === undefined) next = { url: `${next.url}/abort` }
    else {
      const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1] ?? ''
      const action = /action="([^"]+)"/.exec(html)?.[1] ?? ''
      next = { url: new URL(action, next.url).href, body: new URLSearchParams(prompt === 'login' ? login : { prompt }) }
    }
  }
  throw new Error('the provider goes round in circles')
}
