import { expect, test } from 'vitest'
import { remembering } from '../../../domain/answer/remembering.ts'

test('what was made of the same by the same is given again, and made anew by anything else', () => {
  let made = 0
  const sumOf = remembering((numbers: readonly number[], times: number) => {
    made++
    return numbers.reduce((sum, each) => sum + each * times, 0)
  })
  const numbers = [1, 2, 3]
  expect([sumOf(numbers, 2), sumOf(numbers, 2), made]).toEqual([12, 12, 1])
  expect([sumOf(numbers, 3), made]).toEqual([18, 2])
  expect([sumOf([1, 2, 3], 3), made]).toEqual([18, 3])
})

test('what came to nothing is made anew for whoever asks next', async () => {
  let tries = 0
  const read = remembering(async (_place: object) => {
    if (tries++ === 0) throw new Error('the disk is away')
    return 'read'
  })
  const place = {}
  await expect(read(place)).rejects.toThrow('the disk is away')
  expect([await read(place), await read(place), tries]).toEqual(['read', 'read', 2])
})
