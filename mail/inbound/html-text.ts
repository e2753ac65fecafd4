/**
 * The text of a message that has only HTML: what its writer wrote, without what they quoted. One pass over the source,
 * because patterns that look far ahead take time that grows with the square of what an attacker sends.
 */

/** So much HTML is looked at, in characters. */
const LONGEST = 256 * 1024

/** Elements whose content is no text. An unclosed one takes the rest with it, as in a browser; `head` does not. */
const SILENT = ['style', 'script', 'title', 'head', 'noscript', 'template']
const BLOCKS =
  /^(?:br|p|div|tr|li|ul|ol|dl|dt|dd|table|h[1-6]|hr|section|article|header|footer|pre|address|center|blockquote|o:p)$/
/** Where Outlook and its kin begin what they quote: everything from there on is. */
const QUOTED_FROM =
  /\sid="?(?:divrplyfwdmsg|appendonsend|mail-editor-reference-message|stopspelling|ms-outlook-mobile-body-separator)/i
/** Containers of quotes, and the line that says who wrote them. */
const QUOTED = /\bclass="?[^">]{0,200}(?:yahoo_quoted|moz-cite-prefix|gmail_attr|protonmail_quote|zmail_extra)/i
const GMAIL_QUOTE = /\bclass="?[^">]{0,200}gmail_quote/i
const TAG = /<(\/?)([a-z][a-z0-9:]{0,30})/iy

/** The writer's own words; empty where everything is quoted. With `quotes`, all there is to read. */
export function textOfHtml(html: string, quotes = false): string {
  const source = html.slice(0, LONGEST)
  const lower = source.toLowerCase()
  const closings = closingTags(lower)
  const lastQuote = lower.lastIndexOf('<blockquote')
  let text = ''
  let at = 0
  while (at < source.length) {
    const open = source.indexOf('<', at)
    text += spaced(source.slice(at, open < 0 ? undefined : open))
    if (open < 0) break
    if (lower.startsWith('<!--', open)) {
      at = after(lower, '-->', open + 4)
      continue
    }
    TAG.lastIndex = open
    const [, slash, named = ''] = TAG.exec(source) ?? []
    if (named === '' && !/[!?/]/.test(source[open + 1] ?? '')) {
      text += '<'
      at = open + 1
      continue
    }
    const name = named.toLowerCase()
    const end = after(source, '>', open)
    at = end
    if (BLOCKS.test(name)) text += '\n'
    if (slash || name === '') continue
    const tag = source.slice(open, Math.min(end, open + 1000))
    if (SILENT.includes(name)) at = closings.past(name, end) ?? (name === 'head' ? end : source.length)
    else if (quotes) continue
    else if (QUOTED_FROM.test(tag)) break
    else if (name === 'blockquote' || QUOTED.test(tag)) at = closings.partner(name, end)
    // Gmail's container of a quote may hold answers between the quotes; what it forwards has no quotes in it.
    else if (GMAIL_QUOTE.test(tag) && end > lastQuote) at = closings.partner(name, end)
  }
  return decodeEntities(text).replace(/[^\S\n]*\n[^\S\n]*/g, '\n')
}

const after = (source: string, what: string, from: number): number => {
  const found = source.indexOf(what, from)
  return found < 0 ? source.length : found + what.length
}

const spaced = (text: string): string => text.replace(/\s+/g, ' ')

/** Finds ends of elements; what was once sought in vain is not sought again. */
function closingTags(lower: string) {
  const missing = new Set<string>()
  return {
    past(name: string, from: number): number | undefined {
      if (missing.has(name)) return undefined
      const found = lower.indexOf(`</${name}`, from)
      if (found < 0) missing.add(name)
      return found < 0 ? undefined : after(lower, '>', found)
    },
    /** Past the end of an element that may hold others of its name; the end of the source where it stays open. */
    partner(name: string, from: number): number {
      let depth = 1
      for (let at = lower.indexOf('<', from); at >= 0; at = lower.indexOf('<', at + 1)) {
        const closes = lower[at + 1] === '/'
        const start = at + (closes ? 2 : 1)
        if (!lower.startsWith(name, start) || /\w/.test(lower.charAt(start + name.length))) continue
        depth += closes ? -1 : 1
        if (depth === 0) return after(lower, '>', at)
      }
      return lower.length
    },
  }
}

const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  iexcl: '¡',
  iquest: '¿',
}
/** Letters with a mark, by the name of the letter and of the mark: `&ntilde;`, `&eacute;`. */
const MARKS: Record<string, string> = {
  acute: '\u0301',
  grave: '\u0300',
  uml: '\u0308',
  circ: '\u0302',
  tilde: '\u0303',
  cedil: '\u0327',
}

const decodeEntities = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? marked(name) ?? whole
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : ' '
    },
  )

function marked(name: string): string | undefined {
  const mark = MARKS[name.slice(1).toLowerCase()]
  return mark === undefined ? undefined : `${name[0]}${mark}`.normalize('NFC')
}
