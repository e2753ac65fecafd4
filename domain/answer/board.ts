/** The convener's board: who said what, company by company, and whether it makes a critical mass. */

import type { Campaign } from '../keep/campaign.ts'
import { type Rsvp, toldOf } from '../keep/invitation.ts'
import type { Listed } from '../keep/listed.ts'
import { hasWritten, type Matter, needsYouOf } from '../keep/matter.ts'
import { type StandingAnswer, standing } from '../keep/standing.ts'
import { companyOf, plainWords } from '../list/company.ts'
import { type Fold, folding, follows } from './folding.ts'
import { type Groups, grouped } from './grouped.ts'
import { remembering } from './remembering.ts'
import { inOrder, sorted } from './sorted.ts'

/**
 * Where one person stands: their answer, or why there is none. `old time` is a yes or maybe to a time or place that
 * has changed since; `replied` is somebody whose words wait for a person to read them; `unreachable` is somebody silent
 * who must not or cannot be written to.
 */
type State = Rsvp | 'old time' | 'replied' | 'silent' | 'not written to' | 'unreachable'

export interface Person<I extends Listed = Listed> {
  invitation: I
  company: { key: string; name: string }
  state: State
  /** SEQUENCE of the meeting for which they stand there. */
  sequence: number
  rsvp: StandingAnswer | undefined
  /** The oldest matter that only a person can settle. */
  needsYou: Matter | undefined
}

/** The best a company can show comes first. */
const BEST: readonly State[] = [
  'accepted',
  'delegated',
  'tentative',
  'old time',
  'replied',
  'silent',
  'not written to',
  'declined',
  'unreachable',
]

export interface CompanyRow {
  key: string
  name: string
  people: readonly Person[]
  best: State
  /** What the company counts for; public partners count for nothing. */
  comes: 'principal' | 'delegate' | undefined
  /** Whether everybody invited there is a public partner. */
  publicPartner: boolean
}

export interface Tally {
  people: readonly Person[]
  companies: readonly CompanyRow[]
  /** How many of them are not of public partners alone. */
  businesses: number
  /** How many people stand where; `needsYou` counts across all of them. */
  counts: Record<State, number> & { invited: number; needsYou: number }
  mass: {
    goal: number
    /** Companies whose invited leader comes, and those that send somebody in their place. */
    principals: number
    delegates: number
    /** Companies that may come. */
    undecided: number
    /** People from the public side who come. */
    publicPartners: number
    reached: boolean
  }
}

/** The board of a campaign, its people in the order of their ids. Who was taken off the list is not on it. */
export const tally = (campaign: Campaign, invitations: readonly Listed[]): Tally =>
  reaching(boardOf(invitations, campaign.meeting?.sequence ?? 0), campaign.goal)

/** The board of a long list in works of a turn each: whoever has done them finds it made. */
export const tallyTurns = (campaign: Campaign, invitations: readonly Listed[]): (() => void)[] =>
  boardOf.turns(invitations, campaign.meeting?.sequence ?? 0)

const boardOf = folding((sequence: number): Fold<Listed, Board> => {
  const { change, made } = board()
  return { change: (gone, come) => change(peopleOn(gone, sequence), peopleOn(come, sequence)), made }
})

/** Those of some who are on a board, and where each stands. */
export const peopleOn = (invitations: readonly Listed[], sequence: number): Person[] =>
  invitations.filter(({ removedAt, host }) => removedAt === undefined && !host).map(each => personOf(each, sequence))

/** What people come to together: each company counts once, wherever its people sit. */
export function tallyOf(people: readonly Person[], goal: number): Tally {
  const { change, made } = board()
  change([], people)
  return reaching(made(), goal)
}

const reaching = remembering(({ mass, ...board }: Board, goal: number): Tally => {
  const reached = mass.principals + mass.delegates >= goal
  return { ...board, mass: { goal, ...mass, reached } }
})

type Board = Omit<Tally, 'mass'> & { mass: Omit<Tally['mass'], 'goal' | 'reached'> }

function board(): Fold<Person, Board> {
  const people = sorted(byId)
  const byCompany = grouped(({ company }: Person) => company.key, idOf)
  const bySender = grouped(({ invitation }: Person) => invitation.standsInFor?.invitation, idOf)
  const companies = sorted((a: CompanyRow, b: CompanyRow) => inOrder(a.key, b.key))
  const counts = { invited: 0, needsYou: 0, ...zeros() }
  const mass = { principals: 0, delegates: 0, undecided: 0, publicPartners: 0 }
  let businesses = 0
  /** As they were handed out last, and the rows of then of those that have changed since: so they can be followed themselves. */
  let handed: readonly CompanyRow[] | undefined
  const changed = new Map<string, CompanyRow | undefined>()

  function count(some: readonly Person[], by: 1 | -1): void {
    for (const person of some) {
      if (person.needsYou !== undefined) counts.needsYou += by
      if (isStandIn(person)) continue
      counts.invited += by
      counts[person.state] += by
      if (isPublic(person) && comes(person)) mass.publicPartners += by
    }
  }

  function weigh(row: CompanyRow, by: 1 | -1): void {
    if (row.comes === 'principal') mass.principals += by
    if (row.comes === 'delegate') mass.delegates += by
    if (mayCome(row)) mass.undecided += by
    if (!row.publicPartner) businesses += by
  }

  function setRow(key: string): void {
    const before = find(key)
    if (before) {
      companies.drop(before)
      weigh(before, -1)
    }
    const group = byCompany.get(key)
    const row = group && rowOf(key, group, bySender)
    if (row) {
      companies.add(row)
      weigh(row, 1)
    }
    if (handed && !changed.has(key)) changed.set(key, before)
  }

  const find = (key: string) => companies.find(row => inOrder(row.key, key))

  function handOut(): readonly CompanyRow[] {
    const all = companies.all()
    if (handed && all !== handed) {
      const [gone, come] = [[...changed.values()], [...changed.keys()].map(find)]
      follows(all, handed, gone.filter(isThere), come.filter(isThere))
    }
    changed.clear()
    handed = all
    return all
  }

  return {
    change(gone, come) {
      for (const each of gone) people.drop(each)
      for (const each of come) people.add(each)
      count(gone, -1)
      count(come, 1)
      const touched = byCompany.change(gone, come)
      // What somebody says who was sent may leave the seat of their sender empty, whatever company that is of.
      for (const id of bySender.change(gone, come)) {
        const sender = people.find(({ invitation }) => inOrder(invitation.id, id))
        if (sender) touched.add(sender.company.key)
      }
      for (const key of touched) setRow(key)
    },
    made: () => ({
      people: people.all(),
      companies: handOut(),
      businesses,
      counts: { ...counts },
      mass: { ...mass },
    }),
  }
}

const isThere = (row: CompanyRow | undefined): row is CompanyRow => row !== undefined
const idOf = ({ invitation }: Person): string => invitation.id
export const byId = (a: Person, b: Person): number => inOrder(idOf(a), idOf(b))
const zeros = (): Record<State, number> => Object.fromEntries(BEST.map(state => [state, 0])) as Record<State, number>
/** Whoever comes in another's place is counted with the one who sends them. */
const isStandIn = ({ invitation }: Person): boolean => invitation.standsInFor !== undefined
const isPublic = ({ invitation }: Person): boolean => invitation.invitee.publicPartner
const comes = ({ state }: Person): boolean => state === 'accepted' || state === 'delegated'
const mayCome = ({ comes, people }: CompanyRow): boolean =>
  comes === undefined && people.some(person => !isPublic(person) && !isStandIn(person) && person.state === 'tentative')

function rowOf(key: string, people: readonly Person[], bySender: Groups<Person>): CompanyRow {
  // A delegate who cannot come leaves the seat empty, unless somebody else was sent as well.
  const isUnfilled = ({ invitation }: Person) =>
    bySender.get(invitation.id)?.every(({ state }) => state === 'declined') === true
  const counted = people.filter(person => !isPublic(person) && !isStandIn(person))
  const states = new Set((counted.length > 0 ? counted : people).map(({ state }) => state))
  const sends = counted.some(person => person.state === 'delegated' && !isUnfilled(person))
  return {
    key,
    name: people[0]?.company.name ?? key,
    people,
    best: BEST.find(state => states.has(state)) ?? 'silent',
    comes: states.has('accepted') && counted.length > 0 ? 'principal' : sends ? 'delegate' : undefined,
    publicPartner: people.every(isPublic),
  }
}

/** Where one person stands for a meeting whose SEQUENCE is now `sequence`. */
export function personOf<I extends Listed>(invitation: I, sequence: number): Person<I> {
  const known = persons.get(invitation)
  // What was made of this very invitation holds it.
  if (known?.sequence === sequence) return known as Person<I>
  const rsvp = standing(invitation, sequence)
  const company = companyOf(invitation.invitee)
  const state = stateOf(invitation, rsvp)
  const person = { invitation, company, state, sequence, rsvp, needsYou: needsYouOf(invitation) }
  persons.set(invitation, person)
  return person
}

/** Remembered for as long as the invitation lives: everything that is made of a list is made of them. */
const persons = new WeakMap<Listed, Person>()

function stateOf(invitation: Listed, rsvp: StandingAnswer | undefined): State {
  if (rsvp) return rsvp.toOldTime ? 'old time' : rsvp.answer
  if (hasWritten(invitation.matters)) return 'replied'
  if (invitation.suppressed) return 'unreachable'
  return toldOf(invitation) === undefined ? 'not written to' : 'silent'
}

export interface Sought {
  /** Words that all have to occur in name, title, company or address. */
  text?: string | undefined
  state?: State | 'needs you' | undefined
  /** The key of a company. */
  company?: string | undefined
}

/** The people among `people` who fit. Case, accents and punctuation do not matter. */
export function filter(people: readonly Person[], { text = '', state, company }: Sought): readonly Person[] {
  const words = plainWords(text).split(' ').filter(Boolean)
  if (words.length === 0 && state === undefined && company === undefined) return people
  return people.filter(person => {
    if (state === 'needs you' ? person.needsYou === undefined : state !== undefined && person.state !== state)
      return false
    if (company !== undefined && person.company.key !== company) return false
    if (words.length === 0) return true
    const { name, title, email } = person.invitation.invitee
    const written = plainWords(`${name} ${title} ${person.company.name} ${email}`)
    return words.every(word => written.includes(word))
  })
}
