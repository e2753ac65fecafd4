/** The calls of a campaign, in the order in which they are made: who is to be called, by whom, and what came of it. */
import { byId, type Person, peopleOn, type Tally } from '../../domain/answer/board.ts'
import { listing } from '../../domain/answer/folds.ts'
import { remembering } from '../../domain/answer/remembering.ts'
import type { Listed } from '../../domain/keep/listed.ts'
import { type CanonicalAddress, canonicalAddress, type Partnership } from '../../domain/keep/partnership.ts'
import { isTopRole } from '../../domain/list/job-title.ts'
import { type Caller, type CallSheet, proposeShares, type Try, toCall } from '../../domain/prepare/call-sheet.ts'
import { LINKS } from '../keep/links.ts'
import type { Turns } from '../list/whole/in-turns.ts'

/** Champions first, then the support team; whoever is both calls as a champion. Facilitators are neutral and call nobody. */
export function callersOf({ champions, team }: Pick<Partnership, 'champions' | 'team'>): Caller[] {
  const all = [
    ...champions.map(({ name, email, company }) => ({ name, email, organization: company, champion: true })),
    ...team
      .filter(({ role }) => role !== 'facilitator')
      .map(({ name, email, organization }) => ({ name, email, organization, champion: false })),
  ].map(caller => ({ ...caller, id: LINKS.call.idOf(caller.email) }))
  return all.filter(({ id }, n) => all.findIndex(other => other.id === id) === n)
}

/** A call that is to be made, or was. */
export interface PhoneCall {
  person: Person
  /** Whose it is: as shared out, else as proposed; empty: nobody's. */
  caller: string
  /** Whether the convener has shared it out. */
  shared: boolean
  /** Whether a call may still bring something. */
  open: boolean
  /** Who knows them: as the convener assigned it, or because they proposed them for the list. */
  knownBy: string | undefined
  tries: readonly Try[]
}

export interface PhoneCalls {
  sheet: CallSheet
  callers: readonly Caller[]
  /** Those to call and those that were shared out, by company. */
  calls: readonly PhoneCall[]
}

/** Who proposed somebody for the list, and so knows them. */
export interface Introduction {
  to: string
  by: { name: string; email: string }
}

const { compare } = new Intl.Collator('en')

/** Somebody on the board, as calls go: by company, of a company its head first. */
interface Callable {
  person: Person
  address: CanonicalAddress
  isHead: boolean
}

export const callable = listing(
  (each: Listed, sequence: number): readonly Callable[] =>
    peopleOn([each], sequence).map(person => ({
      person,
      address: canonicalAddress(each.invitee.email),
      isHead: isTopRole(each.invitee.title),
    })),
  (a, b) =>
    compare(a.person.company.name, b.person.company.name) ||
    Number(b.isHead) - Number(a.isHead) ||
    byId(a.person, b.person),
)

export const phoneCalls = remembering(
  async (
    counted: Tally,
    inOrder: readonly Callable[],
    sheet: CallSheet,
    partnership: Partnership,
    introductions: readonly Introduction[],
    clock: Turns,
  ): Promise<PhoneCalls> => {
    const callers = callersOf(partnership)
    const there = new Set(callers.map(({ id }) => id))
    const own = new Set(callers.map(({ email }) => canonicalAddress(email)))
    const wanted = new Set(toCall(counted).map(({ invitation }) => invitation.id))
    const called = inOrder.filter(
      ({ person: { invitation }, address }) =>
        (wanted.has(invitation.id) || sheet.shares[invitation.id]) && !own.has(address),
    )
    const people = called.map(({ person }) => person)
    const introduced = new Map(introductions.map(({ to, by }) => [to, by]))
    const idOf = new Map<string, string>()
    const known: Record<string, string> = {}
    const knownBy = called.map(({ person: { invitation }, address }) => {
      const by = invitation.knownBy ?? introduced.get(address)
      // A caller knows many, and their id is hashed.
      const id = by && (idOf.get(by.email) ?? LINKS.call.idOf(by.email))
      if (id) known[invitation.id] = id
      if (id) idOf.set(by.email, id)
      return by?.name
    })
    await clock?.rest?.(0)
    const proposed = proposeShares(
      people.filter(({ invitation }) => wanted.has(invitation.id)),
      callers,
      { ...known, ...sheet.shares },
    )
    await clock?.rest?.(0)
    const calls = people.map((person, n) => {
      const { id } = person.invitation
      const given = sheet.shares[id]
      // Whoever called has left the partnership: somebody else has to.
      const shared = given !== undefined && (given === '' || there.has(given))
      return {
        person,
        caller: shared ? given : (proposed[id] ?? ''),
        shared,
        open: wanted.has(id),
        knownBy: knownBy[n],
        tries: sheet.tries[id] ?? [],
      }
    })
    return { sheet, callers, calls }
  },
)
