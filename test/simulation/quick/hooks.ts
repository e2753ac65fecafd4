/**
 * Puts quick letters in the place of the composer's, which takes three quarters of a season's time and decides nothing.
 * Everything else, which letter with which facts to whom among it, stays as it is. `--real-letters` leaves it out.
 */
import { registerHooks } from 'node:module'

const QUICK = /\/mail\/(letter|press|calendar)\.ts$/

export function useQuickLetters(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context)
      const quick = QUICK.exec(found.url.split('?')[0] ?? '')?.[1]
      return quick === undefined ? found : { ...found, url: new URL(`./${quick}.ts`, import.meta.url).href }
    },
  })
}
