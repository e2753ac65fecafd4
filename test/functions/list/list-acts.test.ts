/** Lists on their way in and what stands around them, on a launch that is written down: each act asked by itself. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { DAY, HOUR, shift } from '../../../domain/keep/time.ts'
import { invitationsOf } from '../../../functions/keep/documents.ts'
import { assignKnower, knowersOf, markPartners } from '../../../functions/list/chosen/set-right.ts'
import { editInvitee } from '../../../functions/list/correct.ts'
import {
  beginImport,
  changeImport,
  chooseSheet,
  correct,
  dismiss,
  dropImports,
  readImport,
} from '../../../functions/list/import-list.ts'
import { addInvitees, inviteStandIn, removeInvitee } from '../../../functions/list/invite.ts'
import { lookAt } from '../../../functions/list/look-at.ts'
import { optOut } from '../../../functions/list/opt-out.ts'
import { suppressionsOf } from '../../../functions/list/suppressions.ts'
import { readList } from '../../../functions/list/table/read-list.ts'
import { lookBack, takeListBack, undoableOf } from '../../../functions/list/take-back/take-back.ts'
import { goOn, takeIn } from '../../../functions/list/take-in.ts'
import { wholeList } from '../../../functions/list/whole/whole-list.ts'
import { suppress } from '../../../functions/send/suppress.ts'
import { answered, sent } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, partnership } from '../campaign/launch.ts'
import { launchIn, sentLaunch } from '../campaign/written.ts'

const NOW = '2027-03-03T16:00:00.000Z'
const ELSEWHERE = campaignIdFrom('e'.repeat(16))
const LIST = 'Name,Company,Email\nEli Fox,Fox Tools,eli@fox.example\nGuest Null,Company 0,guest0@company0.example'

let t: TestWorld
const { campaign, edit, guest, invitationOf } = launchIn(() => t.world)
beforeEach(async () => {
  t = makeWorld({ start: NOW })
  await sentLaunch(t.world, 3)
})
afterEach(() => t.close())

const stands = async (n = 0): Promise<Invitation> => {
  const found = await invitationOf(n)
  if (!found) throw new Error('nobody')
  return found
}
const people = async () => {
  const found: Invitation[] = []
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) found.push(value)
  return found.sort((a, b) => (a.invitee.email < b.invitee.email ? -1 : 1))
}
const named = async (email: string) => (await people()).find(each => each.invitee.email === email)
const bring = async (text = LIST) => {
  const id = await beginImport(t.world, IDS.campaign, CONVENER, 'list.csv', readList({ text, name: 'list.csv' }))
  return {
    id,
    list: async () => {
      const found = await readImport(t.world, IDS.campaign, id)
      if (!found) throw new Error('no list')
      return found
    },
  }
}

describe('a list that was brought', () => {
  test('is there for a day, and in its campaign alone', async () => {
    const { id, list } = await bring()
    expect(await list()).toMatchObject({
      id,
      campaign: IDS.campaign,
      by: CONVENER,
      at: NOW,
      state: 'open',
      when: 'with the wave',
      total: 0,
    })
    expect(await readImport(t.world, ELSEWHERE, id)).toBeUndefined()
    await t.clock.moveTo(shift(NOW, DAY - 1))
    expect(await readImport(t.world, IDS.campaign, id)).toBeDefined()
    await t.clock.moveTo(shift(NOW, DAY))
    expect(await readImport(t.world, IDS.campaign, id)).toBeUndefined()
  })

  test('says who is new, who changes and who stays; what the convener corrects counts', async () => {
    const { list } = await bring()
    expect(await lookAt(t.world, await list())).toMatchObject({
      add: 1,
      update: 1,
      same: 0,
      elsewhere: 0,
      named: true,
    })
    await correct(t.world, await list(), new Map([['3', { name: 'Guest 0', title: 'CEO' }]]))
    expect(await lookAt(t.world, await list())).toMatchObject({ add: 1, update: 0, same: 1 })
    const { examples, rows } = await lookAt(t.world, await list())
    expect(examples[1]).toEqual(['Fox Tools', 'Company 0'])
    expect(rows.map(({ line, key }) => [line, key])).toEqual([
      [2, '2'],
      [3, '3'],
    ])
  })

  test('leaves out whoever asked this partnership for no more emails, and not whose address came back', async () => {
    const { list } = await bring()
    const states = async () => (await lookAt(t.world, await list())).rows.map(({ state }) => state)
    await suppress(t.world, IDS.partnership, { email: 'eli@fox.example', reason: 'bounced', at: NOW })
    expect(await states()).toEqual(['new', 'update'])
    await suppress(t.world, IDS.partnership, { email: 'eli@fox.example', reason: 'complained', at: NOW })
    expect((await states())[0]).toBe('left out')
  })

  test('hides a note in all rows, and shows it again', async () => {
    const { list } = await bring(
      'Name,Company,Email\nEli Fox,Fox Tools,eli@fox.example\nEli Fox,Fox Tools,ELI@fox.example',
    )
    const notes = async () => (await lookAt(t.world, await list())).notes.map(([kind]) => kind)
    const before = await notes()
    expect(before).toContain('merged')
    expect(
      (await lookAt(t.world, await list())).rows.flatMap(({ flags }) => flags.map(({ message }) => message)).join(),
    ).toContain('row 2')
    await dismiss(t.world, await list(), 'merged')
    expect(await notes()).not.toContain('merged')
    await dismiss(t.world, await list(), 'none')
    expect(await notes()).toEqual(before)
    await chooseSheet(t.world, await list(), 9)
    expect((await list()).sheet).toBe(0)
  })

  test('is taken in once somebody says when letters leave, and brings what it did', async () => {
    const { id, list } = await bring()
    expect(await takeIn(t.world, await campaign(), await list(), undefined, CONVENER)).toBe('say when')
    expect(await takeIn(t.world, await campaign(), await list(), 'with the wave', CONVENER)).toBe('begun')
    expect(await list()).toMatchObject({
      state: 'done',
      when: 'with the wave',
      total: 2,
      done: 2,
      result: { added: 1, updated: 1, same: 0, bad: 0 },
    })
    expect((await named('eli@fox.example'))?.sends.invite).toMatchObject({ status: 'skipped' })
    expect((await named(invitee(0).email))?.invitee.name).toBe('Guest Null')
    expect(await lookBack(t.world, IDS.campaign, id)).toMatchObject({ remove: 1, restore: 1, stay: [] })
    const again = await bring('Name,Company,Email\nIda Fox,Fox Tools,ida@fox.example')
    await takeIn(t.world, await campaign(), await again.list(), 'now', CONVENER)
    expect((await named('ida@fox.example'))?.sends.invite).toMatchObject({ status: 'due' })
    expect(
      (await undoableOf(t.world, IDS.campaign, (await wholeList(t.world.store, IDS.campaign)).people))
        .map(({ people: count }) => count)
        .sort(),
    ).toEqual([1, 2])
  })

  test('is taken back with whom it brought and what it changed, but whoever has had a letter stays', async () => {
    const { id, list } = await bring()
    await takeIn(t.world, await campaign(), await list(), 'with the wave', CONVENER)
    expect(await takeListBack(t.world, IDS.campaign, 'none', CONVENER)).toBe('not there')
    await changeImport(t.world, id, each => ({ ...each, state: 'running' }))
    expect(await takeListBack(t.world, IDS.campaign, id, CONVENER)).toBe('at work')
    await changeImport(t.world, id, each => ({ ...each, state: 'done' }))
    expect(await takeListBack(t.world, IDS.campaign, id, CONVENER, 1)).toMatchObject({ more: true })
    expect(await takeListBack(t.world, IDS.campaign, id, CONVENER)).toMatchObject({ more: false })
    expect([await named('eli@fox.example'), (await named(invitee(0).email))?.invitee.name]).toEqual([
      undefined,
      'Guest 0',
    ])
    expect((await lookBack(t.world, IDS.campaign, id))?.list.takenBack).toMatchObject({
      removed: 1,
      restored: 1,
      by: CONVENER,
    })
    expect((await list()).state).toBe('open')
    expect(await undoableOf(t.world, IDS.campaign, (await wholeList(t.world.store, IDS.campaign)).people)).toEqual([])
  })

  test('whose run died is gone on with for an hour, and is nobody’s once its campaign is gone', async () => {
    const { id, list } = await bring()
    const dies = (since: string, touchedAt = shift(since, -HOUR)) =>
      changeImport(t.world, id, each => ({
        ...each,
        state: 'running',
        when: 'now',
        taking: { by: CONVENER, since, waits: false },
        touchedAt,
      }))
    await dies(shift(NOW, -HOUR - 1))
    await goOn(t.world, IDS.campaign, id)
    expect((await list()).state).toBe('running')
    await dies(shift(NOW, -HOUR))
    await t.clock.rest(21_000)
    await goOn(t.world, IDS.campaign, id)
    expect((await list()).state).toBe('running')
    await dies(t.world.clock.now())
    await t.clock.rest(21_000)
    await goOn(t.world, IDS.campaign, id)
    expect(await list()).toMatchObject({ state: 'done', result: { added: 1 } })
    expect(await dropImports(t.world, IDS.campaign)).toBeGreaterThan(0)
    expect(await readImport(t.world, IDS.campaign, id)).toBeUndefined()
  })
})

describe('people', () => {
  test('are added once, brought up to date, and told of as they are done', async () => {
    const progress: number[] = []
    const mixed = [invitee(0), { ...invitee(1), name: 'New Name' }, invitee(7), invitee(8)]
    expect(
      await addInvitees(
        t.world,
        IDS.campaign,
        mixed,
        CONVENER,
        'with the wave',
        async done => void progress.push(done),
      ),
    ).toEqual({ added: 2, updated: 1, same: 1, forgotten: 0 })
    expect(progress).toEqual([1, 3])
    expect(await addInvitees(t.world, IDS.campaign, [invitee(0)], CONVENER, 'now')).toEqual({
      added: 0,
      updated: 0,
      same: 1,
      forgotten: 0,
    })
    const releases = async () => (await campaign()).history.filter(({ event }) => event === 'wave released').length
    const before = await releases()
    await addInvitees(t.world, IDS.campaign, [invitee(0)], CONVENER, 'now')
    expect(await releases()).toBe(before)
    await addInvitees(t.world, IDS.campaign, [invitee(11)], CONVENER, 'with the wave')
    expect(await releases()).toBe(before)
    await addInvitees(t.world, IDS.campaign, [invitee(9)], CONVENER, 'now')
    expect(await releases()).toBe(before + 1)
    await edit({ left: {} })
    await addInvitees(t.world, IDS.campaign, [invitee(10)], CONVENER, 'now')
    expect((await named(invitee(10).email))?.sends).toEqual({})
  })

  test('who were taken off are asked anew where they were told so, once', async () => {
    await guest(0, {
      answers: [answered()],
      sends: { invite: sent(NOW), 'thanks:answer-1': sent(NOW, { entry: true }) },
    })
    await removeInvitee(t.world, IDS.campaign, (await stands()).id, CONVENER)
    const before = (await stands()).history.length
    await removeInvitee(t.world, IDS.campaign, (await stands()).id, CONVENER)
    expect((await stands()).history).toHaveLength(before)
    await addInvitees(t.world, IDS.campaign, [invitee(0)], CONVENER, 'now')
    expect(await stands()).toMatchObject({ invitedAgainAt: NOW, sends: { invite: { status: 'due' } } })
    expect((await stands()).removedAt).toBeUndefined()
    // Whoever was never told holds the letter still.
    await removeInvitee(t.world, IDS.campaign, (await stands(1)).id, CONVENER)
    await addInvitees(t.world, IDS.campaign, [invitee(1)], CONVENER, 'now')
    expect((await stands(1)).sends.invite?.status).toBe('sent')
    // Whoever was off the list when it left never had it.
    const passed = {
      status: 'skipped',
      at: NOW,
      attempt: '',
      attempts: 0,
      sequence: 0,
      why: 'no longer invited',
    } as const
    await guest(2, { removedAt: NOW, sends: { invite: passed } })
    await addInvitees(t.world, IDS.campaign, [invitee(2)], CONVENER, 'now')
    expect((await stands(2)).sends.invite?.status).toBe('due')
  })

  test('are corrected with what changed in the history, and nothing where nothing did', async () => {
    const put = (over: object) =>
      stands().then(({ id, invitee: own }) => editInvitee(t.world, IDS.campaign, id, { ...own, ...over }, CONVENER))
    expect(await put({})).toMatchObject({ invitee: invitee(0) })
    expect((await stands()).history.filter(({ event }) => event === 'corrected')).toEqual([])
    await put({ title: 'COO' })
    expect((await stands()).history.at(-1)).toEqual({ at: NOW, by: CONVENER, event: 'corrected', fields: ['title'] })
    await guest(0, { suppressed: { email: invitee(0).email, reason: 'bounced', at: NOW } })
    await put({ title: 'CFO' })
    expect((await stands()).suppressed?.reason).toBe('bounced')
    await put({ email: 'new@shop.example' })
    expect((await stands()).suppressed).toBeUndefined()
    expect((await stands()).sends.invite).toMatchObject({ status: 'due', doubt: true })
    await guest(1, { suppressed: { email: invitee(1).email, reason: 'opted out', at: NOW }, removedAt: NOW })
    expect(
      await editInvitee(t.world, IDS.campaign, (await stands(1)).id, { ...invitee(1), name: 'X' }, CONVENER),
    ).toMatchObject({ removedAt: NOW })
    expect((await stands(1)).invitee.name).toBe('Guest 1')
  })

  test('are asked to no meeting that has begun, whether they come late to its list or to their right address', async () => {
    const { meeting } = await campaign()
    await edit({ meeting: meeting && { ...meeting, date: '2027-03-02' } })
    await addInvitees(t.world, IDS.campaign, [invitee(7)], CONVENER, 'now')
    await inviteStandIn(t.world, await stands(0), invitee(8), CONVENER)
    expect([(await named(invitee(7).email))?.sends, (await named(invitee(8).email))?.sends]).toEqual([{}, {}])
    await editInvitee(t.world, IDS.campaign, (await stands(1)).id, { ...invitee(1), email: 'x@shop.example' }, CONVENER)
    expect((await stands(1)).sends.invite?.status).toBe('sent')
  })

  test('want no letters at another address either, if they wanted none at the first; one that was dead says nothing', async () => {
    const held = async () =>
      (await suppressionsOf(t.world, IDS.partnership)).map(({ email, reason }) => [email, reason])
    const put = async (n: number, email: string) =>
      editInvitee(t.world, IDS.campaign, (await stands(n)).id, { ...invitee(n), email }, CONVENER)
    await optOut(t.world, IDS.campaign, (await stands(0)).id)
    await put(0, 'right@shop.example')
    // Who said so on another list is known by their address alone.
    const [second, third] = [invitee(1).email, invitee(2).email]
    await suppress(t.world, IDS.partnership, { email: second, reason: 'complained', at: NOW })
    await put(1, 'other@shop.example')
    await suppress(t.world, IDS.partnership, { email: third, reason: 'bounced', at: NOW })
    await put(2, 'third@shop.example')
    expect((await held()).sort()).toEqual(
      [
        [invitee(0).email, 'opted out'],
        ['right@shop.example', 'opted out'],
        [second, 'complained'],
        ['other@shop.example', 'complained'],
        [third, 'bounced'],
      ].sort(),
    )
  })

  test('want no letters at the address that was corrected while they said so', async () => {
    const { id } = await stands(0)
    const put = t.world.store.put.bind(t.world.store)
    let armed = true
    t.world.store.put = async (partition, key, ...rest) => {
      if (armed && key === `invitation#${id}`) {
        armed = false
        await editInvitee(t.world, IDS.campaign, id, { ...invitee(0), email: 'right@shop.example' }, CONVENER)
      }
      return put(partition, key, ...rest)
    }
    await optOut(t.world, IDS.campaign, id)
    expect((await suppressionsOf(t.world, IDS.partnership)).map(({ email }) => email)).toContain('right@shop.example')
  })

  test('are marked as public partners or as known to somebody, in one write each, whoever is so already passed over', async () => {
    await guest(2, { removedAt: NOW })
    const all = await people()
    const done = await markPartners(t.world, await campaign(), all, true, CONVENER)
    expect([done.touched.length, done.passed.map(({ why }) => why)]).toEqual([2, ['not on the list']])
    expect(
      (await markPartners(t.world, await campaign(), all, true, CONVENER)).passed.map(({ why }) => why).sort(),
    ).toEqual(['is so already', 'is so already', 'not on the list'])
    const [ann] = knowersOf(partnership())
    await assignKnower(t.world, await campaign(), all.slice(0, 1), ann, CONVENER)
    expect((await stands()).knownBy).toEqual(ann)
    await assignKnower(t.world, await campaign(), all.slice(0, 1), undefined, CONVENER)
    expect((await stands()).knownBy).toBeUndefined()
    const team = [
      ...partnership().team,
      { name: 'F', email: 'f@x.example', role: 'facilitator' as const, organization: '' },
      { name: 'A', email: 'ANN@lee.example', role: 'support team' as const, organization: '' },
    ]
    expect(knowersOf({ ...partnership(), team }).map(({ email }) => email)).toEqual([
      'ann@lee.example',
      'bob@ruiz.example',
      CONVENER,
    ])
  })
})
