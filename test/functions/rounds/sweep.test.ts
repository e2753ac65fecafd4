import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import { type Instant, MINUTE, SECOND, shift } from '../../../domain/keep/time.ts'
import { editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import { create, invitationsOf, read, waveRef } from '../../../functions/keep/documents.ts'
import type { Outgoing, PostOutcome, World } from '../../../functions/keep/ports.ts'
import { waveName } from '../../../functions/keep/schedule.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { activeRef, awaken } from '../../../functions/send/awake.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, signedCampaign } from '../campaign/launch.ts'

let t: TestWorld
afterEach(() => t.close())

const INVITE = { campaign: IDS.campaign, wave: 'invite' }

/** A wave that is due, in a world of several processes; `send` is told of each letter. */
async function due(invitees: number, send: (message: Outgoing) => Promise<PostOutcome>): Promise<World> {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
  await signedCampaign(t.world, { invitees })
  const [first] = (await t.timetable.list(IDS.campaign)).filter(({ wave }) => wave === 'invite')
  await t.clock.moveTo(first?.at ?? '')
  const taken = new Set<string>()
  const post: World['post'] = {
    rate: async () => 10,
    fateOf: async attempt => (taken.has(attempt) ? 'sent' : 'not sent'),
    async send(message) {
      taken.add(message.attempt)
      return send(message)
    },
  }
  return { ...t.world, run: { id: 'one', alone: false }, post }
}
const other = (world: World): World => ({ ...world, run: { id: 'other', alone: false }, post: { ...world.post } })
const invite = async () => (await read(t.world.store, waveRef(IDS.campaign, 'invite')))?.value

describe('The sweep and a wave', () => {
  /** Letters of the wave that left. */
  let left = 0
  beforeEach(() => {
    left = 0
  })
  const counting = async ({ wave }: Outgoing): Promise<PostOutcome> => {
    if (wave === 'invite') left++
    return { outcome: 'sent' }
  }

  test('that another run is at: it sends none of its letters and plans no run more', async () => {
    let left = 0
    let bySweep = 0
    const world = await due(100, async ({ attempt }) => {
      if (attempt.startsWith('other')) bySweep++
      if (++left === 50) {
        await sweep(other(world), shift(t.clock.now(), 5 * SECOND))
        expect((await invite())?.handedOver).toBeUndefined()
        expect((await t.timetable.list(IDS.campaign)).find(({ wave }) => wave === 'invite')?.at).toBeDefined()
      }
      return { outcome: 'sent' }
    })
    expect(await releaseWave(world, INVITE)).toBe('finished')
    expect(left).toBe(100)
    expect(bySweep).toBe(0)
    expect((await invite())?.workedAt).toBeUndefined()
  })

  test('that two runs are at: the one that came last goes on, the other stops soon, and each letter leaves once', async () => {
    const to: string[] = []
    let second: Promise<unknown> | undefined
    const world = await due(400, async message => {
      to.push(message.to[0] ?? '')
      if (to.length === 30) second = releaseWave(other(world), INVITE)
      return { outcome: 'sent' }
    })
    expect(await releaseWave(world, INVITE)).toBe('stopped')
    expect(to.length).toBeLessThan(200)
    expect(await second).toMatch(/finished/)
    expect(to).toHaveLength(400)
    expect(new Set(to).size).toBe(400)
  })

  test('whose run has died: it goes on with it when its claims are old too', async () => {
    let left = 0
    const world = await due(20, async () => {
      if (++left === 10) throw new Error('the process is gone')
      return { outcome: 'sent' }
    })
    // A process that dies says nothing of it.
    const dying = gone(world, () => left >= 10)
    await expect(releaseWave(dying, INVITE)).rejects.toThrow()
    expect((await invite())?.workedAt).toBeDefined()
    await sweep(other(world))
    expect(left).toBe(10)
    await t.clock.moveTo(shift(t.clock.now(), 16 * MINUTE))
    await sweep(other(world))
    expect(left).toBe(20)
  })

  test('whose run has died, while its carrier cannot be asked: what it claimed waits, and nothing is in doubt', async () => {
    const sent: string[] = []
    const world = await due(20, async message => {
      sent.push(message.to[0] ?? '')
      if (sent.length === 10) throw new Error('the process is gone')
      return { outcome: 'sent' }
    })
    const dying = gone(world, () => sent.length >= 10)
    await expect(releaseWave(dying, INVITE)).rejects.toThrow()
    const away = other(world)
    away.post.fateOf = async () => 'later'
    await t.clock.moveTo(shift(t.clock.now(), 16 * MINUTE))
    await sweep(away)
    const statuses = async () => {
      const found = new Set<string>()
      for await (const { value } of invitationsOf(t.world.store, IDS.campaign))
        found.add(value.sends.invite?.status ?? '')
      return [...found].sort()
    }
    expect(await statuses()).toEqual(['claimed', 'sent'])
    await t.clock.moveTo(shift(t.clock.now(), 20 * MINUTE))
    await sweep(other(world))
    // What it had claimed and had not handed over any more leaves now; the rest has left already.
    expect(sent).toHaveLength(20)
    expect(new Set(sent).size).toBe(20)
    expect(await statuses()).toEqual(['sent'])
  })

  test('whose run failed and said so: its schedule is set anew, and a sweep does not wait for it', async () => {
    const world = await due(20, counting)
    const list = async () => {
      throw new Error('the table is busy')
    }
    await expect(releaseWave({ ...world, store: { ...world.store, list } }, INVITE)).rejects.toThrow('busy')
    expect((await invite())?.workedAt).toBeUndefined()
    await t.timetable.remove(waveName(IDS.campaign, 'invite'))
    await sweep(other(world))
    expect(left).toBe(0)
    expect(
      (await t.timetable.list(IDS.campaign)).some(({ wave, at }) => wave === 'invite' && at <= t.clock.now()),
    ).toBe(true)
  })

  test('that stands still for ten minutes although it has a schedule: it releases it', async () => {
    const world = await due(20, counting)
    await t.clock.moveTo(shift(t.clock.now(), 9 * MINUTE))
    await sweep(world)
    expect(left).toBe(0)
    await t.clock.moveTo(shift(t.clock.now(), MINUTE))
    await sweep(world)
    expect(left).toBe(20)
  })

  test('that has gone on for hours in one process, and moved a moment ago: it leaves it to its schedule', async () => {
    const world = await due(20, counting)
    const alone = { ...world, run: { id: 'one', alone: true } }
    for (let slices = 0; slices < 2; slices++) {
      await t.clock.moveTo(shift(t.clock.now(), 60 * MINUTE))
      expect(await releaseWave(alone, INVITE, t.clock.now())).toBe('handed over')
    }
    await t.clock.moveTo(shift(t.clock.now(), MINUTE))
    await sweep(alone)
    expect(left).toBe(0)
  })
})

/** A process that dies: from then on it writes nothing and sends nothing, whatever it was at. */
function gone(world: World, isDead: () => boolean): World {
  const until =
    <Args extends unknown[], Answer>(act: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      if (isDead()) throw new Error('the process is gone')
      return act(...args)
    }
  const { store, post } = world
  return { ...world, store: { ...store, put: until(store.put) }, post: { ...post, send: until(post.send) } }
}

describe('A round that time runs out on', () => {
  const IDS_OF = [...'abcdefghijkl'].map(letter => letter.repeat(16))
  /** A world where each look at the clock takes a second, and the campaigns a sweep has looked at. */
  async function slow(): Promise<{ round(seconds: number): Promise<string[]> }> {
    t = makeWorld()
    for (const id of IDS_OF) await create(t.world.store, activeRef(campaignIdFrom(id)), { id })
    let now: Instant = t.clock.now()
    const clock = {
      ...t.clock,
      now: () => {
        now = shift(now, SECOND)
        return now
      },
    }
    let seen: string[] = []
    const get: World['store']['get'] = async (partition, key) => {
      if (partition.startsWith('campaign#')) seen.push(partition.slice('campaign#'.length))
      return t.world.store.get(partition, key)
    }
    const world = { ...t.world, clock, store: { ...t.world.store, get } }
    return {
      async round(seconds) {
        seen = []
        await sweep(world, shift(now, seconds * SECOND))
        return seen
      },
    }
  }

  test('goes on where it ended, until each campaign has had its turn, and then begins anew', async () => {
    const { round } = await slow()
    const rounds = [await round(6), await round(6), await round(6)]
    for (const each of rounds) expect(each.length).toBeGreaterThan(2)
    expect(new Set(rounds.flat())).toEqual(new Set(IDS_OF))
    expect(rounds.flat().slice(0, 12)).toEqual(IDS_OF)
    const whole = await round(100)
    expect([...whole].sort()).toEqual(IDS_OF)
    expect(await round(100)).toEqual(IDS_OF)
  })
})

describe('A campaign that is over, and left by the sweep', () => {
  const told = (campaign: Campaign): Campaign => ({
    ...campaign,
    summary: { subject: 'What came of it', body: 'Much.', missed: '', at: t.clock.now(), champions: [] },
  })
  const approves = (world: World) => editCampaign(world, IDS.campaign, CONVENER, { event: 'summary approved' }, told)
  const isLookedAfter = async () => (await read(t.world.store, activeRef(IDS.campaign))) !== undefined
  const summaries = () => t.outbox.list().filter(({ wave }) => wave === 'summary')

  async function over(): Promise<void> {
    t = makeWorld({ start: '2027-01-04T16:00:00.000Z', release: releaseWaves, sweep })
    await signedCampaign(t.world, { invitees: 2 })
    await t.timers.runUntil('2027-04-03T16:00:00.000Z')
  }

  test('is looked after again before its summary is to leave, whatever the process comes to after that', async () => {
    await over()
    expect(await isLookedAfter()).toBe(false)
    const list: World['timetable']['list'] = async () => {
      throw new Error('the process is gone')
    }
    const dying = { ...t.world, timetable: { ...t.world.timetable, list } }
    await expect(approves(dying)).rejects.toThrow('gone')
    expect(summaries()).toEqual([])
    await sweep(t.world)
    await t.timers.runUntil(shift(t.clock.now(), MINUTE))
    expect(summaries()).toHaveLength(2)
    await sweep(t.world)
    expect(await isLookedAfter()).toBe(false)
  })

  test('is not left by a sweep that had looked before something was planned', async () => {
    await over()
    await awaken(t.world.store, IDS.campaign)
    let looked = 0
    const get: World['store']['get'] = async (partition, key) => {
      const found = await t.world.store.get(partition, key)
      // Between its look and its leave.
      if (partition === activeRef(IDS.campaign).partition && ++looked === 1)
        await approves({ ...t.world, afterwards: () => {} })
      return found
    }
    await sweep({ ...t.world, store: { ...t.world.store, get } })
    expect(looked).toBe(1)
    expect(await isLookedAfter()).toBe(true)
  })
})
