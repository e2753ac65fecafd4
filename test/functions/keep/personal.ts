/** What of a document is personal, by the marks of its shape. */
import type * as z from 'zod'
import { defOf } from '../../../domain/keep/personal.ts'

/** A text of a document: where it stands, what it is, and as what it is marked. */
export interface Text {
  path: string
  text: string
  /** Undefined: not as personal. `word`: one of those that the shape itself lists. `unknown`: in no field of the shape. */
  personal: string | undefined
}

/** Every text in a value, the keys of its records among them. What the shape does not know is marked `unknown`. */
export function textsIn(schema: z.ZodType | undefined, value: unknown, path = ''): Text[] {
  const def = schema && defOf(schema)
  if (def?.type === 'optional') return value === undefined ? [] : textsIn(def.innerType, value, path)
  if (def?.options) {
    const option = def.options.find(each => each.safeParse(value).success)
    return textsIn(option, value, path)
  }
  if (typeof value === 'string') return [{ path, text: value, personal: schema ? markOf(schema) : 'unknown' }]
  if (Array.isArray(value))
    return value.flatMap((each, n) => textsIn(def?.element ?? def?.items?.[n], each, `${path}[]`))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, held]) =>
    def?.type === 'record'
      ? [...textsIn(def.keyType, key, `${path}{}`), ...textsIn(def.valueType, held, `${path}.*`)]
      : textsIn(def?.shape?.[key], held, `${path}.${key}`),
  )
}

function markOf(schema: z.ZodType): string | undefined {
  const { type } = defOf(schema)
  if (type === 'enum' || type === 'literal' || type === 'custom') return 'word'
  const { personal } = schema.meta() ?? {}
  return typeof personal === 'string' ? personal : undefined
}

/** Every schema within one, itself among them. */
export function within(schema: z.ZodType): z.ZodType[] {
  const { shape = {}, element, keyType, valueType, innerType, items = [], options = [] } = defOf(schema)
  const inside = [...Object.values(shape), ...items, ...options, element, keyType, valueType, innerType]
  return [schema, ...inside.flatMap(each => (each ? within(each) : []))]
}
