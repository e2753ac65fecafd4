/** The pages of calls and of a meeting's day. What the day itself shows is looked at in `door.test.ts`. */
import type { Page } from 'playwright-core'
import type { Sample } from '../../functions/campaign/sample.ts'
import { LINKS } from '../../functions/keep/links.ts'
import { CONVENER, type Place } from './browser.ts'
import type { Spot, Who } from './places.ts'

type Naming = (name: string, as: Who, path: string, then?: Spot['then']) => Spot

/** `page` belongs to the convener; `sample` is a launch whose letters have left. */
export async function dayPlaces(place: Place, page: Page, sample: Sample, spot: Naming): Promise<Spot[]> {
  const settings = { url: place.url, secret: place.secret }
  const own = `/campaigns/${sample.campaign}`
  await page.goto(`${own}/calls`)
  const shares = [
    ...(await page.content()).matchAll(/name="(caller-[a-z2-7]{16})"[\s\S]*?value="([a-z2-7]{16})" selected/g),
  ]
  const form = Object.fromEntries(shares.map(([, name = '', caller = '']) => [name, caller]))
  const response = await page.request.post(`${place.url}${own}/calls`, { form, headers: { origin: place.url } })
  if (!response.ok()) throw new Error(`calls: ${response.status()}`)
  const call = new URL(LINKS.call.to(settings, sample.campaign, CONVENER)).pathname
  const unfold = async (of: Page) => {
    for (const each of await of.locator('main summary').all()) await each.click()
  }
  const take = async (of: Page) => {
    await unfold(of)
    await of
      .getByRole('button', { name: /^I’ll call/ })
      .first()
      .click()
    await of.waitForLoadState()
  }
  return [
    spot('who calls whom', 'convener', `${own}/calls`),
    spot('who calls whom as a reader sees it', 'reader', `${own}/calls`),
    spot('a caller’s people', 'nobody', call, async of => {
      await take(of)
      await unfold(of)
    }),
    spot('a caller’s people, with errors', 'nobody', call, async of => {
      await take(of)
      await unfold(of)
      await of.getByRole('button', { name: 'Note it' }).first().click()
      await of.waitForLoadState()
    }),
    spot('the day of a launch', 'convener', `${own}/day`, unfold),
    spot('the day of a launch as a reader sees it', 'reader', `${own}/day`),
    spot(
      'the check-in before the day',
      'nobody',
      new URL(LINKS.day.to(settings, sample.campaign, CONVENER)).pathname,
      unfold,
    ),
  ]
}
