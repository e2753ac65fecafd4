/** One season's stage: who there is, where it plays, and how somebody gets something done however often it fails. */
import type { Settings, World } from '../../functions/keep/ports.ts'
import type { Deed, Ledger, Person, Taken } from './ledger.ts'
import type { Luck } from './luck.ts'
import type { Outcome } from './machine.ts'
import type { Rules } from './rules.ts'
import type { Storage } from './storage.ts'
import type { Timeline } from './timeline.ts'
import { HOUR, MINUTE, type Place, type Weather } from './weather.ts'

export type Door = 'web' | 'mail' | 'note' | 'release' | 'sweep'

/** A meeting that is played beside the season's own, held against a ledger of its own. */
interface Beside {
  ledger: Ledger
  rules: Rules
  /** It is the call of an action team that is one, with a lead. */
  isTeams?: true
  /** A letter of it reached somebody. */
  read(letter: Taken): void
}

export interface Scene {
  place: Place
  luck: Luck
  timeline: Timeline
  weather: Weather
  storage: Storage
  /** Raw messages that came in, by id. */
  mail: Map<string, Uint8Array>
  ledger: Ledger
  /** By the ids of their campaigns. */
  besides: Map<string, Beside>
  /** Hears whose address is corrected on which list. */
  readdressed?: (person: Person, deed: Deed & { email: string }) => void
  /** Those who lead an action team. */
  leads: Set<Person>
  settings: Settings
  campaign: string
  partnership: string
  holidays: string[]
  trace: (line: () => string) => void
  /** Runs a task behind a door; where no process lives it ends at once, as a refused connection does. */
  serve<T>(door: Door, name: string, task: (world: World) => Promise<T>, over: (outcome: Outcome<T>) => void): void
}

/** Does something again and again until it is done; only then is it known to be. Answers through `then`. */
export function insist<T>(
  scene: Scene,
  name: string,
  deed: Deed,
  task: (world: World) => Promise<T>,
  then: (value: T) => void = () => {},
  door: Door = 'web',
): void {
  const { timeline, luck, trace } = scene
  deed.invokedAt = timeline.now()
  let tries = 0
  const attempt = () => {
    tries++
    scene.serve(door, name, task, outcome => {
      if (typeof outcome === 'object' && 'done' in outcome) {
        deed.ackedAt = timeline.now()
        trace(() => `${name}: done ${JSON.stringify(outcome.done) ?? ''}`)
        then(outcome.done)
        return
      }
      const wait = Math.min(4 * HOUR, MINUTE * 3 ** Math.min(tries, 6)) * luck.between(0.5, 1)
      timeline.at(timeline.now() + wait, attempt)
    })
  }
  attempt()
}

/** One thing after the other, as one person does them. */
export function createTurns(): { push(task: (next: () => void) => void): void } {
  const waiting: ((next: () => void) => void)[] = []
  let busy = false
  const next = () => {
    const task = waiting.shift()
    busy = task !== undefined
    task?.(next)
  }
  return {
    push(task) {
      waiting.push(task)
      if (!busy) next()
    },
  }
}
