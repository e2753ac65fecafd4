/** A maybe is a maybe in the calendar too: TENTATIVE (RFC 5545 section 3.2.12) in every entry that goes out after it. */
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { invitationsOf } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { releaseNow } from '../../../functions/send/steer-campaign.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../campaign/launch.ts'
import { visitor } from '../visitor.ts'

let t: TestWorld
const ids = new Map<string, string>()
beforeEach(async () => {
  t = makeWorld({ release: releaseWaves })
  await signedCampaign(t.world, { invitees: 3 })
  await releaseNow(t.world, IDS.campaign, 'invite', CONVENER)
  await releaseWave(t.world, { campaign: IDS.campaign, wave: 'invite' })
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) ids.set(value.invitee.email, value.id)
})
afterEach(() => t.close())

const idOf = (n: number) => invitationIdFrom(ids.get(invitee(n).email) ?? '')
const says = (n: number, answer: 'accepted' | 'tentative', at: string) =>
  takeAnswer(t.world, {
    campaign: IDS.campaign,
    invitation: idOf(n),
    channel: 'link',
    id: at,
    answer,
    note: '',
    needs: '',
  })

/** What the entries of one wave say of their reader, by address. */
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
