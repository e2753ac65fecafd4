/** The letters page: every email of the method read, changed and tested before it is sent. */

import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { KINDS } from '../../../domain/keep/kinds.ts'
import { requestSignatures } from '../../../functions/campaign/request-signatures.ts'
import { askForChange } from '../../../functions/campaign/sign.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { change, invitationsOf, partnershipRef, read } from '../../../functions/keep/documents.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { releaseNow } from '../../../functions/send/steer-campaign.ts'
import { checkOfSet } from '../../../functions/send/texts/signed-set.ts'
import { textsOf } from '../../../functions/send/texts/text-rows.ts'
import { unknownFields } from '../../../mail/merge.ts'
import { fillOwn } from '../../../mail/own-fields.ts'
import { ERRAND_GROUPS, ERRAND_TEXTS } from '../../../templates/errand-texts.ts'
import { NOTICE_TEXTS } from '../../../templates/notice-texts.ts'
import { SIGNING_TEXTS } from '../../../templates/signing-texts.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, signedCampaign } from '../campaign/launch.ts'
import { visitor } from '../visitor.ts'

const AT = `/campaigns/${IDS.campaign}/letters`

describe('the letters page', () => {
  let t: TestWorld
  beforeEach(() => {
    t = makeWorld({ start: '2026-01-05T16:00:00.000Z' })
  })
  afterEach(() => t.close())
  const convener = () => visitor(t.world, CONVENER)

  test('lists every email to helpers, and each opens, reads and fills all of its fields', async () => {
    await signedCampaign(t.world)
    const who = await convener()
    const listed = await (await who.get(AT)).text()
    for (const [id, { title, subject, body, fields }] of Object.entries(ERRAND_TEXTS)) {
      expect(listed).toContain(`${AT}/${id}"`)
      expect([id, (await who.get(`${AT}/${id}`)).status]).toEqual([id, 200])
      const filled = fillOwn({ subject, body }, fields)
      expect([id, title !== '', unknownFields(`${filled.subject}\n${filled.body}`)]).toEqual([id, true, []])
    }
    for (const [id, { fields }] of Object.entries({ ...SIGNING_TEXTS, ...NOTICE_TEXTS })) {
      expect(listed).toContain(`${AT}/${id}"`)
      for (const path of [`${AT}/${id}`, `${AT}/${id}/preview`])
        expect([id, (await who.get(path)).status]).toEqual([id, 200])
      const read = await who.text(`${AT}/${id}/preview?as=text`)
      expect([id, unknownFields(read)]).toEqual([id, []])
      if (Object.keys(fields).includes('schedule')) expect(read).toContain('* * *')
    }
    expect(ERRAND_GROUPS.flatMap(({ ids }) => ids)).toHaveLength(Object.keys(ERRAND_TEXTS).length)
  })

  test('has one id for each email of a campaign and of a partnership', async () => {
    const campaign = { timing: { waves: {} }, pulse: { at: '' }, session: {} }
    for (const kind of Object.keys(KINDS)) {
      const ids = [...textsOf({ ...campaign, meeting: { kind } } as never).keys(), 'summary']
      expect(ids.filter(id => id in { ...ERRAND_TEXTS, ...SIGNING_TEXTS, ...NOTICE_TEXTS })).toEqual([])
    }
  })

  test('keeps the words of an email to helpers for the partnership, says what changed, and goes back', async () => {
    await signedCampaign(t.world)
    const who = await convener()
    const words = { subject: 'Run sheet for {{host}}', body: 'Hello {{first_name}},\n\n{{coming}}\n\n{{run_sheet}}' }
    expect((await who.post(`${AT}/run-sheet`, words)).status).toBe(303)
    expect((await read(t.world.store, partnershipRef(IDS.partnership)))?.value.texts?.['run-sheet']).toEqual(words)
    const page = await who.text(`${AT}/run-sheet`)
    expect(page).toContain('What you changed')
    expect(await who.text(`${AT}/run-sheet/preview?as=text`)).toContain('Subject: Run sheet for')
    expect((await who.post(`${AT}/run-sheet/default`, {})).status).toBe(303)
    expect((await read(t.world.store, partnershipRef(IDS.partnership)))?.value.texts).toEqual({})
  })

  test('has the words in which champions are asked to sign, and these go out', async () => {
    await draftCampaign(t.world)
    const who = await convener()
    const body = 'Hello {{first_name}},\n\nSign {{by}}, says {{who}}.{{or_call}}\n\n{{schedule}}'
    expect((await who.post(`${AT}/sign-asked`, { subject: 'Your name, please', body })).status).toBe(303)
    const bob = await who.text(`${AT}/sign-asked/preview?as=text&invitee=${IDS.bob}`)
    expect(bob).toMatch(/^Subject: Your name, please .* Hello Bob, Sign by .* \* \* \* Letter of invitation/)
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    const [sent] = t.outbox.list().filter(({ wave }) => wave === 'signature-request')
    expect(sent?.subject).toBe('Your name, please')
    await who.post(`${AT}/sign-asked/test`, { subject: 'Your name, please', body, invitee: IDS.bob })
    const [tried] = t.outbox.list().filter(({ subject }) => subject === 'Test: Your name, please')
    const source = Buffer.from(t.outbox.bytes(tried?.id ?? '') ?? [])
      .toString()
      .replace(/=\r?\n/g, '')
    const [link = ''] = /https?:[^\s"<>]*\/preview\/[a-z2-7]{58}\/sign\/[a-z2-7]{58}/.exec(source) ?? []
    expect(await who.text(new URL(link).pathname)).toContain('nothing is stored')
  })

  test('has the words of a notice, which the convener gets with what happened in them', async () => {
    await signedCampaign(t.world)
    const who = await convener()
    const words = { subject: '{{champion}}: a wish', body: 'Look:\n\n{{comment}}' }
    expect((await who.post(`${AT}/notice-concern`, words)).status).toBe(303)
    expect(await who.text(`${AT}/notice-concern/preview?as=text`)).toContain('Say ninety minutes')
    const context = await readContext(t.world.store, IDS.campaign)
    const check = (context && checkOfSet(context)) ?? ''
    await askForChange(t.world, { campaign: IDS.campaign, champion: IDS.ann, comment: '*Too* long\n{{name}}', check })
    const [sent] = t.outbox.list().filter(({ subject }) => subject === 'Ann Lee: a wish')
    const { text = '' } = await simpleParser(Buffer.from(t.outbox.bytes(sent?.id ?? '') ?? []))
    expect(text).toContain('> *Too* long')
    expect(text).toContain('{{name}}')
  })

  test('shows what an update may say that changed, before anything has', async () => {
    await signedCampaign(t.world)
    expect(await (await convener()).text(`${AT}/change-answered/preview?as=text`)).toMatch(
      /WHAT CHANGED Date: [^→]* → Wednesday, March 31/,
    )
  })

  test('shows what only conveners get as one of them reads it', async () => {
    await signedCampaign(t.world)
    expect(await (await convener()).text(`${AT}/report-due/preview?as=text`)).toContain('because you run the')
  })

  test('takes no unknown field, and no words without their data', async () => {
    await signedCampaign(t.world)
    const who = await convener()
    const typed = (body: string) => who.post(`${AT}/call-sheet`, { subject: 'Calls', body })
    const unknown = await typed('Hello {{frist_name}}, {{call_list}} {{talking_points}}')
    expect([unknown.status, await unknown.text()]).toEqual([422, expect.stringContaining('{{frist_name}} is no field')])
    const without = await typed('Hello {{first_name}}, {{talking_points}}')
    expect([without.status, await without.text()]).toEqual([422, expect.stringContaining('Keep {{call_list}}')])
  })

  test('sends what is on the screen as a test, with links that open a preview', async () => {
    await signedCampaign(t.world)
    const who = await convener()
    const body = 'Dear {{first_name}}, please.\n\n{{commitment}}'
    await who.post(`${AT}/commitment-day/test`, { subject: 'Due {{date}}', body })
    const [sent] = t.outbox.list().filter(({ subject }) => subject.startsWith('Test: Due'))
    expect(sent).toMatchObject({ to: [CONVENER], subject: 'Test: Due Friday, March 26, 2027' })
    expect(Buffer.from(t.outbox.bytes(sent?.id ?? '') ?? []).toString()).toContain('Show three schools')
  })

  test('sends a whole first test of a new draft, whose links open a preview of the answer page', async () => {
    await draftCampaign(t.world)
    const who = await convener()
    await who.post(`${AT}/letter/test`, {})
    const [sent] = t.outbox.list()
    const source = Buffer.from(t.outbox.bytes(sent?.id ?? '') ?? [])
      .toString()
      .replace(/=\r?\n/g, '')
    expect(source).toContain('Jordan')
    const [link = ''] = /https?:[^\s"<>]*\/preview\/[a-z2-7]{58}\/rsvp\/[a-z2-7]{58}/.exec(source) ?? []
    const opened = await who.text(new URL(link).pathname)
    expect(opened).toContain('nothing is stored')
    expect(opened).toContain('Jordan Reyes')
  })

  test('sends no letter to a champion who is on the list', async () => {
    await signedCampaign(t.world, { invitees: 2 })
    const ann = (await read(t.world.store, partnershipRef(IDS.partnership)))?.value.champions[0]
    const all = []
    for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) all.push(value)
    const [first] = all
    await change(t.world.store, partnershipRef(IDS.partnership), stands => ({
      ...stands,
      champions: stands.champions.map(each =>
        each.id === ann?.id ? { ...each, email: first?.invitee.email.toUpperCase() ?? '' } : each,
      ),
    }))
    await releaseNow(t.world, IDS.campaign, 'invite', CONVENER)
    await releaseWave(t.world, { campaign: IDS.campaign, wave: 'invite' })
    const to = t.outbox.list().filter(({ wave }) => ['invite', 'follow-up-1', 'follow-up-2', 'reminder'].includes(wave))
    expect(to.length).toBeGreaterThan(0)
    expect(to.flatMap(each => each.to)).not.toContain(first?.invitee.email)
    expect(await (await convener()).text(`/campaigns/${IDS.campaign}/invitees`)).toContain('Is a champion')
  })
})
