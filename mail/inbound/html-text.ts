/** The text of a message that has only HTML: what its writer wrote, without what they quoted. */

const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  rsquo: '’',
  lsquo: '‘',
  ndash: '–',
  mdash: '—',
  hellip: '…',
}
/** So much HTML is looked at. */
const LONGEST = 256 * 1024

/** Where mail programs begin what they quote. */
const QUOTE =
  /<blockquote\b|<div[^>]{0,300}class="?[^">]{0,200}(?:gmail_quote|yahoo_quoted|moz-cite-prefix)|<div[^>]{0,300}id="?(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message)|<hr[^>]{0,200}id="?stopSpelling/i

export function textOfHtml(html: string): string {
  const whole = html.slice(0, LONGEST)
  const quote = whole.search(QUOTE)
  // An answer written beneath what it quotes stands after the quote; then all of it is kept for the reader to judge.
  const above = quote > 0 ? whole.slice(0, quote) : whole
  const text = plain(above)
  return text.trim() === '' && quote > 0 ? plain(whole) : text
}

const plain = (html: string): string =>
  decodeEntities(
    html
      .replace(/<(head|style|script|title)\b[^>]{0,500}>[\s\S]{0,100000}?<\/\1\s*>/gi, ' ')
      .replace(/<!--[\s\S]{0,100000}?-->/g, ' ')
      .replace(/\s+/g, ' ')
      .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h[1-6]|hr)\b[^>]{0,500}>/gi, '\n')
      .replace(/<[^>]{0,2000}>/g, '')
      .replace(/[^\S\n]*\n[^\S\n]*/g, '\n'),
  )

const decodeEntities = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : ' '
    },
  )
