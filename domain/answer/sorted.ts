/** Things that are kept in an order while they come and go, each for what it costs to find its place. */
export interface Sorted<T> {
  add(each: T): void
  /** Takes out one that is alike in order: where several are, the one itself. */
  drop(each: T): void
  /** Where `toward` answers 0; it answers less for whatever comes before. */
  find(toward: (each: T) => number): T | undefined
  /** All of them as they are now; the same array until something changes. */
  all(): readonly T[]
}

/** In blocks of so many at most: what comes moves no more than those of its block. */
const A_BLOCK = 1000

/** In the order of `compare`; what is alike in it stands as it came. */
export function sorted<T>(compare: (a: T, b: T) => number): Sorted<T> {
  /** None of them empty. */
  const blocks: T[][] = []
  let all: readonly T[] | undefined

  /** The place of the first of which `is` holds, where it holds of all that follow. */
  function firstOf<E>(items: readonly E[], is: (item: E) => boolean): number {
    let [from, to] = [0, items.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if (is(items[middle] as E)) to = middle
      else from = middle + 1
    }
    return from
  }

  /** The first from which on `toward` is 0 or more: its block, and its place there. */
  function placeOf(toward: (each: T) => number): [block: number, place: number] {
    const block = firstOf(blocks, items => toward(items.at(-1) as T) >= 0)
    return [block, firstOf(blocks[block] ?? [], each => toward(each) >= 0)]
  }

  return {
    add(each) {
      all = undefined
      const after = firstOf(blocks, ([first]) => compare(first as T, each) > 0)
      const block = blocks[after - 1] ?? blocks[0]
      if (!block) blocks.push([each])
      else {
        const last = block.at(-1) as T
        if (compare(last, each) <= 0) block.push(each)
        else
          block.splice(
            firstOf(block, other => compare(other, each) > 0),
            0,
            each,
          )
        if (block.length > A_BLOCK) blocks.splice(blocks.indexOf(block) + 1, 0, block.splice(A_BLOCK / 2))
      }
    },
    drop(each) {
      let [at, place] = placeOf(other => compare(other, each))
      const alike = [at, place] as const
      // Of several that are alike the one itself may stand further on.
      for (let block = blocks[at]; block; block = blocks[at]) {
        const other = block[place]
        if (other !== undefined && compare(other, each) !== 0) break
        if (other === each) return take(at, place)
        if (other === undefined) [at, place] = [at + 1, 0]
        else place++
      }
      const [first, there] = alike
      const found = blocks[first]?.[there]
      if (found !== undefined && compare(found, each) === 0) take(first, there)
    },
    find(toward) {
      const [at, place] = placeOf(toward)
      const found = blocks[at]?.[place]
      return found !== undefined && toward(found) === 0 ? found : undefined
    },
    all() {
      all ??= Object.freeze(blocks.flat())
      return all
    },
  }

  function take(at: number, place: number): void {
    all = undefined
    const block = blocks[at] as T[]
    block.splice(place, 1)
    if (block.length === 0) blocks.splice(at, 1)
  }
}

export const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
