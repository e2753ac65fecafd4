import { expect, test } from 'vitest'
import { inOrder, sorted } from '../../../domain/answer/sorted.ts'

test('whatever comes and goes, all of it is in order, and those alike stand as they came', () => {
  const kept = sorted<{ by: number; n: number }>((a, b) => a.by - b.by)
  const plain: { by: number; n: number }[] = []
  let state = 5
  const pick = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  for (let n = 0; n < 6000; n++) {
    if (pick(3) > 0 || plain.length === 0) {
      const each = { by: pick(200), n }
      kept.add(each)
      plain.push(each)
    } else {
      const [gone] = plain.splice(pick(plain.length), 1)
      if (gone) kept.drop(gone)
    }
    if (n % 500 === 0) expect(kept.all()).toEqual(plain.toSorted((a, b) => a.by - b.by))
  }
  expect(kept.all()).toEqual(plain.toSorted((a, b) => a.by - b.by))
  for (const each of plain) kept.drop(each)
  expect(kept.all()).toEqual([])
})

test('what is not there is not found and not taken out, and one alike is', () => {
  const words = sorted(inOrder)
  for (const word of ['b', 'd', 'a']) words.add(word)
  expect([words.find(each => inOrder(each, 'd')), words.find(each => inOrder(each, 'c'))]).toEqual(['d', undefined])
  const before = words.all()
  words.drop('c')
  words.drop('b')
  expect([words.all(), before]).toEqual([
    ['a', 'd'],
    ['a', 'b', 'd'],
  ])
})

test('nothing is taken out of nothing, nor what would stand behind all', () => {
  const words = sorted(inOrder)
  words.drop('a')
  expect(words.all()).toEqual([])
  for (const word of ['a', 'b']) words.add(word)
  words.drop('c')
  expect(words.all()).toEqual(['a', 'b'])
  expect(words.all()).toBe(words.all())
})
