/** Who is asked to sign, what a signature does, and what an edit brings: each asked of a launch as it is written down. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Campaign, requestKey } from '../../../domain/keep/campaign.ts'
import { championIdFrom } from '../../../domain/keep/ids.ts'
import type { Partnership } from '../../../domain/keep/partnership.ts'
import { consequences, editCampaign, editPartnership } from '../../../functions/campaign/edit-campaign.ts'
import { oneReader, readerWords } from '../../../functions/campaign/one-reader.ts'
import {
  askAgain,
  checkToSign,
  obstacles,
  remindersAhead,
  requestSignatures,
  startSending,
} from '../../../functions/campaign/request-signatures.ts'
import { lastSaved, shownStep } from '../../../functions/campaign/save-step.ts'
import { changedFor, withShown } from '../../../functions/campaign/shown-texts.ts'
import { askForChange, dropChampion, sign } from '../../../functions/campaign/sign.ts'
import { letterStep } from '../../../functions/campaign/steps/letter.ts'
import { change, partnershipRef } from '../../../functions/keep/documents.ts'
import { checkOfSet, textsToSign } from '../../../functions/send/texts/signed-set.ts'
import { answered, launch, sent } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, invitee, partnership } from './launch.ts'
import { launchIn } from './written.ts'

/** A month and a half before the launch, which is on March 31, 2027, in Denver. */
const NOW = '2027-02-10T16:00:00.000Z'
const STARTS = '2027-03-31T13:30:00.000Z'
const DEED = { event: 'set up', part: 'letter' } as const
const NEW = { subject: 'Come', body: 'Dear {{first_name}},\n\nSit with us on {{date}}.' }

let t: TestWorld
const { context, campaign, edit, guest } = launchIn(() => t.world)
beforeEach(async () => {
  t = makeWorld({ start: NOW })
  await draftCampaign(t.world, { invitees: 2, campaign: { status: 'awaiting signatures' } })
})
afterEach(() => t.close())

const partners = (over: Partial<Partnership>) =>
  change(t.world.store, partnershipRef(IDS.partnership), each => ({ ...each, ...over }))
const check = async () => checkOfSet(await context()) ?? ''
const signs = async (champion = IDS.ann, name = 'Ann Lee', over = {}) =>
  sign(t.world, { campaign: IDS.campaign, champion, name, check: await check(), ...over })
const both = async () => [await signs(), await signs(IDS.bob, 'Bob Ruiz')]
const mails = () => t.outbox.list().map(({ to, wave }) => `${wave} to ${to[0]}`)

describe('a launch cannot be signed', () => {
  const missing = (campaign: Partial<Campaign>, over: Partial<Partnership> = {}, now = NOW) =>
    obstacles({ campaign: { ...base, ...campaign }, partnership: partnership(over) }, now).map(({ step }) => step)
  let base: Campaign
  beforeEach(async () => {
    base = await campaign()
  })

  test.each<[string, Partial<Campaign>, Partial<Partnership>, string[]]>([
    ['nothing is missing', {}, {}, []],
    ['its region', {}, { region: '' }, ['partnership']],
    ['its industry', {}, { sector: '' }, ['partnership']],
    ['the address of who convenes', {}, { organization: { name: 'F', address: '', phone: '' } }, ['partnership']],
    ['the name of who convenes', {}, { organization: { name: '', address: '1 St', phone: '' } }, ['partnership']],
    ['a meeting', { meeting: undefined }, {}, ['meeting']],
    ['a second champion', {}, { champions: partnership().champions.slice(1) }, ['champions']],
    ['a name in the team', {}, { team: [{ name: '', email: CONVENER, role: 'convener', organization: '' }] }, ['team']],
    ['a letter', { letter: undefined }, {}, ['letter']],
    ['its words', { letter: { subject: 'Come', body: ' ' } }, {}, ['letter']],
    ['its subject', { letter: { subject: ' ', body: 'x' } }, {}, ['letter']],
    ['fields that there are', { letter: { subject: 'Come', body: '{{moon}}' } }, {}, ['letter']],
    ['what reads, in a step of the campaign', { unfinished: { timing: {} } }, {}, ['timing']],
    ['what reads, in a step of the partnership', {}, { unfinished: { team: {} } }, ['team']],
  ])('without %s', (_, ofCampaign, ofPartnership, steps) => {
    expect(missing(ofCampaign, ofPartnership)).toEqual(steps)
  })

  test('once its meeting has begun, to the minute', () => {
    expect(missing({}, {}, '2027-03-31T13:29:59.999Z')).toEqual([])
    expect(missing({}, {}, STARTS)).toEqual(['meeting'])
  })

  test('and says why, and asks nobody; a quarterly meeting needs no champion, and is not signed', async () => {
    await partners({ champions: [] })
    expect(await requestSignatures(t.world, IDS.campaign, CONVENER)).toEqual({
      ok: false,
      problems: [expect.stringContaining('at least two champions')],
    })
    expect(mails()).toEqual([])
    expect(missing({ meeting: launch({ kind: 'quarterly' }) }, { champions: [] })).toEqual([])
    expect((await startSending(t.world, IDS.campaign, CONVENER)).ok).toBe(false)
    await edit({ meeting: launch({ kind: 'quarterly' }), status: 'draft' })
    expect(await startSending(t.world, IDS.campaign, CONVENER)).toEqual({ ok: true })
    expect(await campaign()).toMatchObject({ status: 'scheduled', scheduledAt: NOW })
    await t.clock.moveTo('2027-02-11T16:00:00.000Z')
    await startSending(t.world, IDS.campaign, CONVENER)
    const { scheduledAt, history } = await campaign()
    expect([scheduledAt, history.filter(({ event }) => event === 'letters let leave').length]).toEqual([NOW, 1])
  })
})

describe('champions', () => {
  test('are asked once for each text, whoever asks how often, and nobody who has signed it', async () => {
    await signs()
    for (let n = 0; n < 2; n++) await requestSignatures(t.world, IDS.campaign, CONVENER)
    expect(mails().filter(each => each.startsWith('signature'))).toEqual(['signature-request to bob@ruiz.example'])
  })

  test('have something to sign from the moment they are asked until the meeting begins', async () => {
    const asked = async (over: Partial<Campaign>, now = NOW) => {
      const { campaign: stands, partnership: its } = await context()
      return checkToSign({ campaign: { ...stands, ...over }, partnership: its }, now) !== undefined
    }
    for (const status of ['awaiting signatures', 'scheduled', 'running'] as const)
      expect(await asked({ status })).toBe(true)
    for (const status of ['draft', 'canceled', 'finished'] as const) expect(await asked({ status })).toBe(false)
    expect(await asked({}, STARTS)).toBe(false)
    expect(await asked({ meeting: undefined })).toBe(false)
  })

  test('are asked again by hand a quarter of an hour after they were last asked, and not before they were asked at all', async () => {
    expect(await askAgain(t.world, IDS.campaign, IDS.ann)).toBe('not asked')
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    expect(await askAgain(t.world, IDS.campaign, IDS.ann)).toBe('too soon')
    await t.clock.moveTo('2027-02-10T16:15:00.000Z')
    expect(await askAgain(t.world, IDS.campaign, IDS.ann)).toBe('asked')
    expect(mails().filter(each => each === 'signature-request to ann@lee.example')).toHaveLength(2)
    expect(await askAgain(t.world, IDS.campaign, IDS.ann)).toBe('too soon')
    expect(await askAgain(t.world, IDS.campaign, championIdFrom('nobody'))).toBe('not asked')
    await signs()
    await t.clock.moveTo('2027-02-10T17:15:00.000Z')
    expect(await askAgain(t.world, IDS.campaign, IDS.ann)).toBe('not asked')
  })

  test('are reminded two working days later, which is ahead until it has come or somebody has spoken', async () => {
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    const at = '2027-02-12T16:00:00.000Z'
    expect(remindersAhead(await context(), NOW)).toEqual([at, at])
    expect(remindersAhead(await context(), at)).toEqual([])
    await signs()
    expect(remindersAhead(await context(), NOW)).toEqual([at])
    const key = requestKey({ id: IDS.bob, email: 'bob@ruiz.example' }, await check(), 'reminded')
    await edit({ requests: { ...(await campaign()).requests, [key]: { attempt: 'a', at: NOW, status: 'sent' } } })
    expect(remindersAhead(await context(), NOW)).toEqual([])
  })
})

describe('a signature', () => {
  test('is under each text with the name as typed; the last one lets the letters be planned, and tells the convener', async () => {
    expect(await signs()).toBe('signed')
    expect(await campaign()).toMatchObject({ status: 'awaiting signatures' })
    expect(mails()).toEqual([])
    expect(await signs(IDS.bob, 'Bob Ruiz')).toBe('signed')
    expect(await campaign()).toMatchObject({ status: 'scheduled', scheduledAt: NOW })
    expect((await campaign()).signatures).toHaveLength(2 * textsToSign(await context()).length)
    expect(mails()).toEqual([expect.stringContaining('to convener@example.org')])
    expect((await t.world.timetable.list(IDS.campaign)).length).toBeGreaterThan(0)
  })

  test('twice is one', async () => {
    for (let n = 0; n < 2; n++) await signs()
    expect((await campaign()).signatures).toHaveLength(textsToSign(await context()).length)
    expect((await campaign()).history.filter(({ event }) => event === 'signed')).toHaveLength(1)
  })

  test('is not taken for other words, of a stranger, of a draft or of what is over', async () => {
    expect(await signs(IDS.ann, 'Ann Lee', { check: 'x' })).toBe('changed')
    expect(await signs(championIdFrom('nobody'))).toBe('unknown')
    for (const status of ['draft', 'canceled', 'finished'] as const) {
      await edit({ status })
      expect(await signs()).toBe('unknown')
    }
    expect((await campaign()).signatures).toEqual([])
  })

  test('by another name is questioned, of whoever is a champion and has the words that stand', async () => {
    expect(await signs(IDS.ann, 'Bob Ruiz')).toBe('questioned')
    expect(await signs(IDS.ann, 'Bob Ruiz', { check: 'x' })).toBe('changed')
    expect(await signs(championIdFrom('nobody'), 'Bob Ruiz')).toBe('unknown')
    expect(await signs(IDS.ann, 'Bob Ruiz', { sure: true })).toBe('signed')
    expect((await campaign()).signatures[0]?.name).toBe('Bob Ruiz')
  })

  test('is withdrawn by asking for a change, which the convener hears of, twenty times a day at most', async () => {
    await both()
    const asks = async (comment: string) =>
      askForChange(t.world, { campaign: IDS.campaign, champion: IDS.ann, comment, check: await check() })
    expect(await asks('Shorter')).toBe('signed')
    expect(await campaign()).toMatchObject({
      status: 'awaiting signatures',
      concerns: [{ champion: IDS.ann, comment: 'Shorter', at: NOW }],
    })
    expect((await campaign()).signatures.map(({ champion }) => champion)).not.toContain(IDS.ann)
    expect((await campaign()).signatures.map(({ champion }) => champion)).toContain(IDS.bob)
    expect((await campaign()).history.at(-1)).toMatchObject({
      event: 'change asked for',
      by: 'Ann Lee',
      comment: 'Shorter',
    })
    expect(mails().filter(each => each.endsWith(CONVENER))).toHaveLength(2)
    const concern = { champion: IDS.ann, comment: 'x', check: '' }
    const many = (count: number, at: string) => Array.from({ length: count }, () => ({ ...concern, at }))
    await edit({ concerns: many(19, '2027-02-09T16:00:00.001Z') })
    expect(await asks('A')).toBe('signed')
    expect(await asks('B')).toBe('enough')
    await edit({
      concerns: [
        ...many(20, '2027-02-09T16:00:00.000Z'),
        ...many(20, NOW).map(each => ({ ...each, champion: IDS.bob })),
      ],
    })
    expect(await asks('C')).toBe('signed')
  })

  test('of those who stay is enough once one is dropped; two stay at least', async () => {
    const cal = {
      id: championIdFrom('d'.repeat(16)),
      name: 'Cal Orr',
      title: 'CEO',
      company: 'Orr',
      email: 'cal@orr.example',
    }
    await partners({ champions: [...partnership().champions, cal] })
    await both()
    expect((await campaign()).status).toBe('awaiting signatures')
    expect(await dropChampion(t.world, IDS.campaign, cal.id, CONVENER)).toBe('dropped')
    expect((await campaign()).status).toBe('scheduled')
    expect(await dropChampion(t.world, IDS.campaign, IDS.bob, CONVENER)).toBe('too few')
    expect(await dropChampion(t.world, IDS.campaign, cal.id, CONVENER)).toBe('not there')
  })
})

describe('what champions are shown', () => {
  test('is kept as it was when they were asked, each text once, of four versions the last', async () => {
    const shown = withShown(await context(), NOW)
    expect(shown?.shown?.map(({ text }) => text)).toEqual(textsToSign(await context()).map(({ text }) => text))
    await edit({ shown: shown?.shown })
    expect(withShown(await context(), NOW)).toBeUndefined()
    for (let n = 0; n < 5; n++) {
      await edit({ letter: { ...NEW, subject: `Come ${n}` } })
      await edit({ shown: withShown(await context(), NOW)?.shown })
    }
    const letters = ((await campaign()).shown ?? []).filter(({ text }) => text === 'letter')
    expect(letters.map(({ words }) => /Come \d/.exec(words)?.[0])).toEqual(['Come 1', 'Come 2', 'Come 3', 'Come 4'])
  })

  test('after an edit is what changed since they signed or were last asked, and nothing to whoever is asked first', async () => {
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    await t.clock.moveTo('2027-02-10T17:00:00.000Z')
    await edit({ letter: NEW })
    const changed = async (champion = IDS.ann) => changedFor(await context(), champion)
    const [first] = await changed()
    expect(first?.text).toBe('letter')
    expect(first?.paragraphs.map(({ is }) => is)).not.toContain('kept')
    expect(first?.paragraphs.map(({ is, words }) => [is, words])).toContainEqual([
      'new',
      'Sit with us on Wednesday, March 31, 2027.',
    ])
    expect(await changed(championIdFrom('nobody'))).toEqual([])
    // Put before them by now, it is no news after it.
    await edit({ shown: withShown(await context(), '2027-02-10T17:00:00.000Z')?.shown })
    expect((await changed()).length).toBeGreaterThan(0)
    await edit({
      letter: { subject: 'Join us, {{first_name}}', body: 'Dear {{first_name}},\n\nCome on {{date}} to {{host}}.' },
    })
    expect(await changed()).toEqual([])
  })

  test('is a letter as the first business on the list reads it, who has a name and a company', async () => {
    const reader = async () => (await oneReader(t.world, IDS.campaign)).invitee.email
    await guest(0, { removedAt: NOW })
    expect(await reader()).toBe(invitee(1).email)
    await guest(1, { invitee: { ...invitee(1), company: '' } })
    const { invitee: one, real } = await oneReader(t.world, IDS.campaign)
    expect([one.email, real]).toEqual([invitee(1).email, true])
    expect(readerWords({ invitee: one, real })).toContain('as Guest 1 will')
    for (const gone of [
      { suppressed: { email: 'x', reason: 'opted out', at: NOW } },
      { standsInFor: { invitation: 'x', name: 'x' } },
      { invitee: { ...invitee(1), publicPartner: true } },
    ]) {
      await guest(1, { suppressed: undefined, standsInFor: undefined, invitee: invitee(1), ...(gone as object) })
      const made = await oneReader(t.world, IDS.campaign)
      expect([made.real, readerWords(made).includes('a made-up person')]).toEqual([false, true])
    }
  })
})

describe('an edit', () => {
  const brings = async (over: Partial<Campaign>) =>
    consequences(t.world, IDS.campaign, { ...(await campaign()), ...over }, undefined)

  test('of words that were signed says whose signatures it voids, and of words that were only asked about who is asked', async () => {
    expect(await brings({})).toEqual([])
    expect(await brings({ letter: NEW })).toEqual([expect.stringMatching(/asked to sign .* as (it|they) (was|were)/)])
    await signs()
    expect(await brings({ letter: NEW })).toEqual([
      expect.stringMatching(/^One champion has signed .*Saving voids that signature/),
    ])
    await signs(IDS.bob, 'Bob Ruiz')
    expect(await brings({ letter: NEW })).toEqual([
      expect.stringMatching(/^2 champions have signed .*Saving voids those signatures/),
    ])
    for (const status of ['draft', 'finished', 'canceled'] as const) {
      await edit({ status })
      expect(await brings({ letter: NEW })).toEqual([])
    }
  })

  test('of the time says how many emails tell of it, to whom the letter has left', async () => {
    const moved = { meeting: launch({ start: '08:30', end: '10:00' }) }
    expect((await brings(moved)).join()).not.toContain('This changes')
    await edit({ status: 'running', left: { invite: NOW }, scheduledAt: NOW })
    expect((await brings(moved)).at(-1)).toMatch(/^This changes the time from .* No email is sent about it\.$/)
    await guest(0, { sends: { invite: sent(NOW) } })
    expect((await brings(moved)).at(-1)).toMatch(/^Saving sends one email about the change: time from/)
    await guest(1, { sends: { invite: sent(NOW) }, answers: [answered()] })
    expect((await brings(moved)).at(-1)).toMatch(/^Saving sends 2 emails/)
    await edit({ status: 'paused', pausedFrom: 'running' })
    expect((await brings(moved)).at(-1)).toMatch(/^Once you resume, this sends 2 emails/)
  })

  test('is kept with who did what, unless it changes nothing; words that read differently wait for signatures', async () => {
    await both()
    expect(await editCampaign(t.world, IDS.campaign, CONVENER, DEED, () => undefined)).toMatchObject({
      status: 'scheduled',
    })
    const before = (await campaign()).history.length
    const next = await editCampaign(t.world, IDS.campaign, CONVENER, DEED, each => ({ ...each, letter: NEW }))
    expect(next).toMatchObject({ status: 'awaiting signatures', letter: NEW })
    expect((await campaign()).history.slice(before)[0]).toEqual({ at: NOW, by: CONVENER, ...DEED })
    expect(mails().filter(each => each.startsWith('signature'))).toHaveLength(2)
    // Taken back, the signatures are for it again.
    const letter = { subject: 'Join us, {{first_name}}', body: 'Dear {{first_name}},\n\nCome on {{date}} to {{host}}.' }
    expect(await editCampaign(t.world, IDS.campaign, CONVENER, DEED, each => ({ ...each, letter }))).toMatchObject({
      status: 'scheduled',
    })
  })

  test('of the partnership is told in its campaign, and voids what reads differently unless the meeting has begun', async () => {
    await both()
    const put = (over: Partial<Partnership>) =>
      editPartnership(t.world, IDS.campaign, CONVENER, { event: 'set up', part: 'partnership' }, each => ({
        ...each,
        ...over,
      }))
    const history = async () => (await campaign()).history.filter(({ event }) => event === 'set up').length
    await put({ organization: { name: 'Front Range Workforce', address: '1 Main St, Longmont, CO 80501', phone: '' } })
    expect([(await campaign()).status, await history()]).toEqual(['scheduled', 1])
    await editPartnership(t.world, IDS.campaign, CONVENER, { event: 'set up', part: 'team' }, () => undefined)
    expect(await history()).toBe(1)
    await put({ organization: { name: 'Another', address: '2 Main St', phone: '' } })
    expect((await campaign()).status).toBe('awaiting signatures')
    await edit({ status: 'running', left: { invite: NOW } })
    await t.clock.moveTo(STARTS)
    await put({ organization: { name: 'A third', address: '3 Main St', phone: '' } })
    expect((await campaign()).status).toBe('running')
  })

  test('of a step that does not read is shown as it was typed, over what others saved since', async () => {
    const was = JSON.stringify(letterStep.typed(await context()))
    await edit({ unfinished: { letter: { subject: 'Half', body: '{{moon}}', agenda: '', was } } })
    expect(shownStep(letterStep, await context()).values).toMatchObject({ subject: 'Half', body: '{{moon}}' })
    await edit({
      letter: { subject: 'Join us, {{first_name}}', body: 'Theirs' },
      unfinished: { letter: { subject: 'Half', body: 'Mine', agenda: '', was } },
    })
    expect(shownStep(letterStep, await context()).clashes.map(({ field }) => field)).toEqual(['body'])
    await edit({ unfinished: { letter: { subject: 'Old' } } })
    expect(shownStep(letterStep, await context())).toEqual({ values: { subject: 'Old' }, clashes: [] })
    await edit({ unfinished: {} })
    expect(shownStep(letterStep, await context()).values.body).toBe('Theirs')
  })

  test('is the last of its step by who saved that', async () => {
    const event = (at: string, by: string, part: 'letter' | 'team') => ({ at, by, event: 'set up', part }) as const
    await edit({ history: [event('2027-02-08T16:00:00.000Z', 'Ada', 'letter'), event(NOW, 'Bea', 'team')] })
    expect(await lastSaved(t.world, await context(), letterStep)).toMatch(/^Ada, Feb 8, 2027/)
    await edit({ history: [] })
    expect(await lastSaved(t.world, await context(), letterStep)).toBeUndefined()
  })
})
