/**
 * Temporal, whose code is read when a date first asks for it: most pages write dates and never reckon with zones. In the
 * bundles this stands in for the package, which lies beside them as `temporal.cjs`; only a file of that kind can be read at once.
 */
import { createRequire } from 'node:module'

let whole: Record<PropertyKey, unknown> | undefined

export const Temporal = new Proxy(
  {},
  {
    get(_, name) {
      whole ??= createRequire(import.meta.url)('./temporal.cjs').Temporal as Record<PropertyKey, unknown>
      return whole[name]
    },
  },
)
