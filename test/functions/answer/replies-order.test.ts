/** Whatever arrives in whatever order, one answer stands, and it is the one a simple reading of the rules says. */

import fc from 'fast-check'
import ICAL from 'ical.js'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Channel, Rsvp } from '../../../domain/keep/invitation.ts'
import { type Instant, MINUTE, shift } from '../../../domain/keep/time.ts'
import { answersOf } from '../../../functions/answer/answers.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import { campaignRef, invitationsOf, read } from '../../../functions/keep/documents.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { cancel } from '../../../functions/send/steer-campaign.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../campaign/launch.ts'
import { calendarMail, deliverMail, writtenMail } from './replies.ts'

const SAYS = { accepted: 'ACCEPTED', declined: 'DECLINED', tentative: 'TENTATIVE' } as const
const WORDS = {
  accepted: 'Yes, I will be there.',
  declined: 'No, I cannot make it.',
  tentative: 'Maybe, I am not sure yet.',
} as const
type Said = keyof typeof SAYS

interface Launched {
  t: TestWorld
  guest: string
  answer(): Promise<Rsvp | null | undefined>
}

async function launched(): Promise<Launched> {
  const t = makeWorld({
    start: '2027-01-04T16:00:00.000Z',
    release: releaseWaves,
    sweep,
  })
  await signedCampaign(t.world, { invitees: 1 })
  await t.timers.runUntil('2027-02-26T17:00:00.000Z')
  let guest = ''
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) guest = value.id
  const answer = async () => (await answersOf(t.world, IDS.campaign))?.[0]?.answer
  return { t, guest, answer }
}

/** Gives an answer that is dated `at`, now. */
async function say({ t, guest }: Launched, channel: Channel, said: Said, at: Instant, sequence = 0): Promise<unknown> {
  if (channel === 'calendar') return deliverMail(t, calendarMail({ partstat: SAYS[said], stamp: at, sequence }), guest)
  if (channel === 'written') return deliverMail(t, writtenMail(WORDS[said], { date: at }), guest)
  const id = `${channel} ${said} ${at}`
  const given = {
    campaign: IDS.campaign,
    invitation: invitationIdFrom(guest),
    answer: said,
    channel,
    note: '',
    needs: '',
    id,
  }
  return takeAnswer(t.world, given)
}

const CHANNELS: Channel[] = ['link', 'calendar', 'written', 'convener']
/** Links and the convener's form act at once; mail may be late. */
const mayBeLate = (channel: Channel) => channel === 'calendar' || channel === 'written'

test.each(CHANNELS.flatMap(first => CHANNELS.map(second => [first, second] as const)))(
  'yes by %s and then no by %s is a no, in either order of arrival',
  async (first, second) => {
    const yes = '2027-02-27T15:00:00.000Z'
    const no = '2027-02-27T16:00:00.000Z'
    for (const turned of [false, true]) {
      if (turned && !mayBeLate(first)) continue
      const one = await launched()
      if (!turned) {
        await one.t.timers.runUntil(yes)
        await say(one, first, 'accepted', yes)
      }
      await one.t.timers.runUntil(no)
      await say(one, second, 'declined', no)
      if (turned) {
        await one.t.timers.runUntil('2027-02-27T17:00:00.000Z')
        await say(one, first, 'accepted', yes)
      }
      expect(await one.answer()).toBe('declined')
      one.t.close()
    }
  },
)

type Step =
  | { do: 'say'; channel: Channel; said: Said; late: number; stale: number }
  | { do: 'repeat'; which: number }
  | { do: 'move'; hour: number }
  | { do: 'delegate' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      channel: fc.constantFrom(...CHANNELS),
      said: fc.constantFrom<Said>('accepted', 'declined', 'tentative'),
      late: fc.integer({ min: 0, max: 90 }),
      stale: fc.integer({ min: 0, max: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const), which: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), hour: fc.integer({ min: 8, max: 11 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delegate' as const) }) },
)

/** What the rules say of everything that was said: later SEQUENCE, then later instant. */
interface Heard {
  answer: Rsvp
  sequence: number
  at: Instant
}
const stands = (heard: Heard[]): Rsvp | null =>
  [...heard].sort((a, b) => b.sequence - a.sequence || (a.at < b.at ? 1 : -1))[0]?.answer ?? null

test('however answers, repeats and moves mix, the RSVP is what a simple model says, UID stays and SEQUENCE never falls', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), fc.boolean(), async (steps, cancels) => {
      const one = await launched()
      const { t, guest } = one
      try {
        const heard: Heard[] = []
        const mails: string[] = []
        let sequence = 0
        let told: { at: Instant; sequence: number }[] = [{ at: '', sequence: 0 }]
        let minutes = 0
        for (const each of steps) {
          minutes += 100
          // Half a second into the minute, so that no two things are said at one instant.
          const now = shift('2027-02-27T00:00:00.500Z', minutes * MINUTE)
          await t.timers.runUntil(now)
          if (each.do === 'move') {
            const start = `${String(each.hour).padStart(2, '0')}:30`
            const stood = (await read(t.world.store, campaignRef(IDS.campaign)))?.value.meeting
            await editCampaign(t.world, IDS.campaign, CONVENER, { event: 'set up', part: 'meeting' }, campaign =>
              campaign.meeting ? { ...campaign, meeting: { ...campaign.meeting, start, end: '12:30' } } : campaign,
            )
            if (stood?.start !== start || stood.end !== '12:30') sequence++
            await t.timers.runUntil(shift(now, MINUTE))
            told = [...told, { at: shift(now, MINUTE), sequence }]
          } else if (each.do === 'delegate') {
            const delegate = { name: 'Dana Reyes', title: '', email: 'dana@company0.example' }
            const given = {
              campaign: IDS.campaign,
              invitation: invitationIdFrom(guest),
              channel: 'link' as const,
              note: '',
              needs: '',
            }
            await takeAnswer(t.world, { ...given, answer: 'delegated', delegate, id: `delegate ${minutes}` })
            heard.push({ answer: 'delegated', sequence, at: now })
          } else if (each.do === 'repeat') {
            const mail = mails[each.which % Math.max(1, mails.length)]
            if (mail !== undefined) await deliverMail(t, mail, guest)
          } else {
            const { channel, said } = each
            // Dates in mail are whole seconds.
            const at = mayBeLate(channel) ? `${shift(now, -each.late * MINUTE).slice(0, 19)}.000Z` : now
            const answered = Math.max(0, sequence - each.stale)
            const known = told.filter(letter => letter.at <= at).at(-1)?.sequence ?? 0
            if (channel === 'calendar')
              mails.push(calendarMail({ partstat: SAYS[said], stamp: at, sequence: answered }))
            if (channel === 'written') mails.push(writtenMail(WORDS[said], { date: at }))
            await say(one, channel, said, at, answered)
            heard.push({
              answer: said,
              sequence: channel === 'calendar' ? answered : channel === 'written' ? known : sequence,
              at,
            })
          }
          expect(await one.answer()).toBe(stands(heard))
        }
        if (cancels) {
          await cancel(t.world, IDS.campaign, CONVENER)
          await t.timers.runUntil(shift(t.world.clock.now(), MINUTE))
        }
        await neverFalls(t)
      } finally {
        t.close()
      }
    }),
    { numRuns: 25 },
  )
})

/** Every entry that left for the guest, in order: one UID, a SEQUENCE and DTSTAMP that only rise. */
async function neverFalls(t: TestWorld): Promise<void> {
  let last = { sequence: 0, stamp: '' }
  for (const { id, to } of t.outbox.list()) {
    if (!to.includes(invitee(0).email)) continue
    const mail = await simpleParser(Buffer.from(t.outbox.bytes(id) ?? ''))
    const attached = mail.attachments.find(({ contentType }) => contentType === 'application/ics')
    if (!attached) continue
    const event = new ICAL.Component(ICAL.parse(attached.content.toString())).getFirstSubcomponent('vevent')
    const sequence = Number(event?.getFirstPropertyValue('sequence'))
    const stamp = String(event?.getFirstPropertyValue('dtstamp'))
    expect(event?.getFirstPropertyValue('uid')).toBe('uid-1@example.org')
    expect(sequence).toBeGreaterThanOrEqual(last.sequence)
    expect(stamp >= last.stamp).toBe(true)
    last = { sequence, stamp }
  }
  expect(last.stamp).not.toBe('')
}
