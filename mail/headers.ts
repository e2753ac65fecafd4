/** Header fields of one copy: folded, encoded (RFC 2047) and free of anything that could start another field. */
import { dateOf } from '../domain/keep/time.ts'
import { oneLine } from './merge.ts'
import { cutAt } from './octets.ts'

const ADDRESS =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/

/** Whether a letter can be addressed there: plain ASCII of the everyday form, nothing that needs SMTPUTF8. */
export const isAddressable = (email: string): boolean => email.length <= 254 && ADDRESS.test(email)

const ASCII = /^[\x20-\x7e]*$/
/** Bytes of UTF-8 in one encoded word, such that the word fits beside any field name we use. */
const WORD_BYTES = 39
const LINE = 76

const encodedWord = (text: string): string => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`

/** A text as encoded words; no character is cut in two. */
const encodedWords = (text: string): string[] => cutAt(text, WORD_BYTES).map(encodedWord)

/** One field, its words separated by a space or a fold. */
function field(name: string, words: readonly string[]): string {
  let out = `${name}:`
  let column = out.length
  for (const [at, word] of words.entries()) {
    const fold = at > 0 && column + 1 + word.length > LINE
    out += fold ? `\r\n ${word}` : ` ${word}`
    column = fold ? 1 + word.length : column + 1 + word.length
  }
  return `${out}\r\n`
}

/** Whether a text can stand as it is: ASCII that is not mistaken for an encoded word, in words that can be folded. */
const isPlain = (text: string): boolean => ASCII.test(text) && !text.includes('=?') && !/[^ ]{61}/.test(text)

/** A field of free text, such as Subject. */
export function textField(name: string, value: string): string {
  const text = oneLine(value)
  if (!isPlain(text)) return field(name, encodedWords(text))
  return name.length + 2 + text.length <= LINE ? `${name}: ${text}\r\n` : field(name, text.split(' '))
}

/** A field with one mailbox, such as To. The address must be addressable. */
export function mailboxField(name: string, displayName: string, email: string): string {
  const shown = oneLine(displayName)
  if (shown === '') return `${name}: ${email}\r\n`
  if (isPlain(shown) && shown.length <= 60) {
    const quoted = /^[A-Za-z0-9 ]+$/.test(shown) ? shown : `"${shown.replace(/["\\]/g, '\\$&')}"`
    return name.length + quoted.length + email.length + 5 <= LINE
      ? `${name}: ${quoted} <${email}>\r\n`
      : `${name}: ${quoted}\r\n <${email}>\r\n`
  }
  return field(name, [...encodedWords(shown), `<${email}>`])
}

/** An instant as RFC 5322 writes it. */
export const dateField = (at: string): string => `Date: ${dateOf(at).toUTCString().replace('GMT', '+0000')}\r\n`

/** Message-ID from an attempt's id, so that a carrier's words about a message lead back to the attempt. */
export const messageIdOf = (attempt: string, from: string): string =>
  `<${attempt.replace(/[^A-Za-z0-9._-]/g, '')}@${from.slice(from.lastIndexOf('@') + 1)}>`

export const messageIdField = (attempt: string, from: string): string => `Message-ID: ${messageIdOf(attempt, from)}\r\n`

/** The fields by which a mail program sets a message beneath the one it answers (RFC 5322 section 3.6.4). */
export const threadFields = (messageId: string): string =>
  /^<[!-;=?-~]{3,250}>$/.test(messageId) ? `In-Reply-To: ${messageId}\r\nReferences: ${messageId}\r\n` : ''

/** The fields by which a mail program offers to unsubscribe (RFC 2369), with one click where the page is safe (RFC 8058). */
export const unsubscribeFields = (link: string): string =>
  `List-Unsubscribe: <${link}>\r\n${link.startsWith('https:') ? 'List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n' : ''}`
