/** What somebody wrote themselves: a text without what it quotes, without its signature and footers. */
import EmailReplyParser from 'email-reply-parser'
import { HEDGE, LOADED, plain } from './words.ts'

/** So much of a text is read; the parser of quotes takes time that grows with the square of the length. */
const LIMIT = 8 * 1024
const LINES = 200

/** Lines from which on the words are somebody else's, or a program's. */
const NOT_OWN =
  /^(?:-{2,}\s*(?:original|forwarded|mensaje|reenviado)|_{5,}|from:\s|de:\s|sent:\s|enviado el|on .{5,200}(?:wrote|escribi[oó]):?\s*$|el .{5,200}escribi[oó]:?\s*$|begin forwarded message)/i
const FOOTER =
  /^(?:sent from (?:my|mail|outlook)|get outlook for|enviado desde|obtener outlook|this e-?mail (?:and|is)|confidential)/i
const SIGN_OFF =
  /^(?:--\s?|best|best regards|kind regards|warm regards|warmly|regards|cheers|sincerely|thanks|thank you|many thanks|thanks again|all the best|respectfully|saludos|saludos cordiales|atentamente|atte|un abrazo|cordialmente|gracias)[,.!]?$/i
/** What somebody adds below their name counts like what stands above it. */
const ADDED = /^p\.? ?[sd]\b/i
/** A name alone on its line, as at the end of a letter: "Mark Delaney", "- Mark". */
const NAME_LINE =
  /^(?:[-–—~] ?\p{Lu}[\p{L}.'-]*(?: \p{Lu}[\p{L}.'-]*){0,3}|\p{Lu}[\p{L}.'-]*(?: \p{Lu}[\p{L}.'-]*){1,3}),?$/u
const SPEAKS =
  /\b(?:i|we|you|he|she|it|will|can|not|yes|no|but|if|please|thanks?|be|attend\w*|com(?:e|ing)|see|happy|count|confirm\w*|accept\w*|declin\w*|regrets?|looking|sorry|ye[ps]|sure|gracias|con|gusto|si|asist\w*|claro|cuent\w*)(?![\p{L}])|n't\b|sí/iu

/** The words of the writer, at most 8 KB, in lines. Bounded in time for any text. */
export function ownWords(source: string): string {
  const calm = source
    .slice(0, LIMIT)
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .split('\n')
    .slice(0, LINES)
  const quoted = calm.findIndex(line => NOT_OWN.test(line.trim()))
  const above = (quoted > 0 ? calm.slice(0, quoted) : calm).join('\n')
  const visible = new EmailReplyParser().read(above).getVisibleText()
  const lines = visible
    .split('\n')
    .map(line => line.trim())
    .filter(line => !line.startsWith('>'))
  const end = lines.findIndex(
    (line, at) => at > 0 && (FOOTER.test(line) || SIGN_OFF.test(line) || isSignature(lines.slice(at))),
  )
  const body = end > 0 ? [...lines.slice(0, end), ...lines.slice(end).filter(line => ADDED.test(line))] : lines
  return body.join('\n').trim()
}

/** A name, and below it nothing that could be a sentence. */
const isSignature = (lines: readonly string[]): boolean =>
  lines.length <= 12 &&
  NAME_LINE.test(lines[0] ?? '') &&
  !lines.some(line => ADDED.test(line) || SPEAKS.test(line) || HEDGE.test(plain(line)) || LOADED.test(plain(line)))
