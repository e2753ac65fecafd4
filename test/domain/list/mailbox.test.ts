/** Addresses as people write them, and what they say of whoever has them. */
import { describe, expect, it } from 'vitest'
import {
  domainOf,
  inAscii,
  isAddress,
  isFreeMail,
  isNowhere,
  isReachable,
  isRoleAddress,
  nowhere,
  parseMailbox,
  withoutMailto,
} from '../../../domain/list/mailbox.ts'
import { meantDomain } from '../../../domain/list/meant-domain.ts'

describe('an address', () => {
  it.each([
    'jane@roe.example',
    'Jane.Q.Roe+list@mail.roe.example',
    "o'neil_x@roe.co",
    '1@2.co',
    `${'x'.repeat(64)}@roe.example`,
    `x@${'y'.repeat(63)}.example`,
  ])('can be %j', text => expect(isAddress(text)).toBe(true))

  it.each([
    'jane',
    '@roe.example',
    'jane@',
    'jane@roe',
    '.jane@roe.example',
    'jane.@roe.example',
    'jane..x@roe.example',
    'jane doe@roe.example',
    'jane@-roe.example',
    'jane@roe-.example',
    'jane@roe..example',
    'jane@roe.1x',
    'jane@roe.example-',
    'jörg@roe.example',
    'jane@röe.example',
    '<jane@roe.example>',
    `${'x'.repeat(65)}@roe.example`,
    `x@${'y'.repeat(64)}.example`,
    `x@${'y.'.repeat(130)}example`,
  ])('is not %j', text => expect(isAddress(text)).toBe(false))

  it('that stands for nobody is none to write to', () => {
    expect(nowhere('a1')).toBe('a1@no-address.invalid')
    expect([isNowhere(nowhere('a1')), isNowhere('jane@roe.example')]).toEqual([true, false])
    expect([nowhere('a1'), 'jane@roe.example', 'jane@roe'].map(isReachable)).toEqual([false, true, false])
  })

  it('has a domain in small letters', () => {
    expect(domainOf('Jane@Roe.Example')).toBe('roe.example')
    expect(domainOf('a@b@Roe.example')).toBe('roe.example')
  })
})

describe('a mailbox', () => {
  it.each([
    ['jane@roe.example', '', 'jane@roe.example'],
    ['Jane Roe <Jane@roe.example>', 'Jane Roe', 'Jane@roe.example'],
    ['"Roe, Jane" <jane@roe.example>;', 'Roe, Jane', 'jane@roe.example'],
    ["'Jane' <jane@roe.example> , ", 'Jane', 'jane@roe.example'],
    ['Jane (jane@roe.example)', 'Jane', 'jane@roe.example'],
    ['Jane [jane@roe.example].', 'Jane', 'jane@roe.example'],
    ['Jane < mailto:jane@roe.example >', 'Jane', 'jane@roe.example'],
    ['[Jane] <jane@roe.example>', 'Jane', 'jane@roe.example'],
    ['"Jane \\"JR\\" Roe" <jane@roe.example>', 'Jane "JR" Roe', 'jane@roe.example'],
    ['MAILTO:jane@roe.example', '', 'jane@roe.example'],
    ["'jane@roe.example'", '', 'jane@roe.example'],
    ['jane@roe.example;,.', '', 'jane@roe.example'],
    ['jane@roe.example <Jane@Roe.example>', '', 'Jane@Roe.example'],
    ['mailto:jane@roe.example <jane@roe.example>', '', 'jane@roe.example'],
    ['Jane <jane@müller.example>', 'Jane', 'jane@xn--mller-kva.example'],
  ])('%j is of %j at %j', (text, name, email) => expect(parseMailbox(text)).toEqual({ name, email }))

  it.each([
    ['two people', 'bob@lee.example <jane@roe.example>'],
    ['a part behind the bracket', 'Jane <jane@roe.example> x'],
    ['a bracket within the name', 'Jane <x> <jane@roe.example>'],
    ['a blank', 'jane roe@roe.example'],
    ['no domain', 'Jane <jane@roe>'],
    ['far too long', `${'x'.repeat(1000)} <jane@roe.example>`],
  ])('is none: %s', (_, text) => expect(parseMailbox(text)).toBeUndefined())

  it.each([
    ['mailto:j@x.example', 'j@x.example'],
    ['a MAILTO:j@x.example', 'a j@x.example'],
    ['<mailto:j@x.example>,mailto:k@x.example', '<j@x.example>,k@x.example'],
    ["'mailto:j@x.example'", "' j@x.example'"],
    ['xmailto:j@x.example', 'xmailto:j@x.example'],
  ])('%j is %j without its links', (text, plain) => expect(withoutMailto(text)).toBe(plain))
})

describe('a domain in other letters', () => {
  it.each([
    ['jane@roe.example', 'jane@roe.example'],
    ['jörg@roe.example', 'jörg@roe.example'],
    ['jane@müller.example', 'jane@xn--mller-kva.example'],
    ['jane@mu\u0308ller.example', 'jane@xn--mller-kva.example'],
    ['jane@пример.example', 'jane@xn--e1afmkfd.example'],
    ['jane@пример.müller.example', 'jane@xn--e1afmkfd.xn--mller-kva.example'],
    ['münchen', 'münchen'],
    ['@müller.example', '@müller.example'],
  ])('%j is %j in mail', (email, ascii) => expect(inAscii(email)).toBe(ascii))

  it.each([
    ['a letter would become another', 'jane@ⓖmail.com'],
    ['alphabets are mixed within a part', 'jane@gmаil.com'],
    ['alphabets are mixed, with Greek', 'jane@gmαil.com'],
    ['a mark is no letter', 'jane@mü/ller.example'],
    ['a part begins with an accent', 'jane@\u0301müller.example'],
  ])('is none where %s', (_, email) => expect(inAscii(email)).toBeUndefined())
})

describe('an address of an office', () => {
  it.each([
    'info@x.example',
    'Sales@x.example',
    'no-reply@x.example',
    'no_reply@x.example',
    'customer.service@x.example',
    'info.denver@x.example',
    'hr-team@x.example',
    'info+list@x.example',
  ])('is %j', email => expect(isRoleAddress(email)).toBe(true))
  it.each(['jane@x.example', 'salesa@x.example', 'jane.info@x.example', 'jane+info@x.example', 'infojane@x.example'])(
    'is not %j',
    email => expect(isRoleAddress(email)).toBe(false),
  )
})

describe('an address that anybody can open', () => {
  it.each(['a@gmail.com', 'A@GMAIL.COM', 'a@yahoo.co.uk', 'a@hotmail.fr', 'a@comcast.net'])('is %j', email =>
    expect(isFreeMail(email)).toBe(true),
  )
  it.each(['a@roe.example', 'a@mygmail.com', 'a@gmail.com.roe.example', 'a@yahoo.roe.example'])('is not %j', email =>
    expect(isFreeMail(email)).toBe(false),
  )
})

describe('a domain that cannot be meant', () => {
  it.each([
    ['gmial.com', 'gmail.com', 'two letters swapped'],
    ['gmal.com', 'gmail.com', 'a letter missing'],
    ['gmaill.com', 'gmail.com', 'a letter too many'],
    ['gmqil.com', 'gmail.com', 'a letter changed'],
    ['gmail.con', 'gmail.com', 'an ending that does not exist'],
    ['gmail.net', 'gmail.com', 'an ending that this one has not'],
    ['gmial.con', 'gmail.com', 'both'],
    ['kerr.comm', 'kerr.com', 'a letter too many in the ending'],
    ['roe.con', 'roe.com', 'the ending of any domain'],
    ['roe.ogr', 'roe.org', 'another ending'],
    ['mail.roe.eud', 'mail.roe.edu', 'an ending behind two parts'],
    ['www.roe.com', 'roe.com', 'a web address'],
    ['comcas.net', 'comcast.net', 'the end of the name'],
    ['agmail.com', 'gmail.com', 'a letter before it'],
    ['gmail.comm', 'gmail.com', 'a letter behind it'],
    ['gmail.om', 'gmail.com', 'a letter of the ending missing'],
    ['gmail.example', 'gmail.com', 'a name that is known, at any ending'],
    ['www.roe.example', 'roe.example', 'a web address at any ending'],
  ])('%s is %s: %s', (domain, meant, _) => expect(meantDomain(domain)).toBe(meant))

  it.each([
    ['gmail.com', 'known'],
    ['mail.com', 'known, and a letter from another'],
    ['roe.com', 'like no other'],
    ['gm4il.com', 'a number is no slip'],
    ['gmaaail.com', 'two letters too many'],
    ['mgail.comx', 'two slips'],
    ['roe', 'without an ending'],
    ['wwwroe.com', 'only begins like a web address'],
    ['roe.gob.mx', 'an ending of another country'],
    ['amlgi.com', 'all letters moved'],
    ['gmilax.com', 'a swap and another letter'],
    ['mail.www.com', 'a web address within'],
    ['roe.constructor', 'no ending that is a slip'],
  ])('%s may be: %s', (domain, _) => expect(meantDomain(domain)).toBeUndefined())

  it.each([
    ['ridgelne.com', ['ridgeline.com'], 'ridgeline.com', 'of several colleagues'],
    ['ridgelne.com', ['kerr.com', 'ridgeline.com'], 'ridgeline.com', 'of the second of two'],
    ['ridgeline.com', ['ridgeline.com'], undefined, 'itself'],
    ['rid.com', ['red.com'], undefined, 'too short to tell'],
    ['ridge.com', ['ridges.com'], 'ridges.com', 'of nine letters'],
    ['ridg.com', ['ridge.com'], undefined, 'of eight letters'],
    ['ridgeline.com', ['rodgelinr.com'], undefined, 'two letters off'],
    ['ridgeline1.com', ['ridgeline2.com'], undefined, 'another number'],
  ])('%s beside %j is %j: %s', (domain, others, meant, _) => expect(meantDomain(domain, others)).toBe(meant))
})
