/** Lists of people to invite: what can be read of a row, what is wrong with it, and what it changes. */

import type { InvitationId } from '../keep/ids.ts'
import type { Invitation, Invitee } from '../keep/invitation.ts'
import { canonicalAddress } from '../keep/partnership.ts'
import { companyKey, companyOf } from './company.ts'
import { isTopRole } from './job-title.ts'
import { isFreeMail, isRoleAddress, readMailbox } from './mailbox.ts'
import { nameInAddress, personKey, turnName } from './person-name.ts'

/** What a column of a list can hold. */
export const FIELDS = [
  'name',
  'firstName',
  'lastName',
  'title',
  'company',
  'email',
  'phone',
  'assistantName',
  'assistantEmail',
  'publicPartner',
] as const
export type Field = (typeof FIELDS)[number]

/** One row of a list, as its cells were written. */
export type Row = Partial<Record<Field, string>>

/** What keeps a row from being taken in, or a field of it from being kept. */
interface Problem {
  field: Field
  message: string
}

type FlagKind =
  | 'role address'
  | 'not C-level'
  | 'free mail'
  | 'no company'
  | 'cut short'
  | 'guessed name'
  | 'merged'
  | 'same person'
  | 'same company'

/** What a convener should know of a row that is taken in all the same. */
export interface Flag {
  kind: FlagKind
  message: string
}

/** Without an invitee the row cannot be taken in, and its problems say why. */
export interface Judged {
  invitee?: Invitee | undefined
  problems: Problem[]
  flags: Flag[]
}

const LONGEST: Record<'name' | 'title' | 'company' | 'phone', number> = {
  name: 120,
  title: 160,
  company: 160,
  phone: 40,
}

/** From so many people of one company on, the convener is told. */
const MANY_OF_ONE_COMPANY = 4

const clean = (text: string | undefined): string =>
  (text ?? '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go, before they reach a header
    .replace(/[\s\u0000-\u001f\u007f\u200b-\u200f\u2028-\u202e\ufeff]+/g, ' ')
    .trim()

/** Reads one row by itself. A row without a readable address and a name has no invitee. */
export function judge(row: Row): Judged {
  const problems: Problem[] = []
  const flags: Flag[] = []
  const written = clean(row.email)
  const mailbox = readFirst(written, flags)
  const given = nameIn(row) || turnName(mailbox?.name ?? '')
  const guessed = given === '' && mailbox && !isRoleAddress(mailbox.email) ? nameInAddress(mailbox.email) : ''
  if (guessed) flags.push({ kind: 'guessed name', message: `The name ${guessed} is taken from the address.` })
  const name = shorten('name', given || guessed, flags)
  const title = shorten('title', clean(row.title), flags)
  const company = shorten('company', clean(row.company), flags)
  const phone = shorten('phone', clean(row.phone), flags)
  if (written === '') problems.push({ field: 'email', message: 'There is no email address.' })
  else if (!mailbox) problems.push({ field: 'email', message: `"${written}" is not an email address.` })
  if (name === '') problems.push({ field: 'name', message: 'There is no name; the letter greets people by it.' })
  else if (name.includes('@')) problems.push({ field: 'name', message: 'The name is an address; please write a name.' })
  const invitable = problems.length === 0
  const assistant = assistantIn(row, problems)
  const publicPartner = publicPartnerIn(row, problems)
  if (!invitable || !mailbox) return { problems, flags }
  const { email } = mailbox
  if (isRoleAddress(email))
    flags.push({ kind: 'role address', message: `${email} belongs to an office, not a person.` })
  if (title !== '' && !publicPartner && !isTopRole(title))
    flags.push({ kind: 'not C-level', message: `"${title}" does not sound like an owner, president or chief.` })
  if (company === '') flags.push({ kind: 'no company', message: 'There is no company to count this person for.' })
  if (isFreeMail(email)) flags.push({ kind: 'free mail', message: `${email} is a private address.` })
  const invitee: Invitee = { name, title, company, email, phone, publicPartner }
  return { invitee: assistant ? { ...invitee, assistant } : invitee, problems, flags }
}

function nameIn(row: Row): string {
  const whole = turnName(clean(row.name))
  const first = clean(row.firstName)
  const last = clean(row.lastName)
  // Some lists call the first name "Name"; a family name of its own then completes it.
  if (whole !== '' && last !== '' && first === '' && !personKey(whole).includes(personKey(last)))
    return `${whole} ${last}`
  return whole || [first, last].filter(Boolean).join(' ')
}

/** The first address of a cell that holds several. */
function readFirst(written: string, flags: Flag[]) {
  const whole = readMailbox(written)
  if (whole || !/[;,\s|/]/.test(written)) return whole
  const several = written.split(/[;,|/]\s*|\s+/).flatMap(part => readMailbox(part) ?? [])
  const [first] = several
  if (first && several.length > 1)
    flags.push({ kind: 'cut short', message: `Of several addresses the first is used: ${first.email}.` })
  return first
}

function shorten(field: keyof typeof LONGEST, text: string, flags: Flag[]): string {
  if (text.length <= LONGEST[field]) return text
  flags.push({ kind: 'cut short', message: `The ${field} was cut after ${LONGEST[field]} characters.` })
  return Array.from(text).slice(0, LONGEST[field]).join('').trim()
}

function assistantIn(row: Row, problems: Problem[]) {
  const name = turnName(clean(row.assistantName))
  const written = clean(row.assistantEmail)
  // "Sam Lee <sam@x.com>" in the name column is all that is needed.
  const mailbox = readMailbox(written) ?? (written === '' ? readMailbox(clean(row.assistantName)) : undefined)
  if (mailbox) return { name: (name.includes('@') ? mailbox.name : name) || mailbox.name, email: mailbox.email }
  if (written !== '')
    problems.push({
      field: 'assistantEmail',
      message: `The assistant's address "${written}" cannot be read; the assistant is left out.`,
    })
  else if (name !== '')
    problems.push({ field: 'assistantEmail', message: `${name} has no address and is left out as assistant.` })
  return undefined
}

const YES =
  /^(?:x|✓|✔|y|yes|s[ií]|true|1|public.*|p[uú]blic[oa].*|partner|government|gov|education|academic|nonprofit|non-profit)$/i
const NO =
  /^(?:|-|–|n|no|none|false|0|private|privad[oa]|business|industry|company|employer|empresa|member|invitee|n\/a)$/i

/** Whether a cell calls somebody a public partner; undefined when it says neither yes nor no. */
export const saysPublic = (written: string): boolean | undefined =>
  YES.test(written.trim()) ? true : NO.test(written.trim()) ? false : undefined

function publicPartnerIn(row: Row, problems: Problem[]): boolean {
  const written = clean(row.publicPartner)
  const says = saysPublic(written)
  if (says === undefined)
    problems.push({
      field: 'publicPartner',
      message: `"${written}" says neither yes nor no; this person counts as business.`,
    })
  return says ?? false
}

/** A row of a list in the light of all the others. */
export interface JudgedRow extends Judged {
  /** Counted from 0. */
  index: number
  row: Row
  /** The row this one was merged into, because it has the same address. */
  mergedInto?: number | undefined
}

export interface JudgedList {
  rows: JudgedRow[]
  /** One per address, in the order of the list. */
  invitees: Invitee[]
}

/** Reads all rows: one invitee per address, and flags for what only shows when rows are seen together. */
export function judgeList(rows: readonly Row[], existing: readonly Invitation[] = []): JudgedList {
  const judged: JudgedRow[] = rows.map((row, index) => ({ ...judge(row), index, row }))
  const byAddress = new Map<string, JudgedRow>()
  for (const each of judged) {
    if (!each.invitee) continue
    const key = canonicalAddress(each.invitee.email)
    const first = byAddress.get(key)
    if (!first?.invitee) {
      byAddress.set(key, each)
      continue
    }
    // The first row stands; the later one fills its gaps.
    first.invitee = { ...filledIn(each.invitee, first.invitee), email: first.invitee.email }
    each.mergedInto = first.index
    each.flags.push({ kind: 'merged', message: `Same address as row ${first.index + 1}; the two are one person.` })
  }
  const kept = [...byAddress.values()]
  flagPeople(kept, existing)
  flagCompanies(kept)
  return { rows: judged, invitees: kept.flatMap(({ invitee }) => invitee ?? []) }
}

const whoIs = (invitee: Invitee): string => `${personKey(invitee.name)}|${companyKey(invitee.company)}`

function flagPeople(kept: readonly JudgedRow[], existing: readonly Invitation[]): void {
  const addresses = new Map<string, Set<string>>()
  const note = (invitee: Invitee) => {
    const known = addresses.get(whoIs(invitee)) ?? new Set()
    addresses.set(whoIs(invitee), known.add(canonicalAddress(invitee.email)))
  }
  for (const { invitee, removedAt } of existing) if (removedAt === undefined) note(invitee)
  for (const { invitee } of kept) if (invitee) note(invitee)
  for (const { invitee, flags } of kept) {
    if (!invitee) continue
    const others = [...(addresses.get(whoIs(invitee)) ?? [])].filter(email => email !== canonicalAddress(invitee.email))
    if (others.length > 0)
      flags.push({ kind: 'same person', message: `${invitee.name} is also invited as ${others.join(', ')}.` })
  }
}

function flagCompanies(kept: readonly JudgedRow[]): void {
  const people = new Map<string, number>()
  const keys = kept.map(({ invitee }) => (invitee && !invitee.publicPartner ? companyOf(invitee).key : undefined))
  for (const key of keys) if (key !== undefined) people.set(key, (people.get(key) ?? 0) + 1)
  for (const [at, { invitee, flags }] of kept.entries()) {
    const count = people.get(keys[at] ?? '') ?? 0
    if (invitee && count >= MANY_OF_ONE_COMPANY)
      flags.push({ kind: 'same company', message: `${count} people of ${companyOf(invitee).name} are on the list.` })
  }
}

/** `known` with what `said` adds: fields that are not empty win, empty ones erase nothing. */
function filledIn(known: Invitee, said: Invitee): Invitee {
  const assistant = said.assistant && {
    name: said.assistant.name || (known.assistant?.email === said.assistant.email ? known.assistant.name : ''),
    email: said.assistant.email,
  }
  return {
    ...known,
    name: said.name || known.name,
    title: said.title || known.title,
    company: said.company || known.company,
    phone: said.phone || known.phone,
    // A list without such a column says nothing about it, so it can only ever add the mark.
    publicPartner: known.publicPartner || said.publicPartner,
    ...(assistant ? { assistant } : {}),
  }
}

/**
 * What taking in a list changes. People are known by address. Only who somebody is changes, never what was sent to or
 * heard from them. Somebody who had been taken off the list counts as added again.
 */
export function merge(
  existing: readonly Invitation[],
  incoming: readonly Invitee[],
): { add: Invitee[]; update: { id: InvitationId; invitee: Invitee }[]; same: number } {
  const known = new Map<string, Invitation>()
  for (const invitation of existing) {
    const key = canonicalAddress(invitation.invitee.email)
    const other = known.get(key)
    if (!other || other.removedAt !== undefined) known.set(key, invitation)
  }
  const wanted = new Map<string, Invitee>()
  for (const invitee of incoming) {
    const key = canonicalAddress(invitee.email)
    const before = wanted.get(key) ?? known.get(key)?.invitee
    wanted.set(key, before ? filledIn(before, invitee) : invitee)
  }
  const add: Invitee[] = []
  const update: { id: InvitationId; invitee: Invitee }[] = []
  let same = 0
  for (const [key, invitee] of wanted) {
    const invitation = known.get(key)
    if (!invitation || invitation.removedAt !== undefined) add.push(invitee)
    else if (isSame(invitation.invitee, invitee)) same++
    else update.push({ id: invitation.id, invitee })
  }
  return { add, update, same }
}

const isSame = (a: Invitee, b: Invitee): boolean =>
  a.name === b.name &&
  a.title === b.title &&
  a.company === b.company &&
  a.phone === b.phone &&
  a.publicPartner === b.publicPartner &&
  a.assistant?.name === b.assistant?.name &&
  a.assistant?.email === b.assistant?.email
