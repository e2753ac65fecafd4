/**
 * Hands out the account's turns to send, evenly by the clock. Blocks of turns are taken from one document, so that
 * several waves, in one process or in many, share one rate fairly; within a process the turns of a block go to whoever
 * asked first, and no second holds more than the rate allows and one. A token bucket, kept as the instant of the next free
 * turn (the generic cell rate algorithm of ITU-T I.371); a carrier that is overrun is left alone by exponential backoff.
 */

import { type Instant, SECOND, toMillis } from '../../domain/keep/time.ts'
import { fraction } from '../../domain/send/fraction.ts'
import { type Read, read, refOf, write } from '../keep/documents.ts'
import type { Keeps, Post, PostOutcome, World } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'

export interface Pace {
  /** Comes back when it is the caller's turn; at once, and with false, where that would only be after `until`. */
  turn(until?: Instant): Promise<boolean>
  /** Takes a turn if one is free at this moment; never waits for one, and takes none ahead of time. */
  free(): Promise<boolean>
  /** What became of a letter: a carrier that is overrun is left alone for a while, longer each time. */
  learn(outcome: PostOutcome): Promise<void>
}

/**
 * Seconds' worth of turns taken at a time. Where others send for the same account too, blocks are short, so that each
 * gets its part; who is alone takes twice as many each time, for every block is a write. One that dies wastes no more
 * than that, and a newcomer waits no longer. The first has a turn for each who waits for one and no more: a thousand functions with a
 * letter each would otherwise waste a thousand blocks.
 */
const BLOCK = 0.25
const LONGEST_BLOCK = 4
/** Who meets others at the document comes back after so many milliseconds at most, twice as many each time: all of them do, at a moment of their own. */
const FIRST_BACKOFF = 200
const LONGEST_BACKOFF = 16 * SECOND
/** Then something is wrong. */
const TRIES = 50
/** Turns found this late are given up: they belong to a time that has passed. */
const LATE = SECOND
/** The rate is asked for anew after so long, for a quota can be cut while a wave runs. */
const RATE_LASTS = 10 * SECOND
/** A second, and what a clock and a wakened process may be out by. */
const WINDOW = SECOND + 3
const FIRST_REST = SECOND
const LONGEST_REST = 64 * SECOND

/** When the next turn of the account is free, in milliseconds. */
const turnsRef = refOf(DOCUMENTS.turns)

const paces = new WeakMap<Post, Pace>()

/** The pace of this process to its carrier. Everything that sends asks it for its turn. */
export function paceOf(world: Keeps & Pick<World, 'clock' | 'post' | 'run'>): Pace {
  const known = paces.get(world.post)
  if (known) return known
  const made = createPace(world)
  paces.set(world.post, made)
  return made
}

/** The same pace for whoever must not wait for it: a turn that is not free at once is none. */
export const whenFree = (pace: Pace): Pace => ({ ...pace, turn: () => pace.free() })

/** The pace of whoever has time until then: a turn that comes later is none. `isOver` says whether to begin nothing more. */
export function paceUntil(
  world: Keeps & Pick<World, 'clock' | 'post' | 'run'>,
  until: Instant | undefined,
): Pace & { isOver(): boolean } {
  const pace = paceOf(world)
  let late = false
  return {
    ...pace,
    async turn() {
      const mine = await pace.turn(until)
      late ||= !mine
      return mine
    },
    isOver: () => late || (until !== undefined && world.clock.now() >= until),
  }
}

export function createPace({ store, post, clock, run }: Pick<World, 'store' | 'post' | 'clock' | 'run'>): Pace {
  const millis = () => toMillis(clock.now())
  const backoff = (tries: number) =>
    Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** (tries - 1)) * fraction(`${run.id} ${tries} ${clock.now()}`)
  let rate = { value: 1, until: Number.NEGATIVE_INFINITY }
  /** Turns in hand, as instants. */
  let block: number[] = []
  let seconds = BLOCK
  /** What this process wrote last. While it stands nobody else took turns, and it need not be read again. */
  let own: Read<{ next: number }> | undefined
  /** When the last turns were used, as many as a second may hold. */
  let used: number[] = []
  let rest = 0
  let restsUntil = Number.NEGATIVE_INFINITY
  let queue: Promise<unknown> = Promise.resolve()
  /** How many stand in the queue. */
  let waiting = 0

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    waiting++
    const mine = queue.then(work).finally(() => waiting--)
    queue = mine.catch(() => undefined)
    return mine
  }

  async function rateNow(): Promise<number> {
    if (millis() >= rate.until) rate = { value: await post.rate(), until: millis() + RATE_LASTS }
    return rate.value
  }

  /** Takes the account's next turns: as many as a block has, `gap` milliseconds apart, none before `from`. */
  async function reserve(sizeOf: () => number, gap: number, from: number): Promise<number[]> {
    for (let tries = 1; ; tries++) {
      const found = own ?? (await read(store, turnsRef))
      const count = sizeOf()
      const first = Math.max(found?.value.next ?? 0, from)
      const value = { ...found?.value, next: first + count * gap }
      const version = await write(store, turnsRef, value, found?.version)
      if (version !== 'conflict') {
        own = { value, version }
        return Array.from({ length: count }, (_, n) => first + n * gap)
      }
      if (tries >= TRIES) throw new Error('too many want a turn at once')
      seconds = BLOCK
      if (own === undefined) await clock.rest(backoff(tries))
      own = undefined
    }
  }

  function giveUpLate(now: number): void {
    if ((block[0] ?? now) >= now - LATE) return
    block = block.filter(at => at >= now - LATE)
    if (block.length === 0) seconds = BLOCK
  }

  /** From when on this second holds another turn. */
  function hasRoom(perSecond: number): number {
    const most = Math.floor(perSecond) + 1
    return used.length >= most ? (used.at(-most) ?? 0) + WINDOW : 0
  }

  function use(perSecond: number): true {
    used = [...used, millis()].slice(-(Math.floor(perSecond) + 1))
    return true
  }

  async function next(until: Instant | undefined): Promise<boolean> {
    const perSecond = await rateNow()
    if (!Number.isFinite(perSecond)) return true
    const now = millis()
    giveUpLate(now)
    if (block.length === 0) {
      const turns = () => Math.max(1, Math.min(Math.floor(perSecond * seconds), waiting * (seconds / BLOCK) ** 2))
      block = await reserve(turns, SECOND / perSecond, Math.max(now, restsUntil))
      seconds = Math.min(LONGEST_BLOCK, 2 * seconds)
    }
    const due = Math.max(block[0] ?? now, restsUntil, hasRoom(perSecond))
    if (until !== undefined && due > toMillis(until)) return false
    block.shift()
    const wait = due - millis()
    if (wait > 0) await clock.rest(wait)
    return use(perSecond)
  }

  async function takeFree(): Promise<boolean> {
    const perSecond = await rateNow()
    if (!Number.isFinite(perSecond)) return true
    const now = millis()
    giveUpLate(now)
    if (Math.max(restsUntil, hasRoom(perSecond), block[0] ?? now) > now) return false
    if (block.shift() !== undefined) return use(perSecond)
    for (let tries = 0; tries < 2; tries++) {
      const found = own ?? (await read(store, turnsRef))
      if ((found?.value.next ?? now) > now) return false
      const value = { ...found?.value, next: now + SECOND / perSecond }
      const version = await write(store, turnsRef, value, found?.version)
      own = version === 'conflict' ? undefined : { value, version }
      if (own) return use(perSecond)
    }
    return false
  }

  return {
    turn: until => inTurn(() => next(until)),
    free: async () => waiting === 0 && (await inTurn(takeFree)),
    async learn(outcome) {
      if (outcome.outcome === 'sent') rest = 0
      if (outcome.outcome !== 'later' || !outcome.overrun) return
      const now = millis()
      const asked = now + (outcome.after ?? 0) * SECOND
      if (now >= restsUntil) {
        rest = Math.min(LONGEST_REST, rest === 0 ? FIRST_REST : 2 * rest)
        restsUntil = now + rest
      } else if (asked <= restsUntil) return
      restsUntil = Math.max(restsUntil, asked)
      block = []
      seconds = BLOCK
      // Others who send for the same account wait as well.
      const perSecond = await rateNow()
      if (Number.isFinite(perSecond)) await reserve(() => 0, 0, restsUntil)
    },
  }
}
