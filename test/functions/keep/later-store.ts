/**
 * A store as if functions of a later version wrote in turn with those of this one: every object that is written gets a
 * field that no shape of ours knows, and whatever this version writes afterwards must still have it, as long as the
 * thing itself is there.
 */
import type * as z from 'zod'
import { defOf } from '../../../domain/keep/personal.ts'
import type { Store } from '../../../functions/keep/ports.ts'
import { kindAt } from '../../../functions/keep/registry.ts'

/** The field of ours that plays one of a later version. */
export const MARK = 'fieldOfALaterVersion'
type Held = Record<string, unknown>

interface Thing {
  /** Where it stands, whatever its key or number. */
  path: string
  /** Tells it from others there: its key in a record, and its id or address. */
  name: string
  object: Held
}

/** The objects of a value that have a shape of their own; the value itself is the first. */
function* thingsIn(schema: z.ZodType | undefined, value: unknown, path: string, name = path): Generator<Thing> {
  const def = schema && defOf(schema)
  if (!def || typeof value !== 'object' || value === null) return
  if (def.type === 'optional') return yield* thingsIn(def.innerType, value, path, name)
  if (Array.isArray(value)) {
    for (const each of value) yield* thingsIn(def.element, each, `${path}[]`, `${name}[]`)
    return
  }
  const held = value as Held
  const own = def.type === 'object' ? `${name}(${held.id ?? held.email ?? held.at ?? ''})` : name
  if (def.type === 'object') yield { path, name: own, object: held }
  for (const [key, each] of Object.entries(held))
    yield* def.type === 'record'
      ? thingsIn(def.valueType, each, `${path}.*`, `${own}.${key}`)
      : thingsIn(def.shape?.[key], each, `${path}.${key}`, `${own}.${key}`)
}

let count = 0

/** `lost` collects where this version wrote a thing without what a later one had put there, and who wrote it. */
export function laterStore(store: Store, lost: Map<string, string>): Store {
  /** Versions that were written and not read since: whoever goes on from there has what they wrote in hand. */
  const inHand = new Map<string, number>()
  const placeOf = (partition: string, key: string) => JSON.stringify([partition, key])
  return {
    ...store,
    async get(partition, key) {
      inHand.delete(placeOf(partition, key))
      return store.get(partition, key)
    },
    async list(partition, options) {
      const page = await store.list(partition, options)
      for (const { key } of page.found) inHand.delete(placeOf(partition, key))
      return page
    },
    async put(partition, key, value, seen, expiresAt) {
      const kind = kindAt(partition, key)
      if (!kind || typeof value !== 'object' || value === null) return store.put(partition, key, value, seen, expiresAt)
      const things = [...thingsIn(kind.shape(), value, kind.name)]
      const before = seen === undefined ? undefined : await store.get(partition, key)
      if (before && before.version === seen) {
        const goesOn = inHand.get(placeOf(partition, key)) === seen
        const now = Map.groupBy(things, ({ name }) => name)
        const then = Map.groupBy(thingsIn(kind.shape(), before.value, kind.name), ({ name }) => name)
        for (const [name, were] of then) {
          const are = now.get(name) ?? []
          const marks = new Set(are.map(({ object }) => object[MARK]))
          const missing = were.filter(({ object }) => object[MARK] !== undefined && !marks.has(object[MARK]))
          const { path = '' } = were[0] ?? {}
          // Fewer of a name: something was taken away. As many and one mark less: it was written anew.
          if (missing.length > 0 && are.length >= were.length && !(path === kind.name && goesOn))
            lost.set(path, new Error(path).stack ?? '')
        }
      }
      const whole = things.find(({ path }) => path === kind.name)
      for (const { object } of things) if (object !== whole?.object) object[MARK] ??= `mark ${++count}`
      // A document that is a record as a whole has no room for a field.
      const own = whole?.path === kind.name ? { [MARK]: whole.object[MARK] ?? `mark ${++count}` } : {}
      const marked = { ...value, ...own }
      const version = await store.put(partition, key, marked, seen, expiresAt)
      if (version !== 'conflict') inHand.set(placeOf(partition, key), version)
      return version
    },
  }
}
