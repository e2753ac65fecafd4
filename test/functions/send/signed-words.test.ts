/** What left under the champions' names can be shown for good, whoever edits it or signs it anew. */
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dropChampion } from '../../../functions/campaign/sign.ts'
import { withText, writeText } from '../../../functions/campaign/texts/write-text.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { checkOfLetter } from '../../../functions/send/texts/signed-set.ts'
import { signedRows, signedWords } from '../../../functions/send/texts/signed-words.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, signAll, signedCampaign } from '../campaign/launch.ts'
import { visitor } from '../visitor.ts'

let t: TestWorld
beforeEach(() => {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
})
afterEach(() => t.close())

const rows = async () => (await signedRows(t.world, IDS.campaign)) ?? []
const letters = async () => (await rows()).filter(({ text }) => text === 'letter')
const context = async () => {
  const found = await readContext(t.world.store, IDS.campaign)
  if (!found) throw new Error('no campaign')
  return found
}
const leave = async () => {
  const [first] = (await t.timetable.list(IDS.campaign)).filter(({ wave }) => wave === 'invite')
  await t.clock.moveTo(first?.at ?? '')
  await releaseWave(t.world, { campaign: IDS.campaign, wave: 'invite' })
  expect(t.outbox.list().filter(({ wave }) => wave === 'invite').length).toBeGreaterThan(0)
}
const rewrite = async (body: string) => {
  expect(await writeText(t.world, await context(), 'letter', CONVENER, { subject: 'Another', body })).toBe('written')
}

test('words written anew keep what only a later version knows of them', async () => {
  await draftCampaign(t.world)
  const later = { subject: 'Join us', body: 'Dear all.', fromLater: 'kept' }
  const found = await context()
  const known = { ...found, campaign: { ...found.campaign, letter: later, texts: { reminder: later } } }
  const words = { subject: 'Another', body: 'Dear you.' }
  expect(withText(known, 'letter', words).letter).toEqual({ ...later, ...words })
  expect(withText(known, 'reminder', words).texts?.reminder).toEqual({ ...later, ...words })
})

describe('The signed set for scripts', () => {
  test('is what stands to be signed, its fields open, with whom it needs and nobody yet', async () => {
    await draftCampaign(t.world)
    const [letter, ...others] = await rows()
    expect(letter).toMatchObject({
      text: 'letter',
      waves: ['invite'],
      required: ['Ann Lee', 'Bob Ruiz'],
      signatures: [],
    })
    expect(letter?.body).toMatch(/^Dear \{\{first_name\}\},\n\nCome on \w+, \w+ \d+, \d{4}/)
    expect(others.map(({ text }) => text)).toEqual(['follow-up-1', 'follow-up-2', 'reminder'])
    expect(await signedRows(t.world, 'nobody' as typeof IDS.campaign)).toBeUndefined()
  })

  test('keeps the words that left when they are edited, with the signatures they left under', async () => {
    await signedCampaign(t.world)
    const [before] = await letters()
    await leave()
    await rewrite('Dear {{first_name}},\n\nOther words.')
    const all = await letters()
    expect(all.map(({ body }) => body.split('\n\n')[1])).toEqual([before?.body.split('\n\n')[1], 'Other words.'])
    expect(all[0]).toEqual(before)
    expect(all[0]?.signatures.map(({ champion }) => champion)).toEqual(['Ann Lee', 'Bob Ruiz'])
    expect(all[1]?.signatures).toEqual([])
    await signAll(t.world)
    expect((await letters()).map(({ signatures }) => signatures.length)).toEqual([2, 2])
  })

  test('keeps what was signed and never left, and proves it: its check value is that of what is kept', async () => {
    await signedCampaign(t.world)
    const check = checkOfLetter(await context()) ?? ''
    await rewrite('Dear {{first_name}},\n\nOther words.')
    expect((await letters()).map(row => row.check)).toContain(check)
    const kept = await signedWords(t.world, IDS.campaign, check)
    expect(
      createHash('sha256')
        .update(kept?.canonical ?? '')
        .digest('hex'),
    ).toBe(check)
    const page = await (await visitor(t.world)).text(`/letters/${IDS.campaign}/${check}`)
    expect(page).toContain('What they signed')
    expect(page).toContain('Come on ')
  })

  test('says of what left who had to sign it then, and of what stands who has to now', async () => {
    await signedCampaign(t.world)
    await leave()
    const { partnership } = await context()
    const third = { ...partnership.champions[0], id: 'd'.repeat(16), name: 'Cy Third', email: 'cy@third.example' }
    const stored = await t.world.store.get(`partnership#${IDS.partnership}`, 'partnership')
    const value = { ...(stored?.value as object), champions: [...partnership.champions, third] }
    await t.world.store.put(`partnership#${IDS.partnership}`, 'partnership', value, stored?.version)
    expect((await letters()).map(({ required }) => required.length)).toEqual([2, 3])
    await dropChampion(t.world, IDS.campaign, third.id as typeof IDS.ann, CONVENER)
    expect((await letters()).map(({ required }) => required.length)).toEqual([2])
  })
})
