import fc from 'fast-check'
import { type AddressObject, simpleParser } from 'mailparser'
import MailComposer from 'nodemailer/lib/mail-composer'
import { describe, expect, it } from 'vitest'
import type { LetterContent } from '../../mail/content.ts'
import { composeLetter } from '../../mail/letter.ts'
import { escapeHtml, oneLine, personFields, written } from '../../mail/merge.ts'
import { type Copy, type PressOptions, setPress } from '../../mail/press.ts'
import { CHAMPIONS, copyTo, LETTER, LINKED, MEETING, PARTNERSHIP, PERSON, SEAL } from './sample.ts'

const FROM = 'invitations@convoke.example.org'
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAFCAYAAAB8ZH1oAAAAEUlEQVR42mNk+M9QzzCKhhcEAHfKCgHTYOfDAAAAAElFTkSuQmCC'
const invite = composeLetter({ kind: 'invite', text: LETTER, partnership: PARTNERSHIP, meeting: MEETING, seal: SEAL })

async function filled(letter: LetterContent, copy: Copy, setting: PressOptions = { from: FROM }): Promise<Buffer> {
  const bytes = (await setPress(letter, setting)).fill(copy)
  if ('refused' in bytes) throw new Error(bytes.refused)
  return Buffer.from(bytes)
}

const asIs = (value: string): string => value

/** The message for one person as nodemailer composes it by itself. */
const composed = (letter: LetterContent, copy: Copy): Promise<Buffer> =>
  new MailComposer({
    from: { name: letter.fromName, address: FROM },
    to: { name: oneLine(copy.to.name), address: copy.to.email },
    subject: written(letter.subject, copy.values, asIs),
    text: written(letter.text, copy.values, asIs),
    html: written(letter.html, copy.values, escapeHtml),
    date: new Date(copy.at),
    messageId: '<attempt1@convoke.example.org>',
  })
    .compile()
    .build()

async function read(message: Buffer) {
  const mail = await simpleParser(message, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true })
  const to = (mail.to as AddressObject).value
  return {
    subject: mail.subject,
    from: mail.from?.value,
    to,
    text: mail.text?.trimEnd(),
    html: mail.html,
    date: mail.date,
  }
}

const AWKWARD = [
  'Zoë Müller-Łódź',
  '株式会社 山田太郎',
  'Ann 🛠️👩🏽‍🔧 O’Neil',
  '"Bob" \\ <Smith>, Jr.; (CEO) @ home',
  "Tom & Jerry's <script>alert(1)</script>",
  'line\r\nBcc: everyone@example.com\n\nbody',
  '=?UTF-8?Q?Bcc=3A?= =3D =',
  'x'.repeat(300),
  'é'.repeat(300),
  'one two '.repeat(40),
  '.leading dot',
  '{{first_name}} placeholder-1-of-the-press \uE0000\uE000',
  '$& $1 `',
  '',
]
const value = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(...AWKWARD),
)
const person = fc.record({ name: value, title: value, company: value })

describe('A copy filled by the press', () => {
  it('reads as the message composed for that one person, whatever their name and company hold', async () => {
    const press = await setPress(invite, { from: FROM })
    await fc.assert(
      fc.asyncProperty(person, async somebody => {
        const copy = copyTo(somebody)
        const bytes = press.fill(copy)
        if ('refused' in bytes) throw new Error(bytes.refused)
        const ours = await read(Buffer.from(bytes))
        expect(ours.to).toEqual([{ name: oneLine(somebody.name), address: 'eleanor@example.com' }])
        expect(ours.subject).toBe(written(invite.subject, copy.values, asIs))
        // nodemailer lets a name that looks like an encoded word be read as one.
        const theirs = await read(await composed(invite, copy))
        expect(somebody.name.includes('=?') ? { ...ours, to: [], subject: '' } : ours).toEqual(
          somebody.name.includes('=?') ? { ...theirs, to: [], subject: '' } : theirs,
        )
      }),
      { numRuns: 60, examples: AWKWARD.map(text => [{ name: text, title: text, company: text }]) },
    )
  })

  it('keeps body lines to 76 characters, all lines to 998, and everything in ASCII', async () => {
    const press = await setPress(invite, { from: FROM })
    fc.assert(
      fc.property(person, somebody => {
        const message = Buffer.from(press.fill(copyTo(somebody)) as Uint8Array).toString('latin1')
        const [head = '', ...body] = message.split('\r\n\r\n')
        expect(message).toMatch(/^[\x20-\x7e\r\n]*$/)
        expect(message.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
        expect(
          Math.max(
            ...body
              .join('\r\n\r\n')
              .split('\r\n')
              .map(line => line.length),
          ),
        ).toBeLessThanOrEqual(76)
        expect(Math.max(...head.split('\r\n').map(line => line.length))).toBeLessThanOrEqual(998)
      }),
      { examples: AWKWARD.map(text => [{ name: text, title: text, company: text }]) },
    )
  })

  it('has the same header fields whatever its values hold', async () => {
    const press = await setPress(invite, { from: FROM })
    fc.assert(
      fc.property(person, fc.string({ unit: 'binary' }), (somebody, attempt) => {
        const bytes = press.fill({
          ...copyTo(somebody),
          attempt,
          cc: { name: somebody.company, email: 'pa@example.com' },
        })
        const head =
          Buffer.from(bytes as Uint8Array)
            .toString('latin1')
            .split('\r\n\r\n')[0] ?? ''
        const fields = head.split(/\r\n(?![ \t])/).map(line => line.split(':')[0])
        expect(fields).toEqual([
          'From',
          'To',
          'Cc',
          'Reply-To',
          'List-Unsubscribe',
          'List-Unsubscribe-Post',
          'Subject',
          'Message-ID',
          'Date',
          'MIME-Version',
          'Content-Type',
        ])
      }),
      { examples: AWKWARD.map(text => [{ name: text, title: text, company: text }, text]) },
    )
  })

  it('says who it is from, where answers go, how to stop it, and which attempt it is', async () => {
    const mail = await simpleParser(
      await filled(invite, { ...copyTo(PERSON), cc: { name: 'Pat Lee', email: 'pat@example.com' } }),
    )
    expect(mail.from?.value).toEqual([{ name: 'Front Range Manufacturing Partnership', address: FROM }])
    expect(mail.replyTo?.value).toEqual([
      { name: 'Front Range, "Makers"', address: `rsvp+${'k'.repeat(58)}@reply.example.org` },
    ])
    expect((mail.cc as AddressObject).value).toEqual([{ name: 'Pat Lee', address: 'pat@example.com' }])
    expect(mail.headers.get('list-unsubscribe-post') ?? mail.headers.get('list')).toBeTruthy()
    expect(mail.messageId).toBe('<attempt1@convoke.example.org>')
    expect(mail.date?.toISOString()).toBe('2026-02-27T16:00:00.000Z')
    expect(mail.headers.has('auto-submitted')).toBe(false)
  })

  it('is marked as automatic only when no person wrote it', async () => {
    const text = { subject: 'Thank you', body: 'Dear {{first_name}}' }
    const thanks = composeLetter({ kind: 'thanks', text, partnership: PARTNERSHIP, meeting: MEETING })
    const mail = await simpleParser(await filled(thanks, copyTo(PERSON)))
    expect(mail.headers.get('auto-submitted')).toBe('auto-replied')
  })

  it('carries signature pictures as parts of the message', async () => {
    const [dana, luis] = CHAMPIONS
    if (!dana || !luis) throw new Error('the sample has champions')
    const champions = [{ ...dana, signature: { type: 'image/png' as const, base64: PNG } }, luis]
    const letter = composeLetter({
      kind: 'invite',
      text: LETTER,
      partnership: PARTNERSHIP,
      signers: champions,
      meeting: MEETING,
    })
    const mail = await simpleParser(await filled(letter, copyTo(PERSON)), { skipImageLinks: true })
    expect(mail.attachments.map(part => [part.cid, part.contentType, part.content.toString('base64')])).toEqual([
      [`signature-${'a'.repeat(16)}@letter.convoke`, 'image/png', PNG],
    ])
    expect(mail.html).toContain(`src="cid:signature-${'a'.repeat(16)}@letter.convoke" width="10" height="5"`)

    // Beside all alternatives, or Thunderbird shows the calendar entry and not the letter.
    const entry = { contentType: 'text/calendar; method=REQUEST', pieces: ['BEGIN:VCALENDAR'], asWritten: asIs }
    const parts = [entry, { ...entry, contentType: 'application/ics', filename: 'invite.ics' }]
    const source = (await filled(letter, copyTo(PERSON), { from: FROM, parts })).toString()
    const types = [...source.matchAll(/^Content-Type: ([a-z]+\/[a-z]+)/gm)].map(([, type]) => type)
    expect(types).toEqual([
      'multipart/mixed',
      'multipart/related',
      'multipart/alternative',
      'text/plain',
      'text/html',
      'text/calendar',
      'image/png',
      'application/ics',
    ])
    const { attachments, html, text } = await simpleParser(source, { skipImageLinks: true })
    expect(attachments.map(({ contentType }) => contentType)).toEqual(['text/calendar', 'image/png', 'application/ics'])
    expect([html === mail.html, text === mail.text]).toEqual([true, true])
  })

  it('holds further texts, each with its own way to write a value', async () => {
    const pieces = [
      'BEGIN:VCALENDAR\r\nATTENDEE:mailto:',
      { slot: 'email' as const },
      '\r\nX-NAME:',
      { slot: 'name' as const },
      '\r\n',
    ]
    const asWritten = (text: string) => text.replace(/[,;\\]/g, '\\$&')
    const parts = [
      { contentType: 'text/calendar; method=REQUEST', pieces, asWritten },
      { contentType: 'text/calendar; method=REQUEST', pieces, asWritten, filename: 'invite.ics' },
    ]
    const message = await filled(invite, copyTo({ ...PERSON, name: 'Müller, Ann' }), { from: FROM, parts })
    const mail = await simpleParser(message)
    const expected = 'BEGIN:VCALENDAR\r\nATTENDEE:mailto:eleanor@example.com\r\nX-NAME:Müller\\, Ann'
    expect(mail.attachments.map(part => part.content.toString().trimEnd())).toEqual([expected, expected])
    expect(mail.attachments[1]?.filename).toBe('invite.ics')
  })

  it('is refused, by a value, for an address that cannot be written to or a slot nobody filled', async () => {
    const press = await setPress(invite, { from: FROM })
    for (const email of [
      'jörg@example.com',
      'a@b.example\r\nBcc: c@d.example',
      'two@at@signs.example',
      'a b@c.example',
      '',
    ])
      expect(press.fill(copyTo(PERSON, email))).toHaveProperty('refused')
    expect(press.fill({ ...copyTo(PERSON), values: personFields(PERSON) })).toEqual({
      refused: 'there is no value for answer_link',
    })
    const script = { ...personFields(PERSON), ...LINKED, answer_link: 'javascript:alert(1)' }
    expect(press.fill({ ...copyTo(PERSON), values: script })).toEqual({ refused: 'answer_link is no link' })
  })

  it('is the same bytes each time', async () => {
    expect(await filled(invite, copyTo(PERSON))).toEqual(await filled(invite, copyTo(PERSON)))
  })
})
