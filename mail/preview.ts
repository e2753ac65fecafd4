/** One person's copy as a page can show it, before anything is sent. */
import type { LetterContent } from './content.ts'
import { escapeHtml, type Values, written } from './merge.ts'
import { withPictures } from './picture.ts'

/** Subject, HTML and plain text of one copy, its pictures in the HTML itself. */
export function previewOf(letter: LetterContent, values: Values): { subject: string; html: string; text: string } {
  const html = withPictures(written(letter.html, values, escapeHtml), letter.pictures)
  return { subject: written(letter.subject, values, value => value), html, text: written(letter.text, values, v => v) }
}
