/** Whose word counts for where a request came from. */
import { describe, expect, it } from 'vitest'
import { namedProxies, originOf } from '../../../local/serve/proxies.ts'

const NAMED = '127.0.0.1, 10.0.0.0/8 2001:db8:1::/48'
/** What is taken for the client, of a request from that socket with that X-Forwarded-For. */
const clientOf = (socket: string, forwarded?: string, list = NAMED): string => {
  const named = namedProxies(list)
  if (!named) throw new Error('the list does not read')
  return originOf(named, socket, forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }).address
}

describe('the address of a client', () => {
  it('is that of the socket, whatever somebody writes who is no named proxy', () => {
    for (const forged of [undefined, '198.51.100.9', '127.0.0.1', '10.1.2.3, 127.0.0.1'])
      expect(clientOf('203.0.113.7', forged)).toBe('203.0.113.7')
    expect(clientOf('127.0.0.1', '198.51.100.9', '')).toBe('127.0.0.1')
  })

  it('is what a named proxy saw, and nothing of what stands further left', () => {
    expect(clientOf('127.0.0.1', '203.0.113.7')).toBe('203.0.113.7')
    expect(clientOf('127.0.0.1', '8.8.8.8, 127.0.0.1, 203.0.113.7')).toBe('203.0.113.7')
    expect(clientOf('::ffff:127.0.0.1', '203.0.113.7')).toBe('203.0.113.7')
  })

  it('is found behind several named proxies in a row, up to the first that is not named', () => {
    expect(clientOf('127.0.0.1', '8.8.8.8, 203.0.113.7, 10.1.2.3')).toBe('203.0.113.7')
    expect(clientOf('2001:db8:1::5', '2001:db8:2::9')).toBe('2001:db8:2::9')
    expect(clientOf('2001:db8:2::5', '2001:db8:2::9')).toBe('2001:db8:2::5')
    // People in the operator's own range ask through its proxies as well.
    expect(clientOf('127.0.0.1', '10.4.4.4, 10.1.2.3')).toBe('10.4.4.4')
  })

  it('may come with a port, in brackets, or as IPv4 within IPv6', () => {
    expect(clientOf('127.0.0.1', '203.0.113.7:4711')).toBe('203.0.113.7')
    expect(clientOf('127.0.0.1', '[2001:db8:2::9]:4711')).toBe('2001:db8:2::9')
    expect(clientOf('127.0.0.1', '::ffff:203.0.113.7')).toBe('203.0.113.7')
  })

  it('is the proxy where it says nothing that reads', () => {
    for (const said of [undefined, '', 'unknown', '203.0.113.7, nonsense', '999.1.1.1'])
      expect(clientOf('127.0.0.1', said)).toBe('127.0.0.1')
  })
})

describe('the scheme', () => {
  const isHttps = (socket: string, headers: Record<string, string>) =>
    originOf(namedProxies(NAMED) ?? (() => false), socket, headers).https
  it('is https where a named proxy says so, and nobody else', () => {
    expect(isHttps('127.0.0.1', { 'x-forwarded-proto': 'https' })).toBe(true)
    expect(isHttps('203.0.113.7', { 'x-forwarded-proto': 'https' })).toBe(false)
    expect(isHttps('127.0.0.1', { 'x-forwarded-proto': 'http' })).toBe(false)
    expect(isHttps('127.0.0.1', {})).toBe(false)
  })
  it('is that of the hop where the client came in', () => {
    const headers = { 'x-forwarded-for': '203.0.113.7, 10.1.2.3', 'x-forwarded-proto': 'https, http' }
    expect(isHttps('127.0.0.1', headers)).toBe(true)
    expect(isHttps('127.0.0.1', { ...headers, 'x-forwarded-proto': 'https, http, http' })).toBe(false)
  })
})

describe('a list of proxies', () => {
  it('is refused where something of it is neither an address nor a range', () => {
    for (const list of ['caddy', '10.0.0.0/33', '10.0.0.0/', '10.0.0/8', '::1/129', '1.2.3.4/8/8', '127.0.0.1; ::1'])
      expect([list, namedProxies(list)]).toEqual([list, undefined])
    expect(namedProxies('::1,127.0.0.0/8 fd00::/8')?.('127.9.9.9')).toBe(true)
  })
})
