/** A thank-you is set once for all who say the same, and anew once what it says has changed. */
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type InvitationId, invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Rsvp } from '../../../domain/keep/invitation.ts'
import { SECOND } from '../../../domain/keep/time.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import { invitationsOf } from '../../../functions/keep/documents.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { releaseNow } from '../../../functions/send/steer-campaign.ts'
import { later, makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../campaign/launch.ts'

let t: TestWorld
const ids = new Map<string, InvitationId>()

async function launch(): Promise<TestWorld> {
  const made = makeWorld()
  await signedCampaign(made.world, { invitees: 5 })
  await releaseNow(made.world, IDS.campaign, 'invite', CONVENER)
  await releaseWave(made.world, { campaign: IDS.campaign, wave: 'invite' })
  for await (const { value } of invitationsOf(made.world.store, IDS.campaign))
    ids.set(value.invitee.email, invitationIdFrom(value.id))
  return made
}
beforeEach(async () => {
  t = await launch()
})
afterEach(() => t.close())

/** Answers a minute later, and gives what came by mail. */
async function thanked(n: number, answer: Rsvp, by?: { channel: 'written'; by: string }) {
  await t.clock.moveTo(later(t.world.clock.now(), 60 * SECOND))
  const invitation = ids.get(invitee(n).email) ?? invitationIdFrom('')
  const given = { campaign: IDS.campaign, invitation, answer, note: '', needs: '', id: `${answer} of ${n}` }
  await takeAnswer(t.world, { ...given, channel: 'link', ...by })
  const sent = t.outbox.list().find(each => each.wave.startsWith('thanks') && each.to.includes(invitee(n).email))
  expect(sent).toBeDefined()
  const bytes = Buffer.from(t.outbox.bytes(sent?.id ?? '') ?? [])
  const mail = await simpleParser(bytes)
  const entry = mail.attachments.find(({ contentType }) => /calendar|ics/.test(contentType))?.content.toString() ?? ''
  const unfolded = entry.replace(/\r\n[ \t]/g, '')
  return {
    words: mail.text ?? '',
    entry: unfolded,
    stamp: /^DTSTAMP:(.*)$/m.exec(unfolded)?.[1],
    at: t.world.clock.now(),
  }
}

const meetsAt = (place: string) =>
  editCampaign(t.world, IDS.campaign, CONVENER, { event: 'set up', part: 'meeting' }, each =>
    each.meeting ? { ...each, meeting: { ...each.meeting, venue: { ...each.meeting.venue, host: place } } } : each,
  )

describe('a thank-you', () => {
  test('has its reader alone in it, and the time at which it was made', async () => {
    for (const n of [0, 1, 2]) {
      const { words, entry, stamp, at } = await thanked(n, 'accepted')
      expect(stamp).toBe(at.replace(/[-:]|\.\d+/g, ''))
      expect(entry).toContain(invitee(n).email)
      for (const other of [0, 1, 2].filter(each => each !== n)) {
        expect(entry).not.toContain(invitee(other).email)
        expect(words).not.toContain(invitee(other).name)
      }
    }
  })

  test('says what its reader said, whatever others have said', async () => {
    expect((await thanked(0, 'accepted')).entry).toContain('PARTSTAT=ACCEPTED')
    expect((await thanked(1, 'declined')).entry).toBe('')
    expect((await thanked(2, 'tentative')).entry).toContain('PARTSTAT=TENTATIVE')
    expect((await thanked(3, 'accepted')).entry).toContain('PARTSTAT=ACCEPTED')
  })

  test('says where the meeting is now, not where it was when others were thanked', async () => {
    await thanked(0, 'accepted')
    await meetsAt('The Old Mill')
    const { words, entry } = await thanked(1, 'accepted')
    expect(words).toContain('The Old Mill')
    expect(entry).toContain('The Old Mill')
  })

  test('names who answered for somebody to that reader and to nobody else', async () => {
    const answeredFor = await thanked(0, 'accepted', { channel: 'written', by: 'Zora Quill' })
    expect(answeredFor.words).toContain('Zora Quill')
    expect((await thanked(1, 'accepted')).words).not.toContain('Zora Quill')
  })

  test('of one Convoke is not that of another with the same campaign', async () => {
    await meetsAt('The Old Mill')
    await thanked(0, 'accepted')
    t.close()
    t = await launch()
    expect((await thanked(1, 'accepted')).words).not.toContain('The Old Mill')
  })
})
