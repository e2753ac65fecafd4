import { expect, test } from 'vitest'
import { fuzzHandler } from './reply-fuzz.ts'

test('changed messages are taken without a throw, and nothing is recorded for a token that was tampered with', async () => {
  const { failures, taken } = await fuzzHandler(1000)
  expect(failures).toEqual([])
  expect(Object.keys(taken)).toEqual(
    expect.arrayContaining(['answered', 'needs you', 'noted', 'set aside', 'not ours']),
  )
}, 120_000)
