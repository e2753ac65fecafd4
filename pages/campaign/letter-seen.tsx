/**
 * A letter as its reader will see it, within a page of ours: the very HTML that is sent, without what it does. Its styles
 * give way to the page's own (which may hold none of its kind), its links are words, and nothing of it scrolls.
 */
import { raw } from 'hono/html'

const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*\/?>/gi
const ATTRIBUTE = /([a-z-]+)="([^"]*)"/gi
/** What a letter consists of; a link becomes words, and anything else gives way to what is in it. */
const KEPT = new Set('table tr td div p span strong em s br hr img ul ol li h1 h2 h3 h4 h5 h6 blockquote'.split(' '))

function attributes(tag: string, given: string): string {
  return [...given.matchAll(ATTRIBUTE)]
    .flatMap(([, name = '', value = '']): string[] => {
      switch (name.toLowerCase()) {
        case 'class':
          return [
            `class="${value
              .split(/\s+/)
              .filter(Boolean)
              .map(each => `mail-${each}`)
              .join(' ')}"`,
          ]
        case 'role':
          return value === 'presentation' ? ['role="presentation"'] : []
        case 'src':
          return tag === 'img' && value.startsWith('data:image/') ? [`src="${value}"`] : []
        case 'colspan':
          return [`colspan="${value}"`]
        case 'alt':
        case 'width':
        case 'height':
          return tag === 'img' ? [`${name}="${value}"`] : []
        default:
          return []
      }
    })
    .map(each => ` ${each}`)
    .join('')
}

/** The body of a letter's HTML as words and structure. */
function bodyOfLetter(html: string): string {
  const body = html
    .slice(Math.max(0, html.search(/<body/i)))
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(style|script|title)\b[\s\S]*?<\/\1>/gi, '')
  let shown = ''
  let at = 0
  for (const { index, 0: whole, 1: close = '', 2: name = '', 3: given = '' } of body.matchAll(TAG)) {
    shown += asText(body.slice(at, index)) + tagOf(close, name.toLowerCase(), given)
    at = index + whole.length
  }
  return shown + asText(body.slice(at))
}

/** What is no tag that is known here opens none. */
const asText = (between: string): string => between.replaceAll('<', '&lt;')

function tagOf(close: string, tag: string, given: string): string {
  if (tag === 'a') return close ? '</span>' : '<span class="mail-link">'
  return KEPT.has(tag) ? `<${close}${tag}${close ? '' : attributes(tag, given)}>` : ''
}

export const LetterSeen = ({ html }: { html: string }) => <div class="as-sent">{raw(bodyOfLetter(html))}</div>
