import ICAL from 'ical.js'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitee } from '../../../domain/keep/invitation.ts'
import type { Meeting } from '../../../domain/keep/meeting.ts'
import { standing } from '../../../domain/keep/standing.ts'
import { AT_ONCE } from '../../../functions/answer/follow-reply.ts'
import { takeReply } from '../../../functions/answer/take-reply.ts'
import { editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import { startSending } from '../../../functions/campaign/request-signatures.ts'
import { startMeeting, startSeries } from '../../../functions/campaign/start-meeting.ts'
import { campaignRef, change, invitationRef, read } from '../../../functions/keep/documents.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { replyAddress } from '../../../functions/keep/reply-to.ts'
import { addInvitees, inviteStandIn, removeInvitee } from '../../../functions/list/invite.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { preview } from '../../../functions/send/preview.ts'
import { cancel } from '../../../functions/send/steer-campaign.ts'
import { calendarFaults, calendarsOf } from '../../calendar/calendar-faults.ts'
import { launch } from '../../domain/keep/campaigns.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { calendarMail } from '../answer/replies.ts'
import { CONVENER, draftCampaign, IDS, invitee, partnership } from '../campaign/launch.ts'

let t: TestWorld
const ANA = invitee(0)
const BEN = invitee(1)
const MAY = '2027-05-11'

beforeEach(async () => {
  t = makeWorld({
    start: '2027-01-04T16:00:00.000Z',
    release: releaseWaves,
    sweep,
  })
  await draftCampaign(t.world, { invitees: 2 })
})
afterEach(() => t.close())

const idOf = (campaign: string, { email }: Invitee) => invitationIdOf(campaignIdFrom(campaign), email)
const meetingOf = (kind: Meeting['kind'], over: Partial<Meeting> = {}) => {
  const { uid: _, sequence: __, ...wanted } = launch({ kind, date: MAY, start: '08:00', end: '09:30', ...over })
  return wanted
}

async function planned(kind: Meeting['kind'], invitees: Invitee[], over: Partial<Meeting> = {}): Promise<string> {
  const id = await startMeeting(t.world, partnership(), meetingOf(kind, over), { invitees }, CONVENER)
  const sending = await startSending(t.world, id, CONVENER)
  if (!sending.ok) throw new Error(sending.problems.join(' '))
  return id
}
const quarterly = (invitees: Invitee[] = [ANA]) => planned('quarterly', invitees)

/** What left for somebody about a meeting: the wave, and what the entry in it says, read by another program's eyes. */
async function told(campaign: string, { email }: Invitee) {
  const found = []
  for (const kept of t.outbox.list()) {
    // What asks for agenda items, or how the year was, carries no entry.
    if (
      ['agenda', 'pulse', 'pulse-again'].includes(kept.wave) ||
      kept.campaign !== campaign ||
      !kept.to.includes(email)
    )
      continue
    const mail = await simpleParser(Buffer.from(t.outbox.bytes(kept.id) ?? ''))
    const source = mail.attachments.find(({ contentType }) => contentType === 'application/ics')?.content.toString()
    const calendar = source === undefined ? undefined : new ICAL.Component(ICAL.parse(source))
    const event = calendar?.getFirstSubcomponent('vevent')
    const starts = event?.getFirstPropertyValue('dtstart')
    found.push({
      wave: kept.wave.replace(/:.*/, ''),
      day: kept.at.slice(0, 10),
      subject: kept.subject,
      text: mail.text ?? '',
      method: calendar?.getFirstPropertyValue('method'),
      status: event?.getFirstPropertyValue('status'),
      sequence: event?.getFirstPropertyValue('sequence'),
      uid: event?.getFirstPropertyValue('uid'),
      title: String(event?.getFirstPropertyValue('summary') ?? ''),
      partstat: event?.getFirstProperty('attendee')?.getParameter('partstat'),
      starts: starts instanceof ICAL.Time ? starts.toJSDate().toISOString() : undefined,
    })
  }
  return found
}
const waves = async (campaign: string, of: Invitee) =>
  (await told(campaign, of)).map(({ wave, status, sequence }) => [wave, status, sequence])

/** Somebody's calendar answers an entry. */
async function calendarSays(campaign: string, of: Invitee, partstat: string, sequence: number, stamp: string) {
  const uid = (await read(t.world.store, campaignRef(campaignIdFrom(campaign))))?.value.meeting?.uid ?? ''
  const bytes = new TextEncoder().encode(
    calendarMail({ uid, partstat, sequence, stamp, attendee: of.email, from: `Guest <${of.email}>` }),
  )
  const mail = `mail-${partstat}-${stamp}`
  await t.world.mailbox.keep(mail, bytes)
  const to = replyAddress(t.world.settings, { id: campaignIdFrom(campaign), shortReplies: true }, idOf(campaign, of))
  return takeReply(t.world, { mail, from: of.email, to: [to], at: t.world.clock.now() }, AT_ONCE)
}
/** The answer that stands, as the board reads it. */
async function answerOf(campaign: string, of: Invitee) {
  const meeting = (await read(t.world.store, campaignRef(campaignIdFrom(campaign))))?.value.meeting
  const invitation = (await read(t.world.store, invitationRef(campaignIdFrom(campaign), idOf(campaign, of))))?.value
  return invitation && standing(invitation, meeting?.sequence ?? 0)
}

const moveTo = (campaign: string, date: string) =>
  editCampaign(t.world, campaignIdFrom(campaign), CONVENER, { event: 'set up', part: 'meeting' }, each =>
    each.meeting ? { ...each, meeting: { ...each.meeting, date } } : each,
  )

describe('a hold', () => {
  test('is a tentative entry that the invitation makes certain: one UID, and a SEQUENCE that rises', async () => {
    const id = await quarterly()
    await t.timers.runUntil('2027-05-01T00:00:00.000Z')
    const letters = await told(id, ANA)
    expect(letters.map(({ method, status, sequence, title }) => [method, status, sequence, title])).toEqual([
      ['REQUEST', 'TENTATIVE', 0, 'Hold: Quarterly meeting: Front Range Manufacturing Partnership'],
      ['REQUEST', 'CONFIRMED', 1, 'Quarterly meeting: Front Range Manufacturing Partnership'],
    ])
    expect(new Set(letters.map(({ uid }) => uid)).size).toBe(1)
  })

  test('that was answered stays answered when it becomes certain: the entry says so, and nobody is asked again', async () => {
    const id = await quarterly()
    await t.timers.runUntil('2027-04-01T18:00:00.000Z')
    expect(await calendarSays(id, ANA, 'ACCEPTED', 0, '2027-04-01T17:00:00.000Z')).toEqual(['answered'])
    await t.timers.runUntil('2027-05-01T00:00:00.000Z')
    expect((await told(id, ANA)).at(-1)).toMatchObject({ wave: 'invite', sequence: 1, partstat: 'ACCEPTED' })
    expect(await answerOf(id, ANA)).toMatchObject({ answer: 'accepted', toOldTime: false })
  })

  test('and its confirmation may be answered in any order: what was said last counts', async () => {
    const id = await quarterly()
    await t.timers.runUntil('2027-04-28T18:00:00.000Z')
    await calendarSays(id, ANA, 'DECLINED', 1, '2027-04-28T17:30:00.000Z')
    await calendarSays(id, ANA, 'ACCEPTED', 0, '2027-04-01T17:00:00.000Z')
    expect((await answerOf(id, ANA))?.answer).toBe('declined')
    await calendarSays(id, ANA, 'ACCEPTED', 1, '2027-04-28T17:45:00.000Z')
    expect((await answerOf(id, ANA))?.answer).toBe('accepted')
  })

  test('moved after it was certain, a yes to the old time is no yes to the new one', async () => {
    const id = await quarterly()
    await t.timers.runUntil('2027-04-28T18:00:00.000Z')
    await moveTo(id, '2027-05-18')
    await t.timers.runUntil('2027-04-28T19:00:00.000Z')
    await calendarSays(id, ANA, 'ACCEPTED', 1, '2027-04-28T17:45:00.000Z')
    expect(await answerOf(id, ANA)).toMatchObject({ answer: 'accepted', toOldTime: true })
    await calendarSays(id, ANA, 'ACCEPTED', 3, '2027-04-28T18:45:00.000Z')
    expect(await answerOf(id, ANA)).toMatchObject({ answer: 'accepted', toOldTime: false })
    expect(await waves(id, ANA)).toEqual([
      ['hold', 'TENTATIVE', 0],
      ['invite', 'CONFIRMED', 1],
      ['update-1', 'CONFIRMED', 3],
    ])
  })

  test('moved and then canceled, its entry is raised each time', async () => {
    const id = await quarterly()
    await t.timers.runUntil('2027-04-01T18:00:00.000Z')
    await moveTo(id, '2027-05-25')
    await t.timers.runUntil('2027-05-12T00:00:00.000Z')
    await cancel(t.world, campaignIdFrom(id), CONVENER)
    await t.timers.runUntil('2027-05-13T00:00:00.000Z')
    expect(await waves(id, ANA)).toEqual([
      ['hold', 'TENTATIVE', 0],
      ['update-1', 'TENTATIVE', 2],
      ['invite', 'CONFIRMED', 3],
      ['cancellation', 'CANCELLED', 4],
    ])
  })

  test('is taken off the calendar of somebody who is taken off the list', async () => {
    const id = await quarterly()
    await t.timers.runUntil('2027-04-01T18:00:00.000Z')
    await removeInvitee(t.world, campaignIdFrom(id), idOf(id, ANA), CONVENER)
    await t.timers.runUntil('2027-05-12T00:00:00.000Z')
    expect((await told(id, ANA)).map(({ wave, method }) => [wave, method])).toEqual([
      ['hold', 'REQUEST'],
      ['withdrawn', 'CANCEL'],
    ])
  })

  test('comes again to somebody who is put back on the list, as the letter that stands by then', async () => {
    const id = await quarterly()
    await t.timers.runUntil('2027-04-01T18:00:00.000Z')
    await removeInvitee(t.world, campaignIdFrom(id), idOf(id, ANA), CONVENER)
    await t.timers.runUntil('2027-04-29T18:00:00.000Z')
    await addInvitees(t.world, campaignIdFrom(id), [ANA], CONVENER, 'now')
    await t.timers.runUntil('2027-04-30T00:00:00.000Z')
    const [hold, taken, again] = await told(id, ANA)
    // The CANCEL stands above what it takes away, says of nobody else that it is off, and the invitation above it.
    expect([hold?.sequence, taken?.sequence, again?.sequence]).toEqual([0, 1, 3])
    expect(taken).toMatchObject({ method: 'CANCEL', status: null })
    expect(again).toMatchObject({ wave: 'invite', status: 'CONFIRMED' })
    // What their calendar says to it is an answer to the meeting as it stands, and so is the next move.
    await calendarSays(id, ANA, 'ACCEPTED', 3, '2027-04-30T15:00:00.000Z')
    const stands = (await read(t.world.store, invitationRef(campaignIdFrom(id), idOf(id, ANA))))?.value
    expect(stands && standing(stands, 0)).toMatchObject({ answer: 'accepted', toOldTime: false })
    await moveTo(id, '2027-05-25')
    await t.timers.runUntil('2027-05-02T00:00:00.000Z')
    expect((await told(id, ANA)).find(({ wave }) => wave === 'update-1')?.sequence).toBe(5)
  })

  test('is passed over for somebody added after the invitation left, who gets that instead', async () => {
    const id = await quarterly()
    await t.timers.runUntil('2027-04-29T18:00:00.000Z')
    await addInvitees(t.world, campaignIdFrom(id), [BEN], CONVENER, 'now')
    await t.timers.runUntil('2027-05-10T00:00:00.000Z')
    expect((await waves(id, BEN)).map(([wave]) => wave)).toEqual(['invite', 'follow-up-1'])
  })

  test('goes to somebody added while only holds have left, and the invitation follows', async () => {
    const id = await quarterly()
    await t.timers.runUntil('2027-04-02T18:00:00.000Z')
    await addInvitees(t.world, campaignIdFrom(id), [BEN], CONVENER, 'now')
    await t.timers.runUntil('2027-05-10T00:00:00.000Z')
    expect((await waves(id, BEN)).map(([wave]) => wave)).toEqual(['hold', 'invite', 'follow-up-1'])
  })

  test('names, to a delegate, in whose place they come, and then confirms like everybody’s', async () => {
    const id = await quarterly()
    await t.timers.runUntil('2027-04-02T18:00:00.000Z')
    const principal = (await read(t.world.store, invitationRef(campaignIdFrom(id), idOf(id, ANA))))?.value
    if (!principal) throw new Error('nobody')
    await inviteStandIn(t.world, principal, BEN, CONVENER)
    await t.timers.runUntil('2027-05-01T00:00:00.000Z')
    const [hold, invite] = await told(id, BEN)
    expect([hold?.wave, hold?.status]).toEqual(['hold', 'TENTATIVE'])
    expect(hold?.text).toContain(`${ANA.name} can’t be at the meeting`)
    expect(hold?.text).not.toContain('first meeting')
    expect([invite?.wave, invite?.status]).toEqual(['invite', 'CONFIRMED'])
    expect(invite?.text).not.toContain('can’t be at the meeting')
  })
})

describe('the letters of a meeting after the launch', () => {
  test('remind and thank who said yes, with the agenda as it stands, and ask the silent once more', async () => {
    const id = await planned('quarterly', [ANA, BEN])
    await t.timers.runUntil('2027-04-28T18:00:00.000Z')
    await calendarSays(id, ANA, 'ACCEPTED', 1, '2027-04-28T17:45:00.000Z')
    await change(t.world.store, campaignRef(campaignIdFrom(id)), stands => ({ ...stands, agenda: '- Welders' }))
    await t.timers.runUntil('2027-05-20T00:00:00.000Z')
    const later = async (of: Invitee) => (await told(id, of)).filter(({ day }) => day > '2027-04-28')
    const [reminder, after, ...none] = await later(ANA)
    expect([reminder, after, ...none].map(each => [each?.wave, each?.day])).toEqual([
      ['reminder', '2027-05-07'],
      ['after-meeting', '2027-05-11'],
    ])
    expect(reminder?.text).toContain('Welders')
    expect(after?.text).toContain('Thank you for saying yes')
    expect(after?.text).not.toContain('first meeting')
    const [again, ...more] = await later(BEN)
    expect(again).toMatchObject({ wave: 'follow-up-1', day: '2027-05-04', text: expect.stringContaining('Welders') })
    expect(more).toEqual([])
  })

  test('bear no champion’s name and no check value, and come in the organization’s name', async () => {
    for (const kind of ['debrief', 'action-team', 'quarterly'] as const) {
      const id = await planned(kind, [ANA])
      await t.timers.runUntil('2027-05-10T00:00:00.000Z')
      const letters = await told(id, ANA)
      expect(letters.length, kind).toBeGreaterThan(0)
      for (const { text } of letters) {
        for (const words of ['Ann Lee', 'Bob Ruiz', 'Check value', 'signed']) expect(text, kind).not.toContain(words)
        expect(text, kind).toContain('Front Range Workforce')
      }
      t.close()
      t = makeWorld({
        start: '2027-01-04T16:00:00.000Z',
        release: releaseWaves,
        sweep,
      })
      await draftCampaign(t.world, { invitees: 2 })
    }
  })

  test('never leave by themselves', async () => {
    const id = await startMeeting(t.world, partnership(), meetingOf('quarterly'), { invitees: [ANA] }, CONVENER)
    await t.timers.runUntil('2027-05-12T00:00:00.000Z')
    expect(await told(id, ANA)).toEqual([])
  })

  test('are not sent for a meeting that is over, and say why', async () => {
    const id = await startMeeting(t.world, partnership(), meetingOf('quarterly'), { invitees: [ANA] }, CONVENER)
    await t.timers.runUntil('2027-05-12T00:00:00.000Z')
    const sending = await startSending(t.world, id, CONVENER)
    expect(sending).toMatchObject({ ok: false, problems: [expect.stringContaining('in the past')] })
  })

  test('are let go once, however often the button is pressed', async () => {
    const id = await quarterly()
    await Promise.all([
      startSending(t.world, campaignIdFrom(id), CONVENER),
      startSending(t.world, campaignIdFrom(id), CONVENER),
    ])
    await t.timers.runUntil('2027-04-01T00:00:00.000Z')
    expect((await waves(id, ANA)).map(([wave]) => wave)).toEqual(['hold'])
  })

  test('a launch cannot be let go this way: its champions have to sign', async () => {
    expect(await startSending(t.world, IDS.campaign, CONVENER)).toMatchObject({ ok: false })
    expect((await read(t.world.store, campaignRef(IDS.campaign)))?.value.status).toBe('draft')
  })

  test('the preview shows the letter that is being written, not the one that follows it', async () => {
    const id = await quarterly()
    const shown = await preview(t.world, campaignIdFrom(id), {
      text: 'letter',
      typed: { subject: 'Typed', body: 'These very words.' },
    })
    expect(shown).toMatchObject({ subject: 'Typed', text: expect.stringContaining('These very words.') })
  })

  test('the invitation after the hold brings the agenda along', async () => {
    const id = await quarterly()
    await change(t.world.store, campaignRef(campaignIdFrom(id)), stands => ({
      ...stands,
      agenda: '- Welders\n- Housing',
    }))
    await t.timers.runUntil('2027-05-01T00:00:00.000Z')
    const [hold, invite] = await told(id, ANA)
    expect(hold?.text).not.toContain('Welders')
    expect(invite?.text).toMatch(/What we’ll talk about[\s\S]*Welders[\s\S]*Housing/)
  })
})

describe('a year of the quarterly table', () => {
  const DAYS = ['2027-05-11', '2027-08-10', '2027-11-09', '2028-02-08']
  const begin = async (zone: string) => {
    const { kind: _, date: __, ...where } = meetingOf('quarterly', { zone })
    const twice = [
      await startSeries(t.world, partnership(), DAYS, where, [ANA, BEN], CONVENER),
      await startSeries(t.world, partnership(), DAYS, where, [ANA, BEN], CONVENER),
    ]
    expect(twice[0]).toEqual(twice[1])
    for (const id of twice[0] ?? []) await startSending(t.world, id, CONVENER)
    return twice[0] ?? []
  }

  test.each([
    ['America/Denver', ['2027-05-11T14:00', '2027-08-10T14:00', '2027-11-09T15:00', '2028-02-08T15:00']],
    ['Pacific/Auckland', ['2027-05-10T20:00', '2027-08-09T20:00', '2027-11-08T19:00', '2028-02-07T19:00']],
  ])('holds, invitations and follow-ups of the silent, each once and at its lead time: %s', async (zone, starts) => {
    const series = await begin(zone)
    await t.timers.runUntil('2028-03-10T00:00:00.000Z')
    const uids = new Set<unknown>()
    for (const [n, id] of series.entries())
      for (const person of [ANA, BEN]) {
        const letters = await told(id, person)
        expect(letters.map(({ wave, status }) => [wave, status])).toEqual([
          ['hold', 'TENTATIVE'],
          ['invite', 'CONFIRMED'],
          ['follow-up-1', undefined],
        ])
        for (const letter of letters.slice(0, 2)) {
          expect(letter.starts?.slice(0, 16)).toBe(starts[n])
          uids.add(letter.uid)
        }
        expect((await read(t.world.store, campaignRef(id)))?.value.status).toBe('finished')
      }
    expect(uids.size).toBe(4)
    const days = t.outbox
      .list()
      .filter(({ wave }) => wave === 'hold')
      .map(({ at, to }) => `${to} ${at.slice(0, 7)}`)
    expect(new Set(days).size).toBe(8)
  })

  test('is what an independent checker finds right, in every letter that left', async () => {
    const series = await begin('America/Denver')
    await t.timers.runUntil('2027-06-01T00:00:00.000Z')
    await moveTo(series[1] ?? '', '2027-08-17')
    await t.timers.runUntil('2027-10-01T00:00:00.000Z')
    await cancel(t.world, campaignIdFrom(series[2] ?? ''), CONVENER)
    await t.timers.runUntil('2028-02-20T00:00:00.000Z')
    let entries = 0
    for (const { id, wave } of t.outbox.list())
      for (const calendar of calendarsOf(await simpleParser(Buffer.from(t.outbox.bytes(id) ?? '')))) {
        entries++
        expect(calendarFaults(calendar), `${wave} ${id}`).toEqual([])
      }
    expect(entries).toBeGreaterThan(15)
  })
})
