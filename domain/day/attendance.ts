/** Who was expected at a meeting, and who was there: at the door, on badges, and in everything written afterwards. */
import type { Person } from '../answer/board.ts'
import { type Fold, folding } from '../answer/folding.ts'
import { remembering } from '../answer/remembering.ts'
import { seated } from '../answer/seated.ts'
import { inOrder, sorted } from '../answer/sorted.ts'
import type { Campaign } from '../keep/campaign.ts'
import { seatOf } from '../keep/invitation.ts'
import type { Listed } from '../keep/listed.ts'
import type { Instant } from '../keep/time.ts'

/** Somebody at the table: an invitee, or whoever they send. */
export interface Guest {
  /** The invitation that is checked in when they come. */
  invitation: string
  /** Whose seat they take; where two may come for one seat, both name it. */
  seat: string
  name: string
  email: string
  title: string
  company: { key: string; name: string }
  publicPartner: boolean
  /** The invitee in whose place they come. */
  inPlaceOf?: string | undefined
  /** What they said: `silent` is everybody who said nothing, or said yes to another time. */
  said: 'yes' | 'maybe' | 'no' | 'silent'
  /** Accessibility or dietary needs. */
  needs: string
  came?: { at: Instant; by: string } | undefined
  walkIn: boolean
  /** A champion, who hosts the meeting. */
  host: boolean
}

const SAID: Record<Person['state'], Guest['said']> = {
  accepted: 'yes',
  delegated: 'yes',
  tentative: 'maybe',
  declined: 'no',
  'old time': 'silent',
  replied: 'silent',
  silent: 'silent',
  'not written to': 'silent',
  unreachable: 'silent',
}

const NO_HOSTS: readonly Listed[] = []

/**
 * Everybody who may come in at the door, as a list there is read: by the last word of a name, then by the whole. Whoever sends
 * somebody that was invited has no seat of their own. `hosts`: the seats of those who host the meeting, on the list or not.
 */
export const guestsOf = (
  { meeting }: Pick<Campaign, 'meeting'>,
  invitations: readonly Listed[],
  hosts = NO_HOSTS,
): readonly Guest[] => guestsAt(invitations, meeting?.sequence ?? 0, hosts)

/** The same of a long list in works of a turn each: whoever has done them finds it made. */
export const guestTurns = (
  { meeting }: Pick<Campaign, 'meeting'>,
  invitations: readonly Listed[],
  hosts: readonly Listed[],
): (() => void)[] => guestsAt.turns(invitations, meeting?.sequence ?? 0, hosts)

const guestsAt = folding((sequence: number, hosts: readonly Listed[]): Fold<Listed, readonly Guest[]> => {
  const guests = sorted(byFamilyName)
  const { change, made } = seated(
    sequence,
    (person, hasSent, by) => {
      if (hasSent && !person.invitation.came) return
      const guest = guestOf(person)
      const placed = { guest, familyName: familyName(guest.name) }
      if (by > 0) guests.add(placed)
      else guests.drop(placed)
    },
    () => guests.all().map(({ guest }) => guest),
  )
  const seats = new Map<string, Listed>(hosts.map(host => [host.id, host]))
  const seatsOf = (some: readonly Listed[]) => some.flatMap(({ id }) => seats.get(id) ?? [])
  change([], hosts)
  return {
    change(gone, come) {
      // Who is on the list has a seat by that, and has their own again once they are not.
      change(gone, seatsOf(gone))
      change(seatsOf(come), come)
    },
    made,
  }
})

/** A guest with the name by which a list at a door is read. */
interface InOrder {
  guest: Guest
  familyName: string
}

function guestOf({ invitation, company, state, rsvp }: Person): Guest {
  const { invitee, standsInFor, came, walkIn, host } = invitation
  const delegate = state === 'delegated' && rsvp?.delegate?.name ? rsvp.delegate : undefined
  return {
    invitation: invitation.id,
    seat: seatOf(invitation),
    name: delegate?.name ?? invitee.name,
    email: delegate?.email || invitee.email,
    title: delegate ? delegate.title : invitee.title,
    company,
    publicPartner: invitee.publicPartner,
    inPlaceOf: delegate ? invitee.name : standsInFor?.name,
    // The convener approved who stands in for somebody: they are expected unless they say otherwise.
    said: (standsInFor || host) && rsvp === undefined ? 'yes' : SAID[state],
    needs: rsvp?.needs ?? '',
    came,
    walkIn: walkIn === true,
    host: host === true,
  }
}

const familyName = (name: string): string =>
  name
    .replace(/,.*$/, '')
    .split(' ')
    .filter(word => !/^(?:jr|sr|ii|iii|iv|phd|md)\.?$/i.test(word))
    .at(-1) ?? name

const { compare } = new Intl.Collator('en')

const byFamilyName = (a: InOrder, b: InOrder): number =>
  compare(a.familyName, b.familyName) ||
  compare(a.guest.name, b.guest.name) ||
  inOrder(a.guest.invitation, b.guest.invitation)

export interface Attendance {
  /** Everybody who was there, public partners among them. */
  people: Guest[]
  /** Businesses that were there, each once, by name. */
  companies: string[]
  /** How many of them were there by somebody who was sent alone. */
  byDelegates: number
  publicPartners: Guest[]
  walkIns: Guest[]
  /** Whose seat stayed empty though they had said yes; of who hosts the meeting that says nothing. */
  missing: Guest[]
}

/** One guest for each seat that somebody said yes for, who said it for themselves before who was sent. */
export function expectedOf(guests: readonly Guest[]): Guest[] {
  const seats = new Map<string, Guest>()
  for (const guest of guests.filter(({ said }) => said === 'yes'))
    if (!seats.has(guest.seat) || guest.invitation === guest.seat) seats.set(guest.seat, guest)
  return [...seats.values()]
}

/** Who was there, companies counted once. */
export const attendanceOf = remembering((guests: readonly Guest[]): Attendance => {
  const people = guests.filter(({ came }) => came !== undefined)
  const businesses = people.filter(({ publicPartner }) => !publicPartner)
  const taken = new Set(people.map(({ seat }) => seat))
  const byCompany = Map.groupBy(businesses, ({ company }) => company.key)
  return {
    people,
    companies: [...byCompany.values()].map(([first]) => first?.company.name ?? '').sort(compare),
    byDelegates: [...byCompany.values()].filter(group => group.every(({ inPlaceOf }) => inPlaceOf !== undefined))
      .length,
    publicPartners: people.filter(({ publicPartner }) => publicPartner),
    walkIns: people.filter(({ walkIn }) => walkIn),
    missing: expectedOf(guests).filter(({ seat, host }) => !taken.has(seat) && !host),
  }
})
