import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base32, makeToken, type Purpose, readToken, shortId } from '../../mail/token.ts'

const SECRET = 'a secret of at least thirty-two bytes'
const PURPOSES: Purpose[] = ['rsvp', 'opt-out', 'sign', 'approve']
const id = fc.string({ minLength: 1 }).map(shortId)

describe('A token', () => {
  it('says whose it is, to who has the secret, for its own purpose only', () => {
    fc.assert(
      fc.property(id, id, fc.constantFrom(...PURPOSES), fc.constantFrom(...PURPOSES), (campaign, one, made, read) => {
        const token = makeToken(SECRET, made, campaign, one)
        expect(token).toMatch(/^[a-z2-7]{58}$/)
        expect(readToken(SECRET, read, token)).toEqual(made === read ? { campaign, id: one } : undefined)
        expect(readToken(`${SECRET}!`, made, token)).toBeUndefined()
      }),
    )
  })

  it('is void when any of its characters is changed', () => {
    const token = makeToken(SECRET, 'rsvp', shortId('campaign'), shortId('invitee'))
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'a' ? 'b' : 'a'
      expect(readToken(SECRET, 'rsvp', token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined()
    }
    for (const wrong of ['', token.slice(1), `${token}a`, token.replace(/.$/, '0'), 'é'.repeat(58)])
      expect(readToken(SECRET, 'rsvp', wrong)).toBeUndefined()
  })

  it('survives a mail program that writes addresses in capitals', () => {
    const token = makeToken(SECRET, 'rsvp', shortId('campaign'), shortId('invitee'))
    expect(readToken(SECRET, 'rsvp', token.toUpperCase())).toEqual({
      campaign: shortId('campaign'),
      id: shortId('invitee'),
    })
  })

  it('fits the local part of an address', () => {
    expect(`rsvp+${makeToken(SECRET, 'rsvp', shortId('a'), shortId('b'))}`.length).toBeLessThanOrEqual(64)
  })

  it('is not made for what is no id', () => {
    expect(() => makeToken(SECRET, 'rsvp', 'short', shortId('b'))).toThrow()
  })

  it('is written in the base32 of RFC 4648', () => {
    expect(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map(text => base32(Buffer.from(text)))).toEqual([
      '',
      'my',
      'mzxq',
      'mzxw6',
      'mzxw6yq',
      'mzxw6ytb',
      'mzxw6ytboi',
    ])
  })
})
