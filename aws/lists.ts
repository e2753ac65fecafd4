/**
 * The work on lists in the function itself, which answers nobody else meanwhile. Its code is loaded when there is a list:
 * most requests and schedules have none.
 */
import type { ListWork } from '../domain/list/list-import.ts'
import type { Store } from '../functions/keep/ports.ts'
import { once } from './once.ts'

export function createLists(store: Store): ListWork {
  const lists = once(async () => (await import('../functions/list/list-work.ts')).listWork({ store }))
  return {
    read: async source => (await lists()).read(source),
    recognize: async (list, sheet) => (await lists()).recognize(list, sheet),
    look: async (list, now) => (await lists()).look(list, now),
    rows: async source => (await lists()).rows(source),
    suppressions: async (text, now) => (await lists()).suppressions(text, now),
  }
}
