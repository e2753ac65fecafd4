import ICAL from 'ical.js'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { kindOf } from '../../domain/kinds.ts'
import { canonicalAddress } from '../../domain/partnership.ts'
import { plan } from '../../domain/plan.ts'
import { answersOf } from '../../functions/answers.ts'
import { campaignOfRef, campaignRef, invitationsOf, pointers, read } from '../../functions/documents.ts'
import { editCampaign } from '../../functions/edit-campaign.ts'
import { releaseWave } from '../../functions/release-wave.ts'
import { cancel } from '../../functions/steer-campaign.ts'
import { sweep } from '../../functions/sweep.ts'
import { takeAnswer } from '../../functions/take-answer.ts'
import { shortId } from '../../mail/token.ts'
import { makeWorld, type TestWorld } from '../world.ts'
import { CONVENER, IDS, invitee, partnership, signedCampaign } from './launch.ts'
import { type Visitor, visitor } from './web/visitor.ts'

let t: TestWorld
let convener: Visitor
const MEETINGS = `/campaigns/${IDS.campaign}/meetings`
const WHERE = { start: '08:00', end: '09:30', zone: 'America/Denver', host: 'Lee Forge', address: '1 Mill Rd' }

beforeEach(async () => {
  t = makeWorld({
    start: '2027-01-04T16:00:00.000Z',
    release: async (world, schedule) => void (await releaseWave(world, schedule)),
    sweep,
  })
  await signedCampaign(t.world, { invitees: 3 })
  await t.timers.runUntil('2027-02-26T17:00:00.000Z')
  convener = await visitor(t.world, CONVENER)
})
afterEach(() => t.close())

const campaignsOfKind = async (kind: string) => {
  const found = []
  for (const id of await pointers(t.world.store, campaignOfRef(IDS.partnership, '').partition, 'campaign#')) {
    const campaign = (await read(t.world.store, campaignRef(id)))?.value
    if (campaign?.meeting?.kind === kind) found.push(campaign)
  }
  return found.sort((a, b) => ((a.meeting?.date ?? '') < (b.meeting?.date ?? '') ? -1 : 1))
}
const people = async (campaign: string) => {
  const found: string[] = []
  for await (const { value } of invitationsOf(t.world.store, campaign)) found.push(value.invitee.email)
  return found.sort()
}
const guestOf = (campaign: string, email: string) => shortId(`${campaign}:${canonicalAddress(email)}`)
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

  test('sends each person one hold a quarter at its lead time, then the invitation that makes it certain, then a reminder', async () => {
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
        title: expect.stringMatching(/^Hold: Front Range .*Quarterly table$/),
        starts: '2027-05-11T14:00:00.000Z',
        day: '2027-03-30',
      },
      {
        wave: 'invite',
        status: 'CONFIRMED',
        title: expect.not.stringContaining('Hold'),
        starts: '2027-05-11T14:00:00.000Z',
        day: '2027-04-27',
      },
      { wave: 'reminder', status: undefined, title: undefined, starts: undefined, day: '2027-05-07' },
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
    expect(soon && plan(soon).map(({ id, off }) => [id, off])).toEqual([
      ['hold', 'the invitation leaves at once'],
      ['invite', undefined],
      ['reminder', undefined],
    ])
    await t.timers.runUntil('2027-07-01T00:00:00.000Z')
    const id = later?.id ?? ''
    const no = {
      campaign: id,
      invitation: guestOf(id, invitee(0).email),
      answer: 'declined' as const,
      channel: 'link' as const,
    }
    await takeAnswer(t.world, { ...no, note: '', needs: '', id: 'no' })
    await t.timers.runUntil('2027-08-09T20:00:00.000Z')
    expect((await letters(invitee(0).email, soon?.id)).map(({ wave }) => wave)).toEqual(['invite', 'reminder'])
    expect((await letters(invitee(0).email, id)).map(({ wave }) => wave.replace(/:.*/, ''))).toEqual(['hold', 'thanks'])
  })

  test('moved or cancelled, it tells those who hold the time', async () => {
    await convener.post(`${MEETINGS}/quarterly`, quarterly({ dates: '2027-05-11' }))
    await convener.post(`${MEETINGS}/quarterly/send`)
    await t.timers.runUntil('2027-04-01T00:00:00.000Z')
    const [may] = await campaignsOfKind('quarterly')
    await editCampaign(t.world, may?.id ?? '', CONVENER, 'moved it', each =>
      each.meeting ? { ...each, meeting: { ...each.meeting, date: '2027-05-18' } } : each,
    )
    await t.timers.runUntil('2027-04-02T00:00:00.000Z')
    await cancel(t.world, may?.id ?? '', CONVENER)
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
    expect(await convener.text(`/campaigns/${team?.id}/review`)).toContain('Let the letters leave')
    await convener.post(`/campaigns/${team?.id}/send`)
    await t.timers.runUntil('2027-03-02T00:00:00.000Z')
    const [hold] = await letters('ann@lee.example', team?.id)
    expect(hold).toMatchObject({
      wave: 'hold',
      status: 'TENTATIVE',
      subject: expect.stringContaining('Apprenticeships'),
    })
    expect(hold?.title).toContain('Action team: Apprenticeships')
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
    expect((await answersOf(t.world, debrief?.id ?? ''))?.[0]?.status).toBe('silent')
  })
})
