/** A maybe is a maybe in the calendar too: TENTATIVE (RFC 5545 section 3.2.12) in every entry that goes out after it. */
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Rsvp } from '../../../domain/keep/invitation.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import { invitationsOf } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { inviteStandIn } from '../../../functions/list/invite.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { cancel, releaseNow } from '../../../functions/send/steer-campaign.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../campaign/launch.ts'
import { visitor } from '../visitor.ts'
import { calendarMail, deliverMail } from './replies.ts'

let t: TestWorld
const ids = new Map<string, string>()
beforeEach(async () => {
  t = makeWorld({ release: releaseWaves, sweep })
  await signedCampaign(t.world, { invitees: 5 })
  await releaseNow(t.world, IDS.campaign, 'invite', CONVENER)
  await releaseWave(t.world, { campaign: IDS.campaign, wave: 'invite' })
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) ids.set(value.invitee.email, value.id)
})
afterEach(() => t.close())

const idOf = (n: number) => invitationIdFrom(ids.get(invitee(n).email) ?? '')
const says = (n: number, answer: Rsvp, at: string) =>
  takeAnswer(t.world, {
    campaign: IDS.campaign,
    invitation: idOf(n),
    channel: 'link',
    id: at,
    answer,
    note: '',
    needs: '',
  })
const calendarSays = (n: number, partstat: string, sequence = 0, method = 'REPLY') =>
  deliverMail(
    t,
    calendarMail({
      partstat,
      sequence,
      method,
      stamp: t.world.clock.now(),
      attendee: invitee(n).email,
      from: `Guest <${invitee(n).email}>`,
      messageId: `${method}-${partstat}-${n}-${t.world.clock.now()}`,
    }),
    idOf(n),
    { from: invitee(n).email },
  )
/** Guest 5 comes in the place of guest 4. */
async function standIn(): Promise<void> {
  await says(4, 'delegated', 'sends')
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign))
    if (value.id === idOf(4)) await inviteStandIn(t.world, value, invitee(5), CONVENER)
  ids.set(invitee(5).email, invitationIdOf(IDS.campaign, invitee(5).email))
  await releaseWave(t.world, { campaign: IDS.campaign, wave: 'invite' })
}
/** Yes, maybe, no, nothing, and one who sends guest 5. */
async function everybodySays(how: (n: number, answer: Rsvp) => Promise<unknown>): Promise<void> {
  for (const [n, answer] of (['accepted', 'tentative', 'declined'] as const).entries()) await how(n, answer)
}
/** The same of the six guests, in order. */
const ofAll = async (wave: string) => {
  const found = await partstats(wave)
  return Array.from({ length: 6 }, (_, n) => found[invitee(n).email])
}

/** What the latest entries of one wave say of their reader, by address. */
async function partstats(wave: string): Promise<Record<string, string | undefined>> {
  const found: Record<string, string | undefined> = {}
  for (const { id, to } of t.outbox.list().filter(each => each.wave.startsWith(wave))) {
    const mail = await simpleParser(Buffer.from(t.outbox.bytes(id) ?? []))
    const calendar = mail.attachments.find(({ contentType }) => /calendar|ics/.test(contentType))
    const text = (calendar?.content.toString() ?? '').replace(/\r\n[ \t]/g, '')
    found[to.join()] = /^ATTENDEE[^:]*;PARTSTAT=([A-Z-]+)/m.exec(text)?.[1]
  }
  return found
}

describe('somebody who said maybe', () => {
  test('has a TENTATIVE entry in the thanks and behind their link; a yes is ACCEPTED there', async () => {
    await says(0, 'tentative', 'a')
    await says(1, 'accepted', 'b')
    await t.timers.runUntil('2026-01-05T18:00:00.000Z')
    expect(await partstats('thanks')).toEqual({ [invitee(0).email]: 'TENTATIVE', [invitee(1).email]: 'ACCEPTED' })
    const guest = await visitor(t.world)
    for (const [n, partstat] of [
      [0, 'TENTATIVE'],
      [1, 'ACCEPTED'],
    ] as const) {
      const page = new URL(LINKS.rsvp.to(t.world.settings, IDS.campaign, idOf(n))).pathname
      const entry = (await (await guest.get(`${page}/meeting.ics`)).text()).replace(/\r\n[ \t]/g, '')
      expect(entry).toMatch(new RegExp(`^ATTENDEE[^:]*;PARTSTAT=${partstat};`, 'm'))
    }
  })

  test('who then says yes is ACCEPTED, and the other way round', async () => {
    await says(0, 'tentative', 'a')
    await says(1, 'accepted', 'b')
    await t.timers.runUntil('2026-01-05T18:00:00.000Z')
    await says(0, 'accepted', 'c')
    await says(1, 'tentative', 'd')
    await t.timers.runUntil('2026-01-05T20:00:00.000Z')
    expect(await partstats('thanks')).toEqual({ [invitee(0).email]: 'ACCEPTED', [invitee(1).email]: 'TENTATIVE' })
  })
})

/** A no is a no in no entry: whoever cannot come is asked anew when the meeting changes. */
const STANDS = ['ACCEPTED', 'TENTATIVE', 'NEEDS-ACTION', 'NEEDS-ACTION', 'NEEDS-ACTION']

describe('every later entry says what its reader has said', () => {
  test.each([
    ['by link', (n: number, answer: Rsvp) => says(n, answer, `link-${n}`)],
    ['by calendar', (n: number, answer: Rsvp) => calendarSays(n, answer.toUpperCase())],
  ])('%s: the one that a calendar asks for once more, and the cancellation', async (_, how) => {
    await everybodySays(how)
    await standIn()
    await says(5, 'tentative', 'stand-in')
    await t.timers.runUntil('2026-01-05T18:00:00.000Z')
    for (const n of [0, 1, 2, 3, 5]) await calendarSays(n, 'NEEDS-ACTION', 0, 'REFRESH')
    await t.timers.runUntil('2026-01-06T18:00:00.000Z')
    expect(await ofAll('entry')).toEqual([...STANDS.slice(0, 4), undefined, 'TENTATIVE'])
    await cancel(t.world, IDS.campaign, CONVENER)
    await t.timers.runUntil('2026-01-07T18:00:00.000Z')
    expect(await ofAll('cancellation')).toEqual([...STANDS, 'TENTATIVE'])
  })

  test('of a stand-in who says yes, and of one who has said nothing', async () => {
    await standIn()
    expect((await partstats('invite'))[invitee(5).email]).toBe('NEEDS-ACTION')
    await says(5, 'accepted', 'stand-in')
    await cancel(t.world, IDS.campaign, CONVENER)
    await t.timers.runUntil('2026-01-07T18:00:00.000Z')
    expect((await ofAll('cancellation')).slice(4)).toEqual(['NEEDS-ACTION', 'ACCEPTED'])
  })

  test('of a new time: who has answered it by then has it so with the thanks, and everybody else is asked', async () => {
    await everybodySays((n, answer) => says(n, answer, `old-${n}`))
    await standIn()
    await says(5, 'accepted', 'old-5')
    await editCampaign(t.world, IDS.campaign, CONVENER, { event: 'set up', part: 'meeting' }, each =>
      each.meeting ? { ...each, meeting: { ...each.meeting, date: '2027-04-07' } } : each,
    )
    await says(1, 'tentative', 'new-1')
    await t.timers.runUntil('2026-01-08T18:00:00.000Z')
    const asked = 'NEEDS-ACTION'
    expect(await ofAll('update')).toEqual([asked, undefined, asked, asked, asked, asked])
    expect((await ofAll('thanks'))[1]).toBe('TENTATIVE')
  })
})
