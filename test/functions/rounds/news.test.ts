/** What there is to tell of a partnership, and how a digest tells it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { commitmentIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import type { Instant } from '../../../domain/keep/time.ts'
import type { WaveState } from '../../../domain/send/wave-state.ts'
import type { Commitment } from '../../../domain/teams/commitment.ts'
import { approve, askChampions, checkOfSummary, writeSummary } from '../../../functions/day/summary.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { change, create, waveRef } from '../../../functions/keep/documents.ts'
import { digestErrands } from '../../../functions/rounds/digest.ts'
import { newsOf } from '../../../functions/rounds/digest-news.ts'
import { checkOfSet } from '../../../functions/send/texts/signed-set.ts'
import { commitmentRef } from '../../../functions/teams/commitments.ts'
import { answered, matter, sent } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, signAll } from '../campaign/launch.ts'
import { launchIn } from '../campaign/written.ts'

/** A Wednesday four weeks before the launch, which is on March 31, 2027, 7:30 to 9:00 in Denver. */
const NOW = '2027-03-03T16:00:00.000Z'
const OVER = '2027-03-31T15:00:00.000Z'
const DAN = { name: 'Dan', email: 'dan@edc.example', role: 'co-convener' as const, organization: 'EDC' }
const SUE = { name: 'Sue', email: 'sue@college.example', role: 'support team' as const, organization: 'College' }

let t: TestWorld
const { overview, edit, guest: person, join } = launchIn(() => t.world)
const news = async () =>
  (await newsOf(t.world, await overview())).lines.map(each => [each.kind, each.since, each.words])
const standing = async () => [...(await newsOf(t.world, await overview())).standing.values()]
const about = async (name: string) => (await news()).filter(([, , words]) => words?.includes(name))

beforeEach(async () => {
  t = makeWorld({ start: NOW })
  await draftCampaign(t.world, {
    invitees: 5,
    campaign: { status: 'running', scheduledAt: '2027-01-04T16:00:00.000Z' },
  })
  await signAll(t.world)
  await edit({ left: { invite: '2027-02-26T16:00:00.000Z' } })
  const wave: WaveState = { id: 'invite', campaign: IDS.campaign, state: 'finished', counts: {} }
  await create(t.world.store, waveRef(IDS.campaign, 'invite'), wave)
  await join(DAN, SUE)
})
afterEach(() => t.close())

describe('of a guest', () => {
  const at = '2027-03-02T15:00:00.000Z'
  const who = '**Guest 0**, Company 0'

  test.each<[string, Partial<Invitation>, string[]]>([
    ['who said nothing', {}, []],
    ['who comes', { answers: [answered({ at })] }, ['answer', at, `${who}: coming`]],
    ['who does not', { answers: [answered({ at, answer: 'declined' })] }, ['answer', at, `${who}: can’t make it`]],
    [
      'who may come, in their words',
      { answers: [answered({ at, answer: 'tentative', note: 'If *it* works' })] },
      ['answer', at, `${who}: maybe “If \\*it\\* works”`],
    ],
    [
      'whose words came in later than they were said, and are long',
      { answers: [answered({ at, receivedAt: NOW, answer: 'delegated', note: 'x'.repeat(121) })] },
      ['answer', NOW, `${who}: sending someone “${'x'.repeat(119)}…”`],
    ],
    [
      'whose email came back',
      { suppressed: { email: 'x', reason: 'bounced', at } },
      ['needs you', at, `${who}: the email came back`],
    ],
    ['who opted out', { suppressed: { email: 'x', reason: 'opted out', at } }, []],
    [
      'who came back and answered before',
      { suppressed: { email: 'x', reason: 'bounced', at }, answers: [answered({ at })] },
      ['answer', at, `${who}: coming`],
    ],
    [
      'whose email may not have arrived',
      { sends: { invite: sent(at, { status: 'in doubt' }) } },
      ['needs you', at, `${who}: an email may not have arrived`],
    ],
    ['whose thanks may not have arrived', { sends: { 'thanks:1': sent(at, { status: 'in doubt' }) } }, []],
    ['who is off the list', { removedAt: at, answers: [answered({ at })] }, []],
  ])('%s', async (_, over, line) => {
    await person(0, over)
    expect(await about('Guest 0')).toEqual(line.length > 0 ? [line] : [])
  })

  test('what they wrote waits for a person, also once they are off the list', async () => {
    await person(0, { matters: [matter('Is there *parking*?')], removedAt: at })
    const [line, ...others] = await about('Guest 0')
    expect(others).toEqual([])
    expect(line?.[0]).toBe('needs you')
    expect(line?.[2]).toContain('Is there \\*parking\\*?')
  })

  test('nothing is told before there is a meeting, of one that is off, or a week after it', async () => {
    await person(0, { answers: [answered({ at })] })
    const told = async (over: Partial<Campaign>) => {
      await edit(over)
      return (await about('Guest 0')).length
    }
    const { meeting } = (await overview()).campaigns[0] ?? {}
    expect(await told({})).toBe(1)
    expect(await told({ meeting: undefined })).toBe(0)
    expect(await told({ meeting, status: 'draft' })).toBe(0)
    expect(await told({ status: 'canceled' })).toBe(0)
    await edit({ status: 'finished' })
    await t.clock.moveTo('2027-04-07T14:59:59.999Z')
    expect(await about('Guest 0')).toHaveLength(1)
    await t.clock.moveTo('2027-04-07T15:00:00.000Z')
    expect(await about('Guest 0')).toEqual([])
  })
})

describe('of a meeting', () => {
  test('how many companies come, and of how many nothing has been heard, once anybody was asked', async () => {
    await edit({ left: {}, name: 'East *side*' })
    expect(await standing()).toEqual([])
    await edit({ left: { invite: NOW } })
    for (const n of [0, 1, 2, 3, 4]) await person(n, { sends: { invite: sent(NOW) } })
    const name = 'Launch\\: East \\*side\\*'
    expect(await standing()).toEqual([`${name}: no companies coming yet (goal: 15), no reply from 5 people`])
    await person(0, { answers: [answered()] })
    for (const n of [1, 2, 3]) await person(n, { answers: [answered({ answer: 'declined' })] })
    expect(await standing()).toEqual([`${name}: **1 company coming** (goal: 15), no reply from 1 person`])
    await person(4, { answers: [answered()] })
    expect(await standing()).toEqual([`${name}: **2 companies coming** (goal: 15)`])
  })

  test('that it is paused, since when and why', async () => {
    await edit({ status: 'paused', pausedAt: NOW, pausedWhy: { told: 'Too *many* came back.' } })
    expect(await about('is paused')).toEqual([
      ['needs you', NOW, '**Launch** is paused: nothing is sent. Too \\*many\\* came back\\.'],
    ])
    await edit({ status: 'paused', pausedAt: undefined, pausedWhy: undefined })
    const { createdAt } = (await overview()).campaigns[0] ?? {}
    expect(await about('is paused')).toEqual([['needs you', createdAt, '**Launch** is paused: nothing is sent.']])
  })

  test.each<[string, Partial<WaveState>, [string, string, RegExp] | undefined]>([
    ['was not sent in time', { state: 'asks', startedAt: NOW }, ['late', NOW, /follow\\-up.*not sent in time/i]],
    ['cannot be sent', { state: 'running', stuckSince: NOW }, ['late', NOW, /follow\\-up.*takes none of its emails/i]],
    ['was let go', { state: 'dropped', stuckSince: NOW }, undefined],
    ['is being sent', { state: 'running' }, undefined],
  ])('that a letter %s', async (_, over, line) => {
    const wave: WaveState = { id: 'follow-up-1', campaign: IDS.campaign, state: 'running', counts: {}, ...over }
    await create(t.world.store, waveRef(IDS.campaign, 'follow-up-1'), wave)
    const found = await about('follow\\-up')
    if (!line) expect(found.filter(([, , words]) => /first/i.test(words ?? ''))).toEqual([])
    else expect(found).toContainEqual([line[0], line[1], expect.stringMatching(line[2])])
  })

  test('which letters leave, and to how many once their day is near', async () => {
    for (const n of [0, 1, 2, 3]) await person(n, { sends: { invite: sent(NOW) } })
    await person(1, { answers: [answered()] })
    const AT = '2027-03-17T15:00:00.000Z'
    const told = async () => (await news()).filter(([kind, since]) => kind === 'leaves' && since === AT)
    expect(await told()).toEqual([['leaves', AT, '**First follow\\-up**']])
    await t.clock.moveTo('2027-03-15T14:59:59.999Z')
    expect(await told()).toEqual([['leaves', AT, '**First follow\\-up**']])
    await t.clock.moveTo('2027-03-15T15:00:00.000Z')
    expect(await told()).toEqual([['leaves', AT, '9:00 AM: **First follow\\-up**, Launch: 3 emails']])
    for (const n of [0, 2]) await person(n, { answers: [answered()] })
    expect(await told()).toEqual([['leaves', AT, '9:00 AM: **First follow\\-up**, Launch: 1 email']])
    await person(3, { answers: [answered()] })
    expect(await told()).toEqual([])
  })
})

test('of a champion: who asks for a change of the letter, or has not signed', async () => {
  await edit({ status: 'awaiting signatures', signatures: [], left: {}, scheduledAt: undefined })
  const context = await readContext(t.world.store, IDS.campaign)
  const check = context && checkOfSet(context)
  if (!check) throw new Error('nothing to sign')
  await edit({ concerns: [{ champion: IDS.ann, at: NOW, check, comment: 'Say *why*' }] as Campaign['concerns'] })
  expect(await about('Ann Lee')).toEqual([
    ['needs you', NOW, '**Ann Lee** asks for a change to the letter: “Say \\*why\\*”'],
  ])
  await edit({ status: 'canceled' })
  expect(await about('Ann Lee')).toEqual([])
})

describe('of a summary', () => {
  const WORDS = { subject: 'What we decided', body: 'Apprenticeships first.', missed: '' }
  const late = [
    'late',
    '2027-04-02T15:00:00.000Z',
    '**The executive summary** of Wednesday, March 31, 2027 was not sent within two days',
  ]
  const told = async () => (await news()).filter(([, , words]) => words?.includes('summary'))

  test('that it was not sent, who asks for a change and who has not approved it', async () => {
    expect(await told()).toEqual([])
    await t.clock.moveTo(OVER)
    expect(await told()).toEqual([late])
    const context = await readContext(t.world.store, IDS.campaign)
    const [ann] = context?.partnership.champions ?? []
    if (!context || !ann) throw new Error('no campaign')
    await writeSummary(t.world, context, WORDS, CONVENER)
    expect(await told()).toEqual([late])
    await askChampions(t.world, context)
    const waits = (name: string) => ['late', '2027-04-01T15:00:00.000Z', `**${name}** has not approved the summary`]
    expect(await told()).toEqual([late, waits('Ann Lee'), waits('Bob Ruiz')])
    await approve(t.world, { campaign: context.campaign, champion: ann }, checkOfSummary(WORDS), 'Not *yet*')
    const change_ = ['needs you', OVER, '**Ann Lee** asks for a change to the summary: “Not \\*yet\\*”']
    expect(await told()).toEqual([late, change_, waits('Bob Ruiz')])
    await writeSummary(t.world, context, { ...WORDS, subject: 'Otherwise' }, CONVENER)
    expect(await told()).toEqual([late])
  })

  test('nothing of one that has left, of a launch that is off, or a month after it', async () => {
    await t.clock.moveTo('2027-04-30T15:00:00.000Z')
    expect(await told()).toEqual([late])
    for (const over of [{ status: 'canceled' as const }, { scheduledAt: undefined, status: 'finished' as const }]) {
      await edit(over)
      expect(await told()).toEqual([])
    }
    await edit({ scheduledAt: NOW, summary: { ...WORDS, at: OVER, champions: [] } })
    expect(await told()).toEqual([])
    await edit({ summary: undefined })
    expect(await told()).toEqual([late])
    await t.clock.moveTo('2027-04-30T15:00:00.001Z')
    expect(await told()).toEqual([])
  })
})

test('of a promise: whose day has passed without a word for a month, and who cannot be reminded of theirs', async () => {
  const id = commitmentIdFrom('d'.repeat(16))
  const owner = { name: 'Eli *E*', email: 'eli@shop.example', company: '' }
  const made: Commitment = {
    ...{ id, campaign: IDS.campaign, what: 'Lend a *van*', due: '2027-03-10', madeAt: NOW, note: '', moved: [] },
    owner,
    state: 'open',
  }
  await create(t.world.store, commitmentRef(IDS.partnership, id), made)
  const late = [
    'late',
    '2027-03-11T07:00:00.000Z',
    '**Eli \\*E\\*** was to do this by Wednesday, March 10, 2027: Lend a \\*van\\*',
  ]
  expect(await about('Eli')).toEqual([late])
  const say = (over: Partial<Commitment>) =>
    change(t.world.store, commitmentRef(IDS.partnership, id), each => ({ ...each, ...over }))
  await say({ owner: { ...owner, email: 'nobody' } })
  const unasked =
    '**Eli \\*E\\*** gave no email address, so gets no reminder for Wednesday, March 10, 2027: Lend a \\*van\\*'
  expect(await about('Eli')).toEqual([['needs you', '2027-03-03T16:00:00.000Z', unasked], late])
  await say({ madeAt: '2027-02-01T00:00:00.000Z' })
  expect((await about('Eli'))[0]?.[1]).toBe('2027-03-03T07:00:00.000Z')
  await say({ state: 'kept' })
  expect(await about('Eli')).toEqual([])
  await say({ state: 'open' })
  await t.clock.moveTo('2027-03-11T07:00:00.000Z')
  expect(await about('Eli')).toEqual([late])
  await t.clock.moveTo('2027-04-10T07:00:00.000Z')
  expect(await about('Eli')).toEqual([late])
  await t.clock.moveTo('2027-04-10T07:00:00.001Z')
  expect(await about('Eli')).toEqual([])
})

describe('a digest', () => {
  const errands = async (now?: Instant) => {
    if (now) await t.clock.moveTo(now)
    return digestErrands(t.world, await overview())
  }

  test('goes to those who run the partnership: the numbers first, then what needs a person, the newest first', async () => {
    const at = (n: number) => `2027-03-0${n}T20:00:00.000Z`
    await person(0, { matters: [matter('Where?', { at: at(1) })] })
    await person(1, { matters: [matter('When?', { at: at(2) })] })
    await person(2, { answers: [answered({ at: at(3) })], sends: { invite: sent(NOW) } })
    await person(3, { answers: [answered({ at: at(4), answer: 'declined' })] })
    const found = await errands('2027-03-05T10:00:00.000Z')
    expect([...new Set(found.map(({ to }) => to.email))]).toEqual([CONVENER, DAN.email])
    const [first] = found
    expect(first).toMatchObject({ at: '2027-03-05T14:30:00.000Z', until: '2027-03-06T01:00:00.000Z' })
    expect(first?.key).toBe('digest:2027-03-05')
    expect(first?.fields.day).toBe('Friday, March 5')
    expect(first?.fields.counts).toMatch(/^2 need your attention, .*1 new answer$/)
    const news = JSON.stringify(first?.fields.news)
    expect(news.indexOf('Guest 1')).toBeLessThan(news.indexOf('Guest 0'))
    expect(news.indexOf('Needs your attention')).toBeLessThan(news.indexOf('New answers'))
    expect(news).toContain('Guest 3')
    expect(news).not.toContain('Guest 2')
    expect(news).toMatch(/\*\*\[Guest 1\]\(http:\/\/localhost:8080\/campaigns\/c{16}/)
    expect(JSON.stringify(first?.fields.overview)).toContain('company coming')
    expect(first?.link).toMatch(/\/campaigns\/c{16}$/)
  })

  test('shows ten of a kind, and how many more there are', async () => {
    const matters = Array.from({ length: 12 }, (_, n) => matter(`No. ${n}`, { id: `m${n}` }))
    await person(0, { matters })
    const [first] = await errands()
    expect(first?.fields.counts).toMatch(/^12 need your attention/)
    expect(JSON.stringify(first?.fields.news)).toContain('- and 2 more')
    await person(0, { matters: matters.slice(0, 10) })
    expect(JSON.stringify((await errands())[0]?.fields.news)).not.toContain('more')
  })

  test('says one and many of each', async () => {
    await person(0, { matters: [matter('Where?')] })
    await person(1, { sends: { invite: sent(NOW) } })
    const counts = (await errands('2027-03-17T10:00:00.000Z'))[0]?.fields.counts
    expect(counts).toMatch(/^1 needs your attention, .*1 email goes out/)
    await person(2, { sends: { invite: sent(NOW) } })
    expect((await errands())[0]?.fields.counts).toMatch(/2 emails go out/)
  })
})
