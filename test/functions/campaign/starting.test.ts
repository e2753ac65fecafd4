/** Meetings and partnerships that are started, started again and deleted: each act asked of what is written down. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { type CampaignId, campaignIdFrom } from '../../../domain/keep/ids.ts'
import { fill } from '../../../functions/campaign/coverage.ts'
import { deleteCampaign, deletePartnership } from '../../../functions/campaign/manage/delete.ts'
import { setKeeping } from '../../../functions/campaign/manage/keeping.ts'
import { putAway } from '../../../functions/campaign/manage/put-away.ts'
import { startAgain } from '../../../functions/campaign/manage/start-again.ts'
import {
  membersOf,
  peopleAsked,
  startDebrief,
  startMeeting,
  startSeries,
} from '../../../functions/campaign/start-meeting.ts'
import { openPartnership, startPartnership } from '../../../functions/campaign/start-partnership.ts'
import { readContext } from '../../../functions/keep/context.ts'
import {
  campaignIdsOf,
  change,
  create,
  invitationsOf,
  partnershipOfRef,
  partnershipRef,
  read,
  refOf,
} from '../../../functions/keep/documents.ts'
import { DOCUMENTS } from '../../../functions/keep/registry.ts'
import { removeInvitee } from '../../../functions/list/invite.ts'
import { suppress } from '../../../functions/send/suppress.ts'
import { answered, launch, matter } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, partnership } from './launch.ts'
import { launchIn, sentLaunch } from './written.ts'

/** The launch is on Wednesday, March 31, 2027, 7:30 to 9:00 in Denver, which is 13:30 to 15:00. */
const NOW = '2027-03-03T16:00:00.000Z'
const { uid: _, sequence: __, ...WANTED } = launch({ kind: 'quarterly', date: '2027-05-12' })

let t: TestWorld
const { context, campaign, edit, guest, idOf, overview } = launchIn(() => t.world)
beforeEach(async () => {
  t = makeWorld({ start: NOW, settings: { conveners: [CONVENER] } })
  await sentLaunch(t.world, 4)
})
afterEach(() => t.close())

const at = async (id: CampaignId) => {
  const found = await readContext(t.world.store, id)
  if (!found) throw new Error('no campaign')
  return found.campaign
}
const listOf = async (id: CampaignId) => {
  const emails: string[] = []
  for await (const { value } of invitationsOf(t.world.store, id))
    if (value.removedAt === undefined) emails.push(value.invitee.email)
  return emails.sort()
}
const start = (over: Partial<typeof WANTED> = {}, starting = {}) =>
  startMeeting(t.world, partnership(), { ...WANTED, ...over }, { invitees: [invitee(0)], ...starting }, CONVENER)

describe('a meeting after the launch', () => {
  test('is a draft with a UID and a letter of its own, and stands among the meetings', async () => {
    const id = await start({}, { name: ' Talent ', lead: ' Ann Lee ', pulse: true })
    expect(await at(id)).toMatchObject({
      ...{ status: 'draft', name: 'Talent', lead: 'Ann Lee', pulse: NOW, createdAt: NOW },
      meeting: { ...WANTED, uid: `${id}@reply.example.org`, sequence: 0 },
      letter: { body: expect.stringMatching(/\S/) },
      history: [{ at: NOW, by: CONVENER, event: 'planned', kind: 'quarterly' }],
    })
    expect(await campaignIdsOf(t.world.store, IDS.partnership)).toContain(id)
    expect(await listOf(id)).toEqual([invitee(0).email])
    expect(t.outbox.count()).toBe(0)
  })

  test('started twice is one, by its kind, day, hour and name; whoever was taken off since stays off', async () => {
    const id = await start({}, { name: 'Talent' })
    await removeInvitee(t.world, id, idOf(0, id), CONVENER)
    expect(await start({}, { name: 'TALENT ', invitees: [invitee(0), invitee(1)] })).toBe(id)
    expect(await listOf(id)).toEqual([invitee(1).email])
    const others = [
      await start(),
      await start({ date: '2027-05-13' }),
      await start({ start: '08:00' }),
      await start({ kind: 'debrief' }),
    ]
    expect(new Set([id, ...others]).size).toBe(5)
    expect([(await at(others[0] ?? id)).name, (await at(others[0] ?? id)).pulse]).toEqual([undefined, undefined])
  })

  test('in a series asks how the partnership does after the last of each year', async () => {
    const days = ['2027-05-12', '2027-08-11', '2027-11-10', '2028-02-09']
    const ids = await startSeries(t.world, partnership(), days, WANTED, [], CONVENER)
    const made = await Promise.all(ids.map(at))
    expect(made.map(({ meeting, pulse }) => [meeting?.date, pulse !== undefined])).toEqual([
      ['2027-05-12', false],
      ['2027-08-11', false],
      ['2027-11-10', true],
      ['2028-02-09', true],
    ])
    expect(made.every(({ meeting }) => meeting?.kind === 'quarterly')).toBe(true)
  })

  test('that is a debrief follows the launch in its place, for the team alone', async () => {
    const id = await startDebrief(t.world, await context(), 45, CONVENER)
    if (!id) throw new Error('no debrief')
    const { meeting } = await at(id)
    expect(meeting).toMatchObject({
      kind: 'debrief',
      date: '2027-03-31',
      start: '09:00',
      end: '09:45',
      zone: 'America/Denver',
    })
    expect(meeting?.venue).toEqual(launch().venue)
    expect(await listOf(id)).toEqual([CONVENER])
    await edit({ meeting: launch({ kind: 'quarterly' }) })
    expect(await startDebrief(t.world, await context(), 45, CONVENER)).toBeUndefined()
    await edit({ meeting: undefined })
    expect(await startDebrief(t.world, await context(), 45, CONVENER)).toBeUndefined()
  })
})

describe('who belongs to a partnership', () => {
  const asked = async () =>
    (await peopleAsked(t.world, partnership())).map(({ invitee: { name }, apart }) => [name, apart])
  test('are its champions first, then whoever was asked to the launch, but who was taken off or wants no emails', async () => {
    await guest(1, { removedAt: NOW })
    await guest(2, { suppressed: { email: invitee(2).email, reason: 'opted out', at: NOW } })
    expect(await asked()).toEqual(
      expect.arrayContaining([
        ['Guest 0', false],
        ['Guest 3', false],
      ]),
    )
    expect((await asked()).slice(0, 2)).toEqual([
      ['Ann Lee', false],
      ['Bob Ruiz', false],
    ])
    expect(await asked()).toHaveLength(4)
    // A champion who is on the list as well is one.
    await guest(3, { invitee: { ...invitee(3), email: 'ANN@lee.example' } })
    expect(await asked()).toHaveLength(3)
  })

  test('stand apart where they said no, or did not come to a launch at which it was noted who did', async () => {
    await guest(0, { answers: [answered({ answer: 'declined' })] })
    expect(await asked()).toContainEqual(['Guest 0', true])
    expect(await asked()).toContainEqual(['Guest 1', false])
    expect((await membersOf(t.world, partnership())).map(({ invitee: { name } }) => name)).not.toContain('Guest 0')
    const came = { at: NOW, by: 'x', how: 'noted' } as unknown as NonNullable<Parameters<typeof guest>[1]['came']>
    await guest(1, { came })
    await guest(2, { host: true } as Parameters<typeof guest>[1])
    expect(Object.fromEntries(await asked())).toMatchObject({ 'Guest 1': false, 'Guest 2': false, 'Guest 3': true })
  })

  test('are nobody of a quarterly meeting', async () => {
    await edit({ meeting: launch({ kind: 'quarterly' }) })
    expect(await asked()).toHaveLength(2)
    await edit({ meeting: undefined })
    expect(await asked()).toHaveLength(2)
  })
})

describe('a partnership', () => {
  test('is opened with its convener, who finds it, and a launch as a draft', async () => {
    const opened = await openPartnership(t.world, CONVENER)
    if (opened === 'may not') throw new Error(opened)
    const made = await at(opened.campaign)
    expect(made).toMatchObject({
      status: 'draft',
      goal: 15,
      history: [{ by: CONVENER, event: 'started', at: NOW }],
      createdAt: NOW,
    })
    const its = (await read(t.world.store, partnershipRef(made.partnership)))?.value
    expect(its?.team).toEqual([{ name: '', email: CONVENER, role: 'convener', organization: '' }])
    expect((await read(t.world.store, partnershipOfRef(CONVENER, made.partnership)))?.value).toEqual({
      id: made.partnership,
    })
    expect(await campaignIdsOf(t.world.store, made.partnership)).toEqual([opened.campaign])
    expect(await openPartnership(t.world, 'x@else.example')).toBe('may not')
  })

  test('is put away and taken out again, and kept for one of the choices', async () => {
    const its = async () => (await overview()).partnership
    await putAway(t.world, IDS.partnership, true)
    expect((await its()).archivedAt).toBe(NOW)
    await putAway(t.world, IDS.partnership, false)
    expect((await its()).archivedAt).toBeUndefined()
    await change(t.world.store, partnershipRef(IDS.partnership), each => ({ ...each, endsWarnedAt: NOW }))
    await setKeeping(t.world, IDS.partnership, 12)
    expect([(await its()).keepMonths, (await its()).endsWarnedAt]).toEqual([12, undefined])
    await setKeeping(t.world, IDS.partnership, 7)
    expect((await its()).keepMonths).toBeUndefined()
  })
})

describe('the same again', () => {
  const again = async (withList = true, over: Partial<Campaign> = {}) => {
    await edit(over)
    const started = await startAgain(t.world, await context(), CONVENER, withList)
    if (started === 'may not') throw new Error(started)
    const found = await readContext(t.world.store, started.campaign)
    if (!found) throw new Error('no campaign')
    return found
  }
  test('has the words, tones and hours, a UID of its own, and no day, signature or warning of the year before', async () => {
    await change(t.world.store, partnershipRef(IDS.partnership), each => ({
      ...each,
      ...{
        sample: true as const,
        archivedAt: NOW,
        keepMonths: 12,
        endsWarnedAt: NOW,
        unfinished: { team: { x: 'y' } },
      },
      champions: each.champions.map(champion => ({
        ...champion,
        signature: { type: 'image/png' as const, base64: 'eA==' },
      })),
    }))
    const timing = {
      waves: { reminder: { date: '2027-03-26', hour: '10:00', tone: 'brief' as const } },
      holidays: ['2027-03-30'],
    }
    const { campaign: made, partnership: its } = await again(true, {
      timing,
      goal: 9,
      calendar: 'once they accept',
      showsCompanies: true,
    })
    expect(made).toMatchObject({
      status: 'draft',
      goal: 9,
      calendar: 'once they accept',
      showsCompanies: true,
      left: {},
    })
    expect(made.timing).toEqual({ waves: { reminder: { hour: '10:00', tone: 'brief' } }, holidays: [] })
    expect(made.meeting).toMatchObject({ uid: `${made.id}@reply.example.org`, sequence: 0, date: '2028-03-29' })
    expect(its).toMatchObject({ keepMonths: 12, unfinished: {} })
    expect([its.sample, its.archivedAt, its.endsWarnedAt]).toEqual([undefined, undefined, undefined])
    expect(its.champions.map(({ signature }) => signature)).toEqual([undefined, undefined])
    expect(its.champions.map(({ id }) => id)).not.toContain(IDS.ann)
    expect(its.id).not.toBe(IDS.partnership)
  })

  test('of a meeting long ago is on the next day to come', async () => {
    const { campaign: made } = await again(false, { meeting: launch({ date: '2024-04-03', sequence: 4 }) })
    // 156 weeks later it would be today's month, but over.
    expect(made.meeting).toMatchObject({ date: '2027-03-31', sequence: 0 })
    expect((await again(false, { meeting: undefined })).campaign.meeting).toBeUndefined()
  })

  test('asks nobody who was taken off, wants no emails, stood in, walked in or hosts', async () => {
    await guest(0, { removedAt: NOW })
    await guest(1, { suppressed: { email: invitee(1).email, reason: 'opted out', at: NOW } })
    await guest(2, { standsInFor: { invitation: idOf(0), name: 'x' } })
    expect(await listOf((await again()).campaign.id)).toEqual([invitee(3).email])
    await guest(3, { walkIn: true } as Parameters<typeof guest>[1])
    expect(await listOf((await again()).campaign.id)).toEqual([])
    await guest(3, { walkIn: undefined, host: true } as Parameters<typeof guest>[1])
    expect(await listOf((await again()).campaign.id)).toEqual([])
    await guest(3, { host: undefined } as Parameters<typeof guest>[1])
    expect(await listOf((await again(false)).campaign.id)).toEqual([])
  })

  test('writes to nobody who opted out of the one before', async () => {
    await suppress(t.world, IDS.partnership, { email: 'gone@x.example', reason: 'complained', at: NOW })
    const { partnership: its } = await again(false)
    expect(await suppress(t.world, its.id, { email: 'gone@x.example', reason: 'complained', at: NOW })).toBe('known')
  })
})

describe('what is deleted', () => {
  test('is no meeting whose letters are out or will leave before its day, nor a launch', async () => {
    const id = await start()
    const draft = await at(id)
    const deleting = (over: Partial<Campaign>) => deleteCampaign(t.world, { ...draft, ...over })
    for (const over of [
      { status: 'scheduled' },
      { status: 'running' },
      { status: 'paused', left: { hold: NOW } },
    ] as const)
      expect(await deleting(over)).toBe('under way')
    expect(await deleteCampaign(t.world, { ...(await campaign()), status: 'canceled' })).toBe('the launch')
    await t.clock.moveTo('2027-05-12T13:30:00.000Z')
    expect(await deleting({ status: 'running' })).toBe('deleted')
    expect(await campaignIdsOf(t.world.store, IDS.partnership)).toEqual([IDS.campaign])
    expect(await readContext(t.world.store, id)).toBeUndefined()
  })

  test('a session of a launch leaves its group', async () => {
    const room = campaignIdFrom('r'.repeat(16))
    await edit({ session: { group: 'g', name: 'Here' }, status: 'canceled' })
    await create(t.world.store, refOf(DOCUMENTS.sessionOf, 'g', IDS.campaign), { id: IDS.campaign })
    await create(t.world.store, refOf(DOCUMENTS.sessionOf, 'g', room), { id: room })
    expect(await deleteCampaign(t.world, await campaign())).toBe('deleted')
    expect(await read(t.world.store, refOf(DOCUMENTS.sessionOf, 'g', IDS.campaign))).toBeUndefined()
    expect(await read(t.world.store, refOf(DOCUMENTS.sessionOf, 'g', room))).toBeDefined()
  })

  test('a partnership goes with its people, and with the way by which its team found it; the sample at any time', async () => {
    await guest(0, { matters: [matter('x')] })
    expect(await deletePartnership(t.world, IDS.partnership, false)).toBe('under way')
    await create(t.world.store, partnershipOfRef(CONVENER, IDS.partnership), { id: IDS.partnership })
    expect(await deletePartnership(t.world, IDS.partnership, true)).toBe('deleted')
    expect(await read(t.world.store, partnershipOfRef(CONVENER, IDS.partnership))).toBeUndefined()
    expect(await read(t.world.store, partnershipRef(IDS.partnership))).toBeUndefined()
    expect(await listOf(IDS.campaign)).toEqual([])
  })
})

test('a partnership that is started points to its team before it is there', async () => {
  const team = [{ name: 'A', email: 'a@x.example', role: 'convener', organization: '' } as const]
  const ids = await startPartnership(t.world, 'a@x.example', 'sample loaded', () => ({
    partnership: { team, sector: 'Food' },
    campaign: { goal: 3 },
  }))
  expect((await at(ids.campaign)).history).toEqual([{ at: NOW, by: 'a@x.example', event: 'sample loaded' }])
  expect(await at(ids.campaign)).toMatchObject({ goal: 3, partnership: ids.partnership })
})

test('an outline covers each pixel by its share, whichever way it turns and however far it reaches', () => {
  const shares = (points: [number, number][], width = 3, height = 2) => {
    const opacity = new Float32Array(width * height)
    fill({ width, height, opacity }, [points.map(([x, y]) => ({ x, y }))])
    return [...opacity].map(share => Math.round(share * 100) / 100)
  }
  const box: [number, number][] = [
    [0.5, 0],
    [2.25, 0],
    [2.25, 1.5],
    [0.5, 1.5],
  ]
  expect(shares(box)).toEqual([0.5, 1, 0.25, 0.25, 0.5, 0.13])
  expect(shares(box.toReversed())).toEqual(shares(box))
  expect(
    shares([
      [0, 0],
      [2, 2],
      [0, 2],
    ]),
  ).toEqual([0.5, 0, 0, 1, 0.5, 0])
  expect(
    shares([
      [-5, -5],
      [9, -5],
      [9, 9],
      [-5, 9],
    ]),
  ).toEqual([1, 1, 1, 1, 1, 1])
  expect(
    shares([
      [0, 0],
      [3, 1],
      [0, 1],
    ]),
  ).toEqual([0.83, 0.5, 0.17, 0, 0, 0])
})
