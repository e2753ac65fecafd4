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
})
