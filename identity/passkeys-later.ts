/** Passkeys, checked by code that is loaded when the first is. */
import type { Passkeys } from '../functions/keep/proof/passkeys.ts'

const loaded = async (): Promise<Passkeys> => (await import('./passkeys.ts')).passkeys

export const passkeysLater: Passkeys = {
  made: async (...asked) => (await loaded()).made(...asked),
  shown: async (...asked) => (await loaded()).shown(...asked),
}
