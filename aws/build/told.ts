/** Where the SDK would look for its settings, `aws/start/load-config.ts` stands in: the environment, and no files. */
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'esbuild'

const OURS = fileURLToPath(new URL('../start/load-config.ts', import.meta.url))

export const told: Plugin = {
  name: 'told',
  setup(build) {
    build.onLoad(
      { filter: /@smithy\/core\/dist-es\/submodules\/config\/node-config-provider\/configLoader\.js$/ },
      () => ({
        contents: `export { loadConfig } from '${OURS}'`,
      }),
    )
  },
}
