import { domainToUnicode } from 'node:url'
import { expect, it } from 'vitest'
import { dice, randomList, standsIn } from '../../samples/random-lists.ts'

const ROWS = 200
const LISTS = 40

it('of eight thousand random and spoiled rows, every address that would be written to stood in its row, and every greeting has a letter', () => {
  let written = 0
  for (let seed = 1; seed <= LISTS; seed++) {
    for (const { text, emails, greeting } of randomList(dice(seed), ROWS)) {
      written++
      for (const email of emails) {
        const asTyped = email.replace(/@(.*)$/, (_, domain: string) => `@${domainToUnicode(domain)}`)
        const stands = standsIn(text, email) || standsIn(text, asTyped)
        expect({ seed, email, text, stands }).toEqual({ seed, email, text, stands: true })
      }
      expect({ seed, text, greeting: /\p{L}/u.test(greeting) }).toEqual({ seed, text, greeting: true })
    }
  }
  // Most rows are spoiled, and still many can be read.
  expect(written).toBeGreaterThan((ROWS * LISTS) / 5)
}, 60_000)

it('the measure itself finds addresses that were shortened or put together', () => {
  expect(standsIn('jane doe@a.example', 'doe@a.example')).toBe(true)
  expect(standsIn('jane.doe@a.example', 'doe@a.example')).toBe(false)
  expect(standsIn('jane@a.example.com', 'jane@a.example')).toBe(false)
  expect(standsIn('j\u200bane@a.example', 'jane@a.example')).toBe(true)
  expect(standsIn('ja ne@a.example', 'jane@a.example')).toBe(false)
  expect(standsIn('xjane@a.example', 'jane@a.example')).toBe(false)
})
