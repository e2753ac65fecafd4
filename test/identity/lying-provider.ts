/** A provider of OpenID Connect that says whatever a test has it say. It checks what is asked of it as a real one does. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CLIENT } from './real-provider.ts'

export type Claims = Record<string, unknown>

/** What it says instead of the truth. */
interface Lies {
  /** The discovery document. */
  discovery?: (truth: Claims) => unknown
  /** The claims of the ID token. */
  claims?: (truth: Claims) => Claims
  /** The head of the ID token, and the key that signs it; `none`: nothing does. */
  head?: Claims
  key?: KeyObject | 'none'
  /** What the UserInfo endpoint says; without it, there is none. */
  userinfo?: Claims
  /** The status of the token endpoint. */
  status?: number
  /** The whole answer of the token endpoint. */
  answer?: string
  /** It says nothing any more. */
  silent?: boolean
}

export interface LyingProvider {
  issuer: string
  lies: Lies
  /** What it was asked for, by path. */
  asked: string[]
  /** What it answers to somebody who opened `url` and signed in with this address. */
  answerTo(url: string, email: string): URL
  close(): Promise<void>
}

export const makeKeys = () => generateKeyPairSync('rsa', { modulusLength: 2048 })

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const makeIdToken = (head: Claims, claims: Claims, key: KeyObject | 'none'): string => {
  const signed = `${encode(head)}.${encode(claims)}`
  return `${signed}.${key === 'none' ? '' : sign('sha256', Buffer.from(signed), key).toString('base64url')}`
}

const OWN = makeKeys()

export async function openLyingProvider(ours = CLIENT.secret): Promise<LyingProvider> {
  const codes = new Map<string, { email: string; query: URLSearchParams }>()
  const server = createServer()
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const place: LyingProvider = {
    issuer,
    lies: {},
    asked: [],
    answerTo(url, email) {
      const query = new URL(url).searchParams
      const code = `code-${codes.size}`
      codes.set(code, { email, query })
      const back = new URL(query.get('redirect_uri') ?? '')
      back.search = new URLSearchParams({ code, state: query.get('state') ?? '' }).toString()
      return back
    },
    close: () =>
      new Promise(done => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }

  /** Codes may be redeemed again and again: that is for Convoke to notice. */
  const tokens = (body: URLSearchParams, authorization: string | undefined): { status: number; said: unknown } => {
    const code = codes.get(body.get('code') ?? '')
    const [id, secret] = Buffer.from(authorization?.split(' ')[1] ?? '', 'base64')
      .toString()
      .split(':')
    const hash = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url')
    if (id !== CLIENT.id || decodeURIComponent((secret ?? '').replaceAll('+', ' ')) !== ours)
      return { status: 401, said: { error: 'invalid_client' } }
    if (
      !code ||
      hash !== code.query.get('code_challenge') ||
      body.get('redirect_uri') !== code.query.get('redirect_uri')
    )
      return { status: 400, said: { error: 'invalid_grant' } }
    const now = Math.floor(Date.now() / 1000)
    const truth = {
      iss: issuer,
      aud: CLIENT.id,
      sub: `sub-of-${code.email}`,
      nonce: code.query.get('nonce'),
      iat: now,
      exp: now + 600,
      email: code.email,
      email_verified: true,
    }
    const { claims = same => same, head = { alg: 'RS256', kid: 'own' }, key = OWN.privateKey } = place.lies
    const said = {
      token_type: 'bearer',
      access_token: 'opens-userinfo',
      id_token: makeIdToken(head, claims(truth), key),
    }
    return { status: place.lies.status ?? 200, said }
  }

  server.on('request', async (request, response) => {
    const path = request.url ?? ''
    place.asked.push(path)
    if (place.lies.silent) return
    const say = (said: unknown, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(typeof said === 'string' ? said : JSON.stringify(said))
    }
    if (path === '/.well-known/openid-configuration') {
      const truth = {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256'],
        ...(place.lies.userinfo ? { userinfo_endpoint: `${issuer}/userinfo` } : {}),
      }
      return say(place.lies.discovery?.(truth) ?? truth)
    }
    if (path === '/keys') return say({ keys: [{ ...OWN.publicKey.export({ format: 'jwk' }), kid: 'own', use: 'sig' }] })
    if (path === '/userinfo')
      return request.headers.authorization === 'Bearer opens-userinfo' ? say(place.lies.userinfo) : say({}, 401)
    const { status, said } = tokens(new URLSearchParams(await text(request)), request.headers.authorization)
    return say(place.lies.answer ?? said, status)
  })
  return place
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
