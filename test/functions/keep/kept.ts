/** Plays tests of this version in turn with a later one, and says what of that one's fields was lost. */
import { afterAll, expect } from 'vitest'
import type { createStore, LocalStore } from '../../../local/store.ts'
import { laterStore, MARK } from './later-store.ts'

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
  // A pass, a measurement and what came of a run are told of anew each time.
  'wave.handedOver',
  'wave.alarmed',
  'listImport.result',
  // Their writers go on from what they wrote themselves: nobody else has written since.
  'errandSent',
  'turns',
]

const isMarked = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, MARK)
const unmarked = (value: unknown): unknown => {
  if (!isMarked(value)) return value
  const { [MARK]: _, ...rest } = value
  return rest
}
// What a test expects to find says nothing of fields that are yet to come.
expect.addEqualityTesters([
  function (a: unknown, b: unknown, testers) {
    return isMarked(a) || isMarked(b) ? this.equals(unmarked(a), unmarked(b), testers) : undefined
  },
])

export const expectNothingLost = (): void =>
  afterAll(() => {
    const found = [...lost].filter(([path]) => !ANOTHER.includes(path))
    for (const [path, stack] of found) console.error(path, stack)
    expect(found.map(([path]) => path).sort()).toEqual([])
  })
