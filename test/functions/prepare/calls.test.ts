import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import { standing } from '../../../domain/keep/standing.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { change, invitationRef, invitationsOf, partnershipRef, read } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { readOverview } from '../../../functions/keep/overview.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { callsBegin } from '../../../functions/prepare/call-errands.ts'
import { aboutCalls } from '../../../functions/prepare/call-news.ts'
import {
  callSheetOf,
  callsOf,
  noteCall,
  passCall,
  shareCalls,
  whoCalls,
} from '../../../functions/prepare/call-sheet.ts'
import { proposeInvitee } from '../../../functions/prepare/proposals.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { campaign } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, partnership, signedCampaign } from '../campaign/launch.ts'

/** The meeting is on Wednesday, March 31, 2027, at 7:30 in Denver: ten days ahead is a Sunday, so Friday, March 19. */
const TEN_DAYS = '2027-03-19T15:00:00.000Z'
const BEFORE = '2027-03-18T15:00:00.000Z'

describe('calls', () => {
  let t: TestWorld
  const mails = (wave: string) => t.outbox.list().filter(each => each.wave === wave)
  const source = (id = '') =>
    Buffer.from(t.outbox.bytes(id) ?? [])
      .toString()
      .replace(/=\r\n/g, '')
  const context = async () => {
    const found = await readContext(t.world.store, IDS.campaign)
    if (!found) throw new Error('no campaign')
    return found
  }
  const share = async () => {
    const { calls } = await callsOf(t.world, await context())
    const shares = Object.fromEntries(calls.map(({ person, caller }) => [person.invitation.id, caller]))
    await shareCalls(t.world, await context(), { shares, points: '' }, CONVENER)
    return shares
  }
  const ann = async () => {
    const token = LINKS.call.to(t.world.settings, IDS.campaign, 'ann@lee.example').split('/').at(-1) ?? ''
    const found = await whoCalls(t.world, token)
    if (!found) throw new Error('Ann has no sheet')
    return found
  }
  const heard = { note: 'Glad to be asked', once: 'a'.repeat(16), seen: '' }

  beforeEach(async () => {
    t = makeWorld({
      start: '2027-02-01T16:00:00.000Z',
      release: async (world, schedule) => void (await onSchedule(world, schedule)),
      sweep: world => sweep(world),
    })
    await signedCampaign(t.world, { invitees: 5 })
    await change(t.world.store, partnershipRef(IDS.partnership), stands => ({
      ...stands,
      team: [
        ...partnership().team,
        { name: 'Fay Cole', email: 'fay@guide.example', role: 'facilitator' as const, organization: 'Guide' },
      ],
    }))
    for await (const { value } of invitationsOf(t.world.store, IDS.campaign))
      await change(t.world.store, invitationRef(IDS.campaign, value.id), stands => ({
        ...stands,
        invitee: { ...stands.invitee, phone: `303-555-0${value.invitee.name.slice(-1)}00` },
      }))
    await t.timers.runUntil(BEFORE)
  })
  afterEach(() => t.close())

  it('are proposed to the convener ten days ahead, and nobody else hears of them', async () => {
    expect(mails('calls-proposed')).toEqual([])
    await t.timers.runUntil('2027-03-19T18:00:00.000Z')
    expect(mails('calls-proposed').map(({ to, at }) => [to, at.slice(0, 16)])).toEqual([
      [[CONVENER], TEN_DAYS.slice(0, 16)],
    ])
    expect(source(mails('calls-proposed')[0]?.id)).toContain('5 companies')
    await t.timers.runUntil('2027-03-30T18:00:00.000Z')
    expect(mails('calls-proposed')).toHaveLength(1)
    expect(mails('call-sheet')).toEqual([])
  })

  it('leave time to read a letter that left late', () => {
    const { meeting, ...late } = campaign({ left: { invite: '2027-03-25T15:00:00.000Z' } })
    if (!meeting) throw new Error('no meeting')
    expect(callsBegin(late, meeting)).toBe('2027-03-29T15:00:00.000Z')
    expect(callsBegin({ ...late, left: { invite: '2027-02-26T15:00:00.000Z' } }, meeting)).toBe(TEN_DAYS)
  })

  it('are not proposed when nobody is silent', async () => {
    for await (const { value } of invitationsOf(t.world.store, IDS.campaign))
      await takeAnswer(t.world, {
        campaign: IDS.campaign,
        invitation: value.id,
        answer: 'declined',
        channel: 'link',
        note: '',
        needs: '',
        id: value.id,
      })
    await t.timers.runUntil('2027-03-20T18:00:00.000Z')
    expect(mails('calls-proposed')).toEqual([])
  })

  it('shared out early are mailed ten days ahead, each to its caller, with phones and what to say; the facilitator calls nobody', async () => {
    await share()
    await t.timers.runUntil('2027-03-19T14:00:00.000Z')
    expect(mails('call-sheet')).toEqual([])
    await t.timers.runUntil('2027-03-19T18:00:00.000Z')
    expect(mails('call-sheet').map(({ to }) => to[0])).toEqual(['ann@lee.example', 'bob@ruiz.example'])
    const [sheet] = mails('call-sheet')
    const mail = source(sheet?.id)
    expect(mail).toMatch(/^ {2}303-555-0\d00/m)
    expect(mail.replace(/=\r\n/g, '')).toMatch(/href=3D"tel:\+1303555\d{4}"/)
    expect(mail).toContain('What to say')
    expect(mail).toContain('/call/')
    // Nobody gets another's people.
    const names = (id?: string) => [...source(id).matchAll(/Guest \d/g)].map(([name]) => name)
    const [one, two] = mails('call-sheet').map(({ id }) => new Set(names(id)))
    expect([...(one ?? [])].filter(name => two?.has(name))).toEqual([])
    expect((one?.size ?? 0) + (two?.size ?? 0)).toBe(5)
    await t.timers.runUntil('2027-03-20T18:00:00.000Z')
    expect(mails('call-sheet')).toHaveLength(2)
    expect(mails('calls-proposed')).toEqual([])
  })

  it('shared out late are mailed a quarter of an hour later, in working hours, and again only to who got somebody new', async () => {
    const { callers } = await callsOf(t.world, await context())
    expect(callers.map(({ name }) => name)).toEqual(['Ann Lee', 'Bob Ruiz', 'Cora Day'])
    await t.timers.runUntil('2027-03-22T20:00:00.000Z')
    const shares = await share()
    await t.timers.runUntil('2027-03-22T20:14:00.000Z')
    expect(mails('call-sheet')).toEqual([])
    await t.timers.runUntil('2027-03-22T20:20:00.000Z')
    expect(mails('call-sheet')).toHaveLength(2)
    // At five in the afternoon nobody is asked to call any more.
    await t.timers.runUntil('2027-03-22T23:00:00.000Z')
    const [bob = ''] = callers.filter(({ name }) => name === 'Bob Ruiz').map(({ id }) => id)
    const [moved = ''] = Object.keys(shares).filter(id => shares[id] !== bob)
    await shareCalls(t.world, await context(), { shares: { ...shares, [moved]: bob }, points: '' }, CONVENER)
    await t.timers.runUntil('2027-03-23T18:00:00.000Z')
    expect(mails('call-sheet').map(({ to, at }) => [to[0], at.slice(0, 13)])).toEqual([
      ['ann@lee.example', '2027-03-22T20'],
      ['bob@ruiz.example', '2027-03-22T20'],
      ['bob@ruiz.example', '2027-03-23T15'],
    ])
  })

  it('leave out whoever has answered by the time they are mailed, and remind of those whom nobody called', async () => {
    const shares = await share()
    const [answering = ''] = Object.keys(shares).filter(id => shares[id] === shares[Object.keys(shares)[0] ?? ''])
    await takeAnswer(t.world, {
      campaign: IDS.campaign,
      invitation: invitationIdFrom(answering),
      answer: 'accepted',
      channel: 'link',
      note: '',
      needs: '',
      id: 'early',
    })
    const name =
      (await read(t.world.store, invitationRef(IDS.campaign, invitationIdFrom(answering))))?.value.invitee.name ?? ''
    await t.timers.runUntil('2027-03-26T18:00:00.000Z')
    for (const { id } of mails('call-sheet')) expect(source(id)).not.toContain(name)
    const again = mails('call-again')
    expect(again.map(({ at }) => at.slice(0, 10))).toEqual(['2027-03-25', '2027-03-25'])
  })

  it('go to whoever proposed somebody for the list', async () => {
    const cora = { name: 'Cora Day', email: CONVENER, role: 'convener' as const, organization: '' }
    const guest = invitee(9, { company: 'Known to Cora', email: 'nine@known.example' })
    await proposeInvitee(t.world, (await context()).partnership, { invitee: guest, why: 'We met' }, cora)
    await addInvitees(t.world, IDS.campaign, [guest], CONVENER, 'now')
    await t.timers.runUntil('2027-03-19T18:00:00.000Z')
    const { calls, callers } = await callsOf(t.world, await context())
    const call = calls.find(({ person }) => person.company.name === 'Known to Cora')
    expect(call).toMatchObject({ knownBy: 'Cora Day', caller: callers.find(({ name }) => name === 'Cora Day')?.id })
  })

  it('become the invitee’s answer with the caller’s name on it, once', async () => {
    const shares = await share()
    const calling = await ann()
    const [id = ''] = Object.keys(shares).filter(each => shares[each] === calling.caller.id)
    const outcome = { ...heard, invitation: invitationIdFrom(id), heard: 'accepted' } as const
    expect(await noteCall(t.world, calling, outcome)).toBe('noted')
    expect(await noteCall(t.world, calling, outcome)).toBe('noted')
    const invitation = (await read(t.world.store, invitationRef(IDS.campaign, invitationIdFrom(id))))?.value
    expect(invitation?.answers).toHaveLength(1)
    expect(invitation && standing(invitation, 0)).toMatchObject({
      answer: 'accepted',
      by: 'Ann Lee',
      channel: 'convener',
      note: 'Glad to be asked',
    })
    const [call] = (await callsOf(t.world, await context())).calls.filter(({ person }) => person.invitation.id === id)
    expect(call?.open).toBe(false)
  })

  it('that reached nobody leave the person silent, and are written down', async () => {
    const shares = await share()
    const calling = await ann()
    const [id = ''] = Object.keys(shares).filter(each => shares[each] === calling.caller.id)
    await noteCall(t.world, calling, {
      ...heard,
      invitation: invitationIdFrom(id),
      heard: 'left a message',
      note: 'Assistant calls back',
    })
    expect((await read(t.world.store, invitationRef(IDS.campaign, invitationIdFrom(id))))?.value.answers).toEqual([])
    expect((await callSheetOf(t.world.store, IDS.campaign)).tries[id]).toMatchObject([
      { how: 'left a message', by: 'Ann Lee', note: 'Assistant calls back' },
    ])
  })

  it('do not talk over what the invitee has said meanwhile', async () => {
    const shares = await share()
    const calling = await ann()
    const [id = ''] = Object.keys(shares).filter(each => shares[each] === calling.caller.id)
    await takeAnswer(t.world, {
      campaign: IDS.campaign,
      invitation: invitationIdFrom(id),
      answer: 'declined',
      channel: 'link',
      note: '',
      needs: '',
      id: 'own',
    })
    const outcome = { ...heard, invitation: invitationIdFrom(id), heard: 'accepted' } as const
    expect(await noteCall(t.world, calling, outcome)).toBe('answered meanwhile')
    const own = (await read(t.world.store, invitationRef(IDS.campaign, invitationIdFrom(id))))?.value
    expect(own && standing(own, 0)?.answer).toBe('declined')
    const seen = (own && standing(own, 0)?.id) ?? ''
    expect(await noteCall(t.world, calling, { ...outcome, seen })).toBe('noted')
    const then = (await read(t.world.store, invitationRef(IDS.campaign, invitationIdFrom(id))))?.value
    expect(then && standing(then, 0)?.answer).toBe('accepted')
  })

  it('belong to one caller: whoever knows somebody better takes the call over, and the other cannot answer for them', async () => {
    const shares = await share()
    const calling = await ann()
    const [id = ''] = Object.keys(shares).filter(each => shares[each] !== calling.caller.id)
    const outcome = { ...heard, invitation: invitationIdFrom(id), heard: 'accepted' } as const
    expect(await noteCall(t.world, calling, outcome)).toBe('not on your sheet')
    await passCall(t.world, calling, id, 'take')
    expect(await noteCall(t.world, calling, outcome)).toBe('noted')
  })

  it('that nobody shares out or makes are told of in the digest, until somebody does', async () => {
    const told = async () => {
      const overview = await readOverview(t.world, IDS.partnership)
      if (!overview) throw new Error('no partnership')
      return (await aboutCalls(t.world, overview)).map(({ kind, words }) => [kind, words])
    }
    expect(await told()).toEqual([])
    await t.timers.runUntil('2027-03-22T16:00:00.000Z')
    expect(await told()).toEqual([['late', '**5 companies have** not replied, and no one has been asked to call']])
    const shares = await share()
    expect(await told()).toEqual([])
    const calling = await ann()
    const [id = ''] = Object.keys(shares).filter(each => shares[each] === calling.caller.id)
    await passCall(t.world, calling, id, 'back')
    expect(await told()).toEqual([['needs you', expect.stringMatching(/^No one is calling \*\*Guest \d\*\*$/)]])
  })

  it('end with the link of whoever left the partnership, and with the meeting', async () => {
    await share()
    const token = LINKS.call.to(t.world.settings, IDS.campaign, CONVENER).split('/').at(-1) ?? ''
    expect(await whoCalls(t.world, token)).toBeDefined()
    await change(t.world.store, partnershipRef(IDS.partnership), stands => ({ ...stands, team: [] }))
    expect(await whoCalls(t.world, token)).toBeUndefined()
    await t.clock.moveTo('2027-03-31T15:00:00.000Z')
    const before = mails('call-sheet').length
    await sweep(t.world)
    expect(mails('call-sheet')).toHaveLength(before)
  })
})
