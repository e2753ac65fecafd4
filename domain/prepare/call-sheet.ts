/** Who calls whom: a letter does not replace a call, and the silent are shared out among those who know them. */
import * as z from 'zod'
import type { CompanyRow, Person } from '../answer/board.ts'
import { hasWritten } from '../keep/matter.ts'
import type { Meeting } from '../keep/meeting.ts'
import { instant, personal, type Shaped, shape } from '../keep/shape.ts'
import { clockTime, type Instant, longDate } from '../keep/time.ts'
import { companyKey } from '../list/company.ts'
import { domainOf, isFreeMail } from '../list/mailbox.ts'

/** A champion or somebody of the support team. */
export interface Caller {
  id: string
  name: string
  email: string
  organization: string
  champion: boolean
}

export const TRIES = ['no answer', 'left a message', 'will call again'] as const

/** A call that brought no answer. */
const callTried = shape(() =>
  z.object({ at: instant(), by: personal.name(), how: z.enum(TRIES), note: personal.words() }),
)
export type Try = Shaped<typeof callTried>

export const callSheetShape = shape(() =>
  z.object({
    /** Who calls, by invitation; empty: nobody needs to. What is not here has not been shared out. */
    shares: z.record(z.string(), z.string()),
    /** What to say, a line a point; empty: what we propose. */
    points: personal.words(),
    /** By caller: how often people were added to their sheet, and when last. */
    rounds: z.record(z.string(), z.object({ count: z.number().int(), at: instant() })),
    sharedAt: instant().optional(),
    sharedBy: personal.name().optional(),
    tries: z.record(z.string(), z.array(callTried())),
  }),
)
export type CallSheet = Shaped<typeof callSheetShape>

export const blankSheet: CallSheet = { shares: {}, points: '', rounds: {}, tries: {} }

/** So many calls are asked of a champion while others can take the rest. */
export const CALLS_OF_A_CHAMPION = 8

/**
 * Whether a call may bring somebody of a company: silent, or their letter came back, or they answered to another time, while
 * nobody of their company comes. Whoever asked for no letters is left in peace, and whoever has written is read first.
 */
export const mayBeCalled = ({ comes }: CompanyRow, { state, invitation }: Person): boolean =>
  comes === undefined &&
  invitation.standsInFor === undefined &&
  !hasWritten(invitation.matters) &&
  (state === 'silent' ||
    state === 'old time' ||
    (state === 'unreachable' && invitation.suppressed?.reason === 'bounced'))

/** Those of a company who are to be called, by one caller. */
export interface CallGroup {
  people: readonly Person[]
  company: string
  /** Where they have their mail. */
  domains: readonly string[]
  isPublic: boolean
}

export const callGroup = (people: readonly Person[]): CallGroup => ({
  people,
  company: people[0]?.company.key ?? '',
  domains: [...new Set(people.map(({ invitation }) => domainOf(invitation.invitee.email)))],
  isPublic: people.every(({ invitation }) => invitation.invitee.publicPartner),
})

/**
 * A proposal: who calls the people of each company. It is whoever said that they know somebody there, or belongs to it; else
 * business leaders are called by champions, their peers, and public partners by the support team, evenly. `known`: by
 * invitation, the id of a caller.
 */
export function proposeCallers(
  groups: Iterable<CallGroup>,
  callers: readonly Caller[],
  known: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<CallGroup, Caller> {
  const proposed = new Map<CallGroup, Caller>()
  const all = callers.map(caller => ({ caller, load: 0 }))
  const champions = all.filter(({ caller }) => caller.champion)
  const team = all.filter(({ caller }) => !caller.champion)
  const ownOf = ownCallers(all, known)
  const give = (group: CallGroup, to: Loaded | undefined) => {
    if (!to) return
    proposed.set(group, to.caller)
    to.load += group.people.length
  }
  // Those somebody knows first, so that the rest evens out what that brings; then as the list is read.
  const others: { group: CallGroup; own: Loaded | undefined }[] = []
  for (const group of groups) {
    const { knows, belongs } = ownOf(group)
    if (knows) give(group, knows)
    else others.push({ group, own: belongs })
  }
  for (const { group, own } of others)
    give(group, own ?? least(group.isPublic ? team : champions, group.people.length) ?? least(team) ?? least(all))
  return proposed
}

interface Loaded {
  caller: Caller
  load: number
}

/** The first of those who have the fewest calls; with `more` of those who can take so many on top. */
function least(from: readonly Loaded[], more?: number): Loaded | undefined {
  let found: Loaded | undefined
  for (const each of from) {
    const isFull = more !== undefined && each.caller.champion && each.load + more > CALLS_OF_A_CHAMPION
    if (!isFull && (!found || each.load < found.load)) found = each
  }
  return found
}

/** Of the people of a company: the first caller who said that they know one, and the first who is of it, by its name or by where its people have their mail. */
function ownCallers(callers: readonly Loaded[], known: ReadonlyMap<string, string>) {
  const firsts = (keyOf: (caller: Caller) => string | undefined) => {
    const found = new Map<string, number>()
    for (const [n, { caller }] of callers.entries()) {
      const key = keyOf(caller)
      if (key && !found.has(key)) found.set(key, n)
    }
    return found
  }
  const ids = firsts(({ id }) => id)
  const companies = firsts(({ organization }) => companyKey(organization))
  const domains = firsts(({ email }) => (isFreeMail(email) ? undefined : domainOf(email)))
  const first = (places: Iterable<number | undefined>): Loaded | undefined => {
    let found: number | undefined
    for (const place of places) if (place !== undefined && (found === undefined || place < found)) found = place
    return found === undefined ? undefined : callers[found]
  }
  return ({
    people,
    company,
    domains: mail,
  }: CallGroup): { knows: Loaded | undefined; belongs: Loaded | undefined } => ({
    knows: known.size === 0 ? undefined : first(people.map(({ invitation: { id } }) => ids.get(known.get(id) ?? ''))),
    belongs: first([companies.get(company), ...mail.map(domain => domains.get(domain))]),
  })
}

/** The sheet as the convener shared it out: whoever got somebody they did not have is told. */
export function shareOut(
  sheet: CallSheet,
  shares: Readonly<Record<string, string>>,
  points: string,
  by: string,
  at: Instant,
): CallSheet {
  const given = Object.entries(shares).filter(([id, caller]) => caller !== '' && sheet.shares[id] !== caller)
  const rounds = { ...sheet.rounds }
  for (const caller of new Set(given.map(([, caller]) => caller)))
    rounds[caller] = { count: (rounds[caller]?.count ?? 0) + 1, at }
  return {
    ...sheet,
    shares: { ...sheet.shares, ...shares },
    points,
    rounds,
    sharedAt: sheet.sharedAt ?? at,
    sharedBy: by,
  }
}

/** A call that brought no answer, kept with the others; the last twenty. */
export const withTry = (sheet: CallSheet, invitation: string, tried: Try): CallSheet => ({
  ...sheet,
  tries: { ...sheet.tries, [invitation]: [...(sheet.tries[invitation] ?? []), tried].slice(-20) },
})

/** What a caller says, unless the convener writes something else; a line a point. */
export const proposedPoints = ({ date, start, end, venue }: Meeting): string =>
  [
    'I’m calling because I’d like you at the table, not because of an unanswered email.',
    `It is on ${longDate(date)}, ${clockTime(start)} to ${clockTime(end)}, and ${venue.host} hosts it.`,
    'Business leaders do the talking. Public partners listen, and help afterwards.',
    'What would make it worth your morning? (Write down what they say.)',
    'If that day is impossible, who could come in your place and decide?',
  ].join('\n')

export const pointsOf = (sheet: CallSheet, meeting: Meeting): string[] =>
  (sheet.points.trim() || proposedPoints(meeting))
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
