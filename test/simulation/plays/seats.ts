/**
 * Counts against what people did: whoever comes in somebody's place is one seat with them, on the board, for the critical
 * mass, at the door and afterwards.
 */
import { tally } from '../../../domain/answer/board.ts'
import { turnoutOf } from '../../../domain/answer/turnout.ts'
import { attendanceOf, guestsOf } from '../../../domain/day/attendance.ts'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import type { Person } from '../ledger.ts'
import type { Scene } from '../scene.ts'
import type { Fail } from './play.ts'

/** How the board calls who has given no answer that counts. */
const UNANSWERED = ['silent', 'replied', 'not written to', 'unreachable']

export function reckonSeats({ ledger, storage, campaign: id }: Scene, fail: Fail): void {
  const campaign = storage.get(`campaign#${id}`, 'campaign')?.value as Campaign
  const { found } = storage.list(`campaign#${id}`, { prefix: 'invitation#', limit: 1e6 })
  const invitations = found.map(({ value }) => value as Invitation)
  const board = tally(campaign, invitations)
  // What each of them said is held against the ledger by itself; here it is only added up.
  const states = new Map<string, string>(board.people.map(each => [each.invitation.id, each.state]))
  const stateOf = ({ id }: Person) => states.get(id) ?? ''
  const there = [...ledger.people.values()].filter(({ removed }) => !removed)
  const standInsOf = ({ id }: Person) => there.filter(({ standsFor }) => standsFor === id)
  const own = there.filter(({ standsFor }) => !standsFor)
  const same = (what: string, counted: unknown, is: unknown) => {
    if (counted !== is) fail(`${what} is counted right`, `${counted}, is ${is}`)
  }

  same('who is invited', board.counts.invited, own.length)
  for (const state of ['accepted', 'delegated', 'tentative', 'declined'] as const)
    same(`who said ${state}`, board.counts[state], own.filter(each => stateOf(each) === state).length)

  // The critical mass: a company counts once, and for whom it sends unless they cannot come either.
  const companies = (of: readonly Person[]) =>
    new Set(of.filter(({ publicPartner }) => !publicPartner).map(({ company }) => company))
  const leaders = companies(own.filter(each => stateOf(each) === 'accepted'))
  const sent = own.filter(each => {
    const standIns = standInsOf(each)
    const empty = standIns.length > 0 && standIns.every(standIn => stateOf(standIn) === 'declined')
    return stateOf(each) === 'delegated' && !empty
  })
  const byOthers = [...companies(sent)].filter(company => !leaders.has(company))
  same('companies whose leader comes', board.mass.principals, leaders.size)
  same('companies that send somebody', board.mass.delegates, byOthers.length)

  // The day. A seat is expected if somebody who takes it is.
  const isExpected = (each: Person): boolean => {
    const state = stateOf(each)
    if (state === 'accepted') return true
    if (each.standsFor) return state === 'delegated' || UNANSWERED.includes(state)
    return state === 'delegated' && standInsOf(each).length === 0
  }
  // Two who were sent by one are one seat, also once that one is off the list.
  const seatOf = (each: Person) => each.standsFor ?? each.id
  const seats = new Set(there.filter(isExpected).map(seatOf))
  const hosts = invitations.filter(({ host, removedAt }) => host && removedAt === undefined).length
  const turnout = turnoutOf(campaign, invitations)
  same('who is expected', turnout.people.expected, seats.size + hosts)
  const came = there.filter(each => each.came)
  same('who came', turnout.people.came, came.length)
  same('companies that came', turnout.companies.came, companies(came).size)
  same('who walked in', turnout.walkIns, came.filter(({ walkedIn }) => walkedIn).length)
  const attendance = attendanceOf(guestsOf(campaign, invitations))
  same('companies in what is told', attendance.companies.length, companies(came).size)
  const taken = new Set(came.map(seatOf))
  const missing = [...seats].filter(seat => !taken.has(seat))
  same('who is missing', attendance.missing.length, missing.length)
}
