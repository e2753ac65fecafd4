/** The pages of a launch that has been: what was said, the debrief, and the summary on its way to the members. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LINKS } from '../../functions/keep/links.ts'
import { AS_SCRIPT } from '../as-script.ts'
import { CONVENER, open, type Place, skipped } from './browser.ts'
import { look, type Seen } from './look.ts'
import { poster } from './table-places.ts'

const FACILITATOR = 'marcus.bell@facilitation.example'

describe.skipIf(skipped)('After a launch', () => {
  let place: Place
  const seen: Seen[] = []
  const complaints: string[] = []

  beforeAll(async () => {
    place = await open()
    const sample = await place.sample('sent')
    const own = `/campaigns/${sample.campaign}`
    for (const { link } of sample.invitees.slice(0, 8))
      await fetch(link, {
        method: 'POST',
        body: new URLSearchParams({ answer: 'accepted' }),
        headers: { origin: place.url },
      })
    const before = await place.visit(CONVENER)
    const nobody = await place.visit()
    const unfold = async (of: Page) => {
      for (const each of await of.locator('main summary').all()) await each.click()
    }
    const press = (name: string) => async (of: Page) => {
      await unfold(of)
      await of.getByRole('button', { name, exact: true }).first().click()
      await of.waitForLoadState()
    }
    const spot = async (name: string, of: Page, path: string, status = 200, then?: (of: Page) => Promise<unknown>) =>
      seen.push(await look(of, { name, as: 'nobody', path, status, ...(then ? { then } : {}) }))
    const settings = { url: place.url, secret: place.secret }
    await spot('a summary before the launch', before.page, `${own}/summary`)
    await spot('nothing said yet', before.page, `${own}/capture`)
    const { now } = await place.ask<{ now: string }>('/_local/clock')
    await place.ask('/_local/clock', { to: new Date(Date.parse(now) + 33.5 * 86_400_000).toISOString() })
    const { page, complaints: said } = await place.visit(CONVENER)
    const post = poster(place, page)
    for (const text of ['Apprentices that stay', 'Shared freight to Denver', 'Childcare near the plants'])
      await post(`${own}/capture`, { do: 'name', text })
    await page.goto(`${own}/capture`)
    const html = await page.content()
    const [priority = ''] = [...html.matchAll(/name="priorities" value="([a-z2-7]{16})"/g)].map(([, id]) => id ?? '')
    const [company = ''] = [...html.matchAll(/name="company" value="([^"]+)"/g)].map(([, key]) => key ?? '')
    await post(`${own}/capture`, { do: 'vote', company, priorities: priority })
    await spot('what was said', page, `${own}/capture`, 200, unfold)
    await spot('what was said, and something without words', page, `${own}/capture`, 422, press('Add a priority'))
    const door = new URL(`${LINKS.day.to(settings, sample.campaign, FACILITATOR)}/capture`).pathname
    await spot('what was said, by a link of the day', nobody.page, door)
    const notes = new URL(LINKS.notes.to(settings, sample.campaign, FACILITATOR)).pathname
    await spot('notes that nobody has written', nobody.page, notes)
    await post(notes, { heard: 'They fear losing machinists.', offer: 'Evening labs', wait: 'Our grant' })
    await spot('notes of one’s own', nobody.page, `${notes}?said=kept`)
    await spot('all notes', page, `${own}/notes`)
    await spot('a summary as it is drafted', page, `${own}/summary`)
    await spot('a summary that is written', page, `${own}/summary`, 200, press('Save'))
    await spot('a summary that is asked for', page, `${own}/summary`, 200, press('Ask the champions to approve it'))
    const { now: asked } = await place.ask<{ now: string }>('/_local/clock')
    await place.ask('/_local/clock', { to: new Date(Date.parse(asked) + 60_000).toISOString() })
    const outbox = await place.ask<{ id: string; wave: string }[]>('/_local/outbox.json')
    const links: string[] = []
    for (const { id } of outbox.filter(({ wave }) => wave === 'approve')) {
      const letter = await (await fetch(`${place.url}/_local/outbox/${id}/rendered`, { headers: AS_SCRIPT })).text()
      links.push(/\/approve\/[a-z2-7]{58}/.exec(letter)?.[0] ?? '')
    }
    expect(links).toHaveLength(2)
    const [first = '', second = ''] = links
    await spot('a summary for a champion', nobody.page, first)
    await spot('a comment without words', nobody.page, first, 422, press('Send my comment'))
    await spot('a summary that a champion has approved', nobody.page, first, 200, press('Approve it'))
    await spot('a summary that two have approved', nobody.page, second, 200, press('Approve it'))
    await spot('a summary that leaves', page, `${own}/summary`)
    complaints.push(...said, ...before.complaints, ...nobody.complaints)
  }, 240_000)
  afterAll(() => place?.close())

  it('each page has nothing that axe finds wrong, is no wider than a phone, and complains of nothing', () => {
    expect(seen.length).toBeGreaterThan(14)
    expect(seen.flatMap(({ name, violations }) => violations.map(each => `${name}: ${each}`))).toEqual([])
    expect(seen.flatMap(({ name, wider }) => wider.map(each => `${name}: ${each}`))).toEqual([])
    expect(seen.flatMap(({ houseWords }) => houseWords)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('is answered as it should be', () => {
    expect(seen.map(({ name, status }) => [name, status])).toEqual(
      seen.map(({ name }) => [name, name.includes('without words') ? 422 : 200]),
    )
  })
})
