/** What the front door tells of whoever asks: the scheme, how often it may ask, and a name for it in the log. */
import { createHmac } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Log } from '../../functions/keep/ports.ts'
import type { Came } from '../../functions/web/env.ts'
import { base32 } from '../../mail/token.ts'
import { isLoopback } from '../mail/loopback.ts'
import type { Limits } from './limits.ts'
import { type NamedProxies, originOf, saysPassedOn } from './proxies.ts'

/** Handed on with each request. */
export interface Asker {
  came: Came
  /** Sixteen characters that stand for the address, always the same while the secret is: an address is somebody's. */
  from: string
}

interface Need {
  isNamed: NamedProxies
  limits: Limits
  secret: string
  log: Log
}

/**
 * Whoever asks from this machine itself is limited in nothing: it is a script of its operator, or a proxy that nobody named, behind
 * which all people look the same.
 */
export function askersOf({ isNamed, limits, secret, log }: Need): (incoming: IncomingMessage) => Asker {
  let told = false
  return ({ socket, headers }) => {
    const { address, https, proxied } = originOf(isNamed, socket.remoteAddress, headers)
    const isOwn = !proxied && isLoopback(address)
    if (isOwn && !told && saysPassedOn(headers)) {
      told = true
      log.info('requests come through a proxy that CONVOKE_PROXIES does not name')
    }
    const came: Came = isOwn
      ? { https }
      : { https, take: kind => limits.take(kind, address), wait: kind => limits.wait(kind, address) }
    return { came, from: pseudonymOfAddress(secret, address) }
  }
}

/** Keyed, so that nobody who reads a log can try addresses out on it. */
const pseudonymOfAddress = (secret: string, address: string): string =>
  base32(createHmac('sha256', secret).update(`address|${address}`).digest()).slice(0, 16)
