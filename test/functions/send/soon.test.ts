import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { invitationsOf } from '../../../functions/keep/documents.ts'
import type { Clock, World } from '../../../functions/keep/ports.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { createApp } from '../../../functions/web.tsx'
import { createBackground } from '../../../local/background.ts'
import { makeToken } from '../../../mail/token.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { IDS, invitee, signedCampaign } from '../campaign/launch.ts'

const INVITE = { campaign: IDS.campaign, wave: 'invite' }

/** A clock that stands still: whoever rests does so until somebody lets it go on. */
function standing(clock: Clock): { clock: Clock; resting: () => number; goOn: () => void } {
  const waiting: (() => void)[] = []
  let going = false
  return {
    clock: {
      now: () => clock.now(),
      async rest(millis) {
        if (!going) await new Promise<void>(resolve => waiting.push(resolve))
        await clock.rest(millis)
      },
    },
    resting: () => waiting.length,
    goOn() {
      going = true
      for (const wake of waiting.splice(0)) wake()
    },
  }
}

describe('an answer while a wave of thousands leaves', () => {
  let t: TestWorld
  let still: ReturnType<typeof standing>
  let wave: Promise<unknown>
  let world: World
  beforeEach(async () => {
    t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
    await signedCampaign(t.world, { invitees: 2000 })
    const [first] = (await t.timetable.list(IDS.campaign)).filter(({ wave }) => wave === 'invite')
    await t.clock.moveTo(first?.at ?? '')
    still = standing(t.world.clock)
    world = {
      ...t.world,
      run: { id: 'wave', alone: false },
      clock: still.clock,
      post: { ...t.world.post, rate: async () => 20 },
    }
  })
  afterEach(() => t.close())

  /** The wave has used up what there is of turns, and waits. */
  async function leaves(): Promise<void> {
    wave = releaseWave(world, INVITE)
    while (still.resting() === 0) await new Promise(setImmediate)
  }
  /** Another process of the same account. */
  const another = (): World => ({ ...world, run: { id: 'web', alone: false }, post: { ...world.post } })

  const guest = async () => {
    for await (const { value } of invitationsOf(t.world.store, IDS.campaign))
      if (value.invitee.email === invitee(7).email) return value
    throw new Error('no guest')
  }
  async function answer(at: World): Promise<number> {
    const token = makeToken(t.world.settings.secret, 'rsvp', IDS.campaign, (await guest()).id)
    const body = new URLSearchParams({ answer: 'accepted' })
    return (await createApp(at).request(`/rsvp/${token}`, { method: 'POST', body })).status
  }
  const thanks = () => t.outbox.list().filter(each => each.wave.startsWith('thanks:'))
  const due = async () => Object.entries((await guest()).sends).find(([key]) => key.startsWith('thanks:'))?.[1].status

  test('is taken without waiting for a turn; its thank-you is due, and leaves with the next sweep, once', async () => {
    await leaves()
    const before = still.resting()
    expect(await answer(another())).toBe(303)
    expect(still.resting()).toBe(before)
    expect(await due()).toBe('due')
    expect(thanks()).toHaveLength(0)
    still.goOn()
    await sweep(another())
    expect(thanks()).toHaveLength(1)
    await wave
    await sweep(another())
    expect(thanks()).toHaveLength(1)
    expect(await due()).toBe('sent')
  })

  test('on one machine is thanked for by the process itself, as soon as its turn comes', async () => {
    const background = createBackground(t.world.log)
    world = { ...world, afterwards: background.go }
    await leaves()
    expect(await answer(world)).toBe(303)
    expect(await due()).toBe('due')
    const sent = () => t.outbox.count()
    const start = sent()
    still.goOn()
    await background.idle()
    expect(thanks()).toHaveLength(1)
    // Within seconds: those that were before it in the queue are no more than a few seconds' worth.
    expect(t.outbox.list().findIndex(({ wave }) => wave.startsWith('thanks:')) - start).toBeLessThan(60)
    await wave
    await sweep(world)
    expect(thanks()).toHaveLength(1)
  })

  test('where a turn is free is thanked for before the page answers', async () => {
    expect(await answer(another())).toBe(303)
    expect(thanks()).toHaveLength(1)
    expect(still.resting()).toBe(0)
  })

  test('is taken although the process dies before the thank-you, which the sweep sends', async () => {
    const background = createBackground(t.world.log)
    await leaves()
    expect(await answer({ ...world, afterwards: background.go })).toBe(303)
    // Nothing of that process goes on: its turns never come.
    await sweep({ ...t.world, run: { id: 'next', alone: true } })
    expect(thanks()).toHaveLength(1)
  })
})
