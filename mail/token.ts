/**
 * Signed single-purpose tokens: 58 lower-case base32 characters that say whose invitation a link or reply address
 * belongs to, and that nobody without the secret can make for another. Bearer capabilities: an HMAC-SHA-256 (RFC 2104) over
 * purpose and ids, cut to 130 bits. Base32 in one case, for mail systems may change the case of a local part.
 * A short one has 38: it names both ids by their beginnings, under the same seal over the whole of them.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** What a token opens; a token for one purpose opens nothing else. */
export type Purpose =
  | 'rsvp'
  | 'opt-out'
  | 'sign'
  | 'team'
  | 'call'
  | 'day'
  | 'notes'
  | 'approve'
  | 'join'
  | 'times'
  | 'commitment'
  | 'agenda'
  | 'pulse'
  | 'report'
  | 'preview'
  | `feed.${number}`

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const ID = 16
/** Of an id in a short token. Several may begin alike: the seal tells them apart. */
const BEGINNING = 6
/** 26 characters of 5 bits: 130 bits of signature. */
const SEAL = 26

/** Bytes as lower-case base32 (RFC 4648 section 6, without padding). */
export function base32(bytes: Uint8Array): string {
  let out = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      out += ALPHABET[(held >> bits) & 31]
    }
  }
  return bits > 0 ? out + ALPHABET[(held << (5 - bits)) & 31] : out
}

/** 16 base32 characters that follow from the text: the same content, the same id (an idempotency key, content-addressed). */
export const shortId = (text: string): string => base32(createHash('sha256').update(text).digest()).slice(0, ID)

const seal = (secret: string, purpose: Purpose, campaign: string, id: string): string =>
  base32(createHmac('sha256', secret).update(`${purpose}|${campaign}|${id}`).digest()).slice(0, SEAL)

const isId = (text: string): boolean => /^[a-z2-7]{16}$/.test(text)

/** The token for one invitation (or champion) of a campaign. Ids are 16 base32 characters; others are a mistake of ours. */
export function makeToken(secret: string, purpose: Purpose, campaign: string, id: string): string {
  if (!isId(campaign) || !isId(id)) throw new Error('An id in a token has 16 base32 characters')
  return campaign + id + seal(secret, purpose, campaign, id)
}

/** Whose token it claims to be, before anything is checked: enough to look up what the check needs. */
export const claimOf = (token: string): { campaign: string; id: string } | undefined =>
  /^[a-z2-7]{58}$/.test(token) ? { campaign: token.slice(0, ID), id: token.slice(ID, 2 * ID) } : undefined

/** Whose token it is, or undefined when it was not made for this purpose with this secret. Case does not matter. */
export function readToken(
  secret: string,
  purpose: Purpose,
  token: string,
): { campaign: string; id: string } | undefined {
  const text = token.toLowerCase()
  const claim = claimOf(text)
  return claim && isSealed(secret, purpose, text, claim) ? claim : undefined
}

/** The short token for what `makeToken` makes a long one. */
export function makeShortToken(secret: string, purpose: Purpose, campaign: string, id: string): string {
  const [, , sealed] = partsOf(makeToken(secret, purpose, campaign, id), ID)
  return campaign.slice(0, BEGINNING) + id.slice(0, BEGINNING) + sealed
}

/** How the ids begin that a short token claims, before anything is checked; undefined for what is none. */
export function beginningsOf(token: string): { campaign: string; id: string } | undefined {
  const text = token.toLowerCase()
  if (!/^[a-z2-7]{38}$/.test(text)) return undefined
  const [campaign, id] = partsOf(text, BEGINNING)
  return { campaign, id }
}

/** Whether a token, long or short, was made for these ids and this purpose with this secret. */
export function isTokenOf(
  secret: string,
  purpose: Purpose,
  token: string,
  whose: { campaign: string; id: string },
): boolean {
  const text = token.toLowerCase()
  const named = claimOf(text) ?? beginningsOf(text)
  if (!named || !whose.campaign.startsWith(named.campaign) || !whose.id.startsWith(named.id)) return false
  return isSealed(secret, purpose, text, whose)
}

const partsOf = (token: string, length: number): [campaign: string, id: string, sealed: string] => [
  token.slice(0, length),
  token.slice(length, 2 * length),
  token.slice(2 * length),
]

const isSealed = (
  secret: string,
  purpose: Purpose,
  token: string,
  { campaign, id }: { campaign: string; id: string },
) => timingSafeEqual(Buffer.from(token.slice(-SEAL)), Buffer.from(seal(secret, purpose, campaign, id)))
