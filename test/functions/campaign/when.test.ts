/** When a meeting can be: what is refused, what is asked about once, and under which name its zone is shown. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { campaignRef, change, read } from '../../../functions/keep/documents.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { plain, type Visitor, visitor } from '../visitor.ts'
import { CONVENER, draftCampaign, IDS } from './launch.ts'

let t: TestWorld
let convener: Visitor
beforeEach(async () => {
  t = makeWorld()
  await draftCampaign(t.world)
  convener = await visitor(t.world, CONVENER)
})
afterEach(() => t.close())

const AT = `/campaigns/${IDS.campaign}`
const MEETING = {
  date: '2027-03-31',
  start: '07:30',
  end: '09:00',
  zone: 'America/Denver',
  host: 'Ridgeline Machining',
  address: '100 Mill St, Longmont, CO',
}
const save = (over: Record<string, string>) => convener.post(`${AT}/meeting`, { ...MEETING, ...over })
const meeting = async () => (await read(t.world.store, campaignRef(IDS.campaign)))?.value.meeting

describe('A meeting', () => {
  it.each([
    [{ date: '2027-03-14', start: '02:30', end: '04:00' }, 'There is no 2:30 AM on Sunday, March 14, 2027'],
    [{ date: '2027-03-14', start: '01:30', end: '02:15' }, 'There is no 2:15 AM on Sunday, March 14, 2027'],
    [{ start: '09:00', end: '07:30' }, 'The end must come after the start.'],
    [{ start: '09:00', end: '09:00' }, 'The end must come after the start.'],
    [{ zone: 'Mars/Olympus' }, 'Choose the time zone.'],
  ])('is refused at %o, with what was typed kept', async (over, words) => {
    const before = await meeting()
    const response = await save(over)
    expect(response.status).toBe(422)
    const text = plain(await response.text())
    expect(text).toContain(words)
    expect(await meeting()).toEqual(before)
    const again = await (await convener.get(`${AT}/meeting`)).text()
    for (const value of Object.values(over).filter(each => each.includes(':'))) expect(again).toContain(value)
  })

  it('may be at that hour where clocks do not change, or on another day', async () => {
    expect((await save({ date: '2027-03-15', start: '02:30', end: '04:00' })).status).toBe(303)
    expect((await save({ date: '2027-03-15', start: '02:30', end: '04:00', zone: 'America/Phoenix' })).status).toBe(303)
  })

  it.each([
    ['2027-03-06', 'March 6, 2027 is a Saturday.'],
    ['2027-07-05', 'Monday, July 5, 2027 is Independence Day (observed).'],
    ['2029-11-22', 'Thursday, November 22, 2029 is Thanksgiving.'],
  ])('on %s is asked about before it is saved, once', async (date, words) => {
    const before = await meeting()
    const asked = await save({ date })
    expect(asked.status).toBe(200)
    expect(plain(await asked.text())).toContain(words)
    expect(await meeting()).toEqual(before)
    expect((await save({ date, confirmed: 'yes' })).status).toBe(303)
    expect((await meeting())?.date).toBe(date)
    // It stays on the page, and is not asked about again.
    expect(plain(await (await convener.get(`${AT}/meeting`)).text())).toContain(words)
    expect((await save({ date, host: 'Lee Forge' })).status).toBe(303)
  })

  it.each([
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['US/Mountain', 'America/Denver'],
  ])('stored in %s is shown in %s', async (stored, shown) => {
    await change(t.world.store, campaignRef(IDS.campaign), campaign =>
      campaign.meeting ? { ...campaign, meeting: { ...campaign.meeting, zone: stored } } : campaign,
    )
    const html = await (await convener.get(`${AT}/meeting`)).text()
    expect(html).toContain(`<option value="${shown}" selected`)
    expect(html).not.toContain(stored)
  })

  it('of an older Convoke lists no federal holidays as its own days off', async () => {
    await change(t.world.store, campaignRef(IDS.campaign), campaign => ({
      ...campaign,
      timing: { ...campaign.timing, holidays: ['2027-07-05', '2027-03-15', '2027-12-24'] },
    }))
    expect(await (await convener.get(`${AT}/timing`)).text()).toMatch(/<textarea[^>]*name="holidays"[^>]*>2027-03-15</)
  })
})
