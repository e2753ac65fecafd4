/** The convener's board: who said what, company by company, and whether it makes a critical mass. */

import type { Campaign } from '../keep/campaign.ts'
import { type Invitation, needsYouOf, type Rsvp, toldOf } from '../keep/invitation.ts'
import { hasWritten, type Matter } from '../keep/matter.ts'
import { type StandingAnswer, standing } from '../keep/standing.ts'
import { addDays, type Day, type Instant, wallOf } from '../keep/time.ts'
import { titleOf, waveKindOf } from '../keep/wave-id.ts'
import { WAVES, type WaveKind } from '../keep/wave-kinds.ts'
import { companyOf, plainWords } from '../list/company.ts'

/**
 * Where one person stands: their answer, or why there is none. `old time` is a yes or maybe to a time or place that
 * has changed since; `replied` is somebody whose words wait for a person to read them; `unreachable` is somebody silent
 * who must not or cannot be written to.
 */
type State = Rsvp | 'old time' | 'replied' | 'silent' | 'not written to' | 'unreachable'

export interface Person {
  invitation: Invitation
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
  people: Person[]
  companies: CompanyRow[]
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
export function tally(campaign: Campaign, invitations: readonly Invitation[]): Tally {
  const sequence = campaign.meeting?.sequence ?? 0
  const people = invitations
    .filter(({ removedAt, host }) => removedAt === undefined && !host)
    .map(each => personOf(each, sequence))
  return tallyOf(people, campaign.goal)
}

/** What people come to together: each company counts once, wherever its people sit. */
export function tallyOf(people: Person[], goal: number): Tally {
  const companies = byCompany(people)
  const counts = { invited: 0, needsYou: 0, ...zeros() }
  for (const person of people) {
    if (person.needsYou !== undefined) counts.needsYou++
    if (isStandIn(person)) continue
    counts.invited++
    counts[person.state]++
  }
  const principals = companies.filter(({ comes }) => comes === 'principal').length
  const delegates = companies.filter(({ comes }) => comes === 'delegate').length
  return {
    people,
    companies,
    counts,
    mass: {
      goal,
      principals,
      delegates,
      undecided: companies.filter(mayCome).length,
      publicPartners: people.filter(person => isPublic(person) && comes(person) && !isStandIn(person)).length,
      reached: principals + delegates >= goal,
    },
  }
}

const zeros = (): Record<State, number> => Object.fromEntries(BEST.map(state => [state, 0])) as Record<State, number>
/** Whoever comes in another's place is counted with the one who sends them. */
const isStandIn = ({ invitation }: Person): boolean => invitation.standsInFor !== undefined
const isPublic = ({ invitation }: Person): boolean => invitation.invitee.publicPartner
const comes = ({ state }: Person): boolean => state === 'accepted' || state === 'delegated'
const mayCome = ({ comes, people }: CompanyRow): boolean =>
  comes === undefined && people.some(person => !isPublic(person) && !isStandIn(person) && person.state === 'tentative')

/** Where one person stands for a meeting whose SEQUENCE is now `sequence`. */
export function personOf(invitation: Invitation, sequence: number): Person {
  const known = persons.get(invitation)
  if (known?.sequence === sequence) return known.person
  const person = readPerson(invitation, sequence)
  persons.set(invitation, { sequence, person })
  return person
}

/** Nobody changes an invitation in place, and where documents are remembered a board is made of the same ones again. */
const persons = new WeakMap<Invitation, { sequence: number; person: Person }>()

function readPerson(invitation: Invitation, sequence: number): Person {
  const rsvp = standing(invitation, sequence)
  const needsYou = needsYouOf(invitation)
  return { invitation, company: companyOf(invitation.invitee), state: stateOf(invitation, rsvp), rsvp, needsYou }
}

function stateOf(invitation: Invitation, rsvp: StandingAnswer | undefined): State {
  if (rsvp) return rsvp.toOldTime ? 'old time' : rsvp.answer
  if (hasWritten(invitation.matters)) return 'replied'
  if (invitation.suppressed) return 'unreachable'
  return toldOf(invitation) === undefined ? 'not written to' : 'silent'
}

function byCompany(people: readonly Person[]): CompanyRow[] {
  // A delegate who cannot come leaves the seat empty, unless somebody else was sent as well.
  const sent = Map.groupBy(people.filter(isStandIn), ({ invitation }) => invitation.standsInFor?.invitation)
  const isUnfilled = ({ invitation }: Person) => {
    const standIns = sent.get(invitation.id)
    return standIns?.every(({ state }) => state === 'declined') === true
  }
  const groups = new Map<string, Person[]>()
  for (const person of people) {
    const group = groups.get(person.company.key)
    if (group) group.push(person)
    else groups.set(person.company.key, [person])
  }
  const rows = [...groups].map(([key, group]): CompanyRow => {
    const counted = group.filter(person => !isPublic(person) && !isStandIn(person))
    const ranks = (counted.length > 0 ? counted : group).map(({ state }) => BEST.indexOf(state))
    const said = (state: State) => counted.some(person => person.state === state)
    const sends = counted.some(person => person.state === 'delegated' && !isUnfilled(person))
    return {
      key,
      name: group[0]?.company.name ?? key,
      people: group,
      best: BEST[Math.min(...ranks)] ?? 'silent',
      comes: said('accepted') ? 'principal' : sends ? 'delegate' : undefined,
      publicPartner: group.every(isPublic),
    }
  })
  return rows.sort((a, b) => (a.key < b.key ? -1 : 1))
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

/** How many invitees had said what by the end of a day; yes and "somebody in my place" are both coming. */
export interface AnswerDay {
  day: Day
  coming: number
  maybe: number
  no: number
}

type Count = Exclude<keyof AnswerDay, 'day'>

const COUNTS: Record<Rsvp, Count> = { accepted: 'coming', delegated: 'coming', tentative: 'maybe', declined: 'no' }

/**
 * What stood at the end of each day, from the first letter or answer until `now` or the meeting, whichever is earlier.
 * When the meeting moved, answers to the old time stopped counting on that day.
 */
export function answersOverTime(campaign: Campaign, invitations: readonly Invitation[], now: Instant): AnswerDay[] {
  const { meeting } = campaign
  if (!meeting) return []
  const dayOf = daysOf(meeting.zone)
  const current = invitations.filter(each => each.removedAt === undefined && each.standsInFor === undefined)
  const moved = new Map<Day, Record<Count, number>>()
  const move = (day: Day, count: Count, by: number) => {
    const change = moved.get(day) ?? { coming: 0, maybe: 0, no: 0 }
    change[count] += by
    moved.set(day, change)
  }
  for (const invitation of current)
    if (invitation.answers.length > 0)
      for (const { at, was, is } of turnsOf(invitation, campaign, meeting.sequence)) {
        if (was) move(dayOf(at), was, -1)
        if (is) move(dayOf(at), is, 1)
      }
  const begun = [...Object.values(campaign.left).map(dayOf), ...moved.keys()].sort()
  const [first] = begun
  if (first === undefined) return []
  const [earlier = first] = [dayOf(now), meeting.date].sort()
  const until = [earlier, ...moved.keys()].sort().at(-1) ?? first
  const days: AnswerDay[] = []
  let last: AnswerDay = { day: first, coming: 0, maybe: 0, no: 0 }
  for (let day = first; day <= until; day = addDays(day, 1)) {
    const change = moved.get(day) ?? { coming: 0, maybe: 0, no: 0 }
    last = { day, coming: last.coming + change.coming, maybe: last.maybe + change.maybe, no: last.no + change.no }
    days.push(last)
  }
  return days
}

/** What somebody counted as before and after a moment. */
interface Turn {
  at: Instant
  was: Count | undefined
  is: Count | undefined
}

const turns = new WeakMap<Invitation, { campaign: Campaign; turns: readonly Turn[] }>()

/** Each moment at which somebody began to count as something else, remembered like a person of the board. */
function turnsOf(invitation: Invitation, campaign: Campaign, sequence: number): readonly Turn[] {
  const known = turns.get(invitation)
  if (known?.campaign === campaign) return known.turns
  const found: Turn[] = []
  let was: Count | undefined
  const moments = new Set([...invitation.answers, ...campaign.changes].map(({ at }) => at))
  for (const at of [...moments].sort()) {
    const then = { ...invitation, answers: invitation.answers.filter(answer => answer.at <= at) }
    const rsvp = standing(then, sequenceAt(campaign, sequence, at))
    const is = rsvp && !rsvp.toOldTime ? COUNTS[rsvp.answer] : undefined
    if (is !== was) found.push({ at, was, is })
    was = is
  }
  turns.set(invitation, { campaign, turns: found })
  return found
}

/** The SEQUENCE the meeting had at a moment. */
const sequenceAt = ({ changes }: Campaign, now: number, moment: Instant): number =>
  changes.find(({ at }) => at > moment)?.was.sequence ?? now

/** Days of instants, remembered by the minute: zones change on whole minutes, and answers come in crowds. */
function daysOf(zone: string): (at: Instant) => Day {
  const known = new Map<string, Day>()
  return at => {
    const minute = at.slice(0, 16)
    const day = known.get(minute) ?? wallOf(at, zone).day
    known.set(minute, day)
    return day
  }
}

/** The days on which waves began to leave, to see what each brought; what follows the meeting brings no answers. */
export function wavesLeft(campaign: Campaign): { day: Day; title: string }[] {
  const zone = campaign.meeting?.zone
  if (zone === undefined) return []
  return Object.entries(campaign.left)
    .filter(([wave]) => !outlastsStart(wave))
    .map(([wave, at]) => ({ day: wallOf(at, zone).day, title: titleOf(wave) }))
}

const outlastsStart = (key: string): boolean => {
  const kind = waveKindOf(key)
  return kind !== undefined && kind in WAVES && WAVES[kind as WaveKind].outlastsStart === true
}
