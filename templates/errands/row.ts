/** What an email to somebody who helps is: its words, who reads it, when it is sent, and the fields that it alone has. */

/** Words stand in a sentence. Data is what the program counts and lists: it is shown as it is, and nobody edits it. */
type FieldExample = string | { data: string }

export interface HelperRow {
  title: string
  /** Who gets it, in a few words. */
  readers: string
  /** When it is sent, in a few words. */
  when: string
  subject: string
  /** Markdown with merge fields. */
  body: string
  /** What its button says, where its reader has one. */
  button?: string
  /** Its own fields, by name, each with an example. A field of data has to stay in its words. */
  fields: Readonly<Record<string, FieldExample>>
}

/** What the own fields of a row hold: each of them, and no other. */
export type FieldsOf<Row extends HelperRow> = {
  [Field in keyof Row['fields']]: Row['fields'][Field] extends string ? string : { data: string }
}

/** Emails that go to those who run a partnership, and to nobody else. */
export const CONVENERS = 'conveners'

export const CLOSE = 'With kind regards,  \n{{organization}}'

/** A body of paragraphs, after its greeting. */
export const to = (...paragraphs: readonly string[]): string => ['Dear {{first_name}},', ...paragraphs].join('\n\n')
