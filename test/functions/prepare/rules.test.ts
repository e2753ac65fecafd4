/** What acts before a launch refuse by themselves, whichever door they are called through. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TeamMember } from '../../../domain/keep/partnership.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { change, partnershipRef } from '../../../functions/keep/documents.ts'
import { callSheetOf, callsOf, noteCall, passCall, shareCalls } from '../../../functions/prepare/call-sheet.ts'
import { proposalsOf, proposeInvitee } from '../../../functions/prepare/proposals.ts'
import { agreeToList, answerFootprint, readinessRecordOf } from '../../../functions/prepare/readiness-record.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { cancel } from '../../../functions/send/steer-campaign.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, partnership, signedCampaign } from '../campaign/launch.ts'

const FAY: TeamMember = { name: 'Fay Cole', email: 'fay@guide.example', role: 'facilitator', organization: 'Guide' }
const LETTER_LEFT = '2027-03-01T18:00:00.000Z'
const BEGUN = '2027-03-31T14:00:00.000Z'

let t: TestWorld
const context = async () => {
  const found = await readContext(t.world.store, IDS.campaign)
  if (!found) throw new Error('no campaign')
  return found
}

beforeEach(async () => {
  t = makeWorld({
    start: '2027-02-01T16:00:00.000Z',
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
  })
  await signedCampaign(t.world, { invitees: 2 })
  await change(t.world.store, partnershipRef(IDS.partnership), each => ({
    ...each,
    team: [...partnership().team, FAY],
  }))
})
afterEach(() => t.close())

describe('calls', () => {
  const all = async () => {
    const { calls, callers } = await callsOf(t.world, await context())
    const [call] = calls
    const [caller] = callers
    if (!call || !caller) throw new Error('nobody to call')
    return { id: call.person.invitation.id, caller }
  }
  const tries = async () => {
    const { id, caller } = await all()
    const own = { ...(await context()), caller }
    const outcome = { invitation: id, heard: 'accepted' as const, note: '', once: 'abcdefgh', seen: '' }
    return [
      await shareCalls(t.world, await context(), { shares: { [id]: caller.id }, points: '' }, CONVENER),
      await passCall(t.world, own, id, 'take'),
      await passCall(t.world, own, id, 'back'),
      await noteCall(t.world, own, outcome),
    ]
  }

  test('are neither shared out nor taken over nor noted once the meeting begins, or when it is off', async () => {
    await t.timers.runUntil(LETTER_LEFT)
    const { id } = await all()
    expect(id).toBeDefined()
    await t.clock.moveTo(BEGUN)
    expect(await tries()).toEqual(Array(4).fill('begun'))
    await cancel(t.world, IDS.campaign, CONVENER)
    expect(await tries()).toEqual(Array(4).fill('canceled'))
    expect((await callSheetOf(t.world.store, IDS.campaign)).shares).toEqual({})
  })

  test('go to those who call and are about those who are to be called, whatever a form says', async () => {
    await t.timers.runUntil(LETTER_LEFT)
    const { id, caller } = await all()
    const shares = { [id]: caller.id, 'no-such-person': caller.id }
    expect(await shareCalls(t.world, await context(), { shares, points: '' }, CONVENER)).toBe('shared')
    const stranger = { shares: { [id]: 'stranger' }, points: '' }
    expect(await shareCalls(t.world, await context(), stranger, CONVENER)).toBe('shared')
    expect((await callSheetOf(t.world.store, IDS.campaign)).shares).toEqual({ [id]: caller.id })
    expect(await passCall(t.world, { ...(await context()), caller }, 'no-such-person', 'take')).toBe('over')
  })
})

describe('a neutral member of the team', () => {
  test('decides neither about industry and region nor about the list, and proposes nobody', async () => {
    const stands = (await context()).partnership
    const name = { invitee: invitee(7), why: 'We met' }
    expect(await answerFootprint(t.world, stands, FAY, { said: 'too big', note: '' })).toBe('not asked')
    expect(await agreeToList(t.world, stands, FAY)).toBe('not asked')
    expect(await proposeInvitee(t.world, stands, name, FAY)).toBe('not asked')
    const { footprints, lists } = await readinessRecordOf(t.world.store, IDS.partnership)
    expect([footprints, lists, await proposalsOf(t.world.store, IDS.partnership)]).toEqual([{}, {}, []])
  })

  test('is told from others, who propose people with a company that are not on the list', async () => {
    const stands = (await context()).partnership
    const [cora] = stands.team
    if (!cora) throw new Error('no convener')
    const put = (who: ReturnType<typeof invitee>) => proposeInvitee(t.world, stands, { invitee: who, why: '' }, cora)
    expect(await put(invitee(7, { company: ' ' }))).toBe('no company')
    expect(await put(invitee(0))).toBe('on the list already')
    expect(await put(invitee(7))).toBe('proposed')
  })
})
