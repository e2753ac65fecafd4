import { describe, expect, test } from 'vitest'
import { readMessage } from '../../../mail/inbound/read-message.ts'

const calendar = (lines: readonly string[], method = 'REPLY', component = 'VEVENT'): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `METHOD:${method}`,
    `BEGIN:${component}`,
    'UID:launch-1@board.example',
    'DTSTAMP:20261123T161500Z',
    ...lines,
    `END:${component}`,
    'END:VCALENDAR',
    '',
  ].join('\r\n')

const mail = (part: Buffer, method = 'REPLY', charset = 'utf-8') =>
  Buffer.concat([
    Buffer.from(
      [
        'From: Guest <guest@company.example>',
        'Subject: Re: Launch meeting',
        'MIME-Version: 1.0',
        `Content-Type: text/calendar; method=${method}; charset=${charset}`,
        'Content-Transfer-Encoding: base64',
        '',
        '',
      ].join('\r\n'),
    ),
    Buffer.from(part.toString('base64')),
  ])
const read = async (bytes: Uint8Array) => (await readMessage(bytes, 'guest@company.example')).content
const ATTENDEE = 'ATTENDEE;PARTSTAT=TENTATIVE:mailto:guest@company.example'
const START = 'DTSTART:20280331T133000Z'

describe('a calendar', () => {
  test('of iOS proposes the time that its attendee bears, and leaves the start as it was', async () => {
    const attendee =
      'ATTENDEE;PARTSTAT=TENTATIVE;TO-ALL-PROPOSED-NEW-TIME="DTSTART:20280403T150000Z":mailto:guest@company.example'
    expect(await read(mail(Buffer.from(calendar([attendee, START]))))).toMatchObject({
      kind: 'calendar',
      reply: { proposes: true, partstat: 'TENTATIVE', time: { start: '2028-04-03T15:00:00.000Z' } },
    })
  })

  test('that only answers proposes nothing', async () => {
    expect(await read(mail(Buffer.from(calendar([ATTENDEE, START]))))).toMatchObject({ reply: { proposes: false } })
  })

  test('with a task in it is no answer to a meeting', async () => {
    expect(await read(mail(Buffer.from(calendar([ATTENDEE], 'REPLY', 'VTODO'))))).toMatchObject({
      kind: 'other',
      why: 'calendar says nothing',
      look: true,
    })
  })

  test('in UTF-16 is read without its mark, in either order of bytes', async () => {
    const little = Buffer.from(calendar([ATTENDEE, START]), 'utf16le')
    for (const bytes of [little, Buffer.from(little).swap16()])
      expect(await read(mail(bytes))).toMatchObject({ kind: 'calendar', reply: { partstat: 'TENTATIVE' } })
  })
})

describe('marks of a machine', () => {
  const written = (head: string, body = 'Yes, I will be there.') =>
    readMessage(Buffer.from(`From: guest@company.example\r\n${head}\r\n\r\n${body}\r\n`), 'guest@company.example')

  test.each(['Auto-Submitted: auto-replied', 'X-Autoreply: yes', 'X-Autorespond: Re: Launch'])(
    'are strong: %s',
    async head => {
      expect((await written(head)).content.kind).toBe('automatic')
    },
  )

  test.each(['List-Id: <board.example>', 'Precedence: bulk', 'Precedence: list', 'Subject: Automatic reply: Launch'])(
    'are weak beside a person’s own words: %s',
    async head => {
      expect(await written(head)).toMatchObject({ automatic: true, content: { kind: 'written' } })
    },
  )

  test.each(['List-Id: <board.example>', 'Precedence: bulk'])('are enough beside a holiday note: %s', async head => {
    expect((await written(head, 'I am out of the office this week.')).content.kind).toBe('automatic')
  })
})
