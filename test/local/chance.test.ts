import { expect, it } from 'vitest'
import { base32, chance } from '../../local/chance.ts'

it('writes bytes as lower-case base32 like RFC 4648 section 10', () => {
  const of = (text: string) => base32(new TextEncoder().encode(text))
  expect(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map(of)).toEqual([
    '',
    'my',
    'mzxq',
    'mzxw6',
    'mzxw6yq',
    'mzxw6ytb',
    'mzxw6ytboi',
  ])
})

it('gives ids of the asked strength, never the same twice', () => {
  const ids = Array.from({ length: 1000 }, () => chance.id(16))
  expect(new Set(ids).size).toBe(1000)
  expect(ids.every(id => /^[a-z2-7]{26}$/.test(id))).toBe(true)
})
