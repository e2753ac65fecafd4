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
    if (before?.by.every((each, n) => Object.is(each, by[n]))) return before.made
    const made = make(of, ...by)
    known.set(of, { by, made })
    return made
  }
}
