import { describe, expect, it } from 'vitest'
import { type Paragraph, textDifference } from '../../../domain/send/text-difference.ts'

const marked = (found: readonly Paragraph[]): string =>
  found.map(({ is, words }) => ({ kept: ' ', gone: '-', new: '+' })[is] + words).join('|')

describe('what changed in a text', () => {
  it('is nothing where both read the same, whatever lies between paragraphs', () =>
    expect(marked(textDifference('One\n\nTwo', 'One\n \n\nTwo\n'))).toBe(' One| Two'))

  it('is the paragraphs that came and went, and no others', () => {
    expect(marked(textDifference('A\n\nB\n\nC', 'A\n\nX\n\nC\n\nD'))).toBe(' A|-B|+X| C|+D')
    expect(marked(textDifference('', 'New'))).toBe('+New')
    expect(marked(textDifference('Old', ''))).toBe('-Old')
  })

  it('brings each of the two texts back', () => {
    const was = 'A\n\nB\n\nA\n\nC\n\nB'
    const now = 'B\n\nA\n\nA\n\nD\n\nC'
    const found = textDifference(was, now)
    const without = (is: Paragraph['is']) =>
      found
        .filter(each => each.is !== is)
        .map(({ words }) => words)
        .join('\n\n')
    expect([without('new'), without('gone')]).toEqual([was, now])
  })

  it('is as few as can be', () => {
    expect(marked(textDifference('A\n\nB\n\nC\n\nD', 'B\n\nC\n\nD\n\nA'))).toBe('-A| B| C| D|+A')
    expect(marked(textDifference('A\n\nB', 'B\n\nC\n\nA\n\nB'))).toBe('+B|+C| A| B')
  })

  it('is the whole where there are more paragraphs than any letter has', () => {
    const long = (n: number) => Array.from({ length: n }, (_, at) => `P${at}`).join('\n\n')
    expect(textDifference(long(200), `${long(199)}\n\nNew`)).toHaveLength(201)
    expect(textDifference(long(201), long(201))).toEqual([{ is: 'kept', words: long(201) }])
    for (const [was, now] of [
      [long(201), 'A'],
      ['A', long(201)],
    ] as const)
      expect(textDifference(was, now)).toEqual([
        { is: 'gone', words: was },
        { is: 'new', words: now },
      ])
  })
})
