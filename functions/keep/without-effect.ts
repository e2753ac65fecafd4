/** A world in which everything can be done and nothing comes of it: what is written is forgotten with it, and no mail is sent. */
import type { ListWork } from '../../domain/list/list-import.ts'
import type { Settings, Store, Stored, World } from './ports.ts'

/**
 * Reads as `world` does, under other settings. Every port is named here, so that a new one has to be thought of.
 */
export const withoutEffect = (world: Pick<World, 'run' | 'store' | 'clock' | 'chance' | 'log'>, settings: Settings) =>
  ({
    sample: undefined,
    run: world.run,
    store: layered(world.store),
    post: { send: async () => ({ outcome: 'sent' }), fateOf: async () => 'unknown', rate: async () => Infinity },
    mailbox: { keep: async () => {}, read: async () => undefined, forget: async () => 0 },
    names: { txt: async () => 'unknown', mx: async () => 'unknown', addresses: async () => 'unknown' },
    timetable: { set: async () => {}, remove: async () => {}, list: async () => [] },
    lists: NO_LISTS,
    clock: { now: () => world.clock.now(), rest: async () => {} },
    chance: world.chance,
    log: { info: () => {}, error: (event, facts) => world.log.error(event, facts) },
    settings,
    // What would go on after the answer is not begun.
    afterwards: () => {},
  }) satisfies Pick<World, Port>

type Port =
  | 'sample'
  | 'run'
  | 'store'
  | 'post'
  | 'mailbox'
  | 'names'
  | 'timetable'
  | 'lists'
  | 'clock'
  | 'chance'
  | 'log'
  | 'settings'
  | 'afterwards'

/** Nobody brings a list where nothing is kept. */
const none = async () => 'busy' as const
export const NO_LISTS: ListWork = { read: none, recognize: none, look: none, rows: none, suppressions: none }

/** Documents as they are, under what was written over them here. */
function layered(below: Pick<Store, 'get' | 'list'>): Store {
  const over = new Map<string, Map<string, Stored | undefined>>()
  const of = (partition: string) => {
    const found = over.get(partition) ?? new Map<string, Stored | undefined>()
    over.set(partition, found)
    return found
  }
  const get: Store['get'] = async (partition, key) =>
    of(partition).has(key) ? of(partition).get(key) : below.get(partition, key)
  return {
    get,
    async put(partition, key, value, seen) {
      if ((await get(partition, key))?.version !== seen) return 'conflict'
      const version = (seen ?? 0) + 1
      of(partition).set(key, { key, value: structuredClone(value), version })
      return version
    },
    async remove(partition, key, seen) {
      if ((await get(partition, key))?.version !== seen) return 'conflict'
      of(partition).set(key, undefined)
      return 'removed'
    },
    async list(partition, options) {
      const { found, after } = await below.list(partition, options)
      const { prefix = '', after: from = '' } = options
      const own = [...of(partition)].filter(
        ([key]) => key.startsWith(prefix) && key > from && (after === undefined || key <= after),
      )
      const kept = found.filter(({ key }) => !of(partition).has(key))
      const all = [...kept, ...own.flatMap(([, stored]) => (stored ? [stored] : []))]
      return { found: all.sort((a, b) => (a.key < b.key ? -1 : 1)), after }
    },
  }
}
