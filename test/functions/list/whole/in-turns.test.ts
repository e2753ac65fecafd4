import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { inTurns } from '../../../../functions/list/whole/in-turns.ts'

const clock = { now: () => '2026-01-05T16:00:00.000Z', rest: async () => turn() }

test('others have their turn between works', async () => {
  const said: string[] = []
  const works = ['first', 'second'].map(name => () => said.push(name))
  const other = turn().then(() => turn().then(() => said.push('somebody else')))
  await inTurns(clock, ...works, ...works)
  await other
  expect(said).toHaveLength(5)
  expect(said.indexOf('somebody else')).toBeLessThan(4)
})
