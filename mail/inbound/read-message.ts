/**
 * Reads a message that came in: calendar, then bounce, then automatic reply, then written reply. Never throws, whatever
 * comes; over a limit it says so and shows the head of the message to a person.
 */
import PostalMime, { type Attachment, type Email } from 'postal-mime'
import type { Unread } from '../../domain/keep/matter.ts'
import { parseInstant } from '../../domain/keep/time.ts'
import { fieldIn, readHead, subjectIn } from '../head.ts'
import { oneLine } from '../merge.ts'
import { isAutomatic, isPerhapsAutomatic, readAutomatic, speaksOfAbsence } from './automatic.ts'
import { readBounce } from './bounce.ts'
import { bytesOf, decoded, type Incoming, readableText, TEXT_LIMIT } from './incoming.ts'
import type { Content, Named, Reading } from './reading.ts'
import { typedNote } from './typed-note.ts'

/** Bytes of a whole message. */
export const MESSAGE_LIMIT = 5 * 1024 * 1024
/** A longer calendar is not read. Bytes. */
export const CALENDAR_LIMIT = 256 * 1024
export const PARTS_LIMIT = 100
export const DEPTH_LIMIT = 16
const HEADERS_LIMIT = 256 * 1024
/** Lines that begin like a boundary, whatever they are. */
const HYPHENED_LIMIT = 20 * PARTS_LIMIT
/** Lines of a message; 5 MB in base64 come to some 80,000. The parser takes its time for each. */
const LINES_LIMIT = 100_000

/** `envelopeFrom`: empty for a bounce, undefined where the envelope is lost. */
export async function readMessage(raw: Uint8Array, envelopeFrom: string | undefined): Promise<Reading> {
  const over = overLimit(raw)
  if (over) return unread(raw, over)
  if (isTnef('', null, raw.subarray(0, 4))) return { ...unread(raw, 'winmail.dat'), content: TNEF }
  let email: Email
  try {
    email = await PostalMime.parse(raw, {
      forceRfc822Attachments: true,
      maxNestingDepth: DEPTH_LIMIT,
      maxHeadersSize: HEADERS_LIMIT,
    })
  } catch (error) {
    return unread(raw, parserLimit(error))
  }
  try {
    const message = await incoming(email, envelopeFrom)
    const { from, subject, messageId, date, text } = message
    return {
      from,
      subject,
      messageId,
      date,
      text,
      automatic: isAutomatic(message) || isPerhapsAutomatic(message),
      content: await contentOf(message),
    }
  } catch {
    return unread(raw, 'reader at a loss')
  }
}

/** The parser gives up at its own limits, of depth and of the head. */
const parserLimit = (error: unknown): Unread =>
  /nesting depth/.test(String(error))
    ? 'nested too deep'
    : /header size/.test(String(error))
      ? 'head too large'
      : 'built wrongly'

async function contentOf(message: Incoming): Promise<Content> {
  const calendar = await calendarIn(message)
  if (calendar?.kind === 'calendar' || calendar?.kind === 'refresh') return calendar
  const bounce = readBounce(message)
  if (bounce) return bounce
  // A letter that came back may show the calendar we sent with it.
  if (calendar) return calendar
  if (isAutomatic(message) || (isPerhapsAutomatic(message) && speaksOfAbsence(message))) return readAutomatic(message)
  const packed = message.parts.some(part => isTnef(part.mimeType, part.filename, bytesOf(part)))
  // What stands beside it in plain words is the same in short.
  if (packed && !message.own) return TNEF
  if (!message.own)
    return {
      kind: 'other',
      why: message.text === '' ? 'empty' : 'only quotes',
      look: true,
    }
  return { kind: 'written', text: message.text }
}

const TNEF: Content = {
  kind: 'other',
  why: 'winmail.dat',
  look: true,
}
const isTnef = (type: string, name: string | null, [a, b, c, d]: Uint8Array): boolean =>
  type === 'application/ms-tnef' ||
  /^winmail\.dat$/i.test(name ?? '') ||
  (a === 0x78 && b === 0x9f && c === 0x3e && d === 0x22)

/** An answer of which nothing can be read is one that a person should see. */
const ANSWERING = ['REPLY', 'COUNTER']

/** The calendar part that counts most: typed with a method, typed without, then what only its name gives away. */
async function calendarIn({ parts, from, own, subject, text: body }: Incoming): Promise<Content | undefined> {
  const found = parts
    .map(part => ({ part, rank: rankOf(part) }))
    .filter(({ rank }) => rank !== undefined)
    .sort((a, b) => Number(a.rank) - Number(b.rank))
  if (found.length === 0) return undefined
  // The reader of calendars is as large as all else that reads, and many messages carry none.
  const { readCalendar } = await import('./calendar-reply.ts')
  let foreign: string | undefined
  let large = false
  for (const { part, rank } of found) {
    const bytes = bytesOf(part)
    if (bytes.length > CALENDAR_LIMIT) {
      large = true
      continue
    }
    const source = { text: decoded(bytes), method: part.method, weak: rank === WEAK, from: from?.email }
    const read = readCalendar(source)
    if (read && 'uid' in read) {
      const title = /^SUMMARY[^:\r\n]{0,200}:(.{0,500})$/im.exec(source.text)?.[1] ?? ''
      const comment = read.comment || (own ? typedNote(body, [subject, title.replaceAll('\\', '')]) : '')
      return { kind: 'calendar', reply: { ...read, comment } }
    }
    if (read?.method === 'REFRESH' && 'asked' in read && rank !== WEAK) return { kind: 'refresh', uid: read.asked }
    const answers = read !== undefined && ANSWERING.includes(read.method)
    // A calendar that hangs on a written reply says nothing against the reply.
    if (rank === WEAK || (part.disposition === 'attachment' && own && !answers)) continue
    foreign ??= read && !answers ? read.method : ''
  }
  if (large) return { kind: 'other', why: 'calendar too large', look: true }
  if (foreign === undefined) return undefined
  return foreign === ''
    ? { kind: 'other', why: 'calendar says nothing', look: true }
    : {
        kind: 'other',
        why: 'calendar of an organizer',
        look: false,
      }
}

/** What only its name gives away. */
const WEAK = 3
function rankOf({ mimeType, method, filename }: Attachment): number | undefined {
  if (mimeType === 'text/calendar') return method ? 0 : 1
  if (/^application\/(?:x-)?ics$|^text\/x-v?calendar$/.test(mimeType)) return 2
  return /\.ics$/i.test(filename ?? '') ? WEAK : undefined
}

async function incoming(email: Email, envelopeFrom: string | undefined): Promise<Incoming> {
  const headers = new Map<string, string>()
  for (const { key, value } of email.headers) if (!headers.has(key)) headers.set(key, value)
  const header = (name: string) => headers.get(name) ?? ''
  const written = readableText(email.text ?? '')
  const { own, all } = written === '' && email.html ? await htmlIn(email.html) : { own: written, all: written }
  return {
    header,
    contentType: header('content-type').toLowerCase(),
    from: named(email),
    subject: oneLine(email.subject ?? '').slice(0, 998),
    date: instantOf(email.date),
    messageId: oneLine(email.messageId ?? '').slice(0, 998),
    text: own || all,
    own: own !== '',
    parts: email.attachments,
    envelopeFrom,
  }
}

/** The parser of HTML is large, and most messages have a text beside it. */
async function htmlIn(html: string): Promise<{ own: string; all: string }> {
  const { textOfHtml } = await import('./html-text.ts')
  const own = readableText(textOfHtml(html))
  return { own, all: own || readableText(textOfHtml(html, true)) }
}

function named({ from }: Email): Named | undefined {
  const mailbox = from?.group ? from.group[0] : from
  const email = oneLine(mailbox?.address ?? '').slice(0, 320)
  return email.includes('@') ? { name: oneLine(mailbox?.name ?? '').slice(0, 200), email } : undefined
}

function instantOf(date: string | undefined): string | undefined {
  const at = parseInstant(date ?? '')
  return at !== undefined && at > '1990' && at < '9001' ? at : undefined
}

const LF = 0x0a

/** Why a message is too much to be taken apart, counted before anything is built from it. */
function overLimit(raw: Uint8Array): Unread | undefined {
  if (raw.length > MESSAGE_LIMIT) return 'too large'
  let lines = 0
  for (let at = raw.indexOf(LF); at >= 0; at = raw.indexOf(LF, at + 1))
    if (++lines > LINES_LIMIT) return 'too many lines'
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1')
  const boundaries = new Set<string>()
  for (const [, quoted, bare] of text.matchAll(/boundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s";,]{1,200}))/gi)) {
    boundaries.add(quoted ?? bare ?? '')
    if (boundaries.size > PARTS_LIMIT) return 'too many parts'
  }
  let parts = 0
  let hyphened = 0
  for (const [, line = ''] of text.matchAll(/^--([^\r\n]{1,210})/gm)) {
    if (boundaries.has(line.trimEnd())) parts++
    // A boundary may be written so that only a whole parser finds it (RFC 2231, comments): then any line may be one.
    if (parts > PARTS_LIMIT || ++hyphened > HYPHENED_LIMIT) return 'too many parts'
  }
  return undefined
}

/** What can be said of a message that is not taken apart: its head, as it stands. */
function unread(raw: Uint8Array, why: Unread): Reading {
  const { text, fields } = readHead(decoded(raw.subarray(0, 4 * TEXT_LIMIT)))
  const email = /([^\s<>",;]{1,64}@[^\s<>",;]{1,255})/.exec(fieldIn(fields, 'from').slice(0, 998))?.[1]
  return {
    from: email === undefined ? undefined : { name: '', email },
    subject: oneLine(subjectIn(fields)).slice(0, 998),
    messageId: oneLine(fieldIn(fields, 'message-id')).slice(0, 998),
    date: undefined,
    automatic: true,
    text: text.slice(0, TEXT_LIMIT),
    content: { kind: 'other', why, look: true },
  }
}
