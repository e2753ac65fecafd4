/** What people paste without seeing it: controls, marks that turn the direction of text, characters of no width. */

/** Not seen and of no meaning, besides blanks: "default ignorable" (UAX 44), controls, format characters. */
const UNSEEN = /[\p{DI}\p{Cc}\p{Cf}]/gu
const BLANKS = /[\s\u0085\u2800]+/g
/** What a note of several lines may hold of these: its lines, and what joins letters and emoji. */
const OF_NOTES = /^(?:[\t\n\r]|\u200c|\u200d|\ufe0e|\ufe0f)$/

/** One line of what can be seen: for names, addresses, titles, every field of one line. */
export const cleanLine = (text: string | undefined): string => {
  if (text === undefined) return ''
  if (/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(text)) return text
  return text.toWellFormed().replace(BLANKS, ' ').replace(UNSEEN, '').replace(/ {2,}/g, ' ').trim()
}

/** The same of several lines, for notes and replies. */
export const cleanNote = (text: string): string =>
  /^[\n\x20-\x7e]*$/.test(text)
    ? text
    : text.toWellFormed().replace(UNSEEN, found => (OF_NOTES.test(found) ? found : ''))

/** Whether a text has no characters but those of a typewriter, which every face has. */
export const isPlain = (text: string): boolean => /^[\x20-\x7e\n]*$/.test(text)
