/** The mail account that was connected: gives whoever speaks to its service an access token, and keeps it fresh. */
import type { Log } from '../../functions/keep/ports.ts'
import type { AccountKeeper, KeptAccount } from './kept-account.ts'
import { type MailService, SERVICE_NAMES } from './providers.ts'
import { askToken, type Granted } from './token-endpoint.ts'

/** `disconnected`: somebody has to connect the account (again). `later`: its service cannot be asked now. */
export type Access =
  | { is: 'token'; token: string; address: string }
  | { is: 'disconnected' }
  | { is: 'later'; why: string }

export interface MailAccount {
  /** A token that is good for some minutes at least, as far as its service has said. */
  access(): Promise<Access>
  /** The service did not take this token: the next one is a new one. */
  refuse(token: string): void
}

export interface AccountOptions {
  kept: AccountKeeper
  /** How somebody connects it. */
  howToConnect?: string
  service: MailService
  log: Log
  /** Milliseconds since 1970. */
  now?: () => number
}

/** A token is replaced so long before it ends. Milliseconds. */
const AHEAD = 5 * 60_000
/** A refusal is believed so long. Milliseconds. */
const BELIEVED = 5 * 60_000

export function createMailAccount({
  kept,
  service,
  log,
  howToConnect = 'npm run connect',
  now = Date.now,
}: AccountOptions): MailAccount {
  let mark = ''
  let account: KeptAccount | undefined
  let fresh: { token: string; until: number } | undefined
  let asking: Promise<Access> | undefined
  /** Until when a refusal is believed without asking again: a letter in each second must not ask for it. */
  let endedUntil = 0
  /** What was said last, so that it is said once. */
  let said = ''

  const say = (why: string) => {
    if (why !== said)
      log.error(
        `The mail account at ${SERVICE_NAMES[service.service]} is not connected. Emails wait and answers are not read ` +
          `until somebody connects it: ${howToConnect}`,
        { why },
      )
    said = why
  }

  /** The account may have been connected again while this process runs. */
  async function look(): Promise<void> {
    const found = await kept.look()
    if (found.mark === mark) return
    mark = found.mark
    fresh = undefined
    endedUntil = 0
    account = found.account
  }

  async function access(): Promise<Access> {
    try {
      return await found()
    } catch (error) {
      // The file cannot be read or written: its folder says so elsewhere.
      return { is: 'later', why: error instanceof Error ? error.name : typeof error }
    }
  }

  async function found(): Promise<Access> {
    await look()
    if (now() < endedUntil) return { is: 'disconnected' }
    if (fresh && account && now() < fresh.until - AHEAD)
      return { is: 'token', token: fresh.token, address: account.address }
    asking ??= refresh().finally(() => {
      asking = undefined
    })
    return asking
  }

  async function refresh(): Promise<Access> {
    const { service: name, clientId } = service
    const own = account
    if (!own || own.service !== name || own.clientId !== clientId) {
      say(own ? 'another account or client' : mark === '' ? 'never connected' : 'cannot be read')
      return { is: 'disconnected' }
    }
    const began = now()
    const answer = await askToken(service.token, {
      client_id: clientId,
      ...(service.service === 'google' ? { client_secret: service.clientSecret } : {}),
      grant_type: 'refresh_token',
      refresh_token: own.refreshToken,
    })
    await look()
    if (account !== own) return refresh()
    if (answer.is === 'unreachable') {
      // The token that is at hand may be good for some minutes more.
      return fresh && now() < fresh.until
        ? { is: 'token', token: fresh.token, address: own.address }
        : { is: 'later', why: answer.why }
    }
    if (answer.is === 'refused') {
      fresh = undefined
      endedUntil = now() + BELIEVED
      say(answer.error)
      return { is: 'disconnected' }
    }
    if (said !== '') log.info('the mail account is connected again')
    said = ''
    fresh = { token: answer.accessToken, until: began + answer.seconds * 1000 }
    await keepNew(own, answer)
    return { is: 'token', token: fresh.token, address: own.address }
  }

  /** Microsoft gives a new refresh token with every access token. One that was connected meanwhile is left as it is. */
  async function keepNew(own: KeptAccount, { refreshToken }: Granted): Promise<void> {
    if (refreshToken === undefined || refreshToken === own.refreshToken) return
    account = { ...own, refreshToken }
    mark = await kept.keep(account)
  }

  return {
    access,
    refuse(token) {
      if (fresh?.token === token) fresh = undefined
    },
  }
}
