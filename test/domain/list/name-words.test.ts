/** Words around names: titles before them, letters behind them, and what stands where there is no name. */
import { describe, expect, it } from 'vitest'
import {
  isCredential,
  isDesk,
  isGeneration,
  isParticle,
  nameTitleOf,
  saysNothing,
} from '../../../domain/list/name-words.ts'

describe('a word before a name', () => {
  it.each([
    ['Mr.', 'courtesy'],
    ['MRS', 'courtesy'],
    ['Señora', 'courtesy'],
    ['Sr.', 'courtesy'],
    ['Dr.', 'earned'],
    ['Lt-Col', 'earned'],
    ['Lic.', 'earned'],
    ['Hon.', 'earned'],
    ['Esq.', undefined],
    ['Jane', undefined],
    ['Drew', undefined],
    ['', undefined],
  ])('%j is a title: %j', (word, title) => expect(nameTitleOf(word)).toBe(title))
})

describe('a word behind a name', () => {
  it.each(['Jr.', 'SR', 'ii', 'III', 'IV', 'viii', '2nd', 'Senior'])('%j says which generation', word =>
    expect(isGeneration(word)).toBe(true),
  )
  it.each(['I', 'Jrs', 'Hale', '2', '5th', 'vix', 'div'])('%j does not', word => expect(isGeneration(word)).toBe(false))

  it.each([
    ['phd', 'in any letters'],
    ['Cpa', 'in any letters'],
    ['CPA®', 'with its mark'],
    ['CPA/PFS', 'two in one'],
    ['SHRM-CP', 'two in one'],
    ['P.E.', 'with dots'],
    ['Ed.D.', 'with dots'],
    ['Ed.D', 'with dots'],
    ['M.Ed.', 'with dots'],
    ['a.b.c.', 'with dots'],
  ])('%j is a degree, %s, wherever it stands', (word, _) =>
    expect([isCredential(word), isCredential(word, true)]).toEqual([true, true]),
  )

  it.each([
    ['PE', 'known in capitals'],
    ['PE*', 'known in capitals, with a mark'],
    ['SHRM-XX', 'capitals where a name has none'],
    ['CWDX', 'capitals where a name has none'],
    ['ABcdE', 'capitals where a name has none'],
    ['CEcD', 'known'],
    ['A1B', 'with a number'],
    ['ABCDEFGHIJKL', 'of twelve letters'],
  ])('%j is one: %s', (word, _) => expect(isCredential(word)).toBe(true))

  it.each(['PE', 'ROE', 'SHRM-XX', 'A1B', 'CWDX'])('%j says nothing where other words are in capitals too', word =>
    expect(isCredential(word, true)).toBe(false),
  )

  it.each([
    ['Pe', 'a word'],
    ['Ms', 'a title'],
    ['Roe', 'a name'],
    ['J.', 'an initial'],
    ['A.B.', 'two initials'],
    ['AB', 'two initials'],
    ['McKAY', 'a name'],
    ['MacKAY', 'a name'],
    ['DeVRIES', 'a name'],
    ['DiMARIA', 'a name'],
    ['LaVOY', 'a name'],
    ['CPA/ROE', 'a degree and a name'],
    ['ABCDEFGHIJKLM', 'too long'],
    ['abcde.fg.', 'too long for letters with dots'],
    ['ABcdeF', 'three small letters'],
    ['ABc', 'no capital at its end'],
    ['1AB', 'begins with a number'],
  ])('%j is none: %s', (word, _) => expect(isCredential(word)).toBe(false))
})

describe('a particle', () => {
  it.each(['de', 'van', 'La', 'St.', 'y', 'bin'])('%j belongs to the family name', word =>
    expect(isParticle(word)).toBe(true),
  )
  it.each(['dean', 'jean', 'vans', 'Roe', ''])('%j is none', word => expect(isParticle(word)).toBe(false))
})

describe('what stands where there is no name', () => {
  it.each(['N/A', 'n.a.', 'TBD', 'Unknown Unknown', 'tbd tbd', 'To be hired', 'xxx', 'Vacante', 'Primary Contact'])(
    '%j says nothing',
    text => expect(saysNothing(text)).toBe(true),
  )
  it.each(['Nan Roe', 'Jane', 'Tester', 'Jo Jo', 'Contact Roe', '', 'Unknown Jane'])('%j says something', text =>
    expect(saysNothing(text)).toBe(false),
  )
})

describe('a desk', () => {
  it.each([
    'Front Desk',
    'Plant Manager',
    'accounts payable',
    'Office 2',
    'HR',
    'The Smith Family',
    "O'Brien Household",
    'Estate of Jane Roe',
  ])('%j is one', text => expect(isDesk(text)).toBe(true))
  it.each([
    'Jane',
    'Front Roe',
    'Jane Roe Family',
    'Smith Family Farm',
    'The Familyman',
    'Real Estate of Roe',
    'Estates of Jane Roe',
    '',
    '2',
    'A 2',
  ])('%j is none', text => expect(isDesk(text)).toBe(false))
})
