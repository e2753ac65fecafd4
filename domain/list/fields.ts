/** What a column of a list can hold, and a row as its columns make it. */

/** What is said of a person, of whom a row may have several. */
const PERSON_FIELDS = [
  'name',
  'firstName',
  'lastName',
  'prefix',
  'greeting',
  'title',
  'email',
  'otherEmail',
  'phone',
] as const
type PersonField = (typeof PERSON_FIELDS)[number]

/** What is known of a company and kept with its people. */
export const FACT_FIELDS = ['county', 'city', 'size', 'naics', 'sector', 'linkedin'] as const

export const FIELDS = [
  'name',
  'firstName',
  'lastName',
  'prefix',
  'greeting',
  'title',
  'company',
  'email',
  'otherEmail',
  'phone',
  'assistantName',
  'assistantEmail',
  'publicPartner',
  'status',
  'notes',
  ...FACT_FIELDS,
] as const
export type Field = (typeof FIELDS)[number]

/** Further contacts of a row, beside the first. */
export const CONTACTS = [2, 3] as const
type Contact = (typeof CONTACTS)[number]
/** A field of a further contact: "2:email". */
export type ContactField = `${Contact}:${PersonField}`

export const CONTACT_FIELDS: readonly ContactField[] = CONTACTS.flatMap(contact =>
  PERSON_FIELDS.map((field): ContactField => `${contact}:${field}`),
)

export type Column = Field | ContactField | 'ignored'
export const COLUMNS: readonly Column[] = ['ignored', ...FIELDS, ...CONTACT_FIELDS]
/** What each column of a table holds, in their order. */
export type Mapping = Column[]

/** Whose column it is, counted from 1, and what of them; undefined for one that is left out. */
export function placeOf(column: Column): { contact: number; field: Field } | undefined {
  if (column === 'ignored') return undefined
  const [contact, field] = column.split(':')
  return field === undefined
    ? { contact: 1, field: column as Field }
    : { contact: Number(contact), field: field as Field }
}

/** One person of a list, as the cells were written. `status` and `notes` have a line for each column: "Heading: cell". */
export type Row = Partial<Record<Field, string>> & {
  /** "yes" is the convener's word on a row that the list says to leave out. */
  include?: string
}
