import { Hono } from 'hono'
import { MOST_OF_A_REASON, type Signature, wasHeld } from '../../domain/keep/campaign.ts'
import { cleanNote } from '../../domain/keep/clean-text.ts'
import { championIdFrom } from '../../domain/keep/ids.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { factsOf } from '../../domain/keep/meeting.ts'
import { nameOf } from '../../domain/keep/partnership.ts'
import { type CampaignPage, PATHS, withQuery } from '../../domain/keep/paths.ts'
import { type ChecklistItem, ReviewPage } from '../../pages/campaign/review.tsx'
import { requireRole, steadilyAt } from '../access/caller.ts'
import type { Context as CampaignContext } from '../keep/context.ts'
import { campaignRef, invitationsOf, read } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'
import { askBeforeSending } from '../send/sender/confirm-sender.tsx'
import { countCancellations } from '../send/set-wave.ts'
import { cancel, decideWave, pause, resume } from '../send/steer-campaign.ts'
import { checkOfSet, signatureOf } from '../send/texts/signed-set.ts'
import { LETTER } from '../send/texts/text-rows.ts'
import { wordsSeen } from '../send/texts/words-seen.ts'
import type { WebEnv } from '../web/env.ts'
import { isStale } from '../web/merged.ts'
import { notFound, refused, wordsChanged } from '../web/refusals.tsx'
import { showPage } from '../web/show.tsx'
import { askAgain, obstacles, requestSignatures } from './request-signatures.ts'
import { dropChampion } from './sign.ts'
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
        check={checkOfSet(context)}
        signatures={signaturesOf(context)}
        checks={await checksOf(world, context)}
        marks={timeline(context, world.clock.now()).marks}
        isHeld={wasHeld(campaign, world.clock.now())}
        holders={await countCancellations(world, context)}
        letter={await letterOf(world, context)}
        seen={wordsSeen(context)}
      />,
    )
  })

  app.post(PATHS.signatures.route, requireRole(world, 'edit'), async c => {
    const review = PATHS.review(c.get('campaign').id)
    const { was } = await c.req.parseBody({ all: true })
    const asks = await askBeforeSending(c, world, { section: 'setup', back: review })
    if (asks) return asks
    return steadilyAt(c, world, async world => {
      if (isStale(was, wordsSeen(contextOf(c)))) return wordsChanged(c, 'ask')
      const asked = await requestSignatures(world, c.get('campaign').id, c.get('email'))
      return c.redirect(withQuery(review, { said: asked.ok ? 'asked' : undefined }), 303)
    })
  })

  app.post(PATHS.askAgain.route, requireRole(world, 'edit'), async c => {
    const id = c.get('campaign').id
    const { was } = await c.req.parseBody()
    if (isStale(was, wordsSeen(contextOf(c)))) return wordsChanged(c, 'ask')
    const asking = await askAgain(world, id, championIdFrom(c.req.param('champion')))
    const said = asking === 'asked' ? 'again' : asking === 'too soon' ? 'early' : undefined
    return c.redirect(withQuery(PATHS.review(id), { said }), 303)
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
  ] as const
  for (const [{ route }, act, said] of hand)
    app.post(route, requireRole(world, 'edit'), async c => {
      const back = PATHS.review(c.get('campaign').id)
      const asks = act === resume && (await askBeforeSending(c, world, { section: 'setup', back }))
      if (asks) return asks
      await act(world, c.get('campaign').id, c.get('email'))
      return c.redirect(withQuery(PATHS.review(c.get('campaign').id), { said }), 303)
    })
  app.post(PATHS.cancel.route, requireRole(world, 'edit'), async c => {
    const { reason } = await c.req.parseBody()
    const words = typeof reason === 'string' ? cleanNote(reason).trim().slice(0, MOST_OF_A_REASON) : ''
    const { id } = c.get('campaign')
    await cancel(world, id, c.get('email'), words)
    const isCanceled = (await read(world.store, campaignRef(id)))?.value.status === 'canceled'
    return c.redirect(withQuery(PATHS.review(id), { said: isCanceled ? 'canceled' : undefined }), 303)
  })

  const waves = [
    [PATHS.releaseWave, 'release'],
    [PATHS.dropWave, 'drop'],
  ] as const
  for (const [{ route }, word] of waves)
    app.post(route, requireRole(world, 'edit'), async c => {
      const campaign = c.get('campaign')
      const back = PATHS.board(campaign.id)
      const asks = word === 'release' && (await askBeforeSending(c, world, { section: 'board', back }))
      if (asks) return asks
      const deciding = await decideWave(world, campaign, c.req.param('wave') ?? '', word, c.get('email'))
      return deciding === 'decided' ? c.redirect(back, 303) : notFound(c, c.get('email'))
    })

  return app
}

const signaturesOf = (context: CampaignContext): Map<string, Signature> =>
  new Map(
    context.partnership.champions.flatMap(({ id }): [string, Signature][] => {
      const signature = signatureOf(context, id)
      return signature ? [[id, signature]] : []
    }),
  )

/** The letter as the first business on the list will read it; as an example of one while nobody is. */
async function letterOf(world: World, { campaign }: CampaignContext) {
  if (!campaign.letter || !campaign.meeting) return undefined
  const preview = PATHS.textPreview(campaign.id, LETTER)
  for await (const { value } of invitationsOf(world.store, campaign.id)) {
    const { id, removedAt, invitee } = value
    if (removedAt || (kindOf(campaign).signed && invitee.publicPartner)) continue
    return { seen: withQuery(preview, { as: 'html', invitee: id }), by: `${invitee.name}, ${invitee.company},` }
  }
  return { seen: withQuery(preview, { as: 'html' }), by: 'an invitee' }
}

/** What has to be there before champions can be asked, and what of it is. */
async function checksOf(world: World, context: CampaignContext): Promise<ChecklistItem[]> {
  const { campaign, partnership } = context
  const found = obstacles(context, world.clock.now())
  let invitees = 0
  for await (const { value } of invitationsOf(world.store, campaign.id)) if (!value.removedAt) invitees++
  if (invitees === 0) found.push({ step: 'invitees', message: 'The list is empty. Add the people to invite.' })
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
    ['letter', 'Letter', ''],
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
