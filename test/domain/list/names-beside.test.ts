/** Names seen beside others: a list that stands family name first, spellings of one person, and the name in an address. */
import { describe, expect, it } from 'vitest'
import { areTurned, nameInAddress, personKey, turned } from '../../../domain/list/person-name.ts'

describe('a list with family names first and no commas', () => {
  it.each<[boolean, string, string[]]>([
    [true, 'most go on with a given name', ['KERR JAMES', 'MOSS LIA', 'OSEI SAMUEL A']],
    [true, 'some cannot tell', ['KERR JAMES', 'MOSS LIA', 'OSEI SAMUEL', 'ZORN XOCHITL', 'X']],
    [false, 'two are too few', ['KERR JAMES', 'MOSS LIA']],
    [false, 'they begin with given names', ['JAMES KERR', 'LIA MOSS', 'SAMUEL OSEI']],
    [false, 'one has a comma', ['KERR JAMES', 'MOSS LIA', 'OSEI, SAMUEL']],
    [false, 'one is a couple', ['KERR JAMES', 'MOSS LIA', 'OSEI SAMUEL', 'BOB & ANN']],
    [false, 'a third begins with a given name', ['KERR JAMES', 'MOSS LIA', 'SAMUEL OSEI']],
    [true, 'one of five begins with one', ['KERR JAMES', 'MOSS LIA', 'OSEI SAM', 'ORTIZ ANA', 'JAMES KERR']],
    [true, 'three of five can tell', ['KERR JAMES', 'MOSS LIA', 'OSEI SAM', 'ZORN XOCHITL', 'ZORN THUSNELDA']],
    [false, 'half of them cannot tell', ['KERR JAMES', 'MOSS LIA', 'ZORN XOCHITL', 'OSEI THUSNELDA']],
    [false, 'four words are no pair', ['KERR JAMES A B', 'MOSS LIA A B', 'OSEI SAM A B']],
  ])('is one: %s, where %s', (is, _, names) => expect(areTurned(names)).toBe(is))

  it.each([
    ['KERR JAMES A', 'KERR, JAMES A'],
    ['KERR  JAMES', 'KERR, JAMES'],
    ['KERR', 'KERR'],
  ])('%j reads %j', (name, said) => expect(turned(name)).toBe(said))
})

describe('a name', () => {
  it.each([
    ['Mary Ann Drake', 'mary drake'],
    ['Ann Hemd', 'ann hemd'],
    ['Mr. Jane Q. Róe, MD', 'jane roe'],
    ['Jane', 'jane'],
    ['Jane Jr.', 'jane'],
    ['', ''],
  ])('%j is compared as %j', (name, key) => expect(personKey(name)).toBe(key))
})

describe('two spellings of a name', () => {
  it.each([
    ['Jane A. Ortíz', 'JANE ORTIZ'],
    ['Dr. Jane Ortiz', 'Jane Ortiz, PhD'],
    ['Robert Hale Jr.', 'Mr. Robert Hale'],
    ['Robert Hale III', 'ROBERT J HALE'],
    ['Ann-Marie Roe', 'Ann Roe'],
    ['Jane', 'Ms. Jane'],
  ])('%j and %j are one person', (a, b) => expect(personKey(a)).toBe(personKey(b)))

  it.each([
    ['Jane Ortiz', 'Juan Ortiz'],
    ['Jane Ortiz', 'Jane Roe'],
    ['Jane Ortiz', 'Jane'],
    ['Mary Drake', 'Mary Ake'],
  ])('%j and %j are two', (a, b) => expect(personKey(a)).not.toBe(personKey(b)))
})

describe('a name in an address', () => {
  it.each([
    ['jane.roe@x.example', 'Jane Roe'],
    ['JANE_ROE@x.example', 'Jane Roe'],
    ['jane.q.roe@x.example', 'Jane Roe'],
    ['jane_q_roe@x.example', 'Jane Roe'],
    ['jroe@x.example', ''],
    ['j.roe@x.example', ''],
    ['jane.r@x.example', ''],
    ['jane.quinn.roe@x.example', ''],
    ['jane.roe2@x.example', ''],
    ['2jane.roe@x.example', ''],
    ['jane-roe@x.example', ''],
  ])('%s is %j', (email, name) => expect(nameInAddress(email)).toBe(name))
})
