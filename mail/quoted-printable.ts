/** Quoted-printable (RFC 2045 section 6.7), written so that finished stretches can be put one after another. */

const WIDTH = 75
const HEX = Array.from({ length: 256 }, (_, byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)

/** A soft line break: it is no part of the text, so it may stand on either side of a slot. */
export const SOFT_BREAK = '=\r\n'

/** Characters that are written as octets: everything but printable ASCII and the tab. */
const OTHER = /[^\x20-\x7e\t]+/g
const octets = (text: string): string => {
  let out = ''
  for (const byte of Buffer.from(text, 'utf8')) out += HEX[byte]
  return out
}

const PRINTABLE = /^[\x20-\x7e]*$/

/**
 * One line of text, starting at the left edge: lines of at most 75 characters with soft breaks between them, so that
 * one more `=` still fits behind the last. Most values are plain ASCII, and of those most need no break.
 */
export function encodeLine(line: string): string {
  const plain = line.includes('=') ? line.replaceAll('=', '=3D') : line
  const encoded = PRINTABLE.test(plain) ? plain : plain.replace(OTHER, octets)
  return encoded.length <= WIDTH ? encoded : broken(encoded)
}

/** Encoded text in lines of at most 75 characters, no `=XX` torn apart. */
function broken(encoded: string): string {
  let out = ''
  let from = 0
  while (encoded.length - from > WIDTH) {
    let to = from + WIDTH
    if (encoded[to - 1] === '=') to -= 1
    else if (encoded[to - 2] === '=') to -= 2
    out += encoded.slice(from, to) + SOFT_BREAK
    from = to
  }
  return out + encoded.slice(from)
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
