/** Microsoft's way to connect: a code that a person enters in any browser (device authorization grant, RFC 8628). */
import * as z from 'zod'
import { ConnectError } from './connect-error.ts'
import { type Microsoft, SCOPES } from './providers.ts'
import { askToken, type Granted } from './token-endpoint.ts'
import { ask, jsonOf } from './web-request.ts'

export interface Waiting {
  /** Writes a line for whoever connects the account. */
  say(line: string): void
  /** Comes back after that many milliseconds. */
  rest(millis: number): Promise<void>
}

const codes = z.object({
  device_code: z.string().min(1),
  user_code: z.string().min(1),
  verification_uri: z.url(),
  expires_in: z.coerce.number().positive(),
  interval: z.coerce.number().positive().catch(5),
})
const failed = z.object({ error: z.string().regex(/^[\w.-]{1,60}$/) })

const PATIENCE = 30_000
/** RFC 8628 section 3.5: so many seconds more between two questions. */
const SLOWER = 5

/** Throws a ConnectError that says what to do. */
export async function byDeviceCode(service: Microsoft, { say, rest }: Waiting): Promise<Granted> {
  const answer = await ask(service.deviceCode, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({ client_id: service.clientId, scope: service.scopes ?? SCOPES.microsoft }).toString(),
    patience: PATIENCE,
  })
  if (answer.is === 'lost') throw unreachable(answer.why)
  const json = jsonOf(answer)
  const given = answer.status === 200 ? codes.safeParse(json).data : undefined
  if (!given) throw inWords(failed.safeParse(json).data?.error ?? `answer ${answer.status}`)
  say(`Open ${given.verification_uri} in any browser, enter the code ${given.user_code}`)
  say('and sign in as the mailbox that Convoke is to send from.')
  let interval = given.interval
  // Asking takes no time that counts: what is waited is what was said.
  for (let waited = 0; waited < given.expires_in; waited += interval) {
    await rest(interval * 1000)
    const token = await askToken(service.token, {
      client_id: service.clientId,
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: given.device_code,
    })
    if (token.is === 'granted') return token
    if (token.is === 'unreachable' || token.error === 'slow_down') interval += SLOWER
    else if (token.error !== 'authorization_pending') throw inWords(token.error)
  }
  throw inWords('expired_token')
}

const unreachable = (why: string) =>
  new ConnectError(`Microsoft cannot be reached (${why}). Check the network, then run the command again.`)

function inWords(error: string): ConnectError {
  switch (error) {
    case 'expired_token':
    case 'code_expired':
      return new ConnectError('The code expired before anyone entered it. Run the command again.')
    case 'authorization_declined':
    case 'access_denied':
      return new ConnectError('Access was declined in the browser. Run the command again and accept it there.')
    case 'invalid_client':
    case 'unauthorized_client':
      return new ConnectError(
        `Microsoft doesn’t accept the app (${error}). Check CONVOKE_MAIL_CLIENT and CONVOKE_MAIL_TENANT, and that the app ` +
          'registration allows public client flows (its page Authentication).',
      )
    default:
      return new ConnectError(
        `Microsoft refused (${error}). Check CONVOKE_MAIL_CLIENT, CONVOKE_MAIL_TENANT and the app’s permissions; ` +
          'docs/mail.md has the steps.',
      )
  }
}
