/**
 * What is made of a value that nobody changes, remembered for as long as that lives: a board is looked at ten times an hour, and
 * made of the same people again.
 */
export function remembering<Of extends object, By extends readonly unknown[], Made>(
  make: (of: Of, ...by: By) => Made,
): Remembering<Of, By, Made> {
  const known = new WeakMap<Of, { by: By; made: Made }>()
  const find = (of: Of, by: By) => {
    const before = known.get(of)
    return before && areSame(before.by, by) ? before : undefined
  }
  const ask = (of: Of, ...by: By): Made => {
    const before = find(of, by)
    if (before) return before.made
    const made = make(of, ...by)
    known.set(of, { by, made })
    // What came to nothing is tried again by whoever asks next.
    if (made instanceof Promise) made.catch(() => known.delete(of))
    return made
  }
  return Object.assign(ask, { has: (of: Of, ...by: By) => find(of, by) !== undefined })
}

export interface Remembering<Of, By extends readonly unknown[], Made> {
  (of: Of, ...by: By): Made
  /** Whether it is made already. */
  has(of: Of, ...by: By): boolean
}

function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  for (let n = 0; n < a.length; n++) if (!Object.is(a[n], b[n])) return false
  return true
}
