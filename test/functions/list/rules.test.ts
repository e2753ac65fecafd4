/** What acts of lists refuse by themselves, whichever door they are called through. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignIdFrom, invitationIdFrom } from '../../../domain/keep/ids.ts'
import { shift } from '../../../domain/keep/time.ts'
import { assignToSession } from '../../../functions/answer/move-session.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { campaignRef, change, invitationRef, invitationsOf, read } from '../../../functions/keep/documents.ts'
import { addByHand, correctInvitee } from '../../../functions/list/by-hand.ts'
import { beginImport, changeImport, chooseColumns, correct, readImport } from '../../../functions/list/import-list.ts'
import { removeInvitee } from '../../../functions/list/invite.ts'
import { lookAt } from '../../../functions/list/look-at.ts'
import { addSession } from '../../../functions/list/sessions.ts'
import { importSuppressions, suppressionsOf } from '../../../functions/list/suppressions.ts'
import { readList } from '../../../functions/list/table/read-list.ts'
import { goOn, takeIn } from '../../../functions/list/take-in.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../campaign/launch.ts'

const LETTER_LEFT = '2027-03-01T18:00:00.000Z'

let t: TestWorld
const context = async () => {
  const found = await readContext(t.world.store, IDS.campaign)
  if (!found) throw new Error('no campaign')
  return found
}
const campaign = async () => (await context()).campaign
const people = async () => {
  const found = []
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) found.push(value)
  return found.sort((a, b) => (a.invitee.name < b.invitee.name ? -1 : 1))
}
const venue = { host: 'Ruiz Castings', address: '2 Mill St', parking: '', access: '' }
const session = { date: '2027-04-06', start: '07:30', end: '09:00', zone: 'America/Denver', venue }
const adding = async (over: Partial<typeof session> = {}, name = 'Fort Collins') =>
  addSession(t.world, await context(), { first: 'Longmont', name, goal: 8, meeting: { ...session, ...over } }, CONVENER)

beforeEach(async () => {
  t = makeWorld({
    start: '2027-02-01T16:00:00.000Z',
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
  })
  await signedCampaign(t.world, { invitees: 3 })
})
afterEach(() => t.close())

describe('one person', () => {
  test('is not put on a list whose letter has left before somebody says when theirs leaves', async () => {
    await t.timers.runUntil(LETTER_LEFT)
    expect(await addByHand(t.world, await campaign(), invitee(7), undefined, CONVENER)).toBe('say when')
    expect(await people()).toHaveLength(3)
    expect(await addByHand(t.world, await campaign(), invitee(7), 'with the wave', CONVENER)).toBe('added')
    expect(await addByHand(t.world, await campaign(), invitee(8), 'now', CONVENER)).toBe('sent')
    expect(await addByHand(t.world, await campaign(), invitee(8), 'now', CONVENER)).toBe('known')
  })

  test('is promised no letter at once while champions have to sign it again, or while sending is paused', async () => {
    await t.timers.runUntil(LETTER_LEFT)
    const as = async (status: 'awaiting signatures' | 'paused', email: number) =>
      addByHand(t.world, { ...(await campaign()), status }, invitee(email), 'now', CONVENER)
    expect(await as('awaiting signatures', 7)).toBe('unsigned')
    expect(await as('paused', 8)).toBe('paused')
  })

  test('is not corrected to an address that is invited already, here or to another session, nor once off the list', async () => {
    const added = await adding()
    if (typeof added === 'string') throw new Error(added)
    const other = (await readContext(t.world.store, added.campaign))?.campaign
    if (other) await addByHand(t.world, other, invitee(9), undefined, CONVENER)
    expect(await addByHand(t.world, await campaign(), invitee(9), undefined, CONVENER)).toBe('elsewhere')
    const [one, two] = await people()
    if (!one || !two) throw new Error('nobody is invited')
    const give = async (email: string) =>
      correctInvitee(t.world, await campaign(), one.id, { ...one.invitee, email }, CONVENER)
    expect(await give(two.invitee.email.toUpperCase())).toEqual({ invited: two.invitee.name })
    expect(await give(invitee(9).email)).toEqual({ seated: 'Fort Collins' })
    expect((await people())[0]?.invitee.email).toBe(one.invitee.email)
    await removeInvitee(t.world, IDS.campaign, one.id, CONVENER)
    expect(await give('new@shop.example')).toBe('not on the list')
  })
})

describe('a list', () => {
  const bring = async () => {
    const table = readList({ text: 'Name,Company,Email\nEli Fox,Fox Tools,eli@fox.example', name: 'list.csv' })
    const id = await beginImport(t.world, IDS.campaign, CONVENER, 'list.csv', table)
    return async () => {
      const list = await readImport(t.world, IDS.campaign, id)
      if (!list) throw new Error('no list')
      return list
    }
  }

  test('is not taken in before somebody says when letters leave, where they have left', async () => {
    await t.timers.runUntil(LETTER_LEFT)
    const list = await bring()
    expect(await takeIn(t.world, await campaign(), await list(), undefined, CONVENER)).toBe('say when')
    expect((await list()).state).toBe('open')
  })

  test('is taken in by one run, and stays as it is while that is under way', async () => {
    const list = await bring()
    await changeImport(t.world, (await list()).id, stands => ({ ...stands, state: 'running' }))
    const seen = await list()
    expect(await takeIn(t.world, await campaign(), seen, undefined, CONVENER)).toBe('at work')
    await chooseColumns(t.world, seen, ['ignored', 'ignored', 'ignored'])
    await correct(t.world, seen, new Map([['2', { name: 'Somebody Else' }]]))
    // It has died: nothing was heard of it for a while.
    await t.clock.rest(21_000)
    expect(await takeIn(t.world, await campaign(), seen, undefined, CONVENER)).toBe('begun')
    expect(await list()).toMatchObject({ state: 'done', result: { added: 1 } })
    expect(t.timetable.all().filter(({ of }) => of === 'list')).toEqual([])
    expect((await people()).map(({ invitee: { name } }) => name)).toContain('Eli Fox')
    expect((await lookAt(t.world, await list())).rows[0]?.invitee?.name).toBe('Eli Fox')
  })

  test('whose run has died is gone on with by its schedule, and one that is at work is looked at again later', async () => {
    const list = await bring()
    const { id } = await list()
    const lists = () => t.timetable.all().filter(({ of }) => of === 'list')
    await goOn(t.world, IDS.campaign, id)
    expect([lists(), (await list()).state]).toEqual([[], 'open'])
    const since = t.clock.now()
    const taking = { by: CONVENER, since, waits: false }
    await changeImport(t.world, id, stands => ({ ...stands, state: 'running', taking }))
    await goOn(t.world, IDS.campaign, id)
    expect((await list()).state).toBe('running')
    expect(lists()).toMatchObject([{ list: id, at: shift(since, 30_000) }])
    await t.clock.rest(30_000)
    await goOn(t.world, IDS.campaign, id)
    expect(await list()).toMatchObject({ state: 'done', result: { added: 1 } })
    expect(lists()).toEqual([])
  })

  test('of addresses is neither empty nor longer than twenty thousand', async () => {
    expect(await importSuppressions(t.world, IDS.partnership, ' \n')).toBe('nothing')
    const long = Array.from({ length: 20_002 }, (_, n) => `no${n}@shop.example`).join('\n')
    expect(await importSuppressions(t.world, IDS.partnership, long)).toBe('too long')
    expect(await suppressionsOf(t.world, IDS.partnership)).toEqual([])
  })
})

describe('a session', () => {
  test('is of a launch that has a date, on a day to come, and one of twelve at most', async () => {
    expect(await adding({ date: '2027-02-01' })).toBe('past')
    for (let n = 0; n < 11; n++) expect(await adding({}, `Town ${n}`)).toMatchObject({ campaign: expect.any(String) })
    expect(await adding({}, 'One too many')).toBe('full')
    await change(t.world.store, campaignRef(IDS.campaign), each => ({
      ...each,
      meeting: each.meeting && { ...each.meeting, kind: 'debrief' as const },
    }))
    expect(await adding()).toBe('no launch')
    await change(t.world.store, campaignRef(IDS.campaign), each => ({ ...each, meeting: undefined }))
    expect(await adding()).toBe('no meeting')
  })

  test('is not filled with nobody, nor with people of another launch, nor once it is over', async () => {
    const added = await adding()
    if (typeof added === 'string') throw new Error(added)
    const to = added.campaign
    const [one] = await people()
    const here = { campaign: IDS.campaign, invitation: invitationIdFrom(one?.id ?? '') }
    const assign = async (who: (typeof here)[]) => assignToSession(t.world, await campaign(), who, to, CONVENER)
    expect(await assign([])).toBe('nobody')
    expect(await assign([{ ...here, campaign: campaignIdFrom('z'.repeat(16)) }])).toEqual({ moved: 0 })
    await t.clock.moveTo('2027-04-06T14:00:00.000Z')
    expect(await assign([here])).toBe('not open')
    expect((await read(t.world.store, invitationRef(IDS.campaign, here.invitation)))?.value.movedTo).toBeUndefined()
  })
})
