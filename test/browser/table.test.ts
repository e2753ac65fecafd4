/** The pages of a quarterly table that has been: its report by link, and the survey while it is open and when it is over. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONVENER, open, type Place, skipped } from './browser.ts'
import { look, type Seen } from './look.ts'
import { poster, setTable, tableLink } from './table-places.ts'

describe.skipIf(skipped)('After a quarterly table', () => {
  let place: Place
  const seen: Seen[] = []
  const complaints: string[] = []

  beforeAll(async () => {
    place = await open()
    const sample = await place.sample('sent')
    const { now } = await place.ask<{ now: string }>('/_local/clock')
    const after = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString()
    const { page } = await place.visit(CONVENER)
    const post = poster(place, page)
    await post(`/campaigns/${sample.campaign}/teams/found`, { name: 'Homes near work' })
    const table = await setTable(place, page, sample, after(60).slice(0, 10))
    const link = (purpose: 'pulse' | 'report', n: number) =>
      tableLink(place, purpose, table, sample.invitees[n]?.email ?? '')
    await place.ask('/_local/clock', { to: after(62) })
    const convener = await place.visit(CONVENER)
    const nobody = await place.visit()
    const spot = async (name: string, of: Page, path: string, status = 200, then?: (of: Page) => Promise<unknown>) =>
      seen.push(await look(of, { name, as: 'nobody', path, status, ...(then ? { then } : {}) }))
    const own = poster(place, convener.page)
    await own(`/campaigns/${table}/report`, { do: 'anew' })
    await own(`/campaigns/${table}/report`, { do: 'release' })
    await spot('the report for a member', nobody.page, link('report', 1))
    await spot('the report that was released', convener.page, `/campaigns/${table}/report`)
    await spot('the survey', nobody.page, link('pulse', 1))
    await spot('the survey without an answer', nobody.page, link('pulse', 1), 422, async of => {
      await of.getByRole('button', { name: 'Answer', exact: true }).click()
      await of.waitForLoadState()
    })
    for (const n of [0, 1, 2, 3])
      await own(link('pulse', n), { value: '4', led: String(1 + n), home: '5', missing: 'Child care', words: 'Thanks' })
    await spot('the survey, answered', nobody.page, `${link('pulse', 1)}?done=1`)
    await spot('the progress with a survey', convener.page, `/campaigns/${table}/progress`)
    await place.ask('/_local/clock', { to: after(100) })
    await spot('the survey when it is over', nobody.page, link('pulse', 1))
    complaints.push(...convener.complaints, ...nobody.complaints)
  }, 240_000)
  afterAll(() => place?.close())

  it('each page has nothing that axe finds wrong, is no wider than a phone, and complains of nothing', () => {
    expect(seen).toHaveLength(7)
    expect(seen.flatMap(({ violations }) => violations)).toEqual([])
    expect(seen.flatMap(({ wider }) => wider)).toEqual([])
    expect(seen.flatMap(({ houseWords }) => houseWords)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('is answered as it should be', () => {
    expect(seen.map(({ name, status }) => [name, status])).toEqual(
      seen.map(({ name }) => [name, name.includes('without an answer') ? 422 : 200]),
    )
  })
})
