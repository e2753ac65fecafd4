/** Routes of a campaign as a whole: its last check, signatures, previews, and the convener's hand on it. */

import { inflateRawSync } from 'node:zlib'
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import type { Campaign, Letter } from '../../domain/keep/campaign.ts'
import { championIdFrom, invitationIdFrom } from '../../domain/keep/ids.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { factsOf } from '../../domain/keep/meeting.ts'
import { nameOf } from '../../domain/keep/partnership.ts'
import { type CampaignPage, PATHS, withQuery } from '../../domain/keep/paths.ts'
import { escapeHtml } from '../../mail/merge.ts'
import { type Check, ReviewPage } from '../../pages/campaign/review.tsx'
import { requireRole } from '../access/caller.ts'
import { type Context as CampaignContext, checkOfContext } from '../keep/context.ts'
import { invitationsOf } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'
import { preview, sendTest } from '../send/preview.ts'
import { cancel, decideWave, pause, resume } from '../send/steer-campaign.ts'
import type { WebEnv } from '../web/env.ts'
import { notFound, refused } from '../web/refusals.tsx'
import { LETTER_POLICY } from '../web/security.ts'
import { showPage } from '../web/show.tsx'
import { countHolders } from './edit-campaign.ts'
import { obstacles, requestSignatures } from './request-signatures.ts'
import { dropChampion } from './sign.ts'
import { letterStep } from './steps/letter.ts'
import { contextOf, timeline, viewOf } from './steps.routes.tsx'

export function campaignRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PATHS.review.route, requireRole(world, 'read'), async c => {
    const context = contextOf(c)
    const { campaign, partnership } = context
    return showPage(
      c,
      { title: kindOf(context.campaign).signed ? 'Check and sign' : 'Check and send', section: 'setup' },
      <ReviewPage
        view={await viewOf(c, world, 'review', {}, {})}
        campaign={campaign}
        champions={partnership.champions}
        check={checkOfContext(context)}
        checks={await checksOf(world, context)}
        marks={timeline(context, world.clock.now()).marks}
        holders={await countHolders(world, campaign.id)}
      />,
    )
  })

  app.post(PATHS.signatures.route, requireRole(world, 'edit'), async c => {
    const id = c.get('campaign').id
    const asked = await requestSignatures(world, id, c.get('email'))
    return c.redirect(withQuery(PATHS.review(id), { said: asked.ok ? 'asked' : undefined }), 303)
  })

  app.post(PATHS.dropChampion.route, requireRole(world, 'edit'), async c => {
    const id = c.get('campaign').id
    const dropping = await dropChampion(world, id, championIdFrom(c.req.param('champion')), c.get('email'))
    if (dropping === 'too few')
      return refused(
        c,
        400,
        'Two champions are the least',
        'Name another champion before you take this one off the letter.',
      )
    return c.redirect(withQuery(PATHS.review(id), { said: dropping === 'dropped' ? 'dropped' : undefined }), 303)
  })

  const hand = [
    [PATHS.pause, pause, 'paused'],
    [PATHS.resume, resume, 'resumed'],
    [PATHS.cancel, cancel, 'canceled'],
  ] as const
  for (const [{ route }, act, said] of hand)
    app.post(route, requireRole(world, 'edit'), async c => {
      await act(world, c.get('campaign').id, c.get('email'))
      return c.redirect(withQuery(PATHS.review(c.get('campaign').id), { said }), 303)
    })

  const waves = [
    [PATHS.releaseWave, 'release'],
    [PATHS.dropWave, 'drop'],
  ] as const
  for (const [{ route }, word] of waves)
    app.post(route, requireRole(world, 'edit'), async c => {
      const campaign = c.get('campaign')
      const deciding = await decideWave(world, campaign, c.req.param('wave') ?? '', word, c.get('email'))
      return deciding === 'decided' ? c.redirect(PATHS.board(campaign.id), 303) : notFound(c, c.get('email'))
    })

  const seen = async (c: Context<WebEnv>, letter?: Letter) => {
    c.header('Content-Security-Policy', LETTER_POLICY)
    const campaign = c.get('campaign')
    const invited = c.req.query('invitee')
    const shown = await preview(world, campaign.id, {
      kind: c.req.query('kind') ?? firstLetter(campaign),
      invitation: invited ? invitationIdFrom(invited) : undefined,
      letter: letter ?? campaign.letter ?? letterOf(letterStep.typed(contextOf(c))),
    })
    if ('problems' in shown) return notFound(c, c.get('email'))
    if (c.req.query('as') === 'text') return c.text(`Subject: ${shown.subject}\n\n${shown.text}`)
    return c.html(withSubject(shown.html, shown.subject))
  }
  app.get(PATHS.preview.route, requireRole(world, 'read'), c => seen(c, unpack(c.req.query('typed'))))
  // What is being typed, shown and not kept; the same packed into an address, for who types with a script.
  app.post(PATHS.preview.route, requireRole(world, 'edit'), async c => {
    const { subject, body } = await c.req.parseBody()
    return seen(c, letterOf({ subject: String(subject ?? ''), body: String(body ?? '') }))
  })

  app.post(PATHS.letterTest.route, requireRole(world, 'edit'), async c => {
    const sent = await sendTest(world, c.get('campaign').id, firstLetter(c.get('campaign')), c.get('email'))
    if (sent === 'not sent')
      return refused(c, 400, 'The test did not leave', 'Save the letter and the meeting first, then try again.')
    return c.redirect(withQuery(PATHS.letter(c.get('campaign').id), { said: 'tested' }), 303)
  })

  return app
}

/** The letter that the letter step writes: the one that asks first. */
const firstLetter = (campaign: Campaign): string => kindOf(campaign).waves[0]?.kind ?? 'invite'

const letterOf = ({ subject = '', body = '' }: Record<string, string>): Letter => ({
  subject: subject.slice(0, 500),
  body: body.slice(0, 20_000).replace(/\r\n?/g, '\n'),
})

const packed = z.object({ subject: z.string(), body: z.string() })

/** A letter as `page.js` packs it; undefined when it is none. */
function unpack(text: string | undefined): Letter | undefined {
  if (!text) return undefined
  try {
    const json = inflateRawSync(Buffer.from(text, 'base64url'), { maxOutputLength: 100_000 }).toString()
    return letterOf(packed.parse(JSON.parse(json)))
  } catch {
    return undefined
  }
}

/** The letter under its subject, as a mail program shows it. */
const withSubject = (document: string, subject: string): string => {
  const line = `<div style="background:#fff;border-bottom:1px solid #dfe1e2;padding:12px 20px;font:bold 16px system-ui,sans-serif;color:#1b2a33">${escapeHtml(subject)}</div>`
  return document.replace(/<body[^>]*>/, body => body + line)
}

/** What has to be there before champions can be asked, and what of it is. */
async function checksOf(world: World, context: CampaignContext): Promise<Check[]> {
  const { campaign, partnership } = context
  const found = obstacles(context, world.clock.now())
  let invitees = 0
  for await (const { value } of invitationsOf(world.store, campaign.id)) if (!value.removedAt) invitees++
  if (invitees === 0) found.push({ step: 'invitees', message: 'Invite somebody: the list is empty.' })
  const facts = campaign.meeting && factsOf(campaign.meeting)
  const { signed } = kindOf(campaign)
  const all: [CampaignPage, string, string][] = [
    ['partnership', 'Partnership', nameOf(partnership)],
    [
      'meeting',
      signed ? 'Launch meeting' : 'Meeting',
      facts ? `${facts.date}, ${facts.time}, at ${campaign.meeting?.venue.host}` : '',
    ],
    ['champions', 'Champions', partnership.champions.map(({ name }) => name).join(', ')],
    ['invitees', 'Invitees', invitees === 0 ? '' : invitees === 1 ? 'one person' : `${invitees} people`],
    ['letter', 'Letter', campaign.letter?.subject ?? ''],
  ]
  const rows = signed ? all : all.filter(([id]) => id !== 'partnership' && id !== 'champions')
  for (const { step } of found) if (!rows.some(([id]) => id === step)) rows.push([step, STEP_NAMES[step] ?? step, ''])
  return rows.map(([step, label, is]) => ({
    step,
    label,
    is,
    missing: found.filter(each => each.step === step).map(({ message }) => message),
  }))
}

const STEP_NAMES: Record<string, string> = { team: 'Team', timing: 'Timing' }
