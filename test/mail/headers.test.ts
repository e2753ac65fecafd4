/** Header fields of a copy, to the character: folding (RFC 5322), encoded words (RFC 2047), threads, unsubscribing. */
import { decodeWords } from 'postal-mime'
import { describe, expect, test } from 'vitest'
import {
  dateField,
  isAddressable,
  mailboxField,
  messageIdField,
  messageIdOf,
  textField,
  threadFields,
  unsubscribeFields,
} from '../../mail/headers.ts'

const [A60, B6, C67] = ['a'.repeat(60), 'b'.repeat(6), 'c'.repeat(67)]
const word = (text: string) => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`

describe('an address', () => {
  test.each([
    'ann@lee.example',
    'a@b',
    "o'hara+x_1%2=y@sub.lee-tool.example",
    '1@2.3',
    `${'a'.repeat(64)}@lee.example`,
    `a@${'b'.repeat(63)}.example`,
    `a@${'b.'.repeat(125)}bb`,
  ])('can be written to: %s', address => expect(isAddressable(address)).toBe(true))

  test.each([
    '',
    'ann',
    '@lee.example',
    'ann@',
    'ann@@lee.example',
    'ann lee@lee.example',
    ' ann@lee.example',
    'ann@lee.example ',
    'ann@lee.example\r\nBcc: eve@evil.example',
    'ann@-lee.example',
    'ann@lee-.example',
    'ann@lee.example-',
    'ann@lee..example',
    'ann@.example',
    'ann@lee.example.',
    'änn@lee.example',
    'ann@läe.example',
    '"ann"@lee.example',
    '<ann@lee.example>',
    `${'a'.repeat(65)}@lee.example`,
    `a@${'b'.repeat(64)}.example`,
    `a@${'b.'.repeat(125)}bbb`,
  ])('cannot be written to: %j', address => expect(isAddressable(address)).toBe(false))
})

describe('a subject', () => {
  test.each([
    ['stands as it is', 'Will you join us?', 'Subject: Will you join us?\r\n'],
    ['is one line', ' two\r\nBcc: eve@evil.example\t', 'Subject: two Bcc: eve@evil.example\r\n'],
    ['of 76 characters with its name is not folded', `${A60} ${B6}`, `Subject: ${A60} ${B6}\r\n`],
    ['of 77 is folded between words', `${A60} ${B6}b`, `Subject: ${A60}\r\n ${B6}b\r\n`],
    ['is folded where the next word ends behind column 76', `${A60} ${B6} c`, `Subject: ${A60} ${B6}\r\n c\r\n`],
    [
      'is folded again, counted from the fold',
      `${A60} ${B6}b ${A60} ${B6} e`,
      `Subject: ${A60}\r\n ${B6}b ${A60} ${B6}\r\n e\r\n`,
    ],
    ['may hold a word of 60 characters', A60, `Subject: ${A60}\r\n`],
    ['of one longer word is encoded', `${A60}a`, `Subject: ${word('a'.repeat(39))}\r\n ${word('a'.repeat(22))}\r\n`],
    ['with a letter outside ASCII is encoded', 'Zoë', `Subject: ${word('Zoë')}\r\n`],
    ['that looks encoded is encoded', '=?UTF-8?Q?Bcc=3A?=', `Subject: ${word('=?UTF-8?Q?Bcc=3A?=')}\r\n`],
    ['has at most 39 octets to a word', `é${'a'.repeat(37)}`, `Subject: ${word(`é${'a'.repeat(37)}`)}\r\n`],
    [
      'goes on in another word, no letter cut in two',
      'é'.repeat(20),
      `Subject: ${word('é'.repeat(19))}\r\n ${word('é')}\r\n`,
    ],
    ['may be empty', '', 'Subject: \r\n'],
  ])('%s', (_, text, field) => {
    expect(textField('Subject', text)).toBe(field)
  })

  test('is never folded before its first word', () => {
    expect(textField('X-A-Field-With-A-Long-Name', `${A60} b`)).toBe(`X-A-Field-With-A-Long-Name: ${A60}\r\n b\r\n`)
  })

  test('that is encoded reads as it was typed, in lines of 76 characters', () => {
    for (const typed of ['株式会社'.repeat(30), '🛠️'.repeat(40), 'Łódź, ', C67, `${C67} ${C67}`]) {
      const field = textField('Subject', typed)
      for (const line of field.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76)
      expect(decodeWords(field.slice(9).replace(/\r\n /g, ' ').trim())).toBe(typed.trim())
    }
  })
})

describe('a mailbox', () => {
  const to = (name: string, email = 'ann@lee.example') => mailboxField('To', name, email)
  const wide = (length: number) => `${'n'.repeat(length - 20)}@${'d'.repeat(11)}.example`

  test.each([
    ['without a name', '', 'To: ann@lee.example\r\n'],
    ['with a name of blanks', ' \t', 'To: ann@lee.example\r\n'],
    ['with a name of words', 'Ann Lee 2', 'To: Ann Lee 2 <ann@lee.example>\r\n'],
    ['with a comma in the name', 'Lee, Ann', 'To: "Lee, Ann" <ann@lee.example>\r\n'],
    ['with quotes and a backslash', 'Ann "A" \\ Lee', 'To: "Ann \\"A\\" \\\\ Lee" <ann@lee.example>\r\n'],
    ['with an address in the name', 'eve@evil.example', 'To: "eve@evil.example" <ann@lee.example>\r\n'],
    ['with a line break in the name', 'Ann\r\nBcc: eve', 'To: "Ann Bcc: eve" <ann@lee.example>\r\n'],
    ['with an accent', 'Zoë', `To: ${word('Zoë')} <ann@lee.example>\r\n`],
    ['with what looks encoded', '=?utf-8?q?x?=', `To: ${word('=?utf-8?q?x?=')} <ann@lee.example>\r\n`],
    [
      'with a name of 60 characters',
      `${'a'.repeat(29)} ${'b'.repeat(30)}`,
      `To: ${'a'.repeat(29)} ${'b'.repeat(30)}\r\n <ann@lee.example>\r\n`,
    ],
    [
      'with a name of 61 characters',
      `${'a'.repeat(30)} ${'b'.repeat(30)}`,
      `To: ${word(`${'a'.repeat(30)} ${'b'.repeat(8)}`)}\r\n ${word('b'.repeat(22))} <ann@lee.example>\r\n`,
    ],
  ])('%s', (_, name, field) => expect(to(name)).toBe(field))

  test('of 76 characters is not folded, of 77 before the address', () => {
    expect(to('Ann', wide(66))).toBe(`To: Ann <${wide(66)}>\r\n`)
    expect(to('Ann', wide(67))).toBe(`To: Ann\r\n <${wide(67)}>\r\n`)
  })
})

test('the date is in UTC, as RFC 5322 writes it', () => {
  expect(dateField('2026-02-27T16:00:05.000Z')).toBe('Date: Fri, 27 Feb 2026 16:00:05 +0000\r\n')
})

test('a Message-ID leads back to its attempt, at the sender’s domain', () => {
  expect(messageIdOf('a<t>t e\r\n1.2_3-4', '"x@y"@board.example')).toBe('<atte1.2_3-4@board.example>')
  expect(messageIdField('a1', 'x@board.example')).toBe('Message-ID: <a1@board.example>\r\n')
})

describe('a message that answers another', () => {
  test.each(['<a@b>', '<1.2/3=x@mail.example>', `<${'a'.repeat(250)}>`])('names %s', id => {
    expect(threadFields(id)).toBe(`In-Reply-To: ${id}\r\nReferences: ${id}\r\n`)
  })

  test.each([
    '',
    'a@b',
    '<a@b',
    'a@b>',
    '<ab>',
    `<${'a'.repeat(251)}>`,
    '<a b@c>',
    '<a@b> <c@d>',
    '<a<b@c>',
    '<a@b>\r\nBcc: eve@evil.example',
    '<ä@b>',
    'x<a@b>',
  ])('names nothing that is no Message-ID: %j', id => expect(threadFields(id)).toBe(''))
})

test('unsubscribing takes one click where the page is safe, and else a look', () => {
  expect(unsubscribeFields('https://board.example/o/1')).toBe(
    'List-Unsubscribe: <https://board.example/o/1>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n',
  )
  expect(unsubscribeFields('http://localhost/o/1')).toBe('List-Unsubscribe: <http://localhost/o/1>\r\n')
})
