/** Links that somebody made up, altered, took from elsewhere, or kept too long. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLogin, printSignIn } from '../../functions/access/sign-in.ts'
import { feedLink, feedRef } from '../../functions/answer/feed.ts'
import { change } from '../../functions/keep/documents.ts'
import { makeToken, shortId } from '../../mail/token.ts'
import { CONVENER, IDS } from '../functions/campaign/launch.ts'
import { openPlace, type Place, PURPOSES, tokenRoutes } from './place.ts'

let place: Place
beforeEach(async () => {
  place = await openPlace()
})
afterEach(() => place.t.close())

/** What a form could hold that acts. */
const ACTS = {
  answer: 'accepted',
  do: 'change',
  comment: 'Mine now.',
  check: '0'.repeat(64),
  'List-Unsubscribe': 'One-Click',
}
const ask = (method: string, path: string, token: string) =>
  place.ask(path.replace(/:token[^/]*/, token), method === 'POST' ? { body: new URLSearchParams(ACTS) } : {})

describe('a forged link', () => {
  it('opens nothing and changes nothing, whichever page it is for and whatever is wrong with it', async () => {
    const { settings } = place.t.world
    const [mine = '', other = ''] = place.guests.map(({ id }) => id)
    const own = place.token('rsvp', mine)
    const forged = [
      // The seal of one invitation on the ids of another, of another campaign, of a champion.
      IDS.campaign + other + own.slice(32),
      'z'.repeat(16) + mine + own.slice(32),
      IDS.campaign + IDS.ann + own.slice(32),
      makeToken(`${settings.secret}!`, 'rsvp', IDS.campaign, mine),
      IDS.campaign + mine + 'a'.repeat(26),
      own.slice(0, -1),
      `${own}a`,
      `${own}%00`,
      `${own.slice(0, 57)}%0a`,
      '..%2f..%2fsecret',
      'x'.repeat(5000),
      '__proto__',
    ]
    const before = await place.kept()
    const words = new Set<string>()
    for (const { method, path } of tokenRoutes(place.app))
      for (const token of forged) {
        const response = await ask(method, path, token)
        expect([method, path, token, response.status]).toEqual([method, path, token, 404])
        words.add(await response.text())
      }
    expect(words.size).toBe(1)
    expect(await place.kept()).toBe(before)
  })

  it('is also one that was made for another purpose: every page opens by one kind of token alone', async () => {
    expect(PURPOSES).toContain('opt-out')
    const ids = [place.guests[0]?.id ?? '', IDS.ann, IDS.partnership]
    let opened = 0
    for (const { path } of tokenRoutes(place.app).filter(({ method }) => method === 'GET')) {
      const kinds = new Set<string>()
      for (const purpose of [...PURPOSES, 'feed.0', 'feed.1'] as const)
        for (const id of ids) {
          const { status } = await ask('GET', path, place.token(purpose, id))
          if (status < 400 || status === 409 || status === 410) kinds.add(purpose)
        }
      expect([path, kinds.size]).toEqual([path, Math.min(1, kinds.size)])
      opened += kinds.size
    }
    expect(opened).toBeGreaterThanOrEqual(4)
  })
})

describe('a link that was used or replaced', () => {
  it('signs nobody in a second time', async () => {
    const path = new URL(await printSignIn(place.t.world)).pathname
    expect((await place.ask(path, { body: new URLSearchParams() })).status).toBe(303)
    const again = await place.ask(path, { body: new URLSearchParams() })
    expect([again.status, again.headers.get('set-cookie')]).toEqual([410, null])
  })

  it('opens no session that was ended, by its person or by time', async () => {
    const { world, clock } = place.t
    const cookie = `convoke_session=${await openLogin(world, CONVENER)}`
    const board = `/campaigns/${IDS.campaign}`
    expect((await place.ask(board, { headers: { cookie } })).status).toBe(200)
    const headers = { cookie, origin: world.settings.url }
    await place.ask('/sign-out', { body: new URLSearchParams(), headers })
    expect((await place.ask(board, { headers: { cookie } })).status).toBe(303)
    expect((await place.ask(board, { headers: { cookie: place.cookie } })).status).toBe(200)
    await clock.moveTo('2026-01-13T16:00:00.000Z')
    expect((await place.ask(board, { headers: { cookie: place.cookie } })).status).toBe(303)
  })

  it('shows no calendar once a new one was made', async () => {
    const { world } = place.t
    const email = place.guests[0]?.invitee.email ?? ''
    const old = new URL(await feedLink(world, IDS.partnership, email)).pathname
    expect((await place.ask(old)).status).toBe(200)
    await place.ask(`/rsvp/${place.token('rsvp')}/calendar`, { body: new URLSearchParams() })
    expect((await place.ask(old)).status).toBe(404)
    // Nor by going back to the number it had.
    await change(world.store, feedRef(IDS.partnership, shortId(email)), stands => ({ revision: stands.revision + 1 }))
    expect((await place.ask(old)).status).toBe(404)
  })
})
