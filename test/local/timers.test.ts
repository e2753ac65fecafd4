import { afterEach, describe, expect, it } from 'vitest'
import { campaignIdFrom } from '../../domain/keep/ids.ts'
import type { Schedule } from '../../functions/keep/ports.ts'
import { waveSchedule } from '../../functions/keep/schedule.ts'
import { DataError } from '../../local/trouble.ts'
import { later, makeWorld, START, type TestWorld, type Wishes } from '../world.ts'

const MINUTE = 60_000
const at = (minutes: number) => later(START, minutes * MINUTE)
const wave = (id: string, minutes: number): Schedule => waveSchedule(campaignIdFrom('c'), id, at(minutes))
const idOf = (schedule: Schedule): string => (schedule.of === 'wave' ? schedule.wave : 'errands')

describe('Timers', () => {
  let made: TestWorld
  /** What was released, and what the clock showed. */
  let fired: [string, string][]
  function world(wishes: Wishes = {}): TestWorld {
    fired = []
    made = makeWorld({
      ...wishes,
      async release(inside, schedule) {
        fired.push([idOf(schedule), inside.clock.now()])
        await wishes.release?.(inside, schedule)
      },
    })
    return made
  }
  afterEach(async () => {
    await made.timers.stop()
    made.close()
  })

  it('lets everything on the way happen in order, each at its own instant', async () => {
    const { timers, timetable, clock } = world()
    for (const schedule of [wave('b', 20), wave('a', 10), wave('later', 99), wave('c', 30)])
      await timetable.set(schedule)
    await timers.runUntil(at(50))
    expect(fired).toEqual([
      ['a', at(10)],
      ['b', at(20)],
      ['c', at(30)],
    ])
    expect(clock.now()).toBe(at(50))
    expect(timetable.all().map(idOf)).toEqual(['later'])
  })

  it('goes to the next thing that happens, and stays where nothing does', async () => {
    const { timers, timetable, clock } = world()
    await timetable.set(wave('overdue', -5))
    await timetable.set(wave('next', 10))
    await timetable.set(wave('later', 20))
    expect(await timers.runNext()).toBe(at(10))
    expect(fired.map(([id]) => id)).toEqual(['overdue', 'next'])
    expect(await timers.runNext()).toBe(at(20))
    expect(await timers.runNext()).toBeUndefined()
    expect(clock.now()).toBe(at(20))
  })

  it('fires what a release adds on the way', async () => {
    const { timers, timetable } = world({
      release: async (inside, schedule) => {
        if (idOf(schedule) === 'first') await inside.timetable.set(wave('second', 15))
      },
    })
    await timetable.set(wave('first', 10))
    await timetable.set(wave('third', 20))
    await timers.runUntil(at(30))
    expect(fired.map(([id]) => id)).toEqual(['first', 'second', 'third'])
  })

  it('keeps a schedule that was moved while it fired', async () => {
    const { timers, timetable } = world({
      release: async (inside, schedule) => {
        if (schedule.at === at(10)) await inside.timetable.set({ ...schedule, at: at(40) })
      },
    })
    await timetable.set(wave('moved', 10))
    await timers.runUntil(at(20))
    expect(timetable.all()).toEqual([wave('moved', 40)])
    await timers.runUntil(at(50))
    expect(fired).toEqual([
      ['moved', at(10)],
      ['moved', at(40)],
    ])
    expect(timetable.all()).toEqual([])
  })

  it('keeps a schedule that failed, lets the others happen, and logs no letter', async () => {
    const { timers, timetable, logged } = world({
      release: async (_, schedule) => {
        if (idOf(schedule) === 'bad') throw new RangeError('no date: "Dear Jane,\n    at jane@ortiz.example"')
      },
    })
    await timetable.set(wave('bad', 10))
    await timetable.set(wave('good', 20))
    await timers.runUntil(at(30))
    expect(fired.map(([id]) => id)).toEqual(['bad', 'good'])
    expect(timetable.all().map(idOf)).toEqual(['bad'])
    expect(logged).toMatchObject([
      { level: 'error', event: 'schedule failed', facts: { schedule: 'c-bad', kind: 'RangeError' } },
    ])
    expect(logged[0]?.facts.where).toContain('timers.test.ts')
    expect(JSON.stringify(logged)).not.toMatch(/jane/i)
  })

  it('says in words what is wrong with the data folder', async () => {
    const { timers, timetable, logged } = world({
      release: async () => {
        throw new DataError('The disk that holds data is full.')
      },
    })
    await timetable.set(wave('bad', 10))
    await timers.runUntil(at(30))
    expect(logged).toMatchObject([{ event: 'schedule failed', facts: { why: 'The disk that holds data is full.' } }])
  })

  it('stops one that sets itself again at the same instant for ever', async () => {
    const { timers, timetable } = world({
      release: async (inside, schedule) => {
        await inside.timetable.set({ ...schedule, at: schedule.at === at(10) ? at(11) : at(10) })
      },
    })
    await timetable.set(wave('loop', 10))
    await timetable.set(wave('good', 20))
    await timers.runUntil(at(30))
    expect(fired.length).toBeLessThan(30)
    expect(fired.at(-1)?.[0]).toBe('good')
  })

  it('sweeps before the clock moves and after', async () => {
    const swept: string[] = []
    const { timers } = world({
      sweep: async inside => {
        swept.push(inside.clock.now())
      },
    })
    await timers.runUntil(at(60))
    expect(swept).toEqual([at(0), at(60)])
  })

  it('fires what is due by itself, also what was due before it started, and takes up nothing once stopped', async () => {
    const { timers, timetable } = world()
    await timetable.set(wave('due', -1))
    await timetable.set(wave('not yet', 1))
    timers.start()
    await expect.poll(() => fired.length, { timeout: 5000 }).toBe(1)
    await timers.stop()
    await timetable.set(wave('after', -1))
    await new Promise(done => setTimeout(done, 1300))
    expect(fired.map(([id]) => id)).toEqual(['due'])
  })

  it('sweeps while a wave goes on, slice by slice, and does not wait for its end', async () => {
    let swept = 0
    const { timers, timetable } = world({
      async release(inside, schedule) {
        if (swept === 0 && fired.length < 500)
          await inside.timetable.set({ ...schedule, at: later(schedule.at, 1) } as Schedule)
      },
      sweep: async () => {
        swept = fired.length
      },
    })
    await timetable.set(wave('long', -1))
    timers.start()
    await expect.poll(() => swept, { timeout: 5000 }).toBeGreaterThan(0)
    await timers.stop()
    expect(swept).toBeLessThan(500)
  })

  it('never fires two things at the same time', async () => {
    let inside = 0
    let most = 0
    const { timers, timetable } = world({
      release: async () => {
        most = Math.max(most, ++inside)
        await new Promise(done => setTimeout(done, 5))
        inside--
      },
    })
    for (let n = 1; n <= 6; n++) await timetable.set(wave(`w${n}`, n))
    await Promise.all([timers.runUntil(at(3)), timers.runUntil(at(6)), timers.runNext()])
    expect(most).toBe(1)
    expect(fired).toHaveLength(6)
  })
})
