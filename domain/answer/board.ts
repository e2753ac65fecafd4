/** The convener's board: who said what, company by company, and whether it makes a critical mass. */

import type { Campaign } from '../keep/campaign.ts'
import { type Rsvp, toldOf } from '../keep/invitation.ts'
import type { Listed } from '../keep/listed.ts'
import { hasWritten, type Matter, needsYouOf } from '../keep/matter.ts'
import { type StandingAnswer, standing } from '../keep/standing.ts'
import { companyOf, plainWords } from '../list/company.ts'
import { remembering } from './remembering.ts'

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
  people: Person[]
  best: State
  /** What the company counts for; public partners count for nothing. */
  comes: 'principal' | 'delegate' | undefined
  /** Whether everybody invited there is a public partner. */
  publicPartner: boolean
}

export interface Tally {
  people: readonly Person[]
  companies: readonly CompanyRow[]
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

/** The board of a campaign. Who was taken off the list is not on it. */
export const tally = (campaign: Campaign, invitations: readonly Listed[]): Tally =>
  tallied(invitations, campaign.meeting?.sequence ?? 0, campaign.goal)

const tallied = remembering((invitations: readonly Listed[], sequence: number, goal: number) =>
  tallyOf(peopleOn(invitations, sequence), goal),
)

/** Those who are on a list, and where each stands. */
const peopleOn = remembering((invitations: readonly Listed[], sequence: number): readonly Person[] =>
  invitations.filter(({ removedAt, host }) => removedAt === undefined && !host).map(each => personOf(each, sequence)),
)

/** What people come to together: each company counts once, wherever its people sit. */
export function tallyOf(people: readonly Person[], goal: number): Tally {
  const companies = companiesOf(people)
  const counts = { invited: 0, needsYou: 0, ...zeros() }
  let publicPartners = 0
  for (const person of people) {
    if (person.needsYou !== undefined) counts.needsYou++
    if (isStandIn(person)) continue
    counts.invited++
    counts[person.state]++
    if (isPublic(person) && comes(person)) publicPartners++
  }
  const principals = companies.filter(({ comes }) => comes === 'principal').length
  const delegates = companies.filter(({ comes }) => comes === 'delegate').length
  const undecided = companies.filter(mayCome).length
  const reached = principals + delegates >= goal
  return { people, companies, counts, mass: { goal, principals, delegates, undecided, publicPartners, reached } }
}

const zeros = (): Record<State, number> => Object.fromEntries(BEST.map(state => [state, 0])) as Record<State, number>
/** Whoever comes in another's place is counted with the one who sends them. */
const isStandIn = ({ invitation }: Person): boolean => invitation.standsInFor !== undefined
const isPublic = ({ invitation }: Person): boolean => invitation.invitee.publicPartner
const comes = ({ state }: Person): boolean => state === 'accepted' || state === 'delegated'
const mayCome = ({ comes, people }: CompanyRow): boolean =>
  comes === undefined && people.some(person => !isPublic(person) && !isStandIn(person) && person.state === 'tentative')

/** Where one person stands for a meeting whose SEQUENCE is now `sequence`. */
export const personOf = <I extends Listed>(invitation: I, sequence: number): Person<I> =>
  // What was made of this very invitation holds it.
  personFor(invitation, sequence) as Person<I>

const personFor = remembering((invitation: Listed, sequence: number): Person => {
  const rsvp = standing(invitation, sequence)
  const needsYou = needsYouOf(invitation)
  return { invitation, company: companyOf(invitation.invitee), state: stateOf(invitation, rsvp), rsvp, needsYou }
})

function stateOf(invitation: Listed, rsvp: StandingAnswer | undefined): State {
  if (rsvp) return rsvp.toOldTime ? 'old time' : rsvp.answer
  if (hasWritten(invitation.matters)) return 'replied'
  if (invitation.suppressed) return 'unreachable'
  return toldOf(invitation) === undefined ? 'not written to' : 'silent'
}

const groupsOf = remembering(
  (people: readonly Person[]): ReadonlyMap<string, Person[]> => Map.groupBy(people, ({ company }) => company.key),
)

const rowsOf = remembering((people: readonly Person[]): readonly CompanyRow[] => {
  // A delegate who cannot come leaves the seat empty, unless somebody else was sent as well.
  const sent = Map.groupBy(people.filter(isStandIn), ({ invitation }) => invitation.standsInFor?.invitation)
  const isUnfilled = ({ invitation }: Person) => {
    const standIns = sent.get(invitation.id)
    return standIns?.every(({ state }) => state === 'declined') === true
  }
  return [...groupsOf(people)].map(([key, group]): CompanyRow => {
    const counted = group.filter(person => !isPublic(person) && !isStandIn(person))
    const ranks = (counted.length > 0 ? counted : group).map(({ state }) => BEST.indexOf(state))
    const accepted = counted.some(({ state }) => state === 'accepted')
    const sends = counted.some(person => person.state === 'delegated' && !isUnfilled(person))
    return {
      key,
      name: group[0]?.company.name ?? key,
      people: group,
      best: BEST[Math.min(...ranks)] ?? 'silent',
      comes: accepted ? 'principal' : sends ? 'delegate' : undefined,
      publicPartner: group.every(isPublic),
    }
  })
})

/** Each company of theirs, by its key. */
const companiesOf = remembering((people: readonly Person[]): readonly CompanyRow[] =>
  rowsOf(people).toSorted((a, b) => (a.key < b.key ? -1 : 1)),
)

/** So many people are first looked at in one turn. */
const A_TURN = 10_000

/** What a board of a long list is made of, a turn each: whoever has done them finds the tally made. None where it is. */
export function tallySteps(campaign: Campaign, invitations: readonly Listed[]): (() => unknown)[] {
  const sequence = campaign.meeting?.sequence ?? 0
  if (tallied.has(invitations, sequence, campaign.goal)) return []
  const people = () => peopleOn(invitations, sequence)
  const first = Array.from({ length: Math.ceil(invitations.length / A_TURN) }, (_, n) => () => {
    for (const each of invitations.slice(n * A_TURN, (n + 1) * A_TURN)) personOf(each, sequence)
  })
  return [
    ...first,
    people,
    () => groupsOf(people()),
    () => rowsOf(people()),
    () => companiesOf(people()),
    () => tally(campaign, invitations),
  ]
}

export interface Sought {
  /** Words that all have to occur in name, title, company or address. */
  text?: string | undefined
  state?: State | 'needs you' | undefined
  /** The key of a company. */
  company?: string | undefined
}

/** The people among `people` who fit. Case, accents and punctuation do not matter. */
export function filter(people: readonly Person[], { text = '', state, company }: Sought): Person[] {
  const words = plainWords(text).split(' ').filter(Boolean)
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
