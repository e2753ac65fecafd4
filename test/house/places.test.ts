/** A document's place stands in the registry: nobody else names a partition, or what a key begins with. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is source of others that is written here
import { globSync, readFileSync } from 'node:fs'
import { normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DOCUMENTS } from '../../functions/keep/registry.ts'
import { type Places, placesIn } from './places.ts'

const THESE: Places = {
  partitions: [...new Set(Object.values(DOCUMENTS).map(({ partition }) => partition))],
  keys: [...new Set(Object.values(DOCUMENTS).map(({ key }) => key))],
}
const REGISTRY = normalize('functions/keep/registry.ts')
const FILES = ['domain', 'mail', 'pages', 'functions', 'local', 'aws', 'infra']
  .flatMap(layer => globSync(`${layer}/**/*.{ts,tsx}`))
  .map(normalize)
  .filter(file => file !== REGISTRY && !/\/(?:build|compiled)\//.test(file))

describe('the place of a document', () => {
  test('is named by the registry alone', () => {
    expect(FILES.length).toBeGreaterThan(300)
    expect(FILES.flatMap(file => placesIn(THESE, file, readFileSync(file, 'utf8')))).toEqual([])
  })

  test.each([
    "const ref = { partition: 'anything', key }",
    'const ref = { partition: `campaign#${id}`, key }',
    "const ref = { 'partition': 'x' }",
    'store.list(`campaign#${id}`, { limit: 1 })',
    "const place = 'partnership#' + id",
    "store.get('pace', 'turns')",
    "world.store.put('active', id, value, undefined)",
    'const key = `invitation#${id}`',
    "all(store, partition, 'note#', note)",
  ])('is seen where somebody else names it: %s', source => {
    expect(placesIn(THESE, 'a.ts', source)).not.toEqual([])
  })

  test.each([
    'const { partition } = refOf(DOCUMENTS.note, id, key)',
    'const query = { TableName: table, Key: keyOf(partition, key) }',
    "params.get('active')?.trim()".replace('active', 'page'),
    "withQuery(path, { show: 'silent' }, 'people')",
    "link === '#campaign'",
    "const NAMES = { '#partition': 'partition', '#key': 'key' }",
  ])('is left alone where nothing names it: %s', source => {
    expect(placesIn(THESE, 'a.ts', source)).toEqual([])
  })
})
