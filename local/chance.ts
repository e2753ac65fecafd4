/** The Chance port: the system's randomness. */
import { randomBytes } from 'node:crypto'
import type { Chance } from '../functions/keep/ports.ts'
import { base32 } from '../mail/token.ts'

export const chance: Chance = { id: bytes => base32(randomBytes(bytes)) }
