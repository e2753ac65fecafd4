import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from 'vitest'
import { championIdFrom } from '../../../domain/keep/ids.ts'
import { approve, askChampions, checkOfSummary, whoApproves, writeSummary } from '../../../functions/day/summary.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { campaignRef, change, read } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { type FollowUp, readOverview } from '../../../functions/keep/overview.ts'
import { replanErrands } from '../../../functions/keep/replan.ts'
import { runErrands } from '../../../functions/rounds/errands.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { FOLLOW_UPS, PLANNERS, type Planner } from '../../../functions/rounds/planners.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { namePriority } from '../../../functions/teams/record.ts'
import { teamsOf } from '../../../functions/teams/teams.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, signedCampaign } from '../campaign/launch.ts'

/** The launch is on Wednesday, March 31, 2027, 7:30 to 9:00 in Denver. */
const OVER = '2027-03-31T16:00:00.000Z'
const WORDS = { subject: 'What we decided', body: 'Apprenticeships first.', missed: '' }

let t: TestWorld
const overview = async () => {
  const found = await readOverview(t.world, IDS.partnership)
  if (!found) throw new Error('no partnership')
  return found
}
const summaryThatLeft = async () => (await read(t.world.store, campaignRef(IDS.campaign)))?.value.summary
const teams = () => teamsOf(t.world.store, IDS.partnership)
const FRIDAY = '2027-04-02T16:00:00.000Z'

/** A launch whose summary both champions have approved, as a crash leaves it just after the second yes. */
beforeEach(async () => {
  t = makeWorld({
    start: '2027-02-01T16:00:00.000Z',
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
    sweep,
  })
  await signedCampaign(t.world, { invitees: 4 })
  await t.timers.runUntil(OVER)
  await namePriority(t.world, IDS.campaign, 'Apprentices')
  const context = await readContext(t.world.store, IDS.campaign)
  if (!context) throw new Error('no campaign')
  await writeSummary(t.world, context, WORDS, CONVENER)
  await askChampions(t.world, context)
  const yes = async (champion: string) => {
    const link = LINKS.approve.to(t.world.settings, IDS.campaign, championIdFrom(champion))
    const asked = await whoApproves(t.world, link.split('/').at(-1) ?? '')
    if (asked) await approve(t.world, asked, checkOfSummary(WORDS))
  }
  await yes(IDS.ann)
  await change(t.world.store, campaignRef(IDS.campaign), stands => ({ ...stands, status: 'canceled' as const }))
  await yes(IDS.bob)
  await change(t.world.store, campaignRef(IDS.campaign), stands => ({ ...stands, status: 'running' as const }))
  expect(await teams()).toEqual([])
})
afterEach(() => t.close())

describe('planners', () => {
  test('are given nothing by which they could change a document, send a letter or set a schedule', () => {
    type Given = Parameters<Planner>[0]
    expectTypeOf<keyof Given>().toEqualTypeOf<'store' | 'clock' | 'settings'>()
    expectTypeOf<keyof Given['store']>().toEqualTypeOf<'get' | 'list' | 'written'>()
    expectTypeOf<keyof Given['clock']>().toEqualTypeOf<'now'>()
  })

  test('leave every document as it is, whatever waits to be done', async () => {
    const { store } = t.world
    const written: string[] = []
    const watched = {
      ...t.world,
      store: {
        ...store,
        get: store.get.bind(store),
        list: store.list.bind(store),
        put: async (...[partition, key]: Parameters<typeof store.put>) => {
          written.push(`${partition} ${key}`)
          return 'conflict' as const
        },
        remove: async (partition: string, key: string) => {
          written.push(`${partition} ${key}`)
          return 'conflict' as const
        },
      },
    }
    for (const at of [OVER, FRIDAY]) {
      await t.clock.moveTo(at)
      const errands = await Promise.all(PLANNERS.map(async planner => planner(watched, await overview())))
      expect(errands.flat().length).toBeGreaterThan(0)
    }
    expect(written).toEqual([])
    expect(await summaryThatLeft()).toBeUndefined()
    expect(await teams()).toEqual([])
  })

  test('see what was decided and left undone finished before they plan: the summary leaves and its teams are there', async () => {
    await replanErrands(t.world, IDS.partnership)
    await runErrands(t.world, IDS.partnership)
    expect(await summaryThatLeft()).toMatchObject({ subject: WORDS.subject })
    expect((await teams()).map(({ name }) => name)).toEqual(['Apprentices'])
    const asked = t.outbox.list().filter(({ wave }) => wave === 'approve')
    await runErrands(t.world, IDS.partnership)
    expect(t.outbox.list().filter(({ wave }) => wave === 'approve')).toEqual(asked)
  })

  test('are heard although what should be finished first fails, which is logged and tried again', async () => {
    const acts = FOLLOW_UPS as FollowUp[]
    acts.unshift(async () => {
      throw new Error('of a kind nobody foresaw')
    })
    try {
      await replanErrands(t.world, IDS.partnership)
      await runErrands(t.world, IDS.partnership)
    } finally {
      acts.shift()
    }
    expect(t.logged.some(({ level, event }) => level === 'error' && event === 'follow-up failed')).toBe(true)
    expect(await summaryThatLeft()).toBeDefined()
    expect(t.timetable.all().some(each => each.of === 'errands' && each.partnership === IDS.partnership)).toBe(true)
  })
})
