/**
 * Draws the pictures of README: a letter of the sample partnership, and its board two and a half weeks later. Letters are set in the
 * fonts of the machine they are read on, so draw them where there is a serif and a script face.
 */

import { serve } from '@hono/node-server'
import { chromium } from 'playwright-core'
import { invitationIdFrom } from '../../domain/keep/ids.ts'
import type { Invitation, Rsvp } from '../../domain/keep/invitation.ts'
import { HOUR, shift } from '../../domain/keep/time.ts'
import { openLogin } from '../../functions/access/sign-in.ts'
import { takeAnswer } from '../../functions/answer/take-answer.ts'
import { createSample } from '../../functions/campaign/sample.ts'
import { invitationsOf } from '../../functions/keep/documents.ts'
import { sweep } from '../../functions/rounds/sweep.ts'
import { preview } from '../../functions/send/preview.ts'
import { LOGIN_COOKIE } from '../../functions/web/login-cookie.ts'
import { createApp } from '../../functions/web.tsx'
import { makeWorld, releaseWaves } from '../world.ts'
import { launch } from './launch.ts'

const CONVENER = 'convener@example.org'
const PORT = 8099
const URL = `http://localhost:${PORT}`
/** What one guest of each company says, so many hours after the one before: the follow-up leaves on the way. */
const SAID: readonly [Rsvp, number][] = [
  ['accepted', 2],
  ['accepted', 3],
  ['declined', 5],
  ['accepted', 20],
  ['delegated', 4],
  ['accepted', 26],
  ['tentative', 50],
  ['accepted', 22],
  ['accepted', 70],
  ['declined', 30],
  ['accepted', 90],
  ['accepted', 40],
  ['accepted', 3],
  ['tentative', 5],
  ['delegated', 18],
  ['accepted', 4],
  ['accepted', 6],
]

const t = makeWorld({
  start: '2027-02-09T16:30:00.000Z',
  release: releaseWaves,
  sweep,
  settings: { url: URL, conveners: [CONVENER] },
})
const { world } = t
const sample = await createSample(world, 'sent', CONVENER)
const guests = new Map<string, string>()
const listed: Invitation[] = []
for await (const { value } of invitationsOf(world.store, sample.campaign)) listed.push(value)
for (const { id, invitee } of listed.sort((one, other) => (one.invitee.email < other.invitee.email ? -1 : 1)))
  if (!guests.has(invitee.company)) guests.set(invitee.company, id)
const ids = [...guests.values()]
for (const [n, [answer, hours]] of SAID.entries()) {
  await t.timers.runUntil(shift(t.clock.now(), hours * HOUR))
  await takeAnswer(world, {
    campaign: sample.campaign,
    invitation: invitationIdFrom(ids[n] ?? ''),
    answer,
    channel: 'link',
    note: n === 1 ? 'Looking forward to it' : '',
    needs: '',
    id: String(n),
    ...(answer === 'delegated' ? { delegate: { name: 'Dana Cole', title: 'COO', email: '' } } : {}),
  })
}

const server = serve({ fetch: createApp(world).fetch, port: PORT })
const launched = await launch()
if (typeof launched === 'string') throw new Error(launched)
const browser = await chromium.connect(launched.wsEndpoint())

const desk = await browser.newContext({ viewport: { width: 1180, height: 1000 }, deviceScaleFactor: 1.5 })
await desk.addCookies([{ name: LOGIN_COOKIE, value: await openLogin(world, CONVENER), url: URL }])
const board = await desk.newPage()
await board.goto(`${URL}/campaigns/${sample.campaign}`)
const charts = await board.locator('.board-middle').boundingBox()
const height = Math.ceil((charts?.y ?? 0) + (charts?.height ?? 0)) + 24
await board.screenshot({ path: 'docs/board.png', fullPage: true, clip: { x: 0, y: 0, width: 1180, height } })

const seen = await preview(world, sample.campaign, { text: 'letter', invitation: invitationIdFrom(ids[0] ?? '') })
if (!seen) throw new Error('the sample has no letter')
const reader = await browser.newContext({ viewport: { width: 640, height: 900 }, deviceScaleFactor: 1.5 })
const letter = await reader.newPage()
await letter.setContent(seen.html)
await letter.screenshot({ path: 'docs/letter.png', fullPage: true })

await browser.close()
await launched.close()
server.close()
t.close()
