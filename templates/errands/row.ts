/** What an email to somebody who helps is: its words, who reads it, when it is sent, and the fields that it alone has. */

/** Words stand in a sentence. Data is what the program counts and lists: it is shown as it is, and nobody edits it. */
type FieldExample = string | { data: string }

export interface ErrandRow {
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

export const CLOSE = 'With kind regards,  \n{{organization}}'

/** A body of paragraphs, after its greeting. */
export const to = (...paragraphs: readonly string[]): string => ['Dear {{first_name}},', ...paragraphs].join('\n\n')
