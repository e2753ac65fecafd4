/** What a browser keeps for us for some minutes, so that nothing is kept here of whoever merely begins something. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { fromMillis, type Instant, toMillis } from '../../domain/keep/time.ts'
import type { Knows, Timed } from '../keep/ports.ts'

/** What follows from the secret, a purpose and a text: 256 bits, as base64 for addresses (43 characters). */
export const derived = ({ settings }: Knows<'secret'>, purpose: string, text: string): string =>
  createHmac('sha256', settings.secret).update(`${purpose}|${text}`).digest('base64url')

/** Texts under our seal, for one purpose and until then. Whoever has it can read them. */
export function sealed(world: Knows<'secret'>, purpose: string, until: Instant, parts: readonly string[]): string {
  const held = `${toMillis(until)}.${Buffer.from(JSON.stringify(parts)).toString('base64url')}`
  return `${held}.${derived(world, purpose, held)}`
}

/** The texts and their end, where we sealed them for this purpose and they still count. */
export function unsealed(
  world: Timed & Knows<'secret'>,
  purpose: string,
  text: unknown,
): { parts: readonly string[]; until: Instant } | undefined {
  const found = typeof text === 'string' && text.length < 3000 ? /^((\d{13})\.([\w-]+))\.([\w-]{43})$/.exec(text) : null
  if (!found) return undefined
  const [, held = '', millis = '', parts = '', seal = ''] = found
  if (!timingSafeEqual(Buffer.from(seal), Buffer.from(derived(world, purpose, held)))) return undefined
  const until = fromMillis(Number(millis))
  return until > world.clock.now()
    ? { parts: JSON.parse(Buffer.from(parts, 'base64url').toString()) as string[], until }
    : undefined
}
