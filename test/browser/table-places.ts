/** The pages of a quarterly table to come: its agenda, its progress, its report before there is one, and hand-overs. */

import type { Page } from 'playwright-core'
import { campaignIdFrom } from '../../domain/keep/ids.ts'
import type { Sample } from '../../functions/campaign/sample.ts'
import { invitationIdOf } from '../../functions/keep/new-ids.ts'
import { makeToken, type Purpose } from '../../mail/token.ts'
import type { Place } from './browser.ts'
import type { Spot, Who } from './places.ts'

type Naming = (name: string, as: Who, path: string, then?: Spot['then']) => Spot

/** A table of `sample` on a day, its letters let go; answers its campaign. */
export async function setTable(place: Place, page: Page, sample: Sample, day: string): Promise<string> {
  const post = poster(place, page)
  const meetings = `/campaigns/${sample.campaign}/meetings`
  const others = sample.invitees.slice(0, 5).map(({ name, email }) => `${name} <${email}>`)
  await post(`${meetings}/quarterly`, {
    start: '08:00',
    end: '09:30',
    zone: 'America/Denver',
    host: 'Online',
    address: '',
    dates: day,
    others: others.join('\n'),
  })
  await page.goto(meetings)
  const hrefs = await page
    .getByRole('link', { name: 'Quarterly table', exact: true })
    .evaluateAll(all => all.map(each => each.getAttribute('href') ?? ''))
  const campaign = hrefs.at(-1)?.split('/')[2] ?? ''
  await post(`/campaigns/${campaign}/send`, {})
  return campaign
}

export const poster = (place: Place, page: Page) => async (path: string, form: Record<string, string>) => {
  const response = await page.request.post(new URL(path, place.url).href, { form, headers: { origin: place.url } })
  if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`)
}

/** The path of somebody's link about a table. */
export const tableLink = (place: Place, purpose: Purpose, campaign: string, email: string): string =>
  `/${purpose}/${makeToken(place.secret, purpose, campaign, invitationIdOf(campaignIdFrom(campaign), email))}`

/** `page` belongs to the convener; `sample` is a launch whose letters have left. */
export async function tablePlaces(place: Place, page: Page, sample: Sample, spot: Naming): Promise<Spot[]> {
  const post = poster(place, page)
  const table = await setTable(place, page, sample, '2099-08-12')
  const link = (purpose: Purpose, n: number) => tableLink(place, purpose, table, sample.invitees[n]?.email ?? '')
  for (const [n, text] of ['Housing near work', 'One safety training for all', 'Freight by rail'].entries())
    await post(link('agenda', n), { do: 'add', text })
  const path = `/campaigns/${table}`
  await page.goto(`${path}/progress`)
  const item = /name="item" value="([a-z2-7]{16})"/.exec(await page.content())?.[1] ?? ''
  await post(`${path}/agenda`, { do: 'later', item })
  const submit = (name: string) => async (of: Page) => {
    await of.getByRole('button', { name, exact: true }).click()
    await of.waitForLoadState()
  }
  const unfold = async (of: Page) => {
    for (const each of await of.locator('main summary').all()) await each.click()
  }
  return [
    spot('the agenda for a member', 'nobody', link('agenda', 1)),
    spot('the agenda without a word', 'nobody', link('agenda', 1), submit('Put it on the agenda')),
    spot('the pulse before its time', 'nobody', link('pulse', 1)),
    spot('the progress of a table to come', 'convener', `${path}/progress`),
    spot('the progress as a reader sees it', 'reader', `${path}/progress`),
    spot('a report before the meeting', 'convener', `${path}/report`, submit('Save')),
    spot('a report without a subject', 'convener', `${path}/report`, async of => {
      await of.getByLabel('Subject').fill('')
      await submit('Save')(of)
    }),
    spot('a report as it will be read', 'convener', `${path}/report/preview`),
    spot('a report that leads nowhere yet', 'nobody', link('report', 1)),
    spot('handing over', 'convener', `${path}/hand-over`, unfold),
    spot('handing over without a name', 'convener', `${path}/hand-over`, async of => {
      await of.locator('summary', { hasText: 'Another champion' }).click()
      await of.getByRole('button', { name: 'Transfer the role' }).last().click()
      await of.waitForLoadState()
    }),
  ]
}
