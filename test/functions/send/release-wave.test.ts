import { afterEach, describe, expect, test } from 'vitest'
import { overdue } from '../../../aws/overdue.ts'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import { MINUTE, shift } from '../../../domain/keep/time.ts'
import { campaignRef, invitationRef, invitationsOf, read, waveRef } from '../../../functions/keep/documents.ts'
import type { Outgoing, PostOutcome, World } from '../../../functions/keep/ports.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { noteDelivery } from '../../../functions/send/note-delivery.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { decideWave, releaseNow } from '../../../functions/send/steer-campaign.ts'
import { watchWave } from '../../../functions/send/watch-wave.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../campaign/launch.ts'
import { visitor } from '../visitor.ts'

let t: TestWorld
afterEach(() => t.close())

const INVITE = { campaign: IDS.campaign, wave: 'invite' }

/** A signed campaign whose letters leave at so many a second, at the instant the first wave is due. */
async function due(invitees: number, rate: number, send?: (message: Outgoing) => Promise<PostOutcome>): Promise<World> {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
  await signedCampaign(t.world, { invitees })
  const [first] = (await t.timetable.list(IDS.campaign)).filter(({ wave }) => wave === 'invite')
  await t.clock.moveTo(first?.at ?? '')
  const post = { ...t.world.post, rate: async () => rate, ...(send ? { send } : {}) }
  return { ...t.world, run: { id: 'lambda', alone: false }, post }
}

const letters = () =>
  t.outbox
    .list()
    .filter(({ wave }) => wave === 'invite')
    .map(({ to }) => to[0])
const says = async (world: World, word: 'release') => {
  const found = await read(world.store, campaignRef(IDS.campaign))
  if (found) await decideWave(world, found.value, 'invite', word, CONVENER)
}
const state = async () => (await read(t.world.store, waveRef(IDS.campaign, 'invite')))?.value

describe('A wave near its time limit', () => {
  test('hands over to passes that go on where it stopped, each guest written to once', async () => {
    const world = await due(150, 2)
    let passes = 0
    for (let done = ''; done !== 'finished'; passes++) {
      const scheduled = (await t.timetable.list(IDS.campaign)).find(({ wave }) => wave === 'invite')
      expect(scheduled?.at).toBeDefined()
      expect(passes).toBeLessThan(20)
      const until = shift(t.clock.now(), 20_000)
      done = await releaseWave(world, INVITE, until)
      // What is in hand is done soon after the time is up.
      expect(t.clock.now() <= shift(until, 5000)).toBe(true)
    }
    expect(passes).toBeGreaterThanOrEqual(4)
    expect(letters()).toHaveLength(150)
    expect(new Set(letters()).size).toBe(150)
    expect((await state())?.counts).toEqual({ sent: 150 })
    expect((await state())?.handedOver).toBeUndefined()
  })

  test('reads what lies behind it no more', async () => {
    const world = await due(300, 2)
    await releaseWave(world, INVITE, shift(t.clock.now(), 70_000))
    const { after } = (await state())?.handedOver ?? {}
    expect(after).toBeDefined()
    const listed: (string | undefined)[] = []
    const store = { ...world.store }
    store.list = (partition, options) => {
      if (options.prefix === 'invitation#') listed.push(options.after)
      return world.store.list(partition, options)
    }
    await releaseWave({ ...world, store }, INVITE)
    expect(listed[0]).toBe(after)
  })

  test('comes back to letters that the carrier could not take in an earlier pass', async () => {
    // Refused twice: until the passes have left behind the page that it is on.
    let refusals = 2
    let unlucky: string | undefined
    const world: World = await due(100, 2, async message => {
      unlucky ??= message.to[0]
      return message.to[0] === unlucky && refusals-- > 0
        ? { outcome: 'later', detail: 'slow down' }
        : t.world.post.send(message)
    })
    while ((await releaseWave(world, INVITE, shift(t.clock.now(), 20_000))) !== 'finished') {
      const again = (await t.timetable.list(IDS.campaign)).find(({ wave }) => wave === 'invite')
      await t.clock.moveTo(again?.at ?? '')
    }
    expect(new Set(letters()).size).toBe(100)
    expect(letters()).toHaveLength(100)
  })

  test('begins at the front again when the convener releases it anew, also for who was added meanwhile', async () => {
    const world = await due(150, 2)
    await releaseWave(world, INVITE, shift(t.clock.now(), 40_000))
    const added = Array.from({ length: 20 }, (_, n) => invitee(1000 + n))
    await addInvitees(world, IDS.campaign, added, CONVENER, 'now')
    await releaseNow(world, IDS.campaign, 'invite', CONVENER)
    expect((await state())?.handedOver).toBeUndefined()
    await releaseWave(world, INVITE)
    expect(new Set(letters()).size).toBe(170)
    expect(letters()).toHaveLength(170)
  })

  test('goes on without asking when it takes more than a day, and asks when nobody went on for one', async () => {
    const world = await due(130, 2)
    for (let hour = 0; hour < 30; hour += 10) {
      expect(await releaseWave(world, INVITE, shift(t.clock.now(), 2000))).toBe('handed over')
      await t.clock.moveTo(shift(t.clock.now(), 10 * 60 * MINUTE))
    }
    expect(await releaseWave(world, INVITE, shift(t.clock.now(), 2000))).toBe('handed over')
    await t.clock.moveTo(shift(t.clock.now(), 25 * 60 * MINUTE))
    expect(await releaseWave(world, INVITE)).toBe('asks')
  })

  test('does not wait for turns that come after it, however long the carrier wants to be left alone', async () => {
    let overruns = 0
    const world = await due(40, 10, async () => {
      if (overruns++ < 12) return { outcome: 'later', detail: 'throttled', overrun: true }
      return { outcome: 'sent' }
    })
    const until = shift(t.clock.now(), 5000)
    expect(await releaseWave(world, INVITE, until)).toBe('handed over')
    expect(t.clock.now() <= shift(until, 1000)).toBe(true)
  })

  test('stops the sweep too', async () => {
    const world = await due(130, 2)
    await t.clock.moveTo(shift(t.clock.now(), 10 * MINUTE))
    const until = shift(t.clock.now(), 10_000)
    await sweep(world, until)
    expect(t.clock.now() <= shift(until, 5000)).toBe(true)
    expect(letters().length).toBeGreaterThan(10)
    expect(letters().length).toBeLessThan(40)
  })
})

test('News that comes before the carrier has answered is not taken back by its answer', async () => {
  const news = async ({ attempt, invitation = '' }: Outgoing): Promise<PostOutcome> => {
    await noteDelivery(
      t.world,
      {
        campaign: IDS.campaign,
        invitation: invitationIdFrom(invitation),
        attempt,
        what: 'bounced',
        permanent: true,
        detail: '550',
        at: t.clock.now(),
      },
      watchWave,
    )
    return { outcome: 'sent' }
  }
  const world = await due(1, 2, news)
  await releaseWave(world, INVITE)
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) {
    const stands = await read(t.world.store, invitationRef(IDS.campaign, value.id))
    expect(stands?.value.sends.invite?.status).toBe('bounced')
    expect(stands?.value.suppressed?.reason).toBe('bounced')
  }
})

describe('A wave whose letters the carrier does not take', () => {
  const refuses = async (): Promise<PostOutcome> => ({ outcome: 'later', detail: 'sending is paused' })
  const every = async (world: World, minutes: number, hours: number) => {
    let said = ''
    for (let passed = 0; passed < hours * 60; passed += minutes) {
      said = await releaseWave(world, INVITE)
      await t.clock.moveTo(shift(t.clock.now(), minutes * MINUTE))
    }
    return said
  }

  test('says so at once, is late for the operator after an hour, and asks after a day', async () => {
    const world = await due(3, 10, refuses)
    await every(world, 5, 2)
    const { stuckSince } = (await state()) ?? {}
    expect(stuckSince).toBeDefined()
    const board = await (await visitor(t.world, CONVENER)).text(`/campaigns/${IDS.campaign}`)
    expect(board).toContain('the mail service has taken none of its emails')
    expect(await overdue(world)).toBe(1)
    expect(await every(world, 30, 21)).toBe('unfinished')
    expect(await every(world, 30, 2)).toBe('asks')
    expect(t.outbox.list().at(-1)?.wave).toBe('notice')
    // The convener's word sends it, as soon as letters are taken again.
    await says(t.world, 'release')
    expect(await releaseWave(t.world, INVITE)).toBe('finished')
    expect(letters()).toHaveLength(3)
  })

  test('is as well as ever once one of them is taken', async () => {
    let down = true
    const world = await due(3, 10, message => (down ? refuses() : t.world.post.send(message)))
    await every(world, 5, 1)
    expect((await state())?.stuckSince).toBeDefined()
    down = false
    await releaseWave(world, INVITE)
    expect((await state())?.stuckSince).toBeUndefined()
    expect(letters()).toHaveLength(3)
  })
})

test('What was due before a backup was brought back asks, and leaves once the convener says so', async () => {
  const world = await due(2, 10)
  const restored = { ...world, settings: { ...world.settings, restoredAt: shift(t.clock.now(), 60 * MINUTE) } }
  await t.clock.moveTo(shift(t.clock.now(), 61 * MINUTE))
  expect(await releaseWave(restored, INVITE)).toBe('asks')
  expect(letters()).toEqual([])
  await says(restored, 'release')
  expect(await releaseWave(restored, INVITE)).toBe('finished')
  expect(letters()).toHaveLength(2)
})

test('a process that stood still with a letter in hand asks nobody about it meanwhile, and hands it over once', async () => {
  let goOn = () => {}
  const still = new Promise<void>(done => {
    goOn = done
  })
  let inHand = 0
  const before = await due(1, 100, async message => {
    inHand++
    await still
    return t.world.post.send(message)
  })
  const asked: string[] = []
  const fateOf: World['post']['fateOf'] = attempt => {
    asked.push(attempt)
    return t.world.post.fateOf(attempt)
  }
  const world = { ...before, post: { ...before.post, fateOf } }
  const first = releaseWave(world, INVITE)
  await expect.poll(() => inHand).toBe(1)
  await t.clock.moveTo(shift(t.clock.now(), 20 * MINUTE))
  const second = sweep(world)
  await new Promise(done => setTimeout(done, 50))
  goOn()
  await Promise.all([first, second])
  await sweep(world)
  expect(asked).toEqual([])
  expect(letters()).toHaveLength(1)
})
