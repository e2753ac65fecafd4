/** What a message comes to, on a launch whose letter has left: what counts, what a person sees, and what changes nothing. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import { ENTRY_AGAIN } from '../../../domain/keep/wave-id.ts'
import { isDoubtful, type ReceiptVerdicts } from '../../../functions/answer/incoming/verdicts.ts'
import { LEFT_TO_THE_SWEEP } from '../../../functions/answer/reply-case.ts'
import { takeReply } from '../../../functions/answer/take-reply.ts'
import { invitationRef } from '../../../functions/keep/documents.ts'
import { replyAddress } from '../../../functions/keep/reply-to.ts'
import { markRef } from '../../../functions/send/mark-wave.ts'
import { answered, launch, sent } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { IDS, invitee } from '../campaign/launch.ts'
import { launchIn, sentLaunch } from '../campaign/written.ts'
import { calendarMail, deliverMail, returned, writtenMail } from './replies.ts'

/** The launch is on Wednesday, March 31, 2027, 7:30 to 9:00 in Denver, which is 13:30 to 15:00. */
const NOW = '2027-03-03T16:00:00.000Z'
const YES = 'Yes, I will be there.'

let t: TestWorld
const { idOf, guest, invitationOf, edit } = launchIn(() => t.world)
beforeEach(async () => {
  t = makeWorld({ start: NOW })
  await sentLaunch(t.world, 3)
})
afterEach(() => t.close())

const stands = async (n = 0) => {
  const found = await invitationOf(n)
  if (!found) throw new Error('nobody')
  return found
}
const matters = async (n = 0) => (await stands(n)).matters
const arrives = (source: string, more = {}) => deliverMail(t, source, idOf(0), more)
const addressOf = (n: number) => replyAddress(t.world.settings, { id: IDS.campaign, shortReplies: true }, idOf(n))
const comesBack = (source: string) => arrives(source, { from: '' })

describe('a letter that came back', () => {
  test('to the assistant says nothing of the invitee: a person looks', async () => {
    const assistant = { name: 'Sam Fox', email: 'sam@company0.example' }
    await guest(0, { invitee: { ...invitee(0), assistant } })
    expect(await comesBack(returned('5.1.1', assistant.email))).toEqual(['needs you'])
    const shown = { kind: 'came back', remark: { is: 'copy came back', address: assistant.email } }
    expect(await matters()).toMatchObject([shown])
    expect(await stands()).toMatchObject({ sends: { invite: { status: 'sent' } } })
    expect((await stands()).suppressed).toBeUndefined()
    expect(await comesBack(returned('5.1.1'))).toEqual(['noted'])
    expect((await stands()).suppressed?.reason).toBe('bounced')
  })

  test('from an address that is nobody’s here is shown with that address', async () => {
    expect(await comesBack(returned('5.1.1', 'old@else.example'))).toEqual(['needs you'])
    expect(await matters()).toMatchObject([{ remark: { is: 'came back from elsewhere', address: 'old@else.example' } }])
  })

  test('that is only late is shown as late, and is still on its way', async () => {
    const late = returned('4.4.1').replace('Action: failed', 'Action: delayed')
    expect(await comesBack(late)).toEqual(['needs you'])
    expect(await matters()).toMatchObject([{ kind: 'came back', remark: { is: 'late' } }])
    expect((await stands()).sends.invite).toMatchObject({ status: 'sent', why: 'delayed' })
  })

  test('where none has left is set aside', async () => {
    await guest(0, { sends: {} })
    expect(await comesBack(returned('4.2.2'))).toEqual(['set aside'])
    expect(await matters()).toEqual([])
  })

  test.each(['4.2.2', '5.2.2', '4.4.1', '4.7.1'])('with %s silences nobody', async status => {
    await comesBack(returned(status, invitee(0).email, 'try again later'))
    expect((await stands()).suppressed).toBeUndefined()
    expect(await matters()).toHaveLength(1)
  })

  test('marks its wave, where nothing may be sent from, for the sweep to look at', async () => {
    const bytes = new TextEncoder().encode(returned('5.1.1'))
    await t.world.mailbox.keep('m', bytes)
    await takeReply(t.world, { mail: 'm', from: '', to: [addressOf(0)], at: NOW }, LEFT_TO_THE_SWEEP)
    const { partition, key } = markRef(IDS.campaign, 'invite')
    expect((await t.world.store.get(partition, key))?.value).toMatchObject({ campaign: IDS.campaign, wave: 'invite' })
  })
})

describe('an answer in words', () => {
  test('was given when its sender dates it, up to a day ahead of our clock, and else when it came', async () => {
    const says = async (date: string) => {
      await guest(0, { answers: [] })
      await arrives(writtenMail(YES, { date, messageId: date.replaceAll(':', '') }))
      return (await stands()).answers[0]?.at
    }
    expect(await says('2027-03-02T08:00:00.000Z')).toBe('2027-03-02T08:00:00.000Z')
    expect(await says('2027-03-04T16:00:00.000Z')).toBe('2027-03-04T16:00:00.000Z')
    expect(await says('2027-03-04T16:00:01.000Z')).toBe(NOW)
  })

  test('answers the time that its writer knew of, not the one that the meeting has moved to since', async () => {
    const changes = [{ sequence: 1, at: NOW, was: launch() }]
    await edit({ meeting: launch({ sequence: 1, date: '2027-04-07' }), changes })
    await arrives(writtenMail(YES))
    expect((await stands()).answers).toMatchObject([{ answer: 'accepted', sequence: 0 }])
  })

  test('is one more with each message that says it', async () => {
    for (const messageId of ['one', 'two', 'two']) await arrives(writtenMail(YES, { messageId }))
    expect((await stands()).answers).toHaveLength(2)
  })

  test('names who gave it where it is another’s, and counts for the first thousand characters', async () => {
    const from = 'Pat Moss <pat@else.example>'
    await arrives(writtenMail(`${YES}\n\n${'We make gears. '.repeat(100)}`, { from }))
    const [answer] = (await stands()).answers
    expect(answer).toMatchObject({ by: 'Pat Moss (pat@else.example)' })
    expect(answer?.note).toHaveLength(1000)
    await arrives(writtenMail('No, I cannot make it.', { messageId: 'own' }))
    expect((await stands()).answers.find(({ answer: said }) => said === 'declined')?.by).toBeUndefined()
  })

  test('about another by name is for a person', async () => {
    expect(await arrives(writtenMail('Mr. Ortiz will attend.'))).toEqual(['needs you'])
    expect(await matters()).toMatchObject([{ kind: 'unclear' }])
    await guest(0, { invitee: { ...invitee(0), name: 'Raul Ortiz' } })
    expect(await arrives(writtenMail('Mr. Ortiz will attend.', { messageId: 'again' }))).toEqual(['answered'])
  })

  test('that names somebody in their place but not plainly offers that person', async () => {
    await arrives(writtenMail('Dana Reyes will attend in my place.'))
    expect((await stands()).answers).toMatchObject([{ answer: 'delegated', delegate: { name: 'Dana Reyes' } }])
    expect(await matters()).toMatchObject([{ kind: 'delegate', person: { name: 'Dana Reyes' } }])
  })

  test('that also asks something counts, and the question is shown', async () => {
    expect(await arrives(writtenMail('Yes, I will be there. Where can I park?'))).toEqual(['needs you'])
    expect((await stands()).answers).toMatchObject([{ answer: 'accepted' }])
    expect(await matters()).toMatchObject([{ kind: 'question' }])
  })

  test('by a machine, a list among them, is never taken for one', async () => {
    expect(await arrives(writtenMail(YES, { headers: ['Precedence: list', 'List-Id: <x.example>'] }))).toEqual([
      'needs you',
    ])
    expect((await stands()).answers).toEqual([])
    expect(await matters()).toMatchObject([{ kind: 'unclear' }])
  })

  test('to a meeting that is off is for a person, and what a calendar says of it changes nothing', async () => {
    await edit({ status: 'canceled' })
    expect(await arrives(writtenMail(YES))).toEqual(['needs you'])
    expect(await arrives(calendarMail({ partstat: 'DECLINED' }))).toEqual(['set aside'])
    expect(await matters()).toMatchObject([{ kind: 'unclear', text: YES }])
    expect(await arrives(calendarMail({ extra: ['COMMENT:A pity'] }))).toEqual(['needs you'])
  })

  test('once the meeting has begun is shown as too late, with what it says', async () => {
    await t.clock.moveTo('2027-03-31T13:30:00.000Z')
    expect(await arrives(calendarMail({ partstat: 'DECLINED' }))).toEqual(['needs you'])
    expect(await arrives(writtenMail(YES))).toEqual(['needs you'])
    const [first, second] = await matters()
    expect(first).toMatchObject({ kind: 'too late', remark: { is: 'answered', answer: 'declined' } })
    expect(second).toMatchObject({ kind: 'too late', text: YES })
    expect(second?.remark).toBeUndefined()
  })
})

describe('what a calendar says', () => {
  test('of another time without naming a meeting is a suggestion in the zone of this one', async () => {
    expect(await arrives(calendarMail({ uid: '', method: 'COUNTER', extra: ['COMMENT:Nine?'] }))).toEqual(['needs you'])
    const suggests = { is: 'suggests', zone: 'America/Denver' }
    expect(await matters()).toMatchObject([{ kind: 'suggestion', text: 'Nine?', remark: suggests }])
  })

  test('for nobody, for another, and for another meeting is shown as that', async () => {
    await arrives(calendarMail({ attendee: undefined }))
    await arrives(calendarMail({ attendee: 'x@else.example', from: 'x@else.example', messageId: 'b' }))
    await arrives(calendarMail({ uid: 'other@example.org', messageId: 'c' }))
    expect((await matters()).map(({ remark }) => remark)).toEqual([
      { is: 'nobody’s' },
      { is: 'for somebody else', attendee: 'x@else.example' },
      { is: 'for another meeting' },
    ])
  })

  test('in a comment without an answer is a question, and without either is nothing', async () => {
    expect(await arrives(calendarMail({ partstat: 'NEEDS-ACTION' }))).toEqual(['set aside'])
    expect(await matters()).toEqual([])
    const asks = calendarMail({ partstat: 'NEEDS-ACTION', extra: ['COMMENT:Who comes?'], messageId: 'b' })
    expect(await arrives(asks)).toEqual(['needs you'])
    expect(await matters()).toMatchObject([{ kind: 'question', text: 'Who comes?' }])
  })

  test('from an address that is not theirs counts, and the convener sees who gave it', async () => {
    expect(await arrives(calendarMail({ from: 'pat@else.example' }))).toEqual(['needs you'])
    expect(await stands()).toMatchObject({ answers: [{ answer: 'accepted', by: 'pat@else.example' }] })
    expect(await matters()).toMatchObject([{ kind: 'not sure who', remark: { is: 'given by another' } }])
  })

  test('of another time with a yes is a maybe; the time it names is shown, unless the meeting has or had it', async () => {
    const names = (time: string) =>
      calendarMail({ partstat: 'TENTATIVE', messageId: time }).replace('20270331T133000Z', time)
    expect(await arrives(names('20270331T133000Z'))).toEqual(['answered'])
    expect(await arrives(names('20270401T150000Z'))).toEqual(['needs you'])
    const proposed = { start: '2027-04-01T15:00:00.000Z' }
    expect(await matters()).toMatchObject([{ kind: 'suggestion', remark: { is: 'suggests' }, proposed }])
    // A time that is over is nobody's proposal.
    expect(await arrives(names('20270301T150000Z'))).toEqual(['answered'])
    await arrives(calendarMail({ method: 'COUNTER', partstat: 'ACCEPTED', stamp: '2027-03-02T18:00:00.000Z' }))
    expect((await stands()).answers.map(({ answer }) => answer)).not.toContain('accepted')
  })

  test('for a new entry brings it to the invitee, whoever of the two asks, and to nobody else', async () => {
    await guest(0, {
      answers: [answered()],
      sends: { invite: sent(NOW), 'thanks:answer-1': sent(NOW, { entry: true }) },
    })
    const ask = (from: string, messageId: string) =>
      calendarMail({ method: 'REFRESH', from, messageId }).replace('PARTSTAT=ACCEPTED', 'RSVP=TRUE')
    expect(await arrives(ask('x@else.example', 'a'))).toEqual(['set aside'])
    expect(await arrives(ask(invitee(0).email, 'b'))).toEqual(['noted'])
    expect((await stands()).sends[ENTRY_AGAIN]).toMatchObject({ status: 'sent' })
    expect(t.outbox.list().map(({ to, wave }) => [to, wave])).toEqual([[[invitee(0).email], ENTRY_AGAIN]])
  })
})

describe('a message', () => {
  test('for two invitations is taken for each; where one cannot be read it comes again', async () => {
    const to = [addressOf(0), addressOf(1)]
    await arrives(writtenMail('When does it end?'), { to })
    expect([(await matters(0)).length, (await matters(1)).length]).toEqual([1, 1])
    const { partition, key } = invitationRef(IDS.campaign, idOf(1))
    const { version } = (await t.world.store.get(partition, key)) ?? {}
    await t.world.store.put(partition, key, { shape: 1, spoiled: true }, version)
    await expect(arrives(writtenMail('Who else comes?'), { to })).rejects.toThrow('cannot be read')
    expect(await matters(0)).toHaveLength(2)
  })

  test('for somebody who is not there, or was forgotten, is not ours', async () => {
    expect(await deliverMail(t, writtenMail(YES), idOf(7))).toEqual(['not ours'])
    const elsewhere = replyAddress(
      t.world.settings,
      { id: campaignIdFrom('n'.repeat(16)), shortReplies: true },
      idOf(0),
    )
    expect(await arrives(writtenMail(YES), { to: [elsewhere] })).toEqual(['not ours'])
    await guest(0, { forgottenAt: NOW })
    expect(await arrives(writtenMail(YES))).toEqual(['not ours'])
  })

  test('by a machine that names who stands in for them offers that person, but not the invitee or the assistant', async () => {
    const away = (email: string, messageId: string) =>
      writtenMail(`I am out of the office until March 22, 2027. Please contact Lee Park at ${email}.`, {
        headers: ['Auto-Submitted: auto-replied'],
        subject: 'Automatic reply: will you join us?',
        date: NOW,
        messageId,
      })
    expect(await arrives(away(invitee(0).email, 'a'))).toEqual(['noted'])
    expect(await stands()).toMatchObject({ awayUntil: '2027-03-22T15:00:00.000Z', matters: [] })
    expect((await stands()).history.at(-1)).toMatchObject({ event: 'away', by: { role: 'automatic reply' } })
    expect(await arrives(away('lee@company0.example', 'b'))).toEqual(['needs you'])
    expect(await matters()).toMatchObject([
      { kind: 'away', person: { name: 'Lee Park', email: 'lee@company0.example' } },
    ])
  })

  test.each([
    ['today', 'March 3, 2027', NOW],
    ['on the day on which it comes in', 'March 3, 2027', '2027-03-02T16:00:00.000Z'],
    ['in more than a year', 'March 4, 2028', NOW],
  ])('by a machine whose owner is back %s keeps no letter waiting', async (_, day, date) => {
    const text = `I am out of the office until ${day}.`
    await arrives(writtenMail(text, { headers: ['Auto-Submitted: auto-replied'], subject: 'Out of office', date }))
    expect((await stands()).awayUntil).toBeUndefined()
  })
})

test('a sender is vouched for by DMARC; else by SPF or by all signatures of the same organization, if there is one', () => {
  const by = (...domains: string[]) =>
    new TextEncoder().encode(
      `${domains.map(domain => `DKIM-Signature: v=1; d=${domain}; b=x\r\n`).join('')}Subject: x\r\n\r\nx`,
    )
  const doubtful = (over: Partial<ReceiptVerdicts>, bytes = by(), envelope: string | undefined = 'x@else.example') =>
    isDoubtful(
      { spam: 'pass', virus: 'pass', spf: 'none', dkim: 'none', dmarc: 'none', ...over },
      bytes,
      'jane@ortiz.example',
      envelope,
    )
  expect(doubtful({ dmarc: 'pass' })).toBe(false)
  expect(doubtful({ dmarc: 'fail', spf: 'pass' }, by(), 'jane@ortiz.example')).toBe(true)
  expect(doubtful({ spf: 'pass' }, by(), 'jane@mail.ortiz.example')).toBe(false)
  expect(doubtful({ spf: 'pass' })).toBe(true)
  expect(doubtful({ spf: 'pass' }, by(), 'x@notortiz.example')).toBe(true)
  expect(doubtful({ dkim: 'pass' }, by('ortiz.example'))).toBe(false)
  expect(doubtful({ dkim: 'none' }, by('ortiz.example'))).toBe(true)
  expect(doubtful({ dkim: 'pass' }, by('ortiz.example', 'else.example'))).toBe(true)
  expect(doubtful({ dkim: 'pass' }, by())).toBe(true)
  // A bounce has nobody to vouch for it.
  expect(doubtful({ dmarc: 'fail' }, by(), '')).toBe(false)
  expect(isDoubtful(undefined, by(), 'jane@ortiz.example', undefined)).toBe(false)
})
