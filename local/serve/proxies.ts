/**
 * Where a request came from. What a client writes into `X-Forwarded-For` and `X-Forwarded-Proto` is worth nothing, unless a proxy
 * wrote it that the operator named (CONVOKE_PROXIES): only of those it is read.
 */
import { BlockList, type IPVersion, isIP } from 'node:net'

/** Whether an address is that of a named proxy. */
export type NamedProxies = (address: string) => boolean

export interface Origin {
  /** Of whoever asked, as far as the named proxies tell: an IPv4 or IPv6 address; empty where the socket has none. */
  address: string
  /** A named proxy was asked by `https`. */
  https: boolean
  /** It came through a named proxy. */
  proxied: boolean
}

/** The headers of a request as Node has them. */
type Headers = Readonly<Record<string, string | string[] | undefined>>

/** More proxies in a row than anybody has; what stands further left was made up. */
const MOST_HOPS = 16

/**
 * The proxies of a list such as `127.0.0.1, 10.0.0.0/8, fd00::/8`, split by commas or spaces. Undefined where something of it
 * is neither an address nor a range in CIDR notation (RFC 4632).
 */
export function namedProxies(list: string): NamedProxies | undefined {
  const named = new BlockList()
  for (const entry of list.split(/[\s,]+/).filter(Boolean)) {
    const [text = '', length, ...more] = entry.split('/')
    const address = plain(text)
    const family = familyOf(address)
    const bits = length === undefined ? undefined : Number(length)
    if (family === undefined || more.length > 0) return undefined
    if (bits === undefined) named.addAddress(address, family)
    else if (/^\d{1,3}$/.test(length ?? '') && bits <= (family === 'ipv4' ? 32 : 128))
      named.addSubnet(address, bits, family)
    else return undefined
  }
  return address => {
    const family = familyOf(address)
    return family !== undefined && named.check(address, family)
  }
}

/**
 * Reads `X-Forwarded-For` from its right end: each named proxy vouches for the hop to its left, and the first that is not named
 * is who asked. What cannot be read ends the walk at the proxy that wrote it.
 */
export function originOf(isNamed: NamedProxies, socket: string | undefined, headers: Headers): Origin {
  let address = plain(socket ?? '')
  if (!isNamed(address)) return { address, https: false, proxied: false }
  const hops = partsOf(headers['x-forwarded-for']).slice(-MOST_HOPS)
  let walked = 0
  while (isNamed(address)) {
    const next = withoutPort(hops.at(-1 - walked) ?? '')
    if (familyOf(next) === undefined) break
    address = next
    walked++
  }
  // Of several schemes each belongs to the hop in the same place; one alone holds for the whole way.
  const schemes = partsOf(headers['x-forwarded-proto'])
  const scheme = schemes.at(-Math.max(1, walked)) ?? schemes[0]
  return { address, https: scheme?.toLowerCase() === 'https', proxied: true }
}

/** Whether a request says that it was passed on. Whoever asks may say so. */
export const saysPassedOn = (headers: Headers): boolean =>
  headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined || headers['x-real-ip'] !== undefined

const partsOf = (header: string | string[] | undefined): string[] =>
  [header ?? []]
    .flat()
    .join(',')
    .split(',')
    .map(part => part.trim())
    .filter(Boolean)

/** An IPv4 address that a socket for both families shows as one of IPv6 is the IPv4 address. */
const plain = (address: string): string => {
  const mapped = address.replace(/^::ffff:/i, '')
  return isIP(mapped) === 4 ? mapped : address
}

/** Some proxies write the port as well: `203.0.113.7:4711`, `[2001:db8::7]:4711`. */
const withoutPort = (hop: string): string => {
  const [, bracketed, v4] = /^(?:\[([^\]]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$/.exec(hop) ?? []
  return plain(bracketed ?? v4 ?? hop)
}

function familyOf(address: string): IPVersion | undefined {
  const version = isIP(address)
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6'
}
