/** Long work in turns, so that nobody else waits for all of it: what each makes is remembered, and there for whoever asks next. */
import type { Clock } from '../../keep/ports.ts'

/** Whoever only looks may not be able to rest: then it is one turn. */
export type Turns = (Pick<Clock, 'now'> & Partial<Pick<Clock, 'rest'>>) | undefined

/** So many people are gone through in one turn: some ten milliseconds. */
const A_TURN = 5000

/** Of a long list, each in a turn of its own; of a short one nothing, for then it is soon made by whoever asks. */
export async function inTurns(
  clock: Turns,
  { length }: readonly unknown[],
  ...works: readonly (() => unknown)[]
): Promise<void> {
  if (length <= A_TURN) return
  for (const work of works) {
    await clock?.rest?.(0)
    work()
  }
}

/** What `flatMap` answers. */
export async function gatheredInTurns<T, M>(
  clock: Turns,
  items: readonly T[],
  gather: (item: T) => readonly M[],
): Promise<readonly M[]> {
  const found: M[] = []
  for (let from = 0; from < items.length; from += A_TURN) {
    if (from > 0) await clock?.rest?.(0)
    for (const each of items.slice(from, from + A_TURN)) found.push(...gather(each))
  }
  return found
}

/** What `toSorted` answers. */
export async function sortedInTurns<T>(
  clock: Turns,
  items: readonly T[],
  compare: (a: T, b: T) => number,
): Promise<readonly T[]> {
  let runs: T[][] = []
  for (let from = 0; from < items.length; from += A_TURN) {
    if (from > 0) await clock?.rest?.(0)
    runs.push(items.slice(from, from + A_TURN).sort(compare))
  }
  while (runs.length > 1) {
    const merged: T[][] = []
    for (let at = 0; at < runs.length; at += 2)
      merged.push(await mergedInTurns(clock, runs[at] ?? [], runs[at + 1] ?? [], compare))
    runs = merged
  }
  return runs[0] ?? []
}

/** Of two that are alike the one of `a` comes first. */
async function mergedInTurns<T>(
  clock: Turns,
  a: readonly T[],
  b: readonly T[],
  compare: (a: T, b: T) => number,
): Promise<T[]> {
  const merged: T[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    if (merged.length % A_TURN === A_TURN - 1) await clock?.rest?.(0)
    merged.push(compare(a[i] as T, b[j] as T) <= 0 ? (a[i++] as T) : (b[j++] as T))
  }
  return merged.concat(a.slice(i), b.slice(j))
}
