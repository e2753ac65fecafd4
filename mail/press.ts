/**
 * The press: a wave's message is set once, every shared byte of it encoded and in its place; a copy only fills the
 * slots. nodemailer composes the message around placeholders, so its structure is what a well-kept composer makes of
 * it; what we put in place of them is static quoted-printable and, for each slot, one value between soft line breaks.
 */
import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { dateOf, fromMillis } from '../domain/keep/time.ts'
import type { LetterContent } from './content.ts'
import {
  dateField,
  isAddressable,
  mailboxField,
  messageIdField,
  textField,
  threadFields,
  unsubscribeFields,
} from './headers.ts'
import { LETTERS } from './letter-kinds.ts'
import { escapeHtml, LINK_FIELDS, oneLine, type Piece, type SlotName, type Values, written } from './merge.ts'
import { picturesBeside } from './picture.ts'
import { encodeLine, encodeText, SOFT_BREAK } from './quoted-printable.ts'

export interface Recipient {
  name: string
  email: string
}

/** What one person's copy says that the others do not. */
export interface Copy {
  to: Recipient
  /** The assistant who gets a copy. */
  cc?: Recipient | undefined
  /** Where a written reply goes, which reaches a person: `rsvp+TOKEN@…`, somebody who convenes, or the desk. */
  replyTo: Recipient
  /** The Message-ID of the message it answers, `<id@domain>`. */
  inReplyTo?: string | undefined
  /** Names this attempt; becomes the Message-ID. */
  attempt: string
  at: string
  /** Personal fields and links; `email` is `to.email`. */
  values: Values
}

/** A further text of the message that has slots too, such as a calendar entry. */
export interface TextPart {
  /** Without charset: `text/calendar; method=REQUEST`. */
  contentType: string
  pieces: readonly Piece[]
  /** How a value is written where this part has a slot. */
  asWritten: (value: string) => string
  /** With a file name it is attached; without, it is one more alternative. */
  filename?: string | undefined
}

export interface PressOptions {
  /** The address letters come from. */
  from: string
  parts?: readonly TextPart[] | undefined
}

/** Why a copy cannot be made; it will not get better by trying again. */
export interface Refusal {
  refused: string
}

export interface Press {
  /** The slots a copy must have a value for. */
  slots: readonly SlotName[]
  /** The message for one person, ready to be submitted, or why there cannot be one. */
  fill(copy: Copy): Uint8Array | Refusal
}

/** A slot of the message: the value of a slot of the letter as its body wants it, or a whole header field. */
type Insert =
  | { slot: SlotName; asWritten: (value: string) => string }
  | { field: (copy: Copy, values: Values) => string }

const raw = (value: string): string => value
const placeholder = (at: number): string => `placeholder-${at}-of-the-press`
const PLACEHOLDER = /placeholder-(\d+)-of-the-press/g
/** Stands where an insert goes while the message is being set; no encoded message holds this character. */
const marker = (at: number): string => `\uE000${at}\uE000`

/** Sets a letter, once per wave. */
export async function setPress(letter: LetterContent, setting: PressOptions): Promise<Press> {
  const texts: readonly Pick<TextPart, 'pieces' | 'asWritten'>[] = [
    { pieces: letter.text, asWritten: raw },
    { pieces: letter.html, asWritten: escapeHtml },
    ...(setting.parts ?? []),
  ]
  const inserts: Insert[] = []
  const known = new Map<string, string>()
  const markerOf = (slot: SlotName, asWritten: (value: string) => string, part: number): string => {
    const key = `${slot} ${part}`
    const found = known.get(key) ?? marker(inserts.push({ slot, asWritten }) - 1)
    known.set(key, found)
    return found
  }

  let message = (await skeleton(letter, setting)).toString('latin1')
  for (const { name, field } of headerFields(letter, setting)) {
    const at = marker(inserts.push({ field }) - 1)
    message = message.replace(new RegExp(`(?<=^|\uE000)${name}: .*\\r\\n(?:[ \\t].*\\r\\n)*`, 'm'), () => at)
  }
  const bodies = texts.map(({ pieces, asWritten }, part) =>
    pieces
      .map(piece => (typeof piece === 'string' ? encodeText(piece) : markerOf(piece.slot, asWritten, part)))
      .join(SOFT_BREAK),
  )
  // All at once: what a letter says is never searched for placeholders.
  message = message.replace(PLACEHOLDER, (_, part: string) => bodies[Number(part)] ?? '')

  const allPieces = [...texts.flatMap(text => text.pieces), ...letter.subject]
  const open = allPieces.flatMap(piece => (typeof piece === 'string' ? [] : [piece.slot]))
  const optOut: SlotName[] = LETTERS[letter.kind].toInvitees ? ['opt_out_link'] : []
  const slots = [...new Set([...open, ...optOut])]
  return { slots, fill: filler(message, inserts, slots) }
}

/** The message as nodemailer composes it, with placeholders for its texts and for the fields that differ. */
function skeleton(letter: LetterContent, setting: PressOptions): Promise<Buffer> {
  const parts = (setting.parts ?? []).map((part, at) => ({
    filename: part.filename,
    content: placeholder(at + 2),
    contentType: `${part.contentType}; charset=utf-8`,
    contentTransferEncoding: 'quoted-printable' as const,
  }))
  const { automatic } = LETTERS[letter.kind]
  const composer = new MailComposer({
    // What people type stands nowhere in the skeleton, or a name could pass for a placeholder.
    from: 'from@placeholder.invalid',
    to: 'to@placeholder.invalid',
    subject: 'placeholder',
    messageId: '<placeholder@placeholder.invalid>',
    date: dateOf(fromMillis(0)),
    // A letter is one person writing to another; only what Convoke says by itself is marked as automatic.
    headers: automatic
      ? {
          'Auto-Submitted': automatic,
          'X-Auto-Response-Suppress': 'OOF, AutoReply',
        }
      : {},
    text: { content: placeholder(0), contentTransferEncoding: 'quoted-printable' },
    html: { content: placeholder(1), contentTransferEncoding: 'quoted-printable' },
    alternatives: parts.filter(part => part.filename === undefined).map(({ filename: _, ...part }) => part),
    attachments: [
      ...letter.pictures.map(({ cid, type, base64 }) => ({
        cid,
        contentType: type,
        content: Buffer.from(base64, 'base64'),
        filename: `${/^[a-z]+/.exec(cid)?.[0] ?? 'picture'}.${type === 'image/png' ? 'png' : 'jpg'}`,
        contentDisposition: 'inline' as const,
      })),
      ...parts.filter(part => part.filename !== undefined),
    ],
    // Boundaries follow from the letter, so that a wave set again is the same bytes.
    // `=_` stands in no quoted-printable line, so that no name in a letter ends its part (RFC 2045 section 6.7).
    baseBoundary: `=_${createHash('sha256').update(JSON.stringify(letter.html)).digest('hex').slice(0, 24)}`,
  } as ConstructorParameters<typeof MailComposer>[0])
  const message = composer.compile()
  picturesBeside(message)
  return message.build()
}

/** The fields that differ from copy to copy, by the field of the skeleton they replace. */
function headerFields(
  letter: LetterContent,
  setting: PressOptions,
): { name: string; field: (copy: Copy, values: Values) => string }[] {
  const unsubscribe = LETTERS[letter.kind].toInvitees
  const from = mailboxField('From', letter.fromName, setting.from)
  const fixed = letter.subject.every(piece => typeof piece === 'string') ? subjectField(letter, {}) : undefined
  let date = { at: '', field: '' }
  return [
    { name: 'From', field: () => from },
    {
      name: 'To',
      field: ({ to, cc, replyTo, inReplyTo }, values) =>
        mailboxField('To', to.name, to.email) +
        (cc ? mailboxField('Cc', cc.name, cc.email) : '') +
        mailboxField('Reply-To', replyTo.name, replyTo.email) +
        (inReplyTo ? threadFields(inReplyTo) : '') +
        (unsubscribe ? unsubscribeFields(values.opt_out_link ?? '') : ''),
    },
    { name: 'Subject', field: (_, values) => fixed ?? subjectField(letter, values) },
    { name: 'Message-ID', field: copy => messageIdField(copy.attempt, setting.from) },
    {
      name: 'Date',
      field: copy => {
        if (date.at !== copy.at) date = { at: copy.at, field: dateField(copy.at) }
        return date.field
      },
    },
  ]
}

const subjectField = (letter: LetterContent, values: Values): string =>
  textField('Subject', written(letter.subject, values, raw))

const LINK = /^https?:\/\/[!#-;=?-~]+$/
const isLink = (slot: SlotName): boolean => (LINK_FIELDS as readonly string[]).includes(slot)

const SLAB = 512 * 1024

/**
 * Hands out memory cut from larger pieces, as Buffer does for small ones: to ask for 30 KB each time costs more than to
 * fill them. No byte is handed out twice.
 */
function memory(): (size: number) => Buffer {
  let slab = Buffer.allocUnsafeSlow(0)
  let used = 0
  return size => {
    if (size > SLAB / 4) return Buffer.allocUnsafeSlow(size)
    if (used + size > slab.length) {
      slab = Buffer.allocUnsafeSlow(SLAB)
      used = 0
    }
    used += size
    return slab.subarray(used - size, used)
  }
}

/** The part that runs once per copy: values in, bytes out. */
function filler(message: string, inserts: readonly Insert[], slots: readonly SlotName[]): Press['fill'] {
  const cut = message.split(/\uE000(\d+)\uE000/)
  const statics = cut.filter((_, at) => at % 2 === 0).map(text => Buffer.from(text, 'latin1'))
  const order = cut.filter((_, at) => at % 2 === 1).map(Number)
  const room = memory()
  const needed = slots.map(slot => ({ slot, link: isLink(slot) }))
  const staticBytes = statics.reduce((sum, part) => sum + part.length, 0)

  // Writing a value as it is comes first among a slot's ways; where HTML has nothing to escape, that is reused.
  const plainOf = inserts.map(insert =>
    'slot' in insert ? inserts.findIndex(other => 'slot' in other && other.slot === insert.slot) : -1,
  )

  return copy => {
    for (const email of [copy.to.email, copy.cc?.email, copy.replyTo.email])
      if (email !== undefined && !isAddressable(email)) return { refused: `"${oneLine(email)}" cannot be written to` }
    const values: Values = {}
    for (const { slot, link } of needed) {
      const value = slot === 'email' ? copy.to.email : copy.values[slot]
      if (value === undefined) return { refused: `there is no value for ${slot}` }
      if (link && !LINK.test(value)) return { refused: `${slot} is no link` }
      values[slot] = link ? value : oneLine(value)
    }
    const made: string[] = []
    const said: string[] = []
    for (let at = 0; at < inserts.length; at++) {
      const insert = inserts[at] as Insert
      if ('field' in insert) {
        made.push(insert.field(copy, values))
        said.push('')
        continue
      }
      const text = insert.asWritten(values[insert.slot] ?? '')
      const same = plainOf[at] as number
      made.push(
        same < at && said[same] === text
          ? (made[same] as string)
          : text.includes('\n')
            ? encodeText(text)
            : encodeLine(text),
      )
      said.push(text)
    }
    let size = staticBytes
    for (const at of order) size += (made[at] as string).length
    const bytes = room(size)
    let end = 0
    for (let at = 0; at < statics.length; at++) {
      const shared = statics[at] as Buffer
      bytes.set(shared, end)
      end += shared.length
      const insert = order[at]
      if (insert !== undefined) end += bytes.write(made[insert] as string, end, 'latin1')
    }
    return bytes
  }
}
