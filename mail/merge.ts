/** Merge fields: the words in double braces that a letter may hold, and what stands there in one person's copy. */

import { greetingOf } from '../domain/list/person-name.ts'

/** Fields with a value of their own in every copy. */
const PERSONAL_FIELDS = ['first_name', 'name', 'title', 'company'] as const
/** Fields that are the same in every copy of a wave. */
const SHARED_FIELDS = [
  'sector',
  'region',
  'partnership',
  'organization',
  'date',
  'time',
  'place',
  'host',
  'champions',
] as const
export const MERGE_FIELDS = [...PERSONAL_FIELDS, ...SHARED_FIELDS] as const
/**
 * Links that lead to pages about one person's invitation. `answer_link` asks for an answer, and with `?answer=` behind it
 * for that one; `action_link` is the one button of a letter that has one.
 */
export const LINK_FIELDS = ['answer_link', 'calendar_link', 'opt_out_link', 'action_link'] as const

export type PersonalField = (typeof PERSONAL_FIELDS)[number]
export type SharedField = (typeof SHARED_FIELDS)[number]
type Link = (typeof LINK_FIELDS)[number]
/** The lines of a calendar entry that name people, and the one that says when this copy was made. */
type CalendarLine = 'organizer' | 'attendee' | 'stamp'
/** What differs from copy to copy. `email` is the address the copy goes to. */
export type SlotName = PersonalField | Link | CalendarLine | 'email'

/** A stretch of a letter: text that every copy shares, or a slot that each copy fills. */
export type Piece = string | { slot: SlotName }
/** The values of one copy. */
export type Values = Partial<Record<SlotName, string>>

export const FIELD = /\{\{([^{}\n]{0,60})\}\}/g
const isPersonal = (field: string): field is PersonalField => (PERSONAL_FIELDS as readonly string[]).includes(field)
const isShared = (field: string): field is SharedField => (SHARED_FIELDS as readonly string[]).includes(field)

/** A field as people type it, "{{ First name }}", in the one spelling we use. Letters of the first version spell one so. */
export const spelled = (field: string): string =>
  field
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
    .replace(/^organisation$/, 'organization')

/** What stands in double braces (or in braces that never close) and is none of these fields, as typed and each once. */
export function unknownFields(text: string, known: readonly string[] = MERGE_FIELDS): string[] {
  const found: string[] = []
  const rest = text.replace(FIELD, (whole, field: string) => {
    if (!known.includes(spelled(field))) found.push(whole)
    return '\n'
  })
  found.push(...(rest.match(/\{\{[^{}\n]{0,40}\}?/g) ?? []))
  return [...new Set(found)]
}

/** What is no merge field in one of several texts, by the name of the text; empty where all are known. */
export const unknownIn = <Name extends string>(texts: Record<Name, string>): Partial<Record<Name, string[]>> =>
  Object.fromEntries(
    Object.entries<string>(texts).flatMap(([name, text]) => {
      const unknown = unknownFields(text)
      return unknown.length > 0 ? [[name, unknown]] : []
    }),
  ) as Partial<Record<Name, string[]>>

/**
 * Cuts a text at its merge fields. Shared fields get their value from `shared`; what is no merge field stays as typed,
 * so that a mistake is seen in the preview and not silently dropped.
 */
export function splitFields<Shared>(
  text: string,
  shared: (field: SharedField) => Shared,
): (string | Shared | { slot: PersonalField })[] {
  const out: (string | Shared | { slot: PersonalField })[] = []
  let from = 0
  for (const match of text.matchAll(FIELD)) {
    const field = spelled(match[1] ?? '')
    if (!isPersonal(field) && !isShared(field)) continue
    if (match.index > from) out.push(text.slice(from, match.index))
    out.push(isPersonal(field) ? { slot: field } : shared(field))
    from = match.index + match[0].length
  }
  if (from < text.length) out.push(text.slice(from))
  return out
}

/** A text with its shared fields filled and its personal ones left as `{{first_name}}`. */
export const fillShared = (text: string, shared: Record<SharedField, string>): string =>
  splitFields(text, field => shared[field])
    .map(piece => (typeof piece === 'string' ? piece : `{{${piece.slot}}}`))
    .join('')

/** Neighboring texts as one, empty ones gone. */
export function joined(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = []
  for (const piece of pieces) {
    const last = out.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') out[out.length - 1] = last + piece
    else if (piece !== '') out.push(piece)
  }
  return out
}

/** The pieces as one text, each slot's value put through `asWritten`. */
export const written = (pieces: readonly Piece[], values: Values, asWritten: (value: string) => string): string =>
  pieces.map(piece => (typeof piece === 'string' ? piece : asWritten(oneLine(values[piece.slot] ?? '')))).join('')

/** "A, B and C". */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** A value as one line of text: no line break, tab or other control character, no half of a surrogate pair. */
export const oneLine = (value: string): string =>
  /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(value)
    ? value
    : value
        .toWellFormed()
        .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
        .trim()

/**
 * Typed words for a text that the convener reads and edits: no more is escaped than would be obeyed. Addresses that
 * somebody typed do not become links of ours, and what begins like a heading or a list is none.
 */
export const plainly = (typed: string): string =>
  oneLine(typed)
    .replace(/[\\`*_[\]<>~@]|\{(?=\{)|(?<=\{)\{|:(?=\/\/)/g, '\\$&')
    .replace(/\bwww(?=\.)/gi, '$&\\')
    .replace(/^(?:[#+=-]|\d+(?=[.)]))/, found => (/\d/.test(found) ? `${found}\\` : `\\${found}`))

/** What somebody typed, as words of a Markdown text and nothing else. */
export const asWords = (typed: string): string => oneLine(typed).replace(/[\\`*_{}[\]<>()#+.!|~:&@-]/g, '\\$&')

/** What somebody typed, as a quotation in a Markdown text: line by line, and nothing else. */
export const quotedWords = (typed: string): string =>
  typed
    .split(/\r?\n/)
    .filter(line => line.trim() !== '')
    .map(line => `> ${asWords(line)}`)
    .join('\n>\n')

/** What somebody typed, as words of a subject, which is no Markdown: no field, and nothing else taken away. */
export const asPlain = (typed: string): string => oneLine(typed).replace(/\{(?=\{)/g, '{ ')

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** A value fit for HTML, between tags or in a quoted attribute alike. */
export const escapeHtml = (value: string): string =>
  /[&<>"']/.test(value) ? value.replace(/[&<>"']/g, character => ESCAPES[character] ?? character) : value

/** The personal fields of somebody. What is not known reads naturally: "your company". */
export function personFields(person: {
  name: string
  title: string
  company: string
  greeting?: string | undefined
}): Record<PersonalField, string> {
  return {
    first_name: oneLine(person.greeting || greetingOf(person.name)) || 'colleague',
    name: oneLine(person.name) || 'colleague',
    title: oneLine(person.title),
    company: oneLine(person.company) || 'your company',
  }
}
