import { afterEach, describe, expect, test } from 'vitest'
import { fromMillis, toMillis } from '../../../domain/keep/time.ts'
import type { Clock } from '../../../functions/keep/ports.ts'
import { createPace, type Pace } from '../../../functions/send/pace.ts'
import { makeWorld, START, type TestWorld } from '../../world.ts'

let t: TestWorld
let clock: Clock
afterEach(() => t.close())

/** A clock for several who rest at once: it goes on to whoever wakes first, when nobody has anything else to do, nor waits for the disk. */
function sharedClock(isBusy: () => boolean): Clock {
  let now = toMillis(START)
  const resting: { at: number; wake: () => void }[] = []
  const goOn = () => {
    if (isBusy()) return void setImmediate(goOn)
    const first = resting.sort((a, b) => a.at - b.at).shift()
    if (!first) return
    now = Math.max(now, first.at)
    first.wake()
  }
  return {
    now: () => fromMillis(now),
    rest: millis =>
      new Promise(wake => {
        resting.push({ at: now + Math.max(0, millis), wake })
        setImmediate(goOn)
      }),
  }
}

/** Paces over one account, as several processes have them: each its own, the store and the clock in common. */
function paces(count: number, rate: () => number): Pace[] {
  t = makeWorld()
  const { store, post } = t.world
  const { get, put } = store
  let asked = 0
  const counted = async <T>(asking: Promise<T>): Promise<T> => {
    asked++
    return asking.finally(() => asked--)
  }
  store.get = (...args) => counted(get(...args))
  store.put = (...args) => counted(put(...args))
  clock = sharedClock(() => asked > 0)
  return Array.from({ length: count }, (_, n) =>
    createPace({ store, clock, post: { ...post, rate: async () => rate() }, run: { id: `run${n}`, alone: false } }),
  )
}
const now = () => toMillis(clock.now())

/** Takes that many turns and answers when each came, in milliseconds from now. */
async function take(pace: Pace, turns: number, start = now()): Promise<number[]> {
  const came: number[] = []
  for (let n = 0; n < turns; n++) {
    await pace.turn()
    came.push(now() - start)
  }
  return came
}

/** The most turns in any second. */
function fullest(came: readonly number[]): number {
  const sorted = [...came].sort((a, b) => a - b)
  return Math.max(...sorted.map((at, n) => sorted.filter((other, m) => m >= n && other < at + 1000).length))
}

describe('the pace', () => {
  test.each([1, 2, 7, 14, 50, 200, 500])(
    'at %s a second comes to all of it, and no second holds more than one extra',
    async rate => {
      const [pace] = paces(1, () => rate) as [Pace]
      const turns = Math.max(20, rate * 10)
      const came = await take(pace, turns)
      const seconds = ((came.at(-1) ?? 0) - (came[0] ?? 0)) / 1000
      expect((turns - 1) / seconds / rate).toBeGreaterThanOrEqual(0.99)
      expect(fullest(came)).toBeLessThanOrEqual(rate + 1)
    },
  )

  test('is shared by processes that know nothing of each other: together the rate, and each its part', async () => {
    const three = paces(3, () => 20)
    const start = now()
    const shares = await Promise.all(three.map(pace => take(pace, 100, start)))
    const all = shares.flat()
    expect(Math.max(...all) / 1000).toBeGreaterThanOrEqual((300 - 5) / 20)
    expect(Math.max(...all) / 1000).toBeLessThanOrEqual(300 / 20 / 0.99 + 1)
    for (const came of shares) expect(came.filter(at => at < 6000).length).toBeGreaterThan(30)
  })

  test('is wasted by nobody who wants one turn: a hundred functions with a letter each are through in a hundred turns', async () => {
    const hundred = paces(100, () => 20)
    const start = now()
    const came = (await Promise.all(hundred.map(pace => take(pace, 1, start)))).flat()
    expect(Math.max(...came) / 1000).toBeLessThanOrEqual(100 / 20 + 2.5)
    expect(fullest(came)).toBeLessThanOrEqual(20 + 1)
  })

  test('costs next to nothing for whoever is alone, and a newcomer soon gets an equal part', async () => {
    const [alone, newcomer] = paces(2, () => 20) as [Pace, Pace]
    const { get, put } = t.world.store
    const asked = { get: 0, put: 0 }
    t.world.store.get = async (...args) => {
      asked.get++
      return get(...args)
    }
    t.world.store.put = async (...args) => {
      asked.put++
      return put(...args)
    }
    await take(alone, 600)
    expect(asked.get).toBe(1)
    expect(asked.put).toBeLessThan(600 / 20 / 2)
    const start = now()
    const [before, after] = (await Promise.all([take(alone, 400, start), take(newcomer, 200, start)])) as [
      number[],
      number[],
    ]
    expect(after[0]).toBeLessThan(4500)
    const [from, to] = [after[0] ?? 0, after.at(-1) ?? 0]
    const meanwhile = before.filter(at => at >= from && at <= to).length
    expect(meanwhile / 200).toBeGreaterThan(0.8)
    expect(meanwhile / 200).toBeLessThan(1.25)
    expect(fullest([...before, ...after])).toBeLessThanOrEqual(21 + 1)
  })

  test('follows a quota that is cut under way', async () => {
    let rate = 50
    const [pace] = paces(1, () => rate) as [Pace]
    await take(pace, 100)
    rate = 5
    await take(pace, 600)
    const came = await take(pace, 50)
    expect(fullest(came)).toBeLessThanOrEqual(6)
  })

  test('leaves an overrun carrier alone, longer each time, and comes back to the full rate', async () => {
    const [pace, other] = paces(2, () => 10) as [Pace, Pace]
    await take(pace, 5)
    const overrun = { outcome: 'later', detail: 'throttled', overrun: true } as const
    await pace.learn(overrun)
    const [first = 0] = await take(pace, 1)
    expect(first).toBeGreaterThanOrEqual(1000)
    await pace.learn(overrun)
    const [second = 0] = await take(pace, 1)
    expect(second).toBeGreaterThanOrEqual(2000)
    await pace.learn(overrun)
    await pace.learn({ outcome: 'later', detail: 'one mailbox is full' })
    const [elsewhere = 0] = await take(other, 1)
    expect(elsewhere).toBeGreaterThanOrEqual(3900)
    await pace.learn({ outcome: 'sent' })
    const came = await take(pace, 50)
    expect(50 / (((came.at(-1) ?? 0) - (came[0] ?? 0)) / 1000)).toBeGreaterThan(9.9)
  })

  test('leaves a carrier alone as long as it asks to be, and by all who send for the account', async () => {
    const [pace, other] = paces(2, () => 10) as [Pace, Pace]
    await take(pace, 5)
    const began = now()
    const throttled = { outcome: 'later', detail: 'throttled', overrun: true } as const
    await pace.learn(throttled)
    await pace.learn({ ...throttled, after: 90 })
    await pace.learn({ ...throttled, after: 30 })
    await take(other, 1)
    expect(now() - began).toBeGreaterThanOrEqual(90_000 - 100)
    await take(pace, 1)
    expect(now() - began).toBeGreaterThanOrEqual(90_000)
    expect(now() - began).toBeLessThan(92_000)
  })

  test('tells at once whoever would have to wait too long, and keeps the turn for the next', async () => {
    const [pace] = paces(1, () => 1) as [Pace]
    await take(pace, 3)
    await pace.learn({ outcome: 'later', detail: 'throttled', overrun: true })
    const start = now()
    expect(await pace.turn(clock.now())).toBe(false)
    expect(now()).toBe(start)
    expect(await take(pace, 1)).toEqual([1000])
    const taken = now()
    expect(await pace.turn(fromMillis(now() + 500))).toBe(false)
    expect(now()).toBe(taken)
    expect(await pace.turn(fromMillis(now() + 5000))).toBe(true)
    expect(now() - taken).toBeLessThanOrEqual(1000 + 3)
  })

  test('gives a turn that is free to whoever must not wait, and tells at once where none is', async () => {
    const [pace, other] = paces(2, () => 10) as [Pace, Pace]
    expect(await pace.free()).toBe(true)
    expect(await pace.free()).toBe(false)
    expect(await other.free()).toBe(false)
    expect(now()).toBe(toMillis(START))
    await clock.rest(100)
    expect(await other.free()).toBe(true)
    expect(await pace.free()).toBe(false)
    expect(now()).toBe(toMillis(START) + 100)
  })

  test('takes no turn for whoever found none free, however often they ask', async () => {
    const [pace, other] = paces(2, () => 10) as [Pace, Pace]
    await take(pace, 1)
    for (let n = 0; n < 100; n++) expect(await other.free()).toBe(false)
    const came = await take(pace, 20)
    expect((came.at(-1) ?? 0) / 1000).toBeLessThanOrEqual(20 / 10 / 0.99)
  })

  test('has no free turn for anybody while others of the process wait for theirs, or the carrier is left alone', async () => {
    const [pace] = paces(1, () => 10) as [Pace]
    const waves = Promise.all([take(pace, 30), take(pace, 30)])
    let found = 0
    for (let n = 0; n < 200; n++) {
      await new Promise(setImmediate)
      if (await pace.free()) found++
    }
    expect(found).toBe(0)
    await waves
    await clock.rest(2000)
    await pace.learn({ outcome: 'later', detail: 'throttled', overrun: true })
    expect(await pace.free()).toBe(false)
    await clock.rest(1000)
    expect(await pace.free()).toBe(true)
  })

  test('without a limit makes nobody wait', async () => {
    const [pace] = paces(1, () => Number.POSITIVE_INFINITY) as [Pace]
    expect((await take(pace, 1000)).at(-1)).toBe(0)
  })
})
