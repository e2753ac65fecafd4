/** What the cells of a column look like. */
import { describe, expect, it } from 'vitest'
import { isMail, LOOKS, personScore, share } from '../../../domain/list/column-contents.ts'

const looks = (field: (typeof LOOKS)[number]['field'], cell: string) =>
  LOOKS.find(each => each.field === field)?.looks(cell)

describe('a cell', () => {
  it.each([
    ['jane@roe.example', true],
    ['Jane Roe <jane@roe.example>', true],
    ['jane@roe', false],
    ['Jane Roe', false],
    ['', false],
  ])('%j holds an address: %j', (cell, is) => expect(isMail(cell)).toBe(is))

  it.each([
    ['phone', '(303) 555-0100'],
    ['phone', '+1 303.555.0100 x12'],
    ['linkedin', 'https://www.LinkedIn.com/in/jane'],
    ['status', 'Unsubscribed'],
    ['title', 'CEO'],
    ['title', 'Plant manager'],
    ['company', 'Roe Works Inc.'],
    ['name', 'Jane Roe'],
    ['name', 'María Elena de la Cruz'],
    ['name', 'Ortiz, Jane'],
    ['name', 'Ortiz , Jane'],
    ['name', 'Ana Maria de la Cruz Ruiz'],
    ['name', `Jane ${'R'.padEnd(55, 'o')}`],
  ] as const)('looks like a %s: %j', (field, cell) => expect(looks(field, cell)).toBe(true))

  it.each([
    ['phone', '555'],
    ['phone', 'call 303-555-0100'],
    ['linkedin', 'linkedin'],
    ['status', 'Active'],
    ['title', 'Jane Roe'],
    ['title', `Manager ${'of all things '.repeat(4)}`],
    ['company', 'Jane Roe'],
    ['company', 'President of Roe Works Inc.'],
    ['company', 'jane@roe.com'],
    ['name', 'Jane'],
    ['name', 'Jane roe'],
    ['name', 'jaNe Roe'],
    ['name', 'Ana Maria de la Cruz Ruiz Lopez'],
    ['name', `Jane ${'R'.padEnd(56, 'o')}`],
    ['name', 'Jane Roe 2'],
    ['name', 'Jane @ Roe'],
    ['name', 'Jane Roe/Bob'],
    ['name', 'Jane: Roe'],
    ['name', 'Roe Works Inc.'],
    ['name', 'Plant Manager'],
  ] as const)('does not look like a %s: %j', (field, cell) => expect(looks(field, cell)).toBe(false))

  it('of sixty characters is no title', () => {
    expect(looks('title', 'Manager'.padEnd(59, '.'))).toBe(true)
    expect(looks('title', 'Manager'.padEnd(60, '.'))).toBe(false)
  })
})

describe('a column', () => {
  it('looks like something by the share of its cells', () => {
    expect(share(['a', 'b', 'a', 'c'], cell => cell === 'a')).toBe(0.5)
    expect(share([], () => true)).toBe(0)
  })

  it.each<[number, string[]]>([
    [1, ['Jane Roe', 'Bob Lee']],
    [0.3, ['Xochitl Roe']],
    [0.3, ['Jane']],
    [-0.1, ['Xochitl']],
    [-0.1, ['']],
    [-0.1, ['Bob and Dr. Lee']],
    [-1, ['Roe Works Inc.']],
    [-1, ['Front Desk']],
    [0, ['Jane Roe', 'Roe Works Inc.']],
    [0.3, ['Mr. Lee']],
    [1, ['Jane Roe', 'Bob and Ann Lee']],
    [0, []],
  ])('scores %d as names of people: %j', (score, cells) => expect(personScore(cells)).toBeCloseTo(score, 5))
})
