import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { TEXT_LIMIT } from '../../../mail/inbound/incoming.ts'
import {
  CALENDAR_LIMIT,
  DEPTH_LIMIT,
  MESSAGE_LIMIT,
  PARTS_LIMIT,
  readMessage,
} from '../../../mail/inbound/read-message.ts'
import type { Reading } from '../../../mail/inbound/reading.ts'
import { readWrittenReply } from '../../../mail/inbound/reply/read-reply.ts'
import { slowness } from '../../slowness.ts'
import { type Addressed, fillSample, SAMPLES, sampleBytes } from './samples.ts'

const TO: Addressed = {
  uid: 'launch-1@board.example',
  attendee: 'guest@company.example',
  organizer: 'rsvp+token@board.example',
  to: 'rsvp+token@board.example',
  sequence: 2,
  start: '20280331T133000Z',
  end: '20280331T150000Z',
  stamp: '20261123T161500Z',
}

/** A reading in the words of INDEX.tsv. */
function inWords({ content, automatic }: Reading): Record<string, string> {
  const words = (more: object) =>
    Object.fromEntries(Object.entries({ automatic, ...more }).map(([key, value]) => [key, String(value ?? '') || '-']))
  switch (content.kind) {
    case 'calendar': {
      const { time, delegate, ...reply } = content.reply
      const more = { time: time?.start, end: time?.end, delegate: delegate?.email, delegateName: delegate?.name }
      return words({ ...reply, ...more })
    }
    case 'written': {
      const reply = readWrittenReply(content.text)
      return words({ ...reply, delegate: reply.delegate?.email })
    }
    case 'automatic':
      return words({ back: content.back, contact: content.contact?.email, contactName: content.contact?.name })
    case 'bounce':
      return words({ ...content, address: content.addresses[0] })
    default:
      return words(content)
  }
}

describe('a message built by hand', () => {
  test.each(SAMPLES.map(({ file, quirk, ...rest }) => [`${file}: ${quirk}`, { file, ...rest }] as const))(
    '%s',
    async (_, { file, kind, reads }) => {
      const reading = await readMessage(fillSample(sampleBytes(file), TO), 'guest@company.example')
      const filled = JSON.parse(
        JSON.stringify(reads).replace(/\{\{([A-Z]+)\}\}/g, (__, name) =>
          String(TO[name.toLowerCase() as keyof Addressed]),
        ),
      )
      expect({ kind: reading.content.kind, ...inWords(reading) }).toMatchObject({ kind, ...filled })
    },
  )

  test('comes in more than sixty kinds, and each file has its line', () => {
    expect(SAMPLES.length).toBeGreaterThan(60)
  })
})

const REAL = new URL('../../../../shared/samples/itip/', import.meta.url)
describe.skipIf(!existsSync(REAL))(
  'a real message of somebody’s calendar (left out where the samples are not beside the project)',
  () => {
    const index = existsSync(REAL)
      ? readFileSync(new URL('INDEX.tsv', REAL), 'utf8')
          .split('\n')
          .slice(1)
          .filter(Boolean)
          .map(line => line.split('\t'))
      : []
    test.each(index.map(row => [row[0] ?? '', row] as const))('%s reads as its index says', async (file, row) => {
      const [method, partstat = '', action = ''] = [row[5], row[7], row[8]]
      const { content, text } = await readMessage(readFileSync(new URL(file, REAL)), 'a@example.org')
      if (/^SET|^REVIEW/.test(action)) {
        const [attendee, state] = partstat.split('=')
        expect(content).toMatchObject({ kind: 'calendar', reply: { method: 'REPLY', partstat: state } })
        expect(content.kind === 'calendar' && content.reply.attendee?.toLowerCase()).toBe(attendee)
      } else if (/^RECORD counter/.test(action))
        expect(content).toMatchObject({ kind: 'calendar', reply: { method: 'COUNTER', partstat: undefined } })
      else if (/^IGNORE/.test(action)) expect(content).toMatchObject({ kind: 'other', look: false })
      else if (/^NO UPDATE/.test(action)) {
        expect(method).toBe('REPLY')
        expect(content).toMatchObject({ kind: 'calendar', reply: { partstat: undefined, attendee: undefined } })
      } else if (content.kind === 'written') {
        // What stands in plain words beside a calendar that nobody can read is read as words.
        expect(content.text.trim()).not.toBe('')
      } else expect(content).toMatchObject({ kind: 'other', look: true })
      expect(text.length).toBeLessThanOrEqual(TEXT_LIMIT)
    })
  },
)

const HEAD = 'From: Guest <guest@company.example>\r\nSubject: Launch\r\nMessage-ID: <1@x>\r\nMIME-Version: 1.0\r\n'
/** The time of this process counts, not that of others on the machine. */
const timed = async (source: string | Uint8Array): Promise<Reading> => {
  const begun = process.cpuUsage()
  const reading = await readMessage(typeof source === 'string' ? Buffer.from(source, 'latin1') : source, 'a@b.example')
  const { user, system } = process.cpuUsage(begun)
  expect((user + system) / 1000).toBeLessThan(2000 * slowness())
  return reading
}

describe('over a limit', () => {
  const whole = (size: number) =>
    Buffer.concat([Buffer.from(`${HEAD}\r\nYes, I will be there.\r\n`), Buffer.alloc(size)])

  test('a message of more than 5 MB shows its head to a person, and who sent it', async () => {
    const reading = await timed(whole(MESSAGE_LIMIT))
    expect(reading).toMatchObject({ from: { email: 'guest@company.example' }, subject: 'Launch', messageId: '<1@x>' })
    expect(reading.content).toMatchObject({ kind: 'other', look: true, why: 'too large' })
    expect(reading.text).toBe(HEAD.trimEnd())
  })

  test('a message of just 5 MB is read', async () => {
    const head = `${HEAD}\r\nYes, I will be there.\r\n`
    const reading = await timed(whole(MESSAGE_LIMIT - head.length))
    expect(reading.content.kind).toBe('written')
  })

  const parts = (count: number) =>
    `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nYes, I will be there.\r\n${'--b\r\nContent-Type: image/png\r\n\r\nx\r\n'.repeat(count - 1)}--b--\r\n`
  test('a hundred parts are read, a hundred and one are not', async () => {
    expect((await timed(parts(PARTS_LIMIT))).content.kind).toBe('written')
    expect((await timed(parts(PARTS_LIMIT + 1))).content).toMatchObject({ kind: 'other', look: true })
  })

  test('sixteen levels are read, seventeen are not', async () => {
    const deep = (levels: number): string =>
      levels === 0
        ? 'Content-Type: text/plain\r\n\r\nYes, I will be there.\r\n'
        : `Content-Type: multipart/mixed; boundary=b${levels}x\r\n\r\n--b${levels}x\r\n${deep(levels - 1)}\r\n--b${levels}x--\r\n`
    expect((await timed(HEAD + deep(DEPTH_LIMIT))).content.kind).toBe('written')
    expect((await timed(HEAD + deep(DEPTH_LIMIT + 1))).content).toMatchObject({
      kind: 'other',
      look: true,
      why: 'nested too deep',
    })
  })

  test('a head of more than 256 KB is shown in part', async () => {
    const reading = await timed(`${HEAD}${'X-Filler: some words that fill the head\r\n'.repeat(10_000)}\r\nYes.\r\n`)
    expect(reading.content).toMatchObject({ look: true, why: 'head too large' })
    expect(reading.text.length).toBe(TEXT_LIMIT)
  })

  const calendar = (size: number) => {
    const text = `BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:u\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example\r\nDESCRIPTION:`
    const tail = '\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'
    return `${HEAD}Content-Type: text/calendar; method=REPLY\r\n\r\n${text}${'x'.repeat(size - text.length - tail.length)}${tail}`
  }
  test('a calendar of more than 256 KB goes to a person, one of a little less is an answer', async () => {
    expect((await timed(calendar(CALENDAR_LIMIT - 200))).content).toMatchObject({
      kind: 'calendar',
      reply: { partstat: 'ACCEPTED' },
    })
    expect((await timed(calendar(CALENDAR_LIMIT + 200))).content).toMatchObject({ kind: 'other', look: true })
  })

  test('of a long text the first 8 KB are kept', async () => {
    const reading = await timed(`${HEAD}\r\n${'So many words. '.repeat(100_000)}`)
    expect(reading.text.length).toBe(TEXT_LIMIT)
  })

  test.each([
    [
      'a boundary written in pieces',
      `Content-Type: multipart/mixed; boundary*0=a; boundary*1=b\r\n\r\n${'--ab\r\n\r\nx\r\n'.repeat(400_000)}`,
    ],
    ['styles that never end', `Content-Type: text/html\r\n\r\n${'<style>'.repeat(300_000)}`],
    ['comments that never end', `Content-Type: text/html\r\n\r\n${'<!--'.repeat(600_000)}`],
    ['tags that never end', `Content-Type: text/html\r\n\r\n${'<a '.repeat(900_000)}`],
    ['quotes in quotes', `Content-Type: text/html\r\n\r\n${'<blockquote>'.repeat(200_000)}`],
    ['quotes that end at once', `Content-Type: text/html\r\n\r\n${'<div class=gmail_quote></div>'.repeat(90_000)}`],
    ['heads without an end', `Content-Type: text/html\r\n\r\n${'<head>'.repeat(300_000)}`],
    ['entities', `Content-Type: text/html\r\n\r\n${'&amp'.repeat(600_000)}`],
    ['blanks', `\r\n${' '.repeat(4_000_000)}x`],
    ['lines', `\r\n${'x\r\n'.repeat(99_000)}`],
    ['blank lines', `\r\n${'\r\n'.repeat(2_000_000)}x`],
    ['signs of a quote', `\r\n${'>'.repeat(4_000_000)}`],
    ['at signs', `\r\n${'@'.repeat(4_000_000)}`],
    ['a long address', `To: ${'a,'.repeat(120_000)}\r\n\r\nx`],
    ['nested groups', `From: ${'a:'.repeat(100_000)}\r\n\r\nx`],
    ['nested comments', `From: ${'('.repeat(200_000)}\r\n\r\nx`],
    ['encoded words', `Subject: ${'=?utf-8?q?=41?= '.repeat(15_000)}\r\n\r\nx`],
    ['parameters', `Content-Type: text/plain${'; a=b'.repeat(40_000)}\r\n\r\nx`],
    [
      'parameters in pieces',
      `Content-Type: text/plain${Array.from({ length: 20_000 }, (_, n) => `; a*${n}=b`).join('')}\r\n\r\nx`,
    ],
    [
      'folded parameters of a calendar',
      `Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nATTENDEE${';A="'.repeat(60_000)}`,
    ],
    [
      'folds',
      `Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:${'\r\n '.repeat(80_000)}`,
    ],
    ['calendars', `Content-Type: text/calendar; method=REPLY\r\n\r\n${'BEGIN:VCALENDAR\r\n'.repeat(15_000)}`],
    [
      'events',
      `Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\n${'BEGIN:VEVENT\r\nEND:VEVENT\r\n'.repeat(9000)}END:VCALENDAR\r\n`,
    ],
    [
      'zones',
      `Content-Type: text/calendar; method=COUNTER\r\n\r\nBEGIN:VCALENDAR\r\n${'BEGIN:VTIMEZONE\r\nTZID:X\r\n'.repeat(9000)}BEGIN:VEVENT\r\nDTSTART;TZID=X:20270101T000000\r\n`,
    ],
    [
      'a rule for every second',
      `Content-Type: text/calendar; method=COUNTER\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=X:20270101T000000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`,
    ],
    [
      'a report of many',
      `From: MAILER-DAEMON@x.example\r\nContent-Type: multipart/report; boundary=r\r\n\r\n--r\r\nContent-Type: message/delivery-status\r\n\r\n${'Action: delayed\r\n\r\n'.repeat(200_000)}`,
    ],
    [
      'dates',
      `Auto-Submitted: auto-replied\r\nDate: Mon, 23 Nov 2026 10:15:00 +0000\r\n\r\n${'office until on the '.repeat(200_000)}`,
    ],
  ])('a message full of %s is put down within two seconds', async (_, rest) => {
    const reading = await timed(HEAD.replace('MIME-Version: 1.0\r\n', '') + rest)
    expect(reading.text.length).toBeLessThanOrEqual(TEXT_LIMIT)
  })

  test('in a smaller buffer of a larger one only its own bytes are read', async () => {
    const around = Buffer.from(`${HEAD}\r\nNo, I cannot come.\r\n${HEAD}\r\nYes, I will be there.\r\n`)
    const from = around.indexOf('From:', 10)
    expect((await timed(around.subarray(from))).text).toBe('Yes, I will be there.')
  })
})
