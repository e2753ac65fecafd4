import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toMillis } from '../../domain/keep/time.ts'
import { checkClock, createClock } from '../../local/clock.ts'
import { type Database, openDatabase } from '../../local/database.ts'
import { createMailbox } from '../../local/mail/mailbox.ts'

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

describe('a folder whose machine was set back', () => {
  const reopen = () => {
    database.close()
    database = openDatabase(folder)
  }
  const DAY = 86_400_000

  it('is not opened, and what is wrong and how to mend it is said with both dates', async () => {
    await createClock(database, source).remember()
    machine -= 40 * DAY
    reopen()
    expect(() => checkClock(database, false, source)).toThrow(
      /clock says Nov 26, 2025.* UTC, but the data folder .* was last used on Jan 5, 2026.*Set the clock.*--clock-is-right/,
    )
    machine += 40 * DAY
    checkClock(database, false, source)
  })

  it('is opened when that was less than an hour, and then goes by the machine', async () => {
    await createClock(database, source).remember()
    machine -= 3_590_000
    reopen()
    checkClock(database, false, source)
    expect(createClock(database, source).now()).toBe('2026-01-05T15:00:10.000Z')
    machine -= 20_000
    expect(() => checkClock(database, false, source)).toThrow('--clock-is-right')
  })

  it('is opened when somebody says that the clock is right now, and from then on without', async () => {
    await createClock(database, source).remember()
    machine -= 40 * DAY
    checkClock(database, true, source)
    checkClock(database, false, source)
    expect(createClock(database, source).now()).toBe('2025-11-26T16:00:00.000Z')
  })

  it('is known by its mail where nobody noted when it was used', async () => {
    await createMailbox(database, createClock(database, source)).keep('one', new Uint8Array())
    machine -= 40 * DAY
    expect(() => checkClock(database, false, source)).toThrow('was last used on Jan 5, 2026')
    checkClock(database, true, source)
    checkClock(database, false, source)
  })

  it('goes on from where it was when its clock was moved ahead in a rehearsal', async () => {
    const clock = createClock(database, source)
    await clock.moveTo('2026-03-31T09:00:00.000Z')
    await clock.remember()
    machine -= 40 * DAY
    reopen()
    checkClock(database, false, source)
    expect(createClock(database, source).now()).toBe('2026-03-31T09:00:00.000Z')
  })
})
