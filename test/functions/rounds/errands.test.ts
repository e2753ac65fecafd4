import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SECOND, shift } from '../../../domain/keep/time.ts'
import type { Errand } from '../../../domain/send/errand.ts'
import { create, suppressionRef } from '../../../functions/keep/documents.ts'
import { replanErrands } from '../../../functions/keep/replan.ts'
import { errandsSchedule } from '../../../functions/keep/schedule.ts'
import { runAllErrands, runErrands } from '../../../functions/rounds/errands.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { PLANNERS, type Planner } from '../../../functions/rounds/planners.ts'
import { saying } from '../../../functions/send/texts/errand-texts.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, signedCampaign } from '../campaign/launch.ts'

const START = '2027-02-01T16:00:00.000Z'
const DUE = '2027-02-03T15:00:00.000Z'

describe('an errand', () => {
  let t: TestWorld
  let errands: Errand[]
  /** Planners belong to the house; here one stands in for all of them, so that the mechanism is seen alone. */
  const planners = PLANNERS as Planner[]
  const others = [...planners]
  const errand = (over: Partial<Errand> = {}): Errand => ({
    key: 'run-sheet:1',
    kind: 'run-sheet',
    to: { name: 'Fay Cole', email: 'fay@college.example' },
    at: DUE,
    until: '2027-02-04T00:00:00.000Z',
    ...saying('call-sheet', {
      people: '2 people',
      people_have: '2 people have',
      date: 'February 10',
      host: 'Peak',
      call_list: { data: '- **Ann Lee**' },
      talking_points: { data: '- Why' },
    }),
    link: 'https://convoke.example/day/x',
    ...over,
  })
  const kinds = () => t.outbox.list().filter(({ wave }) => wave === 'run-sheet')

  beforeEach(async () => {
    t = makeWorld({
      start: START,
      release: async (world, schedule) => void (await onSchedule(world, schedule)),
      sweep: world => runAllErrands(world),
    })
    await signedCampaign(t.world, { invitees: 1 })
    errands = [errand()]
    planners.splice(0, planners.length, async () => errands)
    await replanErrands(t.world, IDS.partnership)
  })
  afterEach(() => {
    planners.splice(0, planners.length, ...others)
    t.close()
  })

  test('leaves at its instant, once, to one person, with the convener to reply to', async () => {
    await runAllErrands(t.world)
    expect(kinds()).toEqual([])
    expect(t.timetable.all().filter(({ of }) => of === 'errands')).toEqual([errandsSchedule(IDS.partnership, DUE)])
    await t.timers.runUntil('2027-02-03T23:00:00.000Z')
    const [sent, ...more] = kinds()
    expect(more).toEqual([])
    expect(sent).toMatchObject({
      at: DUE,
      to: ['fay@college.example'],
      subject: 'Would you call 2 people for us, Fay?',
    })
    const source = Buffer.from(t.outbox.bytes(sent?.id ?? '') ?? []).toString()
    expect(source).toContain(`Reply-To: Cora Day <${CONVENER}>`)
    expect(source).toContain('2 people have')
    expect(source).toContain('https://convoke.example/day/x')
    await runErrands(t.world, IDS.partnership)
    expect(kinds()).toHaveLength(1)
  })

  test('does not leave to who asked for no more emails or whose address is dead, unless they run the partnership', async () => {
    const runs = { name: 'Cora Day', email: CONVENER }
    errands = [errand(), errand({ to: runs }), errand({ to: { name: 'Sue', email: 'sue@college.example' } })]
    for (const [email, reason] of [
      ['Fay@College.example', 'opted out'],
      ['sue@college.example', 'bounced'],
      [CONVENER, 'opted out'],
    ] as const)
      await create(t.world.store, suppressionRef(IDS.partnership, email), { email, reason, at: START })
    await replanErrands(t.world, IDS.partnership)
    await t.timers.runUntil('2027-02-03T23:00:00.000Z')
    expect(kinds().flatMap(({ to }) => to)).toEqual([CONVENER])
  })

  test('that is planned no more does not leave, and one nobody wants any more is let go', async () => {
    await runAllErrands(t.world)
    errands = []
    await replanErrands(t.world, IDS.partnership)
    await t.timers.runUntil('2027-02-03T23:00:00.000Z')
    errands = [errand({ until: '2027-02-03T20:00:00.000Z' })]
    await replanErrands(t.world, IDS.partnership)
    await runAllErrands(t.world)
    expect(kinds()).toEqual([])
  })

  test('leaves once when two runs are about it at the same time', async () => {
    await t.clock.moveTo(DUE)
    await Promise.all(Array.from({ length: 5 }, () => runErrands(t.world, IDS.partnership)))
    expect(kinds()).toHaveLength(1)
  })

  test('leaves although another planner fails, which is logged', async () => {
    planners.unshift(async () => {
      throw new Error('no such thing')
    })
    await t.clock.moveTo(DUE)
    await replanErrands(t.world, IDS.partnership)
    await runAllErrands(t.world)
    expect(kinds()).toHaveLength(1)
    expect(t.logged.some(({ event }) => event === 'planner failed')).toBe(true)
  })

  test('that was not taken is tried again', async () => {
    const { send } = t.world.post
    let refusals = 1
    t.world.post.send = async message =>
      refusals-- > 0 ? { outcome: 'later', detail: 'busy' } : send.call(t.world.post, message)
    await t.timers.runUntil('2027-02-03T16:00:00.000Z')
    expect(kinds()).toHaveLength(1)
  })

  describe('of which there are more than a function has time for', () => {
    const MANY = 300
    beforeEach(async () => {
      errands = Array.from({ length: MANY }, (_, n) =>
        errand({ key: `run-sheet:${n}`, to: { name: `Fay ${n}`, email: `fay${n}@college.example` } }),
      )
      await t.clock.moveTo(DUE)
      const { send } = t.world.post
      // Each takes a second.
      t.world.post.send = async message => {
        await t.clock.moveTo(shift(t.clock.now(), SECOND))
        return send.call(t.world.post, message)
      }
    })
    const readers = () => new Set(kinds().flatMap(({ to }) => to))
    const ahead = () => t.timetable.all().filter(({ of }) => of === 'errands')

    test('stops when time is up, and goes on in the next call with those that are left', async () => {
      await onSchedule(t.world, errandsSchedule(IDS.partnership, DUE), shift(DUE, 100 * SECOND))
      expect(kinds()).toHaveLength(100)
      expect(ahead().map(({ at }) => at <= t.clock.now())).toEqual([true])
      for (let calls = 0; calls < 4 && ahead().length > 0; calls++)
        await onSchedule(t.world, errandsSchedule(IDS.partnership, DUE), shift(t.clock.now(), 100 * SECOND))
      expect(kinds()).toHaveLength(MANY)
      expect(readers().size).toBe(MANY)
      expect(ahead()).toEqual([])
    })

    test('leaves the others their part of a sweep: a schedule of its own goes on with it', async () => {
      await replanErrands(t.world, IDS.partnership)
      await runAllErrands(t.world, shift(DUE, 255 * SECOND))
      expect(kinds()).toHaveLength(20)
      expect(ahead()).toHaveLength(1)
      // One machine does so within its own slices.
      await t.timers.runUntil(shift(DUE, 600 * SECOND))
      expect(kinds()).toHaveLength(MANY)
      expect(readers().size).toBe(MANY)
    })
  })
})
