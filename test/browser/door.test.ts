/** A phone at the door with a connection that comes and goes. */
import axe, { type AxeResults } from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { LINKS } from '../../functions/keep/links.ts'
import { CONVENER, open, PHONE, type Place, skipped } from './browser.ts'

describe.skipIf(skipped)('At the door', () => {
  let place: Place
  let campaign: string
  let path: string
  let page: Page
  let context: BrowserContext
  const phones: BrowserContext[] = []
  const phone = async () => {
    const visitor = await place.visit(undefined, { viewport: PHONE })
    phones.push(visitor.page.context())
    await visitor.page.goto(path)
    return visitor.page
  }
  const here = async (): Promise<string[]> =>
    (await (await fetch(new URL(path, place.url), { headers: { accept: 'application/json' } })).json()).came
  const rows = (of: Page) => of.locator('[data-guest] button:visible')
  const button = (of: Page, id: string) => of.locator(`#g-${id} button`)
  /** Those who are not here yet, by their ids. */
  const missing = async (of: Page): Promise<string[]> =>
    of
      .locator('[data-guest]:has(button:visible[aria-pressed=false])')
      .evaluateAll(rows => rows.map(row => row.id.slice(2)))
  const waiting = (of: Page) => of.locator('[data-waiting]')

  beforeAll(async () => {
    place = await open()
    const sample = await place.sample('sent')
    campaign = sample.campaign
    for (const { link } of sample.invitees.slice(0, 8))
      await fetch(link, {
        method: 'POST',
        body: new URLSearchParams({ answer: 'accepted' }),
        headers: { origin: place.url },
      })
    const settings = { url: place.url, secret: place.secret }
    path = new URL(LINKS.day.to(settings, sample.campaign, CONVENER)).pathname
    const { now } = await place.ask<{ now: string }>('/_local/clock')
    // The meeting of this sample is 29 days ahead, or up to three more where that is no working day.
    for (let days = 28; days < 34; days++) {
      await place.ask('/_local/clock', { to: new Date(Date.parse(now) + days * 86_400_000).toISOString() })
      if ((await (await fetch(new URL(path, place.url))).text()).includes('data-tap')) break
    }
  }, 180_000)
  afterAll(() => place?.close())
  beforeEach(async () => {
    page = await phone()
    context = page.context()
  })

  it('a tap is shown at once, and told without leaving the page', async () => {
    const [id = ''] = await missing(page)
    await button(page, id).click()
    await expect.poll(() => button(page, id).getAttribute('aria-pressed')).toBe('true')
    await expect.poll(here).toContain(id)
    expect(await page.locator('[data-here]').textContent()).toBe('1')
    await page.waitForTimeout(1100)
    await button(page, id).click()
    await expect.poll(here).not.toContain(id)
  })

  it('a finger that taps twice at once checks in, and does not take it back', async () => {
    const [id = ''] = await missing(page)
    await button(page, id).dblclick()
    await expect.poll(here).toContain(id)
    expect(await button(page, id).getAttribute('aria-pressed')).toBe('true')
  })

  it('taps without a connection are kept, and told when it is back, walk-ins among them', async () => {
    const [one = '', two = ''] = await missing(page)
    const before = (await here()).length
    await context.setOffline(true)
    await button(page, one).click()
    await button(page, two).click()
    await page.locator('summary', { hasText: 'Add a walk-in' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Kim Ray')
    await page.getByLabel('Company', { exact: true }).fill('Ray Tools')
    await page.getByRole('button', { name: 'They are here' }).click()
    await expect.poll(() => waiting(page).textContent()).toContain('3 taps wait for the connection')
    expect((await here()).length).toBe(before)
    await context.setOffline(false)
    await expect.poll(here, { timeout: 15_000 }).toEqual(expect.arrayContaining([one, two]))
    await expect.poll(async () => (await here()).length, { timeout: 15_000 }).toBe(before + 3)
    await expect.poll(() => waiting(page).isHidden()).toBe(true)
    await page.reload()
    expect(await page.locator('[data-guest]', { hasText: 'Kim Ray' }).textContent()).toContain('walk-in')
  }, 60_000)

  it('taps outlive the page they were made on', async () => {
    const [id = ''] = await missing(page)
    await context.setOffline(true)
    await button(page, id).click()
    await expect.poll(() => waiting(page).textContent()).toContain('One tap waits')
    expect(await here()).not.toContain(id)
    await page.close()
    await context.setOffline(false)
    const again = await context.newPage()
    await again.goto(path)
    await expect.poll(here, { timeout: 15_000 }).toContain(id)
  }, 60_000)

  it('a tap whose answer was lost is told again, and counts once', async () => {
    const [id = ''] = await missing(page)
    let lost = 0
    await page.route('**/day/**', async route => {
      if (route.request().method() !== 'POST' || lost++ > 0) return route.continue()
      await route.fetch()
      await route.abort('connectionreset')
    })
    await button(page, id).click()
    await expect.poll(() => waiting(page).isHidden(), { timeout: 15_000 }).toBe(true)
    await expect.poll(() => lost, { timeout: 15_000 }).toBe(2)
    expect((await here()).filter(each => each === id)).toHaveLength(1)
  }, 60_000)

  it('a phone sees whom another has checked in', async () => {
    const other = await phone()
    const [id = ''] = await missing(page)
    await button(page, id).click()
    await expect.poll(() => button(other, id).getAttribute('aria-pressed'), { timeout: 30_000 }).toBe('true')
  }, 60_000)

  it('somebody is found by any part of their name or company', async () => {
    const first = (await page.locator('.door-name').first().textContent()) ?? ''
    await page.getByLabel('Find a name or company').fill(first.toLowerCase())
    expect(await rows(page).count()).toBe(1)
  })

  it('shows pages that axe finds nothing wrong with, no wider than the phone', async () => {
    const { page: convener } = await place.visit(CONVENER, { viewport: PHONE })
    await convener.goto(`/campaigns/${campaign}/day`)
    for (const each of [page, convener]) {
      for (const more of await each.locator('main summary').all()) await more.click()
      await each.evaluate(axe.source)
      const { violations }: AxeResults = await each.evaluate(() =>
        (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
      )
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
      expect(await each.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width)
    }
  })

  it('works without scripts, one page at a time', async () => {
    const visitor = await place.visit(undefined, { viewport: PHONE, javaScriptEnabled: false })
    await visitor.page.goto(path)
    const [id = ''] = await missing(visitor.page)
    await button(visitor.page, id).click()
    await visitor.page.waitForLoadState()
    expect(visitor.page.url()).toContain('said=came')
    expect(await here()).toContain(id)
  })
})
