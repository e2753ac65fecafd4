/** Small parts of letters: numbers to dial, bars, reply addresses and their tokens, the feed, the head of a message. */
import { describe, expect, test } from 'vitest'
import { barsHtml, barsText } from '../../mail/bars.ts'
import { composeFeed, type FeedEntry } from '../../mail/feed.ts'
import { fieldIn, readHead, subjectIn } from '../../mail/head.ts'
import { phoneHtml, phoneMarkdown, telOf } from '../../mail/phone.ts'
import {
  deskAddressOf,
  isDeskAddress,
  MOST_OF_A_MESSAGE,
  replyAddressOf,
  saidBy,
  shortReplyAddressOf,
  tokenOf,
  tokensIn,
  tokensQuoted,
} from '../../mail/reply-address.ts'
import { beginningsOf, claimOf, isTokenOf, makeShortToken, makeToken, readToken, shortId } from '../../mail/token.ts'
import { launch } from '../domain/keep/campaigns.ts'

const SECRET = 'a secret of the tests'
const [C, I] = ['c'.repeat(16), 'i'.repeat(16)]

describe('a phone number', () => {
  test.each<[string, string | undefined]>([
    ['970-555-0142', 'tel:+19705550142'],
    ['1 970 555 0142', 'tel:+19705550142'],
    ['+1 (970) 555-0142 ext. 12', 'tel:+19705550142;ext=12'],
    ['(970) 555.0142 x7', 'tel:+19705550142;ext=7'],
    ['+44 20 7946 0958', 'tel:+442079460958'],
    ['555-0142', 'tel:5550142'],
    ['555-014', undefined],
    ['+123456789012345', 'tel:+123456789012345'],
    ['+1234567890123456', undefined],
    ['2 970 555 0142', 'tel:29705550142'],
  ])('%s is dialed by %s', (typed, link) => expect(telOf(typed)).toBe(link))

  test('is a link among words, which stay words', () => {
    expect(phoneMarkdown('Desk *A*: 970-555-0142 or 970 555 0143')).toBe(
      'Desk \\*A\\*\\: [970\\-555\\-0142](tel:+19705550142) or [970 555 0143](tel:+19705550143)',
    )
    expect(phoneMarkdown('ask me')).toBe('ask me')
    expect(phoneHtml('<b> 970-555-0142', 'color:red')).toBe(
      '&lt;b&gt; <a href="tel:+19705550142" style="color:red">970-555-0142</a>',
    )
  })
})

test('bars show shares: what is not nothing is seen, and nothing is more than all', () => {
  const row = (share: number) => ({ label: 'Kept', share, words: `${share}` })
  const bars = [
    { title: 'Promises', rows: [0, 0.001, 0.5, 1, 2].map(row) },
    { title: 'None', rows: [] },
  ]
  expect(barsText(bars)).toBe(
    [
      'PROMISES',
      'Kept: 0',
      'Kept: 0.001  =',
      `Kept: 0.5  ${'='.repeat(10)}`,
      `Kept: 1  ${'='.repeat(20)}`,
      `Kept: 2  ${'='.repeat(20)}`,
    ].join('\n'),
  )
  expect(
    barsText([
      { title: 'A', rows: [row(0)] },
      { title: 'B', rows: [row(0)] },
    ]),
  ).toBe('A\nKept: 0\n\nB\nKept: 0')
  const html = barsHtml(bars)
  expect([...html.matchAll(/class="(bar|box)" width="(\d+)%"/g)].map(([, kind, width]) => `${kind} ${width}`)).toEqual([
    'box 100',
    'bar 2',
    'box 98',
    'bar 50',
    'box 50',
    'bar 100',
    'bar 100',
  ])
  expect(html).not.toContain('None')
  expect(barsHtml([{ title: '<i>', rows: [{ label: '<b>', share: 0, words: '<u>' }] }])).not.toMatch(/<[ibu]>/)
})

describe('a token', () => {
  test('opens what it was made for, in whatever case, and nothing else', () => {
    const token = makeToken(SECRET, 'rsvp', C, I)
    expect(token).toMatch(/^[a-z2-7]{58}$/)
    const whose = { campaign: C, id: I }
    expect([claimOf(token), readToken(SECRET, 'rsvp', token), readToken(SECRET, 'rsvp', token.toUpperCase())]).toEqual([
      whose,
      whose,
      whose,
    ])
    expect(readToken(SECRET, 'opt-out', token)).toBeUndefined()
    expect(readToken('another', 'rsvp', token)).toBeUndefined()
    for (const wrong of [
      `${token}a`,
      `a${token}`,
      token.slice(1),
      `b${token.slice(1)}`,
      token.replace(/.$/, last => (last === 'a' ? 'b' : 'a')),
    ])
      expect(readToken(SECRET, 'rsvp', wrong)).toBeUndefined()
    for (const [campaign, id] of [
      ['short', I],
      [C, 'short'],
      [C, `${I}x`],
      [C.toUpperCase(), I],
    ] as const)
      expect(() => makeToken(SECRET, 'rsvp', campaign, id)).toThrow()
  })

  test('that is short names both by their beginnings, under the seal of the whole', () => {
    const short = makeShortToken(SECRET, 'rsvp', C, I)
    expect(short).toMatch(/^[a-z2-7]{38}$/)
    expect(beginningsOf(short.toUpperCase())).toEqual({ campaign: 'cccccc', id: 'iiiiii' })
    for (const none of [`${short}a`, `a${short}`, short.slice(1)]) expect(beginningsOf(none)).toBeUndefined()
    const is = (token: string, campaign = C, id = I, purpose: 'rsvp' | 'sign' = 'rsvp') =>
      isTokenOf(SECRET, purpose, token, { campaign, id })
    expect([is(short), is(short.toUpperCase()), is(makeToken(SECRET, 'rsvp', C, I))]).toEqual([true, true, true])
    expect(is(short, `cccccc${'d'.repeat(10)}`)).toBe(false)
    expect(is(short, 'd'.repeat(16))).toBe(false)
    expect(is(short, C, 'd'.repeat(16))).toBe(false)
    expect(is(short, C, I, 'sign')).toBe(false)
    expect(is('nonsense')).toBe(false)
  })

  test('has ids that follow from a text', () => {
    expect(shortId('a')).toMatch(/^[a-z2-7]{16}$/)
    expect(shortId('a')).not.toBe(shortId('b'))
  })
})

describe('a reply address', () => {
  const long = replyAddressOf(SECRET, 'reply.example', C, I)
  const short = shortReplyAddressOf(SECRET, 'reply.example', C, I)
  const tokenIn = (address: string) => address.slice(5, address.indexOf('@'))

  test('holds its token, in whatever case, of its own domain', () => {
    for (const address of [long, short]) {
      const token = tokenIn(address)
      expect(tokenOf(address, 'Reply.Example')).toBe(token)
      expect(tokenOf(address.toUpperCase(), 'reply.example')).toBe(token)
      for (const none of [`<${address}>`, `${address} x`, `x${address}`])
        expect(tokenOf(none, 'reply.example')).toBeUndefined()
      expect(tokenOf(address, 'other.example')).toBeUndefined()
      expect(tokensIn(`To: <${address}>, ${address}`, 'reply.example')).toEqual([token])
    }
    expect(tokensIn('rsvp+abc@reply.example', 'reply.example')).toEqual([])
    expect(saidBy(SECRET, tokenIn(long))).toEqual({ campaign: C, id: I })
    expect(saidBy(SECRET, tokenIn(short))).toBeUndefined()
    const many = Array.from({ length: 25 }, (_, n) =>
      replyAddressOf(SECRET, 'reply.example', C, `${'abcdefghijklmnopqrstuvwxyz'[n]}`.repeat(16)),
    )
    expect(tokensIn(many.join(' '), 'reply.example')).toHaveLength(MOST_OF_A_MESSAGE)
  })

  test('is found in what was quoted: a link, a line that is folded, a body in base64', () => {
    const quoted = (text: string) => tokensQuoted(new TextEncoder().encode(text))
    const token = tokenIn(long)
    expect(quoted(`> http://x.example/rsvp/${token.toUpperCase()} twice ${token}`)).toEqual([token])
    expect(quoted(`${token.slice(0, 20)}=\r\n${token.slice(20)}`)).toEqual([token])
    expect(quoted(`<${short}> and rsvp%2B${tokenIn(short)}%40reply.example`)).toEqual([tokenIn(short)])
    // A short one by itself would be any long word.
    expect(quoted(`${tokenIn(short)} a${token}`)).toEqual([])
    const packed = Buffer.from(`Dear Jane, this is what was written before, at some length. ${long} and more`).toString(
      'base64',
    )
    expect(quoted(`\r\n${packed.match(/.{1,76}/g)?.join('\r\n')}\r\n`)).toEqual([token])
    expect(quoted(`${'x '.repeat(600_000)}${token}`)).toEqual([])
  })

  test('without a token is the desk’s', () => {
    expect(deskAddressOf('reply.example')).toBe('rsvp@reply.example')
    const is = (address: string) => isDeskAddress(address, 'Reply.Example', 'Sender@x.example ')
    for (const own of [
      'rsvp@reply.example',
      ' POSTMASTER@reply.example',
      'abuse@reply.example',
      'postmaster',
      'sender@X.example',
    ])
      expect(is(own)).toBe(true)
    for (const other of ['ann@reply.example', 'rsvp@other.example', long]) expect(is(other)).toBe(false)
  })
})

test('a feed names its publisher and nobody who is asked, each entry with when it was revised', () => {
  const entry = (over: Partial<FeedEntry> = {}): FeedEntry =>
    ({
      meeting: launch(),
      title: 'Launch; now',
      description: 'x',
      stamp: '2027-03-02T15:00:00.000Z',
      canceled: false,
      ...over,
    }) as FeedEntry
  const feed = composeFeed({ name: 'Front, Range; A\\B', email: 'x@x.example' }, [entry(), entry({ canceled: true })])
  const lines = feed.split('\r\n')
  expect(lines.slice(0, 9)).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Convoke//Sector partnerships//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'NAME:Front\\, Range\\; A\\\\B',
    'X-WR-CALNAME:Front\\, Range\\; A\\\\B',
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    'X-PUBLISHED-TTL:PT6H',
  ])
  expect(lines.slice(-2)).toEqual(['END:VCALENDAR', ''])
  expect(lines.filter(line => line === 'BEGIN:VEVENT')).toHaveLength(2)
  expect(lines.slice(0, -1)).not.toContain('')
  expect(lines.filter(line => line === 'LAST-MODIFIED:20270302T150000Z')).toHaveLength(2)
  expect(lines.filter(line => line === 'DTSTAMP:20270302T150000Z')).toHaveLength(2)
  expect(lines.filter(line => line === 'STATUS:CANCELLED')).toHaveLength(1)
  expect(feed).not.toContain('ATTENDEE')
  expect(composeFeed({ name: 'x', email: 'x@x.example' }, [])).toMatch(/PT6H\r\nEND:VCALENDAR\r\n$/)
})

test('the head of a message is what stands before its first blank line, its fields unfolded', () => {
  const head = readHead(
    'Subject: =?utf-8?q?Jos=C3=A9?=\r\n again\r\nX : a: b \r\nno field\r\n: nothing\r\nsubject: later\r\n\r\nBody: x',
  )
  expect(head.ended).toBe(true)
  expect(head.fields).toEqual([
    { name: 'subject', value: '=?utf-8?q?Jos=C3=A9?= again' },
    { name: 'x', value: 'a: b' },
    { name: 'subject', value: 'later' },
  ])
  expect(fieldIn(head.fields, 'x')).toBe('a: b')
  expect(fieldIn(head.fields, 'none')).toBe('')
  expect(subjectIn(head.fields)).toBe('José again')
  expect(readHead('A: b\nC: d').ended).toBe(false)
  expect(readHead('A: b\n\nC: d').fields).toHaveLength(1)
})
