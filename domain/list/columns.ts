/** Which column of a table holds what: by its heading and by what stands below, which is believed where they differ. */
import { isMail, LOOKS, personScore, share } from './column-contents.ts'
import { plainWords } from './company.ts'
import { looksLikeCompany } from './company-like.ts'
import { CONTACTS, type Column, type Mapping } from './fields.ts'
import { type Heading, meaningOf, type Thing } from './heading.ts'
import { saysPublic } from './invitee-row.ts'
import { nameTitleOf } from './name-words.ts'

export interface Table {
  /** Empty where the table has no headings. */
  header: readonly string[]
  rows: readonly (readonly string[])[]
}

/** So many rows are looked at to tell a column by its contents. */
const LOOKED_AT = 200

interface Look {
  at: number
  heading: Heading | undefined
  /** The cells that are not empty. */
  cells: string[]
  mail: number
}

/** What each column of a table holds, as far as can be told. */
export function recognizeColumns(table: Table): Mapping {
  const rows = table.rows.slice(0, LOOKED_AT)
  const width = Math.max(table.header.length, ...rows.map(row => row.length))
  const headings = headingsOf(table.header)
  const looks = Array.from({ length: width }, (_, at): Look => {
    const cells = rows.flatMap(row => row[at]?.trim() || [])
    return { at, heading: headings[at], cells, mail: share(cells, isMail) }
  })
  const mapping: Mapping = looks.map(() => 'ignored')
  const put = (look: Look | undefined, column: Column) => {
    if (look) mapping[look.at] = column
  }
  const mails = mailColumns(looks)
  const open = () => looks.filter(({ at }) => mapping[at] === 'ignored' && !mails.has(at))
  const having = (thing: Thing, who?: string) =>
    open()
      .filter(({ heading }) => heading?.thing === thing && (who === undefined || heading.who === who))
      // What has a heading and no cell is for a column that has both.
      .sort(
        (a, b) =>
          Number(b.cells.length > 0) - Number(a.cells.length > 0) ||
          (b.heading?.weight ?? 0) - (a.heading?.weight ?? 0),
      )

  put(having('name', 'assistant')[0], 'assistantName')
  for (const look of looks) if (mails.has(look.at) && look.heading?.who === 'assistant') put(look, 'assistantEmail')
  for (const look of having('status')) put(look, 'status')
  for (const look of having('notes')) put(look, 'notes')
  for (const thing of ['sector', 'publicPartner'] as const) {
    const yesOrNo = having(thing).find(({ cells }) => share(cells, cell => saysPublic(cell) !== undefined) >= 0.5)
    if (!mapping.includes('publicPartner')) put(yesOrNo, 'publicPartner')
  }
  if (rows.length === 0) put(having('publicPartner')[0], 'publicPartner')
  for (const look of having('title', '')) if (share(look.cells, isHonorific) > 0.5) put(look, 'prefix')

  put(having('company')[0], 'company')
  // Groups of people are their companies, where nothing else says which.
  if (!mapping.includes('company'))
    put(
      having('sector').find(({ at, cells }) => table.header[at] === 'Group' && share(cells, looksLikeCompany) >= 0.3),
      'company',
    )
  const contacts = contactsIn(looks, mails, rows)
  for (const [n, keys] of contacts.entries()) {
    const contact = n + 1
    const column = (field: Parameters<typeof fieldOf>[1]) => fieldOf(contact, field)
    const own = (thing: Thing) => keys.flatMap(key => having(thing, key))
    const [first] = own('firstName')
    const [last] = own('lastName')
    put(first, column('firstName'))
    put(last, column('lastName'))
    const names = own('name').sort((a, b) => personScore(b.cells) - personScore(a.cells))
    const [name] = names
    const isCompany = (look: Look) =>
      contact === 1 &&
      !mapping.includes('company') &&
      readsAsCompany(look, name, first && last ? { first, last } : undefined, rows)
    if (name && !isCompany(name) && (!(first && last) || (holds(name, first, rows) && holds(name, last, rows))))
      put(name, column('name'))
    for (const other of names) if (isCompany(other)) put(other, 'company')
    put(own('prefix')[0], column('prefix'))
    put(own('greeting')[0], column('greeting'))
    put(own('title')[0], column('title'))
    put(own('phone')[0], column('phone'))
    const addresses = looks
      .filter(({ at, heading }) => mails.has(at) && keys.includes(heading?.who ?? ''))
      .sort((a, b) => weightOf(b, keys) - weightOf(a, keys))
    for (const [place, look] of addresses.entries()) put(look, column(place === 0 ? 'email' : 'otherEmail'))
  }
  for (const thing of ['naics', 'size', 'county', 'city', 'sector', 'linkedin'] as const) put(having(thing)[0], thing)
  fillFromContents(mapping, looks, mails)
  return mapping
}

/** The headings' meanings. The same ones over again, "Name, Email, Name, Email", are those of a second person. */
function headingsOf(header: readonly string[]): (Heading | undefined)[] {
  const headings = header.map(meaningOf)
  const times = new Map<string, number>()
  const nth = header.map(title => {
    const count = (times.get(title.toLowerCase()) ?? 0) + 1
    times.set(title.toLowerCase(), count)
    return count
  })
  const again = (thing: Thing) =>
    headings.some((heading, at) => heading?.thing === thing && heading.who === '' && nth[at] === 2)
  if (!again('email') || !(again('name') || again('firstName'))) return headings
  return headings.map((heading, at) => {
    const place = nth[at] ?? 1
    return heading?.who === '' && place > 1 ? { ...heading, who: String(place) } : heading
  })
}

const fieldOf = (
  contact: number,
  field: 'name' | 'firstName' | 'lastName' | 'prefix' | 'greeting' | 'title' | 'email' | 'otherEmail' | 'phone',
): Column => {
  const further = CONTACTS.find(each => each === contact)
  return further === undefined ? field : `${further}:${field}`
}

const isHonorific = (cell: string): boolean => cell.split(' ').every(word => nameTitleOf(word) !== undefined)

/** Columns of addresses. A heading can be wrong about them, of which everything depends; contents cannot. */
function mailColumns(looks: readonly Look[]): ReadonlySet<number> {
  const others = looks.some(({ heading, mail }) => heading?.thing !== 'email' && mail > 0.5)
  const isOne = ({ heading, cells, mail }: Look): boolean => {
    if (heading?.thing === 'email') return cells.length === 0 || mail >= 0.1 || !others
    if (heading && ['status', 'notes'].includes(heading.thing)) return false
    // People behind "Delegate" and "Account Owner" are not invited, whatever their addresses are.
    if (heading?.thing === 'label') return heading.weight < 8 && mail >= 0.5
    return mail >= (heading ? 0.5 : 0.3)
  }
  return new Set(looks.filter(isOne).map(({ at }) => at))
}

const weightOf = ({ heading, cells, mail }: Look, keys: readonly string[]): number =>
  (heading?.thing === 'email' ? heading.weight : 3) +
  (cells.length > 0 ? mail : -9) +
  (heading && keys.indexOf(heading.who) === 0 ? 0 : -0.5)

/**
 * The people a row has, each as the headings' words for them: the first with everything that is said of nobody else. A
 * further one needs a column of names and one of addresses.
 */
function contactsIn(looks: readonly Look[], mails: ReadonlySet<number>, rows: Table['rows']): string[][] {
  const isName = ({ at, heading, cells }: Look) =>
    !mails.has(at) &&
    heading !== undefined &&
    ['name', 'firstName', 'lastName'].includes(heading.thing) &&
    (cells.length > 0 || rows.length === 0)
  const keys = [...new Set(looks.flatMap(({ heading }) => heading?.who ?? []))].filter(key => key !== 'assistant')
  const named = (key: string) => looks.filter(look => isName(look) && look.heading?.who === key)
  const hasMail = (key: string) => looks.some(({ at, heading }) => mails.has(at) && (heading?.who ?? '') === key)
  const isPerson = (key: string) => {
    const columns = named(key)
    const onlyCompanies = columns.every(
      ({ heading, cells }) => heading?.thing === 'name' && cells.length > 0 && personScore(cells) < 0,
    )
    return columns.length > 0 && !onlyCompanies
  }
  const people = keys.filter(isPerson)
  const withMail = people.filter(hasMail)
  const first = people.includes('') && (hasMail('') || withMail.length === 0) ? '' : (withMail[0] ?? people[0] ?? '')
  const further = withMail.filter(key => key !== first).slice(0, CONTACTS.length)
  // "Email 2" and "Title" of nobody else are the first one's.
  const shared = keys.filter(key => key !== first && !further.includes(key) && !people.includes(key))
  return [[...new Set([first, '', ...shared])], ...further.map(key => [key])]
}

/** Whether a column called "Name" or "Member" holds companies: beside names of people, or by its cells. */
function readsAsCompany(
  look: Look,
  best: Look | undefined,
  parts: { first: Look; last: Look } | undefined,
  rows: Table['rows'],
): boolean {
  if (parts) return !holds(look, parts.first, rows) || !holds(look, parts.last, rows)
  const score = personScore(look.cells)
  return look === best
    ? score < 0 && share(look.cells, looksLikeCompany) >= 0.3
    : best !== undefined && score < personScore(best.cells) - 0.2
}

/** Whether most cells of one column stand in those of another. */
function holds(name: Look, part: Look, rows: Table['rows']): boolean {
  const both = rows
    .map(row => [row[name.at] ?? '', row[part.at] ?? ''].map(plainWords))
    .filter(cells => cells.every(cell => cell !== ''))
  // Where one stands the other does not: they say the same in two ways.
  return both.length === 0 || both.filter(([whole, word = '']) => whole?.includes(word)).length > both.length / 2
}

/** Gives the fields that no heading named to the columns whose cells look most like them. */
function fillFromContents(mapping: Mapping, looks: readonly Look[], mails: ReadonlySet<number>): void {
  const hasName = () => mapping.some(field => field === 'name' || field === 'firstName' || field === 'lastName')
  const missing = (field: Column) => !mapping.includes(field) && !(field === 'name' && hasName())
  const unknown = looks.filter(
    ({ at, heading }) => mapping[at] === 'ignored' && !mails.has(at) && (!heading || heading.thing === 'email'),
  )
  const scores = unknown.flatMap(({ at, cells }) =>
    LOOKS.map(({ field, looks: looksLike, least }) => ({ at, field, score: share(cells, looksLike), least })),
  )
  const sure = scores.filter(({ score, least }) => score >= least).sort((a, b) => b.score - a.score)
  for (const found of sure) if (mapping[found.at] === 'ignored' && missing(found.field)) mapping[found.at] = found.field
  // Where titles, addresses and names are known, the column of other words is the company.
  if (missing('company') && hasName()) {
    const words = unknown.filter(
      ({ at, heading, cells }) =>
        mapping[at] === 'ignored' && !heading && share(cells, cell => /\p{L}{2}/u.test(cell) && cell.length < 80) > 0.8,
    )
    if (words.length === 1 && words[0]) mapping[words[0].at] = 'company'
  }
}
