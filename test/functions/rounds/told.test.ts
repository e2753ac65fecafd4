/** What is told after a meeting, as the letters page shows it before it leaves; and who reads which email to helpers. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import type { Errand } from '../../../domain/send/errand.ts'
import { writeSummary } from '../../../functions/day/summary.ts'
import { change, create, invitationRef, read, suppressionRef } from '../../../functions/keep/documents.ts'
import { readOverview } from '../../../functions/keep/overview.ts'
import { sentErrands, sentRef } from '../../../functions/rounds/errands-sent.ts'
import { sendErrand } from '../../../functions/rounds/send-errand.ts'
import { helperTexts } from '../../../functions/rounds/support-texts.ts'
import { toldTexts } from '../../../functions/rounds/told-texts.ts'
import { paceUntil } from '../../../functions/send/pace.ts'
import { saying } from '../../../functions/send/texts/errand-texts.ts'
import { writeReport } from '../../../functions/table/report.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS } from '../campaign/launch.ts'
import { launchIn } from '../campaign/written.ts'

const NOW = '2027-04-01T16:00:00.000Z'
const SUE = { name: 'Sue', email: 'sue@college.example', role: 'support team' as const, organization: 'College' }
const WORDS = { subject: 'What we decided', body: 'Apprenticeships first.', missed: 'We missed you.' }

let t: TestWorld
const { context, edit, idOf, join } = launchIn(() => t.world)
beforeEach(async () => {
  t = makeWorld({ start: NOW })
  await draftCampaign(t.world, {
    invitees: 2,
    campaign: { status: 'running', scheduledAt: '2027-01-04T16:00:00.000Z' },
  })
  await join(SUE)
})
afterEach(() => t.close())

describe('what tells of a meeting', () => {
  const row = async () => (await toldTexts.groups(t.world, await context()))[0]?.texts[0]
  const kind = async (name: 'launch' | 'quarterly' | 'debrief') => {
    const { meeting } = (await context()).campaign
    await edit({ meeting: meeting && { ...meeting, kind: name } })
  }

  test('is its summary or its report, as a draft or as it is written; of a debrief nothing is told', async () => {
    expect(await row()).toMatchObject({
      title: 'Executive summary',
      when: '',
      words: { subject: 'Our meeting on {{date}}' },
      elsewhere: { path: expect.stringContaining('/summary'), label: 'Edit the executive summary' },
    })
    await writeSummary(t.world, await context(), WORDS, CONVENER)
    expect(await row()).toMatchObject({ words: { subject: WORDS.subject, body: WORDS.body }, locked: true })
    await edit({ left: { summary: NOW } })
    expect((await row())?.when).toBe('Sent Apr 1, 2027, 10:00 AM')
    await kind('quarterly')
    expect(await row()).toMatchObject({ title: 'Report', elsewhere: { label: 'Edit the report' } })
    expect((await row())?.words.subject).not.toBe(WORDS.subject)
    await writeReport(t.world, (await context()).campaign, { ...WORDS, subject: 'Where we are' }, CONVENER)
    expect((await row())?.words.subject).toBe('Where we are')
    await kind('debrief')
    expect(await row()).toBeUndefined()
    await edit({ meeting: undefined })
    expect(await row()).toBeUndefined()
  })

  test('is read as each reader will: who was not there reads first that they were missed', async () => {
    await writeSummary(t.world, await context(), WORDS, CONVENER)
    const [text] = (await toldTexts.groups(t.world, await context())).flatMap(({ texts }) => texts)
    const seen = async (reader: string, on: 'screen' | 'test' = 'screen') =>
      toldTexts.view(t.world, await context(), { text: text?.id ?? '', reader, on } as never)
    const guest = (over: Partial<Invitation>) =>
      change(t.world.store, invitationRef(IDS.campaign, idOf(0)), each => ({ ...each, ...over }))
    const missed = async (reader: string) => JSON.stringify((await seen(reader))?.letter).includes('We missed you')
    expect(await missed(idOf(0))).toBe(true)
    expect(await missed('')).toBe(false)
    await guest({ host: true })
    expect(await missed(idOf(0))).toBe(false)
    await guest({ host: undefined, came: { at: NOW, by: 'Sue' } })
    expect(await missed(idOf(0))).toBe(false)
    expect(JSON.stringify((await seen(idOf(0)))?.letter)).toContain('Apprenticeships')
    // In a test email links open a preview; on the screen they lead nowhere.
    const links = async (on: 'screen' | 'test') => Object.values((await seen(idOf(0), on))?.values ?? {}).map(String)
    expect((await links('screen')).every(each => !each.includes('/preview/'))).toBe(true)
    expect((await links('test')).some(each => each.includes('/preview/'))).toBe(true)
    expect(
      await toldTexts.view(t.world, await context(), { text: 'letter', reader: '', on: 'screen' } as never),
    ).toBeUndefined()
  })
})

describe('an email to helpers', () => {
  test('is shown to each of its readers as theirs, due now; to nobody’s as an example', async () => {
    await edit({ meeting: { ...((await context()).campaign.meeting as never as object), date: '2027-04-20' } as never })
    const readers = await helperTexts.readers(t.world, await context(), 'run-sheet')
    expect(readers.map(({ name }) => name).sort()).toEqual(['Ann Lee', 'Bob Ruiz', 'Cora Day', 'Sue'])
    expect(readers.find(({ name }) => name === 'Sue')?.company).toBe('College')
    const view = async (text: string, reader: string) =>
      helperTexts.view(t.world, await context(), {
        text,
        reader,
        words: { subject: 'S', body: '{{day}}: {{coming}}' },
        on: 'screen',
      } as never)
    const [sue] = readers.filter(({ name }) => name === 'Sue')
    const seen = JSON.stringify((await view('run-sheet', sue?.id ?? ''))?.values)
    // It is theirs, as it would be on the day before.
    expect(seen).toContain('Sue')
    expect(JSON.stringify((await view('run-sheet', sue?.id ?? ''))?.letter)).toContain('Tomorrow')
    expect(await view('no such text', '')).toBeUndefined()
    expect((await view('times', 'nobody'))?.letter).toBeDefined()
    expect(await helperTexts.readers(t.world, await context(), 'times')).toEqual([])
  })
})

describe('an errand', () => {
  const errand = (over: Partial<Errand> = {}): Errand => ({
    key: 'notes:a',
    kind: 'notes',
    to: { name: SUE.name, email: SUE.email, organization: SUE.organization },
    at: NOW,
    until: '2027-04-02T16:00:00.000Z',
    ...saying('notes', {}),
    ...over,
  })
  const send = async (over: Partial<Errand> = {}) => {
    const overview = await readOverview(t.world, IDS.partnership)
    if (!overview) throw new Error('no partnership')
    return sendErrand(t.world, overview, errand(over), paceUntil(t.world, undefined))
  }
  const sent = () => sentErrands(t.world.store, IDS.partnership, 'notes:')

  test('leaves once for an occasion and an address, and is remembered as sent', async () => {
    expect([await send(), await send()]).toEqual(['done', 'done'])
    expect(t.outbox.list().map(({ to, wave }) => [to[0], wave])).toEqual([[SUE.email, 'notes']])
    expect(await sent()).toEqual([{ key: 'notes:a', email: SUE.email }])
    await send({ key: 'notes:b' })
    expect(await sent()).toHaveLength(2)
    const kept = await read(t.world.store, sentRef(IDS.partnership, errand()))
    expect(kept?.value).toMatchObject({ kind: 'notes', status: 'sent' })
  })

  test('does not leave at its end, nor to who wants no letters, unless they run the partnership', async () => {
    await send({ until: NOW })
    expect(t.outbox.list()).toEqual([])
    for (const email of [SUE.email, CONVENER])
      await create(t.world.store, suppressionRef(IDS.partnership, email), { email, reason: 'opted out', at: NOW })
    await send()
    expect(t.outbox.list()).toEqual([])
    expect(await sent()).toEqual([])
    await send({ to: { name: 'Cora', email: CONVENER.toUpperCase(), organization: '' } })
    expect(t.outbox.list()).toHaveLength(1)
  })

  test('says in which part its reader is written to', async () => {
    const parts: [string, string][] = [
      [CONVENER, 'convener'],
      ['ann@lee.example', 'champion'],
      [SUE.email, 'team'],
      ['guest@x.example', 'member'],
    ]
    const noted: (string | undefined)[] = []
    const post = {
      ...t.world.post,
      send: async (message: Parameters<typeof t.world.post.send>[0]) => {
        noted.push(message.part)
        return t.world.post.send(message)
      },
    }
    const overview = await readOverview(t.world, IDS.partnership)
    for (const [email] of parts)
      if (overview)
        await sendErrand(
          { ...t.world, post },
          overview,
          errand({ to: { name: 'X', email, organization: '' } }),
          paceUntil(t.world, undefined),
        )
    expect(noted).toEqual(parts.map(([, part]) => part))
  })
})
