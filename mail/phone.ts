/** Phone numbers that can be tapped: what somebody typed, and the link that dials it (RFC 3966). */
import { asWords, escapeHtml, oneLine } from './merge.ts'

/** A number as people write it: "970-555-0142", "+1 (970) 555 0142 ext. 12". */
const NUMBER = /(\+?\(?\d[\d\s()./-]{5,}\d(?:\s*(?:ext\.?|x)\s*\d{1,6})?)/i

/** `tel:+19705550142;ext=12`; ten digits are a number of North America. Undefined where it is no number to dial. */
export function telOf(number: string): string | undefined {
  const [main = '', extension] = number.split(/\s*(?:ext\.?|x)\s*/i)
  const digits = main.replace(/\D/g, '')
  if (digits.length < 7 || digits.length > 15) return undefined
  const country = main.trim().startsWith('+') || /^1\d{10}$/.test(digits) ? '+' : digits.length === 10 ? '+1' : ''
  return `tel:${country}${digits}${extension ? `;ext=${extension}` : ''}`
}

const set = (typed: string, words: (text: string) => string, link: (text: string, tel: string) => string): string =>
  oneLine(typed)
    .split(NUMBER)
    .map(piece => {
      const tel = telOf(piece)
      return tel === undefined ? words(piece) : link(piece, tel)
    })
    .join('')

/** What somebody typed as a phone number, as Markdown: words, and a link for each number in it. */
export const phoneMarkdown = (typed: string): string =>
  set(
    typed,
    // The blanks at its ends stand between words and a number.
    piece => piece.replace(/\S(?:.*\S)?/, asWords),
    (number, tel) => `[${asWords(number)}](${tel})`,
  )

/** The same as HTML. */
export const phoneHtml = (typed: string, style: string): string =>
  set(typed, escapeHtml, (number, tel) => `<a href="${tel}" style="${style}">${escapeHtml(number)}</a>`)
