/**
 * The text of a message that has only HTML: what its writer wrote, without what they quoted. The parser goes through the
 * source once and builds nothing of it, because what takes time that grows with the square of its length is a weapon.
 */
import { Parser } from 'htmlparser2'

/** So much HTML is looked at, in characters. */
const LONGEST = 256 * 1024
/** Nobody nests elements deeper, and the parser takes time for each one that is open. */
const DEEPEST = 500

/** Elements whose content is no text. One that is never closed takes the rest with it, as in a browser. */
const SILENT = ['style', 'script', 'title', 'head', 'noscript', 'template']
const BLOCKS =
  /^(?:br|p|div|tr|li|ul|ol|dl|dt|dd|table|h[1-6]|hr|section|article|header|footer|pre|address|center|blockquote|o:p)$/
/** Where Outlook and its kin begin what they quote: everything from there on is. */
const QUOTED_FROM =
  /^(?:divrplyfwdmsg|appendonsend|mail-editor-reference-message|stopspelling|ms-outlook-mobile-body-separator)/i
/** Containers of quotes, and the line that says who wrote them. */
const QUOTED = /yahoo_quoted|moz-cite-prefix|gmail_attr|protonmail_quote|zmail_extra/i
const GMAIL_QUOTE = /gmail_quote/i

/** The writer's own words; empty where everything is quoted. With `quotes`, all there is to read. */
export function textOfHtml(html: string, quotes = false): string {
  const source = html.slice(0, LONGEST)
  const lastQuote = source.toLowerCase().lastIndexOf('<blockquote')
  let text = ''
  let depth = 0
  /** The element whose content is passed over. */
  let passed: { name: string; depth: number } | undefined
  const parser = new Parser({
    onopentag(name, { id = '', class: classes = '' }) {
      if (++depth > DEEPEST) return parser.pause()
      const block = BLOCKS.test(name)
      // A head that is never closed ends where something begins that cannot stand in one.
      if (passed?.name === 'head' && (block || name === 'body')) passed = undefined
      if (passed) return
      if (block) text += '\n'
      if (SILENT.includes(name)) passed = { name, depth }
      else if (quotes) return
      else if (QUOTED_FROM.test(id)) parser.pause()
      else if (
        name === 'blockquote' ||
        QUOTED.test(classes) ||
        // Gmail's container of a quote may hold answers between the quotes; what it forwards has no quotes in it.
        (GMAIL_QUOTE.test(classes) && parser.startIndex > lastQuote)
      )
        passed = { name, depth }
    },
    ontext(written) {
      if (!passed) text += written.replace(/\s+/g, ' ')
    },
    onclosetag(name, implied) {
      if (passed?.depth === depth) passed = undefined
      else if (!passed && !implied && BLOCKS.test(name)) text += '\n'
      depth--
    },
  })
  parser.end(source)
  return text
    .split('\n')
    .map(line => line.trim())
    .join('\n')
}
