/** Who did something, for a log that names nobody: the same person is always the same sixteen characters. */
import { createHmac } from 'node:crypto'
import { canonicalAddress } from '../../domain/keep/partnership.ts'
import { base32 } from '../../mail/token.ts'
import type { Knows } from './ports.ts'

/** Keyed, so that nobody who reads a log can try addresses out on it. */
export const pseudonymOf = ({ settings }: Knows<'secret'>, email: string): string =>
  base32(
    createHmac('sha256', settings.secret)
      .update(`who|${canonicalAddress(email)}`)
      .digest(),
  ).slice(0, 16)
