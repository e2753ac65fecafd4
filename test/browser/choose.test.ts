/** Several people of the list at once, without a script and by keyboard alone. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONVENER, open, PHONE, type Place, skipped } from './browser.ts'
import { look } from './look.ts'

describe.skipIf(skipped)('choosing several people', () => {
  let place: Place
  let list = ''
  beforeAll(async () => {
    place = await open()
    list = `/campaigns/${(await place.sample('sent')).campaign}/invitees`
  })
  afterAll(() => place?.close())

  const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('value') ?? '')

  it('is done with the keyboard, without a script: choose, see whom it touches, and do it', async () => {
    const { page, complaints } = await place.visit(CONVENER, { javaScriptEnabled: false })
    await page.goto(list)
    const names = await page.getByRole('rowheader').getByRole('link').allInnerTexts()
    // From the search on: the boxes come in the order of the list, each a stop of its own with a name.
    await page.getByRole('checkbox', { name: `Choose ${names[0]}`, exact: true }).focus()
    await page.keyboard.press('Space')
    await page.getByRole('checkbox', { name: `Choose ${names[1]}`, exact: true }).focus()
    await page.keyboard.press('Space')
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(2)
    await page.getByRole('button', { name: 'Remove…' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Remove 2 people?' }).waitFor()
    for (const name of names.slice(0, 2)) expect(await page.getByRole('link', { name }).count()).toBe(1)
    await page.getByRole('button', { name: 'Remove 2 people' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '2 people removed.' }).waitFor()
    await page.goto(list)
    const left = await page.getByRole('rowheader').getByRole('link').allInnerTexts()
    expect(left.some(name => names.slice(0, 2).includes(name))).toBe(false)
    expect(complaints).toEqual([])
  })

  it('reaches each box with the Tab key, one after the other', async () => {
    const { page } = await place.visit(CONVENER)
    await page.goto(list)
    const [first, second] = await page
      .locator('input[name=person]')
      .evaluateAll(boxes => boxes.map(box => box.getAttribute('value') ?? ''))
    await page.locator(`input[name=person][value="${first}"]`).focus()
    // The person's own link lies between.
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe(second)
  })

  it('fits a phone, and axe finds nothing on any of its pages', async () => {
    const { page } = await place.visit(CONVENER, { viewport: PHONE })
    const chosen = (name: string) => async (on: Page) => {
      await on.getByText(/^Everyone shown/).click()
      await on.getByRole('button', { name }).click()
      await on.waitForLoadState()
    }
    for (const [name, then] of [
      ['the list', undefined],
      ['whom to remind', chosen('Remind…')],
      ['whom to send to again', chosen('Send again…')],
      ['whom to remove', chosen('Remove…')],
      ['marked', chosen('Mark as business')],
    ] as const) {
      const seen = await look(page, { name, as: 'convener', path: list, status: 200, ...(then ? { then } : {}) })
      expect(seen, name).toMatchObject({ violations: [], wider: [], houseWords: [] })
    }
  }, 120_000)
})
