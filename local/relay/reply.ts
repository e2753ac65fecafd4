/** Replies of an SMTP server (RFC 5321 section 4.2), read from its bytes in whatever pieces they come. */

export interface Reply {
  code: number
  /** As it came, code and all; the lines of a longer one with a line feed between. */
  text: string
}

/** No server says more at once. Characters. */
const MOST = 64 * 1024
const LINE = /^([2-5]\d\d)(?:([ -])|$)/

export interface ReplyReader {
  /** The replies that these bytes complete, or why no SMTP server speaks so. */
  read(bytes: Buffer): Reply[] | 'garbled'
}

export function createReplyReader(): ReplyReader {
  let rest = ''
  let lines: string[] = []
  let held = 0

  return {
    read(bytes) {
      // One character a byte, so that none is cut in two where a piece ends.
      const said = (rest + bytes.toString('latin1')).split('\n')
      rest = said.pop() ?? ''
      const replies: Reply[] = []
      for (const ended of said) {
        const line = ended.endsWith('\r') ? ended.slice(0, -1) : ended
        if (line === '' && lines.length === 0) continue
        const [, code, more] = LINE.exec(line) ?? []
        if (code === undefined) return 'garbled'
        lines.push(line)
        held += line.length
        if (held > MOST) return 'garbled'
        if (more === '-') continue
        replies.push({ code: Number(code), text: asWords(lines.join('\n')) })
        lines = []
        held = 0
      }
      return rest.length > MOST ? 'garbled' : replies
    },
  }
}

/** Servers write UTF-8, or something older, which stays as it is. */
function asWords(bytes: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII is looked for
  if (/^[\x00-\x7f]*$/.test(bytes)) return bytes
  const text = Buffer.from(bytes, 'latin1').toString('utf8')
  return text.includes('\ufffd') ? bytes : text
}
