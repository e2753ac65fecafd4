/** Companies: which spellings are one, what reads like one, and whom somebody counts for. */
import { describe, expect, it } from 'vitest'
import { companyKey, companyOf, plainWords } from '../../../domain/list/company.ts'
import { looksLikeCompany } from '../../../domain/list/company-like.ts'

describe('plain words', () => {
  it.each([
    ['acme2', 'acme2'],
    ['  Acme,  Works!  ', 'acme works'],
    ['Peña & Söhne', 'pena and sohne'],
    ['ACME&CO', 'acme and co'],
    ["O'Neil’s S.A.", 'oneils sa'],
    ['Ｋｅｒｒ 王', 'ｋｅｒｒ 王'],
    ['Smith–Lee', 'smith lee'],
    ['-', ''],
  ])('of %j are %j', (text, plain) => expect(plainWords(text)).toBe(plain))
})

describe('a company', () => {
  it.each([
    ['Ridgeline Machining, Inc.', 'ridgeline machining'],
    ['THE RIDGELINE MACHINING CO., LLC', 'ridgeline machining'],
    ['Hale & Sons, S.A. de C.V.', 'hale and sons'],
    ['Hale & Co.', 'hale'],
    ['Hale and', 'hale'],
    ['The', 'the'],
    ['Inc.', 'inc'],
    ['Co. Inc.', 'co'],
    ['And', 'and'],
    ['Incline Works', 'incline works'],
    ['Works of Inc Roe', 'works of inc roe'],
    ['', ''],
  ])('%j is known as %j', (name, key) => expect(companyKey(name)).toBe(key))
})

describe('whoever names no company', () => {
  it.each([
    [
      { company: ' Roe Works, Inc. ', email: 'jane@kerr.example' },
      { key: 'roe works', name: 'Roe Works, Inc.' },
    ],
    [
      { company: '', email: 'Jane@Kerr.example' },
      { key: '@kerr.example', name: 'kerr.example' },
    ],
    [
      { company: '–', email: 'jane@kerr.example' },
      { key: '@kerr.example', name: 'kerr.example' },
    ],
    [
      { company: '', email: 'Jane@Gmail.com' },
      { key: 'jane@gmail.com', name: 'Jane@Gmail.com' },
    ],
  ])('of %j counts for %j', (person, company) => expect(companyOf(person)).toEqual(company))
})

describe('a text', () => {
  it.each([
    ['Roe, Inc.', 'a form of company'],
    ['Roe SA de CV', 'a form of company, in Spanish'],
    ['Panadería Roe', 'a trade, in Spanish'],
    ['Roe Manufacturing', 'a trade'],
    ['City of Denver', 'a place that acts'],
    ['Hale and Sons', 'a family firm'],
    ['Roe Bros', 'a family firm'],
    ['Store #12', 'a number'],
    ['Hale® Tools', 'the mark of a product'],
    ['Roe™', 'the mark of a product'],
    ['roe.com', 'a web address'],
    ['Roe.ORG', 'a web address'],
    ['Kerr Steel Mills', 'several words of trades'],
    ['First Baptist Church', 'no given name before the trade'],
    ['Jane Roe Works', 'three words, one of them a trade'],
    ['Xochitl Works', 'two words, without a given name'],
    ['Church Mills Wood', 'words of trades alone'],
    ['Xochitl Roe Mills', 'three words without a given name or a mark of a person'],
  ])('%j reads like a company: %s', (text, _) => expect(looksLikeCompany(text)).toBe(true))

  it.each([
    ['Jane Roe', 'a person'],
    ['Jane Works', 'a given name and one word'],
    ['Works', 'one word'],
    ['Steel', 'one word, and a family name'],
    ['Roe Steel', 'a family name'],
    ['Jane Roe Mills', 'a given name and a family name'],
    ['Xochitl Roe-Mills', 'a family name in two parts'],
    ['Church, Adena', 'a family name before a comma'],
    ['Xochitl K. Mills', 'an initial'],
    ['Xochitl K Mills', 'an initial without a dot'],
    ['Dr. Xochitl Mills', 'a title'],
    ['Xochitl Mills Jr.', 'a generation'],
    ['Xochitl Mills CPA', 'a degree'],
    ['XOCHITL MILLS CPA', 'a degree among capitals'],
    ['Xochitl de Mills', 'a particle'],
    ['Jane Roe, CFP®', 'the mark of a degree'],
    ['Jane Roe roe.community', 'no web address'],
    ['Denver City', 'a place'],
    ['Incline Roe', 'a word that begins like one'],
    ['#12', 'no letter'],
    ['', 'nothing'],
  ])('%j does not: %s', (text, _) => expect(looksLikeCompany(text)).toBe(false))

  it.each([
    ['Kerr Foods Mills', 'one of the words is no family name'],
    ['XOCHITL STEEL MILLS', 'capitals are no degree where all are'],
    ['Xochitl Steel Lavande', 'a word that begins like a particle is none'],
    ['Xochitl Steel Kx', 'two letters are no initial'],
  ])('%j reads like one: %s', (text, _) => expect(looksLikeCompany(text)).toBe(true))
})
