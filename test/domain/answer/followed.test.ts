/** A list in the course of time: what changed is followed and nothing else looked at, until too much has changed. */
import { describe, expect, test } from 'vitest'
import { folding, follows } from '../../../domain/answer/folding.ts'

/** A fold that says who is there, and writes down how often it was begun and what it was told. */
function listening() {
  const heard: [gone: number, come: number][] = []
  let begun = 0
  const ask = folding((_by: string) => {
    const there = new Set<string>()
    begun++
    return {
      change(gone: readonly string[], come: readonly string[]) {
        heard.push([gone.length, come.length])
        if (come.includes('a fault') && heard.length < 3) throw new Error('cannot be read')
        for (const each of gone) there.delete(each)
        for (const each of come) there.add(each)
      },
      made: () => [...there].sort(),
    }
  })
  return { ask, heard, begun: () => begun }
}
const many = (count: number, of = 'n') => Array.from({ length: count }, (_, n) => `${of}${String(n).padStart(5, '0')}`)
/** What a list becomes. */
function becomes(before: readonly string[], gone: readonly string[], come: readonly string[]): readonly string[] {
  const next = [...before.filter(each => !gone.includes(each)), ...come]
  follows(next, before, gone, come)
  return next
}

describe('a list that changes', () => {
  test('is brought up by who has gone and who has come, and nobody else is looked at', () => {
    const { ask, heard, begun } = listening()
    const first = ['a', 'b', 'c', 'd']
    expect(ask(first, 'x')).toEqual(first)
    const next = becomes(first, ['a'], ['e'])
    const last = becomes(next, [], ['f'])
    expect(ask(last, 'x')).toEqual(['b', 'c', 'd', 'e', 'f'])
    expect([heard, begun()]).toEqual([
      [
        [0, 4],
        [1, 1],
        [0, 1],
      ],
      1,
    ])
  })

  test('is made once for each moment, and anew by anything else', () => {
    const { ask, begun } = listening()
    const list = ['a']
    expect(ask(list, 'x')).toBe(ask(list, 'x'))
    expect(begun()).toBe(1)
    ask(list, 'y')
    ask(['a'], 'y')
    expect(begun()).toBe(3)
  })

  test('is asked what it was by taking back the last change first, and then what it is', () => {
    const { ask, begun } = listening()
    const first = ['a', 'b']
    const without = becomes(first, ['a'], [])
    const back = becomes(without, [], ['a'])
    const end = becomes(back, ['b'], [])
    expect(ask(end, 'x')).toEqual(['a'])
    expect(ask(first, 'x')).toEqual(['a', 'b'])
    expect(ask(back, 'x')).toEqual(['a', 'b'])
    expect(ask(without, 'x')).toEqual(['b'])
    expect(ask(end, 'x')).toEqual(['a'])
    expect(begun()).toBe(1)
  })

  test('has become one thing: of what else becomes of it, all is looked at', () => {
    const { ask, begun } = listening()
    const first = ['a', 'b']
    ask(first, 'x')
    const [one, other] = [becomes(first, ['a'], []), becomes(first, ['b'], [])]
    expect(ask(one, 'x')).toEqual(['b'])
    expect(begun()).toBe(1)
    expect(ask(other, 'x')).toEqual(['a'])
    expect(begun()).toBe(2)
  })

  test('is followed over two thousand people who came or went, and no further', () => {
    const { ask, begun } = listening()
    const first = ['a']
    ask(first, 'x')
    const some = becomes(first, [], many(1000))
    const others = becomes(some, many(1000), [])
    expect(ask(others, 'x')).toEqual(['a'])
    expect(ask(first, 'x')).toEqual(['a'])
    expect(begun()).toBe(1)
    // One more: of what it was before the first thousand came nothing is known.
    const more = becomes(others, [], ['b'])
    expect(ask(more, 'x')).toEqual(['a', 'b'])
    expect(begun()).toBe(2)
    const last = becomes(more, ['a'], [])
    expect(ask(last, 'x')).toEqual(['b'])
    expect(ask(others, 'x')).toEqual(['a'])
    expect(ask(some, 'x')).toHaveLength(1001)
    expect(ask(more, 'x')).toEqual(['a', 'b'])
    expect(begun()).toBe(2)
    expect(ask(first, 'x')).toEqual(['a'])
    expect(begun()).toBe(3)
  })

  test('is looked at anew where nobody has asked since too much has changed, be it by one change', () => {
    const { ask, heard, begun } = listening()
    const first = many(2500)
    ask(first, 'x')
    const next = becomes(first, first, ['a'])
    expect(ask(next, 'x')).toEqual(['a'])
    expect([begun(), heard.at(-1)]).toEqual([2, [0, 1]])
    // What comes after is followed again.
    expect(ask(becomes(next, [], ['b']), 'x')).toEqual(['a', 'b'])
    expect(begun()).toBe(2)
  })

  test('of which somebody could not be read is made anew for whoever asks next', () => {
    const { ask, begun } = listening()
    const first = ['a']
    ask(first, 'x')
    const next = becomes(first, ['a'], ['a fault'])
    expect(() => ask(next, 'x')).toThrow('cannot be read')
    expect(ask(next, 'x')).toEqual(['a fault'])
    expect(begun()).toBe(2)
  })
})

describe('a long list', () => {
  test('is made in works of fifteen hundred people, each of them once; one of no more takes none', () => {
    const { ask, heard, begun } = listening()
    expect(ask.turns(many(1500), 'x')).toEqual([])
    const list = many(3001)
    const works = ask.turns(list, 'x')
    for (const work of works) work()
    expect(heard).toEqual([
      [0, 1500],
      [0, 1500],
      [0, 1],
    ])
    expect(works).toHaveLength(4)
    expect(ask.turns(list, 'x')).toEqual([])
    expect(ask(list, 'x')).toEqual(list)
    expect(begun()).toBe(1)
  })

  test('is what whoever asked in between was told, and is not made a third time', () => {
    const { ask, begun } = listening()
    const list = many(1501)
    const works = ask.turns(list, 'x')
    works[0]?.()
    const told = ask(list, 'x')
    for (const work of works.slice(1)) work()
    expect(ask(list, 'x')).toBe(told)
    expect(begun()).toBe(2)
  })

  test('that changed takes no turns: what changed is followed', () => {
    const { ask, heard } = listening()
    const list = many(1501)
    ask(list, 'x')
    const next = becomes(list, [], ['o'])
    expect(ask.turns(next, 'x')).toEqual([])
    expect(ask.turns(next, 'y')).toHaveLength(3)
    ask(next, 'x')
    expect(heard.at(-1)).toEqual([0, 1])
  })
})
