import { afterEach, beforeEach, expect, test } from 'vitest'
import { campaignIdFrom, invitationIdFrom } from '../../../../domain/keep/ids.ts'
import type { Invitation } from '../../../../domain/keep/invitation.ts'
import { change, create, invitationRef, invitationsOf, read, remove } from '../../../../functions/keep/documents.ts'
import { wholeList } from '../../../../functions/list/whole/whole-list.ts'
import { shortId } from '../../../../mail/token.ts'
import { makeWorld, type TestWorld } from '../../../world.ts'

const LIST = campaignIdFrom(shortId('a list'))

let t: TestWorld
beforeEach(() => {
  t = makeWorld()
})
afterEach(() => t.close())

const idOf = (n: number) => invitationIdFrom(shortId(`guest ${n}`))
const refOf = (n: number) => invitationRef(LIST, idOf(n))
const guest = (n: number): Invitation => ({
  id: idOf(n),
  campaign: LIST,
  invitee: { name: `Guest ${n}`, title: '', company: '', email: `g${n}@x.example`, phone: '', publicPartner: false },
  addedAt: '2026-01-05T16:00:00.000Z',
  sends: { invite: { status: 'sent', at: '2026-01-05T16:00:00.000Z', attempt: 'a', attempts: 1, sequence: 0 } },
  answers: [],
  matters: [],
  history: [],
})

const add = async (from: number, count: number) => {
  await Promise.all(Array.from({ length: count }, (_, n) => create(t.world.store, refOf(from + n), guest(from + n))))
}
const rename = (n: number, name: string) =>
  change(t.world.store, refOf(n), stands => ({ ...stands, invitee: { ...stands.invitee, name } }))
const takeAway = async (n: number) => {
  const found = await read(t.world.store, refOf(n))
  if (found) await remove(t.world.store, refOf(n), found.version)
}

const namesNow = async () => (await wholeList(t.world.store, LIST)).people.map(({ invitee }) => invitee.name)
async function namesWritten(): Promise<string[]> {
  const names: string[] = []
  for await (const { value } of invitationsOf(t.world.store, LIST)) names.push(value.invitee.name)
  return names
}

test('a list is at every moment what is written, however it grows, changes and shrinks', async () => {
  expect(await namesNow()).toEqual([])
  await add(0, 700)
  expect(await namesNow()).toEqual(await namesWritten())
  let state = 7
  const pick = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  let next = 700
  for (let step = 0; step < 40; step++) {
    const what = pick(4)
    if (what === 0) await add(next, 1)
    if (what === 0) next++
    if (what === 1) await rename(pick(next), `Renamed ${step}`)
    if (what === 2) await takeAway(pick(next))
    expect(await namesNow()).toEqual(await namesWritten())
  }
  await add(next, 1300)
  expect(await namesNow()).toEqual(await namesWritten())
})

test('as long as nobody writes it is the very same, and after one letter all but those around it are', async () => {
  await add(0, 1600)
  const before = await wholeList(t.world.store, LIST)
  expect((await wholeList(t.world.store, LIST)).people).toBe(before.people)
  await rename(3, 'Somebody else')
  const after = await wholeList(t.world.store, LIST)
  const same = after.people.filter((person, n) => person === before.people[n]).length
  expect(same).toBeGreaterThanOrEqual(1000)
  expect(same).toBeLessThan(1600)
})

test('what pages do not need of somebody is not kept in mind', async () => {
  await add(0, 1)
  const [only] = (await wholeList(t.world.store, LIST)).people
  expect(only).not.toHaveProperty('history')
  expect(only?.sends.invite).toEqual({ status: 'sent', at: '2026-01-05T16:00:00.000Z', sequence: 0 })
})

test('who cannot be read is counted, and the others are there; once it is mended nobody is missing', async () => {
  await add(0, 3)
  const { partition, key } = refOf(1)
  await t.world.store.put(partition, key, { shape: 1, id: 'nonsense' }, 1)
  expect(await wholeList(t.world.store, LIST)).toMatchObject({ missing: 1, people: { length: 2 } })
  await t.world.store.put(partition, key, { ...guest(1), shape: 1 }, 2)
  expect(await wholeList(t.world.store, LIST)).toMatchObject({ missing: 0, people: { length: 3 } })
})
