/** A partnership as a whole: the same again, put away, deleted; and what the first page says of it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CampaignId, campaignIdFrom, partnershipIdFrom } from '../../../domain/keep/ids.ts'
import { DAY, type Instant, shift } from '../../../domain/keep/time.ts'
import { deleteCampaign, deletePartnership } from '../../../functions/campaign/manage/delete.ts'
import { setKeeping } from '../../../functions/campaign/manage/keeping.ts'
import { startAgain } from '../../../functions/campaign/manage/start-again.ts'
import { readContext } from '../../../functions/keep/context.ts'
import {
  campaignOfRef,
  change,
  create,
  invitationsOf,
  partnershipOfRef,
  partnershipRef,
  rowsIn,
} from '../../../functions/keep/documents.ts'
import { replanErrands } from '../../../functions/keep/replan.ts'
import { runErrands } from '../../../functions/rounds/errands.ts'
import { homeOf } from '../../../functions/rounds/home.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { cancel } from '../../../functions/send/steer-campaign.ts'
import { suppress } from '../../../functions/send/suppress.ts'
import { signatures } from '../../../functions/send/texts/signed-set.ts'
import { midYear, IDS as OLD, rowsOfMidYear } from '../../samples/mid-year.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, signedCampaign } from './launch.ts'

let t: TestWorld
afterEach(() => t.close())
const contextOf = async (id: CampaignId) => {
  const context = await readContext(t.world.store, id)
  if (!context) throw new Error('no campaign')
  return context
}
const listOf = async (id: CampaignId) => {
  const emails: string[] = []
  for await (const { value } of invitationsOf(t.world.store, id)) emails.push(value.invitee.email)
  return emails.sort()
}

describe('the same again', () => {
  beforeEach(async () => {
    t = makeWorld({
      start: '2027-01-04T16:00:00.000Z',
      release: releaseWaves,
      sweep,
      settings: { conveners: [CONVENER] },
    })
    await signedCampaign(t.world, { invitees: 3 })
  })

  test('has the people and words, the weekday of next year, and no signature', async () => {
    const before = await contextOf(IDS.campaign)
    const started = await startAgain(t.world, before, CONVENER, true)
    if (started === 'may not') throw new Error(started)
    const after = await contextOf(started.campaign)
    expect(after.campaign.status).toBe('draft')
    expect(after.campaign.letter).toEqual(before.campaign.letter)
    const [was, is] = [before, after].map(({ campaign }) => new Date(campaign.meeting?.date ?? ''))
    expect(is?.getUTCDay()).toBe(was?.getUTCDay())
    expect(Number(is) - Number(was)).toBe(364 * 86_400_000)
    expect(after.campaign.meeting?.uid).not.toBe(before.campaign.meeting?.uid)
    expect(signatures(after).signed).toEqual([])
    expect(after.partnership.champions.map(({ email }) => email)).toEqual(
      before.partnership.champions.map(({ email }) => email),
    )
    expect(await listOf(started.campaign)).toEqual(await listOf(IDS.campaign))
  })

  test('leaves out who opted out, and writes to them no more', async () => {
    const { partnership } = await contextOf(IDS.campaign)
    await suppress(t.world, partnership.id, { email: 'gone@x.example', reason: 'opted out', at: t.world.clock.now() })
    const started = await startAgain(t.world, await contextOf(IDS.campaign), CONVENER, false)
    if (started === 'may not') throw new Error(started)
    const again = (await contextOf(started.campaign)).partnership.id
    expect(await suppress(t.world, again, { email: 'gone@x.example', reason: 'opted out', at: '' })).toBe('known')
    expect(await listOf(started.campaign)).toEqual([])
  })

  test('is not for somebody who may not start one', async () => {
    expect(await startAgain(t.world, await contextOf(IDS.campaign), 'other@x.example', true)).toBe('may not')
  })
})

describe('deleting', () => {
  test('a meeting under way is refused, until it is canceled', async () => {
    t = makeWorld({ start: '2027-01-04T16:00:00.000Z', release: releaseWaves, sweep })
    await signedCampaign(t.world, { invitees: 3 })
    expect(await deletePartnership(t.world, IDS.partnership, false)).toBe('under way')
    expect(await deleteCampaign(t.world, (await contextOf(IDS.campaign)).campaign)).toBe('under way')
    await cancel(t.world, IDS.campaign, CONVENER)
    expect(await deleteCampaign(t.world, (await contextOf(IDS.campaign)).campaign)).toBe('the launch')
    expect(await deletePartnership(t.world, IDS.partnership, false)).toBe('deleted')
    expect(await t.world.timetable.list(IDS.campaign)).toEqual([])
    expect(await homeOf(t.world, CONVENER)).toMatchObject({ rows: [], missing: [], found: 0 })
  })

  test('leaves nothing of a partnership of a year’s standing, and everything of the others', async () => {
    t = await midYear()
    const { partnership } = await contextOf(campaignIdFrom(OLD.campaigns.launch ?? ''))
    const ids = [partnership.id, ...Object.values(OLD.campaigns)]
    const isOf = (place: string) => ids.some(id => place.includes(id))
    const left = async () => {
      const places = new Set(rowsOfMidYear().map(row => row.partition))
      const found: string[] = []
      for (const partition of places)
        for await (const row of rowsIn(t.world.store, partition, '')) found.push(`${partition} ${row.key}`)
      return found
    }
    const before = await left()
    const crashing = {
      ...t.world,
      store: { ...t.world.store, remove: crashAfter(40, t.world.store.remove) },
    }
    await expect(deletePartnership(crashing, partnership.id, true)).rejects.toThrow('off')
    expect((await homeOf(t.world, OLD.convener)).rows.map(({ id }) => id)).toContain(partnership.id)
    expect(await deletePartnership(t.world, partnership.id, true)).toBe('deleted')
    expect((await left()).filter(isOf)).toEqual([])
    const others = before.filter(place => !isOf(place))
    expect((await left()).filter(place => !isOf(place))).toEqual(others)
  }, 60_000)
})

function crashAfter<F extends (...of: never[]) => Promise<unknown>>(calls: number, real: F): F {
  let count = 0
  return (async (...of: Parameters<F>) => {
    if (++count > calls) throw new Error('the machine is off')
    return real(...of)
  }) as unknown as F
}

describe('how long it is kept', () => {
  const year = () => shift(OLD.now, 2 * 366 * DAY)
  const at = async (now: Instant) => {
    await t.clock.moveTo(now)
    await replanErrands(t.world, partnershipIdFrom(OLD.partnership))
    await runErrands(t.world, partnershipIdFrom(OLD.partnership))
  }
  const stands = async () => (await homeOf(t.world, OLD.convener)).rows.some(({ id }) => id === OLD.partnership)
  const warnings = () => t.outbox.list().filter(({ wave }) => wave === 'records-end').length

  test('is for good unless somebody says otherwise', async () => {
    t = await midYear()
    await at(shift(year(), 3650 * DAY))
    expect(await stands()).toBe(true)
    expect(warnings()).toBe(0)
  })

  test('ends a month after it was said, and not before', async () => {
    t = await midYear()
    await setKeeping(t.world, partnershipIdFrom(OLD.partnership), 6)
    await at(year())
    expect(warnings()).toBeGreaterThan(0)
    const said = warnings()
    await at(shift(year(), 29 * DAY))
    expect(warnings()).toBe(said)
    expect(await stands()).toBe(true)
    await at(shift(year(), 31 * DAY))
    expect(await stands()).toBe(false)
  }, 60_000)

  test('is taken back by whoever wants it longer', async () => {
    t = await midYear()
    await setKeeping(t.world, partnershipIdFrom(OLD.partnership), 6)
    await at(year())
    await setKeeping(t.world, partnershipIdFrom(OLD.partnership), 0)
    await at(shift(year(), 60 * DAY))
    expect(await stands()).toBe(true)
  })
})

describe('the first page', () => {
  const listed = async () => {
    await create(t.world.store, partnershipOfRef(CONVENER, IDS.partnership), { id: IDS.partnership })
    await create(t.world.store, campaignOfRef(IDS.partnership, IDS.campaign), { id: IDS.campaign })
  }

  test('says of each meeting what leaves next, and what waits for somebody', async () => {
    t = makeWorld({ start: '2027-01-04T16:00:00.000Z', release: releaseWaves, sweep })
    await signedCampaign(t.world, { invitees: 3 })
    await listed()
    const [row] = (await homeOf(t.world, CONVENER)).rows
    expect(row?.waiting).toEqual([])
    expect(row?.meetings.map(({ next }) => next)).toEqual([
      { at: '2027-02-26T16:00:00.000Z', title: expect.any(String) },
    ])
  })

  test('puts what was put away apart, and does not look through it', async () => {
    t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
    await draftCampaign(t.world)
    await listed()
    await change(t.world.store, partnershipRef(IDS.partnership), stands => ({
      ...stands,
      archivedAt: '2027-01-04T16:00:00.000Z',
    }))
    const [row] = (await homeOf(t.world, CONVENER)).rows
    expect(row).toMatchObject({ archived: true, sample: false, mayEdit: true, waiting: [] })
  })
})
