/**
 * A launch in two rooms: each has letters, signatures and a list of its own, and whoever goes to the other room is on that
 * list and no more on this one, with one letter that takes this one off their calendar. A company counts once for both.
 */
import { tally } from '../../../domain/answer/board.ts'
import { together } from '../../../domain/answer/together.ts'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { campaignIdFrom, invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { moveToSession } from '../../../functions/answer/move-session.ts'
import { requestSignatures } from '../../../functions/campaign/request-signatures.ts'
import { shortId } from '../../../mail/token.ts'
import { createChampions } from '../champions.ts'
import { CONVENER, type Convener, createConvener, inviteeOf, somebodyOf } from '../convener.ts'
import { createInvitees, type Invitees } from '../invitees.ts'
import { type AnswerDeed, createLedger, type Deed, doneBefore, keyOf, lastStage, type Person } from '../ledger.ts'
import { reckon } from '../reckoning.ts'
import { createRules } from '../rules.ts'
import { insist, type Scene } from '../scene.ts'
import { startOf } from '../wall.ts'
import { DAY_MILLIS, HOUR, MINUTE, SECOND } from '../weather.ts'
import type { Fail, Play, Stagecraft } from './play.ts'

const OTHER = 'd'.repeat(16)

/** One room with everybody in it. */
interface Room {
  scene: Scene
  invitees: Invitees
  convener: Convener
}

export function createSessions(stage: Stagecraft): Play {
  const { scene, luck } = stage
  const { timeline, storage } = scene
  const here: Room = stage
  const there = opens(stage)
  const otherOf = (room: Room) => (room === here ? there : here)
  /** Who went from one room to the other: the same person, on either list. */
  let moved: { from: Person; to: Person; in: Room; deed: Deed }[] = []
  /** Who went to the other room and came back, and is on the first list again as they were. */
  const returned = new Set<Person>()
  const wrong: [rule: string, about: string][] = []

  /** Whether nothing of theirs is on its way, so that what they are is known. */
  const isSettled = (person: Person, room: Room): boolean =>
    [person.added, ...person.answers, ...person.emails, ...person.wrote].every(
      ({ ackedAt, unclear }) => ackedAt !== undefined && !unclear,
    ) &&
    !(person.optedOut || person.barred || person.listed || person.freed || person.refused) &&
    !(person.standsFor || person.nowhere || person.walkedIn || person.dead || person.spoiled) &&
    room.scene.ledger.byPerson.has(person.id)

  /** The letters of these kinds may leave once more to somebody who comes back, or goes again. */
  function mayHaveAgain(person: Person, { scene: { ledger } }: Room, waves: RegExp): void {
    const had = (ledger.byPerson.get(person.id) ?? []).map(({ wave }) => wave)
    for (const wave of new Set([...had, 'withdrawn'].filter(each => waves.test(each)))) {
      const key = keyOf(person.id, wave)
      ledger.again.set(key, (ledger.again.get(key) ?? 0) + 1)
    }
  }

  /** They choose it themselves and say yes by that, or the convener puts them there and its letter asks them. */
  function goes(room: Room, person: Person, themselves: boolean): void {
    room.invitees.turn(person, done =>
      room.convener.turn(next => {
        const over = () => {
          next()
          done()
        }
        const target = otherOf(room)
        const { ledger } = target.scene
        const email = person.emails.at(-1)?.email ?? ''
        const id = shortId(`${target.scene.campaign}:${email}`)
        const isOver = timeline.now() > startOf(lastStage(ledger).meeting) - 4 * DAY_MILLIS
        const known = ledger.people.get(id)
        const isBack = known !== undefined && moved.some(({ from, to }) => from === known && to === person)
        const isFree = isBack ? isSettled(known, target) && known.emails.at(-1)?.email === email : !known
        if (person.removed || !isSettled(person, room) || !isFree || isOver) return over()
        const deed: Person['added'] = { invokedAt: timeline.now(), heldBack: false }
        const before = known && { ...known }
        const arrival: Person = known ?? {
          ...somebodyOf(target.scene.campaign, person.name, person.company, email),
          id,
          added: deed,
        }
        arrival.added = deed
        delete arrival.removed
        if (isBack) {
          mayHaveAgain(arrival, target, themselves ? /^withdrawn$/ : /^(withdrawn|hold|invite)/)
          // They were told that it goes on without them, so they are asked anew.
          arrival.forgotten = (arrival.forgotten ?? 0) + arrival.answers.length
          arrival.answers = []
        }
        if (person.away) arrival.away = person.away
        const answer: AnswerDeed = { invokedAt: deed.invokedAt, answer: 'accepted', id: `session-${id}` }
        if (themselves) arrival.answers.push(answer)
        ledger.people.set(id, arrival)
        if (returned.has(person) || isBack) mayHaveAgain(person, room, /^withdrawn$/)
        person.removed = { invokedAt: timeline.now() }
        const standIns = [...room.scene.ledger.people.values()].filter(({ standsFor }) => standsFor === person.id)
        insist(
          scene,
          `${person.name} goes to the other session${themselves ? '' : ', as the convener wants'}`,
          deed,
          world =>
            moveToSession(world, {
              campaign: campaignIdFrom(room.scene.campaign),
              invitation: invitationIdFrom(person.id),
              to: campaignIdFrom(target.scene.campaign),
              by: themselves ? person.name : CONVENER,
              ...(themselves ? { chosen: { note: '', needs: '' } } : {}),
            }),
          outcome => {
            if (outcome === 'moved') {
              arrives()
              return over()
            }
            // Nobody is told whether an earlier try did it: the page says so, once nothing is under way any more.
            delete deed.ackedAt
            timeline.at(timeline.now() + HOUR, () => {
              if (invitationOf(room, person)?.removedAt !== undefined) arrives()
              else {
                delete person.removed
                if (before) Object.assign(arrival, before)
                else ledger.people.delete(id)
              }
              over()
            })
          },
        )

        function arrives(): void {
          deed.ackedAt ??= timeline.now()
          Object.assign(person.removed ?? {}, { ackedAt: deed.ackedAt })
          if (ledger.stages.some(({ canceled }) => canceled)) answer.unclear = true
          else answer.ackedAt = deed.ackedAt
          for (const standIn of standIns) standIn.removed ??= { invokedAt: deed.invokedAt, ackedAt: deed.ackedAt ?? 0 }
          // Who comes back has never gone, as far as lists tell.
          moved = moved.filter(({ from, to }) => !(from === arrival && to === person))
          moved.push({ from: person, to: arrival, in: target, deed })
          if (isBack) returned.add(arrival)
        }
      }),
    )
  }

  /** Whoever left and came back has the meeting in their calendar once more, if it was taken off it. */
  function hasEntryAgain(person: Person, fail: Fail): void {
    const { scene: room } = here.scene.ledger.people.get(person.id) === person ? here : there
    const { optedOut, barred, removed, listed, freed, refused } = person
    if (optedOut || barred || removed || listed || freed || refused || lastStage(room.ledger).canceled) return
    const entries = (room.ledger.byPerson.get(person.id) ?? []).filter(({ method, bounced }) => method && !bounced)
    const invitation = storage.get(`campaign#${room.campaign}`, `invitation#${person.id}`)?.value as Invitation
    // What the convener took as sent may never have arrived.
    const isShown = Object.entries(invitation.sends).some(
      ([wave, { status }]) =>
        /^(in doubt|failed|bounced)$/.test(status) || room.ledger.left.has(keyOf(person.id, wave)),
    )
    if (entries.at(-1)?.method === 'CANCEL' && !isShown)
      fail('who comes back to a session has it in their calendar', person.name)
  }

  const roomOf = (campaign: string) => (campaign === OTHER ? there : here)
  const rooms = [here, there]

  for (let n = luck.below(4); n > 0; n--)
    timeline.at(startOf(lastStage(scene.ledger).meeting) - luck.between(5, 34) * DAY_MILLIS, () => {
      const room = luck.pick(rooms)
      const people = [...room.scene.ledger.people.values()]
      if (people.length > 0) goes(room, luck.pick(people), false)
    })

  return {
    read({ campaign, invitation, wave, attempt, to }) {
      const room = roomOf(campaign)
      const person = room.scene.ledger.people.get(invitation ?? '')
      if (!person) return false
      const from = moved.find(each => each.to === person)?.from
      const claim = room.scene.ledger.claims.get(attempt)
      // Of another list of the partnership a run knows for a minute no more than it did.
      const isTheirs = from?.emails.some(({ email }) => email === to[0])
      if (claim && isTheirs && !wave.startsWith('thanks:') && doneBefore(from?.optedOut, claim.lookedAt - 2 * MINUTE))
        wrong.push(['who has opted out of one session gets nothing of another', `${wave} to ${person.name}`])
      if (person.dead || /^(withdrawn|cancellation|after|summary|pulse)/.test(wave)) return false
      // Whoever has changed their mind once does so more easily.
      if (!luck.happens(from ? 0.3 : 0.08)) return false
      const after = luck.happens(0.4) ? luck.between(SECOND, 10 * MINUTE) : luck.between(MINUTE, 3 * DAY_MILLIS)
      timeline.at(timeline.now() + after, () => goes(room, person, true))
      return true
    },
    visit: there.convener.visit,
    ends() {
      // What holds of somebody holds of them in either room.
      for (const { from, to } of moved)
        if (from.optedOut || from.barred || from.listed || from.refused || from.freed) to.freed = true
    },
    reckon(fail) {
      for (const [rule, about] of wrong) fail(rule, about)
      reckon(there.scene, [])
      for (const { from, to, in: room } of moved) {
        if (invitationOf(otherOf(room), from)?.removedAt === undefined || !invitationOf(room, to))
          fail('who goes to another session is on its list alone', from.name)
      }
      for (const person of returned) hasEntryAgain(person, fail)
      reckonTogether(rooms, fail)
    },
  }
}

const invitationOf = ({ scene: { storage, campaign } }: Room, { id }: Person): Invitation | undefined =>
  storage.get(`campaign#${campaign}`, `invitation#${id}`)?.value as Invitation | undefined

/** Writes the second room as a convener has typed it, before anybody was asked to sign. */
function opens({ scene, luck }: Stagecraft): Room {
  const { storage, timeline, ledger, campaign, partnership, holidays, trace } = scene
  const group = { group: campaign, name: 'Longmont' }
  const stands = storage.get(`campaign#${campaign}`, 'campaign')
  const first = stands?.value as Campaign
  const { meeting } = lastStage(ledger)
  const day = Date.parse(`${meeting.date}T12:00:00Z`) - luck.below(7) * DAY_MILLIS
  const date = new Date(day).toISOString().slice(0, 10)
  const own = createLedger(ledger.champions)
  own.broken = ledger.broken
  own.stages.push({ ...lastStage(ledger), meeting: { ...meeting, date, venue: 'Boulder Hall' } })
  const room: Scene = { ...scene, campaign: OTHER, ledger: own }
  const champions = createChampions(room)
  const invitees = createInvitees(room)
  const convener = createConvener(room, champions, 500)
  scene.besides.set(OTHER, {
    ledger: own,
    rules: createRules(own, holidays, trace),
    read: letter => (letter.invitation === undefined ? champions.read(letter) : invitees.read(letter)),
  })
  const second: Campaign = {
    ...first,
    id: campaignIdFrom(OTHER),
    session: { group: campaign, name: 'Boulder' },
    ...(first.meeting
      ? {
          meeting: {
            ...first.meeting,
            uid: 'uid-2@example.org',
            date,
            venue: { ...first.meeting.venue, host: 'Boulder Hall' },
          },
        }
      : {}),
  }
  storage.put(`campaign#${campaign}`, 'campaign', { ...first, session: group }, stands?.version)
  for (const id of [campaign, OTHER]) storage.put(`sessions#${campaign}`, id, { id }, undefined)
  storage.put(`partnership#${partnership}`, `campaign#${OTHER}`, { id: OTHER }, undefined)
  storage.put(`campaign#${OTHER}`, 'campaign', second, undefined)
  for (let n = 1 + luck.below(luck.pick([2, 12])); n > 0; n--) {
    const company = luck.below(25)
    const person = somebodyOf(OTHER, `Other ${n}`, company, `other${n}@company${company}.example`)
    person.added.ackedAt = 0
    own.people.set(person.id, person)
    const invitation: Invitation = {
      id: invitationIdFrom(person.id),
      campaign: campaignIdFrom(OTHER),
      invitee: inviteeOf(person),
      addedAt: first.createdAt,
      sends: {},
      answers: [],
      matters: [],
      history: [],
    }
    storage.put(`campaign#${OTHER}`, `invitation#${person.id}`, invitation, undefined)
  }
  timeline.at(timeline.now() + luck.between(MINUTE, DAY_MILLIS), () =>
    insist(room, 'convener asks for signatures of the other session', { invokedAt: 0 }, world =>
      requestSignatures(world, campaignIdFrom(OTHER), CONVENER),
    ),
  )
  const last = startOf(lastStage(own).meeting) - 4 * DAY_MILLIS
  for (let acts = luck.below(4); acts > 0; acts--) {
    const at = luck.between(timeline.now() + HOUR, last)
    if (at < last) timeline.at(at, convener.act)
  }
  return { scene: room, invitees, convener }
}

/** The critical mass of a launch in several rooms: a company counts once, wherever its leader goes. */
function reckonTogether(rooms: readonly Room[], fail: Fail): void {
  const companies = new Set<number>()
  const sessions: Campaign[] = []
  const board = rooms.flatMap(({ scene: { storage, campaign: id, ledger } }) => {
    const campaign = storage.get(`campaign#${id}`, 'campaign')?.value as Campaign
    const { found } = storage.list(`campaign#${id}`, { prefix: 'invitation#', limit: 1e6 })
    const { people } = tally(
      campaign,
      found.map(({ value }) => value as Invitation),
    )
    sessions.push(campaign)
    const comes = new Set<string>(
      people.filter(({ state }) => state === 'accepted').map(({ invitation }) => invitation.id),
    )
    if (!lastStage(ledger).canceled)
      for (const person of ledger.people.values())
        if (!person.removed && !person.standsFor && comes.has(person.id)) companies.add(person.company)
    return people
  })
  const { principals } = together(sessions, board).mass
  if (principals !== companies.size)
    fail('a company counts once for all sessions', `${principals}, are ${companies.size}`)
}
