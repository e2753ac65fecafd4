import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isWorse, readBaseline, scoreOf, tableOf } from './baseline.ts'
import { ROOMS, roomsOf, testsOf } from './rooms.ts'
import { type Bug, isChosen } from './wishes.ts'

test('docs/testing.md shows the scores that were recorded', () => {
  expect(readFileSync('docs/testing.md', 'utf8')).toContain(tableOf(readBaseline()))
})

test('every room that was recorded is one, and has tests', () => {
  for (const room of Object.keys(readBaseline())) {
    expect(Object.keys(ROOMS)).toContain(room)
    expect(testsOf(room)).not.toEqual([])
  }
})

test('a layer is all of its rooms, a room itself, and a name that only begins like one is none', () => {
  expect(roomsOf('domain')).toContain('domain/answer')
  expect(roomsOf('domain/answer')).toEqual(['domain/answer'])
  expect(roomsOf('domain/ans')).toEqual([])
})

const found = (killed: number, survived: number, oneOf?: number) => ({
  ...{ killed, timeout: 0, survived, unreached: 0, untried: 0 },
  ...(oneOf ? { oneOf } : {}),
})

test('a room is worse by one bug where all are tried, and only by more than chance where some are', () => {
  expect(isWorse(found(79, 21), found(80, 20))).toBe(true)
  expect(isWorse(found(80, 20), found(80, 20))).toBe(false)
  expect(isWorse(found(73, 27, 5), found(80, 20, 5))).toBe(false)
  expect(isWorse(found(71, 29, 5), found(80, 20, 5))).toBe(true)
})

test('over the rooms of a layer each counts by all it has, also where some were tried', () => {
  expect(scoreOf(found(9, 1, 10))).toBe(90)
  const both = tableOf({ 'domain/a': found(9, 1, 10), 'domain/b': found(50, 50) })
  expect(both).toContain('| domain/a | 90.0 % | one of 10 | 9 | 1 | 0 | 0 |')
  expect(both).toContain('| domain/b | 50.0 % | all | 50 | 50 | 0 | 0 |')
  expect(both).toContain('| **domain, these rooms** | 70.0 % |')
})

test('of a share the same bugs are tried each time, about as many as it says', () => {
  const bugs = Array.from(
    { length: 1000 },
    (_, n): Bug => ({
      fileName: '/any/where/functions/day/notes.ts',
      location: { start: { line: n, column: 3 } },
      mutatorName: 'BooleanLiteral',
      replacement: 'false',
    }),
  )
  const chosen = bugs.filter(each => isChosen(each, { every: 5 }))
  expect(bugs.filter(each => isChosen(each, { every: 5 }))).toEqual(chosen)
  expect(chosen.length).toBeGreaterThan(150)
  expect(chosen.length).toBeLessThan(250)
  expect(bugs.filter(each => isChosen(each, { every: 1 }))).toEqual(bugs)
  expect(
    bugs.filter(each => isChosen({ ...each, fileName: each.fileName.replace('where', 'else') }, { every: 5 })),
  ).toEqual(chosen)
})
