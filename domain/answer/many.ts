/** How often each thing was said, by `1` and taken back by `-1`; what is said of nobody any more is not among it. */
export interface Many {
  count(what: string, by: number): void
  /** How many things are said. */
  different(): number
  all(): ReadonlyMap<string, number>
}

export function many(): Many {
  const counts = new Map<string, number>()
  return {
    count(what, by) {
      const count = (counts.get(what) ?? 0) + by
      if (count === 0) counts.delete(what)
      else counts.set(what, count)
    },
    different: () => counts.size,
    all: () => new Map(counts),
  }
}
