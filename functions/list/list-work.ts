/**
 * The work on lists, done by whoever calls: in a thread beside the server on one machine, and in a function that answers
 * nobody else meanwhile. What is read is bounded in bytes, rows and cells before and while it is unpacked, so that it ends
 * within seconds.
 */
import type { ListWork, Overrun } from '../../domain/list/list-import.ts'
import type { Reads } from '../keep/ports.ts'
import { tableOf } from './import-list.ts'
import { listRows } from './list-rows.ts'
import { lookAt } from './look-at.ts'
import { readSuppressions } from './read-suppressions.ts'
import { readList, recognized } from './table/read-list.ts'

export const listWork = (world: Reads): ListWork => ({
  read: async source => readList(source),
  recognize: async (list, sheet) => recognized(await tableOf(world, list, sheet)),
  look: (list, now) => lookAt({ store: world.store, clock: { now: () => now } }, list),
  rows: async source => listRows(source),
  suppressions: async (text, now) => readSuppressions(text, now),
})

/** Why there is no result, and what to do, in a sentence for whoever brought the list. */
export const OVERRUN: Record<Overrun, string> = {
  'too long': 'Reading this takes more than 20 seconds. Copy the list alone into a new file, or split it in parts.',
  'too much': 'Reading this takes more memory than a list needs. Copy the list alone into a new file.',
  busy: 'Convoke is reading other lists right now. Try again in a minute.',
}
