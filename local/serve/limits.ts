/** So much of what costs or can be guessed may one address ask for in a minute. Counted in memory, of a bounded number of addresses. */
import { isIPv6 } from 'node:net'
import type { Limited } from '../../functions/web/env.ts'

/** Of each kind so many at once, and so many a minute. A room of sixty people behind one address votes within these. */
export const PER_MINUTE: Readonly<Record<Limited, number>> = {
  'sign-in': 30,
  upload: 60,
  link: 1200,
  print: 60,
  'dead link': 300,
}

/** Those who came last are remembered; each takes some hundred bytes. */
const MOST_ADDRESSES = 20_000
const MINUTE = 60_000
/** A millionth of a second is no second more. */
const ROUNDING = 1e-6

export interface Limits {
  /** Counts one. Answers in how many seconds it may be asked again, where it was one too many. */
  take(kind: Limited, address: string): number | undefined
  /** The same without counting. */
  wait(kind: Limited, address: string): number | undefined
}

interface Bucket {
  left: number
  at: number
}

/** Buckets of tokens, filled evenly (RFC 2697 calls it a token bucket). `now`: milliseconds that only rise. */
export function createLimits(
  now: () => number = () => performance.now(),
  perMinute: Readonly<Record<Limited, number>> = PER_MINUTE,
  mostAddresses = MOST_ADDRESSES,
): Limits {
  const buckets = new Map<string, Bucket>()

  function look(kind: Limited, address: string): { key: string; bucket: Bucket } {
    const key = `${kind} ${networkOf(address)}`
    const most = perMinute[kind]
    const at = now()
    const known = buckets.get(key)
    const left = known === undefined ? most : Math.min(most, known.left + ((at - known.at) * most) / MINUTE)
    return { key, bucket: { left, at } }
  }
  /** Seconds until there is one again, rounded up. */
  const until = (kind: Limited, { left }: Bucket): number | undefined =>
    left >= 1 ? undefined : Math.max(1, Math.ceil(((1 - left) * MINUTE) / perMinute[kind] / 1000 - ROUNDING))

  return {
    take(kind, address) {
      const { key, bucket } = look(kind, address)
      const seconds = until(kind, bucket)
      if (seconds === undefined) bucket.left -= 1
      // Whoever came last stands last; who has not come for longest is let go of.
      buckets.delete(key)
      buckets.set(key, bucket)
      if (buckets.size > mostAddresses) buckets.delete(buckets.keys().next().value ?? '')
      return seconds
    },
    wait: (kind, address) => until(kind, look(kind, address).bucket),
  }
}

/** Whoever has one address of IPv6 has 2^64 of them (RFC 6177): they count as one. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? []
  const front = head.split(':').filter(Boolean)
  const back = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length)
  return [...front, ...Array<string>(zeros).fill('0'), ...back]
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
