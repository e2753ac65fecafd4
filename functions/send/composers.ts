/**
 * How the letter of each occasion is composed. What composes letters is half of all the code of a function, and most
 * runs send none: it is loaded with the first that leaves.
 */
import type { Composer } from './letters.ts'

type Letters = typeof import('./letters.ts')

let letters: Promise<Letters> | undefined
const load = (): Promise<Letters> => (letters ??= import('./letters.ts'))

function later<Of extends readonly unknown[]>(
  make: (letters: Letters) => (...of: Of) => Composer,
): (...of: Of) => Composer {
  return (...of) => {
    let made: Promise<Composer> | undefined
    return async (invitation, attempt) => {
      made ??= load().then(letters => make(letters)(...of))
      return (await made)(invitation, attempt)
    }
  }
}

export const lazyWaveComposer = later(({ waveComposer }) => waveComposer)
export const lazyThanksComposer = later(({ thanksComposer }) => thanksComposer)
export const lazyEntryComposer = later(({ entryComposer }) => entryComposer)
export const lazyWithdrawalComposer = later(({ withdrawalComposer }) => withdrawalComposer)

/** The calendar entry of an answer, to download. */
type Entries = typeof import('./entries.ts')
export const entryFile = async (...of: Parameters<Entries['entryText']>): Promise<string | undefined> =>
  (await import('./entries.ts')).entryText(...of)
