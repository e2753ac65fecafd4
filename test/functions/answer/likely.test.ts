/** Replies that are not plain: what is suggested, and how a person confirms it, one by one or together. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import { openMatters } from '../../../domain/keep/matter.ts'
import { answersOf } from '../../../functions/answer/answers.ts'
import { settleMatter } from '../../../functions/answer/settle-matter.ts'
import { invitationRef, invitationsOf, read } from '../../../functions/keep/documents.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../campaign/launch.ts'
import { type Visitor, visitor } from '../visitor.ts'
import { deliverMail, writtenMail } from './replies.ts'

let t: TestWorld
let convener: Visitor
let guests: Map<string, string>
const LIST = `/campaigns/${IDS.campaign}/likely-answers`

beforeEach(async () => {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z', release: releaseWaves })
  await signedCampaign(t.world, { invitees: 6 })
  await t.timers.runUntil('2027-02-26T16:00:00.000Z')
  guests = new Map()
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) guests.set(value.invitee.email, value.id)
  convener = await visitor(t.world, CONVENER)
})
afterEach(() => t.close())

const idOf = (n: number) => guests.get(invitee(n).email) ?? ''
const writes = (n: number, text: string) =>
  deliverMail(t, writtenMail(text, { from: invitee(n).email, messageId: `m${n}` }), idOf(n), { from: invitee(n).email })
const row = async (n: number) =>
  (await answersOf(t.world, IDS.campaign))?.find(({ email }) => email === invitee(n).email)
const matterOf = async (n: number) => {
  const found = await read(t.world.store, invitationRef(IDS.campaign, invitationIdFrom(idOf(n))))
  return openMatters(found?.value.matters ?? [])[0]
}
const NEARLY = 'I’ll be there, if nothing breaks down.'
const REGRET = 'Wish I could! Our boiler gave out last night. Good luck with it.'

test('a reply that is nearly plain waits for a person, with the answer it likely is and the sentence that says it', async () => {
  expect(await writes(0, REGRET)).toEqual(['needs you'])
  expect((await matterOf(0))?.suggestion).toEqual({ answer: 'declined', because: 'Wish I could!' })
  expect(await row(0)).toMatchObject({ answer: null, suggestion: 'declined' })
  await writes(1, NEARLY)
  expect(await row(1)).toMatchObject({ answer: null, suggestion: 'tentative' })
  await writes(2, 'Who else has been asked?')
  expect(await row(2)).toMatchObject({ answer: null, suggestion: null, needsYou: expect.stringContaining('Who else') })
  const html = await (await convener.get(`/campaigns/${IDS.campaign}/people/${idOf(0)}`)).text()
  expect(html).toContain('Likely: <strong>they’re not coming</strong>')
  expect(html).toContain('<strong>Wish I could!</strong> Our boiler')
})

test('one click confirms it, and another says otherwise', async () => {
  await writes(0, REGRET)
  await writes(1, NEARLY)
  for (const [n, word] of [
    [0, 'declined'],
    [1, 'accepted'],
  ] as const) {
    const matter = await matterOf(n)
    await settleMatter(t.world, IDS.campaign, invitationIdFrom(idOf(n)), matter?.id ?? '', word, CONVENER)
    expect(await row(n)).toMatchObject({ answer: word, channel: 'convener', suggestion: null, needsYou: null })
  }
})

test('what is ticked is confirmed together, safe to repeat; what is not stays', async () => {
  await writes(0, REGRET)
  await writes(1, NEARLY)
  await writes(2, 'I won’t be able to. My daughter says take us off that list, but I do like to read it.')
  const ticks = [...(await (await convener.get(LIST)).text()).matchAll(/name="confirm" value="([^"]+)"/g)].map(
    ([, tick = '']) => tick,
  )
  expect(ticks.length).toBeGreaterThanOrEqual(2)
  const confirm = ticks.filter(tick => !tick.startsWith(idOf(1)))
  for (let twice = 0; twice < 2; twice++)
    expect(await (await convener.post(LIST, { confirm })).text()).toContain('noted.')
  expect(await row(0)).toMatchObject({ answer: 'declined', suggestion: null })
  expect(await row(1)).toMatchObject({ answer: null, suggestion: 'tentative' })
  expect((await matterOf(1))?.settled).toBeUndefined()
  expect(await (await convener.get(LIST)).text()).not.toContain(idOf(0))
})

test('a word that is none, and somebody else’s matter, change nothing', async () => {
  await writes(0, REGRET)
  const { id = '' } = (await matterOf(0)) ?? {}
  const confirm = [`${idOf(0)} ${id} perhaps`, `${idOf(1)} ${id} accepted`, 'x']
  expect(await (await convener.post(LIST, { confirm })).text()).toContain('3 could not be')
  expect(await row(0)).toMatchObject({ answer: null, suggestion: 'declined' })
  expect(await row(1)).toMatchObject({ answer: null })
})

test('an answer counts although it asks where to park, and a person sees the question', async () => {
  expect(await writes(0, 'I’ll be there. Where do I park?')).toEqual(['needs you'])
  expect(await row(0)).toMatchObject({ answer: 'accepted', needsYou: expect.stringContaining('Where do I park?') })
})

test('somebody sent in their place is named, and one click more approves them', async () => {
  await writes(0, 'Our VP of HR Joan Kim (jkim@x.example) will represent us, if she is free.')
  const matter = await matterOf(0)
  expect(matter).toMatchObject({
    suggestion: { answer: 'delegated' },
    person: { name: 'Joan Kim', title: 'VP of HR', email: 'jkim@x.example' },
  })
  await settleMatter(t.world, IDS.campaign, invitationIdFrom(idOf(0)), matter?.id ?? '', 'delegated', CONVENER)
  expect(await row(0)).toMatchObject({ answer: 'delegated', delegate: { name: 'Joan Kim' } })
  const asked = await matterOf(0)
  expect(asked).toMatchObject({ kind: 'delegate', person: { email: 'jkim@x.example' } })
  await settleMatter(t.world, IDS.campaign, invitationIdFrom(idOf(0)), asked?.id ?? '', 'approve', CONVENER)
  expect((await answersOf(t.world, IDS.campaign))?.map(({ email }) => email)).toContain('jkim@x.example')
})
