/** Who calls whom: a letter does not replace a call, and the silent are shared out among those who know them. */
import * as z from 'zod'
import type { CompanyRow, Person, Tally } from '../answer/board.ts'
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
 * Those a call may bring: silent, or their letter came back, or they answered to another time, while nobody of their
 * company comes. Whoever asked for no letters is left in peace, and whoever has written is read first.
 */
export const toCall = ({ companies }: Pick<Tally, 'companies'>): Person[] =>
  companies.filter(({ comes }: CompanyRow) => comes === undefined).flatMap(({ people }) => people.filter(wantsCall))

const wantsCall = ({ state, invitation }: Person): boolean =>
  invitation.standsInFor === undefined &&
  !hasWritten(invitation.matters) &&
  (state === 'silent' ||
    state === 'old time' ||
    (state === 'unreachable' && invitation.suppressed?.reason === 'bounced'))

/**
 * A proposal: by invitation, the caller. A company has one caller: whoever said that they know somebody there, or belongs to
 * it; else business leaders are called by champions, their peers, and public partners by the support team, evenly.
 */
export function proposeShares(
  people: readonly Person[],
  callers: readonly Caller[],
  known: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const shares: Record<string, string> = {}
  const load = new Map(callers.map(({ id }) => [id, 0]))
  const least = (from: readonly Caller[]): Caller | undefined =>
    from.reduce<Caller | undefined>((a, b) => (a && (load.get(a.id) ?? 0) <= (load.get(b.id) ?? 0) ? a : b), undefined)
  const champions = callers.filter(({ champion }) => champion)
  const team = callers.filter(({ champion }) => !champion)
  const groups = [...Map.groupBy(people, ({ company }) => company.key).values()]
  const place = new Map(callers.map(({ id }, n) => [id, n]))
  const knownIn = (group: readonly Person[]): Caller | undefined => {
    const places = group.flatMap(({ invitation }) => place.get(known[invitation.id] ?? '') ?? [])
    return places.length === 0 ? undefined : callers[Math.min(...places)]
  }
  const belongs = belonging(callers)
  const give = (group: readonly Person[], own: Caller | undefined) => {
    const caller = own ?? belongs(group) ?? even(group)
    if (!caller) return
    for (const { invitation } of group) shares[invitation.id] = caller.id
    load.set(caller.id, (load.get(caller.id) ?? 0) + group.length)
  }
  const even = (group: readonly Person[]): Caller | undefined => {
    const side = group.every(({ invitation }) => invitation.invitee.publicPartner) ? team : champions
    const free = side.filter(
      ({ id, champion }) => !champion || (load.get(id) ?? 0) + group.length <= CALLS_OF_A_CHAMPION,
    )
    return least(free) ?? least(team) ?? least(callers)
  }
  // Those somebody knows first, so that the rest evens out what that brings; then as the list is read.
  const others: (readonly Person[])[] = []
  for (const group of groups) {
    const own = knownIn(group)
    if (own) give(group, own)
    else others.push(group)
  }
  for (const group of others) give(group, undefined)
  return shares
}

/** The first of the callers who is of a company, by its name or by where its people have their mail. */
function belonging(callers: readonly Caller[]): (group: readonly Person[]) => Caller | undefined {
  const companies = callers.map(({ organization }) => companyKey(organization))
  const domains = callers.map(({ email }) => (isFreeMail(email) ? undefined : domainOf(email)))
  return group => {
    const keys = new Set(group.map(({ company }) => company.key))
    const mail = new Set(group.map(({ invitation }) => domainOf(invitation.invitee.email)))
    return callers.find((_, n) => {
      const [company = '', domain] = [companies[n], domains[n]]
      return (company !== '' && keys.has(company)) || (domain !== undefined && mail.has(domain))
    })
  }
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
