/**
 * The address a letter is answered to: `rsvp+TOKEN@domain`. Who may write there is whoever holds a letter. The token is a
 * short one where whoever reads it can look up what its ids begin with; long ones are read for good.
 */
import { makeShortToken, makeToken, readToken } from './token.ts'

export interface Whose {
  campaign: string
  id: string
}

export const replyAddressOf = (
  secret: string,
  domain: string,
  campaign: string,
  invitation: string,
  make: typeof makeToken | typeof makeShortToken = makeToken,
): string => `rsvp+${make(secret, 'rsvp', campaign, invitation)}@${domain}`

export const shortReplyAddressOf = (secret: string, domain: string, campaign: string, invitation: string): string =>
  replyAddressOf(secret, domain, campaign, invitation, makeShortToken)

/**
 * Where mail goes that is for no invitation: replies to what has no partnership, and whatever is written to the reply
 * domain itself. Whoever runs this Convoke reads it.
 */
export const deskAddressOf = (domain: string): string => `rsvp@${domain}`

const TOKEN = /\brsvp\+([a-z2-7]{38}|[a-z2-7]{58})@([a-z0-9.-]+)/gi
/** Nobody needs more of one message. */
export const MOST_OF_A_MESSAGE = 20

/**
 * The tokens of the reply addresses of a domain that stand in a text, unchecked: one envelope recipient, or the head of a
 * mail whose envelope is lost. Each once, in the order in which they stand.
 */
export function tokensIn(text: string, domain: string): string[] {
  const found = new Set<string>()
  for (const [, token = '', host = ''] of text.matchAll(TOKEN)) {
    if (host.toLowerCase() === domain.toLowerCase()) found.add(token.toLowerCase())
    if (found.size >= MOST_OF_A_MESSAGE) break
  }
  return [...found]
}

/** The token of a whole reply address with nothing around it, unchecked; undefined for what is none. */
export const tokenOf = (address: string, domain: string): string | undefined =>
  /^rsvp\+[a-z2-7]+@[a-z0-9.-]+$/i.test(address) ? tokensIn(address, domain)[0] : undefined

/** Whose a long token is, which says it all; undefined for a short one, and for one that we did not make. */
export const saidBy = (secret: string, token: string): Whose | undefined => readToken(secret, 'rsvp', token)

/** A long token wherever it stands, a link's among them; a short one in an address alone, or any long word would be one. */
const WORD = /(?<![a-z2-7])[a-z2-7]{58}(?![a-z2-7])|(?<=\brsvp(?:\+|%2B))[a-z2-7]{38}(?=@|%40)/gi
/** So many words that look like a token are looked at. */
const TRIES = 200

/** So much of a message is searched. Bytes. */
const SEARCHED = 1024 * 1024
/** Lines of base64, as mail programs break them (RFC 2045 section 6.8). */
const BASE64 = /(?:^[A-Za-z0-9+/]{60,76}\r?\n)+[A-Za-z0-9+/]{0,76}={0,2}/gm

/**
 * The tokens, unchecked, of the links and reply addresses that a message holds, quoted from a letter of ours: for one that
 * came to no token's address. `bytes` is the message as it came.
 */
export function tokensQuoted(bytes: Uint8Array): string[] {
  const raw = new TextDecoder('latin1').decode(bytes.subarray(0, SEARCHED))
  const packed = raw.match(BASE64)?.map(lines => Buffer.from(lines, 'base64').toString('latin1')) ?? []
  // A line that quoted-printable has broken is whole again without its soft break (RFC 2045 section 6.7).
  const text = [raw.replace(/=\r?\n/g, ''), ...packed].join('\n')
  const found = new Set<string>()
  for (const [word] of text.matchAll(WORD)) {
    if (found.size >= TRIES) break
    found.add(word.toLowerCase())
  }
  return [...found]
}

/**
 * Whether somebody writes to Convoke itself: the sender's address, the reply domain's without a token, or whoever keeps a
 * domain (RFC 5321 section 4.5.1, RFC 2142).
 */
export function isDeskAddress(address: string, replyDomain: string, from: string): boolean {
  const written = address.trim().toLowerCase()
  const own = ['rsvp', 'postmaster', 'abuse'].map(name => `${name}@${replyDomain.toLowerCase()}`)
  return written === 'postmaster' || written === from.trim().toLowerCase() || own.includes(written)
}
