/**
 * What is made of a value that nobody changes, remembered for as long as that lives: a board is looked at ten times an hour, and
 * made of the same people again.
 */
export function remembering<Of extends object, By extends readonly unknown[], Made>(
  make: (of: Of, ...by: By) => Made,
): (of: Of, ...by: By) => Made {
  const known = new WeakMap<Of, { by: By; made: Made }>()
  return (of, ...by) => {
    const before = known.get(of)
    if (before && areSame(before.by, by)) return before.made
    const made = make(of, ...by)
    known.set(of, { by, made })
    // What came to nothing is tried again by whoever asks next.
    if (made instanceof Promise) made.catch(() => known.delete(of))
    return made
  }
}

export function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  for (let n = 0; n < a.length; n++) if (!Object.is(a[n], b[n])) return false
  return true
}
