/** Plays tests of this version in turn with a later one, and says what of that one's fields was lost. */
import { afterAll, expect } from 'vitest'
import type { createStore, LocalStore } from '../../../local/store.ts'
import { laterStore } from './later-store.ts'

/** Where something was written without what a later version had put there, and by whom. */
const lost = new Map<string, string>()

/** What takes the place of `createStore` of one machine. */
export function createLaterStore(create: typeof createStore): typeof createStore {
  return (database): LocalStore => {
    const store = create(database)
    return { ...laterStore(store, lost), forget: store.forget }
  }
}

/** What stands in the place of another thing, and not of what it was. */
const ANOTHER = [
  // A pass, and a measurement, are told of anew each time.
  'wave.handedOver',
  'wave.alarmed',
  // Their writers go on from what they wrote themselves: nobody else has written since.
  'errandSent',
  'turns',
]

export const expectNothingLost = (): void =>
  afterAll(() => {
    const found = [...lost].filter(([path]) => !ANOTHER.includes(path))
    for (const [path, stack] of found) console.error(path, stack)
    expect(found.map(([path]) => path).sort()).toEqual([])
  })
