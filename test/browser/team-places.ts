/** The pages of action teams and commitments, with people on them. */

import type { Page } from 'playwright-core'
import { commitmentIdFrom, invitationIdFrom, teamIdFrom } from '../../domain/keep/ids.ts'
import type { Sample } from '../../functions/campaign/sample.ts'
import { LINKS } from '../../functions/keep/links.ts'
import { claimOf } from '../../mail/token.ts'
import type { Place } from './browser.ts'
import type { Spot, Who } from './places.ts'

type Naming = (name: string, as: Who, path: string, then?: Spot['then']) => Spot

/** `page` belongs to the convener; `sample` is a launch whose letters have left. */
export async function teamPlaces(place: Place, page: Page, sample: Sample, spot: Naming): Promise<Spot[]> {
  const settings = { url: place.url, secret: place.secret }
  const post = async (path: string, form: Record<string, string>) => {
    const response = await page.request.post(new URL(path, place.url).href, { form, headers: { origin: place.url } })
    if (!response.ok()) throw new Error(`${path}: ${response.status()}`)
  }
  const join = (n: number) => {
    const token = new URL(sample.invitees[n]?.link ?? '').pathname.split('/').at(-1) ?? ''
    return new URL(LINKS.join.to(settings, sample.campaign, invitationIdFrom(claimOf(token)?.id ?? ''))).pathname
  }
  const teams = `/campaigns/${sample.campaign}/teams`
  for (const name of ['Apprentices that stay', 'Shared freight']) await post(`${teams}/found`, { name })
  await page.goto(teams)
  const listed = await page.content()
  const idOf = (name: string) =>
    new RegExp(`id="name-([a-z2-7]{16})"[^>]*>\\s*<a[^>]*>${name}<`).exec(listed)?.[1] ?? ''
  const team = idOf('Apprentices that stay')
  const other = idOf('Shared freight')
  for (const n of [11, 12, 13]) await post(join(n), { team, do: 'join' })
  await post(join(14), { team: other, do: 'volunteer' })
  const lead = sample.invitees[11]?.email ?? ''
  const partner = {
    name: 'Cy Vale',
    email: 'cy@college.example',
    title: '',
    company: 'College',
    brings: 'evening courses',
  }
  await post(`${teams}/${other}`, { do: 'add', ...partner })
  await post(`${teams}/${team}`, { do: 'lead', lead })
  const path = new URL(LINKS.times.to(settings, sample.partnership, teamIdFrom(team), lead)).pathname
  const promise = { owner: sample.invitees[12]?.email ?? '', team, due: '2099-06-01' }
  const commitments = `/campaigns/${sample.campaign}/commitments`
  for (const what of ['List the open positions', 'Ask the county about the bus'])
    await post(commitments, { ...promise, what })
  await page.goto(teams)
  const second = [...(await page.content()).matchAll(/commitments\/([a-z2-7]{16})/g)].at(-1)?.[1] ?? ''
  const owned = new URL(LINKS.commitment.to(settings, sample.partnership, commitmentIdFrom(second))).pathname
  const first = /commitments\/([a-z2-7]{16})/.exec(await page.content())?.[1] ?? ''
  await post(`${commitments}/${first}`, { do: 'kept', note: 'Thirty-one of them' })
  const unfold = async (of: Page) => {
    for (const each of await of.locator('main summary').all()) await each.click()
  }
  const submit = (name: string) => async (of: Page) => {
    await of.getByRole('button', { name, exact: true }).click()
    await of.waitForLoadState()
  }
  return [
    spot('the action teams', 'convener', teams, unfold),
    spot('the action teams as a reader sees them', 'reader', teams),
    spot('an action team without a topic', 'convener', teams, async of => {
      await of.locator('summary', { hasText: 'Start action teams' }).click()
      await submit('Start them')(of)
    }),
    spot('an action team for its convener', 'convener', `${teams}/${team}`, unfold),
    spot('an action team that needs a lead', 'convener', `${teams}/${other}`),
    spot('an action team, somebody added without a name', 'convener', `${teams}/${team}`, async of => {
      await of.locator('summary', { hasText: 'Add someone' }).click()
      await submit('Add them')(of)
    }),
    spot('a commitment that was kept', 'convener', `${commitments}/${first}`),
    spot('a commitment for its owner', 'nobody', owned, unfold),
    spot('a commitment without a new date', 'nobody', owned, async of => {
      await unfold(of)
      await submit('Set the new date')(of)
    }),
    spot('the teams for somebody who has not joined', 'nobody', join(15)),
    spot('the teams for a member', 'nobody', join(12)),
    spot('the lead of a team without a time', 'nobody', path, submit('Set this time')),
    spot('the lead of a team with a call', 'nobody', path, async of => {
      await of.locator('label[for=slot-1]').click()
      await submit('Set this time')(of)
      await unfold(of)
    }),
  ]
}
