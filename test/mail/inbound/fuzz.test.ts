import { expect, test } from 'vitest'
import { automaticAsAnswers, fuzz } from './mutations.ts'

test('eight hundred changed messages are read without a throw, each within two seconds', async () => {
  const { failures, kinds } = await fuzz(800)
  expect(failures).toEqual([])
  // The changes leave enough of the messages for every branch to be reached.
  expect(Object.keys(kinds).sort()).toEqual(['automatic', 'bounce', 'calendar', 'other', 'refresh', 'written'])
}, 120_000)

test('twelve hundred changed automatic replies and bounces are none of them taken for an answer', async () => {
  expect((await automaticAsAnswers(1200)).answers).toEqual([])
}, 120_000)
