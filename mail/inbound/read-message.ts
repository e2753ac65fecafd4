/**
 * Reads a message that came in: calendar, then bounce, then automatic reply, then written reply. Never throws, whatever
 * comes; over a limit it says so and shows the head of the message to a person.
 */
import PostalMime, { type Email } from 'postal-mime'
import { oneLine } from '../merge.ts'
import { isAutomatic, readAutomatic } from './automatic.ts'
import { readBounce } from './bounce.ts'
import { CALENDAR_LIMIT, type CalendarPart, readCalendar } from './calendar-reply.ts'
import { textOfHtml } from './html-text.ts'
import { bytesOf, decoded, type Incoming, readableText, TEXT_LIMIT } from './incoming.ts'
import type { Content, Named, Reading } from './reading.ts'
import { readWrittenReply } from './written-reply.ts'

/** Bytes of a whole message. */
export const MESSAGE_LIMIT = 5 * 1024 * 1024
export const PARTS_LIMIT = 100
export const DEPTH_LIMIT = 16
const HEADERS_LIMIT = 256 * 1024

/** `envelopeFrom`: empty for a bounce, undefined where the envelope is lost. */
export async function readMessage(raw: Uint8Array, envelopeFrom: string | undefined): Promise<Reading> {
  const over = overLimit(raw)
  if (over) return unread(raw, over)
  let email: Email
  try {
    email = await PostalMime.parse(raw, {
      forceRfc822Attachments: true,
      maxNestingDepth: DEPTH_LIMIT,
      maxHeadersSize: HEADERS_LIMIT,
    })
  } catch {
    return unread(raw, 'The message is built in a way that cannot be read.')
  }
  const message = incoming(email, envelopeFrom)
  const { from, subject, messageId, date, text } = message
  return { from, subject, messageId, date, text, automatic: isAutomatic(message), content: contentOf(message) }
}

function contentOf(message: Incoming): Content {
  const calendar = calendarIn(message)
  if (calendar) return calendar
  const bounce = readBounce(message)
  if (bounce) return bounce
  if (isAutomatic(message)) return readAutomatic(message)
  if (
    message.parts.some(
      ({ mimeType, filename }) => mimeType === 'application/ms-tnef' || /^winmail\.dat$/i.test(filename ?? ''),
    )
  )
    return {
      kind: 'other',
      why: 'Outlook packed this message in a form that only Outlook opens (winmail.dat).',
      look: true,
    }
  if (message.text === '') return { kind: 'other', why: 'The message is empty.', look: true }
  return { kind: 'written', reply: readWrittenReply(message.text) }
}

/** An answer of which nothing can be read is one that a person should see. */
const ANSWERING = ['REPLY', 'COUNTER']

/** The calendar part that counts most: typed with a method, typed without, then what only its name gives away. */
function calendarIn({ parts }: Incoming): Content | undefined {
  const found = parts
    .flatMap(part => {
      const { mimeType, method, filename } = part
      const rank =
        mimeType === 'text/calendar'
          ? method
            ? 0
            : 1
          : mimeType === 'application/ics'
            ? 2
            : /\.ics$/i.test(filename ?? '')
              ? 3
              : -1
      return rank < 0 ? [] : [{ part, rank }]
    })
    .sort((a, b) => a.rank - b.rank)
  let foreign: string | undefined
  for (const { part, rank } of found) {
    const bytes = bytesOf(part)
    if (bytes.length > CALENDAR_LIMIT)
      return { kind: 'other', why: 'The calendar in this message is larger than Convoke reads.', look: true }
    const source: CalendarPart = { text: decoded(bytes), method: part.method, weak: rank === 3 }
    const read = readCalendar(source)
    if (read && 'uid' in read) return { kind: 'calendar', reply: read }
    // A calendar beside a written reply is only something that hangs on it.
    if (rank < 2) foreign ??= read && !ANSWERING.includes(read.method) ? read.method : ''
  }
  if (foreign === undefined) return undefined
  const what = foreign ? `a calendar message of the kind ${foreign.slice(0, 20)}` : 'a calendar that says nothing'
  return { kind: 'other', why: `It carries ${what}, which only the organiser may send.`, look: foreign === '' }
}

function incoming(email: Email, envelopeFrom: string | undefined): Incoming {
  const headers = new Map<string, string>()
  for (const { key, value } of email.headers) if (!headers.has(key)) headers.set(key, value)
  const header = (name: string) => headers.get(name) ?? ''
  const plain = readableText(email.text ?? '')
  return {
    header,
    contentType: header('content-type').toLowerCase(),
    from: named(email),
    subject: oneLine(email.subject ?? '').slice(0, 998),
    date: instantOf(email.date),
    messageId: oneLine(email.messageId ?? '').slice(0, 998),
    text: plain || readableText(textOfHtml(email.html ?? '')),
    parts: email.attachments,
    envelopeFrom,
  }
}

function named({ from }: Email): Named | undefined {
  const mailbox = from?.group ? from.group[0] : from
  const email = oneLine(mailbox?.address ?? '').slice(0, 320)
  return email.includes('@') ? { name: oneLine(mailbox?.name ?? '').slice(0, 200), email } : undefined
}

function instantOf(date: string | undefined): string | undefined {
  const at = new Date(date ?? '')
  return Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1990 || at.getUTCFullYear() > 9000
    ? undefined
    : at.toISOString()
}

/** Why a message is too much to be taken apart, counted before anything is built from it. */
function overLimit(raw: Uint8Array): string | undefined {
  if (raw.length > MESSAGE_LIMIT) return 'The message is larger than 5 MB.'
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1')
  const boundaries = new Set<string>()
  for (const [, quoted, bare] of text.matchAll(/boundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s";,]{1,200}))/gi)) {
    boundaries.add(quoted ?? bare ?? '')
    if (boundaries.size > PARTS_LIMIT) return 'The message has more parts than Convoke reads.'
  }
  let parts = 0
  for (const [, line = ''] of text.matchAll(/^--([^\r\n]{1,210})/gm)) {
    if (boundaries.has(line.trimEnd())) parts++
    if (parts > PARTS_LIMIT) return 'The message has more parts than Convoke reads.'
  }
  return undefined
}

/** What can be said of a message that is not taken apart: its head, as it stands. */
function unread(raw: Uint8Array, why: string): Reading {
  const head = decoded(raw.subarray(0, 4 * TEXT_LIMIT)).split(/\r?\n\r?\n/)[0] ?? ''
  const field = (name: string) =>
    oneLine(new RegExp(`^${name}:[ \\t]*((?:.|\\r?\\n[ \\t]){0,998})`, 'im').exec(head)?.[1] ?? '')
  const email = /([^\s<>",;]{1,64}@[^\s<>",;]{1,255})/.exec(field('From'))?.[1]
  return {
    from: email === undefined ? undefined : { name: '', email },
    subject: field('Subject').slice(0, 998),
    messageId: field('Message-ID'),
    date: undefined,
    automatic: true,
    text: head.slice(0, TEXT_LIMIT),
    content: { kind: 'other', why, look: true },
  }
}
