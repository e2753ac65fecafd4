/**
 * A launch in two rooms: each has letters, signatures and a list of its own, and whoever goes to the other room is on that
 * list and no more on this one, with one letter that takes this one off their calendar. A company counts once for both.
 */
import { tally } from '../../../domain/answer/board.ts'
import { together } from '../../../domain/campaign/session.ts'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { campaignIdFrom, invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { moveToSession } from '../../../functions/answer/move-session.ts'
import { requestSignatures } from '../../../functions/campaign/request-signatures.ts'
import { shortId } from '../../../mail/token.ts'
import { createChampions } from '../champions.ts'
import { CONVENER, type Convener, createConvener, inviteeOf, somebodyOf } from '../convener.ts'
import { createInvitees, type Invitees } from '../invitees.ts'
import { type AnswerDeed, createLedger, type Deed, doneBefore, lastStage, type Person } from '../ledger.ts'
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
  const { timeline } = scene
  const here: Room = stage
  const there = opens(stage)
  const otherOf = (room: Room) => (room === here ? there : here)
  /** Who went from one room to the other: the same person, on either list. */
  const moved: { from: Person; to: Person; in: Room; deed: Deed }[] = []
  const wrong: [rule: string, about: string][] = []

  /** Whether nothing of theirs is on its way, so that what they are is known. */
  const isSettled = (person: Person, room: Room): boolean =>
    [person.added, ...person.answers, ...person.emails, ...person.wrote].every(
      ({ ackedAt, unclear }) => ackedAt !== undefined && !unclear,
    ) &&
    !(person.removed || person.optedOut || person.barred || person.listed || person.freed || person.refused) &&
    !(person.standsFor || person.nowhere || person.walkedIn || person.dead || person.spoiled) &&
    room.scene.ledger.byPerson.has(person.id)

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
        if (!isSettled(person, room) || ledger.people.has(id) || isOver) return over()
        const deed: Person['added'] = { invokedAt: timeline.now(), heldBack: false }
        const arrival: Person = {
          ...somebodyOf(target.scene.campaign, person.name, person.company, email),
          id,
          added: deed,
        }
        if (person.away) arrival.away = person.away
        const answer: AnswerDeed = { invokedAt: deed.invokedAt, answer: 'accepted', id: `session-${id}` }
        if (themselves) arrival.answers.push(answer)
        ledger.people.set(id, arrival)
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
                ledger.people.delete(id)
                delete person.removed
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
          moved.push({ from: person, to: arrival, in: target, deed })
        }
      }),
    )
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
      if (person.dead || /^(withdrawn|cancellation|after|summary|pulse)/.test(wave) || !luck.happens(0.08)) return false
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
