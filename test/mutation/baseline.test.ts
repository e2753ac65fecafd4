import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readBaseline, tableOf } from './baseline.ts'
import { ROOMS, roomsOf, testsOf } from './rooms.ts'

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
