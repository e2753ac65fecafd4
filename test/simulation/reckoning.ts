/**
 * What must hold when faults have stopped and the season is over: everybody has what was due to them or stands where the
 * convener sees it, and the board says what is true.
 */

import { tally } from '../../domain/answer/board.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { invitationIdFrom } from '../../domain/keep/ids.ts'
import type { Invitation, Send } from '../../domain/keep/invitation.ts'
import type { WaveState } from '../../domain/send/wave-state.ts'
import { isForgotten, keyOf, lastStage, type Person } from './ledger.ts'
import type { Play } from './plays/play.ts'
import { reckonSeats } from './plays/seats.ts'
import { baseOf } from './rules.ts'
import type { Scene } from './scene.ts'
import { earliest, startOf } from './wall.ts'
import { DAY_MILLIS, HOUR } from './weather.ts'

export interface Reckoned {
  lost: number
  inDoubt: number
}

/** Where the convener sees that a letter needs them. */
const SHOWN = ['in doubt', 'failed', 'bounced']
const isWave = (wave: string): boolean => !wave.startsWith('thanks:') && wave !== 'withdrawn'

/** Letters without which somebody was not asked, and those that follow where nothing has come back. */
const LAUNCH = { asks: /^invite$/, follow: ['follow-up-1', 'follow-up-2', 'reminder'] }

export function reckon(scene: Scene, plays: readonly Play[], { asks, follow } = LAUNCH): Reckoned {
  const { ledger, storage, campaign: id } = scene
  const campaign = storage.get(`campaign#${id}`, 'campaign')?.value as Campaign
  const listed = (prefix: string) =>
    storage.list(`campaign#${id}`, { prefix, limit: 1e6 }).found.map(each => each.value)
  const invitations = new Map((listed('invitation#') as Invitation[]).map(each => [each.id, each]))
  const waves = new Map((listed('wave#') as WaveState[]).map(each => [each.id, each]))
  const stage = lastStage(ledger)
  const reckoned: Reckoned = { lost: 0, inDoubt: 0 }
  const fail = (rule: string, about: string) => {
    scene.trace(() => `BROKEN at the end: ${rule} (${about})`)
    ledger.broken.push(`${rule} (${about})`)
  }
  const lose = (what: string, person: Person) => {
    reckoned.lost++
    fail('nothing is lost', `${what} for ${person.name}`)
  }

  for (const play of plays) play.ends?.()
  for (const person of ledger.people.values()) {
    const invitation = invitations.get(invitationIdFrom(person.id))
    if (!invitation) {
      fail('whoever was added is on the list', person.name)
      continue
    }
    reckoned.inDoubt += Object.values(invitation.sends).filter(({ status }) => status === 'in doubt').length
    settled(person, invitation)
    if (mayBeWritten(person)) due(person, invitation)
  }
  board()
  reckonSeats(scene, fail)
  for (const play of plays) play.reckon?.(fail)
  return reckoned

  function mayBeWritten({ optedOut, barred, removed, listed, freed, refused }: Person): boolean {
    return !optedOut && !barred && !removed && !listed && !freed && !refused
  }

  /** Every letter is over, and what is recorded is what happened. */
  function settled(person: Person, invitation: Invitation): void {
    for (const [wave, send] of Object.entries(invitation.sends)) {
      const about = `${wave} to ${person.name} is ${send.status}`
      const off = isWave(wave) && campaign.status === 'canceled'
      if (send.status === 'claimed') fail('every letter is settled or in doubt', about)
      if (send.status === 'due' && !off && !hasBegun(wave)) fail('every letter is settled or in doubt', about)
    }
    for (const letter of ledger.byPerson.get(person.id) ?? []) {
      const send = invitation.sends[letter.wave]
      if (isForgotten(ledger, letter)) continue
      const known: Send['status'][] = ['sent', 'delivered', 'complained', 'bounced', 'in doubt', 'failed']
      const elsewhere = letter.to[0] !== invitation.invitee.email
      const again = (ledger.again.get(keyOf(person.id, letter.wave)) ?? 0) > 0 || letter.unheard || elsewhere
      // Who comes back to a list is taken off it once more another time.
      if (!send && letter.wave === 'withdrawn' && again) continue
      if (!send || (!known.includes(send.status) && !again && !(letter.bounced && send.status === 'skipped')))
        fail('what has left is on record', `${letter.wave} to ${person.name} is ${send?.status}`)
    }
  }

  /** A wave that could leave no more because the meeting has begun leaves nothing that is lost. */
  function hasBegun(wave: string): boolean {
    return waves.get(wave)?.state === 'asks' || waves.get(wave)?.state === 'dropped'
  }

  function due(person: Person, invitation: Invitation): void {
    const letters = ledger.byPerson.get(person.id) ?? []
    const got = (fits: (wave: string, sequence: number | undefined) => boolean) =>
      letters.some(({ wave, sequence }) => fits(wave, sequence))
    const shown = (fits: (wave: string) => boolean) =>
      Object.entries(invitation.sends).some(
        ([wave, { status }]) =>
          fits(wave) &&
          (SHOWN.includes(status) || [ledger.left, ledger.late].some(each => each.has(keyOf(person.id, wave)))),
      )
    const either = (fits: (wave: string) => boolean) => got(fits) || shown(fits)
    // Of a letter that nothing is on record of, nobody can tell who holds it.
    const held = letters.some(each => isWave(each.wave) && !each.bounced && !isForgotten(ledger, each))

    if (stage.canceled) {
      if (held && !either(wave => wave === 'cancellation')) lose('cancellation', person)
      return
    }
    const ready = Math.max(person.added.ackedAt ?? Number.POSITIVE_INFINITY, ledger.lastSignedAt, ledger.lastResumedAt)
    const inTime = ready < startOf(stage.meeting) - DAY_MILLIS
    if (inTime && !person.added.heldBack && person.answers.length === 0 && !either(wave => asks.test(wave)))
      lose('invitation', person)
    told(person, invitation, either)
    thanked(person, invitation, either)
    for (const base of follow) followed(base, person, invitation, either)
  }

  /** Whoever holds a letter knows where and when the meeting is. */
  function told(person: Person, invitation: Invitation, either: (fits: (wave: string) => boolean) => boolean): void {
    const moved = ledger.stages.filter(({ what }) => what === 'move').at(-1)
    const letters = (ledger.byPerson.get(person.id) ?? []).filter(
      each => isWave(each.wave) && !each.bounced && !isForgotten(ledger, each),
    )
    if (!moved || letters.length === 0 || stage.sequence === 0) return
    const told = Object.entries(invitation.sends).some(
      ([wave, send]) => send.sequence >= stage.sequence && either(each => each === wave),
    )
    const first = letters[0]?.at ?? Number.POSITIVE_INFINITY
    const inTime =
      Math.max(moved.ackedAt ?? 0, ledger.lastResumedAt, scene.weather.until) < startOf(stage.meeting) - 2 * DAY_MILLIS
    const early = first < startOf(stage.meeting) - 2 * DAY_MILLIS
    if (!told && inTime && early) lose('news of the move', person)
    // Whoever has it in their calendar has it there at its time.
    const entries = (ledger.byPerson.get(person.id) ?? []).filter(
      each => each.method === 'REQUEST' && !each.bounced && !isForgotten(ledger, each),
    )
    const shownAt = Math.max(...entries.map(({ sequence = 0 }) => sequence))
    const visible = Object.entries(invitation.sends).some(
      ([wave, { status, entry, sequence }]) =>
        (wave.startsWith('update') || (entry && sequence >= stage.sequence)) &&
        (SHOWN.includes(status) || ledger.left.has(keyOf(person.id, wave))),
    )
    if (entries.length > 0 && shownAt < stage.sequence && !visible && inTime && early)
      lose('the new time in their calendar', person)
  }

  /** An answer is confirmed once, unless a later one took its place. */
  function thanked(person: Person, invitation: Invitation, either: (fits: (wave: string) => boolean) => boolean): void {
    const last = person.answers.at(-1)
    if (!last || last.ackedAt === undefined || person.answers.some(({ unclear }) => unclear)) return
    const stands = invitation.answers[0]
    if (stands?.answer !== last.answer) fail('no answer is lost', `${last.answer} of ${person.name}`)
    // Their own calendar shows what they answered, and mail that says once more what stands is not confirmed again.
    else if (last.by === 'calendar' || (last.by === 'mail' && person.answers.at(-2)?.answer === last.answer)) return
    else if (!either(wave => wave === `thanks:${stands.id}`)) lose('thanks', person)
  }

  /** A wave in calm times reaches everybody it is for. */
  function followed(
    base: string,
    person: Person,
    { sends }: Invitation,
    either: (fits: (wave: string) => boolean) => boolean,
  ): void {
    const at = earliest(base, stage.meeting, stage.wishes[base], scene.holidays)
    // Who came back to the list later was on another by then.
    if (person.added.invokedAt > at) return
    const acks = ledger.stages.map(({ ackedAt = Number.POSITIVE_INFINITY }) => ackedAt)
    const moves = ledger.stages.filter(({ what }) => what === 'move').map(({ ackedAt = 0 }) => ackedAt)
    const calm = Math.max(scene.weather.until, ledger.lastSignedAt, ledger.lastResumedAt, ...acks) + DAY_MILLIS
    if (at < calm || moves.some(move => at < move + 8 * DAY_MILLIS)) return
    if ([...waves.values()].some(({ id, state }) => baseOf(id) === base && (state === 'asks' || state === 'dropped')))
      return
    const deeds = [person.added, person.away, ...person.answers, ...person.emails].filter(deed => deed !== undefined)
    if (
      deeds.some(
        ({ invokedAt, ackedAt = Number.POSITIVE_INFINITY }) => invokedAt < at + 12 * HOUR && ackedAt > at - HOUR,
      )
    )
      return
    if (person.away && person.away.until > at - HOUR) return
    const letters = (ledger.byPerson.get(person.id) ?? []).filter(letter => letter.at < at)
    const invite = letters.find(({ wave, bounced }) => wave === 'invite' && !bounced)
    const answer = person.answers.filter(({ invokedAt }) => invokedAt < at).at(-1)
    if (answer?.unclear) return
    if (person.wrote.some(({ invokedAt }) => invokedAt < at + 12 * HOUR)) return
    const comes = answer !== undefined && answer.answer !== 'declined' && answer.answer !== 'delegated'
    // One that failed when it was tried again is shown to the convener, whatever an earlier try came to.
    const failed = sends.invite?.status === 'failed'
    const silent = answer === undefined && invite !== undefined && !failed && invite.at < at - 3 * DAY_MILLIS - HOUR
    // What is in doubt may have arrived, for all that anybody can tell.
    const doubted = Object.entries(sends).filter(([wave, { status }]) => isWave(wave) && status === 'in doubt')
    const near = (instant: number) => instant > at - 3 * DAY_MILLIS - HOUR && instant < at
    const close = letters.some(letter => near(letter.at)) || doubted.some(([, send]) => near(Date.parse(send.at)))
    const wanted = base === 'reminder' ? comes : silent && !close
    if (wanted && !either(wave => baseOf(wave) === base)) lose(base, person)
  }

  /** The board's counts against what people said. */
  function board(): void {
    const { people } = tally(campaign, [...invitations.values()])
    const onList = [...ledger.people.values()].filter(({ removed }) => !removed)
    const states = new Map(people.map(each => [each.invitation.id, each.state]))
    const sequence = campaign.meeting?.sequence ?? 0
    for (const person of onList) {
      const last = person.answers.at(-1)
      if (person.answers.some(({ unclear }) => unclear)) continue
      const state = states.get(invitationIdFrom(person.id))
      const about = `${person.name}: ${state}`
      if (last && last.ackedAt !== undefined) {
        const answered = state === last.answer || (state === 'old time' && sequence > 0 && last.answer !== 'declined')
        if (!answered) fail('the board says what people said', `${about}, said ${last.answer}`)
        const after = ledger.stages
          .filter(each => each.what === 'move')
          .every(({ ackedAt = Number.POSITIVE_INFINITY }) => ackedAt < last.invokedAt)
        if (after && !last.beforeNews && state === 'old time') fail('an answer to what stands counts', about)
      } else if (!last) {
        const barred = person.optedOut || person.barred
        const address = invitations.get(invitationIdFrom(person.id))?.invitee.email
        const written = (ledger.byPerson.get(person.id) ?? []).some(
          letter => isWave(letter.wave) && !letter.bounced && letter.to[0] === address && !isForgotten(ledger, letter),
        )
        const again = [...ledger.again.keys()].some(key => key.startsWith(person.id))
        const waits = person.wrote.some(words => words.ackedAt !== undefined && words.settled?.ackedAt === undefined)
        // What they wrote before that waits all the same.
        if (person.optedOut && !waits && state !== 'unreachable') fail('the board says who cannot be reached', about)
        if (waits && state !== 'replied') fail('the board says whose words wait for a person', about)
        const answered = person.wrote.length > 0 && state === 'replied'
        if (!barred && !again && written && !answered && state !== 'silent' && state !== 'unreachable')
          fail('the board says who is silent', about)
      }
    }
  }
}
