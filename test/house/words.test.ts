/** The glossary has the words of the house. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { KINDS } from '../../domain/keep/kinds.ts'
import { wordsOf } from './words.ts'

const WORDS = wordsOf(readFileSync('docs/glossary.md', 'utf8'))

describe('the glossary', () => {
  test('has a line for each kind of meeting and for what everything is about', () => {
    expect(WORDS.size).toBeGreaterThan(100)
    for (const word of ['partnership', 'campaign', 'invitation', 'wave', 'send', 'errand', 'login', 'act', 'matter'])
      expect([...WORDS]).toContain(word)
    expect(Object.keys(KINDS).filter(kind => !WORDS.has(kind.replace('-', ' ')))).toEqual([])
  })

  test('has a line for each room', () => {
    const rooms = readdirSync('functions', { withFileTypes: true }).filter(each => each.isDirectory())
    expect(rooms.map(({ name }) => `${name}/`).filter(room => !WORDS.has(room))).toEqual([])
  })

  test('says each word once', () => {
    const words = [...readFileSync('docs/glossary.md', 'utf8').matchAll(/^\| ([^|]+) \|/gm)]
      .flatMap(([, cell = '']) => cell.split(','))
      .map(word => word.trim().toLowerCase())
      .filter(word => word !== 'word' && !word.startsWith('-'))
    expect(words.filter((word, n) => words.indexOf(word) !== n)).toEqual([])
  })

  test('is read from its tables', () => {
    expect([...wordsOf('| word | meaning |\n|---|---|\n| ask, offer | x |\n| wave | y |')]).toEqual([
      'ask',
      'offer',
      'wave',
    ])
  })
})
