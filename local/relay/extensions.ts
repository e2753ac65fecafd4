/** What a server says in its answer to EHLO that it can do (RFC 5321 section 4.1.1.1), as far as it changes what we say. */

export interface Extensions {
  /** Takes several commands at once (RFC 2920). */
  pipelining: boolean
  /** BODY=8BITMIME (RFC 6152). */
  eightBit: boolean
  /** SMTPUTF8 (RFC 6531). */
  utf8: boolean
  /** SIZE= (RFC 1870). */
  size: boolean
  /** The largest message it takes, in bytes; undefined where it names none. */
  largest: number | undefined
}

/** Of the whole answer, its codes before each line. One to HELO names none. */
export function readExtensions(answer: string): Extensions {
  const named = new Map(
    answer
      .split('\n')
      .slice(1)
      .map(line => {
        const [keyword = '', ...values] = line.slice(4).trim().split(/\s+/)
        return [keyword.toUpperCase(), values] as const
      }),
  )
  const largest = Number(named.get('SIZE')?.[0] ?? 0)
  return {
    pipelining: named.has('PIPELINING'),
    eightBit: named.has('8BITMIME'),
    utf8: named.has('SMTPUTF8'),
    size: named.has('SIZE'),
    largest: Number.isSafeInteger(largest) && largest > 0 ? largest : undefined,
  }
}
