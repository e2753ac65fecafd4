/** What watches over Convoke sees whether it runs and whether it can do its work; strangers see no more. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createClock } from '../../../local/clock.ts'
import { openDatabase } from '../../../local/database.ts'
import { type Checks, healthRoutes } from '../../../local/serve/health.ts'

const logged: [string, unknown][] = []
const log = {
  info: (event: string, facts?: unknown) => void logged.push([event, facts]),
  error: (event: string, facts?: unknown) => void logged.push([event, facts]),
}
afterEach(() => {
  logged.length = 0
})
const ask = async (checks: Checks, path = '/readyz', isStopping = false) => {
  const answer = await healthRoutes(checks, log, () => isStopping).request(path)
  return [answer.status, await answer.text()]
}

describe('readiness', () => {
  it('holds while every check holds, and says nothing but that', async () => {
    expect(await ask({ database: async () => true, clock: () => true })).toEqual([200, 'ok\n'])
    expect(logged).toEqual([])
  })

  it('ends with the first check that fails or throws; why is for the log alone', async () => {
    const checks: Checks = {
      clock: () => false,
      database: () => Promise.reject(new TypeError('jane@ortiz.example')),
    }
    expect(await ask(checks)).toEqual([503, 'not ready\n'])
    expect(logged).toEqual([['not ready', { why: 'clock, database (TypeError)' }]])
  })

  it('is over once Convoke stops, while it is still alive', async () => {
    const checks: Checks = { database: () => true }
    expect(await ask(checks, '/readyz', true)).toEqual([503, 'not ready\n'])
    expect(await ask(checks, '/healthz', true)).toEqual([200, 'ok\n'])
  })

  it('costs one look, however many ask', async () => {
    let looks = 0
    const routes = healthRoutes({ database: () => ++looks > 0 }, log, () => false)
    await Promise.all(Array.from({ length: 200 }, () => routes.request('/readyz')))
    expect(looks).toBe(1)
  })

  it('ends with a database that cannot be written, and with a clock that was set back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'convoke-ready-'))
    const database = openDatabase(folder)
    let millis = Date.parse('2027-01-05T10:00:00Z')
    const clock = createClock(database, { millis: () => millis, rest: async () => undefined })
    const checks: Checks = { clock: () => clock.isRight(), database: () => clock.remember().then(() => true) }
    expect(await ask(checks)).toEqual([200, 'ok\n'])
    database.sql.exec('PRAGMA query_only = ON')
    expect(await ask(checks)).toEqual([503, 'not ready\n'])
    expect(logged.at(-1)).toEqual(['not ready', { why: 'database (DataError)' }])
    database.sql.exec('PRAGMA query_only = OFF')
    millis -= 59 * 60_000
    expect(await ask(checks)).toEqual([200, 'ok\n'])
    millis -= 24 * 3_600_000
    expect(await ask(checks)).toEqual([503, 'not ready\n'])
    expect(logged.at(-1)).toEqual(['not ready', { why: 'clock' }])
    database.close()
    expect((await ask(checks))[0]).toBe(503)
    rmSync(folder, { recursive: true, force: true })
  })
})
