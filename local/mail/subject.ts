/** The subject of a message, for a list: read from the bytes at a fraction of what parsing all of it costs. */

/** Headers longer than this are not ours. */
const HEAD = 16_384

/** The decoded Subject of MIME bytes, or nothing when they have none. */
export function subjectOf(bytes: Uint8Array): string {
  const head =
    Buffer.from(bytes.subarray(0, HEAD))
      .toString('utf8')
      .split(/\r?\n\r?\n/, 1)[0] ?? ''
  const raw = /^subject:[ \t]*(.*(?:\r?\n[ \t].*)*)/im.exec(head)?.[1] ?? ''
  return raw
    .replace(/\r?\n[ \t]/g, ' ')
    .replace(/(\?=)\s+(?==\?)/g, '$1')
    .replace(/(?:=\?[^?\s]+\?[bq]\?[^?]*\?=)+/gi, words => decodeWords(words))
    .trim()
}

/** RFC 2047: neighbouring words may split a character between them, so their bytes are joined before they are read. */
function decodeWords(words: string): string {
  const parts = [...words.matchAll(/=\?([^?\s]+)\?([bq])\?([^?]*)\?=/gi)]
  const bytes = parts.map(([, , kind, text = '']) =>
    kind?.toLowerCase() === 'b'
      ? Buffer.from(text, 'base64')
      : Buffer.from(
          text
            .replace(/_/g, ' ')
            .replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
          'latin1',
        ),
  )
  try {
    return new TextDecoder(parts[0]?.[1]?.split('*')[0]).decode(Buffer.concat(bytes))
  } catch {
    return words
  }
}
