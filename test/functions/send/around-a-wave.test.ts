/** What stands around a wave: why it asks, what the board says of it, when it is stopped, and who hears of it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import type { Invitation, Send } from '../../../domain/keep/invitation.ts'
import { HOUR, MINUTE, shift } from '../../../domain/keep/time.ts'
import type { WaveState } from '../../../domain/send/wave-state.ts'
import { invitationsOf, refOf } from '../../../functions/keep/documents.ts'
import { DOCUMENTS } from '../../../functions/keep/registry.ts'
import { askWhatWasDue, whyUnsure } from '../../../functions/send/ask-convener.ts'
import { letRest, lookedAfter } from '../../../functions/send/awake.ts'
import { holdsAll, putOff } from '../../../functions/send/carrier-waits.ts'
import { markWave } from '../../../functions/send/mark-wave.ts'
import { dueAt, isOver, isWorkedAt, schedule, waveStates } from '../../../functions/send/schedules.ts'
import { type SetWave, setWave } from '../../../functions/send/set-wave.ts'
import { shownWaves } from '../../../functions/send/shown-waves.ts'
import { cancel, pause, resume } from '../../../functions/send/steer-campaign.ts'
import { watchMarked, watchWave } from '../../../functions/send/watch-wave.ts'
import { sent } from '../../domain/keep/campaigns.ts'
import type { TestWorld } from '../../world.ts'
import { CONVENER, IDS } from '../campaign/launch.ts'
import { launchIn } from '../campaign/written.ts'
import { type Carrier, DUE, quarterlyDue, waveIn } from './written.ts'

let t: TestWorld
let carrier: Carrier
const { context, campaign, edit, guest, invitationOf } = launchIn(() => t.world)
const wave = waveIn(() => t.world)
beforeEach(async () => {
  ;({ t, carrier } = await quarterlyDue(3))
})
afterEach(() => t.close())

const _stands = async (n = 0): Promise<Invitation> => {
  const found = await invitationOf(n)
  if (!found) throw new Error('nobody')
  return found
}
const told = () => carrier.taken.filter(each => each.startsWith('notice')).map(each => each.split(' ')[1])
const scheduled = async () =>
  (await t.world.timetable.list(IDS.campaign)).filter(each => each.wave === 'hold').map(({ at }) => at)
const settings = (over: object) => Object.assign(t.world.settings, over)
const state = (over: Partial<WaveState>): WaveState => ({
  id: 'hold',
  campaign: IDS.campaign,
  state: 'running',
  counts: {},
  ...over,
})

test('a wave is due when it was released, or else as planned; over unless it runs or was released since it ended', () => {
  expect([dueAt(DUE, undefined), dueAt(DUE, state({ releasedAt: shift(DUE, 1) }))]).toEqual([DUE, shift(DUE, 1)])
  expect([undefined, state({}), state({ state: 'asks' }), state({ state: 'dropped' })].map(isOver)).toEqual([
    false,
    false,
    true,
    true,
  ])
  const finished = (releasedAt?: string) =>
    isOver(state({ state: 'finished', finishedAt: DUE, ...(releasedAt ? { releasedAt } : {}) }))
  expect([finished(), finished(DUE), finished(shift(DUE, 1))]).toEqual([true, true, false])
})

test('a wave is worked at by another run for a quarter of an hour, and by nobody where a process is alone', () => {
  const at = (workedAt: string | undefined, alone = false) => {
    t.world.run.alone = alone
    return isWorkedAt(t.world, state(workedAt ? { workedAt } : {}))
  }
  expect([
    at(DUE),
    at(shift(DUE, -15 * MINUTE + 1)),
    at(shift(DUE, -15 * MINUTE)),
    at(undefined),
    at(DUE, true),
  ]).toEqual([true, true, false, false, false])
})

describe('nobody can tell whether a wave left', () => {
  const created = { createdAt: '2027-01-01T00:00:00.000Z' }
  const unsure = (known: object, over: object = {}, of: WaveState | undefined = undefined, by = created) =>
    whyUnsure({ restoredAt: undefined, ...known }, by, { at: DUE, ...over }, of)

  test('that was due before a backup was brought back, or was wanted before', () => {
    expect(unsure({})).toBeUndefined()
    expect(unsure({ restoredAt: DUE })).toBeUndefined()
    expect(unsure({ restoredAt: shift(DUE, 1) })).toBe('restored')
    expect(unsure({ restoredAt: DUE }, { wanted: shift(DUE, -1) })).toBe('restored')
    expect(unsure({ restoredAt: DUE }, { wanted: shift(DUE, -1) }, undefined, { createdAt: DUE })).toBeUndefined()
    expect(unsure({ restoredAt: shift(DUE, 1) }, {}, state({ releasedAt: shift(DUE, 2) }))).toBeUndefined()
  })

  test('that was due while this computer stood still', () => {
    const still = (from: number, to: number) => unsure({ stoodStill: { from: shift(DUE, from), to: shift(DUE, to) } })
    expect([still(0, 1), still(-1, 0), still(1, 2), still(-1, 1)]).toEqual([
      'stood still',
      undefined,
      undefined,
      'stood still',
    ])
  })

  test('and its convener is asked once, before an edit gives it another time', async () => {
    const asks = async (over: object, of?: Partial<WaveState>) => {
      settings(over)
      await wave.is(of ?? {})
      await askWhatWasDue(t.world, await context())
      return (await wave.stands())?.state
    }
    expect(await asks({ restoredAt: undefined })).toBe('running')
    expect(await asks({ restoredAt: DUE })).toBe('running')
    expect(await asks({ restoredAt: shift(DUE, 1) }, { state: 'finished', finishedAt: DUE })).toBe('finished')
    expect(await asks({ restoredAt: shift(DUE, 1) })).toBe('asks')
    expect(await asks({ restoredAt: shift(DUE, 1) })).toBe('asks')
    expect(told()).toEqual([CONVENER])
    await edit({ createdAt: shift(DUE, 1) })
    expect(await asks({ restoredAt: shift(DUE, 1) })).toBe('running')
    settings({ restoredAt: undefined })
  })
})

test('a carrier that waits holds all others for five minutes, but where it only waits for a recipient to be verified', () => {
  const held = (over: object) => holdsAll({ taken: false, putOff: true, waitsFor: 'daily limit', ...over }, DUE)
  expect(held({})).toEqual({ do: 'wait', until: shift(DUE, 5 * MINUTE) })
  for (const over of [{ taken: true }, { waitsFor: 'verification' }, { waitsFor: undefined }])
    expect(held(over)).toBeUndefined()
  const since = (over: object, heard: object) =>
    putOff(state(over), { taken: false, putOff: false, ...heard }, DUE).stuckSince
  expect([
    since({}, {}),
    since({}, { putOff: true }),
    since({ stuckSince: 'x' }, { putOff: true }),
    since({ stuckSince: 'x' }, { taken: true, putOff: true }),
  ]).toEqual([undefined, DUE, 'x', undefined])
})

describe('the board says of a wave', () => {
  const shown = async () => {
    const people = []
    for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) people.push(value)
    return (await shownWaves(t.world, await context(), people)).find(({ id }) => id === 'hold')
  }
  test.each<[string, Partial<WaveState> | undefined, Partial<Campaign>, string]>([
    ['that is next', undefined, {}, 'next'],
    ['that is due and known', {}, {}, 'leaving'],
    ['that leaves', { startedAt: DUE }, {}, 'leaving'],
    ['that asks', { state: 'asks' }, {}, 'asks'],
    ['that was dropped', { state: 'dropped' }, {}, 'dropped'],
    ['that has left', { state: 'finished', finishedAt: DUE }, {}, 'left'],
    ['that was released since', { state: 'finished', finishedAt: DUE, releasedAt: shift(DUE, 1) }, {}, 'next'],
    ['that is off', undefined, { timing: { waves: { hold: { off: true } }, holidays: [] } }, 'off'],
    ['before it may leave', undefined, { status: 'awaiting signatures', scheduledAt: undefined }, 'planned'],
  ])('%s what it is', async (_, of, over, word) => {
    if (of) await wave.is(of)
    await edit(over)
    expect((await shown())?.state).toBe(word)
  })

  test('to how many it went, how many it passed by and how many are in trouble; of one that asks, how many it would go to', async () => {
    const put = (n: number, send: Partial<Send>) => guest(n, { sends: { hold: sent(DUE, send) } })
    await put(0, {})
    await put(1, { status: 'skipped' })
    await put(2, { status: 'bounced' })
    expect(await shown()).toMatchObject({
      sent: 1,
      skipped: 1,
      trouble: 1,
      title: 'Calendar hold',
      audience: 'everyone on the list',
    })
    expect((await shown())?.progress).toBeUndefined()
    await wave.is({ startedAt: DUE, stuckSince: DUE, spreadFrom: DUE, waitsFor: 'daily limit' })
    expect(await shown()).toMatchObject({
      progress: { done: 3, total: 3 },
      spread: true,
      stuck: expect.stringContaining('Feb 17'),
      waits: expect.any(String),
    })
    await wave.is({ state: 'asks' })
    await guest(0, { sends: {} })
    expect((await shown())?.emails).toBe(2)
    await edit({ meeting: undefined })
    expect(await shown()).toBeUndefined()
  })

  test('that its row cannot be read, which keeps it from leaving', async () => {
    await wave.is({})
    const { partition, key } = refOf(DOCUMENTS.wave, IDS.campaign, 'hold')
    const { version } = (await t.world.store.get(partition, key)) ?? {}
    await t.world.store.put(partition, key, { shape: 1, spoiled: true }, version)
    expect((await shown())?.state).toBe('unreadable')
    expect((await waveStates(t.world, await context())).get('hold')).toMatchObject({ state: 'asks', unreadable: true })
    await schedule(t.world, IDS.campaign)
    expect(await scheduled()).toEqual([])
  })
})

test('the plan sets schedules for what is to come and takes away those of what is over', async () => {
  await schedule(t.world, IDS.campaign)
  expect(await scheduled()).toEqual([DUE])
  t.world.run.alone = false
  await wave.is({ workedAt: DUE, releasedAt: shift(DUE, HOUR) })
  await schedule(t.world, IDS.campaign)
  expect(await scheduled()).toEqual([DUE])
  t.world.run.alone = true
  await schedule(t.world, IDS.campaign)
  expect(await scheduled()).toEqual([shift(DUE, HOUR)])
  await wave.is({ state: 'dropped' })
  await schedule(t.world, IDS.campaign)
  expect(await scheduled()).toEqual([])
  expect((await lookedAfter(t.world)).map(({ id }) => id)).toEqual([IDS.campaign])
})

test('a wave is set once for as long as nothing changes, and not any more once it is paused or moved', async () => {
  const set = (before?: SetWave) => setWave(t.world, IDS.campaign, 'hold', before)
  const first = await set()
  if (!first) throw new Error('it does not leave')
  expect(await set(first)).toBe(first)
  await edit({ goal: 3 })
  const second = await set(first)
  expect([second === first, second?.context.campaign.goal]).toEqual([false, 3])
  await pause(t.world, IDS.campaign, CONVENER)
  expect(await set(second)).toBeUndefined()
})

test('a campaign that rests is looked at when its time comes, or when somebody awakens it, or another process is alone', async () => {
  await schedule(t.world, IDS.campaign)
  const [active] = await lookedAfter(t.world)
  if (!active) throw new Error('nothing is looked after')
  expect(active.isResting).toBe(false)
  await letRest(t.world, active, shift(DUE, 1))
  const resting = async () => (await lookedAfter(t.world))[0]?.isResting
  expect(await resting()).toBe(true)
  t.world.run.id = 'another'
  expect(await resting()).toBe(false)
  t.world.run.alone = false
  expect(await resting()).toBe(true)
  await t.clock.moveTo(shift(DUE, 1))
  expect(await resting()).toBe(false)
})

describe('bad news of a wave', () => {
  const bad = (count: number, send: Partial<Send>) =>
    Promise.all(Array.from({ length: count }, (_, n) => guest(n, { sends: { hold: sent(DUE, send) } })))
  test('pauses its campaign past a limit, tells the convener, and again only for more of it', async () => {
    await bad(2, { status: 'bounced' })
    expect(await watchWave(t.world, IDS.campaign, 'hold')).toBe('well')
    await bad(3, { status: 'bounced' })
    expect(await watchWave(t.world, IDS.campaign, 'hold')).toBe('paused')
    expect(await campaign()).toMatchObject({
      status: 'paused',
      pausedWhy: { wave: 'hold', harm: 'bounces', health: { bounced: 3 } },
    })
    expect(told()).toEqual([CONVENER])
    expect(await watchWave(t.world, IDS.campaign, 'hold')).toBe('well')
    await resume(t.world, IDS.campaign, CONVENER)
    expect(await watchWave(t.world, IDS.campaign, 'hold')).toBe('well')
    await edit({ status: 'draft' })
    expect(await watchWave(t.world, IDS.campaign, 'hold')).toBe('well')
  })

  test('that is because of us is told once to the convener, and to whoever runs it', async () => {
    await bad(1, { status: 'bounced', bounce: 'not authenticated' })
    for (let n = 0; n < 2; n++) expect(await watchWave(t.world, IDS.campaign, 'hold')).toBe('well')
    expect(told()).toEqual([CONVENER])
    expect(t.logged.filter(({ event }) => event.includes('because of us'))).toHaveLength(2)
    await bad(1, { status: 'sent', bounce: 'reputation' })
    await bad(1, { status: 'bounced', bounce: 'mailbox full' })
    await watchWave(t.world, IDS.campaign, 'hold')
    expect(told()).toHaveLength(1)
  })

  test('is looked at where it was marked, once, and not past the time there is', async () => {
    await bad(3, { status: 'bounced' })
    await markWave(t.world, IDS.campaign, 'hold')
    await watchMarked(t.world, DUE)
    expect((await campaign()).status).toBe('scheduled')
    await watchMarked(t.world, shift(DUE, 1))
    expect((await campaign()).status).toBe('paused')
    await resume(t.world, IDS.campaign, CONVENER)
    await wave.is({})
    await watchMarked(t.world)
    expect((await campaign()).status).toBe('scheduled')
  })
})
describe('the convener’s hand', () => {
  test('pauses what is on its way and nothing else, and resumes where it began', async () => {
    await edit({ status: 'running' })
    await pause(t.world, IDS.campaign, CONVENER)
    expect(await campaign()).toMatchObject({ status: 'paused', pausedFrom: 'running', pausedAt: DUE })
    expect(await scheduled()).toEqual([])
    await pause(t.world, IDS.campaign, CONVENER)
    expect((await campaign()).history.filter(({ event }) => event === 'paused')).toHaveLength(1)
    await resume(t.world, IDS.campaign, CONVENER)
    expect(await campaign()).toMatchObject({ status: 'running' })
    expect([(await campaign()).pausedFrom, (await campaign()).pausedAt]).toEqual([undefined, undefined])
    expect(await scheduled()).toEqual([DUE])
    await resume(t.world, IDS.campaign, CONVENER)
    expect((await campaign()).history.filter(({ event }) => event === 'resumed')).toHaveLength(1)
    await edit({ status: 'draft' })
    await pause(t.world, IDS.campaign, CONVENER)
    expect((await campaign()).status).toBe('draft')
  })

  test('cancels once, with a reason where there is one, and nothing that is over', async () => {
    await cancel(t.world, IDS.campaign, CONVENER)
    expect(await campaign()).toMatchObject({ status: 'canceled', canceledAt: DUE })
    expect((await campaign()).canceledFor).toBeUndefined()
    await cancel(t.world, IDS.campaign, CONVENER, 'Snow')
    expect((await campaign()).canceledFor).toBeUndefined()
    await edit({ status: 'running', canceledAt: undefined })
    await cancel(t.world, IDS.campaign, CONVENER, 'Snow')
    expect((await campaign()).canceledFor).toBe('Snow')
    await edit({ status: 'finished' })
    await cancel(t.world, IDS.campaign, CONVENER)
    expect((await campaign()).status).toBe('finished')
  })
})
