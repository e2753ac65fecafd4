/** What every Store keeps to, whatever it is built on. Each implementation runs these sentences. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store, Stored } from '../../functions/keep/ports.ts'

export interface StoreUnderTest {
  store: Store
  /** The same data, opened again as after a restart. */
  reopen(): Promise<Store>
  close(): Promise<void>
}

/** Runs the contract; partitions are named anew in each test, so one store serves them all. */
export function storeContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps to the Store port`, () => {
    let subject: StoreUnderTest
    let store: Store
    let count = 0
    const fresh = () => `test#${++count}`
    beforeAll(async () => {
      subject = await open()
      store = subject.store
    })
    afterAll(() => subject.close())

    it('answers undefined for what was never written', async () => {
      expect(await store.get(fresh(), 'nothing')).toBeUndefined()
      expect(await store.list(fresh(), { limit: 10 })).toMatchObject({ found: [], after: undefined })
    })

    it('creates a document only where there is none', async () => {
      const partition = fresh()
      const version = await store.put(partition, 'a', { is: 'first' }, undefined)
      expect(version).toBeTypeOf('number')
      expect(await store.put(partition, 'a', { is: 'second' }, undefined)).toBe('conflict')
      expect(await store.get(partition, 'a')).toEqual({ key: 'a', value: { is: 'first' }, version })
    })

    it('replaces a document only at the version that was seen', async () => {
      const partition = fresh()
      const first = seen(await store.put(partition, 'a', 1, undefined))
      const second = seen(await store.put(partition, 'a', 2, first))
      expect(second).not.toBe(first)
      expect(await store.put(partition, 'a', 3, first)).toBe('conflict')
      expect(await store.put(partition, 'missing', 3, first)).toBe('conflict')
      expect((await store.get(partition, 'a'))?.value).toBe(2)
    })

    it('removes a document only at the version that was seen', async () => {
      const partition = fresh()
      const first = seen(await store.put(partition, 'a', 1, undefined))
      const second = seen(await store.put(partition, 'a', 2, first))
      expect(await store.remove(partition, 'a', first)).toBe('conflict')
      expect(await store.remove(partition, 'a', second)).toBe('removed')
      expect(await store.get(partition, 'a')).toBeUndefined()
      expect(await store.remove(partition, 'a', second)).toBe('conflict')
      expect(await store.put(partition, 'a', 3, undefined)).toBeTypeOf('number')
    })

    it('lets exactly one of many writers at the same time win, each time', async () => {
      const partition = fresh()
      const made = await Promise.all(Array.from({ length: 20 }, (_, n) => store.put(partition, 'a', n, undefined)))
      expect(made.filter(answer => answer !== 'conflict')).toHaveLength(1)
      for (let round = 0; round < 5; round++) {
        const { version } = (await store.get(partition, 'a')) as Stored
        const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => store.put(partition, 'a', n, version)))
        expect(answers.filter(answer => answer !== 'conflict')).toHaveLength(1)
        expect((await store.get(partition, 'a'))?.value).toBe(answers.findIndex(answer => answer !== 'conflict'))
      }
    })

    it('loses no count when many add to one document and try again on conflict', async () => {
      const partition = fresh()
      await store.put(partition, 'count', 0, undefined)
      const add = async (): Promise<void> => {
        for (;;) {
          const { value, version } = (await store.get(partition, 'count')) as Stored
          if ((await store.put(partition, 'count', (value as number) + 1, version)) !== 'conflict') return
        }
      }
      await Promise.all(Array.from({ length: 25 }, add))
      expect((await store.get(partition, 'count'))?.value).toBe(25)
    })

    it('keeps partitions apart', async () => {
      const [one, other] = [fresh(), fresh()]
      await store.put(one, 'a', 'one', undefined)
      await store.put(other, 'a', 'other', undefined)
      expect((await store.get(one, 'a'))?.value).toBe('one')
      expect((await store.list(other, { limit: 10 })).found.map(({ value }) => value)).toEqual(['other'])
    })

    it('pages through 1,000 documents in key order, by prefix and from a key on', async () => {
      const partition = fresh()
      const keys = Array.from({ length: 1000 }, (_, n) => `invitee#${String(n * 7919).padStart(8, '0')}`)
      // Not all at once: a client gives up on a server on a busy machine that takes seconds to let a thousand in.
      for (let from = 0; from < keys.length; from += 50)
        await Promise.all(keys.slice(from, from + 50).map(key => store.put(partition, key, { key }, undefined)))
      await store.put(partition, 'invite', 'before the prefix', undefined)
      await store.put(partition, 'invitef', 'after the prefix', undefined)
      const sorted = [...keys].sort()
      for (const limit of [1000, 333, 100]) {
        const pages = await everyPage(store, partition, 'invitee#', limit)
        expect(pages.flat().map(({ key }) => key)).toEqual(sorted)
        expect(pages.every(page => page.length <= limit)).toBe(true)
      }
      const half = await store.list(partition, { prefix: 'invitee#', after: sorted[499] as string, limit: 1000 })
      expect(half.found.map(({ key }) => key)).toEqual(sorted.slice(500))
      const between = await store.list(partition, { after: `${sorted[499]}!`, limit: 1 })
      expect(between.found.map(({ key }) => key)).toEqual([sorted[500]])
      expect((await store.list(partition, { limit: 2 })).found.map(({ key }) => key)).toEqual(['invite', sorted[0]])
    })

    it('gives back values as they were: any script, any size, any depth', async () => {
      const partition = fresh()
      const values = [
        { text: 'Zoë Ødegård, 株式会社, עברית, 👩🏽‍🔧, "quotes" \\ and \n line breaks', nul: '\u0000' },
        { empty: {}, list: [], none: null, yes: true, number: 1.5, big: 2 ** 53 - 1, negative: -0.25 },
        'just text',
        [1, [2, [3]]],
        { big: 'signature'.repeat(30_000) },
      ]
      for (const [n, value] of values.entries()) await store.put(partition, `v${n}`, value, undefined)
      for (const [n, value] of values.entries()) expect((await store.get(partition, `v${n}`))?.value).toEqual(value)
    })

    it('takes keys with any letters in them', async () => {
      const partition = fresh()
      const keys = ['a#b', 'a/b', 'é@example.org', "o'brien@example.org", '%', '_', 'x y'].sort()
      for (const key of keys) await store.put(partition, key, key, undefined)
      expect((await store.list(partition, { limit: 100 })).found.map(({ key }) => key)).toEqual(keys)
      expect((await store.list(partition, { prefix: '%', limit: 100 })).found.map(({ key }) => key)).toEqual(['%'])
    })

    it('orders keys by code point, whatever plane their letters are of', async () => {
      const partition = fresh()
      // By UTF-16 code unit the last two would change places.
      const keys = ['', 'a', 'a\u007f', 'a\u0080', 'aé', 'a\ud7ff', 'a\uffee', 'a\u{1f469}'].slice(1)
      for (const key of [...keys].reverse()) await store.put(partition, key, key, undefined)
      const pages = await everyPage(store, partition, 'a', 2)
      expect(pages.flat().map(({ key }) => key)).toEqual(keys)
      expect((await store.list(partition, { prefix: 'b', after: 'a', limit: 9 })).found).toEqual([])
      expect((await store.list(partition, { prefix: 'a', after: 'b', limit: 9 })).found).toEqual([])
    })

    it('keeps a document whose end of life is still ahead', async () => {
      const partition = fresh()
      const version = seen(await store.put(partition, 'a', 1, undefined, '2999-01-01T00:00:00.000Z'))
      expect((await store.get(partition, 'a'))?.value).toBe(1)
      expect(await store.put(partition, 'a', 2, version)).toBeTypeOf('number')
    })

    it('has everything after a restart', async () => {
      const partition = fresh()
      const version = seen(await store.put(partition, 'a', { kept: true }, undefined))
      store = await subject.reopen()
      expect(await store.get(partition, 'a')).toEqual({ key: 'a', value: { kept: true }, version })
      expect(await store.put(partition, 'a', { kept: 'still' }, version)).toBeTypeOf('number')
    })
  })
}

function seen(answer: number | 'conflict'): number {
  if (answer === 'conflict') throw new Error('a write that nobody contested was called a conflict')
  return answer
}

async function everyPage(store: Store, partition: string, prefix: string, limit: number): Promise<Stored[][]> {
  const pages: Stored[][] = []
  let after: string | undefined
  do {
    const page = await store.list(partition, { prefix, limit, ...(after === undefined ? {} : { after }) })
    pages.push(page.found)
    after = page.after
  } while (after !== undefined)
  return pages
}
