/**
 * Node's own modules, as `process.getBuiltinModule` gives them. A module that is imported is asked for all that it exports,
 * used or not: `node:http` then loads the whole of `fetch` for its WebSocket, and `node:crypto` all of WebCrypto.
 */
import { isBuiltin } from 'node:module'
import type { Plugin } from 'esbuild'

export const builtins: Plugin = {
  name: 'builtins',
  setup(build) {
    build.onResolve({ filter: /^[a-z_:/]+$/ }, ({ path }) =>
      isBuiltin(path) ? { path, namespace: 'builtin', sideEffects: false } : undefined,
    )
    build.onLoad({ filter: /^/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}')`,
    }))
  },
}
