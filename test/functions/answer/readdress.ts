/** Plays a message that somebody else once got against a meeting of ours: the people and the UID change, nothing else. */

export interface Address {
  uid: string
  attendee: string
  organizer: string
}

/** The message with UID, ATTENDEE and ORGANIZER of its calendar parts replaced; every other byte stays as it was. */
export function readdress(source: Buffer, to: Address): Buffer {
  const text = source.toString('latin1')
  // A part ends where a line begins with two hyphens; a message of one part is a part as a whole.
  const parts = text.split(/(^--[^\n]*\n)/m)
  return Buffer.from(parts.map(part => readdressed(part, to)).join(''), 'latin1')
}

function readdressed(part: string, to: Address): string {
  const empty = /\r?\n\r?\n/.exec(part)
  if (!empty) return part
  const head = part.slice(0, empty.index + empty[0].length)
  const body = part.slice(head.length)
  if (!/content-type:\s*(?:text\/calendar|application\/ics)/i.test(head)) return part
  const encoding = /content-transfer-encoding:\s*(\S+)/i.exec(head)?.[1]?.toLowerCase()
  if (encoding === 'base64') {
    const lines = Buffer.from(named(Buffer.from(body, 'base64').toString('latin1'), to), 'latin1').toString('base64')
    return `${head}${lines.replace(/.{1,76}/g, '$&\r\n')}`
  }
  if (encoding === 'quoted-printable') {
    const plain = body
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    const coded = named(plain, to).replace(
      /[^\x20-\x3c\x3e-\x7e]/g,
      byte => `=${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    )
    const lines = coded.match(/(?:=[0-9A-F]{2}|[^=]){1,24}/g) ?? []
    return `${head}${lines.join('=\r\n')}\r\n`
  }
  return head + named(body, to)
}

/** Lines of the calendar with other people in them; parameters stay. */
const named = (calendar: string, { uid, attendee, organizer }: Address): string =>
  calendar
    .replace(/\r?\n[ \t]/g, '')
    .replace(/^UID:.*$/gm, `UID:${uid}\r`)
    .replace(/^(ATTENDEE\b[^\n]*?):mailto:[^\r\n]*/gim, `$1:mailto:${attendee}`)
    .replace(/^(ORGANIZER\b[^\n]*?):mailto:[^\r\n]*/gim, `$1:mailto:${organizer}`)
