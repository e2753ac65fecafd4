import ICAL from 'ical.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignIdFrom, partnershipIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitee } from '../../../domain/keep/invitation.ts'
import type { Meeting } from '../../../domain/keep/meeting.ts'
import { canonicalAddress } from '../../../domain/keep/partnership.ts'
import { feedLink } from '../../../functions/answer/feed.ts'
import { startSending } from '../../../functions/campaign/request-signatures.ts'
import { startMeeting } from '../../../functions/campaign/start-meeting.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { editInvitee } from '../../../functions/list/correct.ts'
import { addInvitees, removeInvitee } from '../../../functions/list/invite.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { cancel } from '../../../functions/send/steer-campaign.ts'
import { makeToken, shortId } from '../../../mail/token.ts'
import { calendarFaults } from '../../calendar/calendar-faults.ts'
import { launch } from '../../domain/keep/campaigns.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, partnership, signedCampaign } from '../campaign/launch.ts'
import { visitor } from '../visitor.ts'

let t: TestWorld
const GUEST = invitee(0)
const VENUE = {
  host: 'Müller & Söhne; "Halle 3"',
  address: '1 Mill Rd\nLongmont',
  parking: 'Lot B, 停車場 🚗',
  access: '',
}

beforeEach(async () => {
  t = makeWorld({
    start: '2027-01-04T16:00:00.000Z',
    release: releaseWaves,
    sweep,
  })
  await signedCampaign(t.world, { invitees: 3 })
})
afterEach(() => t.close())

const guestOf = (campaign: string, { email }: Invitee) => invitationIdOf(campaignIdFrom(campaign), email)
const link = (of: Invitee = GUEST) => feedLink(t.world, IDS.partnership, of.email)

async function fetched(address: string): Promise<{ status: number; text: string; type: string | null }> {
  const response = await (await visitor(t.world)).get(new URL(address).pathname)
  return { status: response.status, text: await response.text(), type: response.headers.get('content-type') }
}

const shown = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map(event => ({
    title: event.getFirstPropertyValue('summary'),
    status: event.getFirstPropertyValue('status'),
    starts: String(event.getFirstPropertyValue('dtstart')),
    sequence: event.getFirstPropertyValue('sequence'),
    uid: event.getFirstPropertyValue('uid'),
  }))

/** A quarterly meeting whose letters leave in their time. */
async function quarterly(date: string, invitees: Invitee[] = [GUEST], over: Partial<Meeting> = {}): Promise<string> {
  const { uid: _, sequence: __, ...wanted } = launch({ kind: 'quarterly', date, venue: VENUE, ...over })
  const id = await startMeeting(t.world, partnership(), wanted, { invitees }, CONVENER)
  await startSending(t.world, id, CONVENER)
  return id
}

describe('the calendar feed of one person', () => {
  test('holds every meeting they are asked to, in UTC and in order, from either side of daylight saving', async () => {
    await quarterly('2027-05-11')
    await quarterly('2027-02-09')
    await t.timers.runUntil('2027-01-05T18:00:00.000Z')
    const { status, type, text } = await fetched(await link())
    expect([status, type]).toEqual([200, 'text/calendar; charset=utf-8'])
    expect(shown(text).map(({ title, status: is, starts }) => [title, is, starts])).toEqual([
      [expect.stringMatching(/^Hold: Quarterly meeting: /), 'TENTATIVE', '2027-02-09T14:30:00Z'],
      [expect.stringMatching(/^Hold: Quarterly meeting: /), 'TENTATIVE', '2027-05-11T13:30:00Z'],
    ])
  })

  test('shows the launch once their letter has left, and not before', async () => {
    expect(shown((await fetched(await link())).text)).toEqual([])
    await t.timers.runUntil('2027-02-26T17:00:00.000Z')
    expect(shown((await fetched(await link())).text)).toMatchObject([{ status: 'CONFIRMED' }])
  })

  test('is not sent again to a calendar that has it, until something in it changes', async () => {
    const day = await quarterly('2027-02-09')
    await t.timers.runUntil('2027-01-05T18:00:00.000Z')
    const guest = await visitor(t.world)
    const path = new URL(await link()).pathname
    const first = await guest.get(path)
    const tag = first.headers.get('etag') ?? ''
    expect(tag).toMatch(/^"[0-9a-f]{40}"$/)
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    const modified = /LAST-MODIFIED:(\d{8}T\d{6}Z)/
    const before = modified.exec(await first.text())?.[1] ?? ''
    await t.timers.runUntil('2027-01-05T23:00:00.000Z')
    const again = await guest.get(path, { 'if-none-match': tag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    await cancel(t.world, campaignIdFrom(day), CONVENER)
    const changed = await guest.get(path, { 'if-none-match': tag })
    expect(changed.status).toBe(200)
    expect(changed.headers.get('etag')).not.toBe(tag)
    const after = modified.exec(await changed.text())?.[1] ?? ''
    expect(after > before).toBe(true)
  })

  test('shows no draft, and nothing of a partnership beside', async () => {
    const { uid: _, sequence: __, ...wanted } = launch({ kind: 'quarterly', date: '2027-05-11' })
    await startMeeting(t.world, partnership(), wanted, { invitees: [GUEST] }, CONVENER)
    expect(shown((await fetched(await link())).text)).toEqual([])
    expect((await fetched(await feedLink(t.world, partnershipIdFrom('q'.repeat(16)), GUEST.email))).status).toBe(404)
  })

  test('says of a canceled meeting that it is, and of one they were taken off nothing', async () => {
    const may = await quarterly('2027-05-11')
    const august = await quarterly('2027-08-10')
    await cancel(t.world, campaignIdFrom(may), CONVENER)
    await removeInvitee(t.world, campaignIdFrom(august), guestOf(august, GUEST), CONVENER)
    expect(shown((await fetched(await link())).text)).toMatchObject([
      { starts: '2027-05-11T13:30:00Z', status: 'CANCELLED', sequence: 1 },
    ])
  })

  test('carries the UID and SEQUENCE of the entry they got by mail', async () => {
    await quarterly('2027-05-11')
    await t.timers.runUntil('2027-04-28T00:00:00.000Z')
    const mails = t.outbox
      .list()
      .filter(({ to, wave }) => to.includes(GUEST.email) && ['hold', 'invite'].includes(wave))
      .map(({ id }) =>
        Buffer.from(t.outbox.bytes(id) ?? '')
          .toString()
          .replace(/=\r\n/g, ''),
      )
    const [entry] = shown((await fetched(await link())).text).filter(({ title }) => String(title).includes('Quarterly'))
    expect(entry).toMatchObject({ status: 'CONFIRMED', sequence: 1 })
    expect(mails.filter(mail => mail.includes(String(entry?.uid)))).toHaveLength(2)
  })

  test('names nobody who is asked, and holds no way to answer for them', async () => {
    await quarterly('2027-05-11')
    const { text } = await fetched(await link())
    for (const word of ['ATTENDEE', GUEST.email, 'rsvp']) expect(text).not.toContain(word)
  })

  test('follows an address that was corrected', async () => {
    const id = await quarterly('2027-05-11')
    const moved = { ...GUEST, email: 'new@company0.example' }
    await editInvitee(t.world, campaignIdFrom(id), guestOf(id, GUEST), moved, CONVENER)
    expect(shown((await fetched(await link())).text)).toEqual([])
    expect(shown((await fetched(await link(moved))).text)).toHaveLength(1)
  })

  test('is the same for every spelling of the address, and another for everybody else', async () => {
    expect(await link({ ...GUEST, email: ' Guest0@Company0.EXAMPLE ' })).toBe(await link())
    expect(await link(invitee(1))).not.toBe(await link())
    await quarterly('2027-05-11', [invitee(1)])
    expect(shown((await fetched(await link())).text)).toEqual([])
  })

  test('is what an independent checker finds right, whatever stands in names and places', async () => {
    const first = await quarterly('2027-05-11')
    await quarterly('2027-08-10', [GUEST], { venue: { ...VENUE, host: 'Ö'.repeat(150) } })
    await quarterly('2027-11-09', [GUEST], { zone: 'Pacific/Auckland' })
    await cancel(t.world, campaignIdFrom(first), CONVENER)
    const { text } = await fetched(await link())
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(3)
    expect(calendarFaults(Buffer.from(text))).toEqual([])
    expect(calendarFaults(Buffer.from(text.replace(/ORGANIZER[\s\S]*?\r\n(?! )/, '')))).not.toEqual([])
  })
})

describe('the link of a feed', () => {
  test('is ended by a new one, wherever it was shown, by the convener or by the member', async () => {
    const may = await quarterly('2027-05-11')
    const august = await quarterly('2027-08-10')
    const first = await link()
    const others = await link(invitee(1))
    const convener = await visitor(t.world, CONVENER)
    await convener.post(`/campaigns/${may}/people/${guestOf(may, GUEST)}/feed`)
    const second = await link()
    expect((await fetched(first)).status).toBe(404)
    expect(shown((await fetched(second)).text)).toHaveLength(2)

    // The member, by way of another meeting's letter.
    const member = await visitor(t.world)
    const page = `${new URL(LINKS.rsvp.to(t.world.settings, campaignIdFrom(august), guestOf(august, GUEST))).pathname}/calendar`
    expect(await member.text(page)).toContain(second)
    expect((await member.post(page)).headers.get('location')).toBe(`${page}?said=renewed`)
    expect((await fetched(second)).status).toBe(404)
    expect((await fetched(await link())).status).toBe(200)
    expect((await fetched(others)).status).toBe(200)
    expect(await convener.text(`/campaigns/${may}/people/${guestOf(may, GUEST)}`)).toContain(await link())
  })

  test('is offered in the letter that holds the time', async () => {
    await quarterly('2027-02-09')
    await t.timers.runUntil('2027-01-05T18:00:00.000Z')
    const hold = t.outbox.list().find(({ wave }) => wave === 'hold')
    const text = Buffer.from(t.outbox.bytes(hold?.id ?? '') ?? '')
      .toString()
      .replace(/=\r\n/g, '')
      .replace(/=3D/g, '=')
    const [path] = /\/rsvp\/[a-z2-7]{58}\/calendar/.exec(text) ?? []
    const page = await (await (await visitor(t.world)).get(path ?? '/nothing')).text()
    expect(page).toContain((await link()).replace(/^http:/, 'webcal:'))
  })

  test('opens to nothing but itself: not by a token for something else, not with one character changed', async () => {
    const own = await link()
    const token = new URL(own).pathname.slice('/calendar/'.length, -'.ics'.length)
    const forged = (change: (text: string) => string) =>
      fetched(`${t.world.settings.url}/calendar/${change(token)}.ics`)
    expect((await forged(text => text)).status).toBe(200)
    for (const at of [0, 15, 16, 31, 32, 57])
      expect(
        (await forged(text => text.slice(0, at) + (text[at] === 'a' ? 'b' : 'a') + text.slice(at + 1))).status,
      ).toBe(404)
    const { secret } = t.world.settings
    const guest = guestOf(IDS.campaign, GUEST)
    for (const other of [
      makeToken(secret, 'rsvp', IDS.campaign, guest),
      makeToken(secret, 'feed.0', IDS.campaign, guest),
      makeToken(secret, 'feed.1', IDS.partnership, shortId(canonicalAddress(GUEST.email))),
      'a'.repeat(58),
      'short',
    ])
      expect((await fetched(`${t.world.settings.url}/calendar/${other}.ics`)).status).toBe(404)
  })

  test('is gone from the page of somebody who was taken off the list', async () => {
    await addInvitees(t.world, IDS.campaign, [GUEST], CONVENER, 'now')
    const page = `${new URL(LINKS.rsvp.to(t.world.settings, IDS.campaign, guestOf(IDS.campaign, GUEST))).pathname}/calendar`
    const anybody = await visitor(t.world)
    expect((await anybody.get(page)).status).toBe(200)
    await removeInvitee(t.world, IDS.campaign, guestOf(IDS.campaign, GUEST), CONVENER)
    expect((await anybody.get(page)).status).toBe(404)
  })
})
