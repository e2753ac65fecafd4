/** What acts of the day refuse by themselves, whichever door they are called through. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignIdFrom, invitationIdFrom } from '../../../domain/keep/ids.ts'
import { businessesIn, type CaptureEntry, capture, type Place, placeOfKeeper } from '../../../functions/day/capture.ts'
import { addWalkIn, checkIn, whoKeeps } from '../../../functions/day/check-in.ts'
import { guestsIn } from '../../../functions/day/run-sheet.ts'
import { askChampions, summaryOf, writeSummary } from '../../../functions/day/summary.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { campaignRef, change, invitationsOf } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { addCommitment, commitmentsOf } from '../../../functions/teams/commitments.ts'
import { ballotsOf, namedAt } from '../../../functions/teams/record.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, signedCampaign } from '../campaign/launch.ts'

/** The launch is on Wednesday, March 31, 2027, 7:30 to 9:00 in Denver. */
const EVENING_BEFORE = '2027-03-31T03:00:00.000Z'
const DURING = '2027-03-31T14:10:00.000Z'
const WEEKS_AFTER = '2027-04-20T16:00:00.000Z'
const WORDS = { subject: 'What we decided', body: 'Apprenticeships first.', missed: '' }

let t: TestWorld
const context = async () => {
  const found = await readContext(t.world.store, IDS.campaign)
  if (!found) throw new Error('no campaign')
  return found
}
const someone = async () => {
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) return value.id
  throw new Error('nobody is invited')
}

beforeEach(async () => {
  t = makeWorld({
    start: '2027-02-01T16:00:00.000Z',
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
  })
  await signedCampaign(t.world, { invitees: 2 })
})
afterEach(() => t.close())

describe('at the door', () => {
  const kim = { name: 'Kim Ray', title: '', company: 'Ray Tools', email: '', publicPartner: false }
  const come = async () => [
    await checkIn(t.world, IDS.campaign, await someone(), { came: true, by: 'Sue' }),
    await addWalkIn(t.world, IDS.campaign, kim, { by: 'Sue' }),
  ]

  test.each([
    ['before the morning of the day', EVENING_BEFORE],
    ['weeks after it', WEEKS_AFTER],
  ])('nobody comes in %s', async (_, now) => {
    await t.clock.moveTo(now)
    expect(await come()).toEqual(['closed', 'closed'])
    for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) expect(value.came).toBeUndefined()
  })

  test('nobody comes in at a meeting that is off', async () => {
    await t.clock.moveTo(DURING)
    await change(t.world.store, campaignRef(IDS.campaign), each => ({ ...each, status: 'canceled' as const }))
    expect(await come()).toEqual(['closed', 'closed'])
  })

  test('nobody comes in who is on no list, nor at a meeting that is not there', async () => {
    await t.clock.moveTo(DURING)
    const tap = { came: true, by: 'Sue' }
    expect(await checkIn(t.world, IDS.campaign, invitationIdFrom('x'.repeat(16)), tap)).toBe('not on the list')
    expect(await checkIn(t.world, campaignIdFrom('x'.repeat(16)), await someone(), tap)).toBe('not on the list')
  })
})

describe('at the table', () => {
  beforeEach(() => t.clock.moveTo(DURING))
  const place = async (over: Partial<Place> = {}): Promise<Place> => ({
    ...(await context()),
    by: 'Sue',
    mayEdit: true,
    ...over,
  })
  const write = async (entry: CaptureEntry, over: Partial<Place> = {}) => capture(t.world, await place(over), entry)
  const promise = (owner: string, due = '2027-04-01', what = 'Call the mayor') =>
    write({ do: 'promise', what, owner, due })

  test('whoever may only read writes nothing, nor does who keeps the door once it is closed', async () => {
    const entries: CaptureEntry[] = [
      { do: 'name', text: 'Freight' },
      { do: 'reword', priority: 'x', text: 'Rail' },
      { do: 'vote', company: 'x', priorities: [] },
      { do: 'promise', what: 'x', owner: 'ann@lee.example', due: '2027-04-01' },
    ]
    for (const entry of entries) expect(await write(entry, { mayEdit: false })).toBe('closed')
    const link = LINKS.day.to(t.world.settings, IDS.campaign, CONVENER)
    const keeper = await whoKeeps(t.world, link.split('/').at(-1) ?? '')
    if (!keeper) throw new Error('nobody keeps the door')
    expect(placeOfKeeper(t.world, keeper).mayEdit).toBe(true)
    await t.clock.moveTo(WEEKS_AFTER)
    expect(placeOfKeeper(t.world, keeper).mayEdit).toBe(false)
    expect(await namedAt(t.world.store, IDS.campaign)).toEqual([])
  })

  test('a list holds thirty priorities', async () => {
    const outcomes = []
    for (let n = 0; n < 32; n++) outcomes.push(await write({ do: 'name', text: `No. ${n}` }))
    const full = outcomes.indexOf('full')
    expect(full).toBeGreaterThan(5)
    expect(outcomes.slice(full).every(each => each === 'full')).toBe(true)
    expect(await namedAt(t.world.store, IDS.campaign)).toHaveLength(full)
  })

  test('businesses that are there vote, with three votes each', async () => {
    await write({ do: 'name', text: 'Freight' })
    expect(await write({ do: 'vote', company: 'no such company', priorities: [] })).toBe('not here')
    const stands = await checkIn(t.world, IDS.campaign, await someone(), { came: true, by: 'Sue' })
    if (typeof stands === 'string') throw new Error(stands)
    const { companies } = businessesIn(await guestsIn(t.world, (await context()).campaign))
    const key = companies[0]?.key ?? ''
    const outcome = await write({ do: 'vote', company: key, priorities: ['a', 'b', 'c', 'd'] })
    expect(outcome).toEqual({ votes: stands.invitee.company })
    expect(await ballotsOf(t.world.store, IDS.campaign)).toEqual([])
    expect(await write({ do: 'vote', company: key, priorities: ['a', 'b', 'c'] })).toBe('noted')
  })

  test('those who are there promise something, for the same day at the earliest, and two hundred times in all', async () => {
    expect(await promise('nobody@knows.example')).toBe('nobody')
    expect(await promise('ann@lee.example', '2027-03-30')).toBe('past')
    expect(await promise('ann@lee.example', '2027-03-31')).toBe('noted')
    const owner = { name: 'Ann Lee', email: 'ann@lee.example', company: 'Lee Forge' }
    for (let n = 1; n < 200; n++)
      await addCommitment(t.world, IDS.partnership, {
        campaign: IDS.campaign,
        what: `No. ${n}`,
        owner,
        due: '2027-05-01',
      })
    expect(await promise('ann@lee.example', '2027-04-01', 'One too many')).toBe('too many')
    expect(await commitmentsOf(t.world.store, IDS.partnership)).toHaveLength(200)
  })
})

describe('the executive summary', () => {
  test('is written of a launch alone, in fields that every letter has', async () => {
    const { campaign, partnership } = await context()
    const debrief = { ...campaign, meeting: campaign.meeting && { ...campaign.meeting, kind: 'debrief' as const } }
    expect(await writeSummary(t.world, { campaign: debrief, partnership }, WORDS, CONVENER)).toBe('no summary')
    expect(await askChampions(t.world, { campaign: debrief, partnership })).toBe('no summary')
    const strange = { ...WORDS, body: 'Dear {{nickname}},', missed: '{{moon}} and {{sun}}' }
    expect(await writeSummary(t.world, { campaign, partnership }, strange, CONVENER)).toEqual({
      unknown: { body: ['{{nickname}}'], missed: ['{{moon}}', '{{sun}}'] },
    })
    expect(await summaryOf(t.world, IDS.campaign)).toBeUndefined()
    expect(await writeSummary(t.world, { campaign, partnership }, WORDS, CONVENER)).toBe('written')
  })

  test('is put before two champions at least, once the launch is over and something is written', async () => {
    expect(await askChampions(t.world, await context())).toBe('not over')
    await t.clock.moveTo('2027-03-31T16:00:00.000Z')
    expect(await askChampions(t.world, await context())).toBe('nothing written')
    await writeSummary(t.world, await context(), WORDS, CONVENER)
    const { campaign, partnership } = await context()
    const alone = { ...partnership, champions: partnership.champions.slice(0, 1) }
    expect(await askChampions(t.world, { campaign, partnership: alone })).toBe('too few champions')
    expect(await askChampions(t.world, { campaign, partnership })).toBe('asked')
  })
})
