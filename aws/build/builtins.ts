/**
 * Two of Node's own modules, as `process.getBuiltinModule` gives them. A module that is imported is asked for all that it
 * exports, used or not: `node:http` then loads the whole of `fetch` for its WebSocket, and `node:process` lists Node's flags.
 */
import type { Plugin } from 'esbuild'

const HEAVY = /^(?:node:)?(?:http|process)$/

export const builtins: Plugin = {
  name: 'builtins',
  setup(build) {
    build.onResolve({ filter: HEAVY }, ({ path, kind }) =>
      kind === 'require-call' ? undefined : { path, namespace: 'builtin', sideEffects: false },
    )
    build.onLoad({ filter: /^/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}')`,
    }))
  },
}
