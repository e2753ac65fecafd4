import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromMillis } from '../../domain/keep/time.ts'
import { campaignRef, read } from '../../functions/keep/documents.ts'
import { replyAddressOf, shortReplyAddressOf } from '../../mail/reply-address.ts'
import { calendarMail, returned } from '../functions/answer/replies.ts'
import { IDS, invitee } from '../functions/campaign/launch.ts'
import { type Deployed, openDeployed } from './deployed.ts'
import { type Received, received, scheduled, ticked } from './events.ts'
import type { Functions } from './functions.ts'
import { SECRET, type Services } from './services.ts'

describe('The function take-reply', () => {
  let deployed: Deployed
  let services: Services
  let functions: Functions
  beforeAll(async () => {
    deployed = await openDeployed(12)
    services = deployed.services
    functions = deployed.functions
    await functions.invoke('release-wave', scheduled(IDS.campaign, 'invite'))
  })
  afterAll(() => deployed.close())
  const guest = (n: number) => deployed.guest(n)

  /** A message that the receipt rule has put into the bucket, and the event of it. */
  const arrive = async (
    messageId: string,
    n: number,
    mail: string,
    verdicts: Received['verdicts'] = {},
    addressOf = shortReplyAddressOf,
  ) => {
    services.objects.set(`/mail-bucket/incoming/${messageId}`, Buffer.from(mail))
    const to = addressOf(SECRET, 'reply.example.org', IDS.campaign, (await guest(n)).id)
    return functions.invoke('take-reply', received({ messageId, from: invitee(n).email, to, verdicts }))
  }
  const calendar = (n: number, partstat: string, from = `Guest <${invitee(n).email}>`) =>
    calendarMail({
      partstat,
      stamp: fromMillis(Date.now()),
      attendee: invitee(n).email,
      from,
      messageId: `${partstat}-${n}`,
    })
  const answers = async (n: number) => (await guest(n)).answers.map(({ answer, channel }) => ({ answer, channel }))

  it('takes what a calendar answered, and the same twice once', async () => {
    const mail = calendar(6, 'ACCEPTED')
    expect((await arrive('reply-1', 6, mail)).result).toEqual({ taken: ['answered'] })
    await arrive('reply-1', 6, mail)
    expect(await answers(6)).toEqual([{ answer: 'accepted', channel: 'calendar' }])
    expect(deployed.counted('take-reply', 'replies')).toBe(2)
    // By the long address, which letters had before there was a short one.
    const long = await arrive('reply-8', 10, calendar(10, 'ACCEPTED'), {}, replyAddressOf)
    expect(long.result).toEqual({ taken: ['answered'] })
  })

  it('takes mail whose event has a field that does not read, and its neighbors, before it says so', async () => {
    const [good, odd, lost] = [3, 11, 4]
    const to = async (n: number) => replyAddressOf(SECRET, 'reply.example.org', IDS.campaign, (await guest(n)).id)
    const event = async (n: number) => {
      services.objects.set(`/mail-bucket/incoming/odd-${n}`, Buffer.from(calendar(n, 'TENTATIVE')))
      return received({ messageId: `odd-${n}`, from: invitee(n).email, to: await to(n) }).Records[0]
    }
    const bad = await event(odd)
    Object.assign(bad?.ses.receipt ?? {}, { timestamp: 5, recipients: [7], spamVerdict: 'none' })
    Object.assign(bad?.ses.mail ?? {}, { source: null, destination: [await to(odd)] })
    const dead = await event(lost)
    Object.assign(dead?.ses.mail ?? {}, { messageId: undefined })
    const { error } = await functions.invoke('take-reply', { Records: [dead, bad, await event(good)] })
    // Tried again, and then kept with the dead letters.
    expect(error).toContain('ZodError')
    for (const n of [odd, good]) expect((await answers(n)).map(({ answer }) => answer)).toEqual(['tentative'])
    expect(await answers(lost)).toEqual([])
  })

  it('weighs the verdicts of the event', async () => {
    expect((await arrive('reply-2', 7, calendar(7, 'DECLINED'), { dmarc: 'FAIL' })).result).toEqual({
      taken: ['needs you'],
    })
    expect((await arrive('reply-3', 8, calendar(8, 'DECLINED'), { virus: 'FAIL' })).result).toEqual({
      taken: ['set aside'],
    })
    expect(
      (await arrive('reply-4', 9, calendar(9, 'DECLINED'), { dmarc: 'PROCESSING_FAILED', dkim: 'GRAY', spf: 'FAIL' }))
        .result,
    ).toEqual({
      taken: ['needs you'],
    })
    expect([await answers(7), await answers(8)]).toEqual([[], []])
  })

  it('passes over mail for nobody, and fails to be called again when the mail is not there yet', async () => {
    const nobody = received({ messageId: 'reply-5', from: 'x@example.com', to: 'rsvp+nonsense@reply.example.org' })
    expect((await functions.invoke('take-reply', nobody)).result).toEqual({ taken: ['not ours'] })
    const to = replyAddressOf(SECRET, 'reply.example.org', IDS.campaign, (await guest(6)).id)
    const early = received({ messageId: 'reply-6', from: invitee(6).email, to })
    expect((await functions.invoke('take-reply', early)).error).toContain('not in the mailbox')
  })

  it('leaves what an answer from another address is confirmed by to the sweep', async () => {
    const mail = calendar(5, 'ACCEPTED', 'Pat Poe <pat@office.example>')
    await arrive('reply-7', 5, mail)
    expect(await answers(5)).toEqual([{ answer: 'accepted', channel: 'calendar' }])
    const thanks = () => services.submissions.filter(({ tags }) => tags.wave?.startsWith('thanks_'))
    expect(thanks()).toEqual([])
    await functions.invoke('sweep', ticked())
    expect(thanks().map(({ to }) => to)).toEqual([[invitee(5).email]])
  })

  it('leaves a wave whose letters come back by mail to the sweep, which pauses it', async () => {
    const status = async () => (await read(deployed.world.store, campaignRef(IDS.campaign)))?.value.status
    for (const n of [0, 1, 2])
      expect((await arrive(`returned-${n}`, n, returned('5.1.1', invitee(n).email))).result).toEqual({
        taken: ['noted'],
      })
    expect(await status()).toBe('running')
    await functions.invoke('sweep', ticked())
    expect(await status()).toBe('paused')
  })

  it('writes no name or address into its log', () => {
    expect(functions.written('take-reply').length).toBeGreaterThan(0)
    for (const line of functions.written('take-reply')) expect(line).not.toMatch(/@|Guest|guest\d|Company \d/)
  })
})
