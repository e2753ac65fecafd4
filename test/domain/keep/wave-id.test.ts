import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KINDS } from '../../../domain/keep/kinds.ts'
import { nameOfWave, readWaveKey, titleOf, type WaveId, waveKey } from '../../../domain/keep/wave-id.ts'

const ROWS = [...new Set(Object.values(KINDS).flatMap(({ waves }) => waves.map(({ id }) => id)))]
const round = fc.integer({ min: 1, max: 999_999_999 })

const letter: fc.Arbitrary<WaveId> = fc.oneof(
  fc.record({ of: fc.constant('row' as const), row: fc.constantFrom(...ROWS), round }),
  fc.record({ of: fc.constant('update' as const), sequence: fc.nat() }),
  fc.record({ of: fc.constant('thanks' as const), answer: fc.string({ minLength: 1 }) }),
  fc.constantFrom<WaveId>(
    { of: 'cancellation' },
    { of: 'summary' },
    { of: 'pulse' },
    { of: 'pulse, once more' },
    { of: 'withdrawal' },
  ),
)

/** Keys that look like ours and may be none. */
const text = fc.oneof(
  fc.string(),
  fc
    .tuple(
      fc.constantFrom(...ROWS, 'update', 'thanks', 'pulse', 'summary', 'withdrawn', 'cancellation', 'gone'),
      fc.constantFrom('', '.', '-', ':', '-again', '.2'),
      fc.oneof(fc.constantFrom('', '0', '1', '02', '2', '10', '-1', '1.5', '2 ', '١'), fc.string()),
    )
    .map(parts => parts.join('')),
)

describe('the key of a letter', () => {
  test('is read back as the letter it was written for', () => {
    fc.assert(
      fc.property(letter, id => {
        expect(readWaveKey(waveKey(id))).toEqual(id)
      }),
    )
  })

  test('is the only one of its letter: what is read is written the same, and anything else is none', () => {
    fc.assert(
      fc.property(text, key => {
        const id = readWaveKey(key)
        if (id !== undefined) expect(waveKey(id)).toBe(key)
      }),
      { numRuns: 5000 },
    )
  })

  test.each([
    [{ of: 'row', row: 'invite', round: 1 }, 'invite', 'Letter of invitation'],
    [{ of: 'row', row: 'follow-up-1', round: 1 }, 'follow-up-1', 'First follow-up'],
    [{ of: 'row', row: 'reminder', round: 2 }, 'reminder.2', 'Reminder'],
    [{ of: 'update', sequence: 3 }, 'update-3', 'Update'],
    [{ of: 'cancellation' }, 'cancellation', 'Cancellation'],
    [{ of: 'summary' }, 'summary', 'Summary'],
    [{ of: 'pulse' }, 'pulse', 'Pulse survey'],
    [{ of: 'pulse, once more' }, 'pulse-again', 'Pulse survey, once more'],
    [{ of: 'withdrawal' }, 'withdrawn', 'Withdrawal'],
    [{ of: 'thanks', answer: 'aaaabbbbccccdddd' }, 'thanks:aaaabbbbccccdddd', 'Thank-you for an answer'],
  ] satisfies [WaveId, string, string][])('stays as it is kept, for %j', (id, key, title) => {
    expect(waveKey(id)).toBe(key)
    expect(nameOfWave(id)).toBe(title)
    expect(titleOf(key)).toBe(title)
  })

  test.each([
    'reminder.1',
    'reminder.02',
    'invite.',
    'update-',
    'update-01',
    'update--1',
    'thanks:',
    'toString',
    'tour',
  ])('that nobody wrote is none and goes by itself: %s', key => {
    expect(readWaveKey(key)).toBeUndefined()
    expect(titleOf(key)).toBe(key)
  })

  test('of every letter that a kind of meeting plans is that of a row, and of nothing else', () => {
    for (const row of ROWS) expect(readWaveKey(row)).toEqual({ of: 'row', row, round: 1 })
  })
})
