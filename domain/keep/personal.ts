/** The texts of a document, found by its shape, with what each is marked as: `personal` in `shape.ts`. */
import type * as z from 'zod'

type Mark = 'name' | 'address' | 'phone' | 'work' | 'words' | 'picture'

/** A text where it stands. */
export interface PersonalText {
  text: string
  /** Undefined: nobody's own, such as an id; `unknown`: in no field that the shape knows. */
  mark: Mark | 'unknown' | undefined
  /** The last field on the way to it. */
  field: string
  /** The whole way to it, `answers.0.note`. */
  path: string
  /** What holds it is about the one who is looked for. */
  about: boolean
}

/** What becomes of texts, and which address makes what holds it about somebody. */
export interface Rewriting {
  isTheirs(address: string): boolean
  change(text: PersonalText): string
}

interface Def {
  type: string
  shape?: Record<string, z.ZodType>
  element?: z.ZodType
  keyType?: z.ZodType
  valueType?: z.ZodType
  innerType?: z.ZodType
  items?: z.ZodType[]
  options?: z.ZodType[]
}
/** What a schema consists of. */
export const defOf = (schema: z.ZodType): Def => schema._zod.def as unknown as Def

/** A schema without the `optional` around it; of a union the one that the value has. */
function inner(schema: z.ZodType | undefined, value: unknown): z.ZodType | undefined {
  const def = schema && defOf(schema)
  if (def?.type === 'optional') return inner(def.innerType, value)
  if (def?.options)
    return inner(
      def.options.find(option => option.safeParse(value).success),
      value,
    )
  return schema
}

function markOf(schema: z.ZodType | undefined): PersonalText['mark'] {
  if (!schema) return 'unknown'
  const { personal } = schema.meta() ?? {}
  return personal as Mark | undefined
}

/**
 * A value with its texts changed, keys of records among them. An object that holds a name and somebody's address is about
 * them, and so is all within it; `about` says so of the whole value. What nothing changes comes back as it was.
 */
export function rewrite<T>(shape: z.ZodType | undefined, value: T, to: Rewriting, about = false): T {
  return walk(shape, value, to, { field: '', path: '', about }) as T
}

type At = Omit<PersonalText, 'text' | 'mark'>

function walk(given: z.ZodType | undefined, value: unknown, to: Rewriting, at: At): unknown {
  const schema = inner(given, value)
  const def = schema && defOf(schema)
  if (typeof value === 'string') return to.change({ ...at, text: value, mark: markOf(schema) })
  if (Array.isArray(value))
    return sameOr(
      value,
      value.map((each, n) => walk(def?.element ?? def?.items?.[n], each, to, { ...at, path: `${at.path}.${n}` })),
    )
  if (typeof value !== 'object' || value === null) return value
  const held = Object.entries(value)
  const fieldOf = (key: string) => (def?.type === 'record' ? def.valueType : def?.shape?.[key])
  const isTheirs = ([key, text]: [string, unknown]) =>
    typeof text === 'string' && markOf(inner(fieldOf(key), text)) === 'address' && to.isTheirs(text)
  const isPerson = () => held.some(([key, text]) => markOf(inner(fieldOf(key), text)) === 'name')
  const about = at.about || (def?.type !== 'record' && held.some(isTheirs) && isPerson())
  const changed = held.map(([key, each]): [string, unknown] => {
    const isKey = def?.type === 'record'
    const theirs = isKey && markOf(inner(def.keyType, key)) === 'address' && to.isTheirs(key)
    const path = at.path === '' ? key : `${at.path}.${key}`
    const next = isKey ? to.change({ field: at.field, path, text: key, mark: markOf(def.keyType), about: theirs }) : key
    return [next, walk(fieldOf(key), each, to, { field: isKey ? at.field : key, path, about: about || theirs })]
  })
  const isSame = changed.every(([key, each], n) => key === held[n]?.[0] && each === held[n]?.[1])
  return isSame ? value : Object.fromEntries(changed)
}

const sameOr = (before: readonly unknown[], after: unknown[]): readonly unknown[] =>
  after.every((each, n) => each === before[n]) ? before : after
