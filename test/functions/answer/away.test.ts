import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { setAway } from '../../../functions/answer/away.ts'
import { invitationRef, invitationsOf, read } from '../../../functions/keep/documents.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../campaign/launch.ts'
import { visitor } from '../visitor.ts'

let t: TestWorld
beforeEach(() => {
  t = makeWorld({
    start: '2027-01-04T16:00:00.000Z',
    release: releaseWaves,
    sweep,
  })
})
afterEach(() => t.close())

test('the follow-up of somebody who is away waits for the morning of their return, and asks nobody', async () => {
  await signedCampaign(t.world)
  await t.timers.runUntil('2027-03-01T00:00:00.000Z')
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign))
    if (value.invitee.email === invitee(1).email) await setAway(t.world, IDS.campaign, value.id, '2027-03-22', CONVENER)
  const followUps = () => t.outbox.list().filter(({ wave }) => wave === 'follow-up-1')
  await t.timers.runUntil('2027-03-22T14:59:00.000Z')
  expect(followUps()).toHaveLength(2)
  await t.timers.runUntil('2027-03-22T15:00:00.000Z')
  expect(followUps()).toHaveLength(3)
  expect(followUps().at(-1)?.to).toEqual([invitee(1).email])
})

describe('the wait of who is away', () => {
  test('is not lifted by a date typed in half or none that exists: that is said beside the field, which keeps what was typed', async () => {
    await signedCampaign(t.world)
    const { value: first } = await invitationsOf(t.world.store, IDS.campaign).next()
    const id = first ? first.value.id : ''
    const page = `/campaigns/${IDS.campaign}/people/${id}`
    const until = async () => (await read(t.world.store, invitationRef(IDS.campaign, id)))?.value.awayUntil
    const convener = await visitor(t.world, CONVENER)
    expect((await convener.post(`${page}/away`, { back: '2027-03-22' })).status).toBe(303)
    const waits = await until()
    expect(waits).toBeDefined()
    for (const back of ['', '2027-02-30', 'soon']) {
      const refused = await convener.post(`${page}/away`, { back })
      expect(refused.status).toBe(422)
      const html = await refused.text()
      expect(html).toMatch(/id="back-error"[^>]*>\s*Enter the first day they are back/)
      expect(html).toContain(`name="back" type="date" value="${back}"`)
      expect(await until()).toBe(waits)
    }
    expect((await convener.post(`${page}/away`, { back: '2027-03-22', do: 'here' })).status).toBe(303)
    expect(await until()).toBeUndefined()
  })
})
