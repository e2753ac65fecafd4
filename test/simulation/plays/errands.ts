/**
 * Errands: each goes to the person it is for, once for its occasion, not before its hour, and not when it is over; and where the
 * weather is calm none is lost, of whichever meeting.
 */
import type { Campaign } from '../../../domain/keep/campaign.ts'
import type { MeetingKind } from '../../../domain/keep/kinds.ts'
import { doneBefore, type Ledger, lastStage, type Person, type Taken } from '../ledger.ts'
import type { Run } from '../machine.ts'
import type { Applied } from '../storage.ts'
import { works } from '../wall.ts'
import { DAY_MILLIS, MINUTE } from '../weather.ts'
import { ERRANDS, type Part } from './errand-rows.ts'
import type { Fail, Play, Stagecraft } from './play.ts'

/** What a claim of an errand tells: its document, and what whoever claimed it had looked at. */
interface Claimed {
  key: string
  at: number
  clock: number
  lookedAt: number
}

/** A meeting with what is known of it. */
interface Met {
  kind: MeetingKind
  ledger: Ledger
  holidays: readonly string[]
  campaign: Campaign
}

export function createErrands({ scene }: Stagecraft, team: Readonly<Record<string, 'convener' | 'team'>>): Play {
  const { ledger, timeline, storage } = scene
  const claims = new Map<string, Claimed>()
  const taken = new Map<string, Taken[]>()
  const wrong: [rule: string, about: string][] = []
  const champions = ['ann@lee.example', 'bob@ruiz.example']

  const partsOf = (email: string): Part[] => [
    ...(team[email] ? [team[email]] : []),
    ...(champions.includes(email) ? (['champion'] as const) : []),
    ...(guestOf(email) ? (['guest'] as const) : []),
    ...([...scene.leads].some(lead => addressesOf(lead).includes(email)) ? (['lead'] as const) : []),
  ]
  const addressesOf = ({ emails }: Person) => emails.map(({ email }) => email)
  const guestOf = (email: string) =>
    [...ledger.people.values()].find(({ emails }) => emails.some(each => each.email === email))

  /** The meeting that the document of an errand names, if it is about one. */
  function metOf(id: string | undefined): Met | undefined {
    const own = id === scene.campaign ? ledger : scene.besides.get(id ?? '')?.ledger
    const campaign = storage.get(`campaign#${id}`, 'campaign')?.value as Campaign | undefined
    if (!own || !campaign?.meeting) return undefined
    return { kind: campaign.meeting.kind, ledger: own, holidays: own === ledger ? scene.holidays : [], campaign }
  }
  const namedBy = (key: string) => metOf(key.split(/[:#]/)[1])
  const movesOf = ({ stages }: Ledger) => stages.filter(({ what }) => what === 'move').length

  function check(letter: Taken): void {
    const { wave, to, attempt, text } = letter
    const email = to[0] ?? ''
    const about = `${wave} to ${email}`
    const row = ERRANDS[wave]
    const claim = claims.get(attempt)
    if (!claim || !row) return void wrong.push(['no errand without a claim', about])
    const parts = partsOf(email)
    if (to.length !== 1 || !parts.some(part => row.readers.includes(part)))
      wrong.push(['an errand goes to the person it is for', about])
    const before = taken.get(claim.key) ?? []
    taken.set(claim.key, [...before, letter])
    if (before.length > 0) wrong.push(['no errand is delivered twice', about])
    const met = row.around && namedBy(claim.key)
    const moves = movesOf((met ?? scene).ledger)
    // The same words to the same person of the same meeting are the same errand, whatever its document is called.
    const subject = /^Subject: (.*)$/m.exec(text)?.[1] ?? ''
    const same = [...taken]
      .filter(([key]) => !met || namedBy(key)?.campaign.id === met.campaign.id)
      .flatMap(([, letters]) => letters)
      .filter(each => each.wave === wave && each.to[0] === email)
    const alike = same.filter(each => each.text.includes(`Subject: ${subject}`)).length
    if (alike > (row.most ?? Number.POSITIVE_INFINITY) * (1 + moves)) wrong.push(['no errand comes again', about])
    if (met) moment(wave, claim, met, about)
    if (wave === 'digest') {
      const { zone } = lastStage(ledger).meeting
      const day = (at: number) => new Date(at).toLocaleDateString('en-CA', { timeZone: zone })
      if (!works(day(claim.clock), scene.holidays)) wrong.push(['a digest comes on a working day', about])
      if (same.filter(each => day(each.at) === day(letter.at)).length > 1 + moves)
        wrong.push(['one digest a day', about])
    }
    const guest = guestOf(email)
    if (guest && parts.length === 1 && doneBefore(guest.optedOut, claim.lookedAt))
      wrong.push(['nothing to who has opted out', about])
  }

  function moment(wave: string, { clock, lookedAt }: Claimed, met: Met, about: string): void {
    const span = ERRANDS[wave]?.around?.[met.kind]
    if (!span) return void wrong.push(['no errand around a meeting that has none', `${about} of a ${met.kind}`])
    const stages = met.ledger.stages.filter(({ invokedAt }) => invokedAt <= clock + 5 * MINUTE)
    const last = stages.at(-1)
    if (last?.canceled && doneBefore(last, lookedAt)) wrong.push(['no errand of a meeting that is off', about])
    const early = Math.min(...stages.map(({ meeting }) => span.from(meeting, met.holidays)))
    if (clock < early) wrong.push(['no errand before its hour', about])
    const { until } = span
    const sent = Date.parse(met.campaign.scheduledAt ?? '') || 0
    if (until && clock > Math.max(...stages.map(({ meeting }) => until(meeting, sent))) + 5 * MINUTE)
      wrong.push(['no errand when it is over', about])
  }

  /** What was due of a meeting in calm weather has left: it had gone out by then, went on, and had not just moved. */
  function due(wave: string, readers: readonly (readonly string[])[], met: Met, fail: Fail): void {
    const { kind, ledger: own, holidays, campaign } = met
    const span = ERRANDS[wave]?.around?.[kind]
    const { canceled, meeting } = lastStage(own)
    const isQuiet = own.stages.every(({ paused }) => !paused) && own.lastResumedAt === 0
    if (!span || canceled || !isQuiet || campaign.status === 'paused' || !campaign.scheduledAt) return
    const from = span.from(meeting, holidays)
    const acks = own.stages.map(({ ackedAt = Number.POSITIVE_INFINITY }) => ackedAt)
    const { until, again } = scene.weather
    const calm = Math.max(until, Date.parse(campaign.scheduledAt), own.lastSignedAt, ...acks)
    const isFoul = again !== undefined && from > again.from - DAY_MILLIS && from < again.until + DAY_MILLIS
    if (calm > from - DAY_MILLIS || isFoul || timeline.now() < from + DAY_MILLIS) return
    for (const addresses of readers) {
      // Whose address the carrier has refused is written to no more.
      if (addresses.some(email => storage.get(`suppression#${scene.partnership}`, email))) continue
      const got = [...taken].some(
        ([key, letters]) =>
          namedBy(key)?.campaign.id === campaign.id &&
          letters.some(each => each.wave === wave && addresses.includes(each.to[0] ?? '')),
      )
      if (!got) fail('nothing is lost', `${wave} of a ${kind} for ${addresses.join(' or ')}`)
    }
  }

  return {
    applied({ partition, key, value }: Applied, run: Run | undefined) {
      if (!partition.startsWith('errand#')) return
      const { attempt, status } = value as { attempt: string; status: string }
      if (status !== 'claimed' || claims.has(attempt)) return
      const at = timeline.now()
      claims.set(attempt, {
        key,
        at,
        clock: at + (run?.process.skew ?? 0),
        lookedAt: Math.max(run?.lookedAt ?? at, run?.beganAt ?? at),
      })
    },
    read(letter) {
      if (letter.invitation !== undefined || !ERRANDS[letter.wave]) return false
      check(letter)
      return false
    },
    reckon(fail) {
      for (const [rule, about] of wrong) fail(rule, about)
      const alone = (email: string) => [email]
      const conveners = Object.keys(team)
        .filter(email => team[email] === 'convener')
        .map(alone)
      const helpers = [...Object.keys(team), ...champions].map(alone)
      // An errand follows whoever leads to the address they have by then.
      const leads = [...scene.leads].map(addressesOf)
      for (const id of [scene.campaign, ...scene.besides.keys()]) {
        const met = metOf(id)
        // Nobody is shown the day of a meeting that was never sent out.
        if (!met || (met.kind === 'launch' && met.ledger.begun.size === 0)) continue
        due('run-sheet', helpers, met, fail)
        const told = Date.parse(met.campaign.summary?.at ?? '')
        const morning = ERRANDS['report-due']?.around?.quarterly?.from(lastStage(met.ledger).meeting, []) ?? 0
        if (!(told < morning + DAY_MILLIS)) due('report-due', conveners, met, fail)
        due('agenda-empty', conveners, met, fail)
        if (!scene.besides.get(id)?.isTeams) continue
        if (!met.campaign.agenda) due('team-agenda', leads, met, fail)
        due('after-call', leads, met, fail)
      }
    },
  }
}
