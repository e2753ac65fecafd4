/** Quoted-printable (RFC 2045 section 6.7), written so that finished stretches can be put one after another. */

const WIDTH = 75
const HEX = Array.from({ length: 256 }, (_, byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)

/** A soft line break: it is no part of the text, so it may stand on either side of a slot. */
export const SOFT_BREAK = '=\r\n'

const PLAIN = /^[\x20-\x3c\x3e-\x7e]{0,75}$/

/**
 * One line of text, starting at the left edge: lines of at most 75 characters with soft breaks between them, so that
 * one more `=` still fits behind the last.
 */
export function encodeLine(line: string): string {
  if (PLAIN.test(line)) return line
  let out = ''
  let column = 0
  for (const byte of Buffer.from(line, 'utf8')) {
    const literal = (byte >= 0x20 && byte <= 0x7e && byte !== 0x3d) || byte === 0x09
    const token = literal ? String.fromCharCode(byte) : (HEX[byte] ?? '')
    if (column + token.length > WIDTH) {
      out += SOFT_BREAK
      column = 0
    }
    out += token
    column += token.length
  }
  return out
}

/** Text of many lines, starting at the left edge; its line breaks become CRLF. White space before one is kept. */
export function encodeText(text: string): string {
  const lines = text.split(/\r\n|\r|\n/)
  return lines
    .map((line, at) => {
      const encoded = encodeLine(line)
      if (at === lines.length - 1 || !/[ \t]$/.test(encoded)) return encoded
      const blank = encoded.endsWith('\t') ? '=09' : '=20'
      const body = encoded.slice(0, -1)
      const column = body.length - (body.lastIndexOf('\n') + 1)
      return column + 3 > WIDTH ? body + SOFT_BREAK + blank : body + blank
    })
    .join('\r\n')
}
