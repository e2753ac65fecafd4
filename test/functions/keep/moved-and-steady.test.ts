/** What stands beneath the acts: writing over what was read, worlds that keep nothing, moving house, places, links and schedules. */
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignIdFrom, partnershipIdFrom } from '../../../domain/keep/ids.ts'
import { DAY, HOUR, shift } from '../../../domain/keep/time.ts'
import { readContext, readVersioned } from '../../../functions/keep/context.ts'
import { deskOf } from '../../../functions/keep/desk-of.ts'
import {
  campaignRef,
  change,
  create,
  look,
  read,
  remove,
  UnreadableRow,
  upsert,
  write,
} from '../../../functions/keep/documents.ts'
import { failureOf } from '../../../functions/keep/failure.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { placesOf, removeAll, removeRow } from '../../../functions/keep/places.ts'
import type { Store } from '../../../functions/keep/ports.ts'
import { pseudonymOf } from '../../../functions/keep/pseudonym.ts'
import { openPreview, safeSettings } from '../../../functions/keep/safe-preview.ts'
import {
  errandsSchedule,
  listName,
  listSchedule,
  ownerOf,
  readSchedule,
  waveName,
  waveSchedule,
  writeSchedule,
} from '../../../functions/keep/schedule.ts'
import { sideBySide } from '../../../functions/keep/side-by-side.ts'
import { steadily } from '../../../functions/keep/steadily.ts'
import { submit } from '../../../functions/keep/submit.ts'
import {
  awakens,
  exportLines,
  importDocuments,
  type Moved,
  readExport,
  staysBehind,
  TransferError,
} from '../../../functions/keep/transfer.ts'
import { alone, noteUnreadable, unreadableIn } from '../../../functions/keep/unreadable.ts'
import { NO_LISTS, withoutEffect } from '../../../functions/keep/without-effect.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { draftCampaign, IDS } from '../campaign/launch.ts'

const NOW = '2027-03-03T16:00:00.000Z'
const REF = campaignRef(IDS.campaign)

let t: TestWorld
beforeEach(async () => {
  t = makeWorld({ start: NOW })
  await draftCampaign(t.world, { invitees: 2 })
})
afterEach(() => t.close())

const goal = async () => (await read(t.world.store, REF))?.value.goal
const setGoal = (to: number, store: Store = t.world.store) => change(store, REF, each => ({ ...each, goal: to }))
const spoil = async ({ partition, key }: { partition: string; key: string }) => {
  const { version } = (await t.world.store.get(partition, key)) ?? {}
  await t.world.store.put(partition, key, { shape: 1, spoiled: true }, version)
}

describe('reading, deciding and writing in one motion', () => {
  test('happens again as a whole where somebody else wrote in between', async () => {
    let tries = 0
    const saw = await steadily(t.world, async ({ store }) => {
      const before = (await read(store, REF))?.value.goal ?? 0
      if (tries++ < 2) await setGoal(30 + tries)
      await setGoal(before + 1, store)
      return before
    })
    expect([tries, saw, await goal()]).toEqual([3, 32, 33])
  })

  test('gives up loudly where others always come first', async () => {
    const always = steadily(t.world, async ({ store }) => {
      await read(store, REF)
      await setGoal(((await goal()) ?? 0) + 1)
      await setGoal(7, store)
    })
    await expect(always).rejects.toThrow('too many writers')
  })

  test('throws what the act throws, and after its own first write moves as documents do elsewhere', async () => {
    await expect(steadily(t.world, async () => Promise.reject(new Error('mine')))).rejects.toThrow('mine')
    let tries = 0
    await steadily(t.world, async ({ store }) => {
      tries++
      await read(store, REF)
      await setGoal(5, store)
      await setGoal(6)
      await setGoal(8, store)
    })
    expect([tries, await goal()]).toEqual([1, 8])
  })

  test('holds also for what was listed, and for what is taken away', async () => {
    let tries = 0
    await steadily(t.world, async ({ store }) => {
      const { found } = await store.list(REF.partition, { limit: 10 })
      const version = found.find(({ key }) => key === REF.key)?.version ?? 0
      if (tries++ === 0) await setGoal(9)
      await store.remove(REF.partition, REF.key, version)
    })
    expect([tries, await goal()]).toEqual([2, undefined])
  })
})

describe('a world without effect', () => {
  const within = () => withoutEffect(t.world, t.world.settings)
  test('shows what is there under what was written in it, and leaves all as it was', async () => {
    const { store } = within()
    await setGoal(99, store)
    expect([(await read(store, REF))?.value.goal, await goal()]).toEqual([99, 15])
    const { partition } = REF
    const listed = async (options = {}) =>
      (await store.list(partition, { limit: 50, prefix: 'x', ...options })).found.map(({ key }) => key)
    for (const key of ['xb', 'xa', 'xc', 'y']) expect(await store.put(partition, key, { n: 1 }, undefined)).toBe(1)
    expect(await listed()).toEqual(['xa', 'xb', 'xc'])
    expect(await listed({ after: 'xa' })).toEqual(['xb', 'xc'])
    expect(await store.put(partition, 'xa', {}, undefined)).toBe('conflict')
    expect([await store.remove(partition, 'xa', 2), await store.remove(partition, 'xa', 1)]).toEqual([
      'conflict',
      'removed',
    ])
    expect([await listed(), await store.get(partition, 'xa')]).toEqual([['xb', 'xc'], undefined])
    expect(await store.remove(REF.partition, REF.key, (await store.get(REF.partition, REF.key))?.version ?? 0)).toBe(
      'removed',
    )
    expect([await read(store, REF), await goal()]).toEqual([undefined, 15])
    expect((await t.world.store.list(partition, { limit: 50, prefix: 'x' })).found).toEqual([])
  })

  test('sends nothing, schedules nothing, waits for nothing and reads no list', async () => {
    const world = within()
    expect(await world.post.send()).toEqual({ outcome: 'sent' })
    expect([
      await world.post.fateOf(),
      await world.post.rate(),
      await world.mailbox.read(),
      await world.timetable.list(),
    ]).toEqual(['unknown', Number.POSITIVE_INFINITY, undefined, []])
    expect([
      await world.names.txt(),
      await world.names.mx(),
      await world.names.addresses(),
      await world.mailbox.forget(),
    ]).toEqual(['unknown', 'unknown', 'unknown', 0])
    expect(new Set(await Promise.all(Object.values(NO_LISTS).map(each => (each as () => Promise<string>)())))).toEqual(
      new Set(['busy']),
    )
    await world.clock.rest()
    expect([world.clock.now(), t.outbox.count()]).toEqual([NOW, 0])
    world.log.info()
    world.log.error('x', {})
    expect(t.logged.map(({ event }) => event)).toEqual(['x'])
  })

  test('is opened by a test’s link for three days, by no other token, and its links lead nowhere else', () => {
    const { settings } = t.world
    const safe = safeSettings(settings, IDS.campaign, NOW)
    const token = new URL(safe.url).pathname.split('/').at(-1) ?? ''
    expect(safe.secret).not.toBe(settings.secret)
    const open = (at: string, of = token) => openPreview(settings, of, at)
    expect(open(NOW)).toMatchObject({ campaign: IDS.campaign, settings: { secret: safe.secret, url: safe.url } })
    expect(open(NOW, token.toUpperCase())?.settings.secret).toBe(safe.secret)
    expect(open(shift(NOW, 3 * DAY + 59 * 60_000))).toBeDefined()
    expect(open(shift(NOW, 3 * DAY + HOUR))).toBeUndefined()
    expect(open(NOW, LINKS.rsvp.token(settings, IDS.campaign, 'x'.repeat(16) as never))).toBeUndefined()
    expect(safeSettings(settings, IDS.campaign, shift(NOW, HOUR)).secret).not.toBe(safe.secret)
  })
})

describe('moving house', () => {
  const documents: Moved[] = [
    { partition: 'campaign#c', key: 'campaign', value: { b: 1, a: 2 } },
    { partition: 'campaign#c', key: 'note', value: { x: 1 }, expiresAt: NOW },
  ]
  const lines = (of = documents) => [...exportLines(of, NOW)]
  test('brings each document as it was, between a head and a foot that say what left', () => {
    const [head, ...rest] = lines()
    expect(JSON.parse(head ?? '')).toEqual({ convoke: 1, at: NOW })
    const body = rest.slice(0, -1)
    expect(JSON.parse(rest.at(-1) ?? '')).toEqual({
      documents: 2,
      sha256: createHash('sha256')
        .update(`${body.join('\n')}\n`)
        .digest('hex'),
    })
    expect(readExport(lines().join('\n'))).toEqual(documents)
    expect(readExport(`${lines([]).join('\n')}\n\n`)).toEqual([])
  })

  test('leaves behind what is of one machine', () => {
    const stays = ['login', 'turns'].find(staysBehind)
    expect([staysBehind('campaign#c'), awakens('campaign#c')]).toEqual([false, false])
    if (stays) expect(lines([{ partition: stays, key: 'x', value: {} }])).toHaveLength(2)
  })

  test('does not take what was changed, cut short or made by another', () => {
    const [head = '', one = '', two = '', foot = ''] = lines()
    const reading =
      (...of: string[]) =>
      () =>
        readExport(of.join('\n'))
    expect(reading(head, two, one, foot)).toThrow('changed or cut short')
    expect(reading(head, one, foot)).toThrow('changed or cut short')
    expect(reading(head, one.replace('1', '3'), two, foot)).toThrow(TransferError)
    expect(reading(one, two, foot)).toThrow('its first line does not read')
    expect(reading(head, one, two)).toThrow('its last line does not read')
    expect(reading('')).toThrow('its first line')
    const broken = '{"partition":1}'
    const sha256 = createHash('sha256').update(`${broken}\n`).digest('hex')
    expect(reading(head, broken, JSON.stringify({ documents: 1, sha256 }))).toThrow('its line 2 does not read')
  })

  test('into a house goes once, and into one with other documents not at all', async () => {
    const { store } = t.world
    const many = Array.from(
      { length: 45 },
      (_, n): Moved => ({ partition: 'moved#x', key: `k${n}`, value: { n, z: [{ b: 1, a: 2 }] } }),
    )
    expect(await importDocuments(store, many)).toEqual({ written: 45, known: 0 })
    const turned = many.map(each => ({ ...each, value: { z: [{ b: 1, a: 2 }], n: (each.value as { n: number }).n } }))
    expect(await importDocuments(store, turned)).toEqual({ written: 0, known: 45 })
    await expect(importDocuments(store, [{ ...(many[0] as Moved), value: { n: 7 } }])).rejects.toThrow(
      'Import into an empty one',
    )
  })
})

describe('everything of a campaign', () => {
  test('goes with it, its own document last, and nothing of another', async () => {
    const { store } = t.world
    const places = await placesOf(store, IDS.partnership)
    expect(places).toContain(REF.partition)
    expect(places.some(place => place.includes(IDS.partnership))).toBe(true)
    const other = campaignIdFrom(`${IDS.campaign.slice(0, 15)}d`)
    await store.put(campaignRef(other).partition, 'campaign', { id: other }, undefined)
    const removed: string[] = []
    const watched: Store = {
      ...store,
      remove: (partition, key, seen) => {
        removed.push(key)
        return store.remove(partition, key, seen)
      },
    }
    const count = await removeAll(watched, 'campaign', IDS.campaign)
    expect([count, removed.at(-1)]).toEqual([removed.length, REF.key])
    expect(count).toBeGreaterThan(3)
    expect(await store.get(campaignRef(other).partition, 'campaign')).toBeDefined()
    expect((await store.list(REF.partition, { limit: 10 })).found).toEqual([])
    expect(await removeAll(store, 'campaign', IDS.campaign)).toBe(0)
  })

  test('is taken away although somebody writes meanwhile, and given up loudly where that never ends', async () => {
    const { store } = t.world
    let raced = 0
    const racing = (times: number): Store => ({
      ...store,
      async remove(partition, key, seen) {
        if (raced++ < times) await setGoal(raced)
        return store.remove(partition, key, seen)
      },
    })
    expect(await removeRow(racing(3), REF.partition, REF.key)).toBe(true)
    expect([raced, await removeRow(store, REF.partition, REF.key)]).toEqual([4, false])
    await t.world.store.put(REF.partition, REF.key, { id: 'x' }, undefined)
    const never: Store = { ...store, remove: async () => 'conflict' }
    await expect(removeRow(never, REF.partition, REF.key)).rejects.toThrow('too many writers')
  })
})

describe('a row that cannot be read', () => {
  test('is told once for each version, by its ids, and costs itself alone', async () => {
    await spoil(REF)
    const row = await look(t.world.store, REF)
    if (!(row instanceof UnreadableRow)) throw new Error('it reads')
    for (let n = 0; n < 2; n++) noteUnreadable(t.world.log, row)
    expect(t.logged.filter(({ level }) => level === 'error').map(({ facts }) => facts)).toEqual([
      { kind: 'campaign', of: IDS.campaign, id: '' },
    ])
    await spoil(REF)
    expect(await alone(t.world.log, () => read(t.world.store, REF))).toBeUndefined()
    expect(t.logged.filter(({ level }) => level === 'error')).toHaveLength(2)
    expect(await alone(t.world.log, async () => 5)).toBe(5)
    await expect(alone(t.world.log, async () => Promise.reject(new Error('other')))).rejects.toThrow('other')
    expect(
      (await unreadableIn(t.world.store, REF.partition)).map(({ row: found, value }) => [found.place.kind, value]),
    ).toEqual([['campaign', { shape: 1, spoiled: true }]])
  })
})

test('documents are created once, changed by what stands, made or changed, and taken away as they were seen', async () => {
  const { store } = t.world
  const other = campaignRef(campaignIdFrom('z'.repeat(16)))
  const value = (await read(store, REF))?.value
  if (!value) throw new Error('no campaign')
  expect([await create(store, other, value), await create(store, other, value)]).toEqual([true, false])
  expect(await change(store, campaignRef(campaignIdFrom('y'.repeat(16))), each => each)).toBeUndefined()
  const before = (await read(store, other))?.version
  await change(store, other, () => undefined)
  expect((await read(store, other))?.version).toBe(before)
  await upsert(store, other, stands => ({ ...(stands ?? value), goal: 4 }))
  expect((await read(store, other))?.value.goal).toBe(4)
  expect(await write(store, other, value, before)).toBe('conflict')
  expect(await remove(store, other, before ?? 0)).toBe('conflict')
  expect(await remove(store, other, (await read(store, other))?.version ?? 0)).toBe('removed')
  expect((await readVersioned(store, IDS.campaign))?.context.campaign.id).toBe(IDS.campaign)
  const { version } = (await readVersioned(store, IDS.campaign)) ?? {}
  await setGoal(3)
  expect((await readVersioned(store, IDS.campaign))?.version).not.toBe(version)
  expect(await readContext(store, campaignIdFrom('y'.repeat(16)))).toBeUndefined()
})

test('several acts are in hand at one time, no more than that; the first error comes once all are done', async () => {
  let inHand = 0
  let most = 0
  const task = async (n: number) => {
    most = Math.max(most, ++inHand)
    await new Promise(resolve => setImmediate(resolve))
    inHand--
    if (n === 3) throw new Error('three')
  }
  await expect(sideBySide([1, 2, 3, 4, 5], task, { hands: 2 })).rejects.toThrow('three')
  expect([most, inHand]).toEqual([2, 0])
  const did: number[] = []
  const whole = async (over: number) =>
    sideBySide([1, 2, 3], async n => did.push(n), { hands: 1, isOver: () => did.length >= over })
  expect([await whole(2), did]).toEqual([false, [1, 2]])
  did.length = 0
  expect([await whole(9), did]).toEqual([true, [1, 2, 3]])
  async function* later() {
    yield 1
    yield 2
  }
  did.length = 0
  expect([await sideBySide(later(), async n => did.push(n)), did]).toEqual([true, [1, 2]])
})

test('schedules are written down as the first version wrote them, and read as what they are', () => {
  const partnership = partnershipIdFrom('p'.repeat(16))
  const wave = waveSchedule(IDS.campaign, 'thanks:a/b', NOW)
  const errands = errandsSchedule(partnership, NOW)
  const list = listSchedule(IDS.campaign, 'l1', NOW)
  expect(wave.name).toBe(`${IDS.campaign}-thanks_a_b`)
  expect(writeSchedule(wave)).toEqual({ name: wave.name, campaign: IDS.campaign, wave: 'thanks:a/b', at: NOW })
  expect(writeSchedule(errands)).toEqual({ name: errands.name, campaign: partnership, wave: 'errands', at: NOW })
  expect(writeSchedule(list)).toEqual({ name: list.name, campaign: IDS.campaign, wave: 'list l1', at: NOW })
  for (const each of [wave, errands, list]) expect(readSchedule(writeSchedule(each))).toEqual(each)
  expect([ownerOf(wave), ownerOf(errands), ownerOf(list)]).toEqual([IDS.campaign, partnership, IDS.campaign])
  expect([waveName(IDS.campaign, 'invite'), listName(IDS.campaign, 'l1')]).toEqual([
    `${IDS.campaign}-invite`,
    `${IDS.campaign}-list_l1`,
  ])
})

test('what cannot be composed is refused here, and everything else is handed over by its kind', async () => {
  const about = { kind: 'probe', attempt: 'a', campaign: '' } as const
  expect(await submit(t.world, { refused: 'no address' }, about)).toEqual({
    outcome: 'refused',
    because: 'address',
    detail: 'no address',
  })
  const handed: unknown[] = []
  const post = {
    ...t.world.post,
    async send(message: unknown) {
      handed.push(message)
      return { outcome: 'sent' as const }
    },
  }
  const message = { from: 'a@x.example', to: ['b@x.example'], bytes: new Uint8Array(1), part: 'convener' as const }
  await submit({ post }, message, about)
  await submit({ post }, message, { ...about, wave: 'other' })
  expect(handed).toMatchObject([{ wave: 'probe', attempt: 'a' }, { wave: 'other' }])
})

test('a name in the log is no address, and the same for each spelling of one; a failure is told without its words', () => {
  const name = pseudonymOf(t.world, 'Ann@Lee.example')
  expect(name).toBe(pseudonymOf(t.world, 'ann@lee.example'))
  expect([name === pseudonymOf(t.world, 'bob@lee.example'), name.includes('@')]).toEqual([false, false])
  expect(JSON.stringify(failureOf(new TypeError('of ann@lee.example')))).not.toContain('ann@')
  expect(deskOf({ replyDomain: 'reply.example.org' })).toMatchObject({
    name: 'Convoke',
    email: expect.stringContaining('@reply.example.org'),
  })
})
