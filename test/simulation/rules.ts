/**
 * What must hold after every step, written from what is promised and not from the code: held against the ledger, at
 * every document that is written and every letter that is taken.
 */
import type { Campaign } from '../../domain/keep/campaign.ts'
import type { Invitation } from '../../domain/keep/invitation.ts'
import {
  addressesAt,
  answersAt,
  type Claim,
  doneBefore,
  isForgotten,
  keyOf,
  type Ledger,
  lastStage,
  type Person,
  personOf,
  type Stage,
  stagesSeen,
  type Taken,
} from './ledger.ts'
import type { Run } from './machine.ts'
import { sealIn, versionIn } from './read-letter.ts'
import type { Applied } from './storage.ts'
import { earliest, wallInstant } from './wall.ts'
import { DAY_MILLIS, HOUR, MINUTE } from './weather.ts'

const SIGNED = /^(invite|follow-up|reminder)/
/** Letters that answer what their reader did, whatever the campaign does. */
const PERSONAL = /^(thanks:|withdrawn$)/

export interface Rules {
  applied(applied: Applied, now: number, run: Run | undefined): void
  taken(taken: Taken, now: number): void
}

export const baseOf = (wave: string): string => wave.replace(/\.\d+$/, '')

/** What differs from a launch: whose words its letters are, when each may leave and whom it asks. */
export interface Terms {
  /** The letters whose instants are known. */
  timed: RegExp
  signed: boolean
  earliest: typeof earliest
  /** What is wrong with a letter to somebody, if anything is. */
  audience(person: Person, claim: Claim): string | undefined
}

const LAUNCH: Terms = {
  timed: SIGNED,
  signed: true,
  earliest,
  audience: (person, { wave, at }) =>
    baseOf(wave) === 'invite' && answersAt(person, at).sure ? 'nobody is invited who has answered' : undefined,
}

export function createRules(
  ledger: Ledger,
  holidays: readonly string[],
  trace: (line: () => string) => void,
  terms: Terms = LAUNCH,
): Rules {
  const fail = (rule: string, about: string) => {
    trace(() => `BROKEN: ${rule} (${about})`)
    ledger.broken.push(`${rule} (${about})`)
  }
  let sequence = 0
  let uid: string | undefined

  function campaignWritten(before: Campaign | undefined, { meeting }: Campaign): void {
    if (!meeting) return
    if (meeting.sequence < sequence) fail('SEQUENCE never falls', `${meeting.sequence} after ${sequence}`)
    if (uid !== undefined && meeting.uid !== uid) fail('a meeting keeps its UID', meeting.uid)
    const was = before?.meeting
    const moved =
      was && (was.date !== meeting.date || was.start !== meeting.start || was.venue.host !== meeting.venue.host)
    if (moved && ledger.letters > 0 && meeting.sequence === was.sequence)
      fail('a meeting that changes after letters have left raises SEQUENCE', String(meeting.sequence))
    sequence = Math.max(sequence, meeting.sequence)
    uid = meeting.uid
  }

  function claimed(person: Person, claim: Claim, to: string): void {
    const { wave, at } = claim
    const about = `${wave} to ${person.name}`
    if (doneBefore(person.optedOut, at)) fail('nothing to who has opted out', about)
    if (doneBefore(person.barred, at)) fail('nothing to who must not be written to', about)
    if (!PERSONAL.test(wave) && doneBefore(person.listed, claim.listedAt)) fail('nothing to a listed address', about)
    if (wave !== 'withdrawn' && doneBefore(person.removed, at)) fail('nothing to who was taken off the list', about)
    if (!addressesAt(person, at).includes(to)) fail('a letter goes to the address as it was edited', about)
    if (ledger.hosts.has(person.id) && !/^(summary|after-meeting|pulse)/.test(wave))
      fail('no letter asks who hosts', about)
    audience(person, claim, about)
    moment(claim, about)
    if (baseOf(wave).startsWith('follow-up') && doneBefore(person.away, at) && claim.clock < backAt(person))
      fail('follow-ups wait for who is away', about)
    if (baseOf(wave).startsWith('follow-up')) {
      const waits = person.wrote.some(
        words => doneBefore(words, at) && (words.settled?.invokedAt ?? Number.POSITIVE_INFINITY) > at,
      )
      if (waits) fail('nobody is followed up whose words wait for a person', about)
      const close = ledger.byPerson
        .get(person.id)
        ?.find(
          letter =>
            letter.wave !== wave &&
            letter.at > at - 3 * DAY_MILLIS + HOUR &&
            !letter.bounced &&
            !isForgotten(ledger, letter) &&
            !letter.wave.startsWith('thanks:'),
        )
      if (close) fail('three days lie between two letters that ask the same', `${about} after ${close.wave}`)
    }
  }

  /** The morning of somebody's return. */
  const backAt = ({ away }: Person): number =>
    wallInstant(new Date(away?.until ?? 0).toISOString().slice(0, 10), '09:00', lastStage(ledger).meeting.zone)

  /** Who has answered is not asked again; who has not is not reminded. */
  function audience(person: Person, claim: Claim, about: string): void {
    const { wave, at } = claim
    const { sure, maybe } = answersAt(person, at)
    const base = baseOf(wave)
    const wrong = terms.audience(person, claim)
    if (wrong !== undefined) fail(wrong, about)
    if (base.startsWith('follow-up') && sure && maybe.length === 0) {
      const moved = ledger.stages.some(
        stage =>
          stage.what === 'move' &&
          (stage.ackedAt ?? Number.POSITIVE_INFINITY) > sure.invokedAt &&
          stage.invokedAt <= at,
      )
      if (!(moved || sure.beforeNews) || sure.answer === 'declined')
        fail('nobody is followed up who has answered', about)
    }
    if (base === 'reminder') {
      if (!sure && maybe.length === 0) fail('nobody is reminded who has not answered', about)
      if (sure?.answer === 'declined' && maybe.length === 0) fail('nobody is reminded who has declined', about)
      if (sure?.answer === 'delegated' && maybe.length === 0) fail('nobody is reminded who sends somebody', about)
    }
    if (base === 'after-meeting') {
      if (ledger.doorOpened?.ackedAt === undefined || ledger.doorOpened.ackedAt > at) {
        if (!ledger.doorOpened && sure?.answer !== 'accepted' && maybe.length === 0)
          fail('where nobody was seen, who said yes is thanked', about)
      } else if (!person.came) fail('who was not seen there is not thanked', about)
    }
    if (wave.startsWith('thanks:') && !sure && maybe.length === 0) fail('thanks are for an answer', about)
  }

  /** Nothing before its instant, nothing that the convener had stopped when the run last looked. */
  function moment({ wave, at, lookedAt, clock }: Claim, about: string): void {
    if (PERSONAL.test(wave)) return
    const stages = stagesSeen(ledger, lookedAt, at)
    const base = baseOf(wave)
    if (stages.every(({ paused }) => paused)) fail('nothing leaves while the convener has paused', about)
    if (terms.timed.test(wave) || wave.startsWith('update')) {
      if (stages.every(({ canceled }) => canceled)) fail('nothing but the cancellation leaves once canceled', about)
    }
    if (wave === 'cancellation' && !stages.some(({ canceled }) => canceled))
      fail('no cancellation of a meeting that is on', about)
    if (!terms.timed.test(wave) || ledger.begun.has(wave)) return
    const dueBy = (stage: Stage) => terms.earliest(base, stage.meeting, stage.wishes[base], holidays)
    const due = Math.min(...stages.map(dueBy))
    if (clock < due && !cameEarlier(dueBy))
      fail('nothing before its instant', `${about}, ${Math.round((due - clock) / MINUTE)} minutes early`)
    ledger.begun.add(wave)
  }

  /** Whether the instant of a wave came while an earlier plan stood: what has begun to leave goes on. */
  const cameEarlier = (dueBy: (stage: Stage) => number): boolean =>
    ledger.stages.some((stage, n) => dueBy(stage) <= (ledger.stages[n + 1]?.ackedAt ?? 0))

  function invitationWritten(before: Invitation | undefined, value: Invitation, now: number, run: Run | undefined) {
    const person = personOf(ledger, value.id)
    if (!person) return
    for (const [wave, was] of Object.entries(before?.sends ?? {})) {
      const is = value.sends[wave]
      const heard = was.status === 'delivered' || was.status === 'bounced' || was.status === 'complained'
      if (heard && is?.attempt === was.attempt && (is.status === 'sent' || is.status === 'in doubt'))
        fail('what was heard of a letter is not taken back', `${wave} to ${person.name}`)
    }
    for (const wave of Object.keys(value.sends)) {
      const send = value.sends[wave]
      if (!send || send.attempt === '') continue
      if (send.status === 'claimed' && !ledger.claims.has(send.attempt)) {
        const lookedAt = run?.lookedAt ?? now
        const clock = now + (run?.process.skew ?? 0)
        const listedAt = run?.listedAt ?? lookedAt
        const claim: Claim = { invitation: value.id, wave, attempt: send.attempt, at: now, lookedAt, listedAt, clock }
        ledger.claims.set(send.attempt, claim)
        claimed(person, claim, value.invitee.email)
      }
      if ((send.status === 'sent' || send.status === 'delivered') && !ledger.byAttempt.has(send.attempt))
        if (!ledger.left.has(keyOf(value.id, wave)))
          fail('nothing is recorded as sent that the carrier did not take', `${wave} to ${person.name}`)
    }
  }

  function signed(letter: Taken, claim: Claim, person: Person, stages: readonly Stage[], about: string): void {
    const seal = sealIn(letter.text)
    // Whoever comes in somebody's place is asked by whoever convenes.
    if (person.standsFor && baseOf(letter.wave) === 'invite' && seal === undefined) return
    // Whoever answered for an earlier date is asked about the new one by whoever convenes, in no champion's name.
    // A move whose answer was lost has been made all the same, and its SEQUENCE is not known here.
    const moved = stages.some(({ sequence, what }) => sequence > 0 || what === 'move')
    const answered = person.answers.some(({ invokedAt }) => invokedAt < claim.at)
    if (baseOf(letter.wave).startsWith('follow-up') && seal === undefined && moved && answered) return
    const by = seal === undefined ? undefined : ledger.signatures.get(seal)
    const missing = ledger.champions.filter(champion => !((by?.get(champion) ?? Number.POSITIVE_INFINITY) <= claim.at))
    if (missing.length > 0) fail('no letter leaves unsigned', about)
    if (baseOf(letter.wave) !== 'invite' || seal === undefined) return
    const version = versionIn(letter.text)
    if (version !== ledger.read.get(seal)) fail('champions have signed the very text that leaves', about)
    if (!stages.some(stage => stage.letter === version)) fail('the letter that leaves is the one that stands', about)
  }

  return {
    applied({ key, before, value }, now, run) {
      if (key === 'campaign') campaignWritten(before as Campaign | undefined, value as Campaign)
      else if (key.startsWith('invitation#'))
        invitationWritten(before as Invitation | undefined, value as Invitation, now, run)
    },
    taken(letter, now) {
      const { invitation, wave, attempt, to } = letter
      if (invitation === undefined) return
      ledger.letters++
      const person = personOf(ledger, invitation)
      const about = `${wave} to ${person?.name ?? invitation}`
      const claim = ledger.claims.get(attempt)
      if (!person || !claim || claim.wave !== wave || claim.invitation !== invitation) {
        fail('no letter without a claim', about)
        return
      }
      if (ledger.byAttempt.has(attempt)) fail('one attempt is handed over once', about)
      if (!addressesAt(person, claim.at).includes(to[0] ?? '')) fail('a letter goes to whom it was claimed for', about)
      once(letter, claim, now, about)
      const thanks = new Set((ledger.byPerson.get(invitation) ?? []).map(each => each.wave).concat(wave))
      if (
        [...thanks].filter(each => each.startsWith('thanks:')).length >
        person.answers.length + (person.forgotten ?? 0)
      )
        fail('an answer is confirmed once', about)
      const stages = stagesSeen(ledger, claim.lookedAt, claim.at)
      if (terms.signed && SIGNED.test(wave)) signed(letter, claim, person, stages, about)
      if (!terms.signed && sealIn(letter.text) !== undefined)
        fail('no letter bears names that have not signed it', about)
      const least = Math.min(...stages.map(stage => stage.sequence))
      if (!PERSONAL.test(wave) && letter.sequence !== undefined && letter.sequence < least)
        fail('SEQUENCE never falls', `${letter.sequence} in ${about}, of ${least}`)
    },
  }

  function once({ invitation, wave, to }: Taken, claim: Claim, now: number, about: string): void {
    const key = keyOf(invitation ?? '', wave)
    // Where the address was corrected meanwhile, the letter goes to the right one too.
    // What nobody knows of any more may leave again once a person says so, and not before: the convener, or whoever answered by
    // mail that comes in once more.
    const isSaid =
      wave.startsWith('thanks:') || (ledger.released.get(wave) ?? 0) > (ledger.lost?.until ?? Number.POSITIVE_INFINITY)
    const earlier = (ledger.taken.get(key) ?? []).filter(
      each => !each.bounced && each.to[0] === to[0] && !(isSaid && isForgotten(ledger, each)),
    )
    if (earlier.length <= (ledger.again.get(key) ?? 0)) return
    const last = earlier.at(-1) as Taken
    const heard = last.heardAt !== undefined && last.heardAt < claim.at
    if (last.unheard && !heard && now - last.at > DAY_MILLIS) {
      ledger.doubledUnheard++
      return
    }
    ledger.duplicates++
    fail('no letter is delivered twice', about)
  }
}
