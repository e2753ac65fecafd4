/** The addresses that letters are answered at: short ones, and the long ones of letters that left before there were any. */
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignIdFrom, invitationIdFrom } from '../../../domain/keep/ids.ts'
import { deleteCampaign } from '../../../functions/campaign/manage/delete.ts'
import { campaignRef, change, invitationRef, invitationsOf, read } from '../../../functions/keep/documents.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { createCampaign, invitationsIn, invitationsQuoted, isReplyAddress } from '../../../functions/keep/reply-to.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { cancel } from '../../../functions/send/steer-campaign.ts'
import { replyAddressOf, shortReplyAddressOf } from '../../../mail/reply-address.ts'
import { campaign as blank } from '../../domain/keep/campaigns.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { calendarMail, deliverMail, writtenMail } from '../answer/replies.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../campaign/launch.ts'

let t: TestWorld
beforeEach(() => {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z', release: releaseWaves })
})
afterEach(() => t.close())

const AFTER_THE_LETTER = '2027-02-26T16:00:00.000Z'
const SHORT = /^rsvp\+[a-z2-7]{38}@reply\.example\.org$/
const LONG = /^rsvp\+[a-z2-7]{58}@reply\.example\.org$/

/** Where the letters that left are answered: their Reply-To, and the organizer of their entries. */
async function addressesLeft(from = 0): Promise<string[]> {
  const found: string[] = []
  for (const { id } of t.outbox.list().slice(from)) {
    const { replyTo, text, attachments } = await simpleParser(Buffer.from(t.outbox.bytes(id) ?? []))
    const entry = attachments.find(({ contentType }) => contentType.startsWith('text/calendar'))
    if (!entry) continue
    const unfolded = entry.content.toString('utf8').replace(/\r\n /g, '')
    const organizer = /^ORGANIZER[^\r\n]*mailto:([^\r\n]+)/im.exec(unfolded)?.[1] ?? ''
    expect(text).not.toContain(organizer)
    found.push(replyTo?.value[0]?.address ?? '', organizer)
  }
  return found
}
const guests = async () => {
  const found: { id: string; email: string }[] = []
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign))
    found.push({ id: value.id, email: value.invitee.email })
  return found
}
const shortOf = (id: string, campaign: string = IDS.campaign) =>
  shortReplyAddressOf(t.world.settings.secret, t.world.settings.replyDomain, campaign, id)
const longOf = (id: string) => replyAddressOf(t.world.settings.secret, t.world.settings.replyDomain, IDS.campaign, id)
const rsvpOf = async (id: string) =>
  (await read(t.world.store, invitationRef(IDS.campaign, invitationIdFrom(id))))?.value.answers.map(
    ({ answer }) => answer,
  )

describe('the reply address of a letter', () => {
  test('is short, in the Reply-To and in the entry alike, and twenty characters shorter than it was', async () => {
    await signedCampaign(t.world)
    await t.timers.runUntil(AFTER_THE_LETTER)
    const addresses = await addressesLeft()
    expect(addresses).toHaveLength(6)
    for (const address of addresses) expect(address).toMatch(SHORT)
    expect(new Set(addresses).size).toBe(3)
    const [{ id = '' } = {}] = await guests()
    expect(longOf(id).length - shortOf(id).length).toBe(20)
  })

  test.each([
    ['short', shortOf],
    ['long, as in letters of before', longOf],
    ['short, in capitals', (id: string) => shortOf(id).toUpperCase()],
  ])('brings an answer to its invitation: %s', async (_, addressOf) => {
    await signedCampaign(t.world)
    await t.timers.runUntil(AFTER_THE_LETTER)
    const guest = (await guests()).find(({ email }) => email === invitee(0).email)?.id ?? ''
    expect(await isReplyAddress(t.world, addressOf(guest))).toBe(true)
    expect(await deliverMail(t, calendarMail(), guest, { to: [addressOf(guest)] })).toEqual(['answered'])
    expect(await rsvpOf(guest)).toEqual(['accepted'])
  })

  test('of a campaign from before there were short ones stays as it was, so that calendars know its organizer', async () => {
    await signedCampaign(t.world)
    await change(t.world.store, campaignRef(IDS.campaign), ({ shortReplies: _, ...campaign }) => campaign)
    await t.timers.runUntil(AFTER_THE_LETTER)
    const before = await addressesLeft()
    for (const address of before) expect(address).toMatch(LONG)
    const left = t.outbox.count()
    await cancel(t.world, IDS.campaign, CONVENER, '')
    await t.timers.runUntil('2027-02-26T20:00:00.000Z')
    expect((await addressesLeft(left)).sort()).toEqual(before.sort())
  })

  test('tells invitations and campaigns apart whose ids begin alike', async () => {
    const [one, other] = alikeAddresses()
    await signedCampaign(t.world)
    await addInvitees(
      t.world,
      IDS.campaign,
      [
        { ...invitee(50), email: one },
        { ...invitee(51), email: other },
      ],
      '',
      'now',
    )
    const twin = campaignIdFrom(`${IDS.campaign.slice(0, 6)}${'d'.repeat(10)}`)
    await createCampaign(t.world.store, blank({ id: twin, partnership: IDS.partnership }))
    await addInvitees(t.world, twin, [{ ...invitee(50), email: one }], '', 'now')
    const expected = [
      { campaign: IDS.campaign, id: invitationIdOf(IDS.campaign, one) },
      { campaign: IDS.campaign, id: invitationIdOf(IDS.campaign, other) },
      { campaign: twin, id: invitationIdOf(twin, one) },
    ]
    expect(expected[0]?.id.slice(0, 6)).toBe(expected[1]?.id.slice(0, 6))
    const text = expected.map(({ campaign, id }) => shortOf(id, campaign)).join(', ')
    expect(await invitationsIn(t.world, text)).toEqual(expected)
  })

  test('with any of its characters changed, of another purpose or another secret is nobody’s', async () => {
    await signedCampaign(t.world)
    const [{ id = '' } = {}] = await guests()
    const mine = shortOf(id)
    const [first, rest] = [mine.indexOf('+') + 1, mine.indexOf('@')]
    for (let at = first; at < rest; at++) {
      const forged = mine.slice(0, at) + (mine[at] === 'a' ? 'b' : 'a') + mine.slice(at + 1)
      expect(await isReplyAddress(t.world, forged), String(at)).toBe(false)
    }
    const { replyDomain, secret } = t.world.settings
    const another = shortReplyAddressOf(`${secret}!`, replyDomain, IDS.campaign, id)
    for (const forged of [another, `x.${mine}`, `"${mine}"@else.example`, mine.replace(replyDomain, 'else.example')])
      expect(await isReplyAddress(t.world, forged), forged).toBe(false)
    expect(await deliverMail(t, calendarMail(), id, { to: [another] })).toEqual(['not ours'])
  })

  test('is found where a message quotes it, plain, in quoted-printable and in a link', async () => {
    await signedCampaign(t.world)
    const [{ id = '' } = {}] = await guests()
    const quotes = [`On Monday ${shortOf(id)} wrote:`, shortOf(id).replace(/.{20}/, '$&=\r\n'), `mailto:${shortOf(id)}`]
    const escaped = shortOf(id).replace('+', '%2B').replace('@', '%40')
    for (const quote of [...quotes, `mailto:${escaped}`])
      expect(await invitationsQuoted(t.world, new TextEncoder().encode(writtenMail(quote)))).toEqual([
        { campaign: IDS.campaign, id },
      ])
  })

  test('costs few look-ups, however many a message makes up', async () => {
    await signedCampaign(t.world)
    let asked = 0
    const store = {
      ...t.world.store,
      list: (...of: Parameters<typeof t.world.store.list>) => {
        asked += 1
        return t.world.store.list(...of)
      },
    }
    const made = Array.from({ length: 5000 }, (_, n) =>
      shortOf(
        (n + 10 ** 6)
          .toString(16)
          .padEnd(16, 'a')
          .replace(/[^a-z2-7]/g, 'b'),
      ),
    )
    const text = made.join('\n')
    expect(await invitationsIn({ ...t.world, store }, text)).toEqual([])
    expect(await invitationsQuoted({ ...t.world, store }, new TextEncoder().encode(text))).toEqual([])
    expect(asked).toBeLessThanOrEqual(80)
  })

  test('goes with its campaign, and so does the mail that came to it', async () => {
    await signedCampaign(t.world)
    const twin = campaignIdFrom('e'.repeat(16))
    const { letter, meeting } = (await read(t.world.store, campaignRef(IDS.campaign)))?.value ?? {}
    const quarterly = meeting && { ...meeting, kind: 'quarterly' as const }
    const other = blank({ id: twin, partnership: IDS.partnership, status: 'canceled', letter, meeting: quarterly })
    await createCampaign(t.world.store, other)
    await addInvitees(t.world, twin, [invitee(0)], '', 'now')
    const id = invitationIdOf(twin, invitee(0).email)
    const [{ id: guest = '' } = {}] = await guests()
    await t.world.mailbox.keep('theirs', Buffer.from(`To: ${shortOf(id, twin)}\r\n\r\nYes`))
    await t.world.mailbox.keep('another', Buffer.from(`To: ${shortOf(guest)}\r\n\r\nYes`))
    expect(await deleteCampaign(t.world, other)).toBe('deleted')
    expect(await isReplyAddress(t.world, shortOf(id, twin))).toBe(false)
    expect((await t.world.store.list('replies', { limit: 9 })).found.map(({ key }) => key)).toEqual([IDS.campaign])
    expect(await t.world.mailbox.read('theirs')).toBeUndefined()
    expect(await t.world.mailbox.read('another')).toBeDefined()
  })
})

/** Two addresses whose invitations begin alike; among some forty thousand there are such (the birthday problem). */
function alikeAddresses(): [string, string] {
  const seen = new Map<string, string>()
  for (let n = 0; ; n++) {
    const email = `person${n}@large.example`
    const begins = invitationIdOf(IDS.campaign, email).slice(0, 6)
    const known = seen.get(begins)
    if (known) return [known, email]
    seen.set(begins, email)
  }
}
