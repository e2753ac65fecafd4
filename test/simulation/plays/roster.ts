/** Who is on an action team and on the list of its call, apart from everything the handlers write, and what must hold of both. */
import type { TeamId } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { type ActionTeam, memberOf } from '../../../domain/teams/team.ts'
import { somebodyOf } from '../convener.ts'
import {
  createLedger,
  type Deed,
  doneBefore,
  keyOf,
  type Ledger,
  lastStage,
  type Person,
  type Taken,
} from '../ledger.ts'
import { reckon } from '../reckoning.ts'
import { createTurns, type Scene } from '../scene.ts'
import { startOf } from '../wall.ts'
import { DAY_MILLIS, MINUTE } from '../weather.ts'
import type { Fail } from './play.ts'

/** Somebody who may be on the team, as the launch knows them, or as the convener does who brings them in. */
export interface Seat {
  who: Person
  /** By now. */
  readonly email: string
  /** Who they are on the list of the call, whatever address they had when they came on it. */
  listedAs?: string
  /** What a partner is there for; businesses need no reason. */
  brings: string
  /** By the link of the summary, which only those of the launch have. */
  hasLink: boolean
  isOn: boolean
  /** What they do about it now. */
  joining?: Deed
  leaving?: Deed
  /** When they first left it, or began to. */
  leftOnce?: number
  turn: ReturnType<typeof createTurns>
}

export interface Roster {
  /** The ledger of its call. */
  own: Ledger
  seats: Map<string, Seat>
  /** The team, and the campaign of its call, once they are there. */
  its: { team?: TeamId; id: string }
  wrong: [rule: string, about: string][]
  /** The scene of its call. */
  room(): Scene
  /** Whether the call is known to be off: what is on its way may be either. */
  isOff(): boolean
  invitationOf(person: Person): Invitation | undefined
  onList(seat: Seat): Person | undefined
  seat(who: Person, hasLink: boolean): void
  listed(seat: Seat, added: Person['added']): void
  check(letter: Taken, person: Person): void
  ends(): void
  reckon(fail: Fail): void
}

/** Nobody else here types the address of somebody while it is being corrected. */
export const isSettled = ({ who }: Seat): boolean => who.emails.every(({ ackedAt }) => ackedAt !== undefined)

export function createRoster(scene: Scene): Roster {
  const { timeline, storage, ledger: main, partnership } = scene
  const own = createLedger([])
  own.broken = main.broken
  const seats = new Map<string, Seat>()
  const its: Roster['its'] = { id: '' }
  const wrong: Roster['wrong'] = []

  const room = (): Scene => ({ ...scene, campaign: its.id, ledger: own, holidays: [] })
  const isOff = () => lastStage(own).canceled && lastStage(own).ackedAt !== undefined
  const invitationOf = (person: Person) =>
    storage.get(`campaign#${its.id}`, `invitation#${person.id}`)?.value as Invitation | undefined
  const document = () => storage.get(`partnership#${partnership}`, `team#${its.team}`)?.value as ActionTeam | undefined

  /** They belong on the list of the call from now on. */
  function listed(each: Seat, added: Person['added']): void {
    const { who, email, joining, leaving } = each
    const fresh = somebodyOf(its.id, who.name, who.company, email)
    each.listedAs ??= fresh.id
    const known = { ...fresh, id: each.listedAs }
    const before = own.people.get(known.id)
    const person: Person = before ?? { ...known, added }
    if (before) {
      // They were told that it goes on without them, so they are asked anew.
      for (const wave of ['hold', 'withdrawn']) {
        const key = keyOf(person.id, wave)
        own.again.set(key, (own.again.get(key) ?? 0) + 1)
      }
      delete person.removed
      if (person.emails.at(-1)?.email !== email)
        person.emails.push({ invokedAt: timeline.now(), ackedAt: timeline.now(), email })
      person.forgotten = (person.forgotten ?? 0) + person.answers.length
      person.answers = []
    }
    person.added = (joining as Person['added'] | undefined) ?? added
    if (leaving) person.removed = leaving
    if (who.publicPartner) person.publicPartner = true
    own.people.set(person.id, person)
  }

  const onList = ({ listedAs }: Seat): Person | undefined =>
    listedAs === undefined ? undefined : own.people.get(listedAs)

  const newest = ({ emails }: Person) => emails.at(-1)

  /** Whoever is corrected on one list is so on the other, in the team and wherever else, once a sweep has come by. */
  scene.readdressed = (person, deed) => {
    const each = [...seats.values()].find(one => one.who === person || onList(one) === person)
    if (!each) return
    for (const one of [each.who, onList(each)]) {
      if (!one || one === person || newest(one)?.email === deed.email) continue
      const later = {
        invokedAt: timeline.now(),
        email: deed.email,
        get ackedAt() {
          return deed.ackedAt === undefined ? undefined : deed.ackedAt + 1.5 * DAY_MILLIS
        },
      }
      one.emails.push(later as Person['emails'][number])
      one.dead = false
      if (one.barred || one.listed) one.freed = true
      if (!one.barred?.forGood) delete one.barred
      delete one.listed
    }
  }

  function seat(who: Person, hasLink: boolean): void {
    const brings = who.publicPartner ? 'a curriculum' : ''
    const email = () => newest(who)?.email ?? ''
    const one = { who, brings, hasLink, isOn: false, turn: createTurns() }
    seats.set(email(), Object.defineProperty(one, 'email', { get: email, enumerable: true }) as Seat)
  }

  function check(letter: Taken, person: Person): void {
    const { wave, attempt } = letter
    const about = `${wave} to ${person.name}`
    const claim = own.claims.get(attempt)
    const each = [...seats.values()].find(one => onList(one) === person)
    // Of another list of the partnership a run knows for a minute no more than it did.
    if (claim && doneBefore(each?.who.optedOut, claim.lookedAt - 2 * MINUTE) && !wave.startsWith('thanks:'))
      wrong.push(['who has opted out of the launch gets nothing of a team', about])
    if (wave === 'withdrawn' && !person.removed && each?.leftOnce === undefined)
      wrong.push(['nobody is taken off a call who is on the team', about])
  }

  function ends(): void {
    for (const each of seats.values()) {
      const person = onList(each)
      if (!person) continue
      const { who } = each
      // Whose address the carrier refused when they were asked to sign.
      if (main.hosts.has(who.id) && storage.get(`suppression#${partnership}`, each.email)) who.refused = true
      // What holds of somebody holds of them on either list.
      if (who.optedOut || who.barred || who.listed || who.refused || who.freed) person.freed = true
      if (person.optedOut || person.barred || person.listed || person.refused || person.freed) who.freed = true
      // Whoever left while it was being set may never have been on its list.
      const invitation = invitationOf(person)
      const { canceled, invokedAt } = lastStage(own)
      const isLate = ({ ackedAt = Number.POSITIVE_INFINITY }: Deed) => canceled && ackedAt > invokedAt
      if (!invitation && (person.removed || isLate(person.added))) own.people.delete(person.id)
      // The list of a call that is off stays as it was.
      else if (isLate(person.added) && invitation?.removedAt) person.removed ??= { invokedAt, ackedAt: invokedAt }
      else if (person.removed && isLate(person.removed) && !invitation?.removedAt) delete person.removed
    }
  }

  function reckonAll(fail: Fail): void {
    for (const [rule, about] of wrong) fail(rule, about)
    if (its.id === '') return
    reckon(room(), [], { asks: /^hold$/, follow: [] })
    if (lastStage(own).canceled) return
    for (const each of seats.values()) {
      const person = onList(each)
      const stands = document()
      if (!stands || each.joining || each.leaving) continue
      if ((memberOf(stands, each.email) !== undefined) !== each.isOn)
        fail('whoever joins is on the team, and whoever leaves is not', each.who.name)
      if (!person) continue
      const invitation = invitationOf(person)
      const isListed = invitation !== undefined && invitation.removedAt === undefined
      if (isListed && !each.isOn) fail('who leaves a team is on the list of its call no more', each.who.name)
      if (!isListed && each.isOn && !person.removed) fail('who is on a team is on the list of its call', each.who.name)
      if (invitation) withdraws(person, invitation, fail)
    }
  }

  /** Whoever is taken off and holds the entry is told so, once, in a letter that takes it off their calendar. */
  function withdraws(person: Person, { sends }: Invitation, fail: Fail): void {
    const { removed, optedOut, barred, listed, freed, refused } = person
    if (removed?.ackedAt === undefined || optedOut || barred || listed || freed || refused) return
    if (removed.ackedAt > startOf(lastStage(own).meeting) - DAY_MILLIS) return
    const letters = (own.byPerson.get(person.id) ?? []).filter(({ method, bounced }) => method && !bounced)
    const isShown = Object.entries(sends).some(
      ([wave, { status }]) =>
        /^(in doubt|failed|bounced)$/.test(status) ||
        [own.left, own.late].some(each => each.has(keyOf(person.id, wave))),
    )
    if (letters.at(-1)?.method === 'REQUEST' && !isShown)
      fail('who is taken off a call has it in their calendar no more', person.name)
  }

  return { own, seats, its, wrong, room, isOff, invitationOf, onList, seat, listed, check, ends, reckon: reckonAll }
}
