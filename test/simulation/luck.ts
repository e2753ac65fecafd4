/** Chance with a seed (mulberry32): the same seed draws the same numbers, whatever machine it runs on. */

export interface Luck {
  /** From 0 up to but not including 1. */
  next(): number
  /** A whole number from 0 up to but not including `count`. */
  below(count: number): number
  between(low: number, high: number): number
  happens(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** Lower-case base32, as the Chance port gives it. */
  id(bytes: number): string
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

export function createLuck(seed: number): Luck {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (count: number) => Math.floor(next() * count)
  return {
    next,
    below,
    between: (low, high) => low + next() * (high - low),
    happens: probability => probability > 0 && next() < probability,
    pick: items => items[below(items.length)] as (typeof items)[number],
    id(bytes) {
      let id = ''
      for (let n = Math.ceil((bytes * 8) / 5); n > 0; n--) id += BASE32[below(32)]
      return id
    },
  }
}
