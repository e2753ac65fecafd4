/** The Chance port: the system's randomness as lower-case base32 (RFC 4648 section 6, without padding). */
import { randomBytes } from 'node:crypto'
import type { Chance } from '../functions/keep/ports.ts'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

export const chance: Chance = { id: bytes => base32(randomBytes(bytes)) }

/** Bytes as lower-case base32 without padding. */
export function base32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    for (; bits >= 5; bits -= 5) text += ALPHABET[(held >> (bits - 5)) & 31]
    held &= (1 << bits) - 1
  }
  return bits === 0 ? text : text + ALPHABET[(held << (5 - bits)) & 31]
}
