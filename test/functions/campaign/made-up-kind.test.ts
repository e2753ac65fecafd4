/** A kind of meeting that nobody has thought of: one row more, and nothing else. */

import ICAL from 'ical.js'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import { KINDS, type Kind, type MeetingKind } from '../../../domain/keep/kinds.ts'
import { addDays, workingDaysBefore } from '../../../domain/keep/time.ts'
import { titleOf } from '../../../domain/keep/wave-id.ts'
import { editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import { startSending } from '../../../functions/campaign/request-signatures.ts'
import { startMeeting } from '../../../functions/campaign/start-meeting.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { launch } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { plain, type Visitor, visitor } from '../visitor.ts'
import { CONVENER, draftCampaign, invitee, partnership } from './launch.ts'

const ROW: Kind = {
  title: 'Plant visit',
  heading: 'Visit to a plant',
  signed: false,
  goal: 2,
  texts: { letter: 'table', reminder: 'meeting' },
  order: 'first meeting',
  runSheet: true,
  gathersAll: true,
  waves: [
    { id: 'knock', kind: 'hold', title: 'Knock on the door', audience: 'everyone', tone: 'warm' },
    {
      id: 'come-in',
      kind: 'invite',
      title: 'Come in',
      audience: 'not declined',
      tone: 'warm',
      day: date => addDays(date, -21),
    },
    {
      id: 'still-there',
      kind: 'follow-up',
      title: 'Still there?',
      audience: 'the silent',
      tone: 'brief',
      day: date => addDays(date, -7),
    },
    {
      id: 'hard-hats',
      kind: 'reminder',
      title: 'Bring your boots',
      audience: 'not declined',
      tone: 'warm',
      day: (date, holidays) => workingDaysBefore(date, 1, holidays),
    },
  ],
}

// The one row. What reads kinds asks the table, so that this is all it takes.
const NAME = 'plant-visit' as MeetingKind
const table = KINDS as Record<string, Kind>

const DAY = '2027-05-12'
const [DANA, ELI, FAY] = [invitee(0), invitee(1), invitee(2)]

let t: TestWorld
let convener: Visitor
let guest: Visitor
let visit: string

beforeAll(async () => {
  table[NAME] = ROW
  t = makeWorld({
    start: '2027-04-05T16:00:00.000Z',
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
    sweep,
  })
  await draftCampaign(t.world, { invitees: 0 })
  // A login lasts a week, and this goes on for months: the convener signs in whenever they come.
  convener = {
    get: async path => (await visitor(t.world, CONVENER)).get(path),
    post: async (path, fields) => (await visitor(t.world, CONVENER)).post(path, fields),
    text: async path => (await visitor(t.world, CONVENER)).text(path),
  }
  guest = await visitor(t.world)
})
afterAll(() => {
  t.close()
  delete table[NAME]
})

async function lettersTo({ email }: { email: string }) {
  const found = []
  for (const kept of t.outbox.list().filter(each => each.campaign === visit && each.to.includes(email))) {
    const mail = await simpleParser(Buffer.from(t.outbox.bytes(kept.id) ?? ''))
    const entry = mail.attachments.find(({ contentType }) => contentType === 'application/ics')?.content.toString()
    const event = entry === undefined ? undefined : new ICAL.Component(ICAL.parse(entry)).getFirstSubcomponent('vevent')
    found.push({
      wave: kept.wave.replace(/:.*/, ''),
      day: kept.at.slice(0, 10),
      text: mail.text ?? '',
      status: event?.getFirstPropertyValue('status'),
      title: event?.getFirstPropertyValue('summary'),
    })
  }
  return found
}

async function answers(who: { email: string }, answer: string): Promise<Response> {
  const link = /http:\S+\/rsvp\/[a-z2-7]+/.exec((await lettersTo(who)).at(-1)?.text ?? '')?.[0] ?? ''
  return guest.post(new URL(link).pathname, { form: answer, answer, note: '', needs: '', by: '' })
}

describe('a made-up kind of meeting', { retry: 0 }, () => {
  test('is planned as its row says, and stands among the meetings', async () => {
    const { uid: _, sequence: __, ...wanted } = launch({ kind: NAME, date: DAY, start: '08:00', end: '10:00' })
    visit = await startMeeting(t.world, partnership(), wanted, { invitees: [DANA, ELI, FAY] }, CONVENER)
    expect(await convener.text(`/campaigns/${visit}/meetings`)).toContain('Plant visit')
    const timing = await convener.text(`/campaigns/${visit}/timing`)
    for (const { title } of ROW.waves) expect(timing).toContain(title)
    expect(await convener.text(`/campaigns/${visit}/review`)).toContain('Check and send')
  })

  test('has the sections its row gives it, and no others', async () => {
    const nav = /<nav aria-label="Campaign">.*?<\/nav>/s.exec(await (await convener.get(`/campaigns/${visit}`)).text())
    expect(plain(nav?.[0] ?? '').trim()).toBe('Board Set-up Letters Invitees The day Teams Meetings')
    for (const page of ['summary', 'readiness'])
      expect((await convener.get(`/campaigns/${visit}/${page}`)).status, page).not.toBe(200)
  })

  test('is sent: a hold at once, then an invitation that makes the time certain', async () => {
    expect(await startSending(t.world, campaignIdFrom(visit), CONVENER)).toEqual({ ok: true })
    await t.timers.runUntil('2027-04-06T12:00:00.000Z')
    const [hold, ...none] = await lettersTo(DANA)
    expect(none).toEqual([])
    expect(hold).toMatchObject({ wave: 'knock', day: '2027-04-05', status: 'TENTATIVE' })
    expect(hold?.title).toBe('Hold: Visit to a plant: Front Range Manufacturing Partnership')
    expect(hold?.text).toContain('VISIT TO A PLANT')

    await t.timers.runUntil('2027-04-22T12:00:00.000Z')
    expect((await lettersTo(DANA)).at(-1)).toMatchObject({ wave: 'come-in', day: '2027-04-21', status: 'CONFIRMED' })
  })

  test('is answered by link, and the answer confirmed', async () => {
    expect((await answers(DANA, 'accepted')).status).toBe(303)
    expect((await answers(ELI, 'declined')).status).toBe(303)
    await t.timers.runUntil('2027-04-22T13:00:00.000Z')
    expect((await lettersTo(DANA)).at(-1)).toMatchObject({ wave: 'thanks', status: 'CONFIRMED' })
    expect((await lettersTo(ELI)).at(-1)?.wave).toBe('thanks')
  })

  test('is asked about again of the silent alone, and those who have not said no are reminded', async () => {
    await t.timers.runUntil('2027-05-11T12:00:00.000Z')
    const of = async (who: { email: string }) => (await lettersTo(who)).map(({ wave }) => wave)
    expect(await of(FAY)).toEqual(['knock', 'come-in', 'still-there'])
    await t.timers.runUntil('2027-05-11T16:00:00.000Z')
    expect(await of(DANA)).toEqual(['knock', 'come-in', 'thanks', 'hard-hats'])
    expect(await of(ELI)).toEqual(['knock', 'come-in', 'thanks'])
    expect(await of(FAY)).toEqual(['knock', 'come-in', 'still-there', 'hard-hats'])
  })

  test('stands on its board with its answers and its letters by their names', async () => {
    const board = await convener.text(`/campaigns/${visit}`)
    expect(board).toContain('Plant visit')
    expect(board).toMatch(/1 of 2 companies/)
    for (const { title } of ROW.waves) expect(board).toContain(title)
  })

  test('has its day: an order to begin with, and a sheet for everybody who helps', async () => {
    const day = await convener.text(`/campaigns/${visit}/day`)
    expect(day).toContain('Champions welcome everyone and say why they signed')
    await t.timers.runUntil('2027-05-11T20:00:00.000Z')
    expect(t.outbox.list().filter(({ subject }) => subject.includes('run sheet')).length).toBeGreaterThan(0)
  })

  test('moves: who holds it is told, the reminder leaves again for the new day, and nobody is asked the same once more', async () => {
    await editCampaign(t.world, campaignIdFrom(visit), CONVENER, { event: 'set up', part: 'meeting' }, each =>
      each.meeting ? { ...each, meeting: { ...each.meeting, date: '2027-06-09' } } : each,
    )
    await t.timers.runUntil('2027-06-09T12:00:00.000Z')
    const again = (await lettersTo(FAY)).slice(4).map(({ wave }) => wave)
    expect(again).toEqual(['update-1', 'hard-hats.2'])
    expect(again.map(titleOf)).toEqual(['Update', 'Bring your boots'])
  })
})
