/** A message part by part: which calendar counts, what is text, in which letters it is written, and what is said of it. */
import { describe, expect, test } from 'vitest'
import { readHead } from '../../../mail/head.ts'
import { authResults } from '../../../mail/inbound/authentication.ts'
import { bytesOf, decoded, readableText } from '../../../mail/inbound/incoming.ts'
import { readMessage } from '../../../mail/inbound/read-message.ts'

const lines = (...all: string[]) => `${all.join('\r\n')}\r\n`
const read = (source: string | Uint8Array, envelope: string | undefined = 'ann@lee.example') =>
  readMessage(typeof source === 'string' ? Buffer.from(source, 'latin1') : source, envelope)
const HEAD = ['From: Ann Lee <ann@lee.example>', 'Subject: Re: Launch', 'MIME-Version: 1.0']
const calendar = (method: string, partstat = 'ACCEPTED', summary = 'Launch') =>
  lines(
    'BEGIN:VCALENDAR',
    ...(method ? [`METHOD:${method}`] : []),
    'BEGIN:VEVENT',
    'UID:u1',
    `SUMMARY:${summary}`,
    `ATTENDEE;PARTSTAT=${partstat}:mailto:ann@lee.example`,
    'END:VEVENT',
    'END:VCALENDAR',
  )
const mixed = (...parts: [type: string, body: string, ...more: string[]][]) =>
  lines(
    ...HEAD,
    'Content-Type: multipart/mixed; boundary=b',
    '',
    ...parts.flatMap(([type, body, ...more]) => ['--b', `Content-Type: ${type}`, ...more, '', body]),
    '--b--',
  )
const TEXT: [string, string] = ['text/plain', 'Yes, I will be there.']
const ATTACHED = (name: string) => `Content-Disposition: attachment; filename="${name}"`
const partstat = async (source: string) => {
  const { content } = await read(source)
  return content.kind === 'calendar' ? content.reply.partstat : content.kind
}

describe('of several calendars', () => {
  const typed = (said: string): [string, string] => ['text/calendar; method=REPLY', calendar('REPLY', said)]
  test.each<[string, Parameters<typeof mixed>, string]>([
    [
      'one that names its method counts most',
      [['text/calendar', calendar('REPLY', 'DECLINED')], typed('ACCEPTED')],
      'ACCEPTED',
    ],
    [
      'then one of that type',
      [
        ['application/ics', calendar('REPLY', 'DECLINED')],
        ['text/calendar', calendar('REPLY', 'ACCEPTED')],
      ],
      'ACCEPTED',
    ],
    [
      'then one of another',
      [
        ['application/octet-stream', calendar('REPLY', 'DECLINED'), ATTACHED('a.ics')],
        ['application/x-ics', calendar('REPLY', 'ACCEPTED')],
      ],
      'ACCEPTED',
    ],
    [
      'then one by its name',
      [['application/octet-stream', calendar('REPLY', 'DECLINED'), ATTACHED('a.ICS')]],
      'DECLINED',
    ],
    ['text/x-vcalendar is one', [['text/x-vcalendar', calendar('REPLY', 'TENTATIVE')]], 'TENTATIVE'],
    ['of two alike the first counts', [typed('DECLINED'), typed('ACCEPTED')], 'DECLINED'],
    [
      'a name that only holds it is none',
      [TEXT, ['application/octet-stream', calendar('REPLY', 'DECLINED'), ATTACHED('a.ics.txt')]],
      'written',
    ],
  ])('%s', async (_, parts, said) => expect(await partstat(mixed(...parts))).toBe(said))

  test('one by its name is weak', async () => {
    const weak = mixed(['application/octet-stream', calendar('REPLY'), ATTACHED('a.ics')])
    expect((await read(weak)).content).toMatchObject({ reply: { weak: true } })
    expect((await read(mixed(typed('ACCEPTED')))).content).toMatchObject({ reply: { weak: false } })
  })
})

describe('a calendar', () => {
  test('has the words beside it for its comment, where it has none, and not what programs write', async () => {
    const comment = async (text: string, said = calendar('REPLY', 'ACCEPTED', 'Launch\\, now')) => {
      const { content } = await read(mixed(['text/plain', text], ['text/calendar; method=REPLY', said]))
      return content.kind === 'calendar' && content.reply.comment
    }
    expect(await comment('I may be late.')).toBe('I may be late.')
    expect(await comment('Ann Lee has accepted this invitation.')).toBe('')
    expect(await comment('Launch, now')).toBe('')
    expect(await comment('Re: Launch')).toBe('')
    expect(await comment('I may be late.', calendar('REPLY').replace('UID', 'COMMENT:Its own\r\nUID'))).toBe('Its own')
    const quoted = mixed(
      ['text/html', '<blockquote>You are invited</blockquote>'],
      ['text/calendar; method=REPLY', calendar('REPLY')],
    )
    expect((await read(quoted)).content).toMatchObject({ reply: { comment: '' } })
  })

  test.each<[string, string, object]>([
    ['that asks for its entry', 'text/calendar; method=REFRESH', { kind: 'refresh', uid: 'u1' }],
    [
      'of an organizer',
      'text/calendar; method=REQUEST',
      { kind: 'other', why: 'calendar of an organizer', look: false },
    ],
    [
      'that is taken back',
      'text/calendar; method=CANCEL',
      { kind: 'other', why: 'calendar of an organizer', look: false },
    ],
  ])('%s', async (_, type, expected) => {
    const method = type.split('=')[1] ?? ''
    expect((await read(mixed([type, calendar(method)]))).content).toEqual(expected)
    expect((await read(mixed(TEXT, [type, calendar(method)]))).content).toEqual(expected)
  })

  test('that says nothing goes to a person', async () => {
    for (const body of ['nonsense', 'BEGIN:VCALENDAR'])
      expect((await read(mixed(TEXT, ['text/calendar; method=REPLY', body]))).content).toEqual({
        kind: 'other',
        why: 'calendar says nothing',
        look: true,
      })
    expect((await read(mixed(['text/calendar', 'nonsense']))).content).toMatchObject({ why: 'calendar says nothing' })
  })

  test('that hangs on a written reply says nothing against it, unless it answers', async () => {
    const hangs = (method: string, ...text: [string, string][]) =>
      mixed(...text, ['text/calendar', calendar(method), ATTACHED('invite.ics')])
    expect((await read(hangs('REQUEST', TEXT))).content).toMatchObject({ kind: 'written' })
    expect((await read(hangs('REQUEST'))).content).toMatchObject({ why: 'calendar of an organizer' })
    expect(await partstat(hangs('REPLY', TEXT))).toBe('ACCEPTED')
    const named = mixed(TEXT, ['application/octet-stream', calendar('REFRESH'), ATTACHED('invite.ics')])
    expect((await read(named)).content).toMatchObject({ kind: 'written' })
    const broken = mixed(TEXT, ['text/calendar; method=REPLY', 'nonsense', ATTACHED('invite.ics')])
    expect((await read(broken)).content).toMatchObject({ why: 'calendar says nothing' })
  })

  test('that is too large leaves the next its say', async () => {
    const large = calendar('REPLY', 'DECLINED').replace('UID', `DESCRIPTION:${'x'.repeat(256 * 1024)}\r\nUID`)
    expect((await read(mixed(TEXT, ['text/calendar; method=REPLY', large]))).content).toEqual({
      kind: 'other',
      why: 'calendar too large',
      look: true,
    })
    expect(await partstat(mixed(['text/calendar; method=REPLY', large], ['text/calendar', calendar('REPLY')]))).toBe(
      'ACCEPTED',
    )
  })

  test('of ours in a letter that came back is not the point', async () => {
    const source = mixed(TEXT, ['text/calendar; method=REQUEST', calendar('REQUEST')]).replace(
      'Subject: Re: Launch',
      'Subject: Undeliverable: Launch',
    )
    expect((await read(source, '')).content.kind).toBe('bounce')
    const answer = mixed(['text/calendar; method=REPLY', calendar('REPLY')]).replace(
      'Re: Launch',
      'Undeliverable: Launch',
    )
    expect((await read(answer, '')).content.kind).toBe('calendar')
  })
})

describe('a message', () => {
  test.each<[string, string, object]>([
    ['with nothing in it', lines(...HEAD, '', ' '), { kind: 'other', why: 'empty', look: true }],
    [
      'with quotes alone',
      lines(...HEAD, 'Content-Type: text/html', '', '<blockquote>Hello</blockquote>'),
      { kind: 'other', why: 'only quotes', look: true },
    ],
    ['with words', lines(...HEAD, '', 'Yes.'), { kind: 'written', text: 'Yes.' }],
    ['packed by Outlook alone', mixed(['application/ms-tnef', 'x']), { kind: 'other', why: 'winmail.dat', look: true }],
    [
      'packed by Outlook, by its name',
      mixed(['application/octet-stream', 'x', ATTACHED('WinMail.dat')]),
      { kind: 'other', why: 'winmail.dat', look: true },
    ],
    [
      'packed by Outlook, beside plain words',
      mixed(TEXT, ['application/ms-tnef', 'x']),
      { kind: 'written', text: 'Yes, I will be there.' },
    ],
    [
      'with a file of another name',
      mixed(['application/octet-stream', 'x', ATTACHED('winmail.dat.txt')]),
      { kind: 'other', why: 'empty', look: true },
    ],
  ])('%s', async (_, source, content) => expect((await read(source)).content).toEqual(content))

  test('that is all Outlook’s is told by its first bytes', async () => {
    const bytes = Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 2])
    expect(await read(bytes)).toMatchObject({ automatic: true, content: { why: 'winmail.dat', look: true } })
    for (let at = 0; at < 4; at++) {
      const other = Buffer.from(bytes)
      other[at] = 0x41
      expect((await read(other)).content).not.toMatchObject({ why: 'winmail.dat' })
    }
  })

  test('says who wrote it, when, and under which id', async () => {
    const from = async (field: string) => (await read(lines(field, '', 'Yes.'))).from
    expect(await from('From: "Lee,  Ann" <ann@lee.example>')).toEqual({ name: 'Lee, Ann', email: 'ann@lee.example' })
    expect(await from('From: Team: Bo Ek <bo@ek.example>, cy@orr.example;')).toEqual({
      name: 'Bo Ek',
      email: 'bo@ek.example',
    })
    expect(await from('From: nobody')).toBeUndefined()
    expect(await from('X: y')).toBeUndefined()
    const dated = async (date: string) => (await read(lines(`Date: ${date}`, '', 'Yes.'))).date
    expect(await dated('Mon, 23 Nov 2026 10:15:00 -0600')).toBe('2026-11-23T16:15:00.000Z')
    expect(await dated('Mon, 23 Nov 1970 10:15:00 +0000')).toBeUndefined()
    expect(await dated('Mon, 23 Nov 9100 10:15:00 +0000')).toBeUndefined()
    expect(await dated('some day')).toBeUndefined()
    expect(await read(lines('Message-ID: <1@x>', 'Subject: =?utf-8?q?S=C3=AD?=', '', 'Yes.'))).toMatchObject({
      messageId: '<1@x>',
      subject: 'Sí',
      automatic: false,
    })
    const long = await read(lines(`Message-ID: <${'x'.repeat(1200)}@x>`, `Subject: ${'y'.repeat(1200)}`, '', 'Yes.'))
    expect([long.messageId.length, long.subject.length]).toEqual([998, 998])
  })

  test('has one of several fields of a name: the first', async () => {
    const twice = lines('Auto-Submitted: no', 'Auto-Submitted: auto-replied', ...HEAD, '', 'Yes.')
    expect(await read(twice)).toMatchObject({ automatic: false, content: { kind: 'written' } })
  })

  test('of HTML alone is read without its quotes, or with them where there is nothing else', async () => {
    const html = (body: string) => lines(...HEAD, 'Content-Type: text/html', '', body)
    expect((await read(html('<p>Yes.</p><blockquote>Hello</blockquote>'))).text).toBe('Yes.')
    expect((await read(html('<blockquote>Hello</blockquote>'))).text).toBe('Hello')
  })

  test('of a machine is one by its marks, or by weaker ones and its words', async () => {
    const of = async (mark: string, words: string) => (await read(lines(mark, ...HEAD, '', words))).content.kind
    expect(await of('Auto-Submitted: auto-replied', 'Yes.')).toBe('automatic')
    expect(await of('Precedence: bulk', 'Yes.')).toBe('written')
    expect(await of('Precedence: bulk', 'I am out of the office.')).toBe('automatic')
    expect(await of('X: y', 'I am out of the office.')).toBe('written')
  })

  test('over a limit shows its head, who sent it and why it is not read', async () => {
    const source = lines(
      'From: Ann <ann@lee.example>, bo',
      'Subject: =?utf-8?q?S=C3=AD?=',
      'Message-ID: <1@x>',
      '',
      ...Array(100_001).fill('x'),
    )
    expect(await read(source)).toEqual({
      from: { name: '', email: 'ann@lee.example' },
      subject: 'Sí',
      messageId: '<1@x>',
      date: undefined,
      automatic: true,
      text: 'From: Ann <ann@lee.example>, bo\r\nSubject: =?utf-8?q?S=C3=AD?=\r\nMessage-ID: <1@x>',
      content: { kind: 'other', why: 'too many lines', look: true },
    })
    expect((await read(lines('From: nobody', '', ...Array(100_001).fill('x')))).from).toBeUndefined()
  })

  test('of many boundaries, or many lines that may be one, is not taken apart', async () => {
    const boundaries = (count: number) =>
      lines(...HEAD, '', ...Array.from({ length: count }, (_, at) => `boundary=${at}`))
    expect((await read(boundaries(100))).content.kind).toBe('written')
    expect((await read(boundaries(101))).content).toMatchObject({ why: 'too many parts' })
    const hyphened = (count: number) =>
      lines(...HEAD, '', 'Yes.', ...Array.from({ length: count }, (_, at) => `--x${at}`))
    expect((await read(hyphened(2000))).content.kind).toBe('written')
    expect((await read(hyphened(2001))).content).toMatchObject({ why: 'too many parts' })
    const quoted = lines(
      ...HEAD,
      'Content-Type: multipart/mixed; boundary = "a b"',
      '',
      ...Array(101).fill('--a b \r\n\r\nx'),
    )
    expect((await read(quoted)).content).toMatchObject({ why: 'too many parts' })
  })
})

describe('bytes are letters', () => {
  const TEXT_OF = 'Sí, señor'
  test.each<[string, Buffer, string]>([
    ['in UTF-8', Buffer.from(TEXT_OF), TEXT_OF],
    ['in Windows-1252', Buffer.from([0x53, 0xed, 0x20, 0x92, 0x80]), 'Sí ’€'],
    ['in UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(TEXT_OF, 'utf16le')]), TEXT_OF],
    [
      'in UTF-16 the other way round',
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(TEXT_OF, 'utf16le').swap16()]),
      TEXT_OF,
    ],
    ['in UTF-16 without its mark', Buffer.from('Si, yes', 'utf16le'), 'Si, yes'],
    ['in UTF-16 without its mark, the other way round', Buffer.from('Si, yes', 'utf16le').swap16(), 'Si, yes'],
    ['too few to tell', Buffer.from('abc', 'utf16le'), 'a\0b\0c\0'],
    ['that are half a mark', Buffer.from([0xff, 0x41, 0x42]), 'ÿAB'],
    ['that are half the other mark', Buffer.from([0xfe, 0x41, 0x42]), 'þAB'],
    ['all empty', Buffer.alloc(8), '\0'.repeat(8)],
    ['none', Buffer.alloc(0), ''],
  ])('%s', (_, bytes, text) => expect(decoded(bytes)).toBe(text))

  test('and text is calm', () => {
    expect(readableText(' a \t b\r\nc\rd\n\n\n\ne ')).toBe('a b\nc\nd\n\ne')
    expect(readableText('x'.repeat(9000))).toHaveLength(8192)
    expect(readableText(`${' '.repeat(70_000)}x`)).toBe('')
    const part = { content: 'é' } as Parameters<typeof bytesOf>[0]
    expect([...bytesOf(part)]).toEqual([0xc3, 0xa9])
    expect([...bytesOf({ ...part, content: new Uint8Array([1, 2]).buffer })]).toEqual([1, 2])
  })
})

describe('what the receiving side wrote of a sender', () => {
  const of = (...fields: string[]) =>
    authResults(readHead(lines(...fields.map(each => `Authentication-Results: ${each}`), '')).fields)
  test.each([
    ['none', 'none'],
    ['neutral', 'none'],
    ['policy', 'none'],
    ['pass', 'pass'],
    ['PASS', 'pass'],
    ['fail', 'fail'],
    ['softfail', 'fail'],
    ['permerror', 'fail'],
  ])('dkim=%s is %s', (written, dkim) => {
    expect(of(`mx.x.example; DKIM=${written} header.d=x`)).toEqual({
      server: 'mx.x.example',
      spf: 'none',
      dkim,
      dmarc: 'none',
    })
  })

  test('is that of one server, the last that looked', () => {
    expect(of('mx.x.example; spf=pass', 'mx.y.example; dkim=pass', 'mx.x.example; dmarc=fail')).toEqual({
      server: 'mx.x.example',
      spf: 'pass',
      dkim: 'none',
      dmarc: 'fail',
    })
    expect(of('mx.x.example; spf=fail; spf=pass')).toMatchObject({ spf: 'pass' })
    expect(of('mx.x.example; spf=none; spf=fail')).toMatchObject({ spf: 'fail' })
    expect(of('mx.x.example (a (b) spf=fail) ; spf=pass (c)) dkim=fail')).toMatchObject({ spf: 'pass', dkim: 'none' })
    expect(of('mx.x.example; x spf=pass; dkim = pass')).toMatchObject({ spf: 'none', dkim: 'pass' })
  })
})
