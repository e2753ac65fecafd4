/** News of letters and mail that pretend to come from SES, from a mail server, or from an invitee. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replyAddressOf, shortReplyAddressOf } from '../../mail/reply-address.ts'
import { type Deployed, openDeployed } from '../aws/deployed.ts'
import { httpRequest, received, scheduled, sesEvent } from '../aws/events.ts'
import { SECRET } from '../aws/services.ts'
import { calendarMail, writtenMail } from '../functions/answer/replies.ts'
import { IDS, invitee } from '../functions/campaign/launch.ts'

let deployed: Deployed
beforeAll(async () => {
  deployed = await openDeployed(4)
  await deployed.functions.invoke('release-wave', scheduled(IDS.campaign, 'invite'))
})
afterAll(() => deployed.close())

const tagsOf = async (n: number, over: Record<string, string> = {}) => {
  const { id, sends } = await deployed.guest(n)
  return { attempt: sends.invite?.attempt ?? '', campaign: IDS.campaign, wave: 'invite', invitation: id, ...over }
}
const everybody = async () => JSON.stringify(await Promise.all([0, 1, 2, 3].map(n => deployed.guest(n))))

describe('an event that pretends to come from SES', () => {
  it('counts only from SES itself: another source, a notification around it or a list of them is not read', async () => {
    const before = await everybody()
    const real = sesEvent('Complaint', await tagsOf(0))
    const forged = [
      { ...real, source: 'aws.sns' },
      { ...real, source: 'my.app' },
      { ...real, source: undefined },
      { Records: [{ Sns: { Message: JSON.stringify(real) } }] },
      { Message: JSON.stringify(real), Type: 'Notification' },
      [real],
      real.detail,
      JSON.stringify(real),
      null,
    ]
    for (const event of forged) {
      const { error, result } = await deployed.functions.invoke('note-delivery', event as never)
      expect([error === undefined, result]).toEqual([false, undefined])
    }
    expect(await everybody()).toBe(before)
  })

  it('changes nothing for a letter, a person or a campaign that is not there, or with another’s tags', async () => {
    const before = await everybody()
    const [other] = [await deployed.guest(1)]
    for (const over of [
      { attempt: 'made-up' },
      { invitation: 'z'.repeat(16) },
      { campaign: 'z'.repeat(16) },
      { campaign: '../..', invitation: '*' },
      { attempt: other.sends.invite?.attempt ?? '' },
      { attempt: '__proto__', invitation: '__proto__' },
    ])
      for (const what of ['Send', 'Delivery', 'Reject', 'DeliveryDelay'] as const) {
        const { result } = await deployed.functions.invoke('note-delivery', sesEvent(what, await tagsOf(0, over)))
        expect(result).toEqual({ noted: 'unknown' })
      }
    expect(await everybody()).toBe(before)
  })

  it('cannot be brought to the pages: they have no door for it', async () => {
    const before = await everybody()
    const body = JSON.stringify(sesEvent('Complaint', await tagsOf(0)))
    const headers = { 'content-type': 'application/json', 'x-amz-sns-message-type': 'Notification' }
    for (const path of ['/', '/events', '/ses', '/sns', '/note-delivery', '/_local/outbox']) {
      const { result } = await deployed.functions.invoke('web', httpRequest('POST', path, { body, headers }) as never)
      expect([path, (result as { statusCode: number }).statusCode]).toEqual([path, 404])
    }
    expect(await everybody()).toBe(before)
  })
})

describe('a mail that pretends to come from an invitee', () => {
  const arrive = async (messageId: string, n: number, mail: string, verdicts: object) => {
    deployed.services.objects.set(`/mail-bucket/incoming/${messageId}`, Buffer.from(mail))
    const to = replyAddressOf(SECRET, 'reply.example.org', IDS.campaign, (await deployed.guest(n)).id)
    return (
      await deployed.functions.invoke('take-reply', received({ messageId, from: 'm@evil.example', to, verdicts }))
    ).result
  }
  const FAILED = { dmarc: 'FAIL', spf: 'PASS', dkim: 'PASS' }
  /** What anybody can write above a message. */
  const BOASTS = [
    'Authentication-Results: amazonses.com; spf=pass; dkim=pass; dmarc=pass header.from=company2.example',
    'X-SES-Spam-Verdict: PASS',
    'X-SES-Virus-Verdict: PASS',
    'DKIM-Signature: v=1; a=rsa-sha256; d=company2.example; s=x; h=from; bh=x; b=x',
  ].join('\r\n')

  it('is not believed because it says so in its head', async () => {
    const from = `Guest <${invitee(2).email}>`
    const mails = [
      `${BOASTS}\r\n${calendarMail({ partstat: 'DECLINED', attendee: invitee(2).email, from })}`,
      `${BOASTS}\r\n${writtenMail('No, I cannot come.', { from })}`,
      `${BOASTS}\r\n${writtenMail('unsubscribe', { from, messageId: 'u' })}`,
    ]
    for (const [n, mail] of mails.entries())
      expect(await arrive(`forged-${n}`, 2, mail, FAILED)).toEqual({ taken: ['needs you'] })
    const guest = await deployed.guest(2)
    expect([guest.answers, guest.suppressed]).toEqual([[], undefined])
  })

  it('is not believed for a signature made up beside one that holds, however it is hidden', async () => {
    const from = `Guest <${invitee(1).email}>`
    const answer = calendarMail({ partstat: 'ACCEPTED', attendee: invitee(1).email, from, messageId: 'beside' })
    const theirs = 'DKIM-Signature: v=1; a=rsa-sha256; d=company1.example; s=x; h=from; bh=x; b=x'
    const heads = [
      [theirs, 'DKIM-Signature: v=1; a=rsa-sha256; d=evil.example; s=x; h=from; bh=x; b=x'],
      [theirs, 'DKIM-Signature: v=1; a=rsa-sha256; d = evil.example; s=x; h=from; bh=x; b=x'],
      [theirs, 'DKIM-Signature : v=1; a=rsa-sha256;\r\n d=\r\n evil.example; s=x; h=from; bh=x; b=x'],
      [theirs, 'DKIM-Signature: v=1; a=rsa-sha256; d=é.example; s=x; h=from; bh=x; b=x'],
      [theirs, `X-Long: ${'a\r\n '.repeat(30_000)}`, 'DKIM-Signature: v=1; d=evil.example; s=x; h=from; bh=x; b=x'],
    ]
    // Where the domain says nothing by DMARC, and one signature of the message holds.
    const verdicts = { dmarc: 'GRAY', spf: 'GRAY', dkim: 'PASS' }
    for (const [n, head] of heads.entries())
      expect(await arrive(`beside-${n}`, 1, `${head.join('\r\n')}\r\n${answer}`, verdicts)).toEqual({
        taken: ['needs you'],
      })
    expect((await deployed.guest(1)).answers).toEqual([])
    expect(await arrive('own', 1, `${theirs}\r\n${answer}`, verdicts)).toEqual({ taken: ['answered'] })
  })

  it('is for nobody when its address is not sealed', async () => {
    const before = await everybody()
    const [{ id }, { id: another }] = [await deployed.guest(3), await deployed.guest(2)]
    for (const to of [
      `rsvp+${IDS.campaign}${id}${'a'.repeat(26)}@reply.example.org`,
      `rsvp+${id}@reply.example.org`,
      replyAddressOf('a secret of somebody else, also long enough', 'reply.example.org', IDS.campaign, id),
      replyAddressOf(SECRET, 'elsewhere.example', IDS.campaign, id),
      `rsvp+${IDS.campaign.slice(0, 6)}${id.slice(0, 6)}${'a'.repeat(26)}@reply.example.org`,
      shortReplyAddressOf('a secret of somebody else, also long enough', 'reply.example.org', IDS.campaign, id),
      // The seal of one guest behind the name of another.
      shortReplyAddressOf(SECRET, 'reply.example.org', IDS.campaign, id).replace(id.slice(0, 6), another.slice(0, 6)),
    ]) {
      const event = received({ messageId: 'forged-0', from: invitee(3).email, to })
      expect((await deployed.functions.invoke('take-reply', event)).result).toEqual({ taken: ['not ours'] })
    }
    const desk = received({ messageId: 'forged-0', from: invitee(3).email, to: 'rsvp@reply.example.org' })
    expect((await deployed.functions.invoke('take-reply', desk)).result).toEqual({ taken: ['desk'] })
    expect(await everybody()).toBe(before)
  })
})
