/** The address in a cell: letter for letter, or nothing; and what stands beside it is shown. */
import { describe, expect, it } from 'vitest'
import { isWhole, readAddressCell } from '../../../domain/list/address-cell.ts'

const JANE = 'jane@x.example'
const BOB = 'bob@y.example'

describe('a cell with one address', () => {
  it.each<[why: string, cell: string, name: string, email?: string]>([
    ['alone', JANE, ''],
    ['in capitals', 'JANE@X.Example', ''],
    ['with a plus sign', 'Jane+List@x.example', '', 'jane+list@x.example'],
    ['with an apostrophe', "o'neil@x.example", '', "o'neil@x.example"],
    ['in quotes', `'${JANE}'`, ''],
    ['in curved quotes', `“${JANE}”`, ''],
    ['in brackets', `<${JANE}>`, ''],
    ['in round brackets', `(${JANE})`, ''],
    ['in braces', `{${JANE}}`, ''],
    ['in a bracket that never closes', `<${JANE}`, ''],
    ['in a bracket that was never opened', `${JANE}>`, ''],
    ['as a link', `<mailto:${JANE}>`, ''],
    ['with a full stop', `${JANE}.`, ''],
    ['with a semicolon', `${JANE};`, ''],
    ['behind a label', `Email: ${JANE}`, ''],
    ['behind a label with a hyphen', `E-mail: ${JANE}`, ''],
    ['behind a label, close', `work:${JANE}`, ''],
    ['behind its name', `Jane Roe <${JANE}>`, 'Jane Roe'],
    ['behind its name in quotes', `"Roe, Jane" <${JANE}>`, 'Roe, Jane'],
    ['behind its name, of which the bracket never closes', `Jane Roe <${JANE}`, 'Jane Roe'],
    ['behind its name, close', `jane<${JANE}>`, 'jane'],
    ['twice', `${JANE} ${JANE}`, ''],
    ['twice, in other letters', `${JANE}; JANE@x.example`, ''],
    ['twice, as Outlook copies it', `${JANE} <${JANE}>`, ''],
    ['of a foreign domain', 'jane@müller.example', '', 'jane@xn--mller-kva.example'],
  ])('%s is used without a word', (_, cell, name, email = JANE) =>
    expect(readAddressCell(cell)).toEqual({ email, name }),
  )
})

describe('a cell of which something may belong to the address', () => {
  it.each([
    ['a blank before', `jane doe@x.example`],
    ['a blank behind', `jane@x.exam ple`],
    ['a word behind', `${JANE} mple`],
    ['a name close before', `Jane ${JANE}`],
    ['a name of two words close before', `Jane Roe ${JANE}`],
    ['a part before a comma', `a,${JANE}`],
    ['a part before a comma and a blank', `a, ${JANE}`],
    ['a part behind a comma', `${JANE},mple`],
    ['a part behind a bracket', `<${JANE}>mple`],
    ['a part behind a slash', `${JANE}/bob`],
    ['a mark behind', `${JANE}!`],
    ['an at sign before', `bob@ ${JANE}`],
    ['an at sign behind', `${JANE} @x`],
    ['an at sign at its beginning', `@x ${JANE}`],
    ['a broken address before', `bob@y, ${JANE}`],
    ['a broken address before, with a name', `Bob Lee bob@y, ${JANE}`],
    ['an at sign behind a comma', `${JANE}, @x`],
    ['an at sign in quotes', `${JANE}, "@x"`],
    ['a colon that is none of a label', `x1:${JANE}/y`],
    ['a conjunction without another', `${JANE} or`],
    ['a conjunction and a word', `${JANE} or office`],
    ['a link behind', `${JANE} http://x.example`],
    ['a number before', `1. ${JANE}`],
    ['a letter in brackets before', `a) ${JANE}`],
  ])('cannot be read: %s', (_, cell) => expect(readAddressCell(cell)).toBeUndefined())

  it.each(['nobody', 'jane@', '@x.example', 'jane@x', 'jane@@x.example', 'a@x.example@y.example', 'jane@xⓖ.example'])(
    'nor can %j, which is none',
    cell => expect(readAddressCell(cell)).toBeUndefined(),
  )

  it('nor can a text of more than a thousand characters', () => {
    expect(readAddressCell(`${JANE}, ${'x'.repeat(980)}`)?.email).toBe(JANE)
    expect(readAddressCell(`${JANE}, ${'x'.repeat(990)}`)).toBeUndefined()
  })
})

describe('a cell with several addresses', () => {
  it.each<[string, string, string, string]>([
    ['the first of two between commas', `${JANE}, ${BOB}`, JANE, BOB],
    ['commas without blanks', `${JANE},${BOB}`, JANE, BOB],
    ['semicolons', `${JANE};${BOB}`, JANE, BOB],
    ['bars', `${JANE} | ${BOB}`, JANE, BOB],
    ['a blank alone', `${JANE} ${BOB}`, JANE, BOB],
    ['a line break', `${JANE}\n${BOB}`, JANE, BOB],
    ['a slash', `${JANE}/${BOB}`, JANE, BOB],
    ['a slash with blanks', `${JANE} / ${BOB}`, JANE, BOB],
    ['a conjunction', `${JANE} or ${BOB}`, JANE, `or ${BOB}`],
    ['another', `${JANE} and ${BOB}`, JANE, `and ${BOB}`],
    ['an ampersand', `${JANE} & ${BOB}`, JANE, `& ${BOB}`],
    ['a plus', `${JANE} + ${BOB}`, JANE, `+ ${BOB}`],
    ['a dash', `${JANE} – ${BOB}`, JANE, `– ${BOB}`],
    ['a copy', `${JANE} cc ${BOB}`, JANE, `cc ${BOB}`],
    ['a copy behind a comma', `${JANE}, cc: ${BOB}`, JANE, `cc: ${BOB}`],
    ['three between slashes', `${JANE}/${BOB}/c@z.example`, JANE, `${BOB}/c@z.example`],
    ['the one that is not for copies, between slashes', `cc:${BOB}/${JANE}`, JANE, `cc:${BOB}`],
    [
      'one of an assistant where the other may be broken',
      `${JANE} (assistant); ${BOB} x`,
      JANE,
      `(assistant); ${BOB} x`,
    ],
    ['what is said of another is not said of it', `${JANE} - ${BOB} (old)`, JANE, `- ${BOB} (old)`],
    ['three', `${JANE}, ${BOB}, c@z.example`, JANE, `${BOB}, c@z.example`],
    ['the one in the bracket', `${BOB} <${JANE}>`, JANE, `${BOB} < >`],
    ['the first bracket of two', `Al <${JANE}>; Bo <${BOB}>`, JANE, `Al < >; Bo <${BOB}>`],
    ['none of the assistant', `assistant: ${BOB}; ${JANE}`, JANE, `assistant: ${BOB}`],
    ['none for copies', `cc: ${BOB}, ${JANE}`, JANE, `cc: ${BOB}`],
    ['none that is private', `${BOB} (personal); ${JANE}`, JANE, `${BOB} (personal)`],
    ['none that is private, said with a dash', `${BOB} - personal; ${JANE}`, JANE, `${BOB} - personal`],
    ['none that is private, said in square brackets', `${BOB} [personal]; ${JANE}`, JANE, `${BOB} [personal]`],
    ['none that is private, said before it', `home:${BOB} work:${JANE}`, JANE, `home:${BOB} work:`],
    ['none that is in brackets for a copy', `${JANE} (${BOB})`, JANE, `(${BOB})`],
    ['none that is in brackets before it', `(${BOB}) ${JANE}`, JANE, `(${BOB})`],
    ['none that is old', `old: ${BOB}, new: ${JANE}`, JANE, `old: ${BOB}, new:`],
    ['none that bounced', `${BOB} (bounced); ${JANE}`, JANE, `${BOB} (bounced)`],
    ['a private one where there is no other', `${JANE} (personal)`, JANE, '(personal)'],
    ['a private one rather than an old one', `${BOB} (old), ${JANE} (home)`, JANE, `${BOB} (old), (home)`],
  ])('uses %s, and shows the rest', (_, cell, email, beside) =>
    expect(readAddressCell(cell)).toMatchObject({ email, beside }),
  )

  it.each([
    ['left', `${JANE} - left`],
    ['bounced', `${JANE}; bounced`],
    ['bounced, with a colon', `${JANE}: bounced`],
    ['no longer valid', `${JANE} [no longer valid]`],
    ['not to be used', `do not use: ${JANE}`],
  ])('uses none that is called %s', (_, cell) => expect(readAddressCell(cell)).toBeUndefined())
})

describe('words beside an address are shown', () => {
  it.each([
    ['a name in brackets', `${JANE} (Jane Roe)`, '(Jane Roe)'],
    ['a name in brackets, close', `${JANE}(Jane)`, '(Jane)'],
    ['a name behind a dash', `${JANE} - Jane Roe`, '- Jane Roe'],
    ['a name behind a comma', `${JANE}, Jane Roe`, 'Jane Roe'],
    ['a name before a comma', `Jane Roe, ${JANE}`, 'Jane Roe'],
    ['a protocol', `SMTP:${JANE}`, 'SMTP:'],
    ['a label that is another word', `Webmail: ${JANE}`, 'Webmail:'],
    ['a label of several', `Emails: ${JANE}`, 'Emails:'],
    ['words on both sides', `Jane, Roe Works, ${JANE}, CEO`, 'Jane, Roe Works, , CEO'],
  ])('%s', (_, cell, beside) => expect(readAddressCell(cell)).toEqual({ email: JANE, name: '', beside }))

  it('but not a name that is used', () => {
    expect(readAddressCell(`'Jane Roe' <${JANE}>, ${BOB}`)).toMatchObject({ email: JANE, name: 'Jane Roe' })
    expect(readAddressCell(`"'Ms. "JR" Roe'" <${JANE}>, ${BOB}`)).toMatchObject({ name: 'Ms. "JR" Roe' })
    expect(readAddressCell(`Bob Lee, Jane Roe <${JANE}>, ${BOB}`)).toMatchObject({ email: JANE, name: '' })
    expect(readAddressCell(`Bob: ${BOB}; <${JANE}>`)).toMatchObject({ email: JANE, name: '' })
  })
})

describe('an address stands by itself', () => {
  it.each<[string, string, boolean]>([
    ['', '', false],
    ['"', '"', false],
    [' ', ' ', false],
    ['<', '>', false],
    ['Jane <', '>', false],
    ['Jane<', '>,', false],
    ['( ', ' ) ', false],
    ['x [', ']: more', false],
    ['<', '', false],
    ['Jane <"', '"', false],
    ['Email:', '', false],
    ['Email: "', '', false],
    ['Jane Roe, ', '', false],
    ['Jane Roe) ', '', false],
    [' or ', '', false],
    ['x and/or ', '', false],
    [',', '', true],
    ['>;', '', true],
    ['] ,|', '', true],
    ['(x)', '', true],
    ['x, ', '', true],
    [' ', '', true],
    ['', '. ', false],
    ['', ') ]', false],
    ['', '> x', false],
    ['', ' <x', false],
    ['', ' – x', false],
    ['', '(x', false],
    ['', ' - x', false],
    ['', ' / x', false],
    ['', '; x', false],
    ['', ': x', false],
    ['', ' , x', false],
    ['', `,${BOB}`, false],
    ['', ` ${BOB}`, false],
    ['', ` "${BOB}"`, false],
    ['', ` to:${BOB}`, false],
    ['', ` <${BOB}>`, false],
    ['', ` or ${BOB}`, false],
    ['"\'', '', false],
    [':"', '', false],
    ["'>,;", '', true],
    ['(x} ', '', true],
    ['Jane <', '”) more', false],
    ['', ` (${BOB}`, false],
    ['', ` cc:${BOB}.`, false],
    ['', `;"${BOB}";`, false],
  ])('between %j and %j, behind another one: %j', (before, behind, isFollower) =>
    expect(isWhole(before, behind, isFollower)).toBe(true),
  )

  it.each<[string, string, boolean]>([
    ['x<', 'mple', false],
    ['x<', '', false],
    ['x<', '>y', false],
    ['<', '>y', false],
    ['jane ', '', false],
    ['jane', '', true],
    ['jane ', '', true],
    ['x,', '', false],
    [',', '', false],
    ['x,', '', true],
    ['x, ', '', false],
    ['nor ', '', false],
    [' ) x', '', true],
    ['', 'x', false],
    ['', '!', false],
    ['', ',x', false],
    ['', ';x', false],
    ['', ' x', false],
    ['', '-x', false],
    ['', ' -x', false],
    ['', ' or x', false],
    ['', ' nor x', false],
    ['', ` x ${BOB}`, false],
    ['', ` order ${BOB}`, false],
    ['', ` nor ${BOB}`, false],
    ['', 'x <y', false],
    ['', 'x - y', false],
    ['', 'x ; y', false],
    ['x: z ', '', false],
    ['<x', '', true],
    ['x, z', '', true],
    ['x)y', '', true],
    ['a b, c', '', false],
    ['', `x ${BOB}`, false],
  ])('but not between %j and %j, behind another one: %j', (before, behind, isFollower) =>
    expect(isWhole(before, behind, isFollower)).toBe(false),
  )
})
