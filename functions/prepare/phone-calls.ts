/** The calls of a campaign, in the order in which they are made: who is to be called, by whom, and what came of it. */
import { byId, type CompanyRow, type Person } from '../../domain/answer/board.ts'
import { listing } from '../../domain/answer/folds.ts'
import { remembering } from '../../domain/answer/remembering.ts'
import { canonicalAddress, type Partnership } from '../../domain/keep/partnership.ts'
import { isTopRole } from '../../domain/list/job-title.ts'
import {
  type Caller,
  type CallGroup,
  type CallSheet,
  callGroup,
  mayBeCalled,
  proposeCallers,
  type Try,
} from '../../domain/prepare/call-sheet.ts'
import { LINKS } from '../keep/links.ts'
import type { Turns } from '../list/whole/in-turns.ts'

/** Champions first, then the support team; whoever is both calls as a champion. Facilitators are neutral and call nobody. */
export const callersOf = remembering(
  ({ champions, team }: Pick<Partnership, 'champions' | 'team'>): readonly Caller[] => {
    const all = [
      ...champions.map(({ name, email, company }) => ({ name, email, organization: company, champion: true })),
      ...team
        .filter(({ role }) => role !== 'facilitator')
        .map(({ name, email, organization }) => ({ name, email, organization, champion: false })),
    ].map(caller => ({ ...caller, id: LINKS.call.idOf(caller.email) }))
    return all.filter(({ id }, n) => all.findIndex(other => other.id === id) === n)
  },
)

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

const NEVER: readonly Try[] = []

const { compare } = new Intl.Collator('en')

/** Somebody on the board, as calls go: by company, of a company its head first. */
interface Callable {
  person: Person
  /** With whom they are to be called; undefined: a call to them can bring nothing any more. */
  group: CallGroup | undefined
  isHead: boolean
}

const inOrder = (a: Callable, b: Callable): number =>
  compare(a.person.company.name, b.person.company.name) ||
  Number(b.isHead) - Number(a.isHead) ||
  byId(a.person, b.person)

/**
 * Everybody of the companies on a board but those who call themselves; whether there is something in a call to one hangs on
 * what the others of their company say.
 */
export const callable = listing((row: CompanyRow, callers: readonly Caller[]): readonly Callable[] => {
  const own = addressesOf(callers)
  const others = row.people.filter(({ invitation }) => !own.has(canonicalAddress(invitation.invitee.email)))
  const open = new Set(others.filter(person => mayBeCalled(row, person)))
  const group = callGroup([...open])
  return others.map(person => ({
    person,
    group: open.has(person) ? group : undefined,
    isHead: isTopRole(person.invitation.invitee.title),
  }))
}, inOrder)

const addressesOf = remembering(
  (callers: readonly Caller[]) => new Set(callers.map(({ email }) => canonicalAddress(email))),
)

export const phoneCalls = remembering(
  async (
    everybody: readonly Callable[],
    sheet: CallSheet,
    partnership: Partnership,
    introductions: readonly Introduction[],
    clock: Turns,
  ): Promise<PhoneCalls> => {
    const callers = callersOf(partnership)
    const there = new Set(callers.map(({ id }) => id))
    // A sheet is an object, and so many questions are dear to ask of one.
    const given = new Map(Object.entries(sheet.shares))
    const tries = new Map(Object.entries(sheet.tries))
    const called = everybody.filter(({ person, group }) => group || (given.size > 0 && given.get(person.invitation.id)))
    await clock?.rest?.(0)
    const introduced = new Map(introductions.map(({ to, by }) => [to, by]))
    const idOf = new Map<string, string>()
    const known = new Map<string, string>()
    const knownBy = called.map(({ person: { invitation } }) => {
      const by =
        invitation.knownBy ??
        (introduced.size > 0 ? introduced.get(canonicalAddress(invitation.invitee.email)) : undefined)
      // A caller knows many, and their id is hashed.
      const id = by && (idOf.get(by.email) ?? LINKS.call.idOf(by.email))
      if (id) known.set(invitation.id, id)
      if (id) idOf.set(by.email, id)
      return by?.name
    })
    await clock?.rest?.(0)
    const groups = new Set(called.flatMap(({ group }) => group ?? []))
    const proposed = proposeCallers(groups, callers, new Map([...known, ...given]))
    await clock?.rest?.(0)
    const calls = called.map(({ person, group }, n) => {
      const { id } = person.invitation
      const whose = given.size > 0 ? given.get(id) : undefined
      // Whoever called has left the partnership: somebody else has to.
      const shared = whose !== undefined && (whose === '' || there.has(whose))
      return {
        person,
        caller: shared ? whose : ((group && proposed.get(group)?.id) ?? ''),
        shared,
        open: group !== undefined,
        knownBy: knownBy[n],
        tries: (tries.size > 0 && tries.get(id)) || NEVER,
      }
    })
    return { sheet, callers, calls }
  },
)
