/** Hands out turns at an even rate, by the clock: neither in bursts nor one after the other's end. */
import { toMillis } from '../domain/time.ts'
import type { Clock } from './ports.ts'

/** Fall behind by more than this and the lost turns are not made up for, so that no second is overfull. */
const SLACK = 200

/** A function that comes back when it is the caller's turn; `rate` is turns a second, Infinity for no waiting. */
export function pace(clock: Clock, rate: number): () => Promise<void> {
  if (!Number.isFinite(rate)) return async () => {}
  const gap = 1000 / rate
  let next = toMillis(clock.now())
  return async () => {
    const now = toMillis(clock.now())
    const mine = Math.max(next, now - SLACK)
    next = mine + gap
    if (mine > now) await clock.rest(mine - now)
  }
}
