/** The list of somebody’s partnerships, and records that end. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { campaignIdFrom, partnershipIdFrom } from '../../../domain/keep/ids.ts'
import type { Partnership } from '../../../domain/keep/partnership.ts'
import type { WaveState } from '../../../domain/send/wave-state.ts'
import {
  campaignOfRef,
  change,
  create,
  partnershipOfRef,
  partnershipRef,
  read,
  waveRef,
} from '../../../functions/keep/documents.ts'
import { createCampaign } from '../../../functions/keep/reply-to.ts'
import { homeOf } from '../../../functions/rounds/home.ts'
import { endOldRecords, retentionErrands } from '../../../functions/rounds/retention.ts'
import { answered, campaign as blank, launch, matter } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, partnership, signAll } from '../campaign/launch.ts'
import { launchIn } from '../campaign/written.ts'

/** A Wednesday four weeks before the launch, which is on March 31, 2027, 7:30 to 9:00 in Denver. */
const NOW = '2027-03-03T16:00:00.000Z'
const DAN = { name: 'Dan', email: 'dan@edc.example', role: 'co-convener' as const, organization: 'EDC' }
const SUE = { name: 'Sue', email: 'sue@college.example', role: 'support team' as const, organization: 'College' }

let t: TestWorld
const { overview, edit, guest: person, join } = launchIn(() => t.world)
beforeEach(async () => {
  t = makeWorld({ start: NOW })
  await draftCampaign(t.world, {
    invitees: 5,
    campaign: { status: 'running', scheduledAt: '2027-01-04T16:00:00.000Z' },
  })
  await signAll(t.world)
  await edit({ left: { invite: '2027-02-26T16:00:00.000Z' } })
  const wave: WaveState = { id: 'invite', campaign: IDS.campaign, state: 'finished', counts: {} }
  await create(t.world.store, waveRef(IDS.campaign, 'invite'), wave)
  await join(DAN, SUE)
})
afterEach(() => t.close())

describe('the list of partnerships', () => {
  const add = async (
    letter: string,
    over: Partial<Partnership>,
    date?: string,
    status: Campaign['status'] = 'draft',
  ) => {
    const id = partnershipIdFrom(letter.repeat(16))
    const campaign = campaignIdFrom(letter.repeat(16))
    await create(t.world.store, partnershipRef(id), partnership({ id, ...over }))
    await create(t.world.store, partnershipOfRef(CONVENER, id), { id })
    const meeting = date === undefined ? undefined : launch({ uid: `${letter}@example.org`, date })
    await createCampaign(t.world.store, blank({ id: campaign, partnership: id, meeting, status }))
    await create(t.world.store, campaignOfRef(id, campaign), { id: campaign })
  }
  const names = async (wanted: Parameters<typeof homeOf>[2] = {}) =>
    (await homeOf(t.world, CONVENER, wanted)).rows.map(({ name }) => name.split(' ')[2])
  beforeEach(() => create(t.world.store, partnershipOfRef(CONVENER, IDS.partnership), { id: IDS.partnership }))

  test('has the one whose meeting comes next first, those without a date after it, then those that are over', async () => {
    await add('a', { sector: 'Later' }, '2027-06-01')
    await add('b', { sector: 'Sooner' }, '2027-03-20')
    await add('d', { sector: 'Undated' })
    await add('e', { sector: 'Over' }, '2027-01-20')
    expect(await names()).toEqual(['Sooner', 'Manufacturing', 'Later', 'Undated', 'Over'])
    expect(await names({ search: 'LATER' })).toEqual(['Later'])
    expect((await homeOf(t.world, 'stranger@knows.example')).rows).toEqual([])
    const { rows, found, page, pages } = await homeOf(t.world, CONVENER)
    expect([found, page, pages]).toEqual([5, 1, 1])
    expect(rows.find(({ name }) => name.includes('Over'))?.meetings[0]).toMatchObject({
      isOver: true,
      next: undefined,
    })
    const next = rows.find(({ name }) => name.includes('Manufacturing'))?.meetings[0]?.next
    expect(next).toEqual({ at: '2027-03-17T15:00:00.000Z', title: 'First follow-up' })
  })

  test('tells what waits for a person, the oldest first, and looks through none that was put away', async () => {
    await person(0, { matters: [matter('Where?', { at: '2027-03-02T15:00:00.000Z' })] })
    await person(1, { matters: [matter('When?', { at: '2027-03-01T15:00:00.000Z' })] })
    await person(2, { answers: [answered({ at: '2027-03-01T15:00:00.000Z' })] })
    const waiting = async () => (await homeOf(t.world, CONVENER)).rows[0]?.waiting ?? []
    const told = (await waiting()).map(({ words }) => words)
    expect(told.filter(each => each.includes('Guest')).map(each => each.slice(0, 11))).toEqual([
      '**Guest 1**',
      '**Guest 0**',
    ])
    expect(told.join()).not.toContain('has not approved')
    await change(t.world.store, partnershipRef(IDS.partnership), each => ({ ...each, archivedAt: NOW }))
    expect(await waiting()).toEqual([])
    expect((await homeOf(t.world, CONVENER)).rows[0]).toMatchObject({ archived: true, sample: false, mayEdit: true })
  })
})

describe('records that are kept for so long', () => {
  const keep = (over: Partial<Partnership>) =>
    change(t.world.store, partnershipRef(IDS.partnership), each => ({ ...each, ...over }))
  const act = async () => endOldRecords(t.world, await overview())
  const told = async () =>
    (await retentionErrands(t.world, await overview())).map(each => [each.to.email, each.at, each.until])

  test('end after a warning to those who run it, and not while somebody may still act', async () => {
    expect([await act(), await told()]).toEqual([false, []])
    await keep({ keepMonths: 2 })
    expect([await act(), await told()]).toEqual([false, []])
    await t.clock.moveTo('2027-05-31T15:00:00.000Z')
    expect(await act()).toBe(true)
    const warned = (await overview()).partnership.endsWarnedAt
    expect(warned).toBe('2027-05-31T15:00:00.000Z')
    const until = (await told())[0]?.[2] ?? ''
    expect(await told()).toEqual([CONVENER, DAN.email].map(email => [email, warned, until]))
    expect(await act()).toBe(false)
    await t.clock.moveTo(until)
    expect(await act()).toBe(true)
    expect(await read(t.world.store, partnershipRef(IDS.partnership))).toBeUndefined()
  })

  test('stay where a meeting was added meanwhile', async () => {
    await keep({ keepMonths: 2, endsWarnedAt: NOW })
    expect(await act()).toBe(true)
    expect((await overview()).partnership.endsWarnedAt).toBeUndefined()
    await keep({ keepMonths: undefined, endsWarnedAt: undefined })
    await t.clock.moveTo('2037-05-31T15:00:00.000Z')
    expect(await act()).toBe(false)
  })
})
