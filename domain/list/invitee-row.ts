/** One row of a list: what can be read of it, what keeps it from being taken in, and what a person should look at. */
import { cleanLine } from '../keep/clean-text.ts'
import type { Invitee } from '../keep/invitation.ts'
import { type ReadAddress, readAddressCell } from './address-cell.ts'
import { companyKey, plainWords } from './company.ts'
import { FACT_FIELDS, type Field, type FlagKind, type Row } from './fields.ts'
import { isGarbled, ungarbled, withoutEntities } from './garbled.ts'
import { isTopRole } from './job-title.ts'
import { type LeftOut, leftOutBy } from './left-out.ts'
import { inNameCase } from './letter-case.ts'
import { isFreeMail, isRoleAddress } from './mailbox.ts'
import { nameTitleOf, saysNothing } from './name-words.ts'
import { greetingOf, nameInAddress, personKey, type ReadName, readName } from './person-name.ts'

/** What keeps a row from being taken in, or a field of it from being kept. */
interface Problem {
  field: Field
  message: string
}

/** What a convener should know of a row. */
export interface Flag {
  kind: FlagKind
  message: string
  /** What would be right instead, where that is likely: one click takes it. */
  instead?: { field: 'email'; value: string }
}

/** Without an invitee the row cannot be taken in, and its problems say why. */
export interface Judged {
  invitee?: Invitee | undefined
  /** All that could be read, in a row that cannot be taken in as well; what could not is empty. */
  read: Invitee
  /** What a letter would say behind "Dear"; empty where it could say nothing. */
  greeting: string
  problems: Problem[]
  flags: Flag[]
  /** The list says that this person should not be asked. */
  leftOut?: LeftOut | undefined
}

const LONGEST: Record<'name' | 'title' | 'company' | 'phone' | 'greeting', number> = {
  name: 120,
  title: 160,
  company: 160,
  phone: 40,
  greeting: 60,
}
const LONGEST_FACT = 200

/** Reads one row by itself. A row without a readable address and somebody to greet has no invitee. */
export function judge(written: Row): Judged {
  const problems: Problem[] = []
  const flags: Flag[] = []
  const row = cleaned(written, flags)
  const address = addressIn(row, flags, problems)
  const email = address?.email ?? ''
  const { works, ...person } = withCompany(personIn(row, address, flags), row)
  const name = shorten('name', person.name, flags)
  const greeting = shorten('greeting', greetingIn(row) || person.greeting, flags)
  nameProblems(person, name, greeting, problems, flags)
  const invitable = problems.length === 0
  const title = shorten('title', row.title ?? person.job ?? '', flags)
  const company = shorten('company', row.company ?? works ?? '', flags)
  const assistant = assistantIn(row, problems)
  const read: Invitee = {
    name,
    title,
    company,
    email,
    phone: shorten('phone', row.phone ?? '', flags),
    ...(greeting !== '' && greeting !== greetingOf(name) ? { greeting } : {}),
    ...(assistant ? { assistant } : {}),
    ...factsIn(row),
    publicPartner: publicPartnerIn(row, problems),
  }
  const leftOut = row.include !== 'yes' ? leftOutBy(withNameNotes(row)) : undefined
  if (leftOut) flags.unshift({ kind: 'left out', message: leftOut.reason })
  if (invitable) flagInvitee(read, flags)
  return { ...(invitable ? { invitee: read } : {}), read, greeting, problems, flags, ...(leftOut ? { leftOut } : {}) }
}

const NONE = /^(?:[-–—.?]+|n\/?a|n\.a\.|none|null|nil|undefined|unknown|tbd|ninguno|ninguna)$/i

/** The cells without what nobody sees, what stands for nothing, and what an encoding spoiled. */
function cleaned(written: Row, flags: Flag[]): Row {
  const row: Row = {}
  let spoiled = ''
  for (const [field, cell] of Object.entries(written) as [keyof Row, string | undefined][]) {
    if (cell === undefined) continue
    if (field === 'status' || field === 'notes') {
      row[field] = cell
      continue
    }
    // An address is used letter for letter, or not at all.
    const text = /email/i.test(field) ? cell : withoutEntities(ungarbled(cell))
    if (isGarbled(cell) && field !== 'include' && field !== 'linkedin') spoiled ||= cleanLine(cell)
    // Our own exports mark what a spreadsheet would take for a formula.
    const line = cleanLine(text).replace(/^'(?=[=+\-@])/, '')
    const isName = field === 'name' || field === 'firstName' || field === 'lastName'
    if (line !== '' && (isName || !NONE.test(line))) row[field] = line
  }
  if (spoiled) flags.push({ kind: 'garbled', message: `Letters were garbled before they came here: “${spoiled}”.` })
  return row
}

function addressIn(row: Row, flags: Flag[], problems: Problem[]): ReadAddress | undefined {
  const written = row.email ?? ''
  if (written === '') {
    const other = readAddressCell(row.otherEmail ?? '')
    if (!other) problems.push({ field: 'email', message: 'There is no email address.' })
    else flags.push({ kind: 'several addresses', message: `The other address is used: ${other.email}.` })
    return other
  }
  const address = readAddressCell(written)
  if (!address) problems.push({ field: 'email', message: `"${short(written)}" is not an email address.` })
  else if (address.beside !== undefined)
    flags.push({
      kind: 'several addresses',
      message: `${address.email} is used. The cell also holds “${short(address.beside)}”.`,
    })
  return address
}

const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text)

/** A company beside the name is theirs where the row tells of no other; of another one the convener is told. */
function withCompany(person: ReadName, { company }: Row): ReadName {
  const isTheirs =
    person.works !== undefined && (company === undefined || companyKey(company) === companyKey(person.works))
  return isTheirs && person.doubt === 'more beside it' ? { ...person, doubt: undefined } : person
}

/** Who the row is about: first and last name, or the whole one, or the name beside the address, or the one in it. */
function personIn(row: Row, address: ReadAddress | undefined, flags: Flag[]): ReadName {
  const read = readName(nameIn(row))
  // A family name by itself greets nobody.
  const isFamilyAlone = read.doubt === 'one name' && said(row.name) === '' && said(row.firstName) === ''
  if (isFamilyAlone) return { ...read, greeting: '', doubt: 'no given name' }
  if (read.name !== '' || read.doubt === 'nothing') return read
  const beside = readName(address?.name ?? '')
  if (beside.name !== '') return beside
  const guessed = address && !isRoleAddress(address.email) ? nameInAddress(address.email) : ''
  if (guessed === '') return read
  flags.push({ kind: 'guessed name', message: `The name ${guessed} is taken from the address.` })
  return { name: guessed, greeting: greetingOf(guessed) }
}

/** A cell of a name; empty where it says that there is none. */
const said = (cell: string | undefined): string => (cell === undefined || saysNothing(cell) ? '' : cell)

function nameIn(row: Row): string {
  const [whole, first, last] = [said(row.name), said(row.firstName), said(row.lastName)]
  if (whole === '' && first === '' && last === '') return row.name ?? row.firstName ?? row.lastName ?? ''
  const titled = (name: string) => {
    const isSaid = nameTitleOf(name.split(' ')[0] ?? '') !== undefined
    return row.prefix !== undefined && nameTitleOf(row.prefix.split(' ')[0] ?? '') && !isSaid
      ? `${row.prefix} ${name}`
      : name
  }
  if (first !== '' && last !== '') {
    // Some lists have the whole name in the first column, and the family name once more.
    const isWhole = first.includes(' ') && plainWords(first).split(' ').at(-1) === plainWords(last)
    return titled(isWhole ? first : `${first} ${last}`)
  }
  // Some lists call the first name "Name"; a family name of its own then completes it.
  if (whole !== '' && last !== '' && !personKey(whole).includes(personKey(last))) return titled(`${whole} ${last}`)
  return titled(whole || first || last)
}

/** A greeting as somebody wrote it: "Dear Jane,", "Jane", "Mr. Roe"; empty where it greets nobody. */
function greetingIn({ greeting = '' }: Row): string {
  const said = greeting
    .replace(/^(?:dear|estimad[oa]|hello|hi|hola)\b[\s,:]*/i, '')
    .replace(/[\s,;:.!]+$/, found => (found.startsWith('.') ? '.' : ''))
    .trim()
  const isTitle = said.split(' ').every(word => nameTitleOf(word) !== undefined)
  return !/\p{L}/u.test(said) || /[@\d<>]/.test(said) || isTitle || saysNothing(said) ? '' : inNameCase(said)
}

const DOUBTS: Record<NonNullable<ReadName['doubt']>, (name: string, greeting: string) => string> = {
  nothing: () => 'There is no name.',
  'not a person': name => `“${name}” is not a person’s name.`,
  'an address': () => 'The name is an address.',
  'a company': name => `“${name}” looks like a company.`,
  'two people': (_, greeting) => (greeting === '' ? 'Two people in one row?' : `Two people? Greeted as “${greeting}”.`),
  'one name': (_, greeting) => `Is “${greeting}” the first name?`,
  'no given name': (_, greeting) =>
    greeting === '' ? 'There is no first name.' : `No first name: greeted as “${greeting}”.`,
  'an initial': (_, greeting) => `Only an initial: greeted as “${greeting}”.`,
  'more beside it': name => `Only “${name}” is used as the name.`,
}

function nameProblems({ doubt }: ReadName, name: string, greeting: string, problems: Problem[], flags: Flag[]): void {
  if (doubt) flags.push({ kind: 'name', message: DOUBTS[doubt](short(name), greeting) })
  if (name === '') problems.push({ field: 'name', message: 'There is no name; emails greet people by it.' })
  else if (name.includes('@')) problems.push({ field: 'name', message: 'The name is an address; please write a name.' })
  else if (greeting === '')
    problems.push({
      field: 'greeting',
      message: `Emails cannot greet “${short(name)}”. Type a name, or a greeting.`,
    })
}

function shorten(field: keyof typeof LONGEST, text: string, flags: Flag[]): string {
  if (text.length <= LONGEST[field]) return text
  flags.push({ kind: 'cut short', message: `The ${field} was cut after ${LONGEST[field]} characters.` })
  return Array.from(text).slice(0, LONGEST[field]).join('').trim()
}

function assistantIn(row: Row, problems: Problem[]) {
  const { name } = readName(row.assistantName ?? '')
  const written = row.assistantEmail ?? ''
  // "Sam Lee <sam@x.com>" in the name column is all that is needed.
  const address = readAddressCell(written) ?? (written === '' ? readAddressCell(row.assistantName ?? '') : undefined)
  if (address && address.beside === undefined)
    return { name: (name.includes('@') ? address.name : name) || address.name, email: address.email }
  if (written !== '')
    problems.push({
      field: 'assistantEmail',
      message: `The assistant's address "${short(written)}" cannot be read; the assistant is left out.`,
    })
  else if (name !== '')
    problems.push({ field: 'assistantEmail', message: `${short(name)} has no address and is left out as assistant.` })
  return undefined
}

function factsIn(row: Row): Pick<Invitee, 'facts'> {
  const facts = FACT_FIELDS.flatMap(field => {
    const said = row[field]
    return said === undefined ? [] : [[field, said.slice(0, LONGEST_FACT)] as const]
  })
  return facts.length === 0 ? {} : { facts: Object.fromEntries(facts) }
}

/** Some lists say it beside the name: "Jane Roe (deceased)". */
function withNameNotes(row: Row): Row {
  const beside = [row.name, row.lastName].flatMap(name =>
    [...(name ?? '').matchAll(/[([]([^)\]]+)[)\]]/g)].map(([, said]) => `Name: ${said}`),
  )
  return beside.length === 0 ? row : { ...row, status: [row.status, ...beside].filter(Boolean).join('\n') }
}

const YES =
  /^(?:x|✓|✔|y|yes|s[ií]|true|1|public.*|p[uú]blic[oa].*|partner|government|gov|education|academic|nonprofit|non-profit)$/i
const NO =
  /^(?:|-|–|n|no|none|false|0|private|privad[oa]|business|industry|company|employer|empresa|member|invitee|n\/a)$/i

/** Whether a cell calls somebody a public partner; undefined when it says neither yes nor no. */
export const saysPublic = (written: string): boolean | undefined =>
  YES.test(written.trim()) ? true : NO.test(written.trim()) ? false : undefined

function publicPartnerIn(row: Row, problems: Problem[]): boolean {
  const written = row.publicPartner ?? ''
  const says = saysPublic(written)
  if (says === undefined)
    problems.push({
      field: 'publicPartner',
      message: `"${short(written)}" says neither yes nor no; this person counts as business.`,
    })
  return says ?? false
}

function flagInvitee({ title, company, email, publicPartner }: Invitee, flags: Flag[]): void {
  if (isRoleAddress(email))
    flags.push({ kind: 'role address', message: `${email} belongs to an office, not a person.` })
  if (title !== '' && !publicPartner && !isTopRole(title, company))
    flags.push({ kind: 'not C-level', message: `“${short(title)}” may not be a decision-maker.` })
  if (company === '') flags.push({ kind: 'no company', message: 'No company to count this person for.' })
  if (isFreeMail(email)) flags.push({ kind: 'free mail', message: `${email} is a private address.` })
}
