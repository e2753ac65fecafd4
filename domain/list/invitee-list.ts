/** Lists of people to invite: rows seen together, and what taking them in changes. */
import type { InvitationId } from '../keep/ids.ts'
import type { Invitation, Invitee } from '../keep/invitation.ts'
import { type CanonicalAddress, canonicalAddress } from '../keep/partnership.ts'
import { companyKey, companyOf } from './company.ts'
import type { Row } from './fields.ts'
import { type Judged, judge } from './invitee-row.ts'
import { domainOf, isFreeMail } from './mailbox.ts'
import { meantDomain } from './meant-domain.ts'
import { greetingOf, personKey } from './person-name.ts'

/** From so many people of one company on, the convener is told. */
const MANY_OF_ONE_COMPANY = 4
/** A domain that so many rows have is no slip, and others may be slips of it. */
const COMMON_DOMAIN = 3

/** A row of a list in the light of all the others. */
export interface JudgedListRow extends Judged {
  /** Counted from 0. */
  index: number
  row: Row
  state: RowState
  /** The row this one was merged into, because it has the same address. */
  mergedInto?: number | undefined
}

export interface JudgedList {
  rows: JudgedListRow[]
  /** One per address, in the order of the list. */
  invitees: Invitee[]
}

/** What is known besides the list itself. */
export interface ListContext {
  existing?: readonly Invitation[]
  /** Domains that take no mail, as the domain name system said. */
  noMail?: ReadonlySet<string>
  /** Whether somebody with that address asked to be forgotten. */
  isForgotten?: (email: string) => boolean
  /** Why somebody with that address does not want to be written to, where they have said so before. */
  saidNo?: (email: string) => string | undefined
}

/** What happens to a row when the list is taken in. */
export type RowState = 'new' | 'update' | 'cannot' | 'left out'

/** Reads all rows: one invitee per address, and flags for what only shows when rows are seen together. */
export function judgeList(
  rows: readonly Row[],
  { existing = [], noMail = new Set(), isForgotten = () => false, saidNo = () => undefined }: ListContext = {},
): JudgedList {
  const judged = judgeRows(rows)
  leaveForgotten(judged, isForgotten)
  leaveThoseWhoSaidNo(judged, saidNo)
  flagDomains(judged, noMail)
  leaveOut(judged)
  const known = new Set(
    existing.flatMap(({ invitee, removedAt }) => (removedAt === undefined ? canonicalAddress(invitee.email) : [])),
  )
  const byAddress = new Map<CanonicalAddress, JudgedListRow>()
  for (const each of judged) {
    each.state = each.leftOut ? 'left out' : each.invitee ? 'new' : 'cannot'
    if (!each.invitee || each.leftOut) continue
    const key = canonicalAddress(each.invitee.email)
    const first = byAddress.get(key)
    if (first || known.has(key)) each.state = 'update'
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

/** Each row by itself; where the company stands in the first row of colleagues alone, the others are of it too. */
function judgeRows(rows: readonly Row[]): JudgedListRow[] {
  const judged: JudgedListRow[] = []
  for (const [index, row] of rows.entries()) {
    const alone = judge(row)
    const above = judged.at(-1)?.read
    const isColleague =
      above && alone.read.company === '' && above.company !== '' && domainOf(above.email) === domainOf(alone.read.email)
    const isSure = isColleague && alone.read.email !== '' && !isFreeMail(alone.read.email)
    judged.push({ ...(isSure ? judge({ ...row, company: above.company }) : alone), index, row, state: 'new' })
  }
  return judged
}

const FORGOTTEN = 'Asked to be forgotten'

/** Whoever asked to be forgotten is left out, whatever a list or its reader says. */
function leaveForgotten(judged: readonly JudgedListRow[], isForgotten: (email: string) => boolean): void {
  for (const row of judged) {
    if (row.read.email === '' || !isForgotten(row.read.email)) continue
    row.leftOut = { reason: FORGOTTEN, asked: true }
    row.flags.unshift({ kind: 'left out', message: FORGOTTEN })
  }
}

/** Whoever wants no more emails is left out, unless the convener puts them on the list all the same; nothing is sent to them there. */
function leaveThoseWhoSaidNo(judged: readonly JudgedListRow[], saidNo: (email: string) => string | undefined): void {
  for (const row of judged) {
    const reason = row.leftOut || row.read.email === '' ? undefined : saidNo(row.read.email)
    if (reason === undefined) continue
    if (row.row.include !== 'yes') row.leftOut = { reason, asked: true }
    row.flags.unshift({ kind: 'left out', message: reason })
  }
}

/** Whoever asked not to be written to in one row is left out in all. */
function leaveOut(judged: readonly JudgedListRow[]): void {
  const asked = new Map<CanonicalAddress, JudgedListRow>()
  for (const row of judged)
    if (row.leftOut?.asked && row.read.email !== '') asked.set(canonicalAddress(row.read.email), row)
  if (asked.size === 0) return
  for (const row of judged) {
    const other = row.leftOut || row.row.include === 'yes' ? undefined : asked.get(canonicalAddress(row.read.email))
    if (!other?.leftOut) continue
    row.leftOut = other.leftOut
    row.flags.unshift({ kind: 'left out', message: other.leftOut.reason })
  }
}

function flagDomains(judged: readonly JudgedListRow[], noMail: ReadonlySet<string>): void {
  const domains = new Map<string, number>()
  for (const { read } of judged)
    if (read.email !== '') domains.set(domainOf(read.email), (domains.get(domainOf(read.email)) ?? 0) + 1)
  const common = [...domains].flatMap(([domain, count]) => (count >= COMMON_DOMAIN ? domain : []))
  const meant = new Map(
    [...domains].map(([domain, count]) => [domain, meantDomain(domain, count >= COMMON_DOMAIN ? [] : common)]),
  )
  for (const { read, flags } of judged) {
    if (read.email === '') continue
    const domain = domainOf(read.email)
    const instead = meant.get(domain)
    if (instead !== undefined) {
      const value = `${read.email.slice(0, read.email.lastIndexOf('@'))}@${instead}`
      flags.push({ kind: 'typo', message: `Did you mean ${value}?`, instead: { field: 'email', value } })
    } else if (noMail.has(domain)) flags.push({ kind: 'no mail', message: `${domain} takes no email.` })
  }
}

/** Of the addresses of one person so many are named. Thousands of rows of one name would otherwise name each other. */
const NAMED = 3

function firstOthers(addresses: ReadonlySet<string>, own: string): string[] {
  const others: string[] = []
  for (const email of addresses) {
    if (others.length === NAMED) break
    if (email !== own) others.push(email)
  }
  return others
}

const identityKey = (invitee: Invitee): string => `${personKey(invitee.name)}|${companyKey(invitee.company)}`

function flagPeople(kept: readonly JudgedListRow[], existing: readonly Invitation[]): void {
  const addresses = new Map<string, Set<string>>()
  const note = (invitee: Invitee) => {
    const known = addresses.get(identityKey(invitee)) ?? new Set()
    addresses.set(identityKey(invitee), known.add(canonicalAddress(invitee.email)))
  }
  for (const { invitee, removedAt } of existing) if (removedAt === undefined) note(invitee)
  for (const { invitee } of kept) if (invitee) note(invitee)
  for (const { invitee, flags } of kept) {
    if (!invitee) continue
    const all = addresses.get(identityKey(invitee)) ?? new Set()
    const more = all.size - 1 - NAMED
    const others = [...firstOthers(all, canonicalAddress(invitee.email)), ...(more > 0 ? [`${more} more`] : [])]
    if (others.length > 0)
      flags.push({ kind: 'same person', message: `${invitee.name} is also invited as ${others.join(', ')}.` })
  }
}

function flagCompanies(kept: readonly JudgedListRow[]): void {
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
  const { greeting: _, ...rest } = known
  return {
    ...rest,
    name: said.name || known.name,
    title: said.title || known.title,
    company: said.company || known.company,
    phone: said.phone || known.phone,
    ...greetingAfter(known, said),
    ...(known.facts || said.facts ? { facts: { ...known.facts, ...said.facts } } : {}),
    // A list without such a column says nothing about it, so it can only ever add the mark.
    publicPartner: known.publicPartner || said.publicPartner,
    ...(assistant ? { assistant } : {}),
  }
}

/** A greeting of its own stays with the name it was given for. */
function greetingAfter(known: Invitee, said: Invitee): Pick<Invitee, 'greeting'> {
  const isSameName = said.name === '' || personKey(said.name) === personKey(known.name)
  const greeting = said.greeting ?? (isSameName ? known.greeting : undefined)
  return greeting === undefined || greeting === greetingOf(said.name || known.name) ? {} : { greeting }
}

/**
 * What taking in a list changes. People are known by address. Only who somebody is changes, never what was sent to or
 * heard from them. Somebody who had been taken off the list counts as added again.
 */
export function merge(
  existing: readonly Invitation[],
  incoming: readonly Invitee[],
): { add: Invitee[]; update: { id: InvitationId; invitee: Invitee }[]; same: InvitationId[] } {
  const known = new Map<CanonicalAddress, Invitation>()
  for (const invitation of existing) {
    const key = canonicalAddress(invitation.invitee.email)
    const other = known.get(key)
    if (!other || other.removedAt !== undefined) known.set(key, invitation)
  }
  const wanted = new Map<CanonicalAddress, Invitee>()
  for (const invitee of incoming) {
    const key = canonicalAddress(invitee.email)
    const before = wanted.get(key) ?? known.get(key)?.invitee
    wanted.set(key, before ? filledIn(before, invitee) : invitee)
  }
  const add: Invitee[] = []
  const update: { id: InvitationId; invitee: Invitee }[] = []
  const same: InvitationId[] = []
  for (const [key, invitee] of wanted) {
    const invitation = known.get(key)
    if (!invitation || invitation.removedAt !== undefined) add.push(invitee)
    else if (isSame(invitation.invitee, invitee)) same.push(invitation.id)
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
  a.greeting === b.greeting &&
  JSON.stringify(a.facts ?? {}) === JSON.stringify(b.facts ?? {}) &&
  a.assistant?.name === b.assistant?.name &&
  a.assistant?.email === b.assistant?.email
