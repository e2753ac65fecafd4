/** Who goes from one session of a launch to another, and what goes with them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CampaignId, campaignIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { WITHDRAWN } from '../../../domain/keep/wave-id.ts'
import { assignToSession, finishMove, isOnTheWay, moveToSession } from '../../../functions/answer/move-session.ts'
import { sessionsView } from '../../../functions/answer/sessions-view.ts'

import { campaignOfRef, campaignRef, change, create, invitationRef, refOf } from '../../../functions/keep/documents.ts'
import { DOCUMENTS } from '../../../functions/keep/registry.ts'
import { createCampaign } from '../../../functions/keep/reply-to.ts'
import { seatIn } from '../../../functions/list/sessions.ts'
import { answered, campaign as blank, launch, sent } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { IDS, invitee } from '../campaign/launch.ts'
import { launchIn, sentLaunch } from '../campaign/written.ts'

/** The launch is on Wednesday, March 31, 2027, 7:30 to 9:00 in Denver, which is 13:30 to 15:00. */
const NOW = '2027-03-03T16:00:00.000Z'
const ROOM = campaignIdFrom('r'.repeat(16))
const ELSEWHERE = campaignIdFrom('e'.repeat(16))

let t: TestWorld
const { idOf, guest, invitationOf: stands, edit, campaign } = launchIn(() => t.world)
beforeEach(async () => {
  t = makeWorld({ start: NOW })
  await sentLaunch(t.world, 4)
})
afterEach(() => t.close())

describe('another session', () => {
  beforeEach(async () => {
    await edit({ session: { group: 'g', name: 'Here' } })
    await create(t.world.store, refOf(DOCUMENTS.sessionOf, 'g', IDS.campaign), { id: IDS.campaign })
    for (const [id, group] of [
      [ROOM, 'g'],
      [ELSEWHERE, 'h'],
    ] as const) {
      const own = {
        session: { group, name: id === ROOM ? 'There' : 'Elsewhere' },
        status: 'running' as const,
        left: { invite: NOW },
      }
      await createCampaign(t.world.store, blank({ id, meeting: launch({ uid: `${id}@example.org` }), ...own }))
      await create(t.world.store, campaignOfRef(IDS.partnership, id), { id })
      await create(t.world.store, refOf(DOCUMENTS.sessionOf, group, id), { id })
    }
  })
  const move = (n: number, to: CampaignId = ROOM, chosen?: { note: string; needs: string }) =>
    moveToSession(t.world, { campaign: IDS.campaign, invitation: idOf(n), to, by: 'Cora', chosen })

  test('takes over whoever is moved there, from one list to the other, with what is known of them', async () => {
    await guest(0, { awayUntil: '2027-03-10T00:00:00.000Z' } as Partial<Invitation>)
    expect(await move(0)).toBe('moved')
    const [left, there] = [await stands(0), await stands(0, ROOM)]
    expect(left).toMatchObject({ removedAt: NOW, movedTo: { to: ROOM, arrived: true } })
    expect(left && isOnTheWay(left)).toBe(false)
    expect(there).toMatchObject({ invitee: { name: 'Guest 0' }, answers: [], awayUntil: '2027-03-10T00:00:00.000Z' })
    expect(there?.history.map(({ event }) => event)).toEqual(['came from another session'])
    // Said twice they are moved once.
    expect(await move(0)).toBe('moved')
    expect((await stands(0, ROOM))?.history).toHaveLength(1)
    expect((await stands(0))?.history.filter(({ event }) => event === 'goes to a session')).toHaveLength(1)
    expect(seatIn(ROOM, invitee(0).email)).toBe(idOf(0, ROOM))
  })

  test('that a guest chooses themselves has their yes; whoever stands in for them is asked no more here', async () => {
    await guest(1, { answers: [answered({ answer: 'delegated' })] })
    await guest(2, { standsInFor: { invitation: idOf(1), name: 'Guest 1' } })
    expect(await move(1, ROOM, { note: 'Closer', needs: '' })).toBe('moved')
    expect((await stands(1, ROOM))?.answers).toMatchObject([{ answer: 'accepted', channel: 'link', note: 'Closer' }])
    expect((await stands(2))?.removedAt).toBe(NOW)
    expect((await stands(3))?.removedAt).toBeUndefined()
  })

  test('is one of the same launch, and takes people while it is to come', async () => {
    for (const to of [ELSEWHERE, IDS.campaign]) expect(await move(0, to)).toBe('not open')
    await change(t.world.store, campaignRef(ROOM), each => ({ ...each, status: 'canceled' as const }))
    expect(await move(0)).toBe('not open')
    expect((await stands(0))?.removedAt).toBeUndefined()
    await guest(0, { standsInFor: { invitation: idOf(1), name: 'x' } })
    await change(t.world.store, campaignRef(ROOM), each => ({ ...each, status: 'running' as const }))
    expect(await move(0)).toBe('not invited')
  })

  test('asks whoever is moved there by the letter that has left, once, and takes the meeting off their calendar here', async () => {
    await guest(0, {
      answers: [answered()],
      sends: { invite: sent(NOW), 'thanks:answer-1': sent(NOW, { entry: true }) },
    })
    await move(0)
    expect((await stands(0, ROOM))?.sends).toMatchObject({ invite: { status: 'due' } })
    expect(t.outbox.list().map(({ to, wave }) => [to, wave])).toEqual([[[invitee(0).email], 'withdrawn']])
    // Whoever chooses it themselves has said so, and is not asked.
    await move(1, ROOM, { note: '', needs: '' })
    expect(Object.keys((await stands(1, ROOM))?.sends ?? {})).not.toContain('invite')
  })

  test('takes over that somebody wants no emails, and has no letter for them where its own has not left', async () => {
    await change(t.world.store, campaignRef(ROOM), each => ({ ...each, left: {} }))
    await guest(0, { suppressed: { email: invitee(0).email, reason: 'opted out', at: NOW } })
    await move(0)
    expect(await stands(0, ROOM)).toMatchObject({ suppressed: { reason: 'opted out' }, sends: {} })
  })

  test('has somebody back who was there before: as they are now, asked anew, each move once', async () => {
    await move(0)
    await moveToSession(t.world, { campaign: ROOM, invitation: idOf(0, ROOM), to: IDS.campaign, by: 'Cora' })
    expect(await stands(0, ROOM)).toMatchObject({ removedAt: NOW, movedTo: { to: IDS.campaign } })
    const back = await stands(0)
    expect(back).toMatchObject({ invitedAgainAt: NOW, sends: { invite: { status: 'due' } } })
    expect([back?.removedAt, back?.movedTo, back?.sends[WITHDRAWN]]).toEqual([undefined, undefined, undefined])
    expect(back?.moves).toHaveLength(1)
    const corrected = { ...invitee(0), name: 'Guest Zero' }
    await guest(0, { invitee: corrected })
    await move(0)
    const there = await stands(0, ROOM)
    expect(there).toMatchObject({ invitee: corrected, invitedAgainAt: NOW })
    expect(there?.moves).toHaveLength(2)
    expect(there?.history.filter(({ event }) => event === 'came from another session')).toHaveLength(2)
  })

  test('finds somebody on its list already, and leaves them as they are there', async () => {
    await move(0)
    await change(t.world.store, invitationRef(ROOM, idOf(0, ROOM)), each => ({ ...each, answers: [answered()] }))
    // A second list had them as well; the move is another.
    await guest(0, { removedAt: undefined, movedTo: undefined })
    await move(0)
    const there = await stands(0, ROOM)
    expect(there?.answers).toHaveLength(1)
    expect(there?.moves).toHaveLength(2)
    expect(there?.invitedAgainAt).toBeUndefined()
  })

  test('is reached although a run stopped in between; what has arrived does not come again', async () => {
    const movedTo = { id: 'mv', to: ROOM, at: NOW }
    await guest(0, { removedAt: NOW, movedTo })
    const left = await stands(0)
    if (!left) throw new Error('nobody')
    expect(isOnTheWay(left)).toBe(true)
    await finishMove(t.world, left)
    await finishMove(t.world, left)
    expect((await stands(0, ROOM))?.moves).toEqual(['mv'])
    expect((await stands(0))?.movedTo).toEqual({ ...movedTo, arrived: true })
    await guest(1, { removedAt: NOW, movedTo: { ...movedTo, arrived: true } })
    const arrived = await stands(1)
    if (arrived) await finishMove(t.world, arrived)
    expect(await stands(1, ROOM)).toBeUndefined()
  })

  test('is given to several at once, those of other launches passed over', async () => {
    const people = [0, 1].map(n => ({ campaign: IDS.campaign as CampaignId, invitation: idOf(n) }))
    const assign = async (these = people) => assignToSession(t.world, await campaign(), these, ROOM, 'Cora')
    expect(await assign([])).toBe('nobody')
    expect(
      await assign([
        { campaign: ELSEWHERE, invitation: idOf(0) },
        { campaign: ROOM, invitation: idOf(0) },
      ]),
    ).toEqual({ moved: 0 })
    expect(await assign()).toEqual({ moved: 2 })
    await guest(2, { answers: [answered()] })
    const view = await sessionsView(t.world, await campaign())
    expect(view?.each.map(({ name, place, counts }) => [name, place, counts.invited, counts.coming])).toEqual([
      ['Here', 'Ridgeline Machining', 2, 1],
      ['There', 'Ridgeline Machining', 2, 0],
    ])
    expect(view?.people).toHaveLength(4)
    await edit({ session: undefined })
    expect(await sessionsView(t.world, await campaign())).toBeUndefined()
  })
})
