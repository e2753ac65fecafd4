/**
 * Parts of a form (multipart/form-data, RFC 7578) that are longer than anybody wants, cut on their way in: so a file that
 * is too large costs no memory, and the form around it arrives whole and can say so.
 */

/** Bytes of what stands above a part: its name, and that of a file. */
const LONGEST_HEAD = 16 * 1024
const END_OF_HEAD = '\r\n\r\n'

/** A form that is none: what stands above a part has no end. */
export class NoForm extends Error {}

/** The boundary that a content type names (RFC 2046 section 5.1.1), or undefined where it is no form of parts. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  const [, quoted, bare] =
    /^multipart\/form-data\b.*?;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType ?? '') ?? []
  return quoted ?? bare
}

/**
 * Takes a form piece by piece and answers what is kept of each; `end` answers the rest. Of every part `most` bytes are kept
 * and one more, by which a reader sees that there were more. Throws `NoForm`.
 */
export function cutParts(boundary: string, most: number): { take(piece: Uint8Array): Uint8Array; end(): Uint8Array } {
  const mark = Buffer.from(`\r\n--${boundary}`)
  const overlap = mark.length - 1
  // The first boundary has no line before it.
  let rest = Buffer.from('\r\n')
  let before = rest.length
  let head: Buffer | undefined = Buffer.alloc(0)
  let left = most + 1

  function keep(bytes: Buffer, kept: Buffer[]): void {
    let content = bytes
    if (head) {
      head = Buffer.concat([head, bytes])
      const end = head.indexOf(END_OF_HEAD)
      if (end < 0 && head.length > LONGEST_HEAD) throw new NoForm()
      if (end < 0) return
      kept.push(head.subarray(0, end + END_OF_HEAD.length))
      content = head.subarray(end + END_OF_HEAD.length)
      head = undefined
    }
    const some = content.subarray(0, left)
    left -= some.length
    kept.push(some)
  }

  function next(kept: Buffer[]): void {
    if (head) kept.push(head)
    head = Buffer.alloc(0)
    left = most + 1
  }

  const whole = (kept: readonly Buffer[]): Buffer => {
    const bytes = Buffer.concat(kept)
    const own = bytes.subarray(Math.min(before, bytes.length))
    before -= bytes.length - own.length
    return own
  }

  return {
    take(piece) {
      const bytes = Buffer.concat([rest, piece])
      const kept: Buffer[] = []
      let from = 0
      for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, from)) {
        keep(bytes.subarray(from, at), kept)
        next(kept)
        kept.push(mark)
        from = at + mark.length
      }
      const until = Math.max(from, bytes.length - overlap)
      keep(bytes.subarray(from, until), kept)
      rest = bytes.subarray(until)
      return whole(kept)
    },
    end() {
      const kept: Buffer[] = []
      keep(rest, kept)
      next(kept)
      return whole(kept)
    },
  }
}
