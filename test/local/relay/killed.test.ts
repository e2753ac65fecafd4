import { expect, it } from 'vitest'
import { killRelay } from './killed.ts'

it('A relay that is killed at random: nobody gets a letter twice, none is lost, and what nobody knows is listed', {
  timeout: 120_000,
}, async () => {
  const survived = await killRelay(300, 5)
  expect(survived).toMatchObject({ letters: 300, twice: 0, lost: 0, unlisted: 0 })
  expect(survived.kills).toBeGreaterThan(1)
  expect(survived.sent + survived.in_doubt).toBe(300)
})
