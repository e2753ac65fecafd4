/** Names that try to become header fields, parts or placeholders of a letter. */
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { composeLetter } from '../../mail/letter.ts'
import { escapeHtml } from '../../mail/merge.ts'
import { setPress } from '../../mail/press.ts'
import { launch } from '../domain/keep/campaigns.ts'
import { partnership } from '../functions/campaign/launch.ts'

const NOWHERE = 'http://localhost:8080/'
const LINKS = ['answer_link', 'calendar_link', 'opt_out_link', 'action_link']

async function letterOf(over: { sector?: string; name?: string; subject?: string; body?: string }) {
  const letter = composeLetter({
    kind: 'invite',
    text: { subject: over.subject ?? 'Join us, {{name}}', body: over.body ?? '{{name}}\n\nDear {{first_name}}' },
    partnership: partnership({ sector: over.sector ?? 'Manufacturing' }),
    meeting: launch(),
  })
  const press = await setPress(letter, {
    from: 'invitations@example.org',
    parts: [{ contentType: 'text/calendar; method=REQUEST', pieces: ['BEGIN:VCALENDAR'], asWritten: escapeHtml }],
  })
  const bytes = press.fill({
    to: { name: over.name ?? 'Jo', email: 'jo@example.org' },
    replyTo: { name: over.name ?? 'Jo', email: 'rsvp@example.org' },
    attempt: 'attempt',
    at: '2026-01-05T16:00:00.000Z',
    values: {
      first_name: over.name ?? 'Jo',
      name: over.name ?? 'Jo',
      title: '',
      company: 'Acme',
      ...Object.fromEntries(LINKS.map(link => [link, NOWHERE])),
    },
  })
  if ('refused' in bytes) throw new Error(bytes.refused)
  return Buffer.from(bytes)
}

const KNOWN = [
  'from',
  'to',
  'reply-to',
  'list-unsubscribe',
  'subject',
  'message-id',
  'date',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
]
/** The names of the fields at the head of a message, which no value may add to. */
const fieldsOf = (bytes: Buffer): string[] =>
  (bytes.toString('latin1').split('\r\n\r\n', 1)[0] ?? '')
    .split(/\r\n(?![ \t])/)
    .map(field => field.slice(0, field.indexOf(':')).toLowerCase())

const BREAKS = [
  '\r\nBcc: evil@evil.example',
  '\nBcc: x',
  '\rBcc: x',
  '\u2028Bcc: x',
  '\u0085Bcc: x',
  '\0Bcc: x',
  '\vBcc: x',
]

describe('a letter', () => {
  it.each(BREAKS.map(each => [JSON.stringify(each), each]))(
    'takes no header field from %s in any name',
    async (_, hostile) => {
      for (const over of [{ sector: `Steel${hostile}` }, { name: `Jo${hostile}` }, { subject: `Hi${hostile}` }]) {
        const bytes = await letterOf(over)
        expect(fieldsOf(bytes).filter(name => !KNOWN.includes(name))).toEqual([])
        const { headers, to, from } = await simpleParser(bytes)
        expect(headers.has('bcc')).toBe(false)
        expect(JSON.stringify([to, from])).not.toContain('"address":"evil')
      }
    },
  )

  it('takes no recipient from a name that looks like a list of them', async () => {
    for (const name of [
      '"Jo" <evil@evil.example>, x',
      'evil@evil.example,',
      'Jo\\" <evil@evil.example>',
      '=?utf-8?Q?x?= <e@e.e>',
    ]) {
      const { to, from } = await simpleParser(await letterOf({ name, sector: name }))
      expect([to].flat().flatMap(each => each?.value.map(({ address }) => address))).toEqual(['jo@example.org'])
      expect(from?.value.map(({ address }) => address)).toEqual(['invitations@example.org'])
    }
  })

  it('is the same letter when its partnership is named like a placeholder of the press', async () => {
    for (const words of ['placeholder-0-of-the-press', 'placeholder-1-of-the-press', 'placeholder-2-of-the-press']) {
      const bytes = await letterOf({
        sector: words,
        name: words,
        subject: words,
        body: `${words}\n\nDear {{first_name}}`,
      })
      const { html, text, from, attachments } = await simpleParser(bytes)
      expect(from?.value[0]?.name).toContain(words)
      expect(text).toContain(`${words}\n\nDear ${words}`)
      expect(String(html).match(/<html/g)).toHaveLength(1)
      expect(attachments.map(({ contentType }) => contentType)).toEqual(['text/calendar'])
    }
  })

  it('has no part that a name could end, even for somebody who has read the boundary', async () => {
    const before = await letterOf({})
    const boundaries = [...before.toString().matchAll(/boundary="([^"]+)"/g)].map(([, found]) => found ?? '')
    expect(boundaries.length).toBeGreaterThan(0)
    for (const boundary of boundaries) {
      const bytes = await letterOf({ name: `--${boundary}` })
      const lines = (text: Buffer) =>
        text
          .toString('latin1')
          .split('\r\n')
          .filter(line => line.startsWith(`--${boundary}`))
      expect(lines(bytes)).toEqual(lines(before))
      expect((await simpleParser(bytes)).text).toContain(`--${boundary}`)
    }
  })
})
