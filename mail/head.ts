/** The head of a message, as every reader of ours takes it apart that does not need the rest (RFC 5322 section 2.2). */
import { decodeWords } from 'postal-mime'

/** A field: its name in lower case, its value unfolded, and encoded as it came. */
export interface HeaderField {
  name: string
  value: string
}

export interface Head {
  /** All of it as it stands. */
  text: string
  fields: HeaderField[]
  /** Whether the blank line was there that ends a head. Where it was not, more may follow than was given. */
  ended: boolean
}

/** What stands before the first blank line, its fields in their order. Lines that are none are passed over. */
export function readHead(message: string): Head {
  const end = /\r?\n\r?\n/.exec(message)?.index
  const text = message.slice(0, end)
  const fields = text
    .replace(/\r?\n(?=[ \t])/g, '')
    .split(/\r?\n/)
    .flatMap(line => {
      const colon = line.indexOf(':')
      return colon > 0 ? [{ name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() }] : []
    })
  return { text, fields, ended: end !== undefined }
}

/** The value of the first field of a name, which is in lower case; empty where there is none. */
export const fieldIn = (fields: readonly HeaderField[], name: string): string =>
  fields.find(field => field.name === name)?.value ?? ''

/** The subject as people read it, its encoded words (RFC 2047) decoded; empty where there is none. */
export const subjectIn = (fields: readonly HeaderField[]): string => decodeWords(fieldIn(fields, 'subject'))
