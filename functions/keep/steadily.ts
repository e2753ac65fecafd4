/**
 * Reading, deciding and writing in one motion. Who is shown a document, decides by it and writes it has decided by what
 * stood there: when somebody else wrote it in between, all three happen again.
 */
import type { Keeps, Store } from './ports.ts'

/** So often somebody else may come first. */
const TRIES = 50

/** Somebody else wrote a document between its reading and its writing. */
class MovedOn extends Error {
  override name = 'MovedOn'
}

/**
 * Does `act` in a world where a document that was read before the first write is written over the very version that was
 * read; when another came first, `act` is done anew, as a whole. So a form is merged with what its save meets, whatever the
 * save decides by on its way. What `act` wrote elsewhere by then it writes again, so it has to be safe to repeat. Throws
 * when others always come first.
 */
export async function steadily<W extends Keeps, T>(world: W, act: (world: W) => Promise<T>): Promise<T> {
  for (let tries = 0; tries < TRIES; tries++)
    try {
      return await act({ ...world, store: steady(world.store) })
    } catch (error) {
      if (!(error instanceof MovedOn)) throw error
    }
  throw new Error('too many writers of what a form was merged with')
}

/** A store that holds whoever writes a document to what they first read of it. */
function steady(store: Store): Store {
  const seen = new Map<string, number | undefined>()
  let written = false
  const at = (partition: string, key: string) => JSON.stringify([partition, key])
  const note = (partition: string, key: string, version: number | undefined) => {
    const place = at(partition, key)
    if (!written && !seen.has(place)) seen.set(place, version)
  }
  async function over<T>(place: string, version: number | undefined, write: () => Promise<T | 'conflict'>) {
    const held = seen.has(place)
    // Whoever would create what they know to be there is told so by the store.
    if (held && version !== undefined && seen.get(place) !== version) throw new MovedOn()
    const outcome = await write()
    if (outcome === 'conflict' && held && seen.get(place) === version) throw new MovedOn()
    if (outcome === 'conflict') return outcome
    written = true
    // From here on it is ours, and moves as documents do elsewhere.
    seen.delete(place)
    return outcome
  }
  return {
    async get(partition, key) {
      const found = await store.get(partition, key)
      note(partition, key, found?.version)
      return found
    },
    async list(partition, options) {
      const page = await store.list(partition, options)
      for (const { key, version } of page.found) note(partition, key, version)
      return page
    },
    put: (partition, key, value, version, expiresAt) =>
      over(at(partition, key), version, () => store.put(partition, key, value, version, expiresAt)),
    remove: (partition, key, version) => over(at(partition, key), version, () => store.remove(partition, key, version)),
  }
}
