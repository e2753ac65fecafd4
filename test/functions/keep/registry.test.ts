/** The registry over everything that was ever stored: each row is of one kind, and what is personal is marked so. */
import { describe, expect, test } from 'vitest'
import type * as z from 'zod'
import { defOf } from '../../../domain/keep/personal.ts'
import { open, UnreadableRow } from '../../../functions/keep/documents.ts'
import { DOCUMENTS, type DocumentKind, kindAt, kindsIn } from '../../../functions/keep/registry.ts'
import { rowsOfMidYear } from '../../samples/mid-year.ts'
import { textsIn, within } from './personal.ts'

const KINDS: DocumentKind<unknown>[] = Object.values(DOCUMENTS)
/** Where a kind is, with letters for its ids. */
const placeOf = ({ partition, key, ids }: DocumentKind<unknown>): [string, string] => [
  partition.endsWith('#') ? partition + (ids?.test('a'.repeat(64)) ? 'a'.repeat(64) : 'a'.repeat(16)) : partition,
  key === '' || key.endsWith('#') ? `${key}x` : key,
]
const isOf = (key: string, { key: place }: DocumentKind<unknown>): boolean =>
  place === '' || place.endsWith('#') ? key.startsWith(place) : key === place

/** Every text that is stored, with the place and the mark it has. */
const TEXTS = rowsOfMidYear().flatMap(({ partition, key, value, version }) => {
  const kind = kindAt(partition, key)
  const found = kind && open(kind, partition, { key, value, version })
  if (!kind || !found || found instanceof UnreadableRow) throw new Error(`${partition} ${key} cannot be read`)
  return textsIn(kind.shape(), found.value, kind.name)
})
const unmarked = (says: (text: string) => boolean): string[] => [
  ...new Set(TEXTS.filter(({ text, personal }) => personal === undefined && says(text)).map(({ path }) => path)),
]

describe('the registry', () => {
  test('has one kind for each row that was stored', () => {
    for (const { partition, key } of rowsOfMidYear()) {
      const kinds = kindsIn(partition).filter(kind => isOf(key, kind))
      expect(
        kinds.map(({ name }) => name),
        `${partition} ${key}`,
      ).toHaveLength(1)
    }
  })

  test('has a place of its own for each kind', () => {
    for (const kind of KINDS) {
      const [partition, key] = placeOf(kind)
      expect(
        kindsIn(partition).filter(each => isOf(key, each)),
        kind.name,
      ).toEqual([kind])
      expect(kindAt(partition, key)).toBe(kind)
    }
    expect(kindAt('campaign#x', 'something new')).toBeUndefined()
  })

  test('keeps logins and the sessions of a launch apart, also where the first version put both', () => {
    expect(kindAt(`logins#${'0'.repeat(64)}`, 'x')).toBe(DOCUMENTS.loginOf)
    expect(kindAt(`sessions#${'0'.repeat(64)}`, 'x')).toBe(DOCUMENTS.formerLoginOf)
    expect(kindAt(`sessions#${'a'.repeat(16)}`, 'x')).toBe(DOCUMENTS.sessionOf)
  })

  test('says where an address stands in the place of a document', () => {
    for (const { partition, key } of rowsOfMidYear()) {
      const { addressed } = kindAt(partition, key) ?? {}
      expect(partition.includes('@'), `${partition} ${key}`).toBe(addressed === 'partition')
      expect(key.includes('@'), `${partition} ${key}`).toBe(addressed === 'key')
    }
  })
})

describe('a shape', () => {
  /** What checks a value and answers it as it is. */
  const CHECKS = [
    'object',
    'array',
    'record',
    'tuple',
    'union',
    'optional',
    'string',
    'number',
    'boolean',
    'enum',
    'literal',
    'custom',
  ]

  test.each(KINDS.map(kind => [kind.name, kind] as const))('of the kind %s checks and changes nothing', (_, kind) => {
    for (const schema of within(kind.shape())) {
      expect(CHECKS).toContain(defOf(schema).type)
      const { checks = [], catchall } = schema._zod.def as { checks?: z.core.$ZodCheck[]; catchall?: unknown }
      // A check that overwrites is a trim or the like; a catch-all would refuse what a later version adds.
      for (const check of checks) expect(check._zod.def.check).not.toBe('overwrite')
      expect(catchall).toBeUndefined()
    }
  })
})

describe('what is personal', () => {
  const people = TEXTS.filter(({ personal }) => personal === 'name').map(({ text }) => text)

  test('is there in plenty', () => {
    for (const personal of ['name', 'address', 'phone', 'work', 'words'])
      expect(TEXTS.filter(each => each.personal === personal && each.text !== '').length, personal).toBeGreaterThan(5)
  })

  test('is marked where it is an address', () => {
    // The UID of a meeting looks like one (RFC 5545), and is nobody's.
    const isUid = (text: string) => /^[a-z2-7]{16}@/.test(text)
    expect(unmarked(text => text.includes('@') && !isUid(text))).toEqual([])
  })

  test('is marked where it names somebody', () => {
    const full = [...new Set(people)].filter(name => /^\S+ \S+/.test(name) && name !== 'the convener')
    expect(full.length).toBeGreaterThan(40)
    expect(unmarked(text => full.some(name => text.includes(name)))).toEqual([])
  })

  test('is marked where it is a telephone number', () =>
    expect(unmarked(text => /^[+(]?\d[\d\s().-]{7,18}\d$/.test(text) && !/^\d{4}-\d\d-\d\d$/.test(text))).toEqual([]))

  test('is marked where somebody wrote a sentence', () =>
    // What the convening organization is called is no person's.
    expect(unmarked(text => text.trim().split(/\s+/).length > 4)).toEqual(['partnership.organization.name']))

  test('cannot hide in a field that no shape knows: there is none', () =>
    expect([...new Set(TEXTS.filter(({ personal }) => personal === 'unknown').map(({ path }) => path))]).toEqual([]))
})
