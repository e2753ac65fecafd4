import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import { standing } from '../../../domain/keep/standing.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { guestsIn } from '../../../functions/day/run-sheet.ts'
import { change, invitationRef, invitationsOf, partnershipRef, read } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { seatIn } from '../../../functions/list/sessions.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { createApp } from '../../../functions/web.tsx'
import { campaign } from '../../domain/keep/campaigns.ts'
import { textOf } from '../../pages/pdf-text.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, partnership, signedCampaign } from '../campaign/launch.ts'
import { plain, type Visitor, visitor } from '../visitor.ts'

const DOORS = '2027-03-31T13:10:00.000Z'
const DAY = `/campaigns/${IDS.campaign}/day`
const CALLS = `/campaigns/${IDS.campaign}/calls`

let t: TestWorld
let convener: Visitor
let ids: string[]
const path = (link: string) => new URL(link).pathname
const stands = async (id = '') => (await read(t.world.store, invitationRef(IDS.campaign, invitationIdFrom(id))))?.value

beforeEach(async () => {
  t = makeWorld({
    start: '2027-02-01T16:00:00.000Z',
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
    sweep: world => sweep(world),
  })
  await signedCampaign(t.world, { invitees: 5 })
  await change(t.world.store, partnershipRef(IDS.partnership), stands => ({
    ...stands,
    team: [
      ...partnership().team,
      { name: 'Sue Park', email: 'sue@college.example', role: 'support team' as const, organization: 'College' },
    ],
  }))
  await t.timers.runUntil('2027-03-19T17:00:00.000Z')
  convener = await visitor(t.world, CONVENER)
  const found = []
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) found.push(value)
  ids = found.sort((a, b) => (a.invitee.name < b.invitee.name ? -1 : 1)).map(({ id }) => id)
  await takeAnswer(t.world, {
    campaign: IDS.campaign,
    invitation: invitationIdFrom(ids[0] ?? ''),
    answer: 'accepted',
    channel: 'link',
    note: '',
    needs: 'Gluten-free',
    id: 'yes',
  })
})
afterEach(() => t.close())

describe('the convener’s calls', () => {
  it('are shared out by one button, and each caller’s page has their people alone', async () => {
    const html = await (await convener.get(CALLS)).text()
    const fields = Object.fromEntries(
      [...html.matchAll(/name="(caller-[a-z2-7]{16})".*?value="([a-z2-7]{16})" selected/gs)].map(([, name, id]) => [
        name ?? '',
        id ?? '',
      ]),
    )
    expect(Object.keys(fields)).toHaveLength(4)
    expect((await convener.post(CALLS, { ...fields, points: 'Say hello' })).status).toBe(303)
    const nobody = await visitor(t.world)
    const page = path(LINKS.call.to(t.world.settings, IDS.campaign, 'ann@lee.example'))
    const own = await nobody.text(page)
    expect(own).toContain('2 people to call')
    expect(own).toContain('Say hello')
    const [id = ''] = [...(await (await nobody.get(page)).text()).matchAll(/id="call-([a-z2-7]{16})"/g)].map(
      ([, each]) => each ?? '',
    )
    const once = 'abcdefgh'
    const wrong = await nobody.post(page, { invitation: id, once, seen: '', heard: 'delegated', note: 'She is away' })
    expect(wrong.status).toBe(422)
    const again = await wrong.text()
    expect(plain(again)).toContain('Enter the name of the person who comes in their place.')
    expect(again).toContain('She is away')
    const said = { invitation: id, once, seen: '', heard: 'delegated', delegate_name: 'Dana Cole', note: '' }
    expect((await nobody.post(page, said)).headers.get('location')).toContain('said=noted')
    const then = await stands(id)
    expect(then && standing(then, 0)).toMatchObject({
      answer: 'delegated',
      by: 'Ann Lee',
      delegate: { name: 'Dana Cole' },
    })
    expect(await convener.text(CALLS)).toContain('heard by Ann Lee')
  })

  it('cannot be answered by opening the page, nor for somebody on another list', async () => {
    const nobody = await visitor(t.world)
    const page = path(LINKS.call.to(t.world.settings, IDS.campaign, 'ann@lee.example'))
    await nobody.get(page)
    const said = { invitation: ids[1] ?? '', once: 'abcdefgh', seen: '', heard: 'accepted' }
    expect((await nobody.post(page, said)).status).toBe(422)
    expect((await stands(ids[1]))?.answers).toEqual([])
    await nobody.post(page, { do: 'take', invitation: ids[1] ?? '' })
    expect((await nobody.post(page, said)).status).toBe(303)
    expect((await stands(ids[1]))?.answers).toHaveLength(1)
  })
})

describe('the convener’s day', () => {
  it('shows who comes, takes the order of the day, and prints badges and the list', async () => {
    expect(await convener.text(DAY)).toMatch(/3 businesses 3 people/)
    await convener.post(DAY, { order: '7:30 AM  Coffee & talk' })
    expect(await convener.text(DAY)).toContain('Coffee & talk')
    const badges = await convener.get(`${DAY}/badges.pdf`)
    expect(badges.headers.get('content-type')).toBe('application/pdf')
    const [words = ''] = textOf(new Uint8Array(await badges.arrayBuffer()))
    for (const name of ['Ann', 'CHAMPION', 'Sue', 'Guest', 'Company 0']) expect(words).toContain(name)
    const list = textOf(new Uint8Array(await (await convener.get(`${DAY}/list.pdf`)).arrayBuffer())).join('\n')
    expect(list).toContain('Gluten-free')
    expect(list).toContain('3 expected, from 3 businesses')
  })
})

describe('the check-in', () => {
  const link = () => path(LINKS.day.to(t.world.settings, IDS.campaign, 'sue@college.example'))
  const told = async (fields: Record<string, string>) =>
    createApp(t.world).request(new URL(link(), t.world.settings.url).href, {
      method: 'POST',
      headers: { accept: 'application/json', origin: t.world.settings.url },
      body: new URLSearchParams(fields),
    })

  it('opens on the day', async () => {
    const nobody = await visitor(t.world)
    const early = await (await nobody.get(link())).text()
    expect(plain(early)).toContain('Check-in opens on the morning of the day')
    expect(early).not.toContain('data-tap')
    expect((await nobody.post(link(), { do: 'came', invitation: ids[0] ?? '' })).status).toBe(200)
    expect((await stands(ids[0]))?.came).toBeUndefined()
  })

  it('checks in and back by plain forms, and adds who comes unasked', async () => {
    await t.timers.runUntil(DOORS)
    const nobody = await visitor(t.world)
    expect((await nobody.post(link(), { do: 'came', invitation: ids[0] ?? '' })).headers.get('location')).toBe(
      `${link()}?said=came#g-${ids[0]}`,
    )
    expect((await stands(ids[0]))?.came?.by).toBe('Sue Park')
    expect(await nobody.text(link())).toMatch(/1 of 3 here, from 1 business/)
    await nobody.post(link(), { do: 'left', invitation: ids[0] ?? '' })
    expect((await stands(ids[0]))?.came).toBeUndefined()
    const wrong = await nobody.post(link(), { do: 'walk-in', name: 'Kim Ray', company: '', email: 'kim' })
    expect(wrong.status).toBe(422)
    const page = await wrong.text()
    expect(plain(page)).toContain('Enter the company, so that it is counted.')
    expect(page).toContain('value="Kim Ray"')
    await nobody.post(link(), { do: 'walk-in', name: 'Kim Ray', company: 'Ray Tools', email: '' })
    const guests = await guestsIn(t.world, campaign())
    expect(guests.filter(({ walkIn }) => walkIn).map(({ name }) => name)).toEqual(['Kim Ray'])
  })

  it('has the champions on the list: they are checked in, and their companies vote', async () => {
    await t.timers.runUntil(DOORS)
    const nobody = await visitor(t.world)
    const seat = seatIn(IDS.campaign, 'ann@lee.example')
    expect(await nobody.text(link())).toMatch(/Ann Lee CEO · Lee Forge · champion/)
    await nobody.post(link(), { do: 'came', invitation: seat })
    await nobody.post(link(), { do: 'came', invitation: seat })
    expect(await nobody.text(link())).toMatch(/1 of 3 here, from 1 business/)
    expect(await nobody.text(`${link()}/capture`)).toContain('Lee Forge')
    // They hold no letter, so the board of who was asked does not count them.
    expect(await convener.text(`/campaigns/${IDS.campaign}`)).not.toContain('Lee Forge')
    await nobody.post(link(), { do: 'left', invitation: seat })
    expect((await stands(seat))?.came).toBeUndefined()
  })

  it('tells a script what it took, and who is here', async () => {
    await t.timers.runUntil(DOORS)
    const at = '2027-03-31T13:01:00.000Z'
    expect(await (await told({ do: 'came', invitation: ids[0] ?? '', at })).json()).toEqual({ came: true })
    expect((await stands(ids[0]))?.came?.at).toBe(at)
    const here = await createApp(t.world).request(new URL(link(), t.world.settings.url).href, {
      headers: { accept: 'application/json' },
    })
    expect(await here.json()).toEqual({ came: [ids[0]] })
    // What can never be taken is told apart from what may be tried again.
    expect((await told({ do: 'came', invitation: 'z'.repeat(16), at })).status).toBe(422)
    expect((await told({ do: 'walk-in', name: '', company: '' })).status).toBe(422)
  })

  it('ends with a meeting that is canceled', async () => {
    await t.timers.runUntil(DOORS)
    convener = await visitor(t.world, CONVENER)
    await convener.post(`/campaigns/${IDS.campaign}/cancel`)
    const nobody = await visitor(t.world)
    expect((await nobody.get(link())).status).toBe(410)
    expect((await nobody.post(link(), { do: 'came', invitation: ids[0] ?? '' })).status).toBe(410)
    expect((await stands(ids[0]))?.came).toBeUndefined()
  })

  it('leaves the convener to add the address of who came without one', async () => {
    await t.timers.runUntil(DOORS)
    convener = await visitor(t.world, CONVENER)
    const nobody = await visitor(t.world)
    await nobody.post(link(), { do: 'walk-in', name: 'Kim Ray', company: 'Ray Tools', email: '' })
    expect(await convener.text(DAY)).toMatch(/once someone adds their address: Kim Ray/)
    const [{ invitation = '' } = {}] = (await guestsIn(t.world, campaign())).filter(({ walkIn }) => walkIn)
    const fields = { name: 'Kim Ray', company: 'Ray Tools', email: 'kim@ray.example' }
    expect((await convener.post(`/campaigns/${IDS.campaign}/invitees/${invitation}`, fields)).status).toBe(303)
    expect(await convener.text(DAY)).not.toContain('adds their address')
    expect((await stands(invitation))?.suppressed).toBeUndefined()
  })

  it('is nothing that an invitee’s or champion’s link opens', async () => {
    const nobody = await visitor(t.world)
    const call = path(LINKS.call.to(t.world.settings, IDS.campaign, 'sue@college.example'))
      .split('/')
      .at(-1)
    expect((await nobody.get(`/day/${call}`)).status).toBe(404)
    const champion = path(LINKS.day.to(t.world.settings, IDS.campaign, 'ann@lee.example'))
    expect((await nobody.get(champion)).status).toBe(404)
  })
})
