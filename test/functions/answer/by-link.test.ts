/** What a guest sees and says behind their link, and what the convener sees of it, on a launch whose letters have left. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { personOf } from '../../../domain/answer/board.ts'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { campaignIdFrom, invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { answerByLink, closedOf, openRsvp, type RsvpForm } from '../../../functions/answer/answer-by-link.ts'
import { answersOf, statusOf } from '../../../functions/answer/answers.ts'
import { calendarLinks, mapLink } from '../../../functions/answer/calendar-links.ts'
import { confirmedView, linkPreview, meetingForGuest } from '../../../functions/answer/guest-view.ts'
import { needsOf, troubleOf, unsentIn } from '../../../functions/answer/needs.ts'
import { settleMatter } from '../../../functions/answer/settle-matter.ts'
import { companiesComing } from '../../../functions/answer/who-comes.ts'

import { change, invitationRef, invitationsOf, read } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { shortId } from '../../../mail/token.ts'
import { answered, invitation, launch, matter, sent } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee } from '../campaign/launch.ts'
import { launchIn, sentLaunch } from '../campaign/written.ts'

/** The launch is on Wednesday, March 31, 2027, 7:30 to 9:00 in Denver, which is 13:30 to 15:00. */
const NOW = '2027-03-03T16:00:00.000Z'
const STARTS = '2027-03-31T13:30:00.000Z'
const ROOM = campaignIdFrom('r'.repeat(16))
const ELSEWHERE = campaignIdFrom('e'.repeat(16))

let t: TestWorld
const { idOf, guest, invitationOf: stands, edit, campaign } = launchIn(() => t.world)
const open = async (n: number) =>
  openRsvp(t.world, LINKS.rsvp.to(t.world.settings, IDS.campaign, idOf(n)).split('/').at(-1) ?? '')
const opened = async (n: number) => {
  const found = await open(n)
  if (!found) throw new Error('not open')
  return found
}
const form = (over: Partial<RsvpForm> = {}): RsvpForm => ({
  form: 'f',
  answer: 'accepted',
  ...{ delegate_name: '', delegate_title: '', delegate_email: '', note: '', needs: '', by: '' },
  ...over,
})
beforeEach(async () => {
  t = makeWorld({ start: NOW })
  await sentLaunch(t.world, 4)
})
afterEach(() => t.close())

describe('a link', () => {
  test('opens for its guest, until they asked to be forgotten', async () => {
    expect((await open(0))?.invitation.invitee.name).toBe('Guest 0')
    expect(await openRsvp(t.world, 'no token')).toBeUndefined()
    await guest(0, { forgottenAt: NOW })
    expect(await open(0)).toBeUndefined()
    await edit({ meeting: undefined })
    expect(await open(1)).toBeUndefined()
  })

  test('takes answers until the meeting begins, of who is on the list, of a meeting that is not off', async () => {
    const found = await opened(0)
    const closed = (over: Partial<Campaign>, own: Partial<Invitation> = {}, at = NOW) =>
      closedOf(
        {
          ...found,
          context: { ...found.context, campaign: { ...found.context.campaign, ...over } },
          invitation: { ...found.invitation, ...own },
        },
        at,
      )
    expect(closed({})).toBeUndefined()
    expect(closed({}, {}, '2027-03-31T13:29:59.999Z')).toBeUndefined()
    expect(closed({}, {}, STARTS)).toBe('too late')
    expect(closed({ status: 'canceled' }, {}, STARTS)).toBe('canceled')
    expect(closed({ status: 'draft' })).toBe('not invited')
    expect(closed({}, { removedAt: NOW })).toBe('not invited')
  })

  test('takes what is said once, and each new answer anew', async () => {
    const say = async (over: Partial<RsvpForm> = {}) => answerByLink(t.world, await opened(0), form(over))
    const answers = async () => (await stands(0))?.answers.map(each => [each.answer, each.note, each.by])
    expect([await say(), await say()]).toEqual(['taken', 'taken'])
    expect(await answers()).toHaveLength(1)
    await say({ note: 'x' })
    await say({ note: 'x', needs: 'y' })
    await say({ note: 'x', needs: 'y', by: 'Pat' })
    expect(await answers()).toHaveLength(4)
    const sends = {
      answer: 'delegated' as const,
      delegate_name: 'Dana',
      delegate_title: 'COO',
      delegate_email: 'd@x.example',
    }
    for (const over of [{}, {}, { delegate_title: 'CFO' }, { delegate_email: '' }, { delegate_name: 'Zoe' }])
      await say({ ...sends, ...over })
    expect((await answers())?.filter(([answer]) => answer === 'delegated')).toHaveLength(4)
    await say()
    expect((await stands(0))?.answers.at(-1)).toMatchObject({ answer: 'accepted', channel: 'link' })
    expect(await say({ answer: { session: ROOM } })).toBe('not open')
  })

  test('shows the meeting and its convener, and which companies come where that is to be seen', async () => {
    await guest(1, { answers: [answered()] })
    expect(await meetingForGuest(t.world, await opened(0))).toMatchObject({
      map: expect.stringContaining('google.com/maps'),
      contact: { name: 'Cora Day', organization: 'Front Range Workforce', phone: '' },
      companies: [],
    })
    await edit({ showsCompanies: true })
    expect((await meetingForGuest(t.world, await opened(0))).companies).toEqual(['Company 1'])
    expect(linkPreview(await opened(0))).toMatchObject({ title: 'Invitation: Front Range Manufacturing Partnership' })
  })

  test('says after an answer what becomes of it: an entry for a yes, and by which email', async () => {
    const view = async (over: Partial<Invitation> = {}, answer: 'accepted' | 'tentative' | 'declined' = 'accepted') => {
      const own = answered({ answer, by: 'Pat' })
      await guest(0, { answers: [own], suppressed: undefined, ...over })
      const found = await opened(0)
      const rsvp = personOf(found.invitation, 0).rsvp
      if (!rsvp) throw new Error('no answer')
      return confirmedView(t.world, found, rsvp, 'token')
    }
    const thanks = (status: 'sent' | 'due' | 'claimed' | 'delivered' | 'failed', at = NOW) => ({
      sends: { 'thanks:answer-1': sent(at, { status }) },
    })
    expect(await view()).toMatchObject({ answer: 'accepted', by: 'Pat', entry: { mail: undefined } })
    expect((await view({}, 'tentative')).entry).toBeDefined()
    expect((await view({}, 'declined')).entry).toBeUndefined()
    expect((await view(thanks('sent'))).entry?.mail).toBe('just sent')
    expect((await view(thanks('delivered', '2027-03-03T15:00:00.001Z'))).entry?.mail).toBe('just sent')
    expect((await view(thanks('sent', '2027-03-03T15:00:00.000Z'))).entry?.mail).toBe('sent')
    for (const status of ['due', 'claimed'] as const)
      expect((await view(thanks(status))).entry?.mail).toBe('on its way')
    expect((await view(thanks('failed'))).entry?.mail).toBeUndefined()
    const suppressed = { email: 'x', reason: 'opted out' as const, at: NOW }
    expect((await view({ ...thanks('sent'), suppressed })).entry?.mail).toBeUndefined()
  })
})

test('companies that come are named once, without the reader’s own, without partners and whoever gave no company', async () => {
  await addInvitees(
    t.world,
    IDS.campaign,
    [
      invitee(10, { company: 'Company 1', email: 'second@company1.example' }),
      invitee(11, { publicPartner: true }),
      invitee(12, { company: '', email: 'nobody@gmail.com' }),
    ],
    CONVENER,
    'now',
  )
  const yes = (id: Invitation['id']) =>
    change(t.world.store, invitationRef(IDS.campaign, id), each => ({ ...each, answers: [answered()] }))
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) await yes(value.id)
  await guest(3, { answers: [answered({ answer: 'declined' })] })
  const reader = await stands(0)
  if (!reader) throw new Error('nobody')
  expect(await companiesComing(t.world, await campaign(), reader)).toEqual(['Company 1', 'Company 2'])
})

test('an entry for other calendars names the meeting, its times and its place, and nobody', () => {
  const meeting = launch({ venue: { host: 'Lee Forge', address: '1 Mill Rd', parking: 'Lot B', access: '' } })
  const { google, outlook, office } = calendarLinks(meeting, 'Launch', 'Workforce')
  const query = (link: string) => Object.fromEntries(new URL(link).searchParams)
  expect(query(google)).toMatchObject({
    action: 'TEMPLATE',
    text: 'Launch',
    dates: '20270331T133000Z/20270331T150000Z',
    location: expect.stringContaining('Lee Forge'),
    details: 'Convened by Workforce\nParking: Lot B',
  })
  for (const link of [outlook, office])
    expect(query(link)).toMatchObject({
      rru: 'addevent',
      subject: 'Launch',
      startdt: '2027-03-31T13:30:00Z',
      enddt: '2027-03-31T15:00:00Z',
      path: '/calendar/action/compose',
    })
  const map = (host: string, address: string) => mapLink(launch({ venue: { host, address, parking: '', access: '' } }))
  expect(query(map('Lee Forge', '1 Mill Rd') ?? '')).toEqual({ api: '1', query: 'Lee Forge, 1 Mill Rd' })
  for (const [host, address] of [
    ['Lee Forge', ' '],
    ['Online', 'x'],
    ['Lee Forge', 'https://call.example'],
  ] as const)
    expect(map(host, address)).toBeUndefined()
})

describe('the convener', () => {
  test.each<[string, Partial<Invitation>]>([
    ['removed', { removedAt: NOW, answers: [answered()] }],
    ['opted out', { suppressed: { email: 'x', reason: 'opted out', at: NOW }, answers: [answered()] }],
    ['replied', { matters: [matter('Where?')] }],
    ['answered', { answers: [answered()], matters: [matter('Where?')] }],
    ['not sent yet', {}],
    ['silent', { sends: { invite: sent(NOW) } }],
  ])('reads that somebody is %s', (status, over) => {
    const own = invitation(over)
    expect(statusOf(own, personOf(own, 0).rsvp)).toBe(status)
  })

  test('reads every answer in a row', async () => {
    await guest(0, {
      answers: [answered({ answer: 'delegated', note: 'x', delegate: { name: 'Dana', title: '', email: '' } })],
    })
    await guest(1, { matters: [matter('Where?')] })
    await guest(2, { awayUntil: '2027-03-10T00:00:00.000Z' } as Partial<Invitation>)
    await guest(3, { matters: [matter('x', { kind: 'came back' })] })
    const rows = Object.fromEntries(((await answersOf(t.world, IDS.campaign)) ?? []).map(row => [row.name, row]))
    expect(rows['Guest 0']).toMatchObject({
      status: 'answered',
      answer: 'delegated',
      channel: 'link',
      answeredBy: 'Guest 0',
      note: 'x',
      delegate: { name: 'Dana' },
      needsYou: null,
      replied: true,
    })
    expect(rows['Guest 1']).toMatchObject({
      status: 'replied',
      answer: null,
      answeredBy: null,
      needsYou: expect.any(String),
      replied: true,
    })
    expect(rows['Guest 2']).toMatchObject({ status: 'silent', replied: true, note: '' })
    expect(rows['Guest 3']).toMatchObject({ replied: false })
    expect(await answersOf(t.world, ELSEWHERE)).toBeUndefined()
  })

  test('is told whose letter is in trouble, by name, and of how many it could be sent again', async () => {
    const of = (over: Partial<Invitation>) => troubleOf(invitation(over))
    const send = (status: 'in doubt' | 'bounced' | 'failed' | 'sent', key = 'invite') => ({
      [key]: sent(NOW, { status }),
    })
    expect(of({ sends: send('in doubt'), answers: [answered()] })).toContain('whether an email arrived')
    expect(of({ sends: send('in doubt', 'thanks:1') })).toBeUndefined()
    expect(of({ sends: send('bounced') })).toContain('An email bounced.')
    expect(of({ sends: send('failed') })).toBe('A letter could not be sent.')
    expect(of({ sends: send('sent') })).toBeUndefined()
    for (const status of ['bounced', 'failed'] as const) {
      expect(of({ sends: send(status), answers: [answered()] })).toBeUndefined()
      expect(of({ sends: send(status), suppressed: { email: 'x', reason: 'opted out', at: NOW } })).toBeUndefined()
    }
    const named = (name: string, over: Partial<Invitation>) =>
      invitation({ id: invitationIdFrom(shortId(name)), invitee: { ...invitee(0), name }, ...over })
    const people = [named('Zoe', { sends: send('failed') }), named('ann', { sends: send('bounced') }), named('Bob', {})]
    expect(needsOf(await campaign(), people).map(({ name, company }) => [name, company])).toEqual([
      ['ann', 'Company 0'],
      ['Zoe', 'Company 0'],
    ])
    expect(unsentIn(people).reduce((sum, each) => sum + each.people, 0)).toBeGreaterThan(0)
    expect(unsentIn([])).toEqual([])
  })

  test('settles what came in by a word, once', async () => {
    const person = { name: 'Dana', title: 'COO', email: 'dana@company0.example' }
    const put = (over: Parameters<typeof matter>[1]) => guest(0, { matters: [matter('x', over)] })
    const settle = (word: Parameters<typeof settleMatter>[4], id = 'matter-1') =>
      settleMatter(t.world, IDS.campaign, idOf(0), id, word, 'Cora')
    await put({})
    expect(await settle('dismiss', 'none')).toBe('not found')
    expect([await settle('dismiss'), await settle('accepted')]).toEqual(['settled', 'settled'])
    expect(await stands(0)).toMatchObject({
      answers: [],
      matters: [{ settled: { at: NOW, by: 'Cora', how: 'dismiss' } }],
    })
    await put({})
    expect(await settle('invite')).toBe('no address')
    expect((await stands(0))?.matters[0]?.settled).toBeUndefined()
    await put({ person: { ...person, email: 'nonsense' } })
    expect(await settle('approve')).toBe('no address')
    await put({ person })
    await settle('approve')
    const dana = (await read(t.world.store, invitationRef(IDS.campaign, invitationIdOf(IDS.campaign, person.email))))
      ?.value
    expect(dana).toMatchObject({
      invitee: { name: 'Dana', title: 'COO', company: 'Company 0' },
      standsInFor: { invitation: idOf(0) },
    })
    await put({ person: { ...person, name: '', email: 'eli@company0.example' } })
    await settle('invite')
    const eli = (
      await read(t.world.store, invitationRef(IDS.campaign, invitationIdOf(IDS.campaign, 'eli@company0.example')))
    )?.value
    expect([eli?.invitee.name, eli?.standsInFor]).toEqual(['eli@company0.example', undefined])
    await put({ person })
    await settle('delegated')
    expect((await stands(0))?.answers.at(-1)).toMatchObject({
      answer: 'delegated',
      channel: 'convener',
      delegate: { name: 'Dana' },
      by: { was: 'read', by: 'Cora' },
    })
    await put({})
    await settle('opt out')
    expect((await stands(0))?.suppressed?.reason).toBe('opted out')
  })
})
