/** The page of readiness and the team's by link, with people who have answered and names that wait. */
import type { Page } from 'playwright-core'
import type { Sample } from '../../functions/campaign/sample.ts'
import { LINKS } from '../../functions/keep/links.ts'
import { CONVENER, type Place } from './browser.ts'
import type { Spot, Who } from './places.ts'

type Naming = (name: string, as: Who, path: string, then?: Spot['then']) => Spot

const DENISE = 'denise.archuleta@workforce-board.example'
const MARCUS = 'marcus.bell@facilitation.example'

/** `page` belongs to the convener; of `draft` nothing has left, of `sent` the letter has. */
export async function readinessPlaces(
  place: Place,
  page: Page,
  { draft, sent }: { draft: Sample; sent: Sample },
  spot: Naming,
): Promise<Spot[]> {
  const settings = { url: place.url, secret: place.secret }
  const post = async (path: string, form: Record<string, string>) => {
    const response = await page.request.post(new URL(path, place.url).href, { form, headers: { origin: place.url } })
    if (!response.ok()) throw new Error(`${path}: ${response.status()}`)
  }
  const own = (email: string) => new URL(LINKS.team.to(settings, sent.partnership, email)).pathname
  const path = `/campaigns/${sent.campaign}/readiness`
  const figure = '14,200 people work in manufacturing here; 3,100 of them retire by 2031'
  await post(path, { do: 'figure', figure, link: 'https://www.bls.gov/cew/data.htm', note: 'Shops say it is worse.' })
  for (const ask of ['ask-roles', 'ask-list']) await post(path, { do: ask, round: '0' })
  await post(own(CONVENER), { do: 'doubt', note: 'I can do the calls, not the door' })
  await post(own(DENISE), { do: 'agree', sector: 'workforce' })
  await post(own(DENISE), { do: 'scope', said: 'too small', note: 'Weld County belongs to it' })
  await post(own(DENISE), { do: 'list' })
  for (const name of ['Ida Ortiz', 'José Núñez']) {
    const email = `${name === 'Ida Ortiz' ? 'ida' : 'jose'}@toolmakers.example`
    const why = 'We sit on a board together'
    await post(own(DENISE), { do: 'propose', name, title: 'Sales Manager', company: 'Toolmakers', email, why })
  }
  const unfold = async (of: Page) => {
    for (const each of await of.locator('main details').all())
      if ((await each.getAttribute('open')) === null) await each.locator('> summary').click()
  }
  const submit = (name: string) => async (of: Page) => {
    await unfold(of)
    await of.getByRole('button', { name, exact: true }).click()
    await of.waitForLoadState()
  }
  return [
    spot('readiness of a draft', 'convener', `/campaigns/${draft.campaign}/readiness`, unfold),
    spot('readiness, names waiting', 'convener', path, unfold),
    spot('readiness as a reader sees it', 'reader', path),
    spot('readiness, a figure without a link', 'convener', path, submit('Add it')),
    spot('readiness by link, answered', 'nobody', own(DENISE), unfold),
    spot('readiness by link for a facilitator', 'nobody', own(MARCUS), unfold),
    spot('readiness by link, a name without anything', 'nobody', own(DENISE), submit('Propose them')),
    spot('readiness by link, not like this, without a word', 'nobody', own(MARCUS), submit('Tell the convener')),
  ]
}
