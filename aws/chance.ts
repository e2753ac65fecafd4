/** The Chance port: the system's randomness as lower-case base32 (RFC 4648 section 6, without padding). */
import { randomBytes } from 'node:crypto'
import type { Chance } from '../functions/ports.ts'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

export const chance: Chance = { id: bytes => base32(randomBytes(bytes)) }

/** Bytes as lower-case base32 without padding: five bits a letter, the last ones filled up with zeros. */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, byte => byte.toString(2).padStart(8, '0')).join('')
  const letters = bits.match(/.{1,5}/g) ?? []
  return letters.map(five => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}
