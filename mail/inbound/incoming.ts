/** A message taken apart, as the readers of bounces, automatic replies and answers want it. */
import type { Attachment } from 'postal-mime'
import type { Instant } from '../../domain/keep/time.ts'
import type { Named } from './reading.ts'

export interface Incoming {
  /** A header field's value, unfolded and decoded as far as it was; empty where there is none. The first of several. */
  header(name: string): string
  /** Lower case, with its parameters. */
  contentType: string
  from: Named | undefined
  subject: string
  date: Instant | undefined
  messageId: string
  /** The text a person would read, at most `TEXT_LIMIT` characters, made from HTML where there is nothing else. */
  text: string
  /** Whether the text holds words of the writer's own. */
  own: boolean
  parts: Attachment[]
  /** Undefined where the envelope is lost; empty for a bounce. */
  envelopeFrom: string | undefined
}

/** So much of a text is read. */
export const TEXT_LIMIT = 8 * 1024

/** The bytes of a part. */
export const bytesOf = ({ content }: Attachment): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)

/** Bytes as text: UTF-8, or what else they can only be. */
export function decoded(bytes: Uint8Array): string {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : unmarked(bytes)
  if (marked) return new TextDecoder(marked).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** UTF-16 of which the mark at its beginning is lost: of its first letters every other byte is empty. */
function unmarked(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | '' {
  if (bytes.length < 8) return ''
  const empty = [0, 1].map(odd => [0, 2, 4, 6].every(at => bytes[at + odd] === 0))
  return empty[0] === empty[1] ? '' : empty[1] ? 'utf-16le' : 'utf-16be'
}

/** A text as people see it: no more blanks and empty lines than it takes, and not longer than is read. */
export const readableText = (text: string): string =>
  text
    .slice(0, 8 * TEXT_LIMIT)
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]{2,}/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .slice(0, TEXT_LIMIT)
