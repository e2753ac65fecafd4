/** Looks through lists that were read: a function that reads none has no code for it. */
import type { ListWork } from '../domain/list/list-import.ts'
import type { Store } from '../functions/keep/ports.ts'

export const createLooks = (store: Store): Pick<ListWork, 'look'> => ({
  async look(list, now) {
    const { lookAt } = await import('../functions/list/look-at.ts')
    return lookAt({ store, clock: { now: () => now } }, list)
  },
})
