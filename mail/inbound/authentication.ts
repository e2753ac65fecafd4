/**
 * What the receiving side wrote into a message about its sender: SPF, DKIM and DMARC as Authentication-Results fields tell
 * (RFC 8601). Anybody may write such a field, so it is read of a message alone that nobody else can have written.
 */
import type { AuthResult, AuthResults } from '../../domain/send/probe.ts'
import type { HeaderField } from '../head.ts'

const METHODS = ['spf', 'dkim', 'dmarc'] as const

/**
 * What the last server wrote that looked at all: fields stand in the order of their writing, the newest first. Several of
 * one server are one; of several signatures one that passes is enough. Undefined where nobody looked.
 */
export function authResults(fields: readonly HeaderField[]): AuthResults | undefined {
  const told = fields.filter(({ name }) => name === 'authentication-results').map(({ value }) => read(value))
  const server = told[0]?.server
  const own = told.filter(each => each.server === server).flatMap(({ results }) => results)
  if (server === undefined || own.length === 0) return undefined
  const of = (method: string): AuthResult => {
    const said = own.filter(([name]) => name === method).map(([, result]) => result)
    if (said.includes('pass')) return 'pass'
    return said.some(each => each !== 'none' && each !== 'neutral' && each !== 'policy') ? 'fail' : 'none'
  }
  const [spf, dkim, dmarc] = METHODS.map(of)
  return { server, spf: spf ?? 'none', dkim: dkim ?? 'none', dmarc: dmarc ?? 'none' }
}

/** One field. Comments say nothing; Microsoft leaves the server's name out. */
function read(value: string): { server: string; results: [method: string, result: string][] } {
  const parts = withoutComments(value).split(';')
  const first = parts[0] ?? ''
  return {
    server: /=/.test(first) ? '' : (first.trim().split(/\s/)[0] ?? '').toLowerCase(),
    results: parts.flatMap(part => {
      const [, method = '', result = ''] = /^\s*([a-z-]+)(?:\/\d+)?\s*=\s*([a-z]+)/i.exec(part) ?? []
      return method === '' ? [] : [[method.toLowerCase(), result.toLowerCase()] as [string, string]]
    }),
  }
}

function withoutComments(value: string): string {
  let depth = 0
  let kept = ''
  for (const letter of value) {
    if (letter === '(') depth++
    if (depth === 0) kept += letter
    if (letter === ')') depth = Math.max(0, depth - 1)
  }
  return kept
}
