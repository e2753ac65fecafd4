/**
 * Puts quick letters in the place of the composer's, which takes three quarters of a season's time and decides nothing,
 * and plans errands only where they are played. Everything else, which letter with which facts to whom among
 * it, stays as it is. `--real-letters` leaves it out.
 */
import { registerHooks } from 'node:module'
import { basename } from 'node:path'

const QUICK = /\/(?:mail\/(?:letter|press|calendar)|functions\/rounds\/planners)\.ts$/

export function useQuickLetters(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context)
      const file = found.url.split('?')[0] ?? ''
      const mayTake = !context.parentURL?.includes('/simulation/quick/planners.ts')
      return mayTake && QUICK.test(file) ? { ...found, url: new URL(basename(file), import.meta.url).href } : found
    },
  })
}
