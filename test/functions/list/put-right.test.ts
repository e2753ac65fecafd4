/** What is sent again and to whom, who is put right, and in which session somebody is, on a launch whose letter has left. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { type CampaignId, campaignIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation, Send } from '../../../domain/keep/invitation.ts'
import { HELD_BACK } from '../../../domain/keep/invitation.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { campaignRef, change, invitationRef, invitationsOf, read } from '../../../functions/keep/documents.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { editInvitee } from '../../../functions/list/correct.ts'
import { addInvitees, countNewcomers, inviteStandIn, removeInvitee } from '../../../functions/list/invite.ts'
import { resolveSend, sendAgainTo, sendableAgain, sendUnsent, unsentOf } from '../../../functions/list/send-again.ts'
import {
  addSession,
  obstacleToSessions,
  seatedElsewhere,
  seatIn,
  sessionsOf,
  whereNow,
} from '../../../functions/list/sessions.ts'
import { answered, invitation, launch, matter, sent } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, invitee } from '../campaign/launch.ts'

const NOW = '2027-03-03T16:00:00.000Z'
const LEFT = '2027-02-26T16:00:00.000Z'

let t: TestWorld
const idOf = (n: number) => invitationIdOf(IDS.campaign, invitee(n).email)
const guest = (n: number, over: Partial<Invitation>) =>
  change(t.world.store, invitationRef(IDS.campaign, idOf(n)), each => ({ ...each, ...over }))
const stands = async (n: number): Promise<Invitation> => {
  const found = (await read(t.world.store, invitationRef(IDS.campaign, idOf(n))))?.value
  if (!found) throw new Error('nobody')
  return found
}
const invite = (status: Send['status'], over: Partial<Send> = {}) => ({ invite: sent(LEFT, { status, ...over }) })
const edit = (over: Partial<Campaign>) =>
  change(t.world.store, campaignRef(IDS.campaign), each => ({ ...each, ...over }) as Campaign)
const context = async (id: CampaignId = IDS.campaign) => {
  const found = await readContext(t.world.store, id)
  if (!found) throw new Error('no campaign')
  return found
}
beforeEach(async () => {
  t = makeWorld({ start: NOW })
  const left = { left: { invite: LEFT }, status: 'running', scheduledAt: '2027-01-04T16:00:00.000Z' } as const
  await draftCampaign(t.world, { invitees: 4, campaign: left })
  for (const n of [0, 1, 2, 3]) await guest(n, { sends: invite('sent') })
})
afterEach(() => t.close())

describe('a letter that did not get through', () => {
  test.each<[string, Partial<Invitation>, string | undefined]>([
    ['failed', { sends: invite('failed') }, 'failed'],
    ['came back for a full mailbox', { sends: invite('bounced', { bounce: 'mailbox full' }) }, 'mailbox full'],
    ['came back from a dead address', { sends: invite('bounced', { bounce: 'no such address' }) }, undefined],
    ['came back for a reason nobody knows', { sends: invite('bounced') }, undefined],
    ['arrived', { sends: invite('delivered') }, undefined],
    ['failed and was answered', { sends: invite('failed'), answers: [answered()] }, undefined],
    ['failed to who is off the list', { sends: invite('failed'), removedAt: NOW }, undefined],
    [
      'failed to who opted out',
      { sends: invite('failed'), suppressed: { email: 'x', reason: 'opted out', at: NOW } },
      undefined,
    ],
    ['failed, and a later one arrived', { sends: { ...invite('failed'), 'follow-up-1': sent(NOW) } }, undefined],
    [
      'arrived, and a later one failed',
      { sends: { ...invite('sent'), 'follow-up-1': sent(NOW, { status: 'failed' }) } },
      'failed',
    ],
    [
      'failed, and a later one is due',
      { sends: { ...invite('failed'), 'follow-up-1': sent(NOW, { status: 'due' }) } },
      'failed',
    ],
    ['of thanks that failed', { sends: { 'thanks:1': sent(NOW, { status: 'failed' }) } }, undefined],
  ])('%s', (_, over, why) => expect(unsentOf(invitation(over))?.why).toBe(why))

  test.each<[string, Partial<Invitation>, object]>([
    ['what failed', { sends: invite('failed', { attempt: 'x' }) }, { wave: 'invite', attempt: 'x' }],
    ['nobody off the list', { sends: invite('failed'), removedAt: NOW }, { passed: 'not on the list' }],
    ['nobody who opted out', { suppressed: { email: 'x', reason: 'opted out', at: NOW } }, { passed: 'opted out' }],
    ['nobody who answered', { sends: invite('failed'), answers: [answered()] }, { passed: 'answered' }],
    ['nothing that is in doubt', { sends: invite('in doubt') }, { passed: 'in doubt' }],
    [
      'what was held back',
      { sends: invite('skipped', { why: HELD_BACK, attempt: '' }) },
      { wave: 'invite', attempt: '' },
    ],
    [
      'nothing skipped for another reason',
      { sends: invite('skipped', { why: 'never invited' as never }) },
      { passed: 'nothing to send again' },
    ],
    ['nothing that arrived', { sends: invite('sent') }, { passed: 'nothing to send again' }],
  ])('may be sent again: %s', (_, over, may) => expect(sendableAgain(invitation(over))).toEqual(may))

  test('is due again by the convener’s word on what they saw, and what came in of its return is settled', async () => {
    const matters = [matter('x', { kind: 'came back' }), matter('y', { id: 'm2' })]
    const suppressed = { email: invitee(0).email, reason: 'bounced' as const, at: NOW }
    await guest(0, { sends: invite('bounced', { bounce: 'mailbox full', attempt: 'a' }), matters, suppressed })
    const say = (word: 'send again' | 'leave', seen?: string, n = 0) =>
      resolveSend(t.world, IDS.campaign, idOf(n), 'invite', word, CONVENER, seen)
    await say('send again', 'another attempt')
    await say('leave')
    expect((await stands(0)).sends.invite?.status).toBe('bounced')
    await say('send again', 'a')
    const again = await stands(0)
    expect(again.sends.invite).toMatchObject({ status: 'due', attempt: 'a' })
    expect(again.suppressed).toBeUndefined()
    expect(again.matters.map(({ settled }) => settled?.how)).toEqual(['dismiss', undefined])
    expect(again.history.at(-1)).toMatchObject({ event: 'sent once more', wave: 'invite', by: CONVENER })
    await guest(1, { sends: invite('in doubt') })
    await say('leave', undefined, 1)
    expect((await stands(1)).sends.invite).toMatchObject({ status: 'sent', why: 'taken as sent' })
    expect((await stands(1)).history.at(-1)).toMatchObject({ event: 'left as it is' })
    await guest(2, { sends: invite('in doubt') })
    await say('send again', undefined, 2)
    expect((await stands(2)).sends.invite).toMatchObject({ status: 'due', doubt: true })
    await say('send again', undefined, 3)
    expect((await stands(3)).sends.invite?.status).toBe('sent')
  })

  test('is sent again to those who were chosen, as it was seen, and to all it failed for one reason', async () => {
    await guest(0, { sends: invite('failed', { attempt: 'a' }) })
    await guest(1, { answers: [answered()] })
    const pressed = [0, 1, 2].map(n => ({ id: idOf(n), wave: 'invite', attempt: n === 2 ? 'old' : 'a' }))
    const did = await sendAgainTo(t.world, IDS.campaign, pressed, CONVENER)
    expect(did.touched.map(({ id }) => id)).toEqual([idOf(0)])
    expect(did.passed.map(({ invitation: { id }, why }) => [id, why]).sort()).toEqual(
      [
        [idOf(1), 'answered'],
        [idOf(2), 'nothing to send again'],
      ].sort(),
    )
    expect((await sendAgainTo(t.world, IDS.campaign, pressed, CONVENER)).touched).toEqual([])
    for (const n of [2, 3]) await guest(n, { sends: invite('bounced', { bounce: 'mailbox full' }) })
    expect(await sendUnsent(t.world, IDS.campaign, 'failed', CONVENER)).toBe(0)
    expect(await sendUnsent(t.world, IDS.campaign, 'mailbox full', CONVENER)).toBe(2)
    expect(await sendUnsent(t.world, IDS.campaign, 'mailbox full', CONVENER)).toBe(0)
    expect((await stands(3)).sends.invite?.status).toBe('due')
  })
})

describe('somebody', () => {
  test('who is put right has the letter due to the right address, where it went to a wrong one', async () => {
    const right = (n: number, over: Partial<Invitation['invitee']>) =>
      editInvitee(t.world, IDS.campaign, idOf(n), { ...invitee(n), ...over }, CONVENER)
    expect(await right(0, {})).toMatchObject({ history: [{ event: 'added' }] })
    const named = await right(0, { name: 'Gus' })
    expect(named?.history.at(-1)).toMatchObject({ event: 'corrected', fields: ['name'] })
    expect(named?.sends.invite?.status).toBe('sent')
    expect((await right(0, { name: 'Gus', email: 'GUEST0@company0.example' }))?.sends.invite?.status).toBe('sent')
    expect((await right(0, { email: 'gus@company0.example' }))?.sends.invite).toMatchObject({
      status: 'due',
      doubt: true,
    })
    await guest(1, { sends: invite('bounced'), suppressed: { email: invitee(1).email, reason: 'bounced', at: NOW } })
    const back = await right(1, { email: 'new@company1.example' })
    expect(back?.sends.invite).toMatchObject({ status: 'due' })
    expect(back?.sends.invite?.doubt).toBeUndefined()
    expect(back?.suppressed).toBeUndefined()
    await guest(2, { answers: [answered()] })
    expect((await right(2, { email: 'new@company2.example' }))?.sends.invite?.status).toBe('sent')
    await guest(3, { removedAt: NOW })
    expect(await right(3, { name: 'X' })).toMatchObject({ invitee: { name: 'Guest 3' } })
  })

  test('who is added once the letter has left has it due at once, or waits', async () => {
    const add = (n: number, when: 'now' | 'with the wave') =>
      addInvitees(t.world, IDS.campaign, [invitee(n)], CONVENER, when)
    expect(await add(10, 'now')).toEqual({ added: 1, updated: 0, same: 0, forgotten: 0 })
    expect((await stands(10)).sends.invite?.status).toBe('due')
    await add(11, 'with the wave')
    expect((await stands(11)).sends.invite).toMatchObject({ status: 'skipped', why: HELD_BACK })
    expect(await add(10, 'now')).toMatchObject({ added: 0, same: 1 })
    await removeInvitee(t.world, IDS.campaign, idOf(11), CONVENER)
    expect((await stands(11)).history.at(-1)).toMatchObject({ event: 'taken off', by: CONVENER })
    await edit({ left: {} })
    expect(await countNewcomers(t.world, await context(), [invitee(12)])).toBe(0)
    await add(12, 'now')
    expect((await stands(12)).sends).toEqual({})
  })

  test('who stands in for a guest is invited in their place, and whoever is there already stays as they are', async () => {
    const principal = await stands(0)
    await inviteStandIn(t.world, principal, invitee(20), CONVENER)
    expect(await stands(20)).toMatchObject({
      standsInFor: { invitation: idOf(0), name: 'Guest 0' },
      sends: { invite: { status: 'due' } },
    })
    expect((await stands(20)).history.at(-1)).toMatchObject({ event: 'stands in', for: 'Guest 0' })
    await inviteStandIn(t.world, principal, invitee(1), CONVENER)
    expect((await stands(1)).standsInFor).toBeUndefined()
    // Also where their address was corrected since they were invited.
    const corrected = { ...invitee(2), email: 'right@company2.example' }
    await editInvitee(t.world, IDS.campaign, idOf(2), corrected, CONVENER)
    await inviteStandIn(t.world, principal, corrected, CONVENER)
    const people = []
    for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) people.push(value.invitee.email)
    expect(people.filter(email => email === corrected.email)).toHaveLength(1)
  })
})

describe('a session', () => {
  const wish = { first: 'Longmont', name: 'Boulder', goal: 8, meeting: launch({ date: '2027-04-07' }) }
  const add = async (over: Partial<typeof wish> = {}) =>
    addSession(t.world, await context(), { ...wish, ...over }, 'Cora')

  test('is one more room of a launch that has a date, on a day to come, once', async () => {
    await edit({ timing: { waves: { invite: { date: '2027-03-01', hour: '10:00' } }, holidays: ['2027-03-04'] } })
    expect(await add({ meeting: launch({ date: '2027-03-03' }) })).toBe('past')
    const first = await add()
    expect(await add({ name: 'BOULDER' })).toEqual(first)
    if (typeof first === 'string') throw new Error(first)
    expect((await context(first.campaign)).campaign).toMatchObject({
      status: 'draft',
      goal: 8,
      session: { group: IDS.campaign, name: 'Boulder' },
      meeting: { kind: 'launch', date: '2027-04-07', sequence: 0, uid: `${first.campaign}@reply.example.org` },
      timing: { waves: { invite: { hour: '10:00' } }, holidays: ['2027-03-04'] },
      left: {},
    })
    const { campaign } = await context()
    expect(campaign.session).toEqual({ group: IDS.campaign, name: 'Longmont' })
    expect(campaign.history.filter(({ event }) => event === 'session added')).toHaveLength(1)
    expect((await sessionsOf(t.world.store, campaign)).map(({ session }) => session?.name)).toEqual([
      'Longmont',
      'Boulder',
    ])
    expect(obstacleToSessions(campaign)).toBeUndefined()
    expect(obstacleToSessions({ meeting: undefined })).toBe('no meeting')
    expect(obstacleToSessions({ meeting: launch({ kind: 'quarterly' }) })).toBe('no launch')
  })

  test('is of the launch whose group it names itself, whatever an old pointer says', async () => {
    const made = await add()
    if (typeof made === 'string') throw new Error(made)
    const sessions = async () =>
      (await sessionsOf(t.world.store, (await context()).campaign)).map(({ id }) => id).sort()
    expect(await sessions()).toEqual([IDS.campaign, made.campaign].sort())
    await change(t.world.store, campaignRef(made.campaign), each => ({
      ...each,
      session: { group: 'other', name: 'X' },
    }))
    expect(await sessions()).toEqual([IDS.campaign])
  })

  test('seats nobody who is on the list of another', async () => {
    const made = await add()
    if (typeof made === 'string') throw new Error(made)
    const there = made.campaign
    expect(await addInvitees(t.world, there, [invitee(0), invitee(30)], CONVENER, 'now')).toMatchObject({
      added: 1,
      elsewhere: [{ invitee: { name: 'Guest 0' }, session: 'Longmont' }],
    })
    const seated = async () =>
      [...(await seatedElsewhere(t.world.store, (await context(there)).campaign)).keys()].sort()
    expect(await seated()).toHaveLength(4)
    await guest(0, { removedAt: NOW })
    expect(await seated()).toHaveLength(3)
    await edit({ status: 'canceled' })
    expect(await seated()).toEqual([])
    expect(await whereNow(t.world.store, await stands(1))).toBeUndefined()
    const movedTo = { id: 'm', to: there, at: NOW }
    await guest(2, { removedAt: NOW, movedTo })
    expect(await whereNow(t.world.store, await stands(2))).toBeUndefined()
    await addInvitees(t.world, there, [invitee(2)], CONVENER, 'now')
    expect((await whereNow(t.world.store, await stands(2)))?.id).toBe(seatIn(there, invitee(2).email))
    const back = { id: 'n', to: IDS.campaign, at: NOW }
    await change(t.world.store, invitationRef(there, seatIn(there, invitee(2).email)), each => ({
      ...each,
      removedAt: NOW,
      movedTo: back,
    }))
    expect(await whereNow(t.world.store, await stands(2))).toBeUndefined()
    expect(campaignIdFrom(there)).toBe(there)
  })
})
