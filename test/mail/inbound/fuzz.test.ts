import { expect, test } from 'vitest'
import { automaticAsAnswers, fuzz } from './mutations.ts'

test('two thousand changed messages are read without a throw, each within two seconds', async () => {
  const { failures, kinds } = await fuzz(2000)
  expect(failures).toEqual([])
  // The changes leave enough of the messages for every branch to be reached.
  expect(Object.keys(kinds).sort()).toEqual(['automatic', 'bounce', 'calendar', 'other', 'refresh', 'written'])
}, 120_000)

test('three thousand changed automatic replies and bounces are none of them taken for an answer', async () => {
  expect((await automaticAsAnswers(3000)).answers).toEqual([])
}, 120_000)
