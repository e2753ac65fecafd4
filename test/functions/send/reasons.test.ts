/** Cancel and move take a reason: it stands in the email and in the calendar entry, as words and nothing else. */

import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { cancel } from '../../../functions/send/steer-campaign.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, signedCampaign } from '../campaign/launch.ts'

let t: TestWorld
beforeEach(async () => {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
  await signedCampaign(t.world)
  const [first] = (await t.timetable.list(IDS.campaign)).filter(({ wave }) => wave === 'invite')
  await t.clock.moveTo(first?.at ?? '')
  await releaseWave(t.world, { campaign: IDS.campaign, wave: 'invite' })
})
afterEach(() => t.close())

async function sent(wave: string) {
  await releaseWave(t.world, { campaign: IDS.campaign, wave })
  const kept = t.outbox.list().find(each => each.wave === wave)
  const mail = await simpleParser(Buffer.from(t.outbox.bytes(kept?.id ?? '') ?? []))
  const calendar = mail.attachments.find(({ contentType }) => /calendar|ics/.test(contentType))
  return { text: mail.text ?? '', calendar: (calendar?.content.toString() ?? '').replace(/\r\n[ \t]/g, '') }
}

const move = (reason?: string) =>
  editCampaign(
    t.world,
    IDS.campaign,
    CONVENER,
    { event: 'set up', part: 'meeting' },
    campaign => ({ ...campaign, meeting: campaign.meeting && { ...campaign.meeting, start: '10:00', end: '11:00' } }),
    reason,
  )

describe('A reason in the convener’s words', () => {
  test('stands in the cancellation and in the calendar', async () => {
    await cancel(t.world, IDS.campaign, CONVENER, 'The *snow* has closed I-25.')
    const { text, calendar } = await sent('cancellation')
    expect(text).toMatch(/is canceled[\s\S]*\n\nThe \*snow\* has closed I-25\.\n\n/)
    expect(calendar).toContain('METHOD:CANCEL')
    expect(calendar).toMatch(/DESCRIPTION:The \*snow\* has closed I-25\./)
  })

  test('stands in the update, and what needs none has none', async () => {
    const told = await move('The plant tour needs daylight.')
    const { text, calendar } = await sent(`update-${told?.meeting?.sequence}`)
    expect(text).toMatch(/has changed\.[^\n]*\n\nThe plant tour needs daylight\.\n\nWith kind regards,/)
    expect(calendar).toMatch(/DESCRIPTION:The plant tour needs daylight\./)
  })

  test('is not made up where the convener gave none', async () => {
    await move()
    const { text, calendar } = await sent('update-1')
    expect(text).toMatch(/has changed\.[^\n]*\n\nWith kind regards,/)
    expect(calendar).toMatch(/DESCRIPTION:Convened by/)
  })
})
