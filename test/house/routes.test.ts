/** Acts hold the rules: a route parses, calls an act, and shows what came of it. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { changesIn } from './routes.ts'

const ROUTES = globSync('functions/**/*.routes.{ts,tsx}')

describe('routes', () => {
  test('change nothing by themselves, so that no rule stands between a form and a document but in an act', () => {
    expect(ROUTES.length).toBeGreaterThan(30)
    expect(ROUTES.flatMap(file => changesIn(file, readFileSync(file, 'utf8')))).toEqual([])
  })

  test.each([
    ["import { change } from '../keep/documents.ts'"],
    ["import { create as make, read } from '../keep/documents.ts'"],
    ["import * as documents from '../keep/documents.ts'"],
    ["await world.store.put('a', 'b', {}, undefined)"],
    ['await c.get(`world`).store.remove(`a`, `b`, 1)'],
    ['await world.post.send(message)'],
    ['await world.timetable.set(schedule)'],
    ['const keep = world.mailbox.keep'],
  ])('are found where they do: %s', source => {
    expect(changesIn('functions/day/x.routes.tsx', source)).toHaveLength(1)
  })

  test.each([
    ["import { read } from '../keep/documents.ts'"],
    ["await world.store.get('a', 'b')"],
    ['await world.mailbox.read(id)'],
    ['shares.set(id, caller)'],
  ])('may read: %s', source => {
    expect(changesIn('functions/day/x.routes.tsx', source)).toEqual([])
  })
})
