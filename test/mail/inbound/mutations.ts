/** Messages as accidents and attackers change them: the same seed changes the same messages in the same way. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readMessage } from '../../../mail/inbound/read-message.ts'
import type { Reading } from '../../../mail/inbound/reading.ts'
import { readWrittenReply } from '../../../mail/inbound/reply/read-reply.ts'
import { createLuck, type Luck } from '../../simulation/luck.ts'
import { worked } from '../../slowness.ts'
import { type Addressed, fillSample, SAMPLES, sampleBytes } from './samples.ts'

export const SOMEBODY: Addressed = {
  uid: 'launch-1@board.example',
  attendee: 'guest@company.example',
  organizer: 'rsvp+token@board.example',
  to: 'rsvp+token@board.example',
  sequence: 2,
  start: '20280331T133000Z',
  end: '20280331T150000Z',
  stamp: '20261123T161500Z',
}

const REAL = new URL('../../../../shared/samples/itip/', import.meta.url)

/** Every message there is: those built by hand, for somebody, and the real ones where they lie beside the project. */
export const everyMessage = (somebody = SOMEBODY): Buffer[] => [
  ...SAMPLES.map(({ file }) => fillSample(sampleBytes(file), somebody)),
  ...(existsSync(REAL)
    ? readdirSync(REAL)
        .filter(file => !/\.(?:tsv|md)$/.test(file))
        .sort()
        .map(file => readFileSync(new URL(file, REAL)))
    : []),
]

const HEADERS = [
  'Auto-Submitted: auto-replied',
  'Content-Type: multipart/mixed; boundary="b"',
  'Content-Type: multipart/alternative; boundary*0="a"; boundary*1="b"',
  'Content-Type: text/calendar; method=REPLY; charset=utf-16',
  'Content-Type: text/html; charset=iso-2022-jp',
  'Content-Type: message/rfc822',
  'Content-Transfer-Encoding: base64',
  'Content-Transfer-Encoding: quoted-printable',
  "Content-Disposition: attachment; filename*=utf-8''%ff%fe.ics",
  'Date: Fri, 99 Nov 999999 99:99:99 +9999',
  'Date: Mon, 23 Nov 2026 10:15:00 -0600',
  'From: =?utf-8?B?//79?= <"@"@[::1]>',
  'From: undisclosed: a@b.example, c@d.example;',
  'Subject: =?x-unknown?Q?=00=FF?=',
  'Return-Path: <>',
]
const PIECES = [
  'BEGIN:VEVENT\r\n',
  'END:VCALENDAR\r\n',
  'METHOD:COUNTER\r\n',
  'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=":mailto:x@y.example\r\n',
  'DTSTART;TZID=America/Nowhere:20280230T256199\r\n',
  'DTSTART;VALUE=DATE-TIME:99999999T999999Z\r\n',
  'RRULE:FREQ=SECONDLY;COUNT=999999999\r\n',
  'DURATION:P99999W\r\n',
  'TZOFFSETTO:+9999\r\n',
  '\r\n\r\n',
  '\0',
  '=\r\n',
  '"',
  '<blockquote',
  '<!--',
  '&#x110000;',
  'until 2026-02-31 back on the 99th of ',
  'Action: failed\r\nStatus: 5',
  '\ud800',
  '\u2028',
]

/** One to four changes of a message. */
export function mutated(sources: readonly Buffer[], luck: Luck): Buffer {
  let bytes = luck.pick(sources)
  for (let changes = 1 + luck.below(4); changes > 0; changes--) bytes = changed(bytes, sources, luck)
  return bytes
}

function changed(source: Buffer, sources: readonly Buffer[], luck: Luck): Buffer {
  const at = luck.below(source.length + 1)
  const to = Math.min(source.length, at + 1 + luck.below(400))
  const insert = (piece: string | Buffer, where = at) =>
    Buffer.concat([source.subarray(0, where), Buffer.from(piece as string), source.subarray(where)])
  switch (luck.below(10)) {
    case 0: {
      const copy = Buffer.from(source)
      for (let n = 1 + luck.below(20); n > 0 && copy.length > 0; n--) copy[luck.below(copy.length)] = luck.below(256)
      return copy
    }
    case 1:
      return source.subarray(0, at)
    case 2:
      return source.subarray(at)
    case 3:
      return Buffer.concat([source.subarray(0, at), source.subarray(to)])
    case 4:
      return insert(Buffer.concat(Array<Buffer>(1 + luck.below(60)).fill(source.subarray(at, to))))
    case 5:
      return insert(`${luck.pick(HEADERS)}\r\n`, Math.max(0, source.indexOf('\n', at) + 1))
    case 6:
      return insert(`${luck.pick(HEADERS)}\r\n`, 0)
    case 7:
      return insert(luck.pick(PIECES).repeat(luck.happens(0.1) ? 1 + luck.below(2000) : 1))
    case 8: {
      const other = luck.pick(sources)
      return Buffer.concat([source.subarray(0, at), other.subarray(luck.below(other.length + 1))])
    }
    default: {
      // A part again, from one boundary to the next.
      const begin = source.indexOf('\n--', at)
      const end = begin < 0 ? -1 : source.indexOf('\n--', begin + 1)
      return end < 0 ? source : insert(source.subarray(begin, end), end)
    }
  }
}

export interface Fuzzed {
  messages: number
  /** Of the whole, reading and changing together. */
  seconds: number
  slowest_ms: number
  /** What broke, by its seed: a throw, a reading that is not whole, more than two seconds. */
  failures: string[]
  kinds: Record<string, number>
  /** How far the process grew after the first tenth, in MB. */
  growth_mb: number
}

/** Changes and reads so many messages. Each has a seed of its own, so that a failure can be had again alone. */
export async function fuzz(messages: number, first = 1): Promise<Fuzzed> {
  const sources = everyMessage()
  const kinds: Record<string, number> = {}
  const failures: string[] = []
  let slowest = 0
  let settled = 0
  let most = 0
  const begun = performance.now()
  for (let seed = first; seed < first + messages; seed++) {
    const luck = createLuck(seed)
    const bytes = mutated(sources, luck)
    const from = luck.pick([undefined, '', 'guest@company.example'])
    const before = worked()
    try {
      const reading = await readMessage(bytes, from)
      kinds[reading.content.kind] = (kinds[reading.content.kind] ?? 0) + 1
      const wrong = flaw(reading)
      if (wrong) failures.push(`seed ${seed}: ${wrong}`)
    } catch (error) {
      failures.push(`seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`)
    }
    const took = worked() - before
    slowest = Math.max(slowest, took)
    if (took > 2000) failures.push(`seed ${seed}: ${Math.round(took)} ms`)
    if (seed % 100 === 0) {
      const held = process.memoryUsage.rss()
      if (seed - first < messages / 10) settled = Math.max(settled, held)
      most = Math.max(most, held)
    }
  }
  return {
    messages,
    seconds: Math.round((performance.now() - begun) / 100) / 10,
    slowest_ms: Math.round(slowest),
    failures,
    kinds,
    growth_mb: Math.round((most - settled) / 1e6),
  }
}

/**
 * How many of so many changed automatic messages and bounces are read as a person's answer: of these the change took both
 * what marks them as automatic and the words that say so. The seeds of those, so that each can be looked at.
 */
export async function automaticAsAnswers(messages: number): Promise<{ messages: number; answers: number[] }> {
  const sources: Buffer[] = []
  for (const source of everyMessage())
    if (['automatic', 'bounce'].includes((await readMessage(source, 'guest@company.example')).content.kind))
      sources.push(source)
  const answers: number[] = []
  for (let seed = 1; seed <= messages; seed++) {
    const luck = createLuck(seed)
    const bytes = mutated(sources, luck)
    const { content, automatic, subject } = await readMessage(
      bytes,
      luck.pick([undefined, '', 'guest@company.example']),
    )
    if (content.kind !== 'written' || automatic) continue
    const { says } = readWrittenReply(content.text, { invitee: 'Ann Lee', subject })
    if (says !== 'unclear' && says !== 'question') answers.push(seed)
  }
  return { messages, answers }
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** What must hold of every reading, whatever was read. */
function flaw({ from, subject, date, text, content }: Reading): string | undefined {
  if (text.length > 8192) return 'a text of more than 8 KB'
  if (subject.length > 998 || /[\r\n]/.test(subject)) return 'a subject of more than a line'
  if (from && (/[\r\n]/.test(from.name + from.email) || !from.email.includes('@')))
    return 'a sender of more than a line'
  if (date !== undefined && !INSTANT.test(date)) return 'a date that is no instant'
  if (content.kind === 'automatic' && content.back !== undefined && !/^\d{4}-\d\d-\d\d$/.test(content.back))
    return 'a day that is none'
  if (content.kind === 'other' && content.why === 'reader at a loss') return 'a reader at a loss'
  if (content.kind === 'written' && readWrittenReply(content.text, { invitee: 'Ann Lee', subject }).says === undefined)
    return 'words that say nothing'
  if (content.kind !== 'calendar') return undefined
  const { stamp, time, attendee, delegate, uid } = content.reply
  for (const at of [stamp, time?.start, time?.end])
    if (at !== undefined && !INSTANT.test(at)) return `no instant: ${at}`
  if (/[\r\n]/.test(`${attendee}${delegate?.email}${delegate?.name}${uid}`)) return 'a line break in a name'
  return undefined
}
