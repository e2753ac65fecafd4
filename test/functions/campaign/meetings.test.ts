import ICAL from 'ical.js'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import { kindOf } from '../../../domain/keep/kinds.ts'
import { keyOf, plan } from '../../../domain/send/plan.ts'
import { answersOf } from '../../../functions/answer/answers.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import {
  campaignIdsOf,
  campaignRef,
  change,
  create,
  invitationRef,
  invitationsOf,
  partnershipOfRef,
  read,
} from '../../../functions/keep/documents.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { removeInvitee } from '../../../functions/list/invite.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { cancel } from '../../../functions/send/steer-campaign.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { plain, type Visitor, visitor } from '../visitor.ts'
import { CONVENER, IDS, invitee, partnership, signedCampaign } from './launch.ts'

let t: TestWorld
let convener: Visitor
const MEETINGS = `/campaigns/${IDS.campaign}/meetings`
const WHERE = { start: '08:00', end: '09:30', zone: 'America/Denver', host: 'Lee Forge', address: '1 Mill Rd' }

beforeEach(async () => {
  t = makeWorld({
    start: '2027-01-04T16:00:00.000Z',
    release: releaseWaves,
    sweep,
  })
  await signedCampaign(t.world, { invitees: 3 })
  await t.timers.runUntil('2027-02-26T17:00:00.000Z')
  convener = await visitor(t.world, CONVENER)
})
afterEach(() => t.close())

const campaignsOfKind = async (kind: string) => {
  const found = []
  for (const id of await campaignIdsOf(t.world.store, IDS.partnership)) {
    const campaign = (await read(t.world.store, campaignRef(id)))?.value
    if (campaign?.meeting?.kind === kind) found.push(campaign)
  }
  return found.sort((a, b) => ((a.meeting?.date ?? '') < (b.meeting?.date ?? '') ? -1 : 1))
}
const people = async (campaign: string) => {
  const found: string[] = []
  for await (const { value } of invitationsOf(t.world.store, campaignIdFrom(campaign))) found.push(value.invitee.email)
  return found.sort()
}
const guestOf = (campaign: string, email: string) => invitationIdOf(campaignIdFrom(campaign), email)
/** What left for somebody, with the entry each letter carried. */
async function letters(email: string, campaign?: string) {
  const found = []
  for (const kept of t.outbox.list()) {
    if (!kept.to.includes(email) || (campaign && kept.campaign !== campaign)) continue
    const mail = await simpleParser(Buffer.from(t.outbox.bytes(kept.id) ?? ''))
    const ics = mail.attachments.find(({ contentType }) => contentType === 'application/ics')?.content.toString()
    const calendar = ics === undefined ? undefined : new ICAL.Component(ICAL.parse(ics))
    const event = calendar?.getFirstSubcomponent('vevent')
    const at = event?.getFirstPropertyValue('dtstart')
    found.push({
      wave: kept.wave,
      at: kept.at,
      subject: kept.subject,
      text: mail.text ?? '',
      status: event?.getFirstPropertyValue('status'),
      title: event?.getFirstPropertyValue('summary'),
      uid: event?.getFirstPropertyValue('uid'),
      starts: at instanceof ICAL.Time ? at.toJSDate().toISOString() : undefined,
    })
  }
  return found
}

const quarterly = (over: Record<string, string> = {}) => ({
  ...WHERE,
  ordinal: '2',
  weekday: '2',
  months: 'February, May, August and November',
  count: '4',
  dates: '',
  people: 'guest0@company0.example',
  ...over,
})

describe('the quarterly table', () => {
  test('is planned once: a campaign and a UID for each quarter, at the right wall time on both sides of daylight saving', async () => {
    await convener.post(`${MEETINGS}/quarterly`, quarterly())
    await convener.post(`${MEETINGS}/quarterly`, quarterly())
    const series = await campaignsOfKind('quarterly')
    expect(series.map(({ meeting }) => meeting?.date)).toEqual(['2027-05-11', '2027-08-10', '2027-11-09', '2028-02-08'])
    expect(new Set(series.map(({ meeting }) => meeting?.uid)).size).toBe(4)
    expect(series.map(({ status }) => status)).toEqual(['draft', 'draft', 'draft', 'draft'])
  })

  test('sends each person one hold a quarter at its lead time, then the invitation that makes it certain, and asks the silent once more', async () => {
    await convener.post(`${MEETINGS}/quarterly`, quarterly())
    expect(t.outbox.list().filter(({ wave }) => wave === 'hold')).toEqual([])
    await convener.post(`${MEETINGS}/quarterly/send`)
    await t.timers.runUntil('2028-02-20T00:00:00.000Z')
    const [may, , november] = await campaignsOfKind('quarterly')
    const of = async (id = '') =>
      (await letters(invitee(0).email, id)).map(({ wave, status, title, starts, at }) => ({
        wave,
        status,
        title,
        starts,
        day: at.slice(0, 10),
      }))
    expect(await of(may?.id)).toEqual([
      {
        wave: 'hold',
        status: 'TENTATIVE',
        title: expect.stringMatching(/^Hold: Quarterly meeting: Front Range /),
        starts: '2027-05-11T14:00:00.000Z',
        day: '2027-03-30',
      },
      { wave: 'agenda', status: undefined, title: undefined, starts: undefined, day: '2027-04-20' },
      {
        wave: 'invite',
        status: 'CONFIRMED',
        title: expect.not.stringContaining('Hold'),
        starts: '2027-05-11T14:00:00.000Z',
        day: '2027-04-27',
      },
      { wave: 'follow-up-1', status: undefined, title: undefined, starts: undefined, day: '2027-05-04' },
    ])
    expect((await of(november?.id))[0]).toMatchObject({ starts: '2027-11-09T15:00:00.000Z', day: '2027-09-28' })
    const holds = (await letters(invitee(0).email)).filter(({ wave }) => wave === 'hold')
    expect(holds).toHaveLength(4)
    expect(new Set(holds.map(({ at }) => at.slice(0, 7))).size).toBe(4)
    // No champion signs for it, and no champion's name stands under it.
    expect((await letters(invitee(0).email, may?.id))[0]?.text).not.toContain('Ann Lee')
  })

  test('asks nobody again who has said no, and nobody twice where the hold would come with the invitation', async () => {
    await convener.post(`${MEETINGS}/quarterly`, quarterly({ dates: '2027-03-09\n2027-08-10' }))
    await convener.post(`${MEETINGS}/quarterly/send`)
    const [soon, later] = await campaignsOfKind('quarterly')
    expect(soon && plan(soon).map(wave => [keyOf(wave), wave.off])).toEqual([
      ['agenda', 'its time has passed'],
      ['hold', 'the invitation leaves at once'],
      ['invite', undefined],
      ['follow-up-1', undefined],
      ['reminder', undefined],
      ['after-meeting', undefined],
    ])
    await t.timers.runUntil('2027-07-01T00:00:00.000Z')
    const id = campaignIdFrom(later?.id ?? '')
    const no = {
      campaign: id,
      invitation: guestOf(id, invitee(0).email),
      answer: 'declined' as const,
      channel: 'link' as const,
    }
    await takeAnswer(t.world, { ...no, note: '', needs: '', id: 'no' })
    await t.timers.runUntil('2027-08-09T20:00:00.000Z')
    expect((await letters(invitee(0).email, soon?.id)).map(({ wave }) => wave)).toEqual(['invite', 'follow-up-1'])
    expect((await letters(invitee(0).email, id)).map(({ wave }) => wave.replace(/:.*/, ''))).toEqual(['hold', 'thanks'])
  })

  test('moved or canceled, it tells those who hold the time', async () => {
    await convener.post(`${MEETINGS}/quarterly`, quarterly({ dates: '2027-05-11' }))
    await convener.post(`${MEETINGS}/quarterly/send`)
    await t.timers.runUntil('2027-04-01T00:00:00.000Z')
    const [may] = await campaignsOfKind('quarterly')
    await editCampaign(t.world, campaignIdFrom(may?.id ?? ''), CONVENER, { event: 'set up', part: 'meeting' }, each =>
      each.meeting ? { ...each, meeting: { ...each.meeting, date: '2027-05-18' } } : each,
    )
    await t.timers.runUntil('2027-04-02T00:00:00.000Z')
    await cancel(t.world, campaignIdFrom(may?.id ?? ''), CONVENER)
    await t.timers.runUntil('2027-04-03T00:00:00.000Z')
    const told = await letters(invitee(0).email, may?.id)
    expect(told.map(({ wave, status }) => [wave, status])).toEqual([
      ['hold', 'TENTATIVE'],
      ['update-1', 'TENTATIVE'],
      ['cancellation', 'CANCELLED'],
    ])
    expect(new Set(told.map(({ uid }) => uid)).size).toBe(1)
  })

  test('says what does not read, beside the field, and keeps what was typed', async () => {
    const wrong = await convener.post(
      `${MEETINGS}/quarterly`,
      quarterly({ months: 'Smarch', count: '99', end: '07:00' }),
    )
    expect(wrong.status).toBe(422)
    const html = await wrong.text()
    for (const words of ['The end must come after the start.', 'Smarch']) expect(html).toContain(words)
    expect(await campaignsOfKind('quarterly')).toEqual([])
  })
})

describe('an action team', () => {
  test('is held at once for those who were ticked, and a yes comes back with the entry', async () => {
    const form = { ...WHERE, name: 'Apprenticeships', date: '2027-03-16', people: 'ann@lee.example' }
    const { headers } = await convener.post(`${MEETINGS}/action-team`, form)
    const [team] = await campaignsOfKind('action-team')
    expect(headers.get('location')).toBe(`/campaigns/${team?.id}/review`)
    expect(await people(team?.id ?? '')).toEqual(['ann@lee.example'])
    expect(await convener.text(`/campaigns/${team?.id}/review`)).toContain('Schedule the emails')
    await convener.post(`/campaigns/${team?.id}/send`)
    await t.timers.runUntil('2027-03-02T00:00:00.000Z')
    const [hold] = await letters('ann@lee.example', team?.id)
    expect(hold).toMatchObject({
      wave: 'hold',
      status: 'TENTATIVE',
      subject: expect.stringContaining('Apprenticeships'),
    })
    expect(hold?.title).toContain('Action team meeting (Apprenticeships)')
  })

  test('has a lead, whom the letter names and who is asked, and people who were typed', async () => {
    const form = { ...WHERE, name: 'Housing', date: '2027-03-16', lead: 'ann@lee.example' }
    const others = 'Dana Cole <dana@cole.example>\nGuest 1 <guest1@company1.example>\n\nzed@zed.example'
    await convener.post(`${MEETINGS}/action-team`, { ...form, others })
    const [team] = await campaignsOfKind('action-team')
    expect(team?.lead).toBe('Ann Lee')
    expect(team?.letter?.body).toContain('led by Ann Lee')
    expect(await people(team?.id ?? '')).toEqual([
      'ann@lee.example',
      'dana@cole.example',
      'guest1@company1.example',
      'zed@zed.example',
    ])
  })

  test('says beside the field what does not read, and keeps what was typed', async () => {
    const form = { ...WHERE, end: '07:00', name: 'Housing', date: '2027-02-30', others: 'nobody at all', lead: '' }
    const response = await convener.post(`${MEETINGS}/action-team`, form)
    expect(response.status).toBe(422)
    const html = await response.text()
    for (const words of ['The end must come after', 'Enter a date that exists', 'nobody at all', 'Tick at least one'])
      expect(html).toContain(words)
    expect(html).toContain('value="Housing"')
    // The other form is not touched by it.
    expect(html).toMatch(/id="quarterly-end"[^>]*value="09:30"/)
    // Each message leads to its question.
    for (const [, id] of html.matchAll(/<a href="#([^"]+)">/g)) expect(html).toContain(`id="${id}"`)
    expect(await campaignsOfKind('action-team')).toEqual([])
  })

  test('planned twice it is one, and whoever was taken off meanwhile stays off', async () => {
    const form = { ...WHERE, name: 'Housing', date: '2027-03-16', lead: 'ann@lee.example', others: 'zed@zed.example' }
    await convener.post(`${MEETINGS}/action-team`, form)
    const [team] = await campaignsOfKind('action-team')
    await removeInvitee(t.world, campaignIdFrom(team?.id ?? ''), guestOf(team?.id ?? '', 'zed@zed.example'), CONVENER)
    await convener.post(`${MEETINGS}/action-team`, form)
    expect(await campaignsOfKind('action-team')).toHaveLength(1)
    const zed = await read(
      t.world.store,
      invitationRef(campaignIdFrom(team?.id ?? ''), guestOf(team?.id ?? '', 'zed@zed.example')),
    )
    expect(zed?.value.removedAt).toBeDefined()
  })
})

describe('the pages', () => {
  const made = async () => {
    await convener.post(`${MEETINGS}/quarterly`, quarterly())
    await convener.post(`${MEETINGS}/action-team`, {
      ...WHERE,
      name: 'Housing',
      date: '2027-03-16',
      lead: 'ann@lee.example',
    })
    await convener.post(`${MEETINGS}/debrief`, { minutes: '45' })
    const found = await Promise.all(['quarterly', 'action-team', 'debrief'].map(campaignsOfKind))
    return found.map(([first]) => first?.id ?? '')
  }

  test('of a meeting that nobody signs for speak of no champion who signs, and ask no question twice', async () => {
    for (const id of await made())
      for (const page of ['', '/review', '/meeting', '/invitees', '/letter', '/timing', '/meetings']) {
        const path = `/campaigns/${id}${page}`
        const response = await convener.get(path)
        expect([path, response.status]).toEqual([path, 200])
        const html = await response.text()
        expect(plain(html), path).not.toMatch(
          /champions? (have|has|to) |sign the|signatures|launch meeting|critical mass makes/i,
        )
        const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, each]) => each)
        expect(
          ids.filter((each, at) => ids.indexOf(each) !== at),
          path,
        ).toEqual([])
        for (const [, each] of html.matchAll(/<label[^>]*\sfor="([^"]+)"/g)) expect(ids, path).toContain(each)
      }
  })

  test('list every meeting by its kind and day, on the first page too', async () => {
    await create(t.world.store, partnershipOfRef(CONVENER, IDS.partnership), { id: IDS.partnership })
    await made()
    const page = await convener.text(MEETINGS)
    for (const words of ['Launch', 'Quarterly table', 'Action team: Housing', 'Debrief', 'Tuesday, May 11, 2027'])
      expect(page).toContain(words)
    const home = await convener.text('/')
    for (const words of ['Quarterly table', 'Action team: Housing', 'Debrief']) expect(home).toContain(words)
  })

  test('show the letter that is edited as it will be seen', async () => {
    const [id] = await made()
    await convener.post(`/campaigns/${id}/letter`, {
      subject: 'Hold it',
      body: 'Our own words about {{date}}.',
      agenda: '- Welders',
    })
    const shown = await (await convener.get(`/campaigns/${id}/letters/letter/preview?as=text`)).text()
    expect(shown).toContain('Our own words about')
    expect(await (await convener.get(`/campaigns/${id}/letters/invite/preview?as=text`)).text()).toContain('Welders')
    await convener.post(`/campaigns/${id}/letter/test`)
    expect(t.outbox.list().at(-1)).toMatchObject({ wave: 'test', subject: 'Test: Hold it' })
  })

  test('say why letters cannot leave yet', async () => {
    await convener.post(`${MEETINGS}/quarterly`, quarterly())
    const [may] = await campaignsOfKind('quarterly')
    await change(t.world.store, campaignRef(campaignIdFrom(may?.id ?? '')), stands => ({
      ...stands,
      letter: { subject: '', body: '' },
    }))
    const response = await convener.post(`${MEETINGS}/quarterly/send`)
    expect([response.status, plain(await response.text())]).toEqual([400, expect.stringContaining('Read the letter')])
    const statuses = (await campaignsOfKind('quarterly')).map(({ status }) => status)
    expect(statuses).toEqual(['draft', 'scheduled', 'scheduled', 'scheduled'])
  })

  test('cannot switch off the letter without which nobody would be asked', async () => {
    const [, team] = await made()
    await convener.post(`/campaigns/${team}/timing`, {
      goal: '3',
      holidays: '',
      date_reminder: '',
      hour_reminder: '08:00',
    })
    const campaign = (await read(t.world.store, campaignRef(campaignIdFrom(team ?? ''))))?.value
    expect(campaign?.timing.waves).toEqual({ 'follow-up-1': { off: true }, reminder: { hour: '08:00', off: true } })
  })
})

describe('the debrief', () => {
  test('follows the launch in the same room, for the support team alone', async () => {
    await convener.post(`${MEETINGS}/debrief`, { minutes: '45' })
    await convener.post(`${MEETINGS}/debrief`, { minutes: '45' })
    const debriefs = await campaignsOfKind('debrief')
    expect(debriefs).toHaveLength(1)
    const [debrief] = debriefs
    const launch = (await read(t.world.store, campaignRef(IDS.campaign)))?.value.meeting
    expect(debrief?.meeting).toMatchObject({
      date: launch?.date,
      start: launch?.end,
      venue: launch?.venue,
      zone: launch?.zone,
    })
    expect(await people(debrief?.id ?? '')).toEqual(partnership().team.map(({ email }) => email))
    expect(debrief && kindOf(debrief).signed).toBe(false)
    await convener.post(`/campaigns/${debrief?.id}/send`)
    await t.timers.runUntil('2027-03-02T00:00:00.000Z')
    expect(await letters(CONVENER, debrief?.id)).toMatchObject([{ wave: 'invite', status: 'CONFIRMED' }])
    expect((await answersOf(t.world, campaignIdFrom(debrief?.id ?? '')))?.[0]?.status).toBe('silent')
  })
})
