/** Every page there is, and how somebody comes to it. */
import type { Page } from 'playwright-core'
import { CONVENER, type Place } from './browser.ts'
import { dayPlaces } from './day-places.ts'
import { readinessPlaces } from './readiness-places.ts'
import { sessionPlaces } from './session-places.ts'
import { tablePlaces } from './table-places.ts'
import { teamPlaces } from './team-places.ts'

/** Who looks: the convener of the samples, somebody of their support team, or nobody. */
export type Who = 'convener' | 'reader' | 'nobody'

export interface Spot {
  name: string
  as: Who
  path: string
  /** What somebody does on the page at `path` to see the one that is meant. */
  then?: (page: Page) => Promise<unknown>
  /** What the page is answered with. */
  status: number
}

/** Of the support team in `examples/front-range-manufacturing.json`. */
export const READER = 'denise.archuleta@workforce-board.example'

/** What a page is answered with, by what it is about. */
const STATUS: readonly [RegExp, number][] = [
  [/with errors|without|half told|none pasted/, 422],
  [/nothing there|leads nowhere/, 404],
  [/used up|RSVP, canceled/, 410],
  [/refused/, 403],
  [/provider down/, 503],
  [/unasked/, 400],
]

const LIST = `Name;Company;E-mail;Job title
"Ray, Kim";Ray Tools;kim@ray.example;Plant Manager
Lou Park;Park & Sons;info@park.example;CEO
Jane Ortiz;Ridgeline Machining;jane.ortiz@ridgeline-machining.example;President
Nora Allen;No Address Inc;;Owner`

/** Presses the button and waits for the page that follows. */
const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).click()
  await page.waitForLoadState()
}

/** Brings samples to where every page has something to show, and says where the pages are. */
export async function places(place: Place): Promise<Spot[]> {
  const { page } = await place.visit(CONVENER)
  const post = async (path: string, form: Record<string, string> = {}) => {
    const response = await page.request.post(new URL(path, place.url).href, { form, headers: { origin: place.url } })
    if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`)
  }
  const draft = await place.sample('draft')
  const asked = await place.sample('draft')
  await post(`/campaigns/${asked.campaign}/signatures`)
  const toSign = await place.linkIn('signature-request', '/sign/')
  const signed = await place.sample('signed')
  const canceled = await place.sample('sent')
  await post(`/campaigns/${canceled.campaign}/cancel`)
  const sent = await place.sample('sent')
  const link = (n: number, of = sent) => new URL(of.invitees[n]?.link ?? '').pathname
  await post(link(1), { answer: 'accepted', note: 'Looking forward to it', needs: 'Step-free, please' })
  await post(link(2), { answer: 'declined' })
  await post(link(3), { answer: 'tentative' })
  await post(link(4), { answer: 'delegated', delegate_name: 'Dana Cole', delegate_title: 'COO', delegate_email: '' })
  const optOut = await place.linkIn('invite', '/opt-out/')
  const check = await place.linkIn('invite', '/letters/')
  await post('/sign-in', { email: CONVENER })
  const signIn = await place.linkIn('sign-in', '/sign-in/')
  await page.goto(new URL(toSign).pathname)
  const asks = /Check value: ([0-9a-f]{64})/.exec(await page.content())?.[1] ?? ''
  const [message] = await place.ask<{ id: string; wave: string }[]>('/_local/outbox.json')
  await page.goto(`/campaigns/${sent.campaign}`)
  await post(`/campaigns/${sent.campaign}/letters/letter/test`, { invitee: '' })
  const preview = new URL(await place.linkIn('test', '/preview/[a-z0-9]+/rsvp/')).pathname
  const person = (name: string) => page.getByRole('link', { name, exact: true }).first().getAttribute('href')
  const answered = (await person(sent.invitees[1]?.name ?? '')) ?? ''
  const silent = (await person(sent.invitees[8]?.name ?? '')) ?? ''

  const where = { start: '08:00', end: '09:30', zone: 'America/Denver', host: 'Online', address: '' }
  const meetings = `/campaigns/${sent.campaign}/meetings`
  const people = sent.invitees[1]?.email ?? ''
  await post(`${meetings}/action-team`, { ...where, name: 'Apprenticeships', date: '2099-03-17', people })
  await post(`${meetings}/quarterly`, { ...where, dates: '2099-05-12', people })
  await page.goto(meetings)
  const team = ((await person('Action team: Apprenticeships')) ?? '').replace('/review', '')

  const d = `/campaigns/${draft.campaign}`
  const s = `/campaigns/${sent.campaign}`
  const steps = ['partnership', 'meeting', 'champions', 'team', 'letter', 'timing', 'review']
  const paste = async (of: Page) => {
    await of.locator('summary', { hasText: 'Add a list' }).click()
    await of.getByLabel('Or paste it here').fill(LIST)
    await press('Preview the list')(of)
  }
  const clear = (label: string, button: string) => async (of: Page) => {
    await of.getByLabel(label, { exact: true }).fill('')
    await press(button)(of)
  }
  const spot = (name: string, as: Who, path: string, then?: Spot['then']): Spot => {
    const status = STATUS.find(([words]) => words.test(name))?.[1] ?? 200
    return { name, as, path, status, ...(then ? { then } : {}) }
  }
  return [
    spot('the first page', 'nobody', '/'),
    spot('the first page of a convener', 'convener', '/'),
    spot('the first page of a reader', 'reader', '/'),
    spot('sign in', 'nobody', '/sign-in'),
    spot('how a convener signs in', 'convener', '/signed-in'),
    spot('a passkey without a name', 'convener', '/signed-in', press('Add a passkey')),
    spot('somebody lost their passkeys', 'convener', '/passkeys/lost'),
    spot(
      'somebody lost their passkeys, without an address',
      'convener',
      '/passkeys/lost',
      press('Remove their passkeys'),
    ),
    spot('the second step, unasked', 'nobody', '/passkey'),
    spot('the operator’s page', 'convener', '/operator'),
    spot('who may sign in', 'convener', '/operator/people'),
    spot('the audit log', 'convener', '/operator/audit'),
    spot('the audit log, none found', 'convener', '/operator/audit?person=nobody'),
    spot('sign in, without an address', 'nobody', '/sign-in', press('Mail me a link')),
    spot('sign in, link mailed', 'nobody', '/sign-in', async of => {
      await of.getByLabel('Your email address').fill('somebody@example.org')
      await press('Mail me a link')(of)
    }),
    spot('sign in by an organization, provider down', 'nobody', '/oidc?next=/sending'),
    spot('sign in by an organization, unasked', 'nobody', '/oidc/callback?code=a&state=b'),
    spot('sign in, from the link', 'nobody', new URL(signIn).pathname),
    spot('sign in, link used up', 'nobody', `/sign-in/${'a'.repeat(52)}`),
    ...steps.map(step => spot(`${step} of a draft`, 'convener', `${d}/${step}`)),
    ...steps.map(step => spot(`${step} as a reader sees it`, 'reader', `${s}/${step}`)),
    spot('partnership with errors', 'convener', `${d}/partnership`, clear('Industry', 'Save and continue')),
    spot('meeting with errors', 'convener', `${d}/meeting`, clear('Date', 'Save and continue')),
    spot('what saving would do', 'convener', `/campaigns/${signed.campaign}/letter`, async of => {
      await of.getByLabel('Subject').fill('Another subject')
      await press('Save and continue')(of)
    }),
    spot('review, awaiting signatures', 'convener', `/campaigns/${asked.campaign}/review`),
    spot('review, signed', 'convener', `/campaigns/${signed.campaign}/review`),
    spot('review, letters sent', 'convener', `${s}/review`),
    spot('review, canceled', 'convener', `/campaigns/${canceled.campaign}/review`),
    spot('all letters', 'convener', `${s}/letters`),
    spot('one letter to write', 'convener', `${s}/letters/thanks-accepted`),
    spot('one letter as a reader sees it', 'reader', `${s}/letters/follow-up-1`),
    spot('what cannot be shown, when all can', 'convener', `${s}/cannot-be-shown`),
    spot('the letter as a document', 'convener', `${d}/letters/letter/preview?as=html`),
    spot('invitees of a draft', 'convener', `${d}/invitees`),
    spot('invitees, one without a name', 'convener', `${d}/invitees`, async of => {
      await of.locator('summary', { hasText: 'Add one person' }).click()
      await press('Add this person')(of)
    }),
    spot('one invitee', 'convener', `${d}/invitees`, async of => {
      await of.getByRole('link', { name: 'Jane Ortiz' }).click()
      await of.waitForLoadState()
    }),
    spot('a pasted list', 'convener', `${d}/invitees`, paste),
    spot('a pasted list, its columns', 'convener', `${d}/invitees`, async of => {
      await paste(of)
      await of.locator('summary', { hasText: 'Columns' }).click()
    }),
    spot('a pasted list, taken in', 'convener', `/campaigns/${asked.campaign}/invitees`, async of => {
      await paste(of)
      await press(/^Import /)(of)
    }),
    spot('an import to take back', 'convener', `/campaigns/${asked.campaign}/invitees`, async of => {
      await of.getByRole('link', { name: 'Take this import back' }).first().click()
      await of.waitForLoadState()
    }),
    spot('people chosen, by the address', 'convener', `${s}/invitees/chosen`),
    spot('people chosen to be reminded', 'convener', `${s}/invitees`, async of => {
      await of.getByText(/^Everyone shown/).click()
      await press('Remind…')(of)
    }),
    spot('the board before anything left', 'convener', d),
    spot('the board awaiting signatures', 'convener', `/campaigns/${asked.campaign}`),
    spot('the board', 'convener', s),
    spot('the board as a reader sees it', 'reader', s),
    spot('the board by company', 'convener', `${s}?by=company`),
    spot('the board with nobody found', 'convener', `${s}?q=zzz`),
    spot('the board of a canceled meeting', 'convener', `/campaigns/${canceled.campaign}`),
    spot('a person who answered', 'convener', answered),
    spot('a person who is silent', 'convener', silent),
    spot('a person, with an answer half told', 'convener', silent, async of => {
      for (const each of await of.locator('summary').all()) await each.click()
      await press('Record the answer')(of)
    }),
    spot('what is held about a person', 'convener', `${answered}/forget`),
    spot('a person is forgotten, without being sure', 'convener', `${answered}/forget`, press('Forget this person')),
    spot('who was forgotten', 'convener', `${s}/forgotten`),
    spot('likely answers', 'convener', `${s}/likely-answers`),
    spot('manage', 'convener', `${s}/manage`),
    spot('manage a meeting', 'convener', `${team}/manage`),
    spot('the preview of a test', 'nobody', preview.split('/').slice(0, 3).join('/')),
    spot('the preview of a test, answered', 'nobody', `${preview}?answer=accepted`, press('Send my answer')),
    spot('RSVP', 'nobody', link(6)),
    spot('where a member gets their calendar feed', 'nobody', `${link(6)}/calendar`),
    spot('RSVP with a yes', 'nobody', `${link(6)}?answer=accepted`),
    spot('RSVP with somebody in one’s place', 'nobody', `${link(6)}?answer=delegated`),
    spot('RSVP without an answer', 'nobody', link(6), press('Send my answer')),
    spot('RSVP, done', 'nobody', `${link(7)}?answer=accepted`, press('Send my answer')),
    spot('RSVP, answered before', 'nobody', link(4), async of => {
      for (const each of await of.locator('summary').all()) await each.click()
    }),
    spot('RSVP, to be changed', 'nobody', `${link(4)}?change=1`, async of => {
      for (const each of await of.locator('summary').all()) if (await each.isVisible()) await each.click()
    }),
    spot('RSVP, canceled', 'nobody', link(0, canceled)),
    spot('opt-out', 'nobody', new URL(optOut).pathname),
    spot('opted out', 'nobody', new URL(optOut).pathname, press('Stop these emails')),
    spot('opted out, and taken back', 'nobody', new URL(optOut).pathname, press('Undo: keep emailing me')),
    spot('sign', 'nobody', new URL(toSign).pathname),
    spot('sign, without a name', 'nobody', new URL(toSign).pathname, async of => {
      await of.getByLabel('To sign, type your name').fill(' ')
      await press('Sign the letter and what follows it')(of)
    }),
    spot('sign, without being sure of the name', 'nobody', new URL(toSign).pathname, async of => {
      await of.getByLabel('To sign, type your name').fill('Elena Vargas')
      await press('Sign the letter and what follows it')(of)
    }),
    spot('sign, with a comment', 'nobody', new URL(toSign).pathname, async of => {
      await of.getByText('Ask for a change instead').click()
      await of.getByLabel('What should change?').fill('Please call it a breakfast.')
      await press('Send my comment')(of)
    }),
    spot('sign, signed', 'nobody', new URL(toSign).pathname, async of => {
      await of.getByLabel('To sign, type your name').fill('Tom Halvorsen')
      await press('Sign the letter and what follows it')(of)
    }),
    spot('who signed a letter', 'nobody', new URL(check).pathname),
    spot('the letter a champion signs', 'nobody', `${new URL(toSign).pathname}/letter?check=${asks}`),
    spot('addresses not written to', 'convener', `${s}/not-written-to`),
    spot('addresses not written to, none pasted', 'convener', `${s}/not-written-to`, async of => {
      await of.locator('summary', { hasText: 'Import a list' }).click()
      await press('Add them')(of)
    }),
    spot('the meetings', 'convener', meetings, async of => {
      for (const each of await of.locator('main summary').all()) await each.click()
    }),
    spot('the meetings as a reader sees them', 'reader', meetings),
    spot('an action team without a name', 'convener', meetings, async of => {
      await of.locator('summary', { hasText: 'Start an action team' }).click()
      await press('Start the action team')(of)
    }),
    ...['review', 'meeting', 'invitees', 'letter', 'timing'].map(step =>
      spot(`${step} of an action team`, 'convener', `${team}/${step}`),
    ),
    spot('the board of an action team', 'convener', team),
    spot('whether letters arrive', 'convener', '/sending'),
    spot('what was set aside', 'convener', `/campaigns/${sent.campaign}/set-aside`),
    spot('what came to Convoke itself', 'convener', '/desk'),
    spot('whether letters arrive, refused to a reader', 'reader', '/sending'),
    spot('the workbench', 'nobody', '/_local'),
    spot('a message on the workbench', 'nobody', `/_local/outbox/${message?.id}`),
    spot('a message as rendered', 'nobody', `/_local/outbox/${message?.id}/rendered`),
    spot('nothing there', 'nobody', '/nothing/here'),
    spot('nothing there for a convener', 'convener', `/campaigns/${'n'.repeat(16)}`),
    spot('a change that is refused', 'reader', `${s}/review`, of =>
      of
        .evaluate(path => {
          const form = Object.assign(document.createElement('form'), { method: 'post', action: path })
          document.body.append(form)
          form.submit()
          return new Promise(() => undefined)
        }, `${s}/pause`)
        .catch(() => of.waitForLoadState()),
    ),
    spot('a link that leads nowhere', 'nobody', `/rsvp/${'a'.repeat(52)}`),
    ...(await teamPlaces(place, page, sent, spot)),
    ...(await dayPlaces(place, page, sent, spot)),
    ...(await tablePlaces(place, page, sent, spot)),
    ...(await readinessPlaces(place, page, { draft, sent }, spot)),
    ...(await sessionPlaces(place, page, spot)),
  ]
}
