/** Fields that one text alone has: filled before it is set, with words as words and data as it is. */
import { asPlain, asWords, FIELD, spelled } from './merge.ts'

type Own = Readonly<Record<string, string | { data: string }>>

/**
 * A text with its own fields filled; all others are left for whoever sets it. A line that held nothing but fields, and
 * nothing is in them, goes, and its paragraph with its last line. Data is no part of a subject.
 */
export function fillOwn<Text extends { subject: string; body: string }>(text: Text, own: Own): Text {
  if (Object.keys(own).length === 0) return text
  return {
    ...text,
    subject: filled(text.subject, own, value => (typeof value === 'string' ? asPlain(value) : '')),
    body: text.body
      .split(/\n[ \t]*\n/)
      .map(paragraph =>
        paragraph
          .split('\n')
          .map(line => [
            line,
            filled(line, own, value => (typeof value === 'string' ? asWords(value) : value.data.trim())),
          ])
          .filter(([line, said]) => line === '' || said?.trim() !== '')
          .map(([, said]) => said)
          .join('\n'),
      )
      .filter(paragraph => paragraph !== '')
      .join('\n\n'),
  }
}

const filled = (words: string, own: Own, write: (value: Own[string]) => string): string =>
  words.replace(FIELD, (whole, field: string) => {
    const value = Object.hasOwn(own, spelled(field)) ? own[spelled(field)] : undefined
    return value === undefined ? whole : write(value)
  })
