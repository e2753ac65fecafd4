import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { gatheredInTurns, inTurns, sortedInTurns } from '../../../../functions/list/whole/in-turns.ts'

const clock = { now: () => '2026-01-05T16:00:00.000Z', rest: async () => turn() }

test('what is sorted and gathered in turns is as at once, and those alike keep their order', async () => {
  const items = Array.from({ length: 17_003 }, (_, n) => ({ by: Math.imul(n, 2654435761) >>> 24, n }))
  const compare = (a: { by: number }, b: { by: number }) => a.by - b.by
  expect(await sortedInTurns(clock, items, compare)).toEqual(items.toSorted(compare))
  expect(await sortedInTurns(clock, [], compare)).toEqual([])
  const twice = ({ n }: { n: number }) => (n % 3 === 0 ? [] : [n, -n])
  expect(await gatheredInTurns(clock, items, twice)).toEqual(items.flatMap(twice))
})

test('others have their turn between the works of a long list, and nothing is made ahead for a short one', async () => {
  const said: string[] = []
  const works = ['first', 'second'].map(name => () => said.push(name))
  const other = turn().then(() => turn().then(() => said.push('somebody else')))
  await inTurns(clock, Array.from({ length: 5001 }), ...works)
  await other
  expect(said.indexOf('somebody else')).toBeLessThan(2)
  said.length = 0
  await inTurns(clock, [1, 2], ...works)
  expect(said).toEqual([])
})
