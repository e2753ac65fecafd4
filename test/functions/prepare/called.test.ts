/** Who is asked to call whom and when, what comes of it, and what a digest tells of it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import type { TeamMember } from '../../../domain/keep/partnership.ts'
import type { Instant } from '../../../domain/keep/time.ts'
import { change, partnershipRef } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { callErrands, callsBegin } from '../../../functions/prepare/call-errands.ts'
import { aboutCalls } from '../../../functions/prepare/call-news.ts'
import {
  callSheetOf,
  callsOf,
  noteCall,
  type Outcome,
  passCall,
  shareCalls,
  whoCalls,
} from '../../../functions/prepare/call-sheet.ts'
import { readReadiness } from '../../../functions/prepare/readiness.ts'
import { answered } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee } from '../campaign/launch.ts'
import { launchIn, sentLaunch } from '../campaign/written.ts'

/** Wednesday; the launch is on Wednesday, March 31, 2027, 7:30 in Denver, which is 13:30. */
const NOW = '2027-03-03T16:00:00.000Z'
const BEGIN = '2027-03-19T15:00:00.000Z'
const STARTS = '2027-03-31T13:30:00.000Z'
const person = (name: string, role: TeamMember['role']): TeamMember => ({
  name,
  email: `${name.toLowerCase()}@edc.example`,
  role,
  organization: 'EDC',
})
const [DAN, SUE, FAY] = [person('Dan', 'co-convener'), person('Sue', 'support team'), person('Fay', 'facilitator')]
const CONVENERS = [CONVENER, DAN.email]
const ANN = 'ann@lee.example'

let t: TestWorld
const { context, overview, edit, idOf, guest, join } = launchIn(() => t.world)
const errands = async (at?: Instant) => {
  if (at !== undefined) await t.clock.moveTo(at)
  return callErrands(t.world, await overview())
}
const told = async (at?: Instant) => (await errands(at)).map(each => [each.text, each.to.email, each.at, each.until])
const callerOf = async (email: string) => {
  const { callers } = await callsOf(t.world, await context())
  const found = callers.find(each => each.email === email)
  if (!found) throw new Error('no caller')
  return found
}
const share = async (shares: Record<string, string>, points = '') =>
  shareCalls(t.world, await context(), { shares, points }, 'Cora')

beforeEach(async () => {
  t = makeWorld({ start: NOW })
  await sentLaunch(t.world, 3)
  await join(DAN, SUE, FAY)
})
afterEach(() => t.close())

describe('calls', () => {
  test('are proposed to who runs the partnership ten days ahead, while anybody is silent', async () => {
    const proposed = CONVENERS.map(each => ['calls-proposed', each, BEGIN, STARTS])
    expect(await told()).toEqual(proposed)
    expect(await told(BEGIN)).toEqual(proposed)
    expect((await errands())[0]?.fields.companies_have).toBe('3 companies have')
    for (const n of [0, 1]) await guest(n, { answers: [answered()] })
    expect((await errands())[0]?.fields.companies_have).toBe('One company has')
    await guest(2, { answers: [answered({ answer: 'declined' })] })
    expect(await told()).toEqual([])
  })

  test('never begin before the letter was read for two days, on a working morning', async () => {
    const { campaign } = await context()
    const { meeting } = campaign
    if (!meeting) throw new Error('no meeting')
    const begin = (at: Instant | undefined, over: Partial<Campaign> = {}) =>
      callsBegin({ ...campaign, left: at === undefined ? {} : { invite: at }, ...over }, meeting)
    expect(begin(undefined)).toBe(BEGIN)
    expect(begin('2027-03-17T15:00:00.000Z')).toBe(BEGIN)
    expect(begin('2027-03-18T16:00:00.000Z')).toBe('2027-03-22T15:00:00.000Z')
    expect(begin('2027-03-23T16:00:00.000Z')).toBe('2027-03-25T16:00:00.000Z')
    expect(begin(undefined, { timing: { waves: {}, holidays: ['2027-03-19'] } })).toBe('2027-03-18T15:00:00.000Z')
  })

  test.each([
    ['that is off', { status: 'canceled' as const }],
    ['that is paused', { status: 'paused' as const }],
    ['without a date', { meeting: undefined }],
  ])('are proposed for no launch %s', async (_, over) => {
    await edit(over)
    expect(await told()).toEqual([])
  })

  test('are not proposed once it begins', async () => {
    expect(await told('2027-03-31T13:29:59.999Z')).toHaveLength(2)
    expect(await told(STARTS)).toEqual([])
  })

  test('that were shared out go to their callers, and again four working days ahead where nobody has called', async () => {
    const [ann, sue] = [await callerOf(ANN), await callerOf(SUE.email)]
    await t.clock.moveTo(BEGIN)
    expect(await share({ [idOf(0)]: ann.id, [idOf(1)]: ann.id, [idOf(2)]: sue.id }, 'Say *this*\nAnd that')).toBe(
      'shared',
    )
    const again = '2027-03-25T15:00:00.000Z'
    const own = (email: string, at = BEGIN) => [
      ['call-sheet', email, at, STARTS],
      ['call-again', email, again, STARTS],
    ]
    expect(await told()).toEqual([...own(ANN), ...own(SUE.email)])
    const [first, second, third] = await errands()
    expect(first?.fields).toMatchObject({ people: '2 people', people_have: '2 people have' })
    expect(second?.fields).toMatchObject({ calls: '2 calls', people_have: '2 people on your list have' })
    expect(third?.fields).toMatchObject({ people: 'one person', people_have: 'One person has' })
    expect(JSON.stringify(first?.fields.talking_points)).toContain('- Say \\\\*this\\\\*\\n- And that')
    expect(first?.link).toBe(LINKS.call.to(t.world.settings, IDS.campaign, ANN))
    // Ann has tried one, and the other has answered.
    const tried = { invitation: idOf(0), heard: 'no answer' as const, note: '', once: 'a', seen: '' }
    await noteCall(t.world, { ...(await context()), caller: ann }, tried)
    expect((await errands())[1]?.fields).toMatchObject({
      calls: 'one call',
      people_have: 'one person on your list has',
    })
    await guest(1, { answers: [answered()] })
    expect(await told()).toEqual([own(ANN)[0], ...own(SUE.email)])
    expect((await errands())[0]?.fields.people).toBe('one person')
  })

  test('that are shared out later leave a quarter of an hour after, and are not asked about again within a day', async () => {
    const ann = await callerOf(ANN)
    await t.clock.moveTo('2027-03-24T16:00:00.000Z')
    await share({ [idOf(0)]: ann.id })
    expect(await told()).toEqual([['call-sheet', ANN, '2027-03-24T16:15:00.000Z', STARTS]])
    await t.clock.moveTo('2027-03-24T16:20:00.000Z')
    await share({ [idOf(1)]: ann.id })
    expect((await told())[0]?.[2]).toBe('2027-03-24T16:35:00.000Z')
  })

  test('are listed letter by letter, with what a caller needs', async () => {
    const over = { name: 'Gus *x*', title: 'CEO', company: 'Gus & *Co*', phone: '', publicPartner: false }
    const assistant = { name: 'Pat *p*', email: 'pat@gus.example' }
    await guest(0, {
      invitee: { ...over, email: invitee(0).email, assistant },
      suppressed: { email: invitee(0).email, reason: 'bounced', at: NOW },
    })
    await guest(1, { invitee: { ...invitee(1), phone: '303 555 0101' } })
    const ann = await callerOf(ANN)
    await t.clock.moveTo(BEGIN)
    await share({ [idOf(0)]: ann.id, [idOf(1)]: ann.id })
    const list = JSON.stringify((await errands())[0]?.fields.call_list)
    for (const words of [
      '**Gus \\\\*x\\\\***',
      'No phone number; guest0',
      'Assistant: Pat \\\\*p\\\\*',
      'ask for the right address',
    ])
      expect(list).toContain(words)
    expect(list).toContain('555')
    expect(list).not.toContain('old time')
  })

  test('are one of the calling sheet’s readers’ alone: champions and the team, not a facilitator, not who has gone', async () => {
    const calls = async (email: string) => {
      const found = await whoCalls(
        t.world,
        LINKS.call.to(t.world.settings, IDS.campaign, email).split('/').at(-1) ?? '',
      )
      return found?.caller.name
    }
    expect(await calls(ANN)).toBe('Ann Lee')
    expect(await calls(SUE.email)).toBe('Sue')
    expect(await calls(FAY.email)).toBeUndefined()
    await change(t.world.store, partnershipRef(IDS.partnership), each => ({ ...each, team: [], champions: [] }))
    for (const email of [ANN, SUE.email]) expect(await calls(email)).toBeUndefined()
    expect(await whoCalls(t.world, 'no token')).toBeUndefined()
  })

  test('are taken over and given back', async () => {
    const [ann, sue] = [await callerOf(ANN), await callerOf(SUE.email)]
    const pass = async (caller: typeof ann, what: 'take' | 'back') =>
      passCall(t.world, { ...(await context()), caller }, idOf(0), what)
    const shares = async () => (await callSheetOf(t.world.store, IDS.campaign)).shares
    await share({ [idOf(0)]: ann.id, [idOf(1)]: '' })
    expect(await pass(sue, 'back')).toBe('noted')
    expect(await shares()).toEqual({ [idOf(0)]: ann.id, [idOf(1)]: '' })
    await pass(sue, 'take')
    expect(await shares()).toEqual({ [idOf(0)]: sue.id, [idOf(1)]: '' })
    await pass(sue, 'back')
    expect(await shares()).toEqual({ [idOf(1)]: '' })
    await guest(0, { answers: [answered()] })
    expect(await pass(ann, 'take')).toBe('over')
  })

  test('bring an answer in the name of the caller, once, and none over what somebody said meanwhile', async () => {
    const ann = await callerOf(ANN)
    await share({ [idOf(0)]: ann.id })
    const note = async (over: Partial<Outcome> = {}, caller = ann) => {
      const heard = { invitation: idOf(0), heard: 'accepted' as const, note: 'Gladly', once: 'a', seen: '' }
      return noteCall(t.world, { ...(await context()), caller }, { ...heard, ...over })
    }
    expect(await note({}, await callerOf(SUE.email))).toBe('not on your sheet')
    expect(await note({ invitation: idOf(1) })).toBe('not on your sheet')
    expect([await note(), await note()]).toEqual(['noted', 'noted'])
    const answers = async () => (await callsOf(t.world, await context())).calls.length && (await read())
    const read = async () => {
      const found = (await readReadiness(t.world, await context())).invitations().find(({ id }) => id === idOf(0))
      return found?.answers.map(each => [each.answer, each.by, each.channel, each.note])
    }
    expect(await answers()).toEqual([['accepted', 'Ann Lee', 'convener', 'Gladly']])
    expect(await note({ once: 'b', heard: 'declined' })).toBe('answered meanwhile')
    expect(await note({ invitation: idOf(0), heard: 'no answer', once: 'c' })).toBe('noted')
    await guest(0, { removedAt: NOW })
    expect(await note({ once: 'd' })).toBe('not on your sheet')
  })

  test('that brought nothing are noted once in the same words', async () => {
    const ann = await callerOf(ANN)
    await share({ [idOf(0)]: ann.id })
    const tries = [
      ['no answer', ''],
      ['no answer', ''],
      ['left a message', 'x'],
      ['left a message', 'y'],
      ['no answer', ''],
    ] as const
    for (const [n, [heard, note]] of tries.entries()) {
      const outcome = { invitation: idOf(0), heard, note, once: String(n), seen: '' }
      await noteCall(t.world, { ...(await context()), caller: ann }, outcome)
    }
    const noted = (await callSheetOf(t.world.store, IDS.campaign)).tries[idOf(0)]?.map(({ how, note }) => [how, note])
    expect(noted).toEqual([tries[0], tries[2], tries[3], tries[4]])
  })
})

describe('a digest', () => {
  const lines = async (at?: Instant) => {
    if (at !== undefined) await t.clock.moveTo(at)
    return (await aboutCalls(t.world, await overview())).map(each => [each.kind, each.since, each.words])
  }

  test('tells that nobody was asked to call, and whom nobody calls', async () => {
    expect(await lines()).toEqual([])
    const late = (who: string) => [
      'late',
      '2027-03-20T15:00:00.000Z',
      `**${who}** not replied, and no one has been asked to call`,
    ]
    expect(await lines(BEGIN)).toEqual([late('3 companies have')])
    for (const n of [1, 2]) await guest(n, { answers: [answered()] })
    expect(await lines()).toEqual([late('One company has')])
    for (const n of [1, 2]) await guest(n, { answers: [] })
    await share({ [idOf(0)]: (await callerOf(ANN)).id })
    const nobody = (who: string) => ['needs you', BEGIN, `No one is calling **${who}**`]
    expect(await lines()).toEqual([nobody('Guest 1 and 1 more')])
    await guest(1, { answers: [answered()] })
    expect(await lines()).toEqual([nobody('Guest 2')])
    await guest(2, { answers: [answered()] })
    expect(await lines()).toEqual([])
  })

  test('tells nothing of calls once the launch has begun, or while letters do not leave', async () => {
    await edit({ status: 'paused' })
    expect(await lines(BEGIN)).toEqual([])
    await edit({ status: 'running' })
    expect(await lines(STARTS)).toEqual([])
  })
})
