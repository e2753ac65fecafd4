/** Puts a deliberate bug in the place of what the source says, as it is loaded: nothing is written, and no copy is needed. */
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { transformSync } from 'esbuild'
import { withBug } from './bug.ts'
import { BUGS } from './bugs.ts'

/** Before anything is loaded that the bug may be in. */
export function useBug(name: string): void {
  const bug = BUGS.find(each => each.name === name)
  if (!bug) throw new Error(`there is no bug "${name}"`)
  const texts = new Map(withBug(bug).map(({ file, text }) => [pathToFileURL(file).href, text]))
  registerHooks({
    load(url, context, next) {
      const text = texts.get(url.split('?')[0] ?? '')
      if (text === undefined) return next(url, context)
      const source = transformSync(text, { loader: 'ts', format: 'esm', target: 'es2024' }).code
      return { format: 'module', source, shortCircuit: true }
    },
  })
}
