/**
 * What people promise at a table, whoever notes it: whoever promised is reminded a week and a day ahead and asked the day after, and
 * says that it is kept or will not happen, or gives it another day.
 */
import { type CommitmentId, partnershipIdFrom } from '../../../domain/keep/ids.ts'
import type { World } from '../../../functions/keep/ports.ts'
import { type CommitmentWord, tellCommitment } from '../../../functions/teams/commitments.ts'
import { type Deed, doneBefore, lastStage, type Person, type Taken } from '../ledger.ts'
import type { Run } from '../machine.ts'
import { createTurns, insist } from '../scene.ts'
import type { Applied } from '../storage.ts'
import { wallInstant, works } from '../wall.ts'
import { DAY_MILLIS, HOUR, MINUTE } from '../weather.ts'
import type { Play, Stagecraft } from './play.ts'

/** How a promise stands from a deed on: for which day, and whether it is still to be kept. */
interface Stage extends Deed {
  due: string
  open: boolean
}

/** One that somebody made; nobody here makes two. */
interface Noted {
  by: Person
  stages: Stage[]
  got: Taken[]
  turn: ReturnType<typeof createTurns>
  id?: CommitmentId
  /** Nobody knows how it stands: an answer was lost, and what it said came too late when it was tried again. */
  unclear?: true
}

const WHICH: readonly [which: 'week' | 'day' | 'after', subject: RegExp][] = [
  ['week', /^In a week: your commitment for (?<date>.*)$/],
  ['day', /^Due (?<date>.*): your commitment$/],
  ['after', /^Is it done\? Your commitment to your peers$/],
]

/** A day so many days after another. */
export const plus = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + days * DAY_MILLIS).toISOString().slice(0, 10)
function workingDay(date: string, step: 1 | -1): string {
  let day = date
  while (!works(day, [])) day = plus(day, step)
  return day
}
const inWords = (date: string): string =>
  new Date(`${date}T12:00:00Z`).toLocaleDateString('en-US', {
    timeZone: 'UTC',
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    year: 'numeric',
  })

/** Where promises are written down, whatever was said at which table. */
export interface PromiseBook {
  make(by: Person, due: string, note: (world: World, what: string) => Promise<CommitmentId>): void
  mayPromise(person: Person): boolean
  count(): number
  play: Play
}

export function createPromiseBook({ scene, luck }: Stagecraft): PromiseBook {
  const { ledger, timeline, storage, partnership } = scene
  const id = partnershipIdFrom(partnership)
  const promises: Noted[] = []
  const claims = new Map<string, { at: number; clock: number; lookedAt: number }>()
  /** How each reminder stands that was claimed, by its document. */
  const stands = new Map<string, string>()
  const wrong: [rule: string, about: string][] = []
  const emailOf = ({ emails }: Person) => emails.at(-1)?.email ?? ''
  const { zone } = lastStage(ledger).meeting
  const morning = (date: string) => wallInstant(date, '09:00', zone)

  /** When a reminder of a day may leave, and until when. */
  const times = (due: string): Record<(typeof WHICH)[number][0], [from: number, until: number]> => {
    const [week, day, after] = [
      workingDay(plus(due, -7), -1),
      workingDay(plus(due, -1), -1),
      workingDay(plus(due, 1), 1),
    ]
    return {
      week: [morning(week), morning(day)],
      day: [morning(day), morning(plus(due, 1))],
      after: [morning(after), morning(plus(after, 14))],
    }
  }

  /** Writes down what somebody promised for a day by `note`, which answers its id. */
  function make(by: Person, due: string, note: (world: World, what: string) => Promise<CommitmentId>): void {
    const made: Noted = { by, stages: [], got: [], turn: createTurns() }
    const stage: Stage = { invokedAt: timeline.now(), due, open: true }
    const what = `train ${1 + luck.below(9)} people`
    promises.push(made)
    made.stages.push(stage)
    insist(
      scene,
      `it is noted what ${by.name} promised by ${due}`,
      stage,
      world => note(world, what),
      found => {
        made.id = found
      },
    )
  }

  /** Who may promise something: nothing of theirs is on its way, they are written to, and have promised nothing yet. */
  const mayPromise = (person: Person): boolean => {
    const { added, removed, nowhere, standsFor, walkedIn, spoiled, emails } = person
    const settled = emails.every(({ ackedAt }) => ackedAt !== undefined) && added.ackedAt !== undefined
    const isFree = !promises.some(({ by }) => by === person)
    return settled && isFree && !(removed || nowhere || standsFor || walkedIn || spoiled)
  }

  /** The owner's word by the link of a reminder. */
  function tells(made: Noted): void {
    made.turn.push(next => {
      const { id: commitment, by } = made
      const last = made.stages.at(-1)
      if (!commitment || !last || made.unclear) return next()
      const to = plus(new Date(timeline.now()).toISOString().slice(0, 10), 2 + luck.below(10))
      const word: CommitmentWord = luck.happens(0.4)
        ? { do: 'move', to, why: '' }
        : { do: luck.pick(['kept', 'broken'] as const), note: '' }
      const deed: Stage = { invokedAt: timeline.now(), due: last.due, open: false }
      if (word.do === 'move') Object.assign(deed, { due: to, open: true })
      made.stages.push(deed)
      insist(
        scene,
        `${by.name} says of the promise: ${word.do === 'move' ? `by ${to}` : word.do}`,
        deed,
        (world: World) => tellCommitment(world, id, commitment, word, by.name),
        telling => {
          if (telling !== 'noted') made.unclear = true
          next()
        },
      )
    })
  }

  function check(letter: Taken, made: Noted): void {
    const subject = /^Subject: (.*)$/m.exec(letter.text)?.[1]?.trim() ?? ''
    const [which, found] =
      WHICH.map(([name, words]) => [name, words.exec(subject)] as const).find(each => each[1]) ?? []
    const about = `“${subject}” to ${made.by.name}`
    const claim = claims.get(letter.attempt)
    if (!claim || !which) return void wrong.push(['no reminder of a promise without one', about])
    // Whose address is corrected may hear at the right one what had left for another.
    const same = made.got.filter(
      ({ text, to }) => to[0] === letter.to[0] && text.includes(`Subject: ${subject}`),
    ).length
    made.got.push(letter)
    const days = new Set(made.stages.map(({ due }) => due)).size
    if (same >= (which === 'after' ? days : 1)) wrong.push(['nobody is reminded twice of one day', about])
    if (doneBefore(made.by.removed, claim.lookedAt)) wrong.push(['who is on no list is reminded of nothing', about])
    if (made.unclear) return
    const first = made.stages.findLastIndex(stage => doneBefore(stage, claim.lookedAt))
    const seen = made.stages.slice(Math.max(first, 0)).filter(({ invokedAt }) => invokedAt <= claim.at)
    const open = seen.filter(stage => stage.open)
    if (open.length === 0) return void wrong.push(['nobody is reminded of what they have told', about])
    const date = found?.groups?.date
    const meant = open.filter(({ due }) => date === undefined || inWords(due) === date)
    if (meant.length === 0) return void wrong.push(['a reminder names the day that stands', about])
    const isThen = ({ due }: Stage) => {
      const [from, until] = times(due)[which]
      return claim.clock >= from - 5 * MINUTE && claim.clock < until + 5 * MINUTE
    }
    if (!meant.some(isThen)) wrong.push(['a reminder comes on its day', about])
  }

  const play: Play = {
    applied({ partition, key, value }: Applied, run: Run | undefined) {
      if (!partition.startsWith('errand#')) return
      const { kind, attempt, status } = value as { kind: string; attempt: string; status: string }
      if (kind !== 'commitment') return
      stands.set(key, status)
      if (status !== 'claimed' || claims.has(attempt)) return
      const at = timeline.now()
      claims.set(attempt, { at, clock: at + (run?.process.skew ?? 0), lookedAt: run?.beganAt ?? at })
    },
    read(letter) {
      if (letter.wave !== 'commitment') return false
      const to = letter.to[0]?.toLowerCase() ?? ''
      // Whoever promised may have had another address when they did.
      const made = promises.find(({ by }) => by.emails.some(({ email }) => email.toLowerCase() === to))
      if (!made) {
        wrong.push(['no reminder of a promise without one', letter.to.join()])
        return true
      }
      check(letter, made)
      if (luck.happens(0.5)) timeline.at(timeline.now() + luck.between(MINUTE, 2 * DAY_MILLIS), () => tells(made))
      return true
    },
    reckon(fail) {
      for (const [rule, about] of wrong) fail(rule, about)
      const quiet = timeline.now() - 2 * DAY_MILLIS
      const isShown = [...stands.values()].some(status => status !== 'sent')
      for (const { by, stages, got, unclear } of promises) {
        const last = stages.at(-1)
        const { optedOut, barred, removed, listed, freed, refused } = by
        if (!last?.open || last.ackedAt === undefined || unclear || isShown) continue
        if (optedOut || barred || removed || listed || freed || refused) continue
        if (storage.get(`suppression#${partnership}`, emailOf(by).toLowerCase())) continue
        const [from] = times(last.due).after
        const calm = Math.max(from, scene.weather.until, scene.weather.again?.until ?? 0, last.ackedAt)
        if (calm < quiet && !got.some(({ at, text }) => at >= from - HOUR && text.includes('Subject: Is it done?')))
          fail('nothing is lost', `the question how ${by.name} kept what was promised`)
      }
    },
  }
  return { make, mayPromise, count: () => promises.length, play }
}
