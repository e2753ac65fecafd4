/** Who was expected at a meeting, and who was there: at the door, on badges, and in everything written afterwards. */
import type { Person } from '../answer/board.ts'
import { type Fold, folding } from '../answer/folding.ts'
import { remembering } from '../answer/remembering.ts'
import { seated } from '../answer/seated.ts'
import { inOrder, sorted } from '../answer/sorted.ts'
import type { Campaign } from '../keep/campaign.ts'
import { isPlain } from '../keep/clean-text.ts'
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

/** Who may come in at a door. */
export interface Comers {
  /** As a list there is read: by the last word of a name, then by the whole. */
  guests(): readonly Guest[]
  /** Those among them who said yes, or came. */
  expected: readonly Guest[]
  /** Those among them whose name, title, company or needs have other characters than a typewriter. */
  unusual: readonly Guest[]
  leaders: number
  publicPartners: number
}

const NO_HOSTS: readonly Listed[] = []

/** Everybody who may come in at the door, as a list there is read. */
export const guestsOf = (campaign: Pick<Campaign, 'meeting'>, invitations: readonly Listed[]): readonly Guest[] =>
  comersOf(campaign, invitations, NO_HOSTS).guests()

/** `hosts`: the seats of those who host the meeting, on the list or not. Whoever sends somebody that was invited has no seat of their own. */
export const comersOf = (
  { meeting }: Pick<Campaign, 'meeting'>,
  invitations: readonly Listed[],
  hosts: readonly Listed[],
): Comers => comers(invitations, meeting?.sequence ?? 0, hosts)

/** The same of a long list in works of a turn each: whoever has done them finds it made. */
export const comerTurns = (
  { meeting }: Pick<Campaign, 'meeting'>,
  invitations: readonly Listed[],
  hosts: readonly Listed[],
): (() => void)[] => comers.turns(invitations, meeting?.sequence ?? 0, hosts)

const comers = folding((sequence: number, hosts: readonly Listed[]): Fold<Listed, Comers> => {
  const [guests, expected, unusual] = [sorted(byFamilyName), sorted(byFamilyName), sorted(byFamilyName)]
  const sides = { leaders: 0, publicPartners: 0 }

  function count(person: Person, hasSent: boolean, by: 1 | -1): void {
    if (hasSent && !person.invitation.came) return
    const guest = guestOf(person)
    const isExpected = guest.said === 'yes' || guest.came !== undefined
    const isUnusual = !isPlain(`${guest.name}${guest.title}${guest.company.name}${guest.needs}`)
    const placed = { person, familyName: familyName(guest.name), guest: isExpected || isUnusual ? guest : undefined }
    const among = [guests]
    if (isExpected) among.push(expected)
    if (isUnusual) among.push(unusual)
    for (const each of among) {
      if (by > 0) each.add(placed)
      else each.drop(placed)
    }
    sides[guest.publicPartner ? 'publicPartners' : 'leaders'] += by
  }

  const { change, made } = seated(sequence, count, () => ({
    guests: onceAsked(guests.all()),
    expected: expected.all().map(guestIn),
    unusual: unusual.all().map(guestIn),
    ...sides,
  }))
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

function onceAsked(all: readonly InOrder[]): () => readonly Guest[] {
  let guests: readonly Guest[] | undefined
  return () => {
    guests ??= all.map(guestIn)
    return guests
  }
}

/** Somebody with the name by which a list at a door is read. */
interface InOrder {
  person: Person
  familyName: string
  /** As a guest, where they are looked at: most are not expected, and are made into one for who asks for everybody. */
  guest: Guest | undefined
}

const guestIn = ({ guest, person }: InOrder): Guest => guest ?? guestOf(person)

const delegateOf = ({ state, rsvp }: Person) =>
  state === 'delegated' && rsvp?.delegate?.name ? rsvp.delegate : undefined
const nameOf = (person: Person): string => delegateOf(person)?.name ?? person.invitation.invitee.name

function guestOf(person: Person): Guest {
  const { invitation, company, state, rsvp } = person
  const { invitee, standsInFor, came, walkIn, host } = invitation
  const delegate = delegateOf(person)
  return {
    invitation: invitation.id,
    seat: seatOf(invitation),
    name: nameOf(person),
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
  compare(nameOf(a.person), nameOf(b.person)) ||
  inOrder(a.person.invitation.id, b.person.invitation.id)

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

/** Who said yes. */
export interface Coming {
  people: number
  /** The keys of their companies. */
  businesses: ReadonlySet<string>
  publicPartners: number
  /** Those who come in somebody's place. */
  delegates: number
}

export const comingOf = remembering((guests: readonly Guest[]): Coming => {
  const coming = guests.filter(({ said }) => said === 'yes')
  const leaders = coming.filter(({ publicPartner }) => !publicPartner)
  return {
    people: coming.length,
    businesses: new Set(leaders.map(({ company }) => company.key)),
    publicPartners: coming.length - leaders.length,
    delegates: coming.filter(({ inPlaceOf }) => inPlaceOf !== undefined).length,
  }
})

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
