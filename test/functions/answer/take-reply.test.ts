import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import { openMatters } from '../../../domain/keep/matter.ts'
import { MINUTE, shift } from '../../../domain/keep/time.ts'
import { answersOf } from '../../../functions/answer/answers.ts'
import { settleMatter } from '../../../functions/answer/settle-matter.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import { invitationRef, invitationsOf, read, suppressionRef } from '../../../functions/keep/documents.ts'
import { editInvitee } from '../../../functions/list/correct.ts'
import { addInvitees, removeInvitee } from '../../../functions/list/invite.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { makeToken } from '../../../mail/token.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../campaign/launch.ts'
import { calendarMail, deliverMail, returned, writtenMail } from './replies.ts'

let t: TestWorld
let guest: string
const LEFT = '2027-02-26T16:00:00.000Z'
/** Three days after the letter. */
const NOW = '2027-03-01T16:00:00.000Z'

beforeEach(async () => {
  t = makeWorld({
    start: '2027-01-04T16:00:00.000Z',
    release: releaseWaves,
    sweep,
  })
  await signedCampaign(t.world)
  await t.timers.runUntil(LEFT)
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign))
    if (value.invitee.email === invitee(0).email) guest = value.id
  await t.timers.runUntil(NOW)
})
afterEach(() => t.close())

const invitation = async (id = guest) => {
  const found = await read(t.world.store, invitationRef(IDS.campaign, invitationIdFrom(id)))
  if (!found) throw new Error('no invitation')
  return found.value
}
const row = async () => (await answersOf(t.world, IDS.campaign))?.find(({ email }) => email === invitee(0).email)
const matters = async () => openMatters((await invitation()).matters)
const sentSince = (before: number) => t.outbox.list().slice(before)
const arrives = (source: string | Uint8Array, more = {}) => deliverMail(t, source, guest, more)

describe('a calendar’s answer', () => {
  test.each([
    ['ACCEPTED', 'accepted'],
    ['DECLINED', 'declined'],
    ['TENTATIVE', 'tentative'],
  ])('%s counts as %s, and brings no letter: the calendar shows it already', async (partstat, answer) => {
    const before = t.outbox.count()
    expect(await arrives(calendarMail({ partstat, extra: ['COMMENT:See you\\, all'] }))).toEqual(['answered'])
    expect(await row()).toMatchObject({ answer, channel: 'calendar', note: 'See you, all', needsYou: null })
    expect(t.outbox.count()).toBe(before)
  })

  test('counts without SEQUENCE, and once however often it arrives', async () => {
    await arrives(calendarMail({ sequence: undefined }))
    await arrives(calendarMail({ sequence: undefined }))
    expect((await invitation()).answers).toHaveLength(1)
  })

  test('given earlier and arriving later does not overwrite the later one', async () => {
    await arrives(calendarMail({ partstat: 'DECLINED', stamp: '2027-02-28T18:00:00.000Z' }))
    await arrives(calendarMail({ partstat: 'ACCEPTED', stamp: '2027-02-27T18:00:00.000Z' }))
    expect((await row())?.answer).toBe('declined')
  })

  test('to the old time does not overwrite one to the new time, and an old yes alone is asked again', async () => {
    const move = (campaign: Parameters<Parameters<typeof editCampaign>[4]>[0]) =>
      campaign.meeting ? { ...campaign, meeting: { ...campaign.meeting, start: '08:30', end: '10:00' } } : campaign
    await arrives(calendarMail({ partstat: 'ACCEPTED' }))
    await editCampaign(t.world, IDS.campaign, CONVENER, { event: 'set up', part: 'meeting' }, move)
    expect((await invitation()).answers[0]?.sequence).toBe(0)
    await t.timers.runUntil('2027-03-01T17:00:00.000Z')
    await arrives(calendarMail({ partstat: 'DECLINED', sequence: 1, stamp: '2027-03-01T16:30:00.000Z' }))
    await arrives(calendarMail({ partstat: 'ACCEPTED', sequence: 0, stamp: '2027-03-01T16:45:00.000Z' }))
    expect((await row())?.answer).toBe('declined')
  })

  test('in words counts for the time that the page had shown them, though no letter told them of it', async () => {
    await editCampaign(t.world, IDS.campaign, CONVENER, { event: 'set up', part: 'meeting' }, campaign =>
      campaign.meeting ? { ...campaign, meeting: { ...campaign.meeting, start: '08:30', end: '10:00' } } : campaign,
    )
    const given = { campaign: IDS.campaign, invitation: invitationIdFrom(guest), note: '', needs: '' }
    await takeAnswer(t.world, { ...given, answer: 'accepted', channel: 'link', id: 'form' })
    await arrives(writtenMail('Sorry, I cannot come.', { date: shift(NOW, 10 * MINUTE) }))
    expect((await row())?.answer).toBe('declined')
  })

  test('for another meeting, or for somebody who is not asked, goes to a person', async () => {
    expect(await arrives(calendarMail({ uid: 'other@example.org' }))).toEqual(['needs you'])
    expect(await arrives(calendarMail({ attendee: 'x@else.example', from: 'x@else.example' }))).toEqual(['needs you'])
    expect(await arrives(calendarMail({ attendee: undefined }))).toEqual(['needs you'])
    expect((await invitation()).answers).toEqual([])
    expect((await matters()).map(({ kind }) => kind)).toEqual(['not sure who', 'not sure who', 'unreadable'])
  })

  test('sent from another address counts as theirs, and the invitee hears of it', async () => {
    const before = t.outbox.count()
    await arrives(calendarMail({ from: 'Pat Moss <pat@else.example>' }))
    expect(await row()).toMatchObject({ answer: 'accepted', answeredBy: 'Pat Moss (pat@else.example)' })
    const [confirmation] = sentSince(before)
    expect(confirmation?.to).toEqual([invitee(0).email])
    const mail = await simpleParser(Buffer.from(t.outbox.bytes(confirmation?.id ?? '') ?? ''))
    expect(mail.text).toContain('Pat Moss (pat@else.example) replied for you')
    expect(mail.text).toContain('/rsvp/')
  })

  test('that proposes another time is a maybe and a suggestion; the meeting stays where it is', async () => {
    const counter = calendarMail({ method: 'COUNTER', partstat: 'TENTATIVE', extra: ['COMMENT:Nine would suit me'] })
    expect(await arrives(counter)).toEqual(['needs you'])
    expect((await row())?.answer).toBe('tentative')
    expect(await matters()).toMatchObject([{ kind: 'suggestion' }])
  })

  test('that delegates names who comes, and waits for the convener', async () => {
    const before = t.outbox.count()
    const source = calendarMail({ partstat: 'DELEGATED' }).replace(
      'PARTSTAT=DELEGATED',
      'PARTSTAT=DELEGATED;DELEGATED-TO="mailto:dana@company0.example"',
    )
    await arrives(source)
    expect(await row()).toMatchObject({ answer: 'delegated', delegate: { email: 'dana@company0.example' } })
    expect(await matters()).toMatchObject([{ kind: 'delegate' }])
    expect(sentSince(before)).toEqual([])
  })

  test.each(['REQUEST', 'CANCEL', 'PUBLISH', 'ADD'])('%s from outside changes nothing', async method => {
    expect(await arrives(calendarMail({ method }))).toEqual(['set aside'])
    expect(await invitation()).toMatchObject({ answers: [], matters: [] })
  })
})

describe('a written answer', () => {
  test.each([
    ['See you on the 31st.', 'answered'],
    ['I will be there on Wednesday, March 31 at 7:30.', 'answered'],
    ['I can’t make it on the 31st because my daughter graduates on May 2.', 'answered'],
    ['No podré asistir el 31 de marzo.', 'answered'],
    ['See you on the 30th.', 'needs you'],
    ['I can’t make it on Thursday.', 'needs you'],
    ['I will be there at 9:00.', 'needs you'],
    ['I will be there at 9am.', 'needs you'],
    ['Ahí nos vemos el martes.', 'needs you'],
  ])('that names a day counts only if that is the meeting’s: %s', async (text, taken) => {
    expect(await arrives(writtenMail(text))).toEqual([taken])
  })

  test('counts, keeps the words, and is confirmed once however often it is said', async () => {
    const before = t.outbox.count()
    expect(await arrives(writtenMail('Yes, I will be there.'))).toEqual(['answered'])
    expect(await row()).toMatchObject({ answer: 'accepted', channel: 'written', note: 'Yes, I will be there.' })
    for (const minute of [1, 2, 3])
      await arrives(writtenMail('Yes, I will be there.', { date: `2027-02-26T18:0${minute}:00.000Z` }))
    expect(sentSince(before)).toHaveLength(1)
  })

  test('of the assistant counts as given by the assistant', async () => {
    await editInvitee(
      t.world,
      IDS.campaign,
      invitationIdFrom(guest),
      { ...invitee(0), assistant: { name: 'Sam Fox', email: 'sam@company0.example' } },
      CONVENER,
    )
    await arrives(writtenMail('Ms. Guest will attend.', { from: 'sam@company0.example' }))
    expect(await row()).toMatchObject({ answer: 'accepted', answeredBy: 'Sam Fox' })
  })

  test('that is a question or unclear waits with its words; one click reads it, and the history says who did', async () => {
    await arrives(writtenMail('Is there parking near the plant, and can I attend by phone?'))
    expect((await row())?.needsYou).toContain('Is there parking')
    expect((await row())?.answer).toBeNull()
    const [first] = await matters()
    expect(
      await settleMatter(t.world, IDS.campaign, invitationIdFrom(guest), first?.id ?? '', 'tentative', CONVENER),
    ).toBe('settled')
    expect(await row()).toMatchObject({ answer: 'tentative', channel: 'convener', needsYou: null })
    await settleMatter(t.world, IDS.campaign, invitationIdFrom(guest), first?.id ?? '', 'declined', CONVENER)
    expect((await row())?.answer).toBe('tentative')
  })

  test('that asks for no more letters is an opt-out from the invitee, and a question for a person from others', async () => {
    await arrives(writtenMail('Please unsubscribe me.', { from: 'x@else.example' }))
    expect((await invitation()).suppressed).toBeUndefined()
    await arrives(writtenMail('Please unsubscribe me.'))
    expect((await invitation()).suppressed?.reason).toBe('opted out')
  })

  test('after the meeting has begun goes to a person', async () => {
    await t.timers.runUntil('2027-04-01T00:00:00.000Z')
    expect(await arrives(writtenMail('Yes, I will be there.', { date: '2027-03-31T23:00:00.000Z' }))).toEqual([
      'needs you',
    ])
    expect((await row())?.answer).toBeNull()
  })
})

describe('a delegate', () => {
  const delegated = () =>
    takeAnswer(t.world, {
      campaign: IDS.campaign,
      invitation: invitationIdFrom(guest),
      answer: 'delegated',
      channel: 'link',
      delegate: { name: 'Dana Reyes', title: 'COO', email: 'dana@company0.example' },
      note: '',
      needs: '',
      id: 'form-1',
    })

  test('gets an invitation with the entry only once the convener has approved, and does not count twice', async () => {
    await delegated()
    expect(t.outbox.list().some(({ to }) => to.includes('dana@company0.example'))).toBe(false)
    const [matter] = await matters()
    expect(matter?.person).toMatchObject({ name: 'Dana Reyes' })
    await settleMatter(t.world, IDS.campaign, invitationIdFrom(guest), matter?.id ?? '', 'approve', CONVENER)
    await settleMatter(t.world, IDS.campaign, invitationIdFrom(guest), matter?.id ?? '', 'approve', CONVENER)
    await t.timers.runUntil('2027-03-01T17:00:00.000Z')
    const letters = t.outbox.list().filter(({ to }) => to.includes('dana@company0.example'))
    expect(letters).toHaveLength(1)
    const source = Buffer.from(t.outbox.bytes(letters[0]?.id ?? '') ?? '').toString()
    const mail = await simpleParser(source)
    expect(mail.text).toContain('Guest 0 can’t be at the first meeting')
    expect(mail.text).not.toContain('Each champion has read and signed these words.')
    expect(source).toContain('method=REQUEST')
  })

  test('without an address cannot be invited, and the convener is told so', async () => {
    await arrives(writtenMail('Dana Reyes will attend in my place.'))
    const [matter] = await matters()
    expect(matter?.kind).toBe('delegate')
    expect(
      await settleMatter(t.world, IDS.campaign, invitationIdFrom(guest), matter?.id ?? '', 'approve', CONVENER),
    ).toBe('no address')
  })
})

describe('mail that is no answer', () => {
  test('a dead address is written to no more, in any campaign; a full mailbox is only shown', async () => {
    await arrives(returned('4.2.2'), { from: '' })
    expect((await invitation()).suppressed).toBeUndefined()
    expect(await matters()).toMatchObject([
      { kind: 'came back', remark: { is: 'did not get through', because: 'mailbox full' } },
    ])
    expect((await invitation()).sends.invite).toMatchObject({ status: 'bounced', bounce: 'mailbox full' })
    await arrives(returned('5.1.1'), { from: '' })
    expect((await invitation()).suppressed?.reason).toBe('bounced')
    expect((await read(t.world.store, suppressionRef(IDS.partnership, invitee(0).email)))?.value.reason).toBe('bounced')
    expect((await invitation()).sends.invite).toMatchObject({ status: 'bounced', bounce: 'no such address' })
  })

  test('a copy that came back from somebody else says nothing of the invitee', async () => {
    await arrives(returned('5.1.1', 'other@else.example'), { from: '' })
    expect((await invitation()).suppressed).toBeUndefined()
    expect((await invitation()).sends.invite?.status).toBe('sent')
  })

  test('an automatic reply is no answer: follow-ups wait for the return, and whom it names is offered, not written to', async () => {
    const before = t.outbox.count()
    const away = writtenMail(
      'I am out of the office until March 22, 2027. For urgent matters please contact Lee Park at lee@company0.example.',
      { headers: ['Auto-Submitted: auto-replied'], subject: 'Automatic reply: will you join us?', date: NOW },
    )
    await arrives(away)
    expect(await row()).toMatchObject({ answer: null })
    expect((await invitation()).awayUntil?.slice(0, 10)).toBe('2027-03-22')
    expect(await matters()).toMatchObject([{ kind: 'away', person: { email: 'lee@company0.example' } }])
    expect(t.outbox.count()).toBe(before)
  })

  test('without one of our tokens is not ours, whoever it names', async () => {
    const forged = makeToken('another secret that is long enough', 'rsvp', IDS.campaign, guest)
    expect(await arrives(calendarMail(), { to: [`rsvp+${forged}@reply.example.org`] })).toEqual(['not ours'])
    const optOut = makeToken(t.world.settings.secret, 'opt-out', IDS.campaign, guest)
    expect(await arrives(calendarMail(), { to: [`rsvp+${optOut}@reply.example.org`] })).toEqual(['not ours'])
    expect((await invitation()).answers).toEqual([])
  })
})

describe('what the receiving service found', () => {
  const verdicts = (over: object) => ({
    verdicts: { spam: 'pass', virus: 'pass', spf: 'pass', dkim: 'pass', dmarc: 'pass', ...over },
  })

  test('spam and viruses are set aside, unread', async () => {
    expect(await arrives(calendarMail(), verdicts({ spam: 'fail' }))).toEqual(['set aside'])
    expect(await arrives(calendarMail(), verdicts({ virus: 'fail' }))).toEqual(['set aside'])
    expect(await invitation()).toMatchObject({ answers: [], matters: [] })
  })

  test('a sender nobody vouches for goes to a person', async () => {
    expect(await arrives(calendarMail(), verdicts({ dmarc: 'fail' }))).toEqual(['needs you'])
    const stranger = { ...verdicts({ dmarc: 'gray', dkim: 'none' }), from: 'bounce@elsewhere.example' }
    expect(await arrives(writtenMail('Yes, I will be there.'), stranger)).toEqual(['needs you'])
    expect((await invitation()).answers).toEqual([])
  })

  test('an aligned signature or SPF pass is enough where DMARC says nothing', async () => {
    expect(await arrives(calendarMail(), verdicts({ dmarc: 'gray', dkim: 'none' }))).toEqual(['answered'])
    const signed = `DKIM-Signature: v=1; a=rsa-sha256; d=company0.example;\r\n s=x; b=abc\r\n${writtenMail('No, I cannot make it.')}`
    const elsewhere = { ...verdicts({ dmarc: 'none', spf: 'pass' }), from: 'bounce@elsewhere.example' }
    expect(await arrives(signed, elsewhere)).toEqual(['answered'])
  })
})

describe('somebody taken off the list', () => {
  test('has the meeting taken off the calendar, once; invited again, they are asked anew', async () => {
    const before = t.outbox.count()
    await removeInvitee(t.world, IDS.campaign, invitationIdFrom(guest), CONVENER)
    await removeInvitee(t.world, IDS.campaign, invitationIdFrom(guest), CONVENER)
    await sweep(t.world)
    const letters = sentSince(before)
    expect(letters.map(({ to, wave }) => [to, wave])).toEqual([[[invitee(0).email], 'withdrawn']])
    const source = Buffer.from(t.outbox.bytes(letters[0]?.id ?? '') ?? '').toString()
    expect(source).toContain('METHOD:CANCEL')
    // The meeting goes on without them (RFC 5546 section 3.2.5).
    expect(source).not.toContain('STATUS:')
    expect(source).toContain('SEQUENCE:1')
    expect(await arrives(writtenMail('Yes, I will be there.'))).toEqual(['needs you'])
  })

  test('and invited again is asked anew, above the CANCEL, whatever they had said', async () => {
    await arrives(calendarMail({ partstat: 'DECLINED' }))
    await removeInvitee(t.world, IDS.campaign, invitationIdFrom(guest), CONVENER)
    const before = t.outbox.count()
    await t.timers.runUntil('2027-03-01T17:00:00.000Z')
    await addInvitees(t.world, IDS.campaign, [invitee(0)], CONVENER, 'now')
    await t.timers.runUntil('2027-03-01T18:00:00.000Z')
    const [letter] = sentSince(before).filter(({ wave }) => wave === 'invite')
    expect(Buffer.from(t.outbox.bytes(letter?.id ?? '') ?? '').toString()).toContain('SEQUENCE:2')
    expect((await row())?.answer).toBeNull()
    const stamp = '2027-03-01T18:30:00.000Z'
    await t.clock.moveTo(stamp)
    expect(await arrives(calendarMail({ partstat: 'ACCEPTED', sequence: 2, stamp }))).toEqual(['answered'])
    expect((await row())?.answer).toBe('accepted')
  })
})
