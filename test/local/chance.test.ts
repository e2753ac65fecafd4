import { expect, it } from 'vitest'
import { chance } from '../../local/chance.ts'

it('gives ids of the asked strength, never the same twice', () => {
  const ids = Array.from({ length: 1000 }, () => chance.id(16))
  expect(new Set(ids).size).toBe(1000)
  expect(ids.every(id => /^[a-z2-7]{26}$/.test(id))).toBe(true)
})
