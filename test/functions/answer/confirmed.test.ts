/** What somebody reads who has answered: what is so, the entry for their calendar, and nothing that is not so. */
import ICAL from 'ical.js'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sendThanks } from '../../../functions/answer/thanks.ts'
import { editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { campaignRef, change, invitationsOf } from '../../../functions/keep/documents.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { seatIn } from '../../../functions/list/sessions.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { paceOf } from '../../../functions/send/pace.ts'
import { makeToken } from '../../../mail/token.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../campaign/launch.ts'
import { plain, type Visitor, visitor } from '../visitor.ts'

let t: TestWorld
let guest: Visitor
beforeEach(async () => {
  t = makeWorld({
    start: '2027-01-04T16:00:00.000Z',
    release: releaseWaves,
    sweep,
  })
  guest = await visitor(t.world)
  await signedCampaign(t.world)
  await t.timers.runUntil('2027-02-26T16:00:00.000Z')
})
afterEach(() => t.close())

const link = (n = 0) =>
  `/rsvp/${makeToken(t.world.settings.secret, 'rsvp', IDS.campaign, seatIn(IDS.campaign, invitee(n).email))}`
const answer = (said: string, fields: Record<string, string> = {}, n = 0) =>
  guest.post(link(n), { answer: said, form: 'a', ...fields })
const shown = async (query = '', n = 0) => (await guest.get(`${link(n)}${query}`)).text()
const events = (text: string) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')

describe('Whoever has answered', () => {
  test.each([
    ['accepted', {}, 'You’re confirmed for Wed, Mar 31, 7:30 AM'],
    ['tentative', {}, 'You’re a maybe for Wed, Mar 31, 7:30 AM'],
    ['declined', {}, 'Thanks for letting us know'],
    ['delegated', { delegate_name: 'Dana Cole' }, 'Dana Cole will attend in your place on Wed, Mar 31, 7:30 AM'],
  ])('%s reads it in the heading and the title, and gets the form on request alone', async (said, fields, words) => {
    await answer(said, fields)
    const html = await shown()
    expect(html).toContain(`<h1 id="answered" tabindex="-1">${words}</h1>`)
    expect(html).toContain(`<title>${words} | Convoke</title>`)
    expect(html).not.toContain('name="answer"')
    expect(html).toContain(`href="${link()}?change=1"`)
    const again = await shown('?change=1')
    expect(again).toContain('Change your answer')
    expect(again).toMatch(new RegExp(`value="${said}" checked`))
    // A button of the letter that says the same asks nothing; one that says something else asks that.
    expect(await shown(`?answer=${said}`)).not.toContain('name="answer"')
    const other = said === 'declined' ? 'accepted' : 'declined'
    expect(await shown(`?answer=${other}`)).toMatch(new RegExp(`value="${other}" checked`))
  })

  test('finds the entry of the email beside it, with the same UID, and links that say what they are', async () => {
    await answer('accepted')
    const html = await shown('?done=1')
    expect(plain(html)).toContain('in the email we just sent')
    const file = await guest.get(`${link()}/meeting.ics`)
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="meeting.ics"')
    const [event] = events(await file.text())
    const thanks = t.outbox.list().find(({ wave }) => wave.startsWith('thanks'))
    const mail = await simpleParser(Buffer.from(t.outbox.bytes(thanks?.id ?? '') ?? ''))
    const [sent] = events(mail.attachments.find(({ filename }) => filename === 'invite.ics')?.content.toString() ?? '')
    for (const property of ['uid', 'sequence', 'dtstart', 'dtend', 'organizer', 'attendee'])
      expect(String(event?.getFirstPropertyValue(property)), property).toBe(
        String(sent?.getFirstPropertyValue(property)),
      )
    expect(event?.getFirstProperty('attendee')?.getParameter('partstat')).toBe('ACCEPTED')
    expect(html).toContain('dates=20270331T133000Z%2F20270331T150000Z')
    expect(html).toContain('startdt=2027-03-31T13%3A30%3A00Z')
    expect(plain(html)).toContain('If the meeting moves or is canceled, it won’t change by itself')
    // Nobody who is asked is named to Google or Microsoft.
    for (const [, href = ''] of html.matchAll(/href="(https:[^"]*)"/g)) expect(href).not.toMatch(/Guest|guest0/)
  })

  test('is confirmed for the time they answered to, by a sweep too that had read the campaign before it moved', async () => {
    const stale = await readContext(t.world.store, IDS.campaign)
    if (!stale) throw new Error('no campaign')
    await editCampaign(t.world, IDS.campaign, CONVENER, { event: 'set up', part: 'meeting' }, stands => ({
      ...stands,
      meeting: stands.meeting && { ...stands.meeting, start: '09:00', end: '10:30' },
    }))
    const { send } = t.world.post
    t.world.post.send = async () => ({ outcome: 'later', detail: 'busy' })
    await answer('accepted')
    t.world.post.send = send
    for await (const { value } of invitationsOf(t.world.store, IDS.campaign))
      if (value.answers.length > 0) await sendThanks(t.world, stale, value, paceOf(t.world))
    const thanks = t.outbox.list().find(({ wave }) => wave.startsWith('thanks'))
    const mail = await simpleParser(Buffer.from(t.outbox.bytes(thanks?.id ?? '') ?? ''))
    expect(mail.text).toContain('9:00')
    const [sent] = events(mail.attachments.find(({ filename }) => filename === 'invite.ics')?.content.toString() ?? '')
    expect(String(sent?.getFirstPropertyValue('dtstart'))).toBe('2027-03-31T15:00:00Z')
  })

  test('is promised no email that nobody sent', async () => {
    await answer('accepted')
    await t.timers.runUntil('2027-03-01T16:00:00.000Z')
    expect(plain(await shown())).toContain('in the email that confirmed your answer')
    const out = `/opt-out/${makeToken(t.world.settings.secret, 'opt-out', IDS.campaign, seatIn(IDS.campaign, invitee(0).email))}`
    await guest.post(out)
    expect(plain(await shown())).not.toContain('in the email')
  })

  test('who is not coming, or sends somebody, gets no entry of their own', async () => {
    for (const said of ['declined', 'delegated']) {
      await answer(said, { delegate_name: 'Dana Cole' })
      expect(await shown()).not.toContain('meeting.ics')
      expect((await guest.get(`${link()}/meeting.ics`)).status).toBe(404)
    }
  })

  test('reads who hosts, where it is on a map, and whom to ask', async () => {
    await answer('accepted')
    const html = await shown()
    expect(html).toContain('https://www.google.com/maps/search/?api=1&amp;query=Ridgeline+Machining%2C+100+Mill+St')
    expect(plain(html)).toMatch(/Host Ridgeline Machining/)
    expect(plain(html)).toContain('Cora Day, Front Range Workforce')
  })
})

describe('Which companies are coming', () => {
  const allow = (showsCompanies: boolean) =>
    change(t.world.store, campaignRef(IDS.campaign), campaign => ({ ...campaign, showsCompanies }))

  test('is shown where the convener allows it: businesses that said yes, the reader’s own left out, and no people', async () => {
    await answer('accepted', {}, 1)
    await answer('declined', {}, 2)
    const alone = { ...invitee(8), name: 'Lone Wolf', company: '', email: 'lone.wolf@gmail.com' }
    await addInvitees(t.world, IDS.campaign, [{ ...invitee(7), publicPartner: true }, alone], CONVENER, 'now')
    const seat = makeToken(t.world.settings.secret, 'rsvp', IDS.campaign, seatIn(IDS.campaign, alone.email))
    await guest.post(`/rsvp/${seat}`, { answer: 'accepted', form: 'a' })
    await answer('accepted', {}, 7)
    expect(plain(await shown())).not.toContain('Company 1')
    await allow(true)
    const text = plain(await shown())
    expect(text).toMatch(/Coming (?:Lee Forge, )?Company 1/)
    expect(text).not.toMatch(/Company 2|Company 7|lone\.wolf|Guest 1/)
    await answer('accepted')
    expect(plain(await shown())).not.toContain('Company 0')
    await allow(false)
    expect(plain(await shown())).not.toContain('Company 1')
  })

  test('is set on the step of the timing, and off until then', async () => {
    const convener = await visitor(t.world, CONVENER)
    const path = `/campaigns/${IDS.campaign}/timing`
    expect(await (await convener.get(path)).text()).toContain('<option value="hidden" selected')
  })
})

describe('A link that is passed on', () => {
  test('is previewed with the meeting and without anybody’s name', async () => {
    const before = await shown()
    await answer('accepted')
    for (const html of [before, await shown()]) {
      const [head = ''] = /<head>.*?<\/head>/s.exec(html) ?? []
      expect(head).toContain('property="og:title" content="Invitation: Front Range Manufacturing Partnership"')
      expect(head).toContain('property="og:description" content="Wed, Mar 31, 7:30 AM. Open to answer."')
      expect(head).not.toMatch(/Guest|Company|Ann|Bob/)
    }
  })
})
