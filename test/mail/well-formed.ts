/** What of HTML a mail program would have to guess. */

const VOID = ['br', 'img', 'hr', 'meta']

/** Each element that is not closed, or closed where it was not open, and each that says it has a look and has none. */
export function guesses(html: string): string[] {
  const open: string[] = []
  const found: string[] = []
  for (const [tag, end, name = '', rest = ''] of html
    .replace(/<!--|-->/g, '')
    .matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>/g)) {
    if (/ (?:style|class|width|height|src|href|alt)=""/.test(rest)) found.push(`empty: ${tag}`)
    if (/undefined|NaN|null|\[object/.test(rest)) found.push(`no value: ${tag}`)
    if (end && open.pop() !== name) found.push(`not open: ${tag}`)
    else if (!end && !VOID.includes(name)) open.push(name)
  }
  return [...found, ...open.map(name => `not closed: ${name}`)]
}

/** The words of HTML in the order in which they stand, a line for each element that has some. */
export const wordsIn = (html: string): string[] =>
  html
    .replace(/<!--.*?-->/gs, '')
    .replace(/<\/?(?:strong|s|span|em)\b[^>]*>/g, '')
    .split(/<[^>]*>/)
    .map(text => text.trim())
    .filter(text => text !== '' && text !== '&nbsp;')
