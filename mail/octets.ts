/** Text cut by octets of UTF-8, as the line limits of mail and iCalendar count it. */

/** The pieces of a text, each of at most `limit` octets, the first of at most `first`; no character is torn apart. */
export function cutAt(text: string, limit: number, first = limit): string[] {
  const pieces: string[] = []
  let held = ''
  let octets = 0
  for (const character of text) {
    const size = Buffer.byteLength(character)
    if (octets + size > (pieces.length === 0 ? first : limit)) {
      pieces.push(held)
      held = ''
      octets = 0
    }
    held += character
    octets += size
  }
  return [...pieces, held]
}
