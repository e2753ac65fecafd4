/**
 * A message as DATA carries it: no line of it is taken for its end (transparency, RFC 5321 section 4.5.2), and each line ends by
 * CR LF and by nothing else (section 2.3.8), or servers would not agree where it ends.
 */
const LF = 10
const CR = 13
const DOT = 46

/** The message as it goes over the wire, without what ends it: the same bytes where nothing has to be changed. */
export function asData(message: Uint8Array): Buffer {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength)
  const text = bytes.toString('latin1')
  return doubled(LONE.test(text) ? Buffer.from(text.replace(/\r\n|\r|\n/g, '\r\n'), 'latin1') : bytes)
}

/** What ends it. */
export const endOfData = (data: Buffer): string =>
  data.length >= 2 && data[data.length - 1] === LF && data[data.length - 2] === CR ? '.\r\n' : '\r\n.\r\n'

/** A CR or LF that is no end of a line, and becomes one. */
const LONE = /\r(?!\n)|(?<!\r)\n/

const DOT_AFTER_LINE = Buffer.from('\n.')

/** A dot that begins a line stands twice. */
function doubled(bytes: Buffer): Buffer {
  const dots = bytes[0] === DOT ? [0] : []
  for (let at = bytes.indexOf(DOT_AFTER_LINE); at >= 0; at = bytes.indexOf(DOT_AFTER_LINE, at + 1)) dots.push(at + 1)
  if (dots.length === 0) return bytes
  const data = Buffer.allocUnsafe(bytes.length + dots.length)
  let from = 0
  for (const [n, dot] of dots.entries()) {
    data.set(bytes.subarray(from, dot), from + n)
    data[dot + n] = DOT
    from = dot
  }
  data.set(bytes.subarray(from), from + dots.length)
  return data
}
