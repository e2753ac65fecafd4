/** OpenID Connect Core 1.0 by discovery: the authorization code flow with PKCE, state and nonce, by openid-client. */
import * as oidc from 'openid-client'
import type { Log } from '../functions/keep/ports.ts'
import type { AskedToVouch, Vouched, Voucher } from '../functions/keep/proof/vouching.ts'
import { addressOf, type Claims, isDirectory } from './address.ts'
import { isOnThisMachine, type OpenIdSettings } from './openid-settings.ts'

/** Seconds that one request to the provider may take. A sign-in makes four at most, and a function has 29 in all. */
const PATIENCE = 5
/** Bytes of an answer. Keys and claims are a few thousand. */
const MOST = 512 * 1024
/** Sign-ins that ask the provider at one time, so that whoever floods us floods nobody else. */
const AT_ONCE = 20
/** Seconds by which the clocks of the two machines may differ. */
const TOLERANCE = 60
/** So long what the provider says about itself is taken as said, in milliseconds. */
const DISCOVERED = 60 * 60 * 1000

/** Answers come whole and from where they were asked for, or not at all. */
const bounded: oidc.CustomFetch = async (url, options) => {
  const response = await fetch(url, { ...options, redirect: 'manual' } as RequestInit)
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > MOST) throw new TypeError('the answer is too long')
    chunks.push(chunk)
  }
  const { status, headers } = response
  return new Response(length > 0 ? Buffer.concat(chunks) : null, { status, headers })
}

/** Providers list the ways they take a client's secret; where they do not, the first is meant (OpenID Connect Discovery, section 3). */
const authentication =
  (secret: string): oidc.ClientAuth =>
  (server, client, body, headers) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const way = ways.includes('client_secret_basic') ? oidc.ClientSecretBasic : oidc.ClientSecretPost
    way(secret)(server, client, body, headers)
  }

/** What of an error the operator may read: words of the standards, and nothing that anybody sent. */
function kindOf(error: unknown): { kind: string; said?: string } {
  const {
    code,
    name,
    error: said,
    cause,
  } = error as { code?: unknown; name?: string; error?: unknown; cause?: unknown }
  const inner = (cause as { code?: unknown } | undefined)?.code
  const kind = [code, inner, name].find(each => typeof each === 'string' && /^[A-Za-z_]{1,60}$/.test(each)) as string
  return {
    kind: kind ?? 'Error',
    ...(typeof said === 'string' && /^[a-z_]{1,40}$/.test(said) ? { said } : {}),
  }
}

/** It does not take us for its client: the secret is an old one, or wrong. */
const isStranger = (error: unknown): boolean =>
  error instanceof oidc.WWWAuthenticateChallengeError ||
  (error instanceof oidc.ResponseBodyError && ['invalid_client', 'unauthorized_client'].includes(error.error))

const OUTAGES = ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON']

/** The provider could not be asked: whoever signs in can do nothing about it but wait. */
const isOutage = (error: unknown): boolean =>
  isStranger(error) ||
  error instanceof TypeError ||
  (error instanceof oidc.ResponseBodyError && error.status >= 500) ||
  OUTAGES.includes((error as { code?: string }).code ?? '')

/** The person did not sign in there, or may not use this app there (RFC 6749 section 4.1.2.1, OpenID Connect Core section 3.1.2.6). */
const DENIED = [
  'access_denied',
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
]

/** The provider of these settings. `secret` is asked for at each discovery, and once it is refused, so that a new one needs no start. */
export function createVoucher(
  { issuer, clientId, name, required, trust }: OpenIdSettings,
  secret: () => Promise<string>,
  log: Pick<Log, 'error'>,
): Voucher {
  let discovered: { at: number; config: Promise<oidc.Configuration> } | undefined
  let inHand = 0

  const discover = async (): Promise<oidc.Configuration> => {
    const server = new URL(issuer)
    return oidc.discovery(server, clientId, { [oidc.clockTolerance]: TOLERANCE }, authentication(await secret()), {
      [oidc.customFetch]: bounded,
      timeout: PATIENCE,
      // The signature of an ID token counts, also of one that came straight from the provider.
      execute: [
        oidc.enableNonRepudiationChecks,
        ...(server.protocol === 'http:' && isOnThisMachine(server) ? [oidc.allowInsecureRequests] : []),
      ],
    })
  }
  const known = (): Promise<oidc.Configuration> => {
    const now = Date.now()
    if (discovered === undefined || discovered.at + DISCOVERED < now) {
      const config = discover()
      const mine = { at: now, config }
      discovered = mine
      config.catch(() => {
        if (discovered === mine) discovered = undefined
      })
    }
    return discovered.config
  }
  const bound = async <T>(act: () => Promise<T>): Promise<T | 'unavailable'> => {
    if (inHand >= AT_ONCE) return 'unavailable'
    inHand++
    try {
      return await act()
    } finally {
      inHand--
    }
  }

  /**
   * Providers may keep an address, or that it was verified, out of the ID token and tell it where the access token opens
   * (section 5.4). What they say of it there belongs together, and nothing of the ID token vouches for it.
   */
  const allClaims = async (config: oidc.Configuration, tokens: Awaited<ReturnType<typeof redeem>>): Promise<Claims> => {
    const claims = tokens.claims()
    if (claims === undefined) throw new Error('no ID token')
    const { email, email_verified: verified, xms_edov: owned, preferred_username: user } = claims
    const whole = trust.address === 'verified' ? email && (verified ?? owned) !== undefined : claims[trust.address]
    if (whole || config.serverMetadata().userinfo_endpoint === undefined) return claims
    const told = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)
    return {
      ...claims,
      email: told.email,
      email_verified: told.email_verified,
      xms_edov: undefined,
      preferred_username: told.preferred_username ?? user,
    }
  }
  const redeem = (config: oidc.Configuration, asked: AskedToVouch, answer: URLSearchParams) => {
    const here = new URL(asked.redirect)
    here.search = answer.toString()
    return oidc.authorizationCodeGrant(config, here, {
      expectedState: asked.state,
      expectedNonce: asked.nonce,
      pkceCodeVerifier: asked.verifier,
      idTokenExpected: true,
    })
  }

  return {
    name,
    required,
    ask: (asked, anew) =>
      bound(async () => {
        try {
          return oidc.buildAuthorizationUrl(await known(), {
            scope: 'openid email profile',
            redirect_uri: asked.redirect,
            state: asked.state,
            nonce: asked.nonce,
            code_challenge: await oidc.calculatePKCECodeChallenge(asked.verifier),
            code_challenge_method: 'S256',
            ...(anew ? { prompt: 'login' } : {}),
            // Google offers only accounts of this domain then.
            ...(trust.tenant === undefined || isDirectory(trust.tenant) ? {} : { hd: trust.tenant }),
          })
        } catch (error) {
          log.error('the identity provider cannot be asked', kindOf(error))
          discovered = undefined
          return 'unavailable'
        }
      }),
    hear: async (asked, answer) => {
      const heard = await bound(async (): Promise<Vouched> => {
        let config: oidc.Configuration
        try {
          config = await known()
        } catch (error) {
          log.error('the identity provider cannot be asked', kindOf(error))
          return { is: 'unavailable' }
        }
        try {
          const claims = await allClaims(config, await redeem(config, asked, answer))
          const found = addressOf(claims, trust)
          return 'because' in found ? { is: 'refused', ...found } : { is: 'known', ...found }
        } catch (error) {
          const answered = error instanceof oidc.AuthorizationResponseError
          if (answered && DENIED.includes(error.error)) return { is: 'refused', because: 'denied' }
          log.error('what the identity provider answered proves nothing', kindOf(error))
          if (isStranger(error)) discovered = undefined
          if (answered) return { is: 'unavailable' }
          return isOutage(error) ? { is: 'unavailable' } : { is: 'refused', because: 'not proven' }
        }
      })
      return heard === 'unavailable' ? { is: 'unavailable' } : heard
    },
  }
}
