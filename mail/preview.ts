/** One person's copy as a page can show it, before anything is sent. */
import type { LetterContent } from './content.ts'
import { escapeHtml, type Values, written } from './merge.ts'

/** Subject, HTML and plain text of one copy. Pictures stand in the HTML itself, since a page has no message around it. */
export function previewOf(letter: LetterContent, values: Values): { subject: string; html: string; text: string } {
  const html = letter.pictures.reduce(
    (text, { cid, type, base64 }) => text.replaceAll(`cid:${cid}`, `data:${type};base64,${base64}`),
    written(letter.html, values, escapeHtml),
  )
  return { subject: written(letter.subject, values, value => value), html, text: written(letter.text, values, v => v) }
}
