import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../local/database.ts'
import { createRemembered, type Range } from '../../local/remembered.ts'
import { createReader, createStore, type LocalStore } from '../../local/store.ts'

let folder: string
let database: Database
let store: LocalStore
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'convoke-remembered-'))
  database = openDatabase(folder)
  store = createStore(database)
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

/** More than there is. */
const ALL = { limit: 1000 }

/** A chance that is the same in every run. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

describe('A store that remembers what it read', () => {
  it.each([1, 2, 3])('says at every moment what one says that remembers nothing (%i)', async seed => {
    const plain = createReader(database.sql)
    const pick = chance(seed)
    const followed = new Map<string, { moment: object; rows: Map<string, unknown> }>()
    const keyOf = () => `${['a#', 'b#', 'b\u{1f600}#', 'b\uffee#'][pick(4)]}${pick(12)}`
    for (let step = 0; step < 1500; step++) {
      const partition = `p${pick(2)}`
      const key = keyOf()
      const what = pick(10)
      if (what < 2) {
        const stands = await plain.get(partition, key)
        await store.put(partition, key, { step }, stands?.version)
      } else if (what === 2) {
        const stands = await plain.get(partition, key)
        if (stands) await store.remove(partition, key, stands.version)
      } else if (what === 3) expect(await store.get(partition, key)).toEqual(await plain.get(partition, key))
      else {
        const options = {
          prefix: ['', 'a#', 'b'][pick(3)] ?? '',
          limit: 1 + pick(6),
          ...(pick(2) === 0 ? {} : { after: keyOf() }),
        }
        const { found, after } = await store.list(partition, options)
        const stands = await plain.list(partition, options)
        expect({ found, after }).toEqual({ found: stands.found, after: stands.after })
      }
      if (pick(10) > 0) continue
      const before = followed.get(partition)
      const since = await store.written?.(partition, before?.moment)
      const rows = before?.rows ?? new Map((await plain.list(partition, ALL)).found.map(each => [each.key, each]))
      for (const [key, stored] of since?.news ?? []) {
        if (stored) rows.set(key, stored)
        else rows.delete(key)
      }
      if (since) followed.set(partition, { moment: since.now, rows })
      const { found } = await plain.list(partition, ALL)
      expect(rows).toEqual(new Map(found.map(each => [each.key, each])))
    }
  })

  it('forgets with what has expired the pages that it was on', async () => {
    await store.put('p', 'a', 1, undefined, '2026-01-01T00:00:00.000Z')
    await store.put('p', 'b', 2, undefined)
    expect((await store.list('p', { limit: 5 })).found).toHaveLength(2)
    await store.forget('2026-06-01T00:00:00.000Z')
    expect((await store.list('p', { limit: 5 })).found.map(({ key }) => key)).toEqual(['b'])
  })

  it('knows when the last of a list goes, that only told that there is more', async () => {
    for (const key of ['a', 'b']) await store.put('p', key, key, undefined)
    expect((await store.list('p', { limit: 1 })).after).toBe('a')
    await store.remove('p', 'b', 1)
    expect((await store.list('p', { limit: 1 })).after).toBeUndefined()
  })

  it('remembers nothing of what is read in passing, which is what stands all the same', async () => {
    await store.put('p', 'a', { said: 'yes' }, undefined)
    const passing = async () => (await store.list('p', { limit: 5, passing: true })).found
    const [once, again] = [await passing(), await passing()]
    expect(once).toEqual(again)
    expect(once[0]).not.toBe(again[0])
    const { found: kept } = await store.list('p', { limit: 5 })
    expect(kept).toEqual(once)
    expect((await store.list('p', { limit: 5 })).found[0]).toBe(kept[0])
  })

  it('gives the very same documents again, so that what was made of them need not be made anew', async () => {
    for (const key of ['a', 'b', 'c', 'd']) await store.put('p', key, { key }, undefined)
    const pages = async () => [
      ...(await store.list('p', { limit: 2 })).found,
      ...(await store.list('p', { limit: 2, after: 'b' })).found,
    ]
    const before = await pages()
    await store.put('p', 'd', { key: 'd', changed: true }, 1)
    const after = await pages()
    expect(after.map((each, n) => each === before[n])).toEqual([true, true, true, false])
  })
})

describe('Remembered pages', () => {
  const range: Range = ['', '', '\u{10ffff}', 1]
  const keep = (remembered: ReturnType<typeof createRemembered>, key: string) => {
    const stored = remembered.keep('p', { key, value: key, version: 1 }, 40)
    return remembered.keepPage('p', [key, ...range.slice(1)] as unknown as Range, [stored])
  }

  const at = (remembered: ReturnType<typeof createRemembered>, key: string) =>
    remembered.page('p', [key, ...range.slice(1)] as unknown as Range)

  it('take no more room than there is: then what is on them goes, and comes again as it is read', () => {
    const remembered = createRemembered(100)
    const first = remembered.keep('p', { key: 'a', value: 'a', version: 1 }, 40)
    remembered.keepPage('p', range, [first])
    keep(remembered, 'b')
    expect(remembered.page('p', range)).toBeDefined()
    keep(remembered, 'c')
    expect(remembered.page('p', range)).toBeUndefined()
    expect(at(remembered, 'c')).toBeDefined()
  })

  it('are no more than so many, also where there is nothing on them', () => {
    const remembered = createRemembered(10_000, 50)
    for (let n = 0; n < 50; n++) remembered.keepPage(`nobody-${n}`, range, [])
    expect(remembered.page('nobody-0', range)).toEqual([])
    for (let n = 50; n < 60; n++) remembered.keepPage(`nobody-${n}`, range, [])
    expect(remembered.page('nobody-0', range)).toBeUndefined()
  })
})

describe('Who follows a partition', () => {
  it('is told each key once that was written since, and nothing of other partitions', () => {
    const remembered = createRemembered()
    const moment = remembered.moment('p')
    for (const key of ['a', 'b', 'a']) remembered.changed('p', key)
    remembered.changed('q', 'c')
    expect(remembered.since('p', moment)).toEqual(['a', 'b'])
    expect(remembered.since('p', remembered.moment('p'))).toEqual([])
  })

  it('is told that it is not known any more after too many writes, or once others are followed instead', () => {
    const remembered = createRemembered(100, 100, 10, 2)
    const [long, lately] = [remembered.moment('p'), () => remembered.moment('p')]
    for (let n = 0; n < 8; n++) remembered.changed('p', `${n}`)
    const since = lately()
    for (let n = 8; n < 12; n++) remembered.changed('p', `${n}`)
    expect([remembered.since('p', long), remembered.since('p', since)]).toEqual([undefined, ['8', '9', '10', '11']])
    const now = lately()
    for (const other of ['q', 'r']) remembered.moment(other)
    expect(remembered.since('p', now)).toBeUndefined()
  })
})
