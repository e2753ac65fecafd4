import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import { checkIn } from '../../../functions/day/check-in.ts'
import { change, invitationRef, invitationsOf, partnershipRef } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { commitmentsOf } from '../../../functions/teams/commitments.ts'
import { ballotsOf, namedAt, prioritiesOf } from '../../../functions/teams/record.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, partnership, signedCampaign } from '../campaign/launch.ts'
import { type Visitor, visitor } from '../visitor.ts'

const DURING = '2027-03-31T14:10:00.000Z'
const CAPTURE = `/campaigns/${IDS.campaign}/capture`
const FAY = { name: 'Fay Orr', email: 'fay@neutral.example', role: 'facilitator' as const, organization: 'Neutral' }

let t: TestWorld
let convener: Visitor
let door: string
let ids: string[]
const names = async () => (await namedAt(t.world.store, IDS.campaign)).map(({ text }) => text)
const keys = (html: string) => [...html.matchAll(/name="company" value="([^"]+)"/g)].map(([, key = '']) => key)

beforeEach(async () => {
  t = makeWorld({
    start: '2027-02-01T16:00:00.000Z',
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
    sweep: world => sweep(world),
  })
  await signedCampaign(t.world, { invitees: 4 })
  await change(t.world.store, partnershipRef(IDS.partnership), stands => ({
    ...stands,
    team: [...partnership().team, FAY],
  }))
  await t.timers.runUntil(DURING)
  convener = await visitor(t.world, CONVENER)
  door = `${new URL(LINKS.day.to(t.world.settings, IDS.campaign, FAY.email)).pathname}/capture`
  const found = []
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) found.push(value)
  ids = found.sort((a, b) => (a.invitee.name < b.invitee.name ? -1 : 1)).map(({ id }) => id)
  for (const id of ids.slice(0, 3))
    await checkIn(t.world, IDS.campaign, invitationIdFrom(id), { came: true, by: 'Fay' })
})
afterEach(() => t.close())

describe('what the table says', () => {
  it('is put on one list by the convener’s page and by the link of the day, the same words once', async () => {
    const keeper = await visitor(t.world)
    expect((await convener.post(CAPTURE, { do: 'name', text: 'Shared freight' })).status).toBe(303)
    expect((await keeper.post(door, { do: 'name', text: 'Apprentices' })).status).toBe(303)
    expect((await keeper.post(door, { do: 'name', text: ' shared FREIGHT ' })).status).toBe(303)
    expect(await names()).toEqual(['Shared freight', 'Apprentices'])
    expect(await keeper.text(door)).toContain('Shared freight')
  })

  it('without words is asked for again, and nothing is put on the list', async () => {
    const answer = await convener.post(CAPTURE, { do: 'name', text: '  ' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Say what it is.')
    expect(await names()).toEqual([])
  })

  it('can be named once more after the list came to hold it in other words', async () => {
    await convener.post(CAPTURE, { do: 'name', text: 'Freight' })
    const [first] = await namedAt(t.world.store, IDS.campaign)
    await convener.post(CAPTURE, { do: 'reword', priority: first?.id ?? '', text: 'Rail' })
    await convener.post(CAPTURE, { do: 'name', text: 'Freight' })
    await convener.post(CAPTURE, { do: 'name', text: 'rail' })
    expect(await names()).toEqual(['Rail', 'Freight'])
    expect(new Set((await namedAt(t.world.store, IDS.campaign)).map(({ id }) => id)).size).toBe(2)
  })

  it('is written down by nobody without a link, and with a link only while the door is open', async () => {
    const stranger = await visitor(t.world)
    await stranger.post(CAPTURE, { do: 'name', text: 'Mine' })
    expect(
      (await stranger.post(door.replace(/[^/]{4}\/capture$/, 'aaaa/capture'), { do: 'name', text: 'Mine' })).status,
    ).toBe(404)
    await t.timers.runUntil('2027-04-20T16:00:00.000Z')
    expect((await stranger.post(door, { do: 'name', text: 'Late' })).status).toBe(404)
    expect(await names()).toEqual([])
  })
})

describe('the votes', () => {
  beforeEach(async () => {
    for (const text of ['Freight', 'Apprentices', 'Housing', 'Buses'])
      await convener.post(CAPTURE, { do: 'name', text })
  })

  it('are those of businesses that are there: neither of public partners nor of who stayed away', async () => {
    const html = await (await convener.get(CAPTURE)).text()
    expect(keys(html)).toHaveLength(3)
    await change(t.world.store, invitationRef(IDS.campaign, invitationIdFrom(ids[0] ?? '')), stands => ({
      ...stands,
      invitee: { ...stands.invitee, publicPartner: true },
    }))
    const left = keys(await (await convener.get(CAPTURE)).text())
    expect(left).toHaveLength(2)
    const [partner = ''] = keys(html).filter(key => !left.includes(key))
    const [freight] = await namedAt(t.world.store, IDS.campaign)
    const answer = await convener.post(CAPTURE, { do: 'vote', company: partner, priorities: freight?.id ?? '' })
    expect(answer.status).toBe(422)
    expect(await ballotsOf(t.world.store, IDS.campaign)).toEqual([])
  })

  it('of one company are its last word, whoever notes it', async () => {
    const [company = ''] = keys(await (await convener.get(CAPTURE)).text())
    const [freight, apprentices] = await namedAt(t.world.store, IDS.campaign)
    await convener.post(CAPTURE, { do: 'vote', company, priorities: freight?.id ?? '' })
    await (await visitor(t.world)).post(door, { do: 'vote', company, priorities: apprentices?.id ?? '' })
    const order = await prioritiesOf(t.world.store, IDS.campaign)
    expect(order.map(({ text, votes }) => [text, votes]).slice(0, 2)).toEqual([
      ['Apprentices', 1],
      ['Freight', 0],
    ])
    expect((await ballotsOf(t.world.store, IDS.campaign)).map(({ by }) => by)).toEqual([FAY.name])
  })
})

describe('a commitment', () => {
  const promise = { do: 'promise', what: 'Call the college', owner: 'ann@lee.example', due: '2027-05-11' }

  it('has an owner and a date, and is one however often it is sent', async () => {
    for (let n = 0; n < 2; n++) expect((await convener.post(CAPTURE, promise)).status).toBe(303)
    const made = await commitmentsOf(t.world.store, IDS.partnership)
    expect(made).toMatchObject([
      { what: 'Call the college', due: '2027-05-11', owner: { name: 'Ann Lee', company: 'Lee Forge' }, state: 'open' },
    ])
  })

  it('of nobody in the room, or for a day that is gone, is not written down, and what was typed is kept', async () => {
    const stranger = await convener.post(CAPTURE, { ...promise, owner: 'who@else.example' })
    expect(stranger.status).toBe(422)
    expect(await stranger.text()).toContain('value="Call the college"')
    for (const due of ['2027-03-30', '2027-02-30', ''])
      expect((await convener.post(CAPTURE, { ...promise, due })).status).toBe(422)
    expect(await commitmentsOf(t.world.store, IDS.partnership)).toEqual([])
  })
})
