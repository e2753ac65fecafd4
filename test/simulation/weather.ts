/**
 * What goes wrong in one season, and how often. Every season has weather of its own, from calm to foul, so that faults
 * meet alone as well as together; from `until` on nothing goes wrong any more.
 */
import type { Luck } from './luck.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

export type Fault = 'none' | 'fails before it acts' | 'fails after it acted' | 'hangs' | 'is slow'

/** `machine`: one process with an outbox or a relay; `cloud`: many processes, SES, EventBridge Scheduler. */
export type Place = 'outbox' | 'relay' | 'cloud'

interface Rates {
  before: number
  after: number
  hangs: number
  slow: number
  /** That the process dies at an await. */
  death: number
  /** That the process stands still for minutes and then goes on as if nothing had been. */
  freeze: number
  /** That a call of the carrier is cut off: taken or not, nobody knows. */
  cut: number
  throttled: number
  refused: number
  /** Schedules that fire late, twice, never. */
  late: number
  twice: number
  never: number
  /** Events of letters that are lost, doubled, late. */
  eventLost: number
  eventTwice: number
  eventLate: number
  /** Milliseconds a process's clock may be out by. */
  skew: number
}

export interface Weather {
  rates: Rates
  /** No faults after this instant, but for those that come again later. */
  until: number
  /** Once more foul weather, when the meeting is over. */
  again?: { from: number; until: number }
  isFoul(at: number): boolean
  /** How many faults there were, by kind. */
  faults: Map<string, number>
  count(kind: string): void
}

const CALM: Rates = {
  before: 0,
  after: 0,
  hangs: 0,
  slow: 0,
  death: 0,
  freeze: 0,
  cut: 0,
  throttled: 0,
  refused: 0,
  late: 0,
  twice: 0,
  never: 0,
  eventLost: 0,
  eventTwice: 0,
  eventLate: 0,
  skew: 0,
}

/** The worst of each. Whether a fault occurs at all in a season, and how bad it is, is drawn. */
const WORST: Rates = {
  before: 0.03,
  after: 0.03,
  hangs: 0.004,
  slow: 0.05,
  death: 0.02,
  freeze: 0.008,
  cut: 0.15,
  throttled: 0.3,
  refused: 0.02,
  late: 0.5,
  twice: 0.5,
  never: 0.4,
  eventLost: 0,
  eventTwice: 0.3,
  eventLate: 0.5,
  skew: 2 * MINUTE,
}

/** `eventsLost`: events may be lost for good, which makes letters leave twice that nobody could tell had left. */
export function drawWeather(luck: Luck, until: number, eventsLost: boolean): Weather {
  const faults = new Map<string, number>()
  const rates = { ...CALM }
  if (!luck.happens(0.05))
    for (const kind of Object.keys(WORST) as (keyof Rates)[])
      if (luck.happens(0.5)) rates[kind] = WORST[kind] * luck.next() ** 2
  if (eventsLost) rates.eventLost = luck.between(0.01, 0.5)
  const weather: Weather = {
    rates,
    until,
    isFoul: at => at < until || (weather.again !== undefined && at >= weather.again.from && at < weather.again.until),
    faults,
    count: kind => void faults.set(kind, (faults.get(kind) ?? 0) + 1),
  }
  return weather
}

/** What becomes of one call of a port. */
export function drawFault(luck: Luck, { rates, isFoul, count }: Weather, now: number): Fault {
  if (!isFoul(now)) return 'none'
  const { before, after, hangs, slow } = rates
  const drawn = luck.next()
  const fault: Fault =
    drawn < before
      ? 'fails before it acts'
      : drawn < before + after
        ? 'fails after it acted'
        : drawn < before + after + hangs
          ? 'hangs'
          : drawn < before + after + hangs + slow
            ? 'is slow'
            : 'none'
  if (fault !== 'none') count(fault)
  return fault
}

/** Milliseconds until a call has acted, and until its answer is back. */
export function drawLatency(luck: Luck, fault: Fault): { there: number; back: number } {
  const whole = fault === 'is slow' ? luck.between(2 * SECOND, 90 * SECOND) : luck.between(1, 20)
  const there = fault === 'none' && luck.happens(0.6) ? whole : whole * luck.next()
  return { there, back: whole }
}

const DAY_MILLIS = 24 * HOUR

export { DAY_MILLIS, HOUR, MINUTE, SECOND }
