import { expect, test } from 'vitest'
import { soak } from './soak.ts'

test('killed six times in a season, it loses nothing and sends nothing twice', async () => {
  const soaked = await soak(6, 11)
  expect(soaked).toMatchObject({ kills: 6, twice: 0, lost: 0, in_doubt: 0, database: 'ok' })
  expect(soaked.letters).toBeGreaterThan(100)
  expect(soaked.answers).toBeGreaterThan(0)
}, 120_000)
