/** The token endpoint of OAuth 2.0 (RFC 6749 section 3.2), as Microsoft and Google speak it. */
import * as z from 'zod'
import { ask, jsonOf } from './web-request.ts'

export interface Granted {
  is: 'granted'
  accessToken: string
  /** The access token is good for so many seconds. */
  seconds: number
  /** A new one, where there is one: it stands in for the old. */
  refreshToken: string | undefined
  /** Whose account it is, as far as its identity token says. */
  address: string | undefined
}

/** `refused`: by the code of RFC 6749 section 5.2, or one of the service's own. `unreachable`: it may be asked again. */
export type TokenAnswer = Granted | { is: 'refused'; error: string } | { is: 'unreachable'; why: string }

const granted = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().catch(3600),
  refresh_token: z.string().min(1).optional(),
  id_token: z.string().optional(),
})
const failed = z.object({ error: z.string().regex(/^[\w.-]{1,60}$/) })
const claims = z.object({ email: z.string().optional(), preferred_username: z.string().optional() })

/** Milliseconds. */
const PATIENCE = 30_000

export async function askToken(
  url: string,
  form: Record<string, string>,
  patience: number = PATIENCE,
): Promise<TokenAnswer> {
  const answer = await ask(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams(form).toString(),
    patience,
  })
  if (answer.is === 'lost') return { is: 'unreachable', why: answer.why }
  const json = jsonOf(answer)
  const good = answer.status === 200 ? granted.safeParse(json).data : undefined
  if (good)
    return {
      is: 'granted',
      accessToken: good.access_token,
      seconds: good.expires_in,
      refreshToken: good.refresh_token,
      address: addressIn(good.id_token),
    }
  const error = failed.safeParse(json).data?.error
  // RFC 6749 answers 400 and 401; whatever else goes wrong there is no word about us.
  if (error === undefined || error === 'temporarily_unavailable' || error === 'server_error' || answer.status >= 429)
    return { is: 'unreachable', why: error ?? String(answer.status) }
  return { is: 'refused', error }
}

/**
 * The address in an identity token. It came straight from its issuer over TLS, so its signature need not be checked
 * (OpenID Connect Core 1.0 section 3.1.3.7).
 */
function addressIn(token = ''): string | undefined {
  try {
    const { email, preferred_username } = claims.parse(
      JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()),
    )
    return (email ?? preferred_username)?.toLowerCase()
  } catch {
    return undefined
  }
}
