/** The address a letter is answered to: `rsvp+TOKEN@domain`. Who may write there is whoever holds a letter. */
import { makeToken, readToken } from './token.ts'

export interface Whose {
  campaign: string
  id: string
}

export const replyAddressOf = (secret: string, domain: string, campaign: string, invitation: string): string =>
  `rsvp+${makeToken(secret, 'rsvp', campaign, invitation)}@${domain}`

/**
 * Where mail goes that is for no invitation: replies to what has no partnership, and whatever is written to the reply
 * domain itself. Whoever runs this Convoke reads it.
 */
export const deskAddressOf = (domain: string): string => `rsvp@${domain}`

const TOKEN = /\brsvp\+([a-z2-7]{58})@([a-z0-9.-]+)/gi
/** Nobody needs more of one message. */
const MOST = 20

/**
 * The invitations whose reply address stands in a text: one envelope recipient, or the head of a mail whose envelope is
 * lost. Each once, in the order in which they stand; a token that we did not make counts for nothing.
 */
export function invitationsIn(text: string, secret: string, domain: string): Whose[] {
  const found = new Map<string, Whose>()
  for (const [, token = '', host = ''] of text.matchAll(TOKEN)) {
    const whose = host.toLowerCase() === domain.toLowerCase() ? readToken(secret, 'rsvp', token) : undefined
    if (whose) found.set(whose.id, whose)
    if (found.size >= MOST) break
  }
  return [...found.values()]
}

const WORD = /(?<![a-z2-7])[a-z2-7]{58}(?![a-z2-7])/gi
/** Words that look like a token are tried so often. */
const TRIES = 200

/** So much of a message is searched. Bytes. */
const SEARCHED = 1024 * 1024
/** Lines of base64, as mail programs break them (RFC 2045 section 6.8). */
const BASE64 = /(?:^[A-Za-z0-9+/]{60,76}\r?\n)+[A-Za-z0-9+/]{0,76}={0,2}/gm

/**
 * The invitations whose links or reply address a message holds, quoted from a letter of ours: for one that came to no
 * token's address. `bytes` is the message as it came.
 */
export function invitationsQuoted(bytes: Uint8Array, secret: string): Whose[] {
  const raw = new TextDecoder('latin1').decode(bytes.subarray(0, SEARCHED))
  const packed = raw.match(BASE64)?.map(lines => Buffer.from(lines, 'base64').toString('latin1')) ?? []
  // A line that quoted-printable has broken is whole again without its soft break (RFC 2045 section 6.7).
  const text = [raw.replace(/=\r?\n/g, ''), ...packed].join('\n')
  const found = new Map<string, Whose>()
  let tries = 0
  for (const [word] of text.matchAll(WORD)) {
    if (++tries > TRIES || found.size >= MOST) break
    const whose = readToken(secret, 'rsvp', word)
    if (whose) found.set(whose.id, whose)
  }
  return [...found.values()]
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
