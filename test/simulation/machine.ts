/**
 * Processes, and the ports as they see them. Every call of a port is an event that acts at one instant and comes back at
 * another, if it does; the process may have died in between, or may stand still and go on much later.
 */

import type { Outgoing, Settings, Timetable, World } from '../../functions/keep/ports.ts'
import { listWork } from '../../functions/list/list-work.ts'
import type { Carrier } from './carrier.ts'
import type { Luck } from './luck.ts'
import type { Storage } from './storage.ts'
import type { Timeline } from './timeline.ts'
import { drawFault, drawLatency, MINUTE, type Place, type Weather } from './weather.ts'

export interface Process {
  id: string
  skew: number
  dead: boolean
  frozenUntil: number
  runs: Set<Run>
}

/** One task in a process, with the world as it sees it. */
export interface Run {
  name: string
  process: Process
  world: World
  /** What it knows it has read since. */
  beganAt: number
  /** When it last looked at a campaign, and at who is not to be written to. */
  lookedAt: number
  /** When it last read a campaign, for whatever reason. */
  readAt: number
  listedAt?: number
  over: boolean
  /** Works that go on in it although it has answered. */
  behind: number
  end(outcome: Outcome<unknown>): void
}

export type Outcome<T> = { done: T } | { failed: unknown } | 'died'

/** The schedules of a place, as its Timetable port acts on them. */
export interface Schedules {
  set: (schedule: Parameters<Timetable['set']>[0]) => void
  remove: (name: string) => void
  list: (campaign: string) => Awaited<ReturnType<Timetable['list']>>
}

export interface MachineNeeds {
  place: Place
  luck: Luck
  weather: Weather
  timeline: Timeline
  storage: Storage
  mail: Map<string, Uint8Array>
  carrier: Carrier
  schedules: Schedules
  settings: Settings
  trace: (line: () => string) => void
  /** The run whose call acts now, for those who watch. */
  acting: { run: Run | undefined }
  onDeath(process: Process): void
  onFreeze(): void
  onRefused(message: Outgoing): void
}

export interface Machine {
  start(): Process
  kill(process: Process, why: string): void
  /** Runs a task in a process. `limit`: milliseconds after which it is ended. */
  run<T>(
    process: Process,
    name: string,
    task: (world: World) => Promise<T>,
    over: (outcome: Outcome<T>) => void,
    options?: { limit?: number },
  ): void
  /** Copies what is noted of the letters that its relay took; what is answered puts it back. */
  copy(): () => void
}

const isGone = ({ process, over, behind }: Run): boolean => process.dead || (over && behind === 0)

export function createMachine(needs: MachineNeeds): Machine {
  const { place, luck, weather, timeline, storage, carrier, schedules, trace, acting } = needs
  const { rates } = weather
  const alone = place !== 'cloud'
  const noted = new Set<string>()
  const foul = () => weather.isFoul(timeline.now())

  function kill(process: Process, why: string): void {
    if (process.dead) return
    process.dead = true
    trace(() => `process ${process.id} dies: ${why}`)
    const { runs } = process
    process.runs = new Set()
    for (const run of runs) finish(run, 'died')
    needs.onDeath(process)
  }

  function finish(run: Run, outcome: Outcome<unknown>): void {
    if (run.over) return
    run.over = true
    run.process.runs.delete(run)
    run.end(outcome)
  }

  /** `act` happens for whoever asked, whether they still live or not: the request was on its way. */
  function call<T>(run: Run, port: string, act: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (isGone(run)) return
      const fault = drawFault(luck, weather, timeline.now())
      const { there, back } = drawLatency(luck, fault)
      const acts = fault === 'hangs' ? luck.happens(0.5) : fault !== 'fails before it acts'
      if (fault !== 'none') trace(() => `${run.name} ${run.process.id}: ${port} ${fault}`)
      let result: T | undefined
      const doIt = () => {
        acting.run = run
        result = act()
        acting.run = undefined
      }
      if (mayEnd(run, port)) {
        if (acts && luck.happens(0.5)) timeline.at(timeline.now() + there, doIt)
        return
      }
      // Instants are too large to hold every part of a millisecond: what is sooner is only known of the sums.
      const at = timeline.now() + there
      const over = timeline.now() + back
      if (acts && at < over) timeline.at(at, doIt)
      if (fault === 'hangs') return
      timeline.at(over, () => {
        if (acts && at >= over) doIt()
        whenAwake(run, () => {
          if (fault === 'none' || fault === 'is slow') resolve(result as T)
          else reject(new Error(`simulated: ${port} ${fault}`))
        })
      })
    })
  }

  /** At any await the process may die, or fall asleep. Answers whether it died. */
  function mayEnd(run: Run, port: string): boolean {
    if (!foul()) return false
    if (luck.happens(rates.death)) {
      weather.count('death')
      kill(run.process, `at ${port} of ${run.name}`)
      return true
    }
    if (luck.happens(rates.freeze)) {
      weather.count('freeze')
      run.process.frozenUntil = timeline.now() + luck.between(MINUTE, 40 * MINUTE)
      needs.onFreeze()
      trace(() => `process ${run.process.id} stands still at ${port} of ${run.name}`)
    }
    return false
  }

  function whenAwake(run: Run, go: () => void): void {
    if (isGone(run)) return
    if (run.process.frozenUntil > timeline.now()) timeline.at(run.process.frozenUntil, () => whenAwake(run, go))
    else go()
  }

  function post(run: Run): World['post'] {
    return {
      reports: place === 'cloud',
      send: message => hand(run, message),
      fateOf: attempt =>
        call(run, 'settle', () => {
          if (place === 'cloud') return 'unknown'
          if (place === 'relay') return noted.has(attempt) ? 'sent' : 'unknown'
          return carrier.took(attempt) ? 'sent' : 'not sent'
        }),
      rate: async () => carrier.rate(timeline.now()),
    }
  }

  function hand(run: Run, message: Outgoing): ReturnType<World['post']['send']> {
    return new Promise(resolve => {
      if (isGone(run)) return
      const { outcome, takes, back } = carrier.draw(timeline.now())
      const { wave, attempt } = message
      if (outcome?.outcome === 'refused' && outcome.because === 'address') needs.onRefused(message)
      trace(
        () =>
          `${run.name} ${run.process.id}: hands over ${wave} ${message.invitation ?? ''} ${attempt}: ${outcome?.outcome ?? 'hangs'}${takes === undefined ? ', not taken' : ''}`,
      )
      const take = () => {
        acting.run = run
        carrier.take(message)
        acting.run = undefined
      }
      if (mayEnd(run, 'send')) {
        if (takes !== undefined && luck.happens(0.5)) timeline.at(timeline.now() + takes, take)
        return
      }
      if (takes !== undefined) timeline.at(timeline.now() + takes, take)
      if (!outcome) return
      timeline.at(timeline.now() + back, () =>
        whenAwake(run, () => {
          if (outcome.outcome === 'sent' && !(foul() && luck.happens(rates.after))) noted.add(attempt)
          resolve(outcome)
        }),
      )
    })
  }

  function worldOf(run: Run): World {
    const { process } = run
    const store: World['store'] = {
      get: (partition, key) =>
        call(run, 'get', () => {
          // Whoever decides reads the partnership right after the campaign; others ask the campaign only whose it is.
          if (key === 'campaign') run.readAt = timeline.now()
          if (key === 'partnership') run.lookedAt = run.readAt
          return storage.get(partition, key)
        }),
      put: (partition, key, value, seen) => call(run, 'put', () => storage.put(partition, key, value, seen)),
      remove: (partition, key, seen) => call(run, 'remove', () => storage.remove(partition, key, seen)),
      list: (partition, options) =>
        call(run, 'list', () => {
          if (partition.startsWith('suppression#')) run.listedAt = timeline.now()
          return storage.list(partition, options)
        }),
    }
    return {
      run: { id: process.id, alone },
      lists: listWork({ store }),
      store,
      post: post(run),
      mailbox: {
        keep: (id, bytes) => call(run, 'keep', () => void needs.mail.set(id, bytes)),
        read: id => call(run, 'mail', () => needs.mail.get(id)),
        forget: async () => 0,
      },
      names: { txt: async () => 'unknown', mx: async () => 'unknown', addresses: async () => 'unknown' },
      timetable: {
        set: schedule => call(run, 'set', () => schedules.set(schedule)),
        remove: name => call(run, 'unset', () => schedules.remove(name)),
        list: campaign => call(run, 'schedules', () => schedules.list(campaign)),
      },
      clock: {
        now: () => new Date(Math.floor(timeline.now() + process.skew)).toISOString(),
        rest: millis =>
          new Promise(resolve => {
            if (isGone(run)) return
            timeline.at(timeline.now() + Math.max(0, millis), () => whenAwake(run, resolve))
          }),
      },
      chance: { id: bytes => luck.id(bytes) },
      log: {
        info: (event, facts) => trace(() => `${run.name} ${process.id}: ${event} ${JSON.stringify(facts ?? {})}`),
        error: (event, facts) =>
          trace(() => `${run.name} ${process.id}: ERROR ${event} ${JSON.stringify(facts ?? {})}`),
      },
      settings: needs.settings,
      // A function stands still when it has answered; a process goes on, unless it dies first.
      ...(alone ? { afterwards: work => goOn(run, work) } : {}),
    }
  }

  function goOn(run: Run, work: () => Promise<void>): void {
    run.behind++
    trace(() => `${run.name} ${run.process.id}: goes on afterwards`)
    work().finally(() => run.behind--)
  }

  /** What stands still at that moment is not ended, and goes on beyond its time. */
  function endAfter(run: Run, limit: number): void {
    timeline.at(timeline.now() + limit, () => {
      if (run.over) return
      if (run.process.frozenUntil > timeline.now()) endAfter(run, run.process.frozenUntil - timeline.now() + limit)
      else kill(run.process, `${run.name} ran out of time`)
    })
  }

  return {
    kill,
    copy() {
      const copied = [...noted]
      return () => {
        noted.clear()
        for (const attempt of copied) noted.add(attempt)
      }
    },
    start() {
      const skew = foul() ? luck.between(-rates.skew, rates.skew) : 0
      return { id: luck.id(5), skew, dead: false, frozenUntil: 0, runs: new Set() }
    },
    run(process, name, task, over, { limit } = {}) {
      const run: Run = {
        name,
        process,
        world: undefined as unknown as World,
        beganAt: timeline.now(),
        lookedAt: 0,
        readAt: 0,
        over: false,
        behind: 0,
        end: over as Run['end'],
      }
      run.world = worldOf(run)
      process.runs.add(run)
      trace(() => `${name} ${process.id}: begins`)
      task(run.world).then(
        done => {
          trace(() => `${name} ${process.id}: ends ${JSON.stringify(done) ?? ''}`)
          finish(run, { done })
        },
        failed => {
          trace(() => `${name} ${process.id}: fails: ${failed}`)
          finish(run, { failed })
        },
      )
      if (limit !== undefined) endAfter(run, limit)
    },
  }
}
