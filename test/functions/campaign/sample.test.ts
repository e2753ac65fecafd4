import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSample } from '../../../functions/campaign/sample.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { signatures } from '../../../functions/send/texts/signed-set.ts'
import { readExamples } from '../../../local/examples.ts'
import { makeWorld, type TestWorld } from '../../world.ts'

let t: TestWorld
beforeEach(() => {
  t = makeWorld()
  t.world.sample = readExamples()
})
afterEach(() => t.close())

test('a draft has some 40 invitees of 25 companies and has sent nothing', async () => {
  const { invitees } = await createSample(t.world, 'draft', 'convener@example.org')
  expect(invitees.length).toBeGreaterThanOrEqual(40)
  expect(new Set(invitees.map(({ company }) => company)).size).toBe(25)
  expect(t.outbox.list()).toEqual([])
})

test('signed, both champions have put their names to the letter that stands', async () => {
  const { campaign } = await createSample(t.world, 'signed', 'convener@example.org')
  const context = await readContext(t.world.store, campaign)
  expect(context && signatures(context).complete).toBe(true)
  expect((await t.timetable.list(campaign)).map(({ wave }) => wave).sort()).toEqual([
    'after-meeting',
    'follow-up-1',
    'follow-up-2',
    'invite',
    'reminder',
  ])
})

test('sent, every invitee has the letter, at whatever hour it is loaded, and each load is a fresh copy', async () => {
  const before = t.clock.now()
  const first = await createSample(t.world, 'sent', 'convener@example.org')
  const second = await createSample(t.world, 'sent', 'convener@example.org')
  expect(t.clock.now()).toBe(before)
  expect(first.campaign).not.toBe(second.campaign)
  const letters = t.outbox.list().filter(({ wave, campaign }) => wave === 'invite' && campaign === second.campaign)
  expect(letters.map(({ to }) => to[0]).sort()).toEqual(second.invitees.map(({ email }) => email).sort())
})
