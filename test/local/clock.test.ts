import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { toMillis } from '../../domain/time.ts'
import { createClock } from '../../local/clock.ts'
import { type Database, openDatabase } from '../../local/database.ts'

let folder: string
let database: Database
let machine: number
const source = { millis: () => machine, rest: async () => {} }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'convoke-clock-'))
  database = openDatabase(folder)
  machine = toMillis('2026-01-05T16:00:00.000Z')
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

it('shows the time of the machine until it is moved', () => {
  const clock = createClock(database, source)
  expect(clock.now()).toBe('2026-01-05T16:00:00.000Z')
  machine += 1500
  expect(clock.now()).toBe('2026-01-05T16:00:01.500Z')
  expect(clock.moved()).toBe(false)
})

it('goes on from where it was moved to, and stays ahead after a restart', async () => {
  const clock = createClock(database, source)
  await clock.moveTo('2026-03-31T09:00:00.000Z')
  expect(clock.now()).toBe('2026-03-31T09:00:00.000Z')
  database.close()
  machine += 60_000
  database = openDatabase(folder)
  const again = createClock(database, source)
  expect(again.now()).toBe('2026-03-31T09:01:00.000Z')
  expect(again.moved()).toBe(true)
})

it('is never moved back', async () => {
  const clock = createClock(database, source)
  await clock.moveTo('2026-03-31T09:00:00.000Z')
  await clock.moveTo('2026-02-01T09:00:00.000Z')
  expect(clock.now()).toBe('2026-03-31T09:00:00.000Z')
})

it('does not fall when the clock of the machine is set back, and goes on at the usual pace', () => {
  const clock = createClock(database, source)
  machine += 5000
  const before = clock.now()
  machine -= 2000
  expect(clock.now()).toBe(before)
  machine -= 3_600_000
  expect(clock.now()).toBe(before)
  machine += 1000
  expect(toMillis(clock.now())).toBe(toMillis(before) + 1000)
})

it('really rests', async () => {
  const clock = createClock(database)
  const began = performance.now()
  await clock.rest(30)
  expect(performance.now() - began).toBeGreaterThan(25)
})
