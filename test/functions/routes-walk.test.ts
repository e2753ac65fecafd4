/** Walks every route the app has, as everybody there is. A route that is not named here fails the test. */

import { afterEach, describe, expect, it } from 'vitest'
import { PERSONAL } from '../../domain/keep/paths.ts'
import { createApp } from '../../functions/web.tsx'
import { CONVENER, IDS } from './campaign/launch.ts'
import { CAMPAIGN, closePlaces, kept, place, STRANGERS } from './walked-place.ts'

/** Who a route is for: `link` ones carry a token of their own, `starters` may start partnerships, `operators` run this Convoke. */
type Audience = 'everybody' | 'signed in' | 'link' | 'starters' | 'operators' | 'readers' | 'editors'

/** What changes a campaign, and is for those who may. */
const CHANGES = `
  send-again letters/:text/test letters/:text/default letter/test signatures champions/:champion/drop
  champions/:champion/ask pause resume cancel waves/:wave/release waves/:wave/drop invitees/read
  invitees/import/:id invitees/:iid/remove people/:iid/answer meetings/debrief meetings/action-team
  meetings/quarterly meetings/quarterly/send send people/:iid/feed not-written-to not-written-to/lift
  people/:iid/matters/:mid people/:iid/away people/:iid/sends/:wave people/:iid/forget start-again archive delete
  delete-partnership sessions/assign agenda pulse renewal teams/found commitments
`
  .trim()
  .split(/\s+/)
const step = (name: string): [string, Audience][] => [
  [`GET ${CAMPAIGN}/${name}`, 'readers'],
  [`POST ${CAMPAIGN}/${name}`, 'editors'],
]
const ROUTES = new Map<string, Audience>([
  ['GET /', 'everybody'],
  ['GET /assets/:file', 'everybody'],
  ['GET /robots.txt', 'everybody'],
  ['GET /sign-in', 'everybody'],
  ['POST /sign-in', 'everybody'],
  // Without an identity provider there is nothing; with one, `test/identity` walks them.
  ['GET /oidc', 'everybody'],
  ['GET /oidc/callback', 'everybody'],
  ['POST /sign-out', 'everybody'],
  ['GET /signed-in', 'signed in'],
  ['POST /signed-in', 'signed in'],
  // Somebody else's are for whom the operator named: `identity/passkeys`. Half way: whose link was followed in this browser, and nobody else.
  ['GET /passkey', 'everybody'],
  ['POST /passkey', 'everybody'],
  ['POST /passkeys', 'signed in'],
  ['POST /passkeys/own/:passkey', 'signed in'],
  ['GET /passkeys/lost', 'signed in'],
  ['POST /passkeys/lost', 'signed in'],
  ['GET /letters/:cid/:check', 'everybody'],
  ...['sign-in', 'rsvp', 'sign', 'opt-out'].flatMap((path): [string, Audience][] => [
    [`GET /${path}/:token`, 'link'],
    [`POST /${path}/:token`, 'link'],
  ]),
  ['GET /sign/:token/letter', 'link'],
  ['POST /partnerships', 'starters'],
  ['POST /sample', 'starters'],
  [`GET ${CAMPAIGN}`, 'readers'],
  [`GET ${CAMPAIGN}/board.csv`, 'readers'],
  ...CHANGES.map((path): [string, Audience] => [`POST ${CAMPAIGN}/${path}`, 'editors']),
  ...step('likely-answers'),
  ...step('cannot-be-shown'),
  ...step('set-aside'),
  // The bytes of a message are for those who may answer it.
  [`GET ${CAMPAIGN}/set-aside/:iid/:message/message.eml`, 'editors'],
  // What is stored of somebody is for those alone who could do something about it.
  [`GET ${CAMPAIGN}/cannot-be-shown/:row`, 'editors'],
  ...['partnership', 'meeting', 'champions', 'team', 'letter', 'timing'].flatMap(step),
  [`GET ${CAMPAIGN}/review`, 'readers'],
  [`GET ${CAMPAIGN}/letters`, 'readers'],
  ...step('letters/:text'),
  ...step('letters/:text/preview'),
  ...step('invitees'),
  // A list on its way in is nobody's business but of those who bring it.
  [`GET ${CAMPAIGN}/invitees/import/:id`, 'editors'],
  ...step('invitees/:iid'),
  [`GET ${CAMPAIGN}/people/:iid`, 'readers'],
  [`GET ${CAMPAIGN}/meetings`, 'readers'],
  ['GET /calendar/:token', 'link'],
  ['GET /rsvp/:token/calendar', 'link'],
  ['GET /rsvp/:token/meeting.ics', 'link'],
  ['POST /rsvp/:token/calendar', 'link'],
  ...step('day'),
  [`GET ${CAMPAIGN}/day/badges.pdf`, 'readers'],
  [`GET ${CAMPAIGN}/day/list.pdf`, 'readers'],
  ...step('calls'),
  ...step('capture'),
  ...step('summary'),
  [`GET ${CAMPAIGN}/summary/preview`, 'readers'],
  [`GET ${CAMPAIGN}/notes`, 'readers'],
  ['GET /day/:token/capture', 'link'],
  ['POST /day/:token/capture', 'link'],
  ...['day', 'call', 'notes', 'approve'].flatMap((path): [string, Audience][] => [
    [`GET /${path}/:token`, 'link'],
    [`POST /${path}/:token`, 'link'],
  ]),
  [`GET ${CAMPAIGN}/invitees/chosen`, 'editors'],
  [`POST ${CAMPAIGN}/invitees/chosen`, 'editors'],
  [`GET ${CAMPAIGN}/invitees/import/:id/take-back`, 'readers'],
  [`POST ${CAMPAIGN}/invitees/import/:id/take-back`, 'editors'],
  [`GET ${CAMPAIGN}/set-aside`, 'readers'],
  [`POST ${CAMPAIGN}/set-aside`, 'editors'],
  [`GET ${CAMPAIGN}/set-aside/:iid/:message/message.eml`, 'editors'],
  ['GET /desk', 'operators'],
  ['GET /desk/:message/message.eml', 'operators'],
  ['GET /operator', 'operators'],
  ['GET /operator/people', 'operators'],
  ['POST /operator/sessions', 'operators'],
  ['GET /operator/audit', 'operators'],
  ['GET /operator/audit.csv', 'operators'],
  ['GET /operator/audit.ndjson', 'operators'],
  ['GET /sending', 'starters'],
  ['POST /sending/test', 'starters'],
  [`GET ${CAMPAIGN}/not-written-to`, 'readers'],
  [`GET ${CAMPAIGN}/not-written-to.csv`, 'readers'],
  [`GET ${CAMPAIGN}/people/:iid/matters/:mid/message.eml`, 'editors'],
  [`GET ${CAMPAIGN}/people/:iid/forget`, 'editors'],
  [`GET ${CAMPAIGN}/people/:iid/held.json`, 'editors'],
  [`GET ${CAMPAIGN}/forgotten`, 'readers'],
  [`GET ${CAMPAIGN}/manage`, 'editors'],
  [`POST ${CAMPAIGN}/start-again`, 'editors'],
  [`POST ${CAMPAIGN}/archive`, 'editors'],
  [`POST ${CAMPAIGN}/keeping`, 'editors'],
  [`POST ${CAMPAIGN}/delete`, 'editors'],
  [`POST ${CAMPAIGN}/delete-partnership`, 'editors'],
  ...step('sessions'),
  [`GET ${CAMPAIGN}/progress`, 'readers'],
  ...step('report'),
  ...step('readiness'),
  ...step('hand-over'),
  [`GET ${CAMPAIGN}/report/preview`, 'readers'],
  [`GET ${CAMPAIGN}/report.pdf`, 'readers'],
  ['GET /report/:token', 'link'],
  ...['', '/:page{.+}'].map((page): [string, Audience] => [`GET /preview/:token${page}`, 'link']),
  ['POST /preview/:token/:page{.+}', 'link'],
  ['GET /report/:token/report.pdf', 'link'],
  [`GET ${CAMPAIGN}/teams`, 'readers'],
  ...step('teams/:tid'),
  ...step('commitments/:promise'),
  ...['join', 'times', 'commitment', 'agenda', 'pulse', 'team'].flatMap((path): [string, Audience][] => [
    [`GET /${path}/:token`, 'link'],
    [`POST /${path}/:token`, 'link'],
  ]),
])

const of = (...audiences: Audience[]) =>
  [...ROUTES].filter(([, each]) => audiences.includes(each)).map(([route]) => route)
const CONVENERS_OWN = of('readers', 'editors', 'starters', 'operators', 'signed in')

afterEach(closePlaces)

describe('every route', () => {
  it('is named here, and every route named here is there', async () => {
    const { t } = await place()
    const there = createApp(t.world)
      .routes.filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/^\/assets\/.*/, '/assets/:file')}`)
    expect([...new Set(there)].sort()).toEqual([...ROUTES.keys()].sort())
  })

  it('sends somebody who is not signed in to sign in, and changes nothing', async () => {
    const { t, ask } = await place()
    const before = await kept(t)
    for (const route of CONVENERS_OWN) {
      const response = await ask(route)
      expect([route, response.status], route).toEqual([route, 303])
      expect(response.headers.get('location'), route).toMatch(/^\/sign-in(\?next=%2F|$)/)
    }
    expect(await kept(t)).toBe(before)
  })

  it.each(STRANGERS)('tells %s, who has no role here, not even that the campaign is there', async email => {
    const { t, ask, fill } = await place()
    const before = await kept(t)
    for (const route of of('readers', 'editors')) {
      const response = await ask(route, email)
      expect([route, response.status]).toEqual([route, 404])
      const [method = '', path = ''] = route.split(' ')
      const none = fill(path).replace(IDS.campaign, 'n'.repeat(16))
      expect(await response.text(), route).toBe(await (await ask(`${method} ${none}`, email)).text())
    }
    expect(await kept(t)).toBe(before)
  })

  it.each(['fay@guide.example', 'sue@college.example'])('lets %s read everything and change nothing', async email => {
    const { t, ask } = await place()
    const before = await kept(t)
    for (const route of of('readers')) expect([route, (await ask(route, email)).status]).toEqual([route, 200])
    for (const route of of('editors', 'starters'))
      expect([route, (await ask(route, email)).status]).toEqual([route, 403])
    expect(await kept(t)).toBe(before)
    // A reader is shown no form to fill and no button to press, apart from searching and signing out.
    for (const route of of('readers')) {
      const html = await (await ask(route, email)).text()
      const posts = [...html.matchAll(/<form[^>]*method="post"[^>]*>(.*?)<\/form>/gs)].map(([form]) => form)
      for (const form of posts.filter(each => !each.includes('/sign-out')))
        expect(form.replace(/<summary.*?<\/summary>/gs, ''), route).not.toContain('type="submit"')
    }
  })

  it.each([CONVENER, 'cole@board.example'])('lets %s read and change', async email => {
    const { ask } = await place()
    for (const route of of('readers')) expect([route, (await ask(route, email)).status]).toEqual([route, 200])
    for (const route of of('editors')) {
      const { ask: asks } = await place()
      const { status } = await asks(route, email)
      // A form without fields is either taken, or comes back with what is wrong with it.
      expect([200, 303, 400, 422], `${route} answers ${status}`).toContain(status)
    }
  })

  it('lets those start partnerships whom the operator named, and nobody else', async () => {
    const { ask } = await place()
    for (const route of of('starters')) {
      for (const email of [CONVENER, 'other@conveners.example'])
        if (!route.startsWith('GET'))
          expect((await ask(route, email)).headers.get('location'), route).toMatch(
            /^\/(campaigns\/[a-z2-7]{16}\/|sending#)/,
          )
      for (const email of ['cole@board.example', 'ann@lee.example'])
        expect([route, email, (await ask(route, email)).status]).toEqual([route, email, 403])
    }
  })

  it('shows whoever runs this Convoke what is theirs, and to everybody else it is not there', async () => {
    const { ask } = await place()
    for (const route of of('operators')) {
      expect([route, [200, 303].includes((await ask(route, CONVENER)).status)]).toEqual([route, true])
      // A domain makes nobody an operator, and neither does a role.
      for (const email of ['other@conveners.example', 'cole@board.example', 'ann@lee.example']) {
        const response = await ask(route, email)
        expect([route, email, response.status]).toEqual([route, email, 404])
        expect(await response.text()).toContain('There is nothing here')
      }
    }
  })

  it('takes a change only from a page of ours when a session comes with it', async () => {
    const { t, ask } = await place()
    const before = await kept(t)
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:8081' },
      { origin: '', 'sec-fetch-site': 'cross-site' },
      { origin: '', 'sec-fetch-site': 'same-site' },
    ]
    for (const route of [...ROUTES.keys()].filter(each => each.startsWith('POST')))
      for (const headers of foreign) {
        // One click in a mail program comes from nowhere, and its token is all the proof there is.
        if (route === 'POST /opt-out/:token') continue
        expect([route, headers, (await ask(route, CONVENER, headers)).status]).toEqual([route, headers, 403])
      }
    expect(await kept(t)).toBe(before)
    expect(
      (await ask(`POST ${CAMPAIGN}/pause`, CONVENER, { origin: 'null', 'sec-fetch-site': 'same-origin' })).status,
    ).toBe(303)
  })

  it('answers with headers that keep browsers from loading, framing, keeping or telling', async () => {
    const { ask } = await place()
    for (const route of [...ROUTES.keys(), 'GET /nothing/here']) {
      const { headers } = await ask(route, CONVENER)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy, route).toContain("default-src 'none'")
      expect(policy, route).not.toMatch(/unsafe-eval|https?:|\*|script-src[^;]*unsafe/)
      expect(policy, route).toMatch(/frame-ancestors 'self'/)
      expect(headers.get('referrer-policy'), route).toBe('same-origin')
      expect(headers.get('x-content-type-options'), route).toBe('nosniff')
      expect(headers.get('x-robots-tag'), route).toBe('noindex')
      // A calendar keeps the feed it subscribed to, asks each time whether it is still so, and shares it with nobody.
      const kept = route.includes('/assets/')
        ? 'public, max-age=31536000, immutable'
        : route === `GET ${PERSONAL.feed.route}` && headers.get('content-type')?.startsWith('text/calendar')
          ? 'private, no-cache'
          : 'no-store'
      expect(headers.get('cache-control'), route).toBe(kept)
    }
  })

  it('refuses more than a list may have', async () => {
    const { ask } = await place()
    const response = await ask(`POST ${CAMPAIGN}/invitees/read`, CONVENER, { 'content-length': String(200_000_000) })
    expect(response.status).toBe(413)
    expect(await response.text()).toContain('up to 4 MB')
  })
})
