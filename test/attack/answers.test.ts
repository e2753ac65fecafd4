/** What every answer says to a browser, whoever asks and whatever they send along. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { invitationIdFrom } from '../../domain/keep/ids.ts'
import { invitationRef, read } from '../../functions/keep/documents.ts'
import { IDS } from '../functions/campaign/launch.ts'
import { openPlace, type Place } from './place.ts'

let place: Place
beforeEach(async () => {
  place = await openPlace()
})
afterEach(() => place.t.close())

const board = `/campaigns/${IDS.campaign}`
const PAGES = ['', '/review', '/letter', '/invitees', '/meetings', '/not-written-to', '/board.csv', '/preview?as=text']
const everyPage = () => [
  '/',
  '/sign-in',
  '/nothing/here',
  `/rsvp/${place.token('rsvp')}`,
  `/rsvp/${'x'.repeat(58)}`,
  `/sign/${place.token('sign', IDS.ann)}`,
  ...PAGES.map(page => board + page),
]

describe('an answer', () => {
  it('names its type and its characters, and is read by no page of another site', async () => {
    for (const path of everyPage()) {
      const headers = { cookie: place.cookie, origin: 'https://evil.example' }
      const response = await place.ask(path, { headers })
      expect([path, response.headers.get('content-type')]).toEqual([
        path,
        expect.stringMatching(/^(text\/(html|plain|csv|calendar); charset=utf-8)$/i),
      ])
      for (const name of ['access-control-allow-origin', 'access-control-allow-credentials'])
        expect([path, response.headers.get(name)]).toEqual([path, null])
      const preflight = await place.ask(path, { method: 'OPTIONS', headers })
      expect([path, preflight.headers.get('access-control-allow-origin')]).toEqual([path, null])
    }
  })

  it('makes no link of a host or protocol that a header claims', async () => {
    const headers = {
      cookie: place.cookie,
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'gopher',
      'x-forwarded-for': '127.0.0.1',
      'x-original-url': '/sign-in',
      'x-rewrite-url': '/sign-in',
      forwarded: 'host=evil.example;proto=http',
    }
    for (const path of [...everyPage(), `/rsvp/${place.token('rsvp')}/calendar`])
      expect(await (await place.ask(path, { headers })).text(), path).not.toContain('evil.example')
    await place.ask('/sign-in', {
      body: new URLSearchParams({ email: 'convener@example.org' }),
      headers: { ...headers, origin: place.t.world.settings.url },
    })
    await new Promise(done => setTimeout(done, 100))
    const mail = place.t.outbox.list().find(({ wave }) => wave === 'sign-in')
    expect(mail).toBeDefined()
    expect(new TextDecoder().decode(place.t.outbox.bytes(mail?.id ?? ''))).not.toContain('evil.example')
  })

  it('has a way to sign out on every page of somebody who is signed in', async () => {
    for (const page of PAGES.slice(0, 6)) {
      const html = await (await place.ask(board + page, { headers: { cookie: place.cookie } })).text()
      expect([page, html.includes('action="/sign-out"')]).toEqual([page, true])
    }
  })

  it('takes of a field that comes twice one value, and of an address none that belongs into the form', async () => {
    const id = place.guests[0]?.id ?? ''
    const path = `/rsvp/${place.token('rsvp')}?answer=accepted&note=from+the+address`
    const body = new URLSearchParams([
      ['answer', 'accepted'],
      ['answer', 'declined'],
      ['note', 'from the form'],
    ])
    expect((await place.ask(path, { body })).status).toBe(303)
    const { value } = (await read(place.t.world.store, invitationRef(IDS.campaign, invitationIdFrom(id)))) ?? {}
    expect(value?.answers).toMatchObject([{ answer: 'declined', note: 'from the form' }])
  })
})
