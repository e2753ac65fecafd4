import { afterEach, describe, expect, it } from 'vitest'
import type { ListWork } from '../../domain/list/list-import.ts'
import { isOverrun } from '../../domain/list/list-import.ts'
import { beginImport, correct, readImport } from '../../functions/list/import-list.ts'
import { listWork } from '../../functions/list/list-work.ts'
import { createLists, LIMITS, type LocalLists } from '../../local/lists/lists.ts'
import { CONVENER, draftCampaign, IDS } from '../functions/campaign/launch.ts'
import { makeWorld, type TestWorld } from '../world.ts'

const open: { t: TestWorld; lists: LocalLists }[] = []
afterEach(async () => {
  for (const { t, lists } of open.splice(0)) {
    await lists.stop()
    t.close()
  }
})

async function place(limits: Partial<typeof LIMITS> = {}) {
  const t = makeWorld()
  await draftCampaign(t.world)
  const lists = createLists(t.folder, t.world.log, { ...LIMITS, ...limits })
  open.push({ t, lists })
  return { t, lists: lists.work }
}

const people = (count: number): string =>
  [
    'Name,Title,Company,Email',
    ...Array.from({ length: count }, (_, n) => `"Roe, Jane ${n % 7}",CEO,Shop ${n},jane${n}@shop${n % 900}.example`),
  ].join('\n')

const here = { name: 'list.csv', text: people(3) }

/** The longest time that everybody else had to wait for their turn meanwhile, in milliseconds. */
async function held(act: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let last = performance.now()
  const ticks = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  }, 5)
  try {
    await act()
  } finally {
    clearInterval(ticks)
  }
  return Math.max(longest, performance.now() - last)
}

/** Keeps a list and answers it as it is kept. */
async function kept({ world }: TestWorld, lists: ListWork, text: string) {
  const found = await lists.read({ name: 'list.csv', text })
  if (isOverrun(found)) throw new Error(found)
  const id = await beginImport(world, IDS.campaign, CONVENER, 'list.csv', found)
  const list = await readImport(world, IDS.campaign, id)
  if (!list) throw new Error('no list')
  return list
}

describe('a list in a thread of its own', () => {
  it('comes out as it does anywhere: read, recognized, looked through, and as scripts see it', async () => {
    const { t, lists } = await place()
    const same = listWork(t.world)
    const now = t.world.clock.now()
    const plainly = (value: unknown) => JSON.parse(JSON.stringify(value))
    expect(await lists.read(here)).toEqual(plainly(await same.read(here)))
    expect(await lists.rows(here)).toEqual(plainly(await same.rows(here)))
    const list = await kept(t, lists, here.text)
    expect(await lists.recognize(list, 0)).toEqual(plainly(await same.recognize(list, 0)))
    await correct(t.world, list, new Map([['2', { name: 'Kim Ray' }]]))
    const look = await lists.look(list, now)
    expect(look).toEqual(plainly(await same.look(list, now)))
    expect(look).toMatchObject({ add: 3, rows: [{ read: { name: 'Kim Ray' } }, {}, {}] })
    const no = 'no@shop.example,opted out'
    expect(await lists.suppressions(no, now)).toEqual(plainly(await same.suppressions(no, now)))
  })

  it('holds nobody up, however long it takes', async () => {
    const { t, lists } = await place()
    const text = people(8000)
    const longest = await held(async () => {
      const list = await kept(t, lists, text)
      expect(await lists.look(list, t.world.clock.now())).toMatchObject({ add: 8000 })
    })
    // The work takes seconds; what is left is what a busy machine of the tests takes by itself.
    expect(longest).toBeLessThan(400)
  }, 60_000)

  it('that takes too long is ended, and the next one is read', async () => {
    const { t, lists } = await place({ time: 100 })
    await lists.read(here)
    expect(await lists.rows({ name: 'list.csv', text: people(20_000) })).toBe('too long')
    expect(t.logged).toContainEqual({
      level: 'error',
      event: 'a list was not read',
      facts: { task: 'rows', why: 'too long' },
    })
    expect(await lists.read(here)).toMatchObject({ sheets: [{ rows: 3 }] })
  }, 60_000)

  it('that takes too much memory is ended, and the next one is read', async () => {
    const { lists } = await place({ memory: 26 })
    expect(await lists.rows({ name: 'list.csv', text: people(20_000) })).toBe('too much')
    expect(await lists.read(here)).toMatchObject({ sheets: [{ rows: 3 }] })
  }, 60_000)

  it('waits for its turn, and is asked to come again where too many wait', async () => {
    const { lists } = await place({ waiting: 3 })
    const all = await Promise.all(Array.from({ length: 5 }, () => lists.read(here)))
    expect(all.map(each => (isOverrun(each) ? each : 'read'))).toEqual(['read', 'read', 'read', 'busy', 'busy'])
    expect(await lists.read(here)).toMatchObject({ sheets: [{ rows: 3 }] })
  }, 60_000)

  it('that fails by a fault of ours says where and no word of the list, and the next one is read', async () => {
    const { t, lists } = await place()
    const broken = { ...(await kept(t, lists, here.text)), mapping: 'Jane Roe' } as never
    const failure = await lists.look(broken, t.world.clock.now()).catch(error => error.message)
    expect(failure).toMatch(/^TypeError in the thread for lists, .*\.ts/)
    expect(failure).not.toContain('Jane')
    expect(await lists.read(here)).toMatchObject({ sheets: [{ rows: 3 }] })
  }, 60_000)

  it('is let go of when Convoke stops', async () => {
    const { lists } = await place()
    const reading = lists.rows({ name: 'list.csv', text: people(20_000) }).catch(() => 'ended')
    await new Promise(done => setTimeout(done, 200))
    await open[0]?.lists.stop()
    expect(await reading).toBe('ended')
    expect(await lists.read(here)).toBe('busy')
  }, 60_000)
})
