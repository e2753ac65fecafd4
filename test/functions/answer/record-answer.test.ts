/** What an answer leaves in an invitation: once for each change, with the thanks that are due for it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { askForEntry } from '../../../functions/answer/incoming/entry-again.ts'
import { type Given, recordAnswer } from '../../../functions/answer/record-answer.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { campaignRef, change, invitationRef, read } from '../../../functions/keep/documents.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { answered, sent } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { draftCampaign, IDS, invitee } from '../campaign/launch.ts'

/** The launch is on Wednesday, March 31, 2027, 7:30 in Denver, which is 13:30. */
const NOW = '2027-03-03T16:00:00.000Z'
const STARTS = '2027-03-31T13:30:00.000Z'
const GUEST = invitationIdOf(IDS.campaign, invitee(0).email)

let t: TestWorld
let count: number
const ref = invitationRef(IDS.campaign, GUEST)
const stands = async (): Promise<Invitation> => {
  const found = (await read(t.world.store, ref))?.value
  if (!found) throw new Error('nobody')
  return found
}
const guest = (over: Partial<Invitation>) => change(t.world.store, ref, each => ({ ...each, ...over }))
const edit = (over: Partial<Campaign>) =>
  change(t.world.store, campaignRef(IDS.campaign), each => ({ ...each, ...over }) as Campaign)
const say = async (over: Partial<Given> = {}) =>
  (
    await recordAnswer(t.world, {
      ...{ campaign: IDS.campaign, invitation: GUEST, answer: 'accepted', channel: 'link', note: '', needs: '' },
      id: `form ${++count}`,
      ...over,
    })
  ).taking
const thanks = async () =>
  Object.entries((await stands()).sends)
    .filter(([key]) => key.startsWith('thanks'))
    .map(([, { status, why }]) => [status, why])
beforeEach(async () => {
  count = 0
  t = makeWorld({ start: NOW })
  await draftCampaign(t.world, {
    invitees: 1,
    campaign: { status: 'running', scheduledAt: '2027-01-04T16:00:00.000Z' },
  })
})
afterEach(() => t.close())

describe('an answer', () => {
  test('is taken until the meeting begins, and of the convener also after it', async () => {
    await t.clock.moveTo('2027-03-31T13:29:59.000Z')
    expect(await say()).toBe('taken')
    await t.clock.moveTo(STARTS)
    expect([await say(), await say({ channel: 'convener' })]).toEqual(['too late', 'taken'])
  })

  test.each<[string, Partial<Campaign>, Partial<Invitation>, string]>([
    ['of a draft', { status: 'draft' }, {}, 'not invited'],
    ['of a meeting without a date', { meeting: undefined }, {}, 'not invited'],
    ['of a meeting that is off', { status: 'canceled' }, {}, 'canceled'],
    ['of who is off the list', {}, { removedAt: NOW }, 'not invited'],
  ])('%s is not taken', async (_, campaign, own, taking) => {
    await edit(campaign)
    await guest(own)
    expect(await say()).toBe(taking)
    expect((await stands()).answers).toEqual([])
  })

  test('is kept as it was said, in clean lines, with who said it and when it came', async () => {
    await say({ note: ' a\u0000b ', needs: ' no nuts ', by: ' Pat\nRay ', at: '2027-03-02T16:00:00.000Z', sequence: 7 })
    expect((await stands()).answers).toMatchObject([
      {
        answer: 'accepted',
        at: '2027-03-02T16:00:00.000Z',
        receivedAt: NOW,
        sequence: 0,
        by: 'Pat Ray',
        needs: ' no nuts ',
      },
    ])
    expect((await stands()).history.at(-1)).toMatchObject({
      event: 'answered',
      by: 'Pat Ray',
      channel: 'link',
      at: NOW,
    })
    for (let n = 0; n < 2; n++) await say()
    // The later one is later, whatever the clock says.
    expect((await stands()).answers.map(({ at, receivedAt }) => [at, receivedAt]).sort()).toEqual([
      ['2027-03-02T16:00:00.000Z', NOW],
      [NOW, undefined],
      ['2027-03-03T16:00:00.001Z', undefined],
    ])
  })

  test('that came in before is one, by its id and channel', async () => {
    for (let n = 0; n < 2; n++) await say({ id: 'same' })
    expect((await stands()).answers).toHaveLength(1)
    await say({ id: 'same', channel: 'convener' })
    expect((await stands()).answers).toHaveLength(2)
  })

  test('is known of from then on, also where its letter has not left', async () => {
    await say({ confirm: false })
    expect((await readContext(t.world.store, IDS.campaign))?.campaign.toldAt).toBeUndefined()
    await say()
    expect((await readContext(t.world.store, IDS.campaign))?.campaign.toldAt).toBe(NOW)
  })
})

describe('thanks', () => {
  test('are due for each change, the one before is let go; none where nobody wants one', async () => {
    await say()
    expect(await thanks()).toEqual([['due', undefined]])
    await say({ answer: 'declined' })
    expect(await thanks()).toEqual([
      ['skipped', 'a later answer came'],
      ['due', undefined],
    ])
    await say({ answer: 'tentative', confirm: false })
    expect((await thanks()).filter(([status]) => status === 'due')).toEqual([])
  })

  test('are not due for a message that says what stands already', async () => {
    const due = async (over: Partial<Given>) => {
      await say(over)
      return (await thanks()).filter(([status]) => status === 'due').length
    }
    for (const channel of ['written', 'calendar'] as const) {
      await guest({ answers: [answered()], sends: {} })
      expect(await due({ channel })).toBe(0)
      expect(await due({ channel, answer: 'declined' })).toBe(1)
    }
    await guest({ answers: [answered()], sends: {} })
    expect(await due({ channel: 'link' })).toBe(1)
    await guest({
      answers: [answered({ answer: 'delegated', delegate: { name: 'D', title: '', email: 'd@x.example' } })],
      sends: {},
    })
    const other = { name: 'E', title: '', email: 'e@x.example' }
    expect(await due({ channel: 'written', answer: 'delegated', delegate: { ...other, email: 'd@x.example' } })).toBe(0)
    expect(await due({ channel: 'written', answer: 'delegated', delegate: other })).toBe(1)
  })

  test('leave ten times a day to one person', async () => {
    const of = (at: string, status: 'sent' | 'skipped' = 'sent') =>
      Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`thanks:${n}${status}${at}`, sent(at, { status })]))
    const due = async (sends: Invitation['sends']) => {
      await guest({ sends, answers: [] })
      await say()
      return (await thanks()).some(([status]) => status === 'due')
    }
    expect(await due(of('2027-03-02T16:00:00.001Z'))).toBe(false)
    expect(await due(of('2027-03-02T16:00:00.000Z'))).toBe(true)
    expect(await due(of('2027-03-02T16:00:00.001Z', 'skipped'))).toBe(true)
    const nine = Object.fromEntries(Object.entries(of('2027-03-02T16:00:00.001Z')).slice(1))
    expect(await due({ ...nine, invite: sent(NOW) })).toBe(true)
  })

  test('for answers that are no longer kept are forgotten, but for those of today and those still open', async () => {
    const old = '2027-03-01T16:00:00.000Z'
    await guest({
      answers: [answered({ id: 'kept' })],
      sends: {
        invite: sent(old),
        'thanks:kept': sent(old),
        'thanks:gone': sent(old),
        'thanks:today': sent('2027-03-02T16:00:00.001Z'),
        'thanks:claimed': sent(old, { status: 'claimed' }),
        'thanks:doubt': sent(old, { status: 'in doubt' }),
      },
    })
    await say({ answer: 'declined' })
    const keys = Object.keys((await stands()).sends)
    expect(keys).toHaveLength(6)
    expect(keys).not.toContain('thanks:gone')
    expect(keys).toContain('invite')
  })
})

test('a delegate waits for the convener’s word, and only the one who is named last', async () => {
  const delegate = { name: 'Dana\nCole', title: 'COO', email: 'dana@x.example' }
  await say({ answer: 'delegated', delegate, note: 'She knows more', by: 'Pat' })
  const open = async () => (await stands()).matters.filter(({ settled }) => !settled)
  expect(await open()).toMatchObject([
    {
      kind: 'delegate',
      from: { name: 'Pat', email: invitee(0).email },
      text: 'She knows more',
      person: { name: 'Dana Cole' },
    },
  ])
  const message = { from: { name: 'P', email: 'p@x.example' }, subject: 'Re: launch', text: 'Dana comes' }
  await say({ answer: 'delegated', delegate: { ...delegate, name: 'Zoe' }, message, channel: 'written' })
  expect(await open()).toMatchObject([
    { from: message.from, subject: 'Re: launch', text: 'Dana comes', person: { name: 'Zoe' } },
  ])
  await say({ answer: 'accepted', delegate })
  expect(await open()).toEqual([])
  for (const { answer, delegate: named } of (await stands()).answers)
    expect([answer, named !== undefined]).toEqual([answer, answer === 'delegated'])
})

test('a calendar that asks again for its entry gets it once in six hours, of a meeting to come whose entry it holds', async () => {
  const ask = async () => {
    const context = await readContext(t.world.store, IDS.campaign)
    return context && (await askForEntry(t.world, context, await stands())) !== undefined
  }
  expect(await ask()).toBe(false)
  const holds = {
    answers: [answered()],
    sends: { invite: sent(NOW), 'thanks:answer-1': sent(NOW, { entry: true }) },
  }
  await guest(holds)
  expect(await ask()).toBe(true)
  expect(await ask()).toBe(false)
  await t.clock.moveTo('2027-03-03T21:59:59.999Z')
  expect(await ask()).toBe(false)
  await t.clock.moveTo('2027-03-03T22:00:00.000Z')
  expect(await ask()).toBe(true)
  for (const gone of [
    { removedAt: NOW },
    { removedAt: undefined, suppressed: { email: 'x', reason: 'opted out' as const, at: NOW } },
  ]) {
    await guest({ ...holds, ...gone })
    expect(await ask()).toBe(false)
  }
  await guest({ ...holds, suppressed: undefined })
  await edit({ status: 'canceled' })
  expect(await ask()).toBe(false)
  await edit({ status: 'running' })
  await t.clock.moveTo(STARTS)
  expect(await ask()).toBe(false)
})
