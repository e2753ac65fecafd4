import PostalMime from 'postal-mime'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { askedOf } from '../../../domain/campaign/asking.ts'
import { editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import { askAgain, requestSignatures } from '../../../functions/campaign/request-signatures.ts'
import { askForChange, sign } from '../../../functions/campaign/sign.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { checkOfSet } from '../../../functions/send/texts/signed-set.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS } from './launch.ts'

let t: TestWorld
// A Thursday; the Monday after is the day of Martin Luther King Jr.
beforeEach(() => {
  t = makeWorld({
    start: '2027-01-14T17:30:00.000Z',
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
    sweep,
  })
})
afterEach(() => t.close())

const context = async () => {
  const found = await readContext(t.world.store, IDS.campaign)
  if (!found) throw new Error('no campaign')
  return found
}
const check = async () => checkOfSet(await context()) ?? ''
const asked = () => t.outbox.list().filter(({ wave }) => wave === 'signature-request')
const to = (who: string) => asked().filter(each => String(each.to).includes(who))
const mail = async (n: number) => PostalMime.parse(t.outbox.bytes(asked()[n]?.id ?? '') ?? new Uint8Array())
const later = async (at: string) => {
  await t.timers.runUntil(at)
  await sweep(t.world)
}

describe('a request to sign', () => {
  test('says who asks and by when, what goes out when, and shows every text as one person of the list reads it', async () => {
    await draftCampaign(t.world)
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    const { subject, text = '', html = '', replyTo } = await mail(0)
    expect(subject).toBe('Ann, please review and sign by Thursday, February 25')
    expect(replyTo?.[0]?.address).toBe(CONVENER)
    expect(text).toContain('Cora Day of Front Range Workforce asks you to sign')
    expect(text).toContain('Letter of invitation: Fri, Feb 26, 9:00 AM, to every business leader on the list')
    expect(text).toMatch(/Shown as Guest \d of Company \d will read it\./)
    expect(text).toMatch(/Dear Guest,\n\nCome on Wednesday, March 31, 2027 to/)
    for (const body of [text, html]) expect(body).not.toContain('{{')
    // Letter, two follow-ups, reminder.
    expect(text.split('* * *')).toHaveLength(5)
  })

  test('says that its reader is made up while nobody is on the list', async () => {
    await draftCampaign(t.world, { invitees: 0 })
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    expect((await mail(0)).text).toContain('Shown as Jordan Reyes of Example Company, a made-up person')
  })

  test('shows after an edit what changed since they signed or were last asked', async () => {
    await draftCampaign(t.world)
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    expect((await mail(0)).text).not.toContain('What changed')
    await sign(t.world, { campaign: IDS.campaign, champion: IDS.ann, name: 'Ann Lee', check: await check() })
    await later('2027-01-14T19:00:00.000Z')
    await editCampaign(t.world, IDS.campaign, CONVENER, { event: 'set up', part: 'letter' }, stands => ({
      ...stands,
      letter: {
        subject: 'Join us, {{first_name}}',
        body: 'Dear {{first_name}},\n\nBreakfast on {{date}} at {{host}}.',
      },
    }))
    for (const n of [2, 3]) {
      const { subject, text = '' } = await mail(n)
      expect(subject).toContain('The letter changed: please review and sign')
      expect(text).toContain('What changed in “Letter of invitation” since you last had it')
      expect(text).toMatch(/> Come on Wednesday, March 31, 2027 to/)
      expect(text).toMatch(/> Breakfast on Wednesday, March 31, 2027 at/)
      expect(text).not.toContain('What changed in “Reminder”')
    }
  })
})

describe('a champion who says nothing', () => {
  test('is reminded once, two working days later, and the convener is told', async () => {
    await draftCampaign(t.world)
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    await sign(t.world, { campaign: IDS.campaign, champion: IDS.ann, name: 'Ann Lee', check: await check() })
    await later('2027-01-19T17:00:00.000Z')
    expect(asked()).toHaveLength(2)
    await later('2027-01-19T17:31:00.000Z')
    expect(to('bob')).toHaveLength(2)
    expect(to('ann')).toHaveLength(1)
    expect((await mail(2)).subject).toBe('Reminder: please review and sign by Thursday, February 25')
    for (const day of [20, 21, 22]) await later(`2027-01-${day}T17:31:00.000Z`)
    expect(asked()).toHaveLength(3)
    const digest = t.outbox.list().find(({ wave }) => wave === 'digest')
    const { text } = await PostalMime.parse(t.outbox.bytes(digest?.id ?? '') ?? new Uint8Array())
    expect(text).toMatch(/Bob Ruiz[^\n]* has not signed yet, although we sent a reminder/)
  })

  test('is not reminded who asked for a change', async () => {
    await draftCampaign(t.world)
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    for (const champion of [IDS.ann, IDS.bob])
      await askForChange(t.world, { campaign: IDS.campaign, champion, comment: 'Shorter', check: await check() })
    await later('2027-01-22T17:31:00.000Z')
    expect(asked()).toHaveLength(2)
  })

  test('is asked again by the convener’s hand, but not twice within minutes', async () => {
    await draftCampaign(t.world)
    expect(await askAgain(t.world, IDS.campaign, IDS.bob)).toBe('not asked')
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    expect(await askAgain(t.world, IDS.campaign, IDS.bob)).toBe('too soon')
    await later('2027-01-15T17:30:00.000Z')
    const both = await Promise.all([1, 2].map(() => askAgain(t.world, IDS.campaign, IDS.bob)))
    expect(both.toSorted()).toEqual(['asked', 'too soon'])
    await sweep(t.world)
    expect(to('bob')).toHaveLength(2)
    const { campaign, partnership } = await context()
    const [, bob] = partnership.champions
    expect(bob && askedOf(campaign, bob, await check()).sent.map(({ at }) => at)).toHaveLength(2)
    // The two working days count from then.
    await later('2027-01-19T17:31:00.000Z')
    expect(to('bob')).toHaveLength(2)
    expect(to('ann')).toHaveLength(2)
    await later('2027-01-20T17:31:00.000Z')
    expect(to('bob')).toHaveLength(3)
    await sign(t.world, { campaign: IDS.campaign, champion: IDS.bob, name: 'Bob Ruiz', check: await check() })
    expect(await askAgain(t.world, IDS.campaign, IDS.bob)).toBe('not asked')
  })
})

describe('a name far from the champion’s own', () => {
  test('is questioned, and kept as typed once they say that it is meant', async () => {
    await draftCampaign(t.world)
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    const given = { campaign: IDS.campaign, champion: IDS.ann, name: 'Annabel Lee-Harper', check: await check() }
    expect(await sign(t.world, given)).toBe('questioned')
    expect((await context()).campaign.signatures).toEqual([])
    expect(await sign(t.world, { ...given, sure: true })).toBe('signed')
    expect(new Set((await context()).campaign.signatures.map(({ name }) => name))).toEqual(new Set([given.name]))
  })
})
