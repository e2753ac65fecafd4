/** Names in the letters that people write them in. */
import { describe, expect, it } from 'vitest'
import { inGenerationCase, inNameCase, isShouted } from '../../../domain/list/letter-case.ts'

describe('a name', () => {
  it.each([
    ['JANE ROE', 'Jane Roe', 'all in capitals'],
    ['jane roe', 'Jane Roe', 'all in small letters'],
    ['Jane Roe', 'Jane Roe', 'as people write it'],
    ['Ann-Marie Roe', 'Ann-Marie Roe', 'with a hyphen'],
    ['ANN-MARIE ROE', 'Ann-Marie Roe', 'with a hyphen, in capitals'],
    ["O'NEIL", "O'Neil", 'with an apostrophe'],
    ['d’angelo', 'D’Angelo', 'with another apostrophe'],
    ["ANN'S", "Ann's", 'with a letter alone behind the apostrophe'],
    ["ANA'LEE ROE", "Ana'lee Roe", 'with an apostrophe late in it'],
    ["O'N", "O'n", 'with one letter behind the apostrophe'],
    ['MCKERR', 'McKerr', 'Scottish'],
    ['mckerr', 'McKerr', 'Scottish, in small letters'],
    ['MCMAHON-MCKERR', 'McMahon-McKerr', 'Scottish twice'],
    ["DE'ANDRE ROE", "De'Andre Roe", 'with an apostrophe behind two letters'],
    ['ÅKE ÖRN', 'Åke Örn', 'with letters of other alphabets'],
    ['SIOBHÁN ÉIRE', 'Siobhán Éire', 'with accents'],
    ['MARIA DE LA CRUZ', 'Maria de la Cruz', 'with particles'],
    ['LUDWIG VON DER ROE', 'Ludwig von der Roe', 'with other particles'],
    ['DE LA CRUZ', 'De la Cruz', 'that begins with a particle'],
    ['maria de la cruz', 'Maria de la Cruz', 'with particles, in small letters'],
    ['DEAN DELROY', 'Dean Delroy', 'that only begins like one'],
    ['DR. JANE ROE', 'Dr. Jane Roe', 'with a title'],
    ['MR LEE', 'Mr Lee', 'with a title that could be initials'],
    ['ROBERT HALE JR.', 'Robert Hale Jr.', 'of a junior'],
    ['robert hale iii', 'Robert Hale III', 'of a third'],
    ['ROBERT HALE VIII', 'Robert Hale VIII', 'of an eighth'],
    ['JP ROE', 'JP Roe', 'with initials as a word'],
    ['J.P. ROE', 'J.P. Roe', 'with initials and dots'],
    ['TJL ROE', 'TJL Roe', 'with three initials'],
    ['HMPH ROE', 'Hmph Roe', 'with four letters that are none'],
    ['AL ROE', 'Al Roe', 'that is short'],
    ['JO ROE', 'Jo Roe', 'that is short'],
    ['ROE JP', 'Roe Jp', 'with initials behind, which may be a name'],
    ['jp roe', 'Jp Roe', 'with initials in small letters'],
    ['V ROE', 'V Roe', 'with one initial'],
    ['IV ROE', 'IV Roe', 'with a number before it'],
    ['YAN', 'Yan', 'that is short and has a vowel'],
    ['王小明', '王小明', 'without capitals'],
    ['BOB AND ANN', 'Bob and Ann', 'of two people'],
  ])('%j is written %j: %s', (name, said) => expect(inNameCase(name)).toBe(said))

  it.each([
    ['Juan GARCÍA', 'Juan García', 'long'],
    ['Juan KERR', 'Juan Kerr', 'of four letters'],
    ['Juan LEE', 'Juan LEE', 'short, and may be initials'],
    ['juan García', 'juan García', 'in small letters: somebody may want it so'],
    ['Juan HMPH', 'Juan HMPH', 'without a vowel'],
    ['Juan VIII', 'Juan VIII', 'a number'],
    ['Juan VITO', 'Juan Vito', 'that begins like a number'],
    ['Juan LEVI', 'Juan Levi', 'that ends like one'],
    ['Juan R.O.E.', 'Juan R.O.E.', 'with dots'],
    ['Juan ROE&LEE', 'Juan ROE&LEE', 'of two'],
    ['Juan ROE/LEE', 'Juan ROE/LEE', 'of two'],
    ['Juan ROE22', 'Juan ROE22', 'with a number'],
  ])('in mixed letters, %j, is written %j: a word %s', (name, said) => expect(inNameCase(name)).toBe(said))
})

describe('a generation', () => {
  it.each([
    ['JR.', 'Jr.'],
    ['jr', 'Jr'],
    ['iii', 'III'],
    ['Iv', 'IV'],
    ['3RD', '3rd'],
    ['SENIOR', 'Senior'],
  ])('%j is written %j', (word, said) => expect(inGenerationCase(word)).toBe(said))
})

describe('capitals', () => {
  it.each([
    ['JANE', true],
    ['J. 2', true],
    ['Jane', false],
    ['12', false],
    ['jane', false],
  ])('%j is all in them: %j', (text, is) => expect(isShouted(text)).toBe(is))
})
