/** The forms of a campaign, in turn with a later version: nothing that it wrote is lost. */
import { vi } from 'vitest'
import { expectNothingLost } from './kept.ts'

vi.mock('../../../local/store.ts', async original => {
  const { createStore, ...rest } = await original<typeof import('../../../local/store.ts')>()
  const { createLaterStore } = await import('./kept.ts')
  return { ...rest, createStore: createLaterStore(createStore) }
})
await import('../campaign/steps.test.ts')
expectNothingLost()
