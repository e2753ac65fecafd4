/** What acts of a campaign refuse by themselves, whichever door they are called through. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignIdFrom, championIdFrom } from '../../../domain/keep/ids.ts'
import { answerByLink, openRsvp, type RsvpForm } from '../../../functions/answer/answer-by-link.ts'
import { editPartnership } from '../../../functions/campaign/edit-campaign.ts'
import { openSample } from '../../../functions/campaign/sample.ts'
import { saveStep } from '../../../functions/campaign/save-step.ts'
import { dropChampion } from '../../../functions/campaign/sign.ts'
import { openPartnership } from '../../../functions/campaign/start-partnership.ts'
import { letterStep } from '../../../functions/campaign/steps/letter.ts'
import { teamStep } from '../../../functions/campaign/steps/team.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { invitationRef, invitationsOf, read } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { decideWave } from '../../../functions/send/steer-campaign.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, signedCampaign } from './launch.ts'

let t: TestWorld
const context = async () => {
  const found = await readContext(t.world.store, IDS.campaign)
  if (!found) throw new Error('no campaign')
  return found
}

beforeEach(async () => {
  t = makeWorld({ start: '2027-02-01T16:00:00.000Z' })
  await signedCampaign(t.world, { invitees: 1 })
})
afterEach(() => t.close())

describe('champions', () => {
  const CAL = {
    id: championIdFrom('d'.repeat(16)),
    name: 'Cal Orr',
    title: 'CEO',
    company: 'Orr Tools',
    email: 'cal@orr.example',
  }

  test('are two at least, also when two are dropped at the same moment', async () => {
    expect(await dropChampion(t.world, IDS.campaign, IDS.bob, CONVENER)).toBe('too few')
    expect(await dropChampion(t.world, IDS.campaign, championIdFrom('nobody'), CONVENER)).toBe('not there')
    await editPartnership(t.world, IDS.campaign, CONVENER, { event: 'set up', part: 'champions' }, stands => ({
      ...stands,
      champions: [...stands.champions, CAL],
    }))
    const both = await Promise.all([CAL.id, IDS.bob].map(id => dropChampion(t.world, IDS.campaign, id, CONVENER)))
    expect(both.sort()).toEqual(['dropped', 'too few'])
    expect((await context()).partnership.champions).toHaveLength(2)
  })
})

describe('a step of the form', () => {
  test('that brings something is not saved before somebody has heard it, and what does not read is kept as typed', async () => {
    const letter = { subject: 'Come, {{first_name}}', body: 'Dear {{first_name}}, come on {{date}}.' }
    const save = async (typed: Record<string, string>, confirmed: boolean) =>
      saveStep(t.world, await context(), letterStep, typed, { confirmed, by: CONVENER })
    expect(await save(letter, false)).toMatchObject({ brings: [expect.stringContaining('Saving voids')], doubts: [] })
    expect((await context()).campaign.letter?.subject).not.toBe(letter.subject)
    expect(await save({ ...letter, body: '{{moon}}' }, true)).toMatchObject({ errors: { body: expect.any(String) } })
    expect((await context()).campaign.unfinished.letter).toMatchObject({ body: '{{moon}}' })
    expect(await save(letter, true)).toBe('saved')
    expect((await context()).campaign.letter?.subject).toBe(letter.subject)
  })

  test('leaves a partnership its convener', async () => {
    const typed = { name_0: 'Cora Day', email_0: CONVENER, role_0: 'facilitator', organization_0: '' }
    const saving = await saveStep(t.world, await context(), teamStep, typed, { confirmed: true, by: CONVENER })
    expect(saving).toMatchObject({ errors: { role_0: expect.any(String) } })
    expect((await context()).partnership.team[0]?.role).toBe('convener')
  })
})

describe('a partnership', () => {
  test('is started by those whom the operator lets, and so is the sample', async () => {
    expect(await openPartnership(t.world, 'stranger@elsewhere.example')).toBe('may not')
    expect(await openSample(t.world, 'stranger@elsewhere.example')).toBe('may not')
    expect(await openSample({ ...t.world, sample: undefined }, CONVENER)).toBe('may not')
    expect(await openPartnership(t.world, CONVENER)).toMatchObject({ campaign: expect.any(String) })
  })
})

describe('a wave', () => {
  test('is let go or held back by the convener where the plan has it', async () => {
    const { campaign } = await context()
    for (const word of ['release', 'drop'] as const)
      expect(await decideWave(t.world, campaign, 'no-such-wave', word, CONVENER)).toBe('not planned')
    expect(await decideWave(t.world, campaign, 'follow-up-1', 'drop', CONVENER)).toBe('decided')
  })
})

describe('an answer by link', () => {
  const form: RsvpForm = {
    form: 'abcdefgh',
    answer: 'accepted',
    delegate_name: '',
    delegate_title: '',
    delegate_email: '',
    note: '',
    needs: '',
    by: '',
  }

  test('counts once however often the same is said, and moves nobody to a session that is none', async () => {
    const invited = async () => {
      for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) return value.id
      throw new Error('nobody is invited')
    }
    const id = await invited()
    const opened = async () => {
      const found = await openRsvp(t.world, LINKS.rsvp.to(t.world.settings, IDS.campaign, id).split('/').at(-1) ?? '')
      if (!found) throw new Error('no invitation')
      return found
    }
    for (const each of ['abcdefgh', 'ijklmnop'])
      expect(await answerByLink(t.world, await opened(), { ...form, form: each })).toBe('taken')
    expect((await read(t.world.store, invitationRef(IDS.campaign, id)))?.value.answers).toHaveLength(1)
    const elsewhere = { ...form, answer: { session: campaignIdFrom('z'.repeat(16)) } }
    expect(await answerByLink(t.world, await opened(), elsewhere)).toBe('not open')
    await t.clock.moveTo('2027-03-31T14:00:00.000Z')
    expect(await answerByLink(t.world, await opened(), { ...form, answer: 'declined' })).toBe('too late')
  })
})
