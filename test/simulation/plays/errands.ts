/** Errands: each goes to the person it is for, once for its occasion, not before its hour, and not when it is over. */
import { doneBefore, lastStage, type Taken } from '../ledger.ts'
import type { Run } from '../machine.ts'
import type { Applied } from '../storage.ts'
import { endOf, startOf, wallInstant, works } from '../wall.ts'
import { DAY_MILLIS, MINUTE } from '../weather.ts'
import type { Play, Stagecraft } from './play.ts'

/** What a claim of an errand tells: its document, and what whoever claimed it had looked at. */
interface Claimed {
  key: string
  at: number
  clock: number
  lookedAt: number
}

/** Who may get what, by the part they have. */
const READERS: Record<string, readonly ('convener' | 'team' | 'champion' | 'guest')[]> = {
  approve: ['champion'],
  'summary-due': ['convener'],
  notes: ['convener', 'team'],
  'run-sheet': ['convener', 'team', 'champion'],
  digest: ['convener'],
  commitment: ['champion', 'guest'],
}
/** What may come only so often to one person of one occasion; each move makes another. */
const MOST: Record<string, number> = { 'run-sheet': 1, 'summary-due': 1, notes: 1 }

export function createErrands({ scene }: Stagecraft, team: Readonly<Record<string, 'convener' | 'team'>>): Play {
  const { ledger, timeline } = scene
  const claims = new Map<string, Claimed>()
  const taken = new Map<string, Taken[]>()
  const wrong: [rule: string, about: string][] = []

  const partOf = (email: string) =>
    team[email] ??
    (/^(ann@lee|bob@ruiz)\.example$/.test(email)
      ? 'champion'
      : [...ledger.people.values()].some(({ emails }) => emails.some(each => each.email === email))
        ? 'guest'
        : undefined)

  function check(letter: Taken): void {
    const { wave, to, attempt, text } = letter
    const email = to[0] ?? ''
    const about = `${wave} to ${email}`
    const claim = claims.get(attempt)
    if (!claim) return void wrong.push(['no errand without a claim', about])
    const part = partOf(email)
    if (to.length !== 1 || !part || !READERS[wave]?.includes(part))
      wrong.push(['an errand goes to the person it is for', about])
    const before = taken.get(claim.key) ?? []
    taken.set(claim.key, [...before, letter])
    if (before.length > 0) wrong.push(['no errand is delivered twice', about])
    // The same words to the same person are the same errand, whatever its document is called.
    const subject = /^Subject: (.*)$/m.exec(text)?.[1] ?? ''
    const same = [...taken.values()].flat().filter(each => each.wave === wave && each.to[0] === email)
    const alike = same.filter(each => each.text.includes(`Subject: ${subject}`)).length
    const moves = ledger.stages.filter(({ what }) => what === 'move').length
    if (alike > (MOST[wave] ?? Number.POSITIVE_INFINITY) * (1 + moves)) wrong.push(['no errand comes again', about])
    moment(wave, claim, about)
    if (wave === 'digest') {
      const { zone } = lastStage(ledger).meeting
      const day = (at: number) => new Date(at).toLocaleDateString('en-CA', { timeZone: zone })
      if (!works(day(claim.clock), scene.holidays)) wrong.push(['a digest comes on a working day', about])
      if (same.filter(each => day(each.at) === day(letter.at)).length > 1 + moves)
        wrong.push(['one digest a day', about])
    }
    const person = [...ledger.people.values()].find(({ emails }) => emails.some(each => each.email === email))
    if (part === 'guest' && person && doneBefore(person.optedOut, claim.lookedAt))
      wrong.push(['nothing to who has opted out', about])
  }

  function moment(wave: string, { clock, lookedAt }: Claimed, about: string): void {
    if (wave === 'digest' || wave === 'commitment') return
    const stages = ledger.stages.filter(({ invokedAt }) => invokedAt <= clock + 5 * MINUTE)
    const last = stages.at(-1)
    if (last?.canceled && doneBefore(last, lookedAt)) wrong.push(['no errand of a meeting that is off', about])
    const early = Math.min(
      ...stages.map(({ meeting }) => {
        if (wave !== 'run-sheet') return endOf(meeting)
        const eve = new Date(Date.parse(`${meeting.date}T12:00:00Z`) - DAY_MILLIS).toISOString().slice(0, 10)
        return wallInstant(eve, '13:00', meeting.zone)
      }),
    )
    if (clock < early) wrong.push(['no errand before its hour', about])
    if (wave === 'run-sheet' && clock > Math.max(...stages.map(({ meeting }) => startOf(meeting))) + 5 * MINUTE)
      wrong.push(['no run sheet when the meeting has begun', about])
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
      if (letter.invitation !== undefined || !READERS[letter.wave]) return false
      check(letter)
      return false
    },
    reckon(fail) {
      for (const [rule, about] of wrong) fail(rule, about)
      const { canceled, meeting } = lastStage(ledger)
      const eve = startOf(meeting) - DAY_MILLIS
      // Nobody is shown the day of a meeting that was never sent out.
      if (canceled || ledger.begun.size === 0 || scene.weather.until > eve - DAY_MILLIS) return
      const helpers = [...Object.keys(team), 'ann@lee.example', 'bob@ruiz.example']
      const barred = (email: string) => scene.storage.get(`suppression#${scene.partnership}`, email) !== undefined
      // Whose address the carrier has refused is written to no more.
      for (const email of helpers)
        if (
          !barred(email) &&
          ![...taken.values()].flat().some(({ wave, to }) => wave === 'run-sheet' && to[0] === email)
        )
          fail('nothing is lost', `run sheet for ${email}`)
    },
  }
}
