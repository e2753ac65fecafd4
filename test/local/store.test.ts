import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openDatabase } from '../../local/database.ts'
import { createStore } from '../../local/store.ts'
import { createTimetable } from '../../local/timetable.ts'
import { storeContract } from '../contract/store.ts'
import { timetableContract } from '../contract/timetable.ts'

const folders: string[] = []
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'convoke-store-'))
  folders.push(made)
  return made
}
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true })
})

storeContract('SQLite', async () => {
  const where = folder()
  let database = openDatabase(where)
  return {
    store: createStore(database),
    async reopen() {
      database.close()
      database = openDatabase(where)
      return createStore(database)
    },
    close: async () => database.close(),
  }
})

timetableContract('SQLite', async () => {
  const database = openDatabase(folder())
  return { timetable: createTimetable(database), close: async () => database.close() }
})

it('forgets what has expired, and only that', async () => {
  const database = openDatabase(folder())
  const store = createStore(database)
  await store.put('p', 'gone', 1, undefined, '2026-01-01T00:00:00.000Z')
  await store.put('p', 'stays', 1, undefined, '2026-01-03T00:00:00.000Z')
  await store.put('p', 'for good', 1, undefined)
  expect(await store.forget('2026-01-02T00:00:00.000Z')).toBe(1)
  expect((await store.list('p', { limit: 9 })).found.map(({ key }) => key)).toEqual(['for good', 'stays'])
  database.close()
})

it('gives each of many writes in one commit its own result', async () => {
  const database = openDatabase(folder())
  const store = createStore(database)
  const answers = await Promise.allSettled([
    store.put('p', 'a', 1, undefined),
    store.put('p', 'a', 2, undefined),
    store.put('p', 'b', undefined, undefined),
    store.put('p', 'c', 3, undefined),
  ])
  expect(answers.map(answer => (answer.status === 'fulfilled' ? answer.value : 'refused'))).toEqual([
    1,
    'conflict',
    'refused',
    1,
  ])
  database.close()
})
