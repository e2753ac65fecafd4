import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createStore } from '../../aws/store.ts'
import type { Store } from '../../functions/keep/ports.ts'
import { storeContract } from '../contract/store.ts'
import { openTable, type TestTable } from './table.ts'
import { type Line, openLine } from './table-line.ts'

storeContract('The store on DynamoDB', async () => {
  const { table, connection, close } = await openTable()
  return {
    store: createStore({ table, connection }),
    reopen: async () => createStore({ table, connection }),
    close,
  }
})

describe('The store on DynamoDB', () => {
  let table: TestTable
  let line: Line
  let store: Store
  let count = 0
  let partition = ''
  beforeAll(async () => {
    table = await openTable()
    line = await openLine(table)
    store = createStore({ table: table.table, connection: line.connection })
  })
  afterAll(async () => {
    await line.close()
    await table.close()
  })
  beforeEach(() => {
    partition = `line#${++count}`
    line.requests.length = 0
  })
  const asked = () => line.requests.map(({ operation }) => operation)

  it('knows its own write again when the answer to it was lost', async () => {
    line.trouble('PutItem', 'lost')
    expect(await store.put(partition, 'a', 'mine', undefined)).toBe(1)
    line.trouble('PutItem', 'lost')
    expect(await store.put(partition, 'a', 'mine again', 1)).toBe(2)
    expect(await store.get(partition, 'a')).toEqual({ key: 'a', value: 'mine again', version: 2 })
  })

  it('does not take the write of another for its own, even one of the same value', async () => {
    await store.put(partition, 'a', 'same', undefined)
    line.trouble('PutItem', 'broken')
    expect(await store.put(partition, 'a', 'same', undefined)).toBe('conflict')
    line.trouble('PutItem', 'busy')
    expect(await store.put(partition, 'a', 'same', 7)).toBe('conflict')
  })

  it('knows its own removal again when the answer to it was lost', async () => {
    await store.put(partition, 'a', 1, undefined)
    line.trouble('DeleteItem', 'lost')
    expect(await store.remove(partition, 'a', 1)).toBe('removed')
    await store.put(partition, 'a', 1, undefined)
    line.trouble('DeleteItem', 'broken')
    expect(await store.remove(partition, 'a', 2)).toBe('conflict')
  })

  it('tries again when the table is busy or broken for a moment, and says so when it stays so', async () => {
    line.trouble('GetItem', 'busy', 'broken', 'lost')
    expect(await store.get(partition, 'a')).toBeUndefined()
    expect(asked()).toEqual(['GetItem', 'GetItem', 'GetItem', 'GetItem'])
    line.trouble('GetItem', 'broken', 'broken', 'broken', 'broken', 'broken')
    await expect(store.get(partition, 'a')).rejects.toThrow()
  })

  it('asks for one item or one partition, and always for what stands now', async () => {
    await store.put(partition, 'a', 1, undefined)
    await store.put(partition, 'a', 2, 1)
    await store.get(partition, 'a')
    await store.list(partition, { prefix: 'a', limit: 10 })
    await store.remove(partition, 'a', 2)
    expect(asked()).toEqual(['PutItem', 'PutItem', 'GetItem', 'Query', 'DeleteItem'])
    for (const { operation, input } of line.requests)
      if (operation === 'GetItem' || operation === 'Query') expect(input.ConsistentRead).toBe(true)
  })

  it('tells the table when a document ends, in seconds and never too early', async () => {
    await store.put(partition, 'a', 1, undefined, '2030-01-01T00:00:00.001Z')
    expect(line.requests[0]?.input.Item).toMatchObject({ expiresAt: { N: '1893456001' } })
    await store.put(partition, 'a', 2, 1)
    expect(line.requests[1]?.input.Item).not.toHaveProperty('expiresAt')
  })

  it('packs what would cost more than one unit to write', async () => {
    const long = { history: Array.from({ length: 60 }, (_, n) => ({ at: `2026-01-05T16:00:${n}`, what: 'answered' })) }
    await store.put(partition, 'a', long, undefined)
    const item = line.requests[0]?.input.Item as Record<string, { B?: string; S?: string }>
    expect(JSON.stringify(long).length).toBeGreaterThan(2000)
    expect(Buffer.from(item.packed?.B ?? '', 'base64').length).toBeLessThan(500)
    expect((await store.get(partition, 'a'))?.value).toEqual(long)
    await store.put(partition, 'a', 'short', 1)
    expect(await store.get(partition, 'a')).toEqual({ key: 'a', value: 'short', version: 2 })
  })

  it('pages on where the table breaks off a page by its size', async () => {
    // Packed or not, these are too much for the megabyte of one answer.
    const noise = () => Buffer.from(crypto.getRandomValues(new Uint8Array(60_000))).toString('base64')
    for (let n = 0; n < 30; n++) await store.put(partition, `k${String(n).padStart(2, '0')}`, noise(), undefined)
    line.requests.length = 0
    const { found, after } = await store.list(partition, { prefix: 'k', limit: 30 })
    expect(found).toHaveLength(30)
    expect(after).toBeUndefined()
    expect(asked().length).toBeGreaterThan(1)
  })
})
