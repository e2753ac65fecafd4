/** One copy of a letter, to the byte where mail programs look: its head, its parts, and what it is refused for. */
import { simpleParser } from 'mailparser'
import { describe, expect, test } from 'vitest'
import type { LetterContent } from '../../mail/content.ts'
import { composeLetter } from '../../mail/letter.ts'
import type { LetterKind } from '../../mail/letter-kinds.ts'
import { type Copy, type PressOptions, setPress } from '../../mail/press.ts'
import { copyTo, LINKED, PARTNERSHIP, PERSON } from './sample.ts'

const FROM = 'invitations@board.example'
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAFCAYAAAB8ZH1oAAAAEUlEQVR42mNk+M9QzzCKhhcEAHfKCgHTYOfDAAAAAElFTkSuQmCC'
const letter = (
  kind: LetterKind,
  subject = 'For {{name}}',
  body = 'Dear {{first_name}} of {{company}}.',
): LetterContent => composeLetter({ kind, text: { subject, body }, partnership: PARTNERSHIP })
const copy = (over: Partial<Copy> = {}): Copy => ({ ...copyTo(PERSON), ...over })
const press = (of: LetterContent, setting: Partial<PressOptions> = {}) => setPress(of, { from: FROM, ...setting })
async function bytes(of: LetterContent, to: Copy, setting: Partial<PressOptions> = {}): Promise<Buffer> {
  const made = (await press(of, setting)).fill(to)
  if ('refused' in made) throw new Error(made.refused)
  return Buffer.from(made)
}
/** The head without the field of the parts, which begins with their boundary. */
const head = async (of: LetterContent, to: Copy) =>
  (await bytes(of, to))
    .toString('latin1')
    .split('\r\n\r\n')[0]
    ?.replace(/\r\nContent-Type:.*$/s, '')
    .split('\r\n')

const TO = 'To: Eleanor Marsh <eleanor@example.com>'
const REPLY = [`Reply-To: "Front Range, \\"Makers\\""`, ` <rsvp+${'k'.repeat(58)}@reply.example.org>`]
const NAME = 'From: Front Range Manufacturing Partnership <invitations@board.example>'
const REST = ['Message-ID: <attempt1@board.example>', 'Date: Fri, 27 Feb 2026 16:00:00 +0000', 'MIME-Version: 1.0']
const STOP = [`List-Unsubscribe: <${LINKED.opt_out_link}>`, 'List-Unsubscribe-Post: List-Unsubscribe=One-Click']

describe('the head of a copy', () => {
  test('of a letter to an invitee says who, where answers go, and how to stop it', async () => {
    expect(await head(letter('invite'), copy())).toEqual([
      NAME,
      TO,
      ...REPLY,
      ...STOP,
      'Subject: For Eleanor Marsh',
      ...REST,
    ])
  })

  test('has who reads along, and what it answers, where a machine wrote it', async () => {
    const to = copy({ cc: { name: 'Pat', email: 'pat@example.com' }, inReplyTo: '<1@example.com>' })
    expect(await head(letter('thanks', 'Thank you'), to)).toEqual([
      'Auto-Submitted: auto-replied',
      'X-Auto-Response-Suppress: OOF, AutoReply',
      NAME,
      TO,
      'Cc: Pat <pat@example.com>',
      ...REPLY,
      'In-Reply-To: <1@example.com>',
      'References: <1@example.com>',
      ...STOP,
      'Subject: Thank you',
      ...REST,
    ])
  })

  test('of a letter that nobody subscribed to offers no way to stop it', async () => {
    expect(await head(letter('errand', '{{title}}'), copy({ inReplyTo: 'nonsense' }))).toEqual([
      'Auto-Submitted: auto-generated',
      'X-Auto-Response-Suppress: OOF, AutoReply',
      NAME,
      TO,
      ...REPLY,
      'Subject: Chief Executive',
      ...REST,
    ])
  })

  test('is each copy’s own, whoever came before', async () => {
    const one = await press(letter('invite'))
    const second = copy({ attempt: 'b', at: '2026-03-01T09:30:00.000Z', to: { name: 'Bo', email: 'bo@example.com' } })
    for (const [of, to, id, date] of [
      [copy(), 'Eleanor Marsh <eleanor@example.com>', 'attempt1', 'Fri, 27 Feb 2026 16:00:00'],
      [second, 'Bo <bo@example.com>', 'b', 'Sun, 01 Mar 2026 09:30:00'],
      [copy(), 'Eleanor Marsh <eleanor@example.com>', 'attempt1', 'Fri, 27 Feb 2026 16:00:00'],
    ] as const) {
      const text = Buffer.from(one.fill(of) as Uint8Array).toString('latin1')
      expect(text).toContain(`\r\nTo: ${to}\r\n`)
      expect(text).toContain(`\r\nMessage-ID: <${id}@board.example>\r\nDate: ${date} +0000\r\n`)
    }
  })
})

describe('the parts of a copy', () => {
  test('are its text and its HTML in quoted-printable', async () => {
    const text = (await bytes(letter('invite'), copy())).toString('latin1')
    expect(text).toMatch(/Content-Type: multipart\/alternative;\r\n boundary="[^"]*=_[0-9a-f]{24}[^"]*"/)
    expect(
      text.match(
        /Content-Type: text\/(?:plain|html); charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n/g,
      ),
    ).toHaveLength(2)
    expect(text).toContain('Dear =\r\nEleanor=\r\n of =\r\nMarsh Valve Works=\r\n.')
  })

  test('have a boundary that follows from the letter', async () => {
    const boundary = async (of: LetterContent) => /boundary="([^"]*)"/.exec((await bytes(of, copy())).toString())?.[1]
    expect(await boundary(letter('invite'))).toBe(await boundary(letter('invite')))
    expect(await boundary(letter('invite'))).not.toBe(await boundary(letter('invite', '', 'Other words.')))
  })

  test('are pictures under names of their own, shown where they stand', async () => {
    const logo = { type: 'image/jpeg' as const, base64: PNG }
    const of = letter('invite')
    const pictures = [
      { cid: 'signature-a@letter.convoke', type: 'image/png' as const, base64: PNG },
      { cid: 'logo@letter.convoke', ...logo },
      { cid: '1@letter.convoke', ...logo },
    ]
    const { attachments } = await simpleParser(await bytes({ ...of, pictures }, copy()))
    expect(attachments.map(each => [each.filename, each.contentType, each.contentDisposition, each.cid])).toEqual([
      ['signature.png', 'image/png', 'inline', 'signature-a@letter.convoke'],
      ['logo.jpg', 'image/jpeg', 'inline', 'logo@letter.convoke'],
      ['picture.jpg', 'image/jpeg', 'inline', '1@letter.convoke'],
    ])
    expect(attachments[0]?.content.toString('base64')).toBe(PNG)
  })

  test('say each value in their own way, on several lines where it takes them', async () => {
    const pieces = ['A:', { slot: 'name' as const }, ':', { slot: 'email' as const }, '\r\n']
    const parts = [
      { contentType: 'text/calendar; method=REQUEST', pieces, asWritten: (value: string) => `<${value}>` },
      { contentType: 'application/ics', pieces, asWritten: (value: string) => `a \n${value}`, filename: 'x.ics' },
    ]
    const to = copy({ to: { name: 'Tom', email: 'tom@example.com' }, values: { ...copy().values, name: 'T & <J> é=' } })
    const mail = await simpleParser(await bytes(letter('invite', 'x', 'To {{name}}.'), to, { parts }))
    expect(mail.attachments.map(({ content }) => content.toString())).toEqual([
      'A:<T & <J> é=>:<tom@example.com>\r\n',
      'A:a \r\nT & <J> é=:a \r\ntom@example.com\r\n',
    ])
    expect(mail.text).toContain('To T & <J> é=.')
    expect(mail.html).toContain('To T &amp; &lt;J&gt; é=.')
  })
})

describe('a copy is refused', () => {
  const refusal = async (over: Partial<Copy>) => (await press(letter('invite'))).fill(copy(over))
  const person = (email: string) => ({ name: 'X', email })

  test.each<[string, Partial<Copy>, string]>([
    ['for whom it is to', { to: person('a b@c.example') }, '"a b@c.example" cannot be written to'],
    ['for who reads along', { cc: person('x\r\ny') }, '"x y" cannot be written to'],
    ['for where answers go', { replyTo: person('') }, '"" cannot be written to'],
  ])('%s', async (_, over, refused) => expect(await refusal(over)).toEqual({ refused }))

  test.each([
    'javascript:alert(1)',
    'http:x',
    'https://',
    'https://x.example/a b',
    'https://x.example/"',
    'https://x.example/<',
    'https://x.example/>',
    'https://x.example/é',
    ' https://x.example/',
    'https://x.example/\n',
  ])('for a link that is none: %j', async link => {
    expect(await refusal({ values: { ...copy().values, opt_out_link: link } })).toEqual({
      refused: 'opt_out_link is no link',
    })
  })

  test('for no value, and not for an empty one', async () => {
    const { company: _, ...values } = copy().values
    expect(await refusal({ values })).toEqual({ refused: 'there is no value for company' })
    expect(await refusal({ values: { ...values, company: '' } })).toBeInstanceOf(Uint8Array)
    for (const link of ["http://x.example/!#$%&'()*+,-./:;=?@[]_{}~", 'https://x'])
      expect(await refusal({ values: { ...copy().values, opt_out_link: link } })).toBeInstanceOf(Uint8Array)
  })

  test('for no way to stop it, whatever its words say', async () => {
    const of = { ...letter('invite', 'x', 'y'), text: ['y'], html: ['y'] }
    const bare = await press(of)
    expect(bare.slots).toEqual(['opt_out_link'])
    expect(bare.fill(copy({ values: {} }))).toEqual({ refused: 'there is no value for opt_out_link' })
    expect((await press({ ...of, kind: 'errand' })).slots).toEqual([])
    expect((await press({ ...of, subject: [{ slot: 'title' }, { slot: 'title' }], kind: 'errand' })).slots).toEqual([
      'title',
    ])
  })
})

test('no copy is written over by the next, however long they are', async () => {
  const one = await press(letter('errand', 'x', 'To {{name}}.'))
  const of = (name: string) => Buffer.from(one.fill(copy({ values: { ...copy().values, name } })) as Uint8Array)
  const kept = [300_000, 10, 90_000, 90_000, 90_000, 90_000, 90_000, 90_000, 5].map((length, at) => {
    const name = `${at}`.repeat(length)
    return { name, bytes: of(name), again: of(name) }
  })
  for (const { name, bytes: first, again } of kept) {
    expect(first.equals(again)).toBe(true)
    expect(first.toString('latin1').replaceAll('=\r\n', '')).toContain(`To ${name}.`)
  }
})
