/**
 * A letter's Markdown as HTML for mail and as plain text. What people type is text: HTML in it is shown, not obeyed,
 * pictures give way to their description, and only web and mail links become links.
 */
import { lexer, type MarkedToken, type Token, type Tokens } from 'marked'
import { escapeHtml, joined, type Piece, type SharedField, splitFields } from './merge.ts'

/** Private-use characters that stand for a merge field while Markdown is read, so that no value is read as Markdown. */
const OPEN = '\uE000'
const CLOSE = '\uE001'
const MARK = /\uE000([a-z_]+)\uE001/

const LINK = 'color:#14506b;text-decoration:underline;'
/** A number is tapped with a thumb. */
const DIAL = `${LINK}display:inline-block;padding:5px 0;white-space:nowrap;`
const BLOCK: Record<string, string> = {
  paragraph: 'margin:0 0 18px;',
  heading: 'margin:8px 0 12px;font-weight:bold;font-size:19px;line-height:26px;',
  list: 'margin:0 0 18px;padding:0 0 0 24px;',
  item: 'margin:0 0 6px;',
  row: 'margin:0 0 14px;',
  quote: 'margin:0 0 18px;padding:0 0 0 16px;border-left:3px solid #d9dfe3;',
  rule: 'margin:22px 0;border:0;border-top:1px solid #d9dfe3;',
}

/** Whether a link may be followed from a letter: to the web, a mailbox or a phone, and to nowhere that a value decides. */
const isSafeLink = (href: string): boolean =>
  /^(?:https?:\/\/[^\s/]|mailto:[^\s@]+@|tel:\+?\d{7,15}(?:;ext=\d{1,6})?$)/i.test(href) &&
  ![...href].some(character => character <= ' ' || character === OPEN || character === CLOSE)

const known = (token: Token): MarkedToken => token as MarkedToken

function inlineHtml(tokens: readonly Token[]): string {
  return tokens
    .map(known)
    .map(token => {
      switch (token.type) {
        case 'strong':
          return `<strong>${inlineHtml(token.tokens)}</strong>`
        case 'em':
          return `<em>${inlineHtml(token.tokens)}</em>`
        case 'del':
          return `<s>${inlineHtml(token.tokens)}</s>`
        case 'br':
          return '<br>\n'
        case 'link': {
          const inside = inlineHtml(token.tokens)
          const look = /^tel:/i.test(token.href) ? DIAL : LINK
          return isSafeLink(token.href) ? `<a href="${escapeHtml(token.href)}" style="${look}">${inside}</a>` : inside
        }
        default:
          return escapeHtml('text' in token ? token.text : token.raw)
      }
    })
    .join('')
}

/**
 * Whether what reads as a numbered list is prose that begins with a number: "1984. That was a good year." A list starts
 * at one, or goes on from a small number through more than one item.
 */
const isProse = ({ ordered, start, items }: Tokens.List): boolean =>
  ordered && Number(start) > 1 && (items.length === 1 || Number(start) > 99)

/** The number of an item as it was typed, "1984. ". */
const numberOf = ({ raw }: Tokens.ListItem): string => `${/^\s*(\d+[.)])/.exec(raw)?.[1] ?? ''} `

function blockHtml(tokens: readonly Token[]): string {
  return tokens
    .map(known)
    .map(token => {
      switch (token.type) {
        case 'space':
        case 'def':
          return ''
        case 'heading': {
          const tag = token.depth === 1 ? 'h2' : 'h3'
          return `<${tag} style="${BLOCK.heading}">${inlineHtml(token.tokens)}</${tag}>\n`
        }
        case 'list': {
          if (isProse(token)) {
            const lines = token.items.map(item => numberOf(item) + itemHtml(item))
            return `<p style="${BLOCK.paragraph}">${lines.join('<br>\n')}</p>\n`
          }
          const tag = token.ordered ? 'ol' : 'ul'
          const start = token.ordered && token.start !== 1 ? ` start="${Number(token.start)}"` : ''
          const items = token.items.map(listItem).join('')
          return `<${tag}${start} style="${BLOCK.list}">\n${items}</${tag}>\n`
        }
        case 'blockquote':
          return `<div style="${BLOCK.quote}">${blockHtml(token.tokens)}</div>\n`
        case 'hr':
          return `<hr style="${BLOCK.rule}">\n`
        case 'paragraph':
          return `<p style="${BLOCK.paragraph}">${inlineHtml(token.tokens)}</p>\n`
        default:
          return `<p style="${BLOCK.paragraph}">${escapeHtml(shown(token)).replace(/\n/g, '<br>\n')}</p>\n`
      }
    })
    .join('')
}

/** What a block we do not set (code, a table, raw HTML) says, as it was typed. */
const shown = (token: MarkedToken): string => ('text' in token ? token.text : token.raw).trim()

const isFlow = (token: Token): boolean => token.type !== 'text' && token.type !== 'paragraph'

/** One of several lines stands apart from the next. */
function listItem(item: Tokens.ListItem): string {
  const html = itemHtml(item)
  return `<li style="${html.includes('<br>') ? BLOCK.row : BLOCK.item}">${html}</li>\n`
}

function itemHtml(item: Tokens.ListItem): string {
  return item.tokens
    .map(token => (isFlow(token) ? blockHtml([token]) : inlineHtml((token as Tokens.Text).tokens ?? [])))
    .join('<br>\n')
}

function inlineText(tokens: readonly Token[]): string {
  return tokens
    .map(known)
    .map(token => {
      switch (token.type) {
        case 'strong':
        case 'em':
        case 'del':
          return inlineText(token.tokens)
        case 'br':
          return '\n'
        case 'link': {
          const inside = inlineText(token.tokens)
          const target = token.href.replace(/^mailto:/i, '')
          return !isSafeLink(token.href) || /^tel:/i.test(target) || inside === target || inside === token.href
            ? inside
            : `${inside} (${target})`
        }
        default:
          return 'text' in token ? token.text : token.raw
      }
    })
    .join('')
}

const indented = (text: string, first: string): string =>
  text
    .split('\n')
    .map((line, at) => (at === 0 ? first : ' '.repeat(first.length)) + line)
    .join('\n')

function blockText(tokens: readonly Token[]): string {
  return tokens
    .map(known)
    .map(token => {
      switch (token.type) {
        case 'space':
        case 'def':
          return ''
        case 'list':
          if (isProse(token)) return token.items.map(item => numberOf(item) + itemText(item)).join('\n')
          return token.items
            .map((item, at) => indented(itemText(item), token.ordered ? `${Number(token.start) + at}. ` : '- '))
            .join('\n')
        case 'blockquote':
          return blockText(token.tokens).replace(/^/gm, '> ')
        case 'hr':
          return '* * *'
        case 'heading':
        case 'paragraph':
          return inlineText(token.tokens)
        default:
          return shown(token)
      }
    })
    .filter(Boolean)
    .join('\n\n')
}

const itemText = (item: Tokens.ListItem): string =>
  item.tokens
    .map(token => (isFlow(token) ? blockText([token]) : inlineText((token as Tokens.Text).tokens ?? [])))
    .filter(Boolean)
    .join('\n')

function placed(text: string, shared: Record<SharedField, string>, asWritten: (value: string) => string): Piece[] {
  const pieces = text.split(MARK).map((part, at): Piece => {
    if (at % 2 === 0) return part
    return part in shared ? asWritten(shared[part as SharedField]) : { slot: part as 'name' }
  })
  return joined(pieces)
}

/**
 * A letter with more marks than this is set as it was typed: to pair them takes the square of their number, and ten
 * thousand take many seconds, in which nothing else would leave or be answered.
 */
const MOST_MARKS = 1000
/** Lists and quotes within each other on one line, deeper than anybody reads and than the stack holds. */
const DEEP = /^[ \t]*(?:>[ \t]*|(?:[-*+]|\d{1,9}[.)])[ \t]+){50}/m

const tokensOf = (text: string): readonly Token[] =>
  (text.match(/[*_~`[\]>]/g)?.length ?? 0) > MOST_MARKS || DEEP.test(text)
    ? text.split(/\n{2,}/).map(raw => ({ type: 'paragraph', raw, text: raw, tokens: linesOf(raw) }))
    : lexer(text, { gfm: true, breaks: true })

const linesOf = (text: string): Token[] =>
  text.split('\n').flatMap((line, at): Token[] => {
    const token = { type: 'text', raw: line, text: line }
    return at === 0 ? [token] : [{ type: 'br', raw: '\n' }, token]
  })

/**
 * A letter's body set twice. Shared fields are filled in after the Markdown is read, personal ones stay slots: a value
 * is always text, whatever characters it holds.
 */
export function setMarkdown(body: string, shared: Record<SharedField, string>): { html: Piece[]; text: Piece[] } {
  const marked = splitFields(body.replace(/[\uE000\uE001]/g, ''), field => ({ slot: field }))
    .map(piece => (typeof piece === 'string' ? piece : OPEN + piece.slot + CLOSE))
    .join('')
  const tokens = tokensOf(marked)
  return {
    html: placed(blockHtml(tokens), shared, value => escapeHtml(value).replace(/\r?\n/g, '<br>\n')),
    text: placed(blockText(tokens), shared, value => value),
  }
}

/** The words of a letter alone, as text: shared fields filled, personal ones as `{{first_name}}`. */
export const bodyAsText = (body: string, shared: Record<SharedField, string>): string =>
  setMarkdown(body, shared)
    .text.map(piece => (typeof piece === 'string' ? piece : `{{${piece.slot}}}`))
    .join('')
    .trim()
