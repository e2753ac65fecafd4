/**
 * The login of Microsoft (v2.0: /devicecode and /token) and Google (/token) on loopback, as their documentation writes the
 * wire: form-encoded questions, JSON answers, RFC 6749 and RFC 8628 errors.
 */
import { type Asked, type Reply, startWebServer } from './web-server.ts'

export interface LoginServer {
  url: string
  asked: Asked[]
  /** Access tokens that are good. */
  good: Set<string>
  /** What a test changes. `next` are answers given before all others, one for each question. */
  manners: {
    address: string
    seconds: number
    revoked: boolean
    next: (Reply | Promise<Reply>)[]
    /** Codes that a person has consented to, by the code. */
    pending: Reply[]
    /** No refresh token comes with the first access token. */
    brief: boolean
  }
  /** The refresh token that is good now. */
  refreshToken: () => string
  close(): Promise<void>
}

const idToken = (address: string) =>
  `e30.${Buffer.from(JSON.stringify({ preferred_username: address, email: address })).toString('base64url')}.x`

export async function startLoginServer(): Promise<LoginServer> {
  let count = 0
  let refreshToken = 'refresh-0'
  const good = new Set<string>()
  const manners: LoginServer['manners'] = {
    address: 'rsvp@example.org',
    seconds: 3600,
    revoked: false,
    next: [],
    pending: [],
    brief: false,
  }
  const refused = (error: string, status = 400): Reply => ({
    status,
    json: { error, error_description: `AADSTS70000: about rsvp@example.org`, error_codes: [70000] },
  })
  function grant(rotates: boolean): Reply {
    const token = `access-${++count}`
    good.add(token)
    if (rotates) refreshToken = `refresh-${count}`
    return {
      status: 200,
      json: {
        token_type: 'Bearer',
        expires_in: manners.seconds,
        access_token: token,
        ...(manners.brief ? {} : { refresh_token: refreshToken }),
        id_token: idToken(manners.address),
      },
    }
  }
  const server = await startWebServer(({ path, body }) => {
    const form = new URLSearchParams(body)
    const first = manners.next.shift()
    if (first) return first
    if (path === '/devicecode')
      return {
        status: 200,
        json: {
          device_code: 'device',
          user_code: 'ABCD1234',
          verification_uri: 'https://microsoft.com/devicelogin',
          expires_in: 900,
          interval: 5,
          message: 'To sign in …',
        },
      }
    switch (form.get('grant_type')) {
      case 'urn:ietf:params:oauth:grant-type:device_code':
        return manners.pending.shift() ?? grant(true)
      case 'authorization_code':
        return form.get('code') === 'the-code' && form.get('code_verifier') ? grant(true) : refused('invalid_grant')
      case 'refresh_token':
        if (manners.revoked || form.get('refresh_token') !== refreshToken) return refused('invalid_grant')
        return grant(/microsoft|\/oauth2\/v2\.0\//.test(path))
      default:
        return refused('unsupported_grant_type')
    }
  })
  return { ...server, good, manners, refreshToken: () => refreshToken }
}
